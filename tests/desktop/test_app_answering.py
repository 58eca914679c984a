"""A mail answered by the keys of a real keyboard: `tests/rig/desktop -- python -m pytest -m desktop`.

The window, the engine and its outbox are the real ones, and so is the server that takes the answer.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.core.control import ask
from desktop.core.paths import Paths
from desktop.core.settings.edit import save_account
from desktop.core.views import AccountSettings
from inbox.answering import Draft
from inbox.answering.drafts import Drafts
from inbox.item import Fetched
from inbox.queue import Queue, Release
from inbox.store import Store
from tests.desktop.test_app_on_desktop import tool
from tests.e2e.app import ROOT, App
from tests.inbox.arrivals import arrival
from tests.servers.submission import PASSWORD, USER, Submission
from tests.waiting import until

pytestmark = pytest.mark.desktop


class Answering:
    """The app with its window, on a profile with one mail that was given to the person."""

    def __init__(self, folder: Path, server: Submission) -> None:
        self.app = App(folder / "p")
        self.paths = Paths.of(self.app.profile)
        self.paths.prepare()
        self.paths.settings_file.write_text('language = "en"\ntheme = "light"\n', encoding="utf-8")
        values: dict[str, Any] = {
            "host": "localhost", "port": 1, "user": USER, "ca_file": str(server.ca_file),
            "smtp_host": server.host, "smtp_port": server.port,
        }  # fmt: skip
        save_account(self.paths.settings_file, AccountSettings("work", "imap", values))
        store, now = Store(self.paths.database), datetime.now(UTC)
        queue = Queue(store)
        queue.accept("work", Fetched((arrival(sender_address="claire@example.org"),), "c"), now)
        queue.settle(now, [Release("check_in", now)], wakes_snoozed=True)
        store.close()
        self.app.ask("account", "password", "work", "--password-stdin", say=PASSWORD)
        self.process = self._start()
        self.window = until(self._window)
        until(lambda: ask(self.paths.socket, {"request": "now"}))

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "desktop.cli", "--profile", str(self.app.profile), "run"]
        return subprocess.Popen(command, env=self.app.environment, cwd=ROOT)

    def _window(self) -> str:
        return tool("xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid), "--name", "^Écluse$")

    def keys(self, *keys: str) -> None:
        tool("xdotool", "windowactivate", "--sync", self.window.split()[-1], "key", *keys)

    def types(self, text: str) -> None:
        tool("xdotool", "type", "--delay", "15", text)

    def outbox(self) -> list[dict[str, Any]]:
        return list(self.app.json("outbox"))

    def draft(self) -> Draft | None:
        store = Store(self.paths.database)
        try:
            return Drafts(store).get(1)
        finally:
            store.close()

    def end(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


@pytest.fixture
def server() -> Iterator[Submission]:
    with Submission() as running:
        yield running


@pytest.fixture
def answering(short_path: Path, server: Submission) -> Iterator[Answering]:
    made = Answering(short_path, server)
    yield made
    assert made.end() == 0


def test_r_typed_words_and_ctrl_enter_reach_the_server_once(answering: Answering, server: Submission) -> None:
    answering.keys("g", "c")
    answering.keys("r")
    until(lambda: _writes(answering, "Two months, as in clause 4."))
    answering.keys("ctrl+Return")
    (waiting,) = until(answering.outbox)
    assert waiting["state"] == "waiting"
    answering.keys("u")  # second thoughts
    until(lambda: answering.outbox() == [])
    until(lambda: answering.draft() is not None)
    answering.types(" Really.")
    answering.keys("ctrl+Return")
    until(lambda: len(server.taken) == 1, 25)
    sender, recipients, message = server.taken[0]
    assert (sender, recipients) == (USER, ("claire@example.org",))
    assert b"Two months, as in clause 4. Really." in message
    until(lambda: answering.app.json("ledger")["done"] == 1)
    assert len(server.taken) == 1


def test_what_is_typed_is_there_again_after_the_app_was_killed(answering: Answering) -> None:
    answering.keys("g", "c")
    answering.keys("r")
    until(lambda: _writes(answering, "Half a thought"))
    until(lambda: (found := answering.draft()) is not None and found.text == "Half a thought")
    answering.process.kill()
    answering.process.wait(60)
    answering.process = answering._start()
    answering.window = until(answering._window)
    until(lambda: ask(answering.paths.socket, {"request": "now"}))
    answering.keys("g", "c")
    answering.keys("r")
    until(lambda: _writes(answering, " more"))
    assert answering.end() == 0
    found = answering.draft()
    assert found is not None
    assert found.text == "Half a thought more"


def _writes(answering: Answering, text: str) -> bool:
    """Type it once the panel is there: only then is it a text field that has the focus."""
    focused = tool("/usr/bin/python3", "-c", _FOCUS)
    if focused != "Text of the answer":
        return False
    answering.types(text)
    return True


# Run by Debian's Python, which has pyatspi: the package index has not.
_FOCUS = r"""
import pyatspi
def focused(o, depth=0):
    if o is None or depth > 25: return None
    try:
        if o.getState().contains(pyatspi.STATE_FOCUSED) and o.getRole() == pyatspi.ROLE_TEXT: return o.name
        for i in range(min(o.childCount, 60)):
            found = focused(o.getChildAtIndex(i), depth + 1)
            if found: return found
    except Exception: pass
    return None
for app in pyatspi.Registry.getDesktop(0):
    if app and app.name in ('ecluse', 'Écluse'):
        print(focused(app) or '')
"""
