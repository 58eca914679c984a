"""Told to end, the app puts presence back and is gone within five seconds, whatever does not answer it."""

from __future__ import annotations

import json
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.app import App
from tests.waiting import until

SECONDS = 20.0
SETTINGS = """
[schedule]
between = "hold"
[[provider]]
name = "status"
kind = "file"
path = "{status}"
"""
MAIL = "From: Anna Lind <anna@example.org>\nSubject: Figures\nMessage-ID: <1@example.org>\n\nBelow.\n"


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """It accepts, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        yield server


@pytest.fixture
def deaf(short_path: Path) -> Iterator[str]:
    """A session bus nobody answers on."""
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(short_path / "bus"))
        bus.listen()
        yield f"unix:path={short_path / 'bus'}"


@pytest.mark.usefixtures("with_a_terminal")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_presence_is_put_back_whatever_does_not_answer(
    short_path: Path, silent: socket.socket, deaf: str, number: signal.Signals
) -> None:
    status, mails, profile = short_path / "status.json", short_path / "mails", short_path / "p"
    mails.mkdir()
    profile.mkdir()
    (profile / "settings.toml").write_text(SETTINGS.format(status=status))
    app = App(profile, DBUS_SESSION_BUS_ADDRESS=deaf)
    port = str(silent.getsockname()[1])
    where = ("--host", "127.0.0.1", "--port", port, "--user", "me", "--password-stdin", "--no-test")
    with ExitStack() as parts:
        run = parts.enter_context(app.popen("run", "--headless"))
        parts.callback(run.kill)
        assert run.stdout is not None
        assert "ready" in run.stdout.readline()
        for name in ("one", "two"):
            app.ask("account", "add", "imap", "--name", name, *where, say="secret\n")
            parts.enter_context(silent.accept()[0])
        (mails / "1.eml").write_text(MAIL)
        app.ask("account", "add", "folder", "--name", "work", "--path", str(mails))
        until(lambda: json.loads(app.ask("ledger", "--json"))["held"] == 1)
        app.ask("focus", "start", "50m")
        until(lambda: status.exists() and "In focus" in status.read_text())
        app.ask("checkin", "open")
        app.ask("focus", "start", "50m")
        until(lambda: status.exists() and "In focus" in status.read_text())
        started = time.monotonic()
        run.send_signal(number)
        assert run.wait(60) == 0
        assert time.monotonic() - started < SECONDS
    assert "In focus" not in status.read_text()


def test_killed_in_focus_a_provider_that_goes_is_put_back_or_reported(short_path: Path) -> None:
    status, profile = short_path / "status.json", short_path / "p"
    profile.mkdir()
    settings = SETTINGS.format(status=status)
    (profile / "settings.toml").write_text(settings)
    app = App(profile)
    with app.popen("run", "--headless") as run:
        assert run.stdout is not None
        assert "ready" in run.stdout.readline()
        app.ask("focus", "start", "50m")
        until(lambda: status.exists() and "In focus" in status.read_text())
        run.kill()
    (profile / "settings.toml").write_text("provider = []\n")
    (line,) = app.json("presence")
    assert (line["account"], line["problem"], line["ours"]) == ("status", "gone", True)
    (profile / "settings.toml").write_text(settings)
    app.ask("provider", "remove", "status")
    assert "In focus" not in status.read_text()
    assert app.json("presence") == []
