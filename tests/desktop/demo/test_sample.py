"""The sample mailbox as the window uses it: through the desk of the real engine."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.core.clock import SystemClock
from desktop.core.events import Event
from desktop.core.heartbeat import EngineThread
from desktop.core.instance import only_one
from desktop.core.opening import engine_thread
from desktop.core.paths import Paths
from desktop.demo.sample import LATER, NAME, SampleMailbox, forget, sample_mails
from desktop.demo.server import HOST
from desktop.demo.stage import SessionSecrets
from inbox.item import State
from inbox.sources import Value
from tests.waiting import until

SECONDS = 20.0


@pytest.fixture
def engine(short_path: Path) -> Iterator[EngineThread]:
    paths = Paths.of(short_path)
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    with only_one(paths):
        thread = engine_thread(paths, events.put, live=False, secrets=SessionSecrets())
        thread.start().result(SECONDS)
        yield thread
        assert thread.stop()


@pytest.fixture
def sample() -> Iterator[SampleMailbox]:
    made = SampleMailbox(SystemClock().now())
    made.start()
    yield made
    made.stop()


def test_it_is_an_account_like_any_other_until_it_is_forgotten(engine: EngineThread, sample: SampleMailbox) -> None:
    assert engine.call(sample.add_to).result(SECONDS) == ""
    engine.call(lambda desk: desk.pull(NAME)).result(SECONDS)
    until(lambda: engine.call(lambda desk: desk.ledger()).result(SECONDS).received >= 25)
    (line,) = engine.call(lambda desk: desk.accounts()).result(SECONDS)
    assert (line.name, line.health) == (NAME, "ok")
    rows = engine.call(lambda desk: [*desk.rows(State.HELD), *desk.rows(State.RELEASED)]).result(SECONDS)
    assert all(row.item.received_at <= datetime.now(UTC) for row in rows)
    assert engine.call(forget).result(SECONDS) is True
    assert engine.call(lambda desk: desk.accounts()).result(SECONDS) == ()
    until(lambda: engine.call(lambda desk: desk.ledger()).result(SECONDS).received == 0)
    assert engine.call(forget).result(SECONDS) is False


def test_somebodys_own_account_by_that_name_is_left_alone(engine: EngineThread) -> None:
    values: dict[str, Value] = {"host": HOST, "port": 993, "user": "me@work.example", "mailbox": ("INBOX",)}
    engine.call(lambda desk: desk.add_account(NAME, "imap", values, {"password": "x"})).result(SECONDS)
    assert engine.call(forget).result(SECONDS) is False
    assert len(engine.call(lambda desk: desk.accounts()).result(SECONDS)) == 1


def test_some_mails_are_there_and_some_are_to_come_in_the_same_order() -> None:
    now = datetime(2026, 3, 12, 10, tzinfo=UTC)
    there, coming = sample_mails(now)
    assert len(coming) == LATER
    times = [mail.at for mail in (*there, *coming)]
    assert times == sorted(times)
    assert times[0] > now - timedelta(days=2)
    assert there[-1].at < now < coming[0].at
    assert coming[0].letter.passes == "codes"
