"""Promises on the real engine, database and plan, with the clock moved by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from desktop.core.desk import RequestError
from desktop.core.events import QueueChanged
from desktop.core.promise_views import USUAL, WorkCalendar
from desktop.core.promising import working
from desktop.core.views import Notice
from focus.schedule import DayException, PublicHolidays, Schedule
from focus.working_time import Hours
from inbox.item import Item, State
from inbox.promised_anew import Anew
from inbox.promises import Promise
from inbox.rules import Match
from tests.desktop.core.day import Day, at

CLIENTS = Promise("clients", Match(domain=("client.example",)), "4 h")
SLOW = replace(CLIENTS, within="1 working day")
WRITTEN = """
# what I told them
[[promise]]
name = "clients"   # all of them
match = { domain = ["client.example"] }
within = "4 h"
mine = "kept"
"""


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    made = Day(tmp_path, at(8))
    made.be(at(8, 45))
    made.arrive(0)
    yield made
    made.engine.close()


def promise(day: Day, *promises: Promise) -> None:
    day.engine.set_promises(promises)
    day.be(day.clock.now() + timedelta(seconds=3))


def items(day: Day) -> dict[str, Item]:
    return {row.item.subject: row.item for state in State for row in day.engine.rows(state, limit=500)}


def told(day: Day, since: int = 0) -> list[Notice]:
    return [one.notice for one in day.notices[since:]]


def test_what_arrives_has_its_due_time_and_stands_first_by_it(day: Day) -> None:
    promise(day, CLIENTS)
    day.arrive(subject="client")
    day.be(at(8, 55))
    day.arrive(subject="other", sender_address="a@b.example")
    day.arrive(subject="mention", sender_address="a@b.example")
    assert items(day)["client"].due_at == at(13)
    [row] = [row for row in day.engine.rows(State.HELD) if row.item.subject == "client"]
    assert (row.owed_today, row.within) == (True, "4 h")
    day.be(at(11))
    found = day.engine.batch()
    assert found is not None
    view, rows = found
    assert next(row.item.subject for row in rows) == "client"
    assert [row.owed_today for row in rows] == [True, False, False]
    assert (view.total, view.left) == (3, 3)


def test_a_check_in_names_what_is_due_before_the_next_one_and_its_notice_says_so_once(day: Day) -> None:
    promise(day, CLIENTS, replace(SLOW, name="all", match=Match(channel=("mail",))))
    day.arrive(subject="soon")
    day.arrive(subject="late", sender_address="a@b.example")
    assert told(day) == []
    day.be(at(11))
    found = day.engine.batch()
    assert found is not None
    assert [(one.subject, one.promise, one.due_at) for one in found[0].owed] == [("soon", "clients", at(13))]
    assert found[0].owed_before == at(16)
    assert [(one.kind, one.owed) for one in told(day)] == [("batch", 1)]
    day.be(at(11, 10))
    day.be(at(11, 31))
    found = day.engine.batch()
    assert found is not None
    assert found[0].owed == ()
    day.be(at(16))
    assert [(one.kind, one.owed) for one in told(day)] == [("batch", 1), ("promise", 1)]  # by then the other one is


def test_where_nothing_is_new_one_notice_tells_of_what_is_due_and_never_twice(day: Day) -> None:
    promise(day, replace(CLIENTS, within="8 h"))
    day.arrive(subject="client")
    day.be(at(11))
    assert [(one.kind, one.owed) for one in told(day)] == [("batch", 0)]
    day.be(at(16))
    assert [(one.kind, one.owed, one.people) for one in told(day, 1)] == [("promise", 1, ("Claire Lemoine",))]
    day.engine.noticed(told(day)[1].id)
    day.be(at(16, 10))
    day.restart(at(16, 20))
    assert len(told(day)) == 2


def test_killed_before_a_reminder_is_on_screen_the_same_check_in_reminds_again(day: Day) -> None:
    promise(day, replace(CLIENTS, within="8 h"))
    day.arrive(subject="client")
    day.be(at(11))
    day.be(at(16))
    day.restart(at(16, 20), killed=True)
    assert [(one.kind, one.owed) for one in told(day, 1)] == [("promise", 1), ("promise", 1)]
    day.engine.noticed(told(day)[-1].id)
    day.restart(at(16, 25), killed=True)
    assert len(told(day)) == 3


def test_killed_before_it_is_on_screen_a_batch_is_not_told_of_again_and_what_is_owed_with_it_is(day: Day) -> None:
    promise(day, CLIENTS)
    day.arrive(subject="client")
    day.be(at(11))
    assert [(one.kind, one.owed) for one in told(day)] == [("batch", 1)]
    day.restart(at(11, 10), killed=True)
    assert [(one.kind, one.owed) for one in told(day, 1)] == [("promise", 1)]


def test_what_is_owed_is_on_screen_with_the_notice_of_its_batch(day: Day) -> None:
    promise(day, CLIENTS)
    day.arrive(subject="client")
    day.be(at(11))
    day.engine.noticed(told(day)[0].id)
    day.restart(at(11, 10), killed=True)
    assert len(told(day)) == 1


def test_killed_before_it_is_on_screen_and_away_until_the_check_in_is_over_the_next_one_reminds(day: Day) -> None:
    promise(day, CLIENTS)
    day.arrive(subject="client")
    day.be(at(11))
    day.restart(at(12), killed=True)
    assert len(told(day)) == 1
    day.be(at(16))
    assert [(one.kind, one.owed) for one in told(day, 1)] == [("promise", 1)]


def test_what_was_answered_meanwhile_is_not_reminded_of_again(day: Day) -> None:
    promise(day, CLIENTS)
    day.arrive(subject="client")
    day.be(at(11))
    day.engine.done([items(day)["client"].id])
    day.restart(at(11, 10), killed=True)
    assert len(told(day)) == 1


def test_done_before_the_check_in_is_not_told_of(day: Day) -> None:
    promise(day, replace(CLIENTS, within="8 h"))
    day.arrive(subject="client")
    day.be(at(11))
    day.engine.done([items(day)["client"].id])
    day.be(at(16))
    assert len(told(day)) == 1
    kept = day.engine.promises_kept(at(0), at(23))
    assert (kept.total, kept.kept, kept.done) == (1, 1, 1)


def test_what_is_left_of_an_earlier_batch_comes_along_when_it_is_due(day: Day) -> None:
    promise(day, replace(CLIENTS, within="6 h"))
    day.arrive(subject="client")
    day.be(at(11))
    day.be(at(14))
    day.arrive(subject="new", sender_address="a@b.example")
    day.be(at(16))
    found = day.engine.batch()
    assert found is not None
    view, rows = found
    assert [row.item.subject for row in rows] == ["client", "new"]
    assert (view.total, view.people, view.left) == (1, 1, 1)
    day.engine.done([items(day)["client"].id])
    found = day.engine.batch()
    assert found is not None
    assert [row.item.subject for row in found[1]] == ["new"]


def test_what_waits_follows_what_is_promised_now(day: Day) -> None:
    day.arrive(subject="client")
    assert items(day)["client"].due_at is None
    promise(day, SLOW)
    assert items(day)["client"].due_at == at(18)
    day.events.clear()
    promise(day, CLIENTS)
    assert items(day)["client"].due_at == at(13)
    assert any(isinstance(one, QueueChanged) for one in day.events)
    day.engine.set_calendars([WorkCalendar(USUAL, hours=(Hours(frozenset({0}), time(8), time(10)),))])
    day.be(at(9))
    assert items(day)["client"].due_at == datetime(2026, 12, 7, 8, 45, tzinfo=UTC)
    promise(day)
    assert items(day)["client"].due_at is None


def test_what_was_promised_while_the_app_was_closed_counts_soon_after_its_start(day: Day) -> None:
    day.arrive(subject="client")
    day.engine.close()
    file = day.paths.settings_file
    file.write_text(file.read_text() + WRITTEN)
    day.restart(at(9))
    assert items(day)["client"].due_at is None
    day.be(at(9, 0, 3))
    assert items(day)["client"].due_at == at(13)


@pytest.fixture
def bit_by_bit(day: Day, monkeypatch: pytest.MonkeyPatch) -> Day:
    """So many that they take several ticks, all promised an answer within a day."""
    monkeypatch.setattr(Anew.go_on, "__defaults__", (0.0,))
    promise(day, SLOW)
    day.arrive(250)
    return day


def due_at(day: Day) -> set[datetime | None]:
    return {one.due_at for one in items(day).values()}


def settle(day: Day) -> None:
    for _ in range(5):
        day.engine.tick(day.clock.now())


def test_many_change_together_and_until_then_nothing_does(bit_by_bit: Day) -> None:
    day = bit_by_bit
    day.engine.set_promises([CLIENTS])
    now, steps = day.clock.now(), 0
    while due_at(day) == {at(18)}:
        assert {row.within for row in day.engine.rows(State.HELD, limit=500)} == {"1 working day"}
        again = day.engine.tick(now)
        assert again is not None
        assert again - now < timedelta(seconds=0.01) or due_at(day) != {at(18)}
        steps += 1
    assert steps == 4  # three looks and the writing
    assert due_at(day) == {at(13)}
    assert {row.within for row in day.engine.rows(State.HELD, limit=500)} == {"4 h"}


def test_who_changes_their_mind_in_between_has_all_as_it_was(bit_by_bit: Day) -> None:
    day = bit_by_bit
    day.engine.set_promises([CLIENTS])
    day.engine.tick(day.clock.now())
    day.arrive(subject="between")
    assert items(day)["between"].due_at == at(13)
    day.engine.set_promises([SLOW])
    settle(day)
    assert due_at(day) == {at(18)}


def test_killed_in_between_the_next_start_finishes_it(bit_by_bit: Day) -> None:
    day = bit_by_bit
    day.engine.set_promises([CLIENTS])
    day.engine.tick(day.clock.now())
    day.restart(at(9), killed=True)
    assert due_at(day) == {at(18)}
    day.be(at(9, 0, 3))
    settle(day)
    assert due_at(day) == {at(13)}


def test_promises_are_written_as_a_careful_person_would(day: Day) -> None:
    file = day.paths.settings_file
    file.write_text(file.read_text() + WRITTEN)
    day.be(at(8, 46))
    [line] = day.engine.promises()
    assert line.promise == CLIENTS
    new = Promise("boss", Match(address=("boss@work.example",), reason=("direct",)), "30 min", "nights")
    lines = day.engine.set_promises([new, SLOW])
    assert [one.problem for one in lines] == ["no_calendar", ""]
    written = file.read_text()
    assert "# what I told them" in written
    assert 'name = "clients"   # all of them' in written
    assert 'mine = "kept"' in written
    night = WorkCalendar(
        "nights", "Asia/Tokyo", (Hours(frozenset({4}), time(22), time(6)),), "FR", "", (date(2026, 12, 24),)
    )
    assert day.engine.set_calendars([WorkCalendar(USUAL), night]) == (WorkCalendar(USUAL), night)
    day.restart(at(9))
    assert [one.promise for one in day.engine.promises()] == [new, SLOW]
    assert [one.problem for one in day.engine.promises()] == ["", ""]
    assert day.engine.calendars() == (WorkCalendar(USUAL), night)
    day.engine.set_promises([])
    assert "[[promise]]" not in file.read_text()


def test_a_calendar_that_a_promise_runs_by_stays(day: Day) -> None:
    night = WorkCalendar("nights", hours=(Hours(frozenset({4}), time(22), time(6)),))
    day.engine.set_calendars([WorkCalendar(USUAL), night])
    day.engine.set_promises([replace(CLIENTS, calendar="nights")])
    with pytest.raises(RequestError, match='The promise "clients" runs by the calendar "nights"'):
        day.engine.set_calendars([WorkCalendar(USUAL)])
    assert day.engine.calendars()[1] == night


def test_a_promise_shows_how_it_stands(day: Day) -> None:
    promise(day, CLIENTS)
    day.arrive(2)
    [line] = day.engine.promises()
    assert (line.open, line.late, line.next_due) == (2, 0, at(13))
    assert line.asked_now == at(13)
    day.be(at(13, 30))
    [line] = day.engine.promises()
    assert (line.open, line.late, line.next_due) == (2, 2, None)


def test_what_a_snooze_would_be_late_for(day: Day) -> None:
    promise(day, CLIENTS)
    day.arrive(subject="client")
    day.arrive(subject="other", sender_address="a@b.example")
    ids = [one.id for one in items(day).values()]
    assert day.engine.due_by(ids, at(18)) == (items(day)["client"].id,)
    assert day.engine.due_by(ids, at(13)) == ()


def test_the_usual_calendar_has_the_days_off_of_the_week() -> None:
    zone = working(WorkCalendar("x", "Europe/Paris"), Schedule(UTC_ZONE)).zone
    holiday = DayException(date(2026, 12, 24), date(2026, 12, 31))
    week = Schedule(zone, exceptions=(holiday,), holidays=PublicHolidays("FR"))
    usual = working(WorkCalendar(USUAL), week)
    assert (usual.country, len(usual.days_off)) == ("FR", 8)
    assert not usual.works_on(date(2027, 1, 1))
    other = working(WorkCalendar("lab"), week)
    assert (other.country, other.days_off) == ("", frozenset())
    own = working(WorkCalendar(USUAL, country="DE", region="BE"), week)
    assert (own.country, own.region) == ("DE", "BE")


UTC_ZONE = working(WorkCalendar("x", "UTC"), Schedule(None)).zone  # type: ignore[arg-type]
