"""History through a real engine: portions between the fetches, stored as done, and what keeps them from going on."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.core import backfill as module
from desktop.core.desk import RequestError
from desktop.core.events import Event, HistoryChanged, NoticeDue
from desktop.core.heartbeat import EngineThread
from desktop.core.opening import engine_thread
from desktop.core.paths import Paths
from desktop.core.secrets import Secrets
from desktop.core.views import HistoryLine
from inbox.errors import Offline
from inbox.item import Past, State
from inbox.sources import LookBack, folder
from tests.contract.source_contract import mail

SECONDS = 20
EVER = datetime(2000, 1, 1, tzinfo=UTC)


class App:
    """A profile with one account, whose files are `old`: too old to be taken at first."""

    def __init__(self, place: Path, old: int) -> None:
        self.paths = Paths.of(place / "profile")
        self.paths.prepare()
        self.folder = place / "mails"
        self.folder.mkdir()
        self.events: list[Event] = []
        for number in range(1, old + 1):
            self.put(number)
        self.engine = self.open()

    def put(self, number: int) -> None:
        file = self.folder / f"{number:05}.tmp"
        file.write_bytes(mail(number))
        file.rename(file.with_suffix(".eml"))

    def open(self, *, live: bool = True) -> EngineThread:
        engine = engine_thread(self.paths, self.events.append, live=live, secrets=Secrets("test"))
        engine.start().result(SECONDS)
        return engine

    def ask(self, fn: Callable[..., object]) -> object:
        return self.engine.call(fn).result(SECONDS)

    def add(self) -> None:
        values = {"path": str(self.folder), "poll_seconds": 1}
        self.ask(lambda desk: desk.add_account("work", "folder", values, {}))
        self.ask(lambda desk: desk.pull())

    @property
    def line(self) -> HistoryLine:
        (line,) = self.engine.call(lambda desk: desk.history()).result(SECONDS)
        return line

    def until(self, condition: Callable[[HistoryLine], bool]) -> HistoryLine:
        deadline = time.monotonic() + SECONDS
        while not condition(line := self.line):
            assert time.monotonic() < deadline, line
            time.sleep(0.01)
        return line

    def subjects(self, state: State) -> list[str]:
        rows = self.engine.call(lambda desk: desk.rows(state, limit=1000)).result(SECONDS)
        return [row.item.subject for row in sorted(rows, key=lambda row: -row.item.id)]


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """At its first start an account takes nothing; a portion is of ten mails, and a rest short."""
    monkeypatch.setattr(folder, "_LOOK_BACK", 10)
    monkeypatch.setattr(module, "_LEAST_REST", 0.001)
    made = App(tmp_path, 60)
    (made.paths.settings_file).write_text("[start]\ndays = 14\nmails = 3\n")
    made.engine.stop()
    made.engine = made.open()
    made.add()
    yield made
    made.engine.stop()


def down(first: int, last: int = 1) -> list[str]:
    return [f"mail {number}" for number in range(first, last - 1, -1)]


def test_history_is_done_searchable_and_never_told_of(app: App) -> None:
    app.ask(lambda desk: desk.fetch_history("work", EVER))
    line = app.until(lambda line: line.state == "finished")
    assert (line.done, line.added, line.expected) == (60, 57, 60)
    assert app.subjects(State.DONE) == down(57)
    assert app.subjects(State.HELD) == down(60, 58)
    found = app.engine.call(lambda desk: desk.search("hello", limit=100)).result(SECONDS)
    assert [row.item.subject for row in found] == down(60)
    ledger = app.engine.call(lambda desk: desk.ledger()).result(SECONDS)
    assert ledger.adds_up
    assert (ledger.received, ledger.done, ledger.held) == (60, 57, 3)
    assert not [event for event in app.events if isinstance(event, NoticeDue)]
    assert [event for event in app.events if isinstance(event, HistoryChanged)][-1].lines == (line,)
    (event,) = app.engine.call(lambda desk: desk.details(found[-1].item.id)).result(SECONDS).history
    assert event.what == "imported"


def test_what_the_person_did_stands_above_history(app: App) -> None:
    app.ask(lambda desk: desk.fetch_history("work", EVER))
    app.until(lambda line: line.state == "finished")
    mine = app.engine.call(lambda desk: desk.rows(State.HELD)).result(SECONDS)[0].item
    app.ask(lambda desk: desk.done([mine.id]))
    first = app.engine.call(lambda desk: desk.rows(State.DONE, limit=2)).result(SECONDS)
    assert first[0].item.id == mine.id
    assert first[1].item.id < 0


def test_history_can_be_snoozed_and_that_be_undone(app: App) -> None:
    app.ask(lambda desk: desk.fetch_history("work", EVER))
    app.until(lambda line: line.state == "finished")
    until = datetime.now(UTC) + timedelta(hours=1)
    assert app.ask(lambda desk: desk.done([-5])) == 0
    assert app.ask(lambda desk: desk.snooze([-5, -6], until)) == 2
    assert len(app.subjects(State.SNOOZED)) == 2
    assert app.ask(lambda desk: desk.undo()) == "snooze"
    assert app.subjects(State.DONE) == down(57)
    assert app.subjects(State.SNOOZED) == []


def test_paused_resumed_and_stopped(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LEAST_REST", 0.1)
    app.ask(lambda desk: desk.fetch_history("work", EVER))
    app.until(lambda line: line.done >= 10)
    paused = app.engine.call(lambda desk: desk.pause_history("work")).result(SECONDS)
    assert paused.state == "paused"
    app.ask(lambda desk: desk.pull())  # behind a portion that was on its way: that is kept, and none follows it
    done = app.line.done
    assert done <= paused.done + 10
    time.sleep(0.3)
    assert app.line.done == done < 60
    app.engine.stop()
    app.engine = app.open()
    assert app.line.state == "paused"
    app.ask(lambda desk: desk.resume_history("work"))
    app.until(lambda line: line.state == "finished")
    assert app.subjects(State.DONE) == down(57)
    app.ask(lambda desk: desk.stop_history("work"))
    assert app.ask(lambda desk: desk.history()) == ()
    assert app.subjects(State.DONE) == down(57)


def test_it_goes_on_after_a_start(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LEAST_REST", 0.1)
    app.ask(lambda desk: desk.fetch_history("work", EVER))
    app.until(lambda line: line.done >= 20)
    app.engine.stop()
    app.engine = app.open()
    app.until(lambda line: line.state == "finished")
    assert app.subjects(State.DONE) == down(57)
    assert app.line.done == 60


def test_new_mail_comes_while_history_is_fetched(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LEAST_REST", 0.1)
    app.ask(lambda desk: desk.fetch_history("work", EVER))
    app.until(lambda line: line.done >= 10)
    app.put(61)
    app.ask(lambda desk: desk.pull())
    assert app.line.state == "running"
    assert app.subjects(State.HELD) == down(61, 58)
    app.until(lambda line: line.state == "finished")
    assert app.subjects(State.DONE) == down(57)


def test_asked_again_it_stores_nothing_twice(app: App) -> None:
    app.ask(lambda desk: desk.fetch_history("work", datetime.now(UTC) - timedelta(days=1)))
    app.until(lambda line: line.state == "finished")
    app.ask(lambda desk: desk.fetch_history("work", EVER))
    line = app.until(lambda line: line.state == "finished")
    assert (line.done, line.added, line.since) == (60, 0, EVER)
    assert app.subjects(State.DONE) == down(57)


def test_a_full_disk_waits(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(app.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=module.LEAST_DISK - 1))
    app.ask(lambda desk: desk.fetch_history("work", EVER))
    line = app.until(lambda line: line.state == "waiting")
    assert (line.problem, line.done) == ("disk_full", 0)
    assert line.next_try is not None
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    app.ask(lambda desk: desk.resume_history("work"))  # the person made room
    app.until(lambda line: line.state == "finished")


def test_an_account_that_cannot_be_read_waits(app: App) -> None:
    os.rename(app.folder, app.folder.with_name("away"))
    app.ask(lambda desk: desk.pull())
    app.ask(lambda desk: desk.fetch_history("work", EVER))
    line = app.until(lambda line: line.state == "waiting")
    assert (line.problem, line.done) == ("wrong_setting", 0)
    os.rename(app.folder.with_name("away"), app.folder)
    app.ask(lambda desk: desk.pull())
    app.until(lambda line: line.state == "finished")
    assert app.subjects(State.DONE) == down(57)


def test_what_fails_is_tried_again_at_a_distance(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    real = folder.FolderSource.look_back
    asked: list[float] = []

    def throttled(self: folder.FolderSource, what: LookBack) -> Past:
        asked.append(time.monotonic())
        if len(asked) <= 2:
            raise Offline("throttled", wait_seconds=3600.0)
        return real(self, what)

    monkeypatch.setattr(folder.FolderSource, "look_back", throttled)
    app.ask(lambda desk: desk.fetch_history("work", EVER))
    line = app.until(lambda line: line.problem == "offline")
    assert (line.state, line.detail) == ("waiting", "throttled")
    assert line.next_try is not None
    assert line.next_try > datetime.now(UTC) + timedelta(minutes=59)
    app.ask(lambda desk: desk.now())  # ticks
    assert len(asked) == 1
    app.ask(lambda desk: desk.resume_history("work"))  # the person may know more than we
    app.until(lambda line: len(asked) == 2 and line.state == "waiting")
    app.ask(lambda desk: desk.resume_history("work"))
    app.until(lambda line: line.state == "finished")


@pytest.mark.logs("could not be fetched")
def test_a_fault_of_ours_stops_no_account(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: folder.FolderSource, what: LookBack) -> Past:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr(folder.FolderSource, "look_back", broken)
    app.ask(lambda desk: desk.fetch_history("work", EVER))
    line = app.until(lambda line: line.state == "waiting")
    assert line.problem == "broken"
    app.put(61)
    app.ask(lambda desk: desk.pull())
    assert app.subjects(State.HELD) == down(61, 58)


def test_wrong_requests_say_why(app: App) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    for wrong in (
        lambda desk: desk.fetch_history("nobody", EVER),
        lambda desk: desk.fetch_history("work", tomorrow),
        lambda desk: desk.pause_history("work"),
        lambda desk: desk.resume_history("work"),
        lambda desk: desk.stop_history("work"),
    ):
        with pytest.raises(RequestError):
            app.ask(wrong)
    assert app.ask(lambda desk: desk.history()) == ()


def test_a_removed_account_has_no_history(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LEAST_REST", 0.1)
    app.ask(lambda desk: desk.fetch_history("work", EVER))
    app.until(lambda line: line.done >= 10)
    app.ask(lambda desk: desk.remove_account("work", forget_items=True))
    time.sleep(0.3)
    assert app.ask(lambda desk: desk.history()) == ()
    assert app.engine.call(lambda desk: desk.ledger()).result(SECONDS).received == 0


def test_without_the_app_only_what_is_asked_for_runs(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LEAST_REST", 0.1)
    app.ask(lambda desk: desk.fetch_history("work", EVER))
    app.until(lambda line: line.done >= 10)
    app.engine.stop()
    app.engine = app.open(live=False)
    done = app.line.done
    time.sleep(0.3)
    assert app.line.done == done
    app.ask(lambda desk: desk.resume_history("work"))
    app.until(lambda line: line.state == "finished")
    assert app.subjects(State.DONE) == down(57)
