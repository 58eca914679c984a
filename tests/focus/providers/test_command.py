from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from focus.errors import Broken, WrongSetting
from focus.presence import Level, Presence
from focus.providers import Means
from focus.providers.command import SPEC, told, words_of
from tests.contract.provider_contract import MEANS
from tests.waiting import until

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BUSY = Presence(Level.BUSY, "In focus; $(touch owned) `id`\nuntil 11:00", "", NOW + timedelta(hours=1))

Script = Callable[[str], Path]


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """A program in a folder with a space in its name."""

    def made(body: str) -> Path:
        path = tmp_path / "my programs" / "busy"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    return made


def write(command: str, *presences: Presence) -> None:
    part = SPEC.open({"command": command}, {}, Means(MEANS.web, lambda: NOW)).parts[0]
    for presence in presences:
        part.write(presence)


def test_a_block_is_told_in_the_environment_and_nowhere_else(script: Script, tmp_path: Path) -> None:
    out = tmp_path / "out"
    path = script(
        f'printf "%s|" "$#" "$1" "$2" "$ECLUSE_EVENT" "$ECLUSE_LEVEL" "$ECLUSE_TEXT" "$ECLUSE_UNTIL" >> "{out}"\n'
        f'pwd >> "{out}"'
    )
    write(f'"{path}" --room "the red one; rm -rf /"', BUSY, Presence())
    home = os.path.realpath(Path.home())
    assert out.read_text() == (
        f"2|--room|the red one; rm -rf /|start|busy|{BUSY.text}|2026-11-23T10:00:00+00:00|{home}\n"
        f"2|--room|the red one; rm -rf /|end|available|||{home}\n"
    )


def test_a_text_is_not_expanded_by_anything(script: Script, tmp_path: Path) -> None:
    path = script("exit 0")
    write(f'"{path}" $HOME * > "{tmp_path}/made"', BUSY)
    assert not (tmp_path / "made").exists()
    assert words_of("x $HOME * > made") == ("x", "$HOME", "*", ">", "made")


def test_a_failure_says_its_status_and_the_first_words(script: Script) -> None:
    path = script("echo said aloud; printf 'no \\033[31mroom 7\\nand more' >&2; exit 3")
    with pytest.raises(Broken, match=r"busy ended with status 3: no \[31mroom 7\.$"):
        write(f'"{path}"', BUSY)


def test_what_does_not_end_is_ended_with_what_it_started(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focus.providers.command.SECONDS", 3.0)
    child = tmp_path / "child"
    path = script(f'sleep 60 & echo $! > "{child}"; wait')
    began = time.monotonic()
    with pytest.raises(Broken, match="did not end within 3 seconds, and was ended"):
        write(f'"{path}"', BUSY)
    assert time.monotonic() - began < 30
    pid = int(child.read_text())
    until(lambda: not alive(pid))


def alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


def test_what_it_leaves_in_the_background_is_not_waited_for(script: Script, tmp_path: Path) -> None:
    child = tmp_path / "child"
    path = script(f'sleep 60 & echo $! > "{child}"')
    began = time.monotonic()
    write(f'"{path}"', BUSY)
    assert time.monotonic() - began < 30
    assert alive(int(child.read_text()))
    os.kill(int(child.read_text()), 9)


def test_one_that_says_too_much_is_heard_in_part(script: Script) -> None:
    path = script("head -c 3000000 /dev/zero | tr '\\0' 'x' >&2; head -c 3000000 /dev/zero; exit 1")
    with pytest.raises(Broken) as raised:
        write(f'"{path}"', BUSY)
    assert len(raised.value.detail) < 400


def test_one_that_closes_its_output_is_waited_for(script: Script, tmp_path: Path) -> None:
    path = script(f'exec 2>&-; sleep 0.3; touch "{tmp_path}/done"')
    write(f'"{path}"', BUSY)
    assert (tmp_path / "done").exists()


@pytest.mark.parametrize(("command", "words"), [("", "no command"), ('say "busy', "quotation mark missing")])
def test_what_cannot_be_split_is_a_wrong_setting(command: str, words: str) -> None:
    with pytest.raises(WrongSetting, match=words) as raised:
        told({"command": command})
    assert raised.value.field == "command"


def test_a_command_that_is_not_there_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match="There is no command"):
        told({"command": f"{tmp_path}/nothing"})
    with pytest.raises(WrongSetting, match="There is no command"):
        write(f"{tmp_path}/nothing", BUSY)


def test_what_was_understood_is_said(script: Script) -> None:
    path = script("exit 0")
    said = told({"command": f'"{path}" --room "the red one"'})
    assert said == ("It is run without a shell. Its words, each in brackets", f"[{path}] [--room] [the red one]")


def test_a_home_folder_may_be_written_short(script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    script(f'touch "{tmp_path}/ran"')
    write('"~/my programs/busy"', BUSY)
    assert (tmp_path / "ran").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="root is Unix's")
def test_who_became_root_does_not_run_it(script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = script(f'touch "{tmp_path}/ran"')
    monkeypatch.setenv("SUDO_UID", "1000")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    with pytest.raises(Broken, match="administrator's rights"):
        write(f'"{path}"', BUSY)
    assert not (tmp_path / "ran").exists()
