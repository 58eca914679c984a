"""The app is killed while it sends: a letter arrives once at most, and one that may not have is never hidden."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.core.paths import Paths
from desktop.core.settings.edit import save_account
from desktop.core.views import AccountSettings
from inbox.item import Fetched
from inbox.queue import Queue
from inbox.store import Store
from tests.e2e.app import STARTED, App
from tests.inbox.arrivals import arrival
from tests.servers.submission import PASSWORD, USER, Submission
from tests.waiting import until


@pytest.fixture
def server() -> Iterator[Submission]:
    with Submission() as running:
        yield running


@pytest.fixture
def app(short_path: Path, server: Submission) -> Iterator[App]:
    """Running, with one mail that can be answered."""
    made = App(short_path / "p")
    paths = Paths.of(made.profile)
    paths.prepare()
    values: dict[str, Any] = {
        "host": "localhost", "port": 1, "user": USER, "ca_file": str(server.ca_file),
        "smtp_host": server.host, "smtp_port": server.port,
    }  # fmt: skip
    save_account(paths.settings_file, AccountSettings("work", "imap", values))
    store = Store(paths.database)
    Queue(store).accept("work", Fetched((arrival(),), "c"), datetime.now(UTC))
    store.close()
    made.ask("account", "password", "work", "--password-stdin", say=PASSWORD)
    start(made)
    yield made
    made.kill()


def start(app: App) -> None:
    log = app.profile.parent / "log"
    log.write_text("")
    app.start(log=log)
    until(lambda: STARTED in log.read_text())


def letter(app: App) -> dict[str, Any]:
    (found,) = app.json("outbox")
    return dict(found)


def sending(app: App) -> None:
    """Up to where the server says nothing any more."""
    app.ask("reply", "1", "--text-file", "-", say="Yes.\n")
    app.ask("outbox", "retry", "1")  # without the ten seconds
    until(lambda: letter(app)["state"] == "sending")


def test_killed_before_it_goes_it_goes_at_the_next_start(app: App, server: Submission) -> None:
    said = app.ask("reply", "1", "--text-file", "-", say="Yes.\n")
    assert "`ecluse outbox drop 1` takes it back" in said
    app.kill()
    assert server.commands == []
    start(app)
    until(lambda: letter(app)["state"] == "sent")
    assert len(server.taken) == 1


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_killed_while_it_goes_only_the_person_sends_it_again(app: App, server: Submission, command: str) -> None:
    server.plan.hangs = {command}
    sending(app)
    until(lambda: command in server.commands)
    app.kill()
    server.plan.hangs = set()
    arrived = int(command == "DATA")
    start(app)
    found = letter(app)
    assert (found["state"], found["problem"], len(server.taken)) == ("unsure", "unsure", arrived)
    assert "may have been sent" in app.ask("outbox")
    app.ask("outbox", "retry", "1")
    until(lambda: letter(app)["state"] == "sent")
    assert len(server.taken) == arrived + 1
    assert server.commands.count("DATA") == arrived + 1


def test_a_letter_for_later_and_a_draft_survive_being_killed(app: App, server: Submission, tmp_path: Path) -> None:
    file = tmp_path / "été.txt"
    file.write_text("attached")
    app.ask("reply", "1", "--text-file", "-", "--attach", str(file), "--at", "6h", say="Later.\n")
    file.unlink()  # it was read when the letter was written
    before = letter(app)
    app.kill()
    start(app)
    assert letter(app) == before
    assert (before["state"], server.commands) == ("waiting", [])
    app.ask("outbox", "drop", "1")
    (draft,) = app.json("drafts")
    app.kill()
    start(app)
    assert app.json("drafts") == [draft]
    assert (draft["text"], draft["attachments"]) == ("Later.\n", [str(file)])
    app.ask("reply", "1", "--text-file", "-", "--attach", str(file), say="x", expect=1)
    app.ask("reply", "1", "--text-file", "-", "--at", "6h", say="Again.\n")
    app.ask("outbox", "retry", "2")
    until(lambda: letter(app)["state"] == "sent")
    assert (len(server.taken), app.json("drafts")) == (1, [])


def test_killed_at_any_moment_what_one_wrote_is_in_one_place(app: App, server: Submission) -> None:
    """Sent letters and drafts change places in one transaction: after a kill it is the one or the other."""
    for number in range(5):
        app.ask("reply", "1", "--text-file", "-", "--at", "6h", say=f"text {number}\n")
        (waiting,) = app.json("outbox")
        command = app.popen("outbox", "drop", str(waiting["id"]))
        with suppress(subprocess.TimeoutExpired):
            command.wait(0.15 + 0.06 * number)
        app.kill()
        command.communicate(timeout=60)
        start(app)
        left, drafts = app.json("outbox"), app.json("drafts")
        assert (len(left), len(drafts)) in {(1, 0), (0, 1)}, (left, drafts)
        for one in left:
            app.ask("outbox", "drop", str(one["id"]))
        (draft,) = app.json("drafts")
        assert draft["text"] == f"text {number}\n"
    assert server.commands == []


def test_killed_after_it_went_it_stays_sent(app: App, server: Submission) -> None:
    app.ask("reply", "1", "--text-file", "-", say="Yes.\n")
    app.ask("outbox", "retry", "1")
    until(lambda: letter(app)["state"] == "sent")
    app.kill()
    start(app)
    assert (letter(app)["state"], len(server.taken)) == ("sent", 1)
