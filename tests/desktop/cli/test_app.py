"""`run --headless` as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from desktop.core.control import BUSY, ControlServer
from desktop.core.instance import only_one
from tests.e2e.app import App
from tests.waiting import until

ECLUSE = (sys.executable, "-m", "desktop.cli")
HEAVY = ("PySide6", "sqlalchemy", "alembic", "imapclient", "keyring", "tomlkit", "jeepney", "plyer", "fast_mail_parser")
FOR_MAILS = ("nh3", "icalendar", "authlib", "requests", "dns", "cryptography", "inbox.mail.opening", "inbox.reply")


@pytest.fixture
def profile(short_path: Path) -> Path:
    return short_path / "p"


def run(profile: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [*ECLUSE, *words, "--profile", str(profile)]  # after the command: it may stand anywhere
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def app(profile: Path) -> Iterator[subprocess.Popen[str]]:
    command = [*ECLUSE, "--profile", str(profile), "run", "--headless"]
    process = subprocess.Popen(command, stdout=-1, stderr=-1, text=True)
    assert process.stdout is not None
    said = process.stdout.readline()
    if "ready" in said:
        yield process
    process.kill()
    left = process.communicate()
    assert "ready" in said, left


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ends_cleanly_when_told(app: subprocess.Popen[str], profile: Path, number: int) -> None:
    assert (profile / "run" / "control.sock").exists()
    started = time.monotonic()
    os.kill(app.pid, number)
    assert app.wait(60) == 0
    assert time.monotonic() - started < 30
    assert not (profile / "run" / "control.sock").exists()
    assert app.stderr is not None
    assert app.stderr.read() == ""


def test_commands_talk_to_it(app: subprocess.Popen[str], profile: Path) -> None:
    started = run(profile, "focus", "start", "50m", "--on", "Release")
    assert (started.returncode, started.stderr) == (0, "")
    assert json.loads(run(profile, "focus", "status", "--json").stdout)["mode"] == "focus"
    again = run(profile, "run", "--headless")
    assert (again.returncode, again.stdout) == (0, "Écluse runs already, without a window.\n")
    assert run(profile, "run").returncode == 0
    assert app.poll() is None
    assert "ok    App            runs" in run(profile, "doctor").stdout


def test_killed_it_leaves_nothing_in_the_way(app: subprocess.Popen[str], profile: Path) -> None:
    run(profile, "focus", "start", "50m")
    app.kill()
    app.wait()
    status = json.loads(run(profile, "focus", "status", "--json").stdout)
    assert (status["mode"], status["because"]) == ("focus", "override")


def test_settings_it_cannot_use(profile: Path) -> None:
    profile.mkdir()
    (profile / "settings.toml").write_text('language = "de"\n')
    refused = run(profile, "run", "--headless")
    assert refused.returncode == 2
    assert refused.stderr.startswith(f'ecluse: {profile}/settings.toml: language = "de" is wrong: it must be one of')
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        (["schedule", "show", "--json"], HEAVY),
        (["outbox", "--json"], tuple({*HEAVY, *FOR_MAILS} - {"sqlalchemy", "alembic", "tomlkit"})),  # a new database
    ],
)
def test_a_command_loads_nothing_heavy(profile: Path, words: list[str], heavy: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom desktop.cli import main\n"
        f"main(['--profile', {str(profile)!r}, *{words!r}])\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_whoever_reads_may_stop_reading(profile: Path) -> None:
    command = f"{sys.executable} -m desktop.cli --profile {profile} schedule show | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.startswith("Mon")


def test_a_fault_of_ours_is_a_sentence_and_a_line_in_the_log(
    ecluse: Any, monkeypatch: pytest.MonkeyPatch, logs: Any
) -> None:
    logs.allow("A command failed")
    monkeypatch.setattr("desktop.cli.config.say", lambda _: 1 // 0)
    failed = ecluse("config", "path", expect=1)
    assert failed.err.startswith("ecluse: Something went wrong inside Écluse (ZeroDivisionError). ")
    assert "ZeroDivisionError" in ecluse.paths.log_file.read_text()
    assert not failed.err.startswith("ecluse: Something that was not understood")
    assert not ecluse.paths.data.exists()


def test_its_output_may_be_closed(profile: Path) -> None:
    command = f"exec {sys.executable} -m desktop.cli --profile {profile} run --headless <&- >&- 2>&-"
    process = subprocess.Popen(["sh", "-c", command])
    try:
        until(lambda: (profile / "run" / "control.sock").exists() or process.poll() is not None)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()


def test_a_database_that_is_damaged(ecluse: Any) -> None:
    ecluse("ledger")
    ecluse.paths.database.write_bytes(b"no database" * 1000)
    failed = ecluse("ledger", expect=1)
    assert "cannot be opened (file is not a database). It has been left as it is." in failed.err
    assert f"rename {ecluse.paths.database} and start again" in failed.err
    ecluse.paths.database.rename(ecluse.paths.database.with_suffix(".old"))
    ecluse("ledger")


def test_a_pull_that_waits_for_its_server_locks_nobody_out(short_path: Path) -> None:
    app = App(short_path / "p")
    with ExitStack() as parts:
        silent = parts.enter_context(socket.create_server(("127.0.0.1", 0)))
        silent.settimeout(30)
        app.ask(
            *("account", "add", "imap", "--host", "127.0.0.1", "--port", str(silent.getsockname()[1])),
            *("--user", "me", "--password-stdin", "--no-test"),
            say="secret\n",
        )
        pull = parts.enter_context(app.popen("pull"))
        parts.callback(pull.kill)
        client, _ = silent.accept()
        parts.enter_context(client)
        assert "In focus" in app.ask("focus", "start", "50m")
        assert json.loads(app.ask("focus", "status", "--json"))["mode"] == "focus"
        assert "App            does not run" in app.ask("doctor", expect=None)
        run = parts.enter_context(app.popen("run", "--headless"))
        parts.callback(run.kill)
        assert run.stderr is not None
        assert run.stdout is not None
        assert "is still at work. This one starts when that has ended." in run.stderr.readline()
        assert pull.poll() is None
        client.close()
        silent.close()
        assert pull.wait(30) == 1
        assert "ready" in run.stdout.readline()
        assert json.loads(app.ask("focus", "status", "--json"))["mode"] == "focus"


def test_a_disk_that_refuses(ecluse: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: str) -> None:
        raise OSError(28, "No space left on device", "queue.db")

    monkeypatch.setattr("desktop.cli.config.say", full)
    assert "The system refused: No space left on device (queue.db)." in ecluse("config", "path", expect=1).err


def test_the_demo_without_its_extra(ecluse: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "desktop.demo", None)
    assert "It needs the extra `demo`" in ecluse("demo", "--fast", expect=1).err


def test_an_app_that_is_busy_is_asked_again(ecluse: Any) -> None:
    answers = iter([BUSY, {"error": {"code": "stopped"}}, {"ok": []}])
    with only_one(ecluse.paths):
        server = ControlServer(ecluse.paths.socket, lambda _: next(answers))
        server.start()
        assert ecluse("tool", "list", "--json").json == []
        server.stop()
