"""What was heard, once it is in the queue: nothing lost, nothing doubled, one with what the tool tells itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inbox.errors import Offline
from inbox.item import By, Fetched, Reason, State
from inbox.queue import Queue
from inbox.reading import Reading
from inbox.sources import Terms
from inbox.sources.notifications import SPEC
from inbox.store import Store
from inbox.web.feed import Told, arrival
from tests.inbox.running import Engine
from tests.servers.notifications import NotificationDaemon
from tests.servers.session_bus import Program
from tests.waiting import until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    with NotificationDaemon() as daemon, Program(daemon.address) as found:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.address)
        yield found


def test_what_could_not_be_stored_is_handed_over_again_and_what_was_is_not(program: Program) -> None:
    engine, given = Engine(), list[tuple[str, str]]()
    source = SPEC.open({"app": ("slack",)}, {}, Terms())
    fetch = source.fetch

    def noted(cursor: str, now: datetime) -> Iterator[Fetched]:
        for fetched in fetch(cursor, now):
            given.extend((one.subject, one.key) for one in fetched.arrivals)
            yield fetched

    source.fetch = noted  # type: ignore[method-assign]
    runner = engine.run(lambda: source)
    until(lambda: engine.codes()[-1] == "ok")
    engine.refuses.append(Offline("the queue could not be written"))
    program.notify("slack", "one")
    until(lambda: engine.codes()[-1] == "offline")
    program.notify("slack", "two")
    runner.wake()
    until(lambda: engine.codes()[-1] == "ok")
    program.notify("slack", "three")
    until(lambda: len(given) == 4)
    assert runner.stop(60)
    assert [subject for subject, _ in given] == ["one", "one", "two", "three"]
    assert len(set(given)) == 3


def test_one_with_what_the_tool_tells_itself(program: Program, tmp_path: Path) -> None:
    store = Store(tmp_path / "queue.db")
    queue, reading, now = Queue(store), Reading(store), datetime.now(UTC)
    source = SPEC.open({"app": ("slack",)}, {}, Terms())
    queue.accept("desktop", next(iter(source.fetch("", now))), now)
    program.notify("Slack", "Ada in #boats", "@grace could you look at <b>the gate</b>?")
    program.notify("Slack", "Ben in #boats", "@grace could you look at the boat?")
    (fetched,) = source.fetch("", datetime.now(UTC))
    queue.accept("desktop", fetched, now)
    source.close()
    told = Told("1", Reason.MENTIONED, "Ada", "#boats", "@grace could you look at the gate?", datetime.now(UTC))
    queue.accept("slack", Fetched((arrival("slack", told, datetime.now(UTC)),), "1"), now)
    rows = {row.subject: row for row in reading.rows(State.HELD, 50, None)}
    assert len(rows) == 2
    both = reading.details(rows["#boats"].id)
    assert both is not None
    assert {one.by for one in both.origins} == {By.API, By.DESKTOP}
    assert (both.item.reason, both.item.rank, both.item.caught) == (Reason.MENTIONED, 5, False)
    alone = rows["Ben in #boats"]
    assert (alone.caught, alone.reason, alone.rank) == (True, Reason.SUBSCRIBED, 2)
    store.close()
