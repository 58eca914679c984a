"""The demo as a person runs it, and with one thing wrong on purpose."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.demo import day, stage
from desktop.demo.day import WEEK
from desktop.demo.mailbox import mails
from desktop.demo.server import SampleServer
from desktop.demo.stage import SessionSecrets, perform
from desktop.demo.terminal import Terminal

ROOT = Path(__file__).parents[3]


def demo(folder: Path, *options: str) -> subprocess.Popen[str]:
    """The command, with nothing to stand on: no display, no keyring, no home of its own."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "XDG_RUNTIME_DIR"}}
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        kept[f"XDG_{name}_HOME"] = str(folder / "home")
    environ = {**kept, "HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"), "PYTHONUTF8": "1"}
    (folder / "tmp").mkdir()
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "desktop.cli", "demo", *options],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def left_behind(folder: Path) -> list[str]:
    return [str(path) for path in folder.rglob("*") if path.is_file() or path.is_socket()] + [
        str(path) for path in (folder / "tmp").iterdir()
    ]


def test_a_day_is_played_and_everything_holds(tmp_path: Path) -> None:
    process = demo(tmp_path, "--fast")
    output, _ = process.communicate(timeout=240)
    assert process.returncode == 0, output
    told = [match.groups() for match in re.finditer(r"^(\d\d:\d\d)  (\S+(?: back)?) +(.*)$", output, re.MULTILINE)]
    words = [what for _, what, _ in told]
    assert words.count("held") >= 20
    assert words.count("passes") == 2
    assert words.count("joins") == 2
    assert words.count("check-in") == words.count("notified") == 2
    assert words.count("focus") == words.count("busy") == words.count("put back") == 2
    assert ("10:03", "passes") in [line[:2] for line in told]
    assert ("11:00", "check-in") in [line[:2] for line in told]
    assert [at for at, what, _ in told if what == "put back"] == ["11:00", "16:00"]
    times = [at for at, _, _ in told]
    assert times == sorted(times)
    ledger = re.search(
        r"received (\d+) = held (\d+) \+ released (\d+) \+ snoozed (\d+) \+ done (\d+) \+ ex\w+ (\d+)", output
    )
    assert ledger is not None
    received, *states = map(int, ledger.groups())
    assert received == sum(states) >= 30
    assert all(states[:4])
    assert output.count("✓") == 7
    assert "\x1b" not in output
    assert left_behind(tmp_path) == []


def test_ended_early_it_leaves_nothing_behind(tmp_path: Path) -> None:
    process = demo(tmp_path)
    assert process.stdout is not None
    while "08:30" not in process.stdout.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 130, output
    assert "Everything the demo made was removed." in output
    assert left_behind(tmp_path) == []


def test_what_must_not_happen_is_told_and_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A week in which open time lets everything flow: against the plan, things come early."""
    # The source keeps its pace however often the server calls: with few mails it need not.
    monkeypatch.setattr(stage, "mails", lambda *given: mails(*given)[:10])
    flowing = replace(WEEK, between="flow")
    assert perform(Terminal(sys.stdout, {}), 2.0, flowing) == 1
    output = capsys.readouterr().out
    assert "✗ Nothing came early" in output
    assert re.search(r'".+" came out at \d\d:\d\d, outside every check-in', output)
    assert "✓ Every message is there exactly once" in output
    assert "it is a fault of Écluse" in output


def test_a_server_that_goes_away_ends_the_day_with_a_reason(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(day, "PATIENCE", 1.0)
    monkeypatch.setattr(SampleServer, "deliver", lambda *_: None)
    assert perform(Terminal(sys.stdout, {}), 2.0) == 1
    assert "The demo cannot go on: At 08:00 the sample mailbox was not read" in capsys.readouterr().out


def test_without_the_extra_it_says_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.demo import main

    monkeypatch.setitem(sys.modules, "pymap.imap", None)
    assert main(fast=True) == 1
    output = capsys.readouterr().out
    assert 'pip install "ecluse[demo]"' in output
    assert "Traceback" not in output


def test_secrets_of_the_demo_touch_no_keyring() -> None:
    secrets = SessionSecrets()
    assert secrets.put("sample", "password", "s3cret-word") == ""
    assert secrets.get("sample", "password") == "s3cret-word"
    assert secrets.delete_all("sample", ["password"]) == ""
    assert secrets.get("sample", "password") is None
    assert all(thread.name != "keyring" for thread in threading.enumerate())
