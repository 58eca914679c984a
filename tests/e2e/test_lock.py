"""The promise of the whole app, on a real mail server and a real desktop: held, one batch, one notification, quiet
while it lasts, and everything put back as it was."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.core.control import ask
from desktop.core.paths import Paths
from tests.e2e.app import App
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.waiting import until

pytestmark = [pytest.mark.desktop, pytest.mark.dovecot]


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with Dovecot() as server:
        yield server


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    one = App(tmp_path / "profile")
    yield one
    one.kill()
    quiet(False)


def quiet(on: bool) -> None:
    subprocess.run(["dunstctl", "set-paused", "true" if on else "false"], check=True)


def is_quiet() -> bool:
    return (
        subprocess.run(["dunstctl", "is-paused"], capture_output=True, text=True, check=True).stdout.strip() == "true"
    )


def notifications() -> list[dict[str, Any]]:
    """What the notification daemon has shown or shows, newest first, without what it only waits to show."""
    history = json.loads(subprocess.run(["dunstctl", "history"], capture_output=True, check=True).stdout)
    counts = subprocess.run(["dunstctl", "count"], capture_output=True, text=True, check=True).stdout
    shown = [entry for group in history["data"] for entry in group]
    waiting = sum(
        int(line.split(":")[1]) for line in counts.splitlines() if "Currently displayed" in line or "Waiting" in line
    )
    return shown + [{} for _ in range(waiting)]


def mail(number: int) -> bytes:
    return (
        f"From: Person {number % 9} <person{number % 9}@example.org>\r\nTo: me@example.org\r\n"
        f"Subject: Message {number:03d}\r\nMessage-ID: <{number}@example.org>\r\n"
        f"Date: Mon, 23 Nov 2026 09:{number // 60:02d}:{number % 60:02d} +0100\r\n\r\nHello, this is {number}.\r\n"
    ).encode()


def read_batch(app: App) -> Any:
    """As the window reads it."""
    answer = ask(Paths.of(app.profile).socket, {"request": "batch"})
    assert answer is not None
    return answer["ok"]


def add_account(app: App, dovecot: Dovecot, user: str) -> None:
    app.ask(
        *("account", "add", "imap", "--name", "work", "--host", dovecot.host, "--port", str(dovecot.port)),
        *("--user", user, "--password-stdin", "--ca-file", str(dovecot.ca_file)),
        say=f"{PASSWORD}\n",
    )


# Two numbers, because the daemon shows a notification that says the same once more as one with the first.
@pytest.mark.parametrize(("mails", "quiet_before"), [(200, False), (201, True)])
def test_two_hundred_mails_in_focus_come_as_one_batch(
    app: App, dovecot: Dovecot, mails: int, quiet_before: bool
) -> None:
    user = dovecot.new_user()
    quiet(False)
    before = len(notifications())
    quiet(quiet_before)
    add_account(app, dovecot, user)
    app.start()
    until(lambda: app.ask("focus", "start", "50m", "--on", "Release 2.0", expect=None))
    assert app.json("focus", "status")["mode"] == "focus"
    until(is_quiet)

    dovecot.put(user, [mail(number) for number in range(mails)])
    app.ask("pull", "--once")
    held = app.json("queue", "--state", "held")
    assert len(held) == mails
    assert {row["state"] for row in held} == {"held"}
    assert {row["held_because"] for row in held} == {"focus"}
    status = app.json("focus", "status")
    (held_until,) = {row["held_until"] for row in held}
    assert held_until in {status["next_check_in"], status["until"]}  # the end: where it covers a check-in of today
    assert len(notifications()) == before

    app.ask("checkin", "open")
    assert len(app.json("queue", "--state", "released")) == mails
    assert app.json("queue", "--state", "held") == []
    until(lambda: len(notifications()) > before)
    assert is_quiet() is quiet_before

    app.ask("checkin", "close")
    assert app.json("focus", "status")["mode"] == "focus"
    until(is_quiet)
    app.ask("focus", "stop")
    until(lambda: is_quiet() is quiet_before)
    assert len(notifications()) == before + 1

    ledger = app.json("ledger")
    assert ledger["received"] == mails == sum(ledger[key] for key in ("held", "released", "snoozed", "done", "expired"))
    released = app.json("queue", "--state", "released")
    newest_first = [f"Message {number:03d}" for number in reversed(range(mails))]
    assert [row["subject"] for row in released] == newest_first
    batch = read_batch(app)
    assert batch["total"] == batch["left"] == mails
    assert [item["subject"] for item in batch["items"]] == newest_first
    assert app.stop() == 0


def test_a_kill_in_focus_leaves_nothing_stuck(app: App, dovecot: Dovecot) -> None:
    quiet(False)
    add_account(app, dovecot, dovecot.new_user())
    app.start()
    until(lambda: app.ask("focus", "start", "50m", expect=None))
    until(is_quiet)
    app.kill()
    assert is_quiet()
    app.ask("focus", "stop")
    until(lambda: not is_quiet())


def test_sigterm_ends_it_cleanly_and_puts_quiet_back(app: App, dovecot: Dovecot) -> None:
    quiet(False)
    add_account(app, dovecot, dovecot.new_user())
    app.start()
    until(lambda: app.ask("focus", "start", "50m", expect=None))
    until(is_quiet)
    assert app.stop() == 0
    assert not is_quiet()
