"""The person's own last days, rehearsed on the real engine and database."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core import rehearsing, trying
from desktop.core.desk import RequestError, Superseded
from desktop.core.rehearsal.values import RuleTold
from desktop.core.rehearsing import Rehearsing
from focus.schedule import Mode, Schedule, Span
from inbox.item import Verdict
from inbox.rules import HOLD, Match, Rule
from tests.desktop.core.day import Day, at


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    made = Day(tmp_path, at(8, 45))
    made.arrive(2, verdict=Verdict.VERIFIED)
    made.be(at(9))
    made.arrive(sender_address="x@other.example")
    yield made
    made.engine.close()


def with_check_in_at_ten(schedule: Schedule) -> Schedule:
    ten = Span(Mode.CHECK_IN, frozenset(range(7)), at(10).time(), at(10, 30).time())
    return replace(schedule, spans=(*schedule.spans, ten))


def test_what_is_proposed_stands_beside_what_there_is(day: Day) -> None:
    day.be(at(12))
    found = day.engine.rehearse(with_check_in_at_ten(day.engine.schedule())).run()
    assert (found.arrivals, found.proposed.check_in, found.today.check_in) == (3, 3, 3)
    assert (found.proposed.worst, found.today.worst) == (timedelta(hours=1, minutes=15), timedelta(hours=2, minutes=15))
    assert found.proposed.people[0].sender == "claire@client.example"
    assert (found.until - found.since).days == found.today.days == 30


def test_rules_that_are_tried_count(day: Day) -> None:
    rules = [Rule("the client", Match(domain=("client.example",)), budget=1)]
    found = day.engine.rehearse(rules=rules).run()
    assert found.proposed.rules == (RuleTold("the client", 1, 1, 0),)
    assert (found.proposed.rule, found.today.rule) == (1, 0)


def test_reading_and_deciding_give_way_to_the_window(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[str] = []

    def noted(look_up: Callable[[], None]) -> Callable[[], None]:
        def look_up_there() -> None:
            turns.append(inspect.stack()[1].function)
            look_up()

        return look_up_there

    for module in (rehearsing, trying):
        monkeypatch.setattr(module, "giving_way", noted)
    rule = Rule("the client", Match(domain=("client.example",)))
    day.engine.rehearse(rules=[rule]).run()
    assert set(turns) == {"received", "_found"}
    turns.clear()
    day.engine.caught([replace(rule, act=HOLD)], 0).run()
    assert set(turns) == {"_found"}, "what was read is there, and what another rule finds is not"


def test_with_nothing_proposed_both_are_the_same(day: Day) -> None:
    found = day.engine.rehearse().run()
    assert found.proposed == found.today


def test_what_is_superseded_ends_and_the_latest_is_answered(day: Day) -> None:
    first, second = day.engine.rehearse(), day.engine.rehearse()
    with pytest.raises(Superseded):
        first.run()
    assert second.run().arrivals == 3


def test_what_was_read_serves_until_something_arrives_or_a_minute_has_passed(day: Day) -> None:
    rehearsing = day.engine._parts[-1]
    assert isinstance(rehearsing, Rehearsing)
    day.engine.rehearse().run()
    kept = rehearsing._read
    assert kept is not None
    day.engine.rehearse(with_check_in_at_ten(day.engine.schedule())).run()
    assert rehearsing._read is kept
    day.arrive()
    assert day.engine.rehearse().run().arrivals == 4
    day.be(at(9, 2))
    assert rehearsing._read is None


def test_only_the_days_asked_for_are_rehearsed(day: Day) -> None:
    day.be(at(8) + timedelta(days=3))
    assert day.engine.rehearse(days=2).run().arrivals == 0
    assert day.engine.rehearse(days=3).run().arrivals == 3


def test_what_cannot_be_is_refused(day: Day) -> None:
    wrong = replace(day.engine.schedule(), between="perhaps")
    with pytest.raises(RequestError, match="between"):
        day.engine.rehearse(wrong)
    with pytest.raises(RequestError, match="0 days"):
        day.engine.rehearse(days=0)
