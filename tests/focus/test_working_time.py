"""Working time: what people expect of it, in a table; and what always holds, in any zone and calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from focus.errors import WrongPlan
from focus.working_time import MOST_DAYS, OFFICE_HOURS, WEEKDAYS, Calendar, Hours, Within, due, within
from tests.effort import little_work
from tests.focus.strategies import moments, zones

PARIS = ZoneInfo("Europe/Paris")
OFFICE = Calendar(PARIS)
LUNCH = Calendar(PARIS, (Hours(WEEKDAYS, time(9), time(12)), Hours(WEEKDAYS, time(13), time(18))))
SHORT_FRIDAY = Calendar(
    PARIS, (Hours(frozenset(range(4)), time(9), time(18)), Hours(frozenset({4}), time(10), time(15)))
)
NIGHT = Calendar(PARIS, (Hours(WEEKDAYS, time(22), time(6)),))
ALL_DAY = Calendar(
    PARIS, (Hours(frozenset(range(7)), time(0), time(12)), Hours(frozenset(range(7)), time(12), time(0)))
)


def at(text: str, zone: ZoneInfo = PARIS) -> datetime:
    """Such as "Fri 20 15:00", in November 2026."""
    _, day, clock = text.split()
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, int(day), hour, minute, tzinfo=zone)


@pytest.mark.parametrize(
    ("asked", "length", "expected", "calendar"),
    [
        ("Fri 20 15:00", "1 working day", "Mon 23 15:00", OFFICE),
        ("Fri 20 09:00", "1 working day", "Mon 23 09:00", OFFICE),
        ("Fri 20 18:00", "1 working day", "Mon 23 18:00", OFFICE),
        ("Fri 20 18:01", "1 working day", "Mon 23 18:00", OFFICE),
        ("Sat 21 10:00", "1 working day", "Mon 23 18:00", OFFICE),
        ("Sun 22 23:59", "1 working day", "Mon 23 18:00", OFFICE),
        ("Mon 23 07:00", "1 working day", "Mon 23 18:00", OFFICE),
        ("Mon 23 09:01", "1 working day", "Tue 24 09:01", OFFICE),
        ("Sat 21 10:00", "2 working days", "Tue 24 18:00", OFFICE),
        ("Thu 19 15:00", "2 working days", "Mon 23 15:00", OFFICE),
        ("Mon 16 12:00", "5 working days", "Mon 23 12:00", OFFICE),
        ("Mon 23 12:30", "1 working day", "Tue 24 12:30", LUNCH),
        ("Thu 19 17:00", "1 working day", "Fri 20 15:00", SHORT_FRIDAY),
        ("Thu 19 09:30", "1 working day", "Fri 20 10:00", SHORT_FRIDAY),
        ("Fri 20 16:00", "4 h", "Mon 23 11:00", OFFICE),
        ("Fri 20 14:00", "4 h", "Fri 20 18:00", OFFICE),
        ("Fri 20 18:00", "30 min", "Mon 23 09:30", OFFICE),
        ("Sat 21 03:00", "4 h", "Mon 23 13:00", OFFICE),
        ("Mon 23 11:30", "1 h", "Mon 23 13:30", LUNCH),
        ("Mon 23 11:30", "30 min", "Mon 23 12:00", LUNCH),
        ("Mon 16 09:00", "45 h", "Fri 20 18:00", OFFICE),
        ("Mon 23 23:00", "8 h", "Tue 24 23:00", NIGHT),
        ("Tue 24 02:00", "1 working day", "Wed 25 02:00", NIGHT),
        ("Sat 21 05:00", "2 h", "Mon 23 23:00", NIGHT),
        ("Sat 21 10:00", "24 h", "Sun 22 10:00", ALL_DAY),
    ],
)
def test_what_people_expect(asked: str, length: str, expected: str, calendar: Calendar) -> None:
    assert due(at(asked), within(length), calendar) == at(expected)


def test_nobody_works_on_days_off_and_public_holidays() -> None:
    holiday = Calendar(PARIS, country="FR", days_off=frozenset({date(2026, 11, 12)}))
    # The 11th of November is a holiday in France, and the 12th a day off of the person's.
    assert due(at("Tue 10 15:00"), within("1 working day"), holiday) == at("Fri 13 15:00")
    assert due(at("Tue 10 17:00"), within("2 h"), holiday) == at("Fri 13 10:00")
    assert due(at("Wed 11 15:00"), within("1 working day"), holiday) == at("Fri 13 18:00")


@pytest.mark.parametrize(
    ("asked", "length", "expected"),
    [
        # Spring forward on Sunday the 28th of March 2027: a day of work is as long as ever, a night shift an hour less.
        ("2027-03-26T15:00+01:00", "1 working day", "2027-03-29T15:00+02:00"),
        ("2027-03-26T17:00+01:00", "2 h", "2027-03-29T10:00+02:00"),
    ],
)
def test_the_clock_on_the_wall_counts_where_it_changes(asked: str, length: str, expected: str) -> None:
    found = due(datetime.fromisoformat(asked), within(length), OFFICE)
    assert found == datetime.fromisoformat(expected)


def test_a_night_in_which_the_clock_changes_has_the_hours_that_pass() -> None:
    saturday = Calendar(PARIS, (Hours(frozenset({5}), time(22), time(6)),))
    asked = datetime(2027, 3, 27, 22, tzinfo=PARIS)
    assert due(asked, within("7 h"), saturday) == datetime(2027, 3, 28, 6, tzinfo=PARIS)
    asked = datetime(2026, 10, 24, 22, tzinfo=PARIS)
    assert due(asked, within("9 h"), saturday) == datetime(2026, 10, 25, 6, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("typed", "length", "written"),
    [
        ("4 h", Within(240), "4 h"),
        ("4h", Within(240), "4 h"),
        ("90 min", Within(90), "1 h 30 min"),
        ("1 h 30 min", Within(90), "1 h 30 min"),
        ("1h30", Within(90), "1 h 30 min"),
        ("30 m", Within(30), "30 min"),
        ("4 hours", Within(240), "4 h"),
        ("1 working day", Within(days=1), "1 working day"),
        ("2 Working Days", Within(days=2), "2 working days"),
        ("3 days", Within(days=3), "3 working days"),
    ],
)
def test_what_is_typed(typed: str, length: Within, written: str) -> None:
    assert within(typed) == length
    assert str(length) == written
    assert within(written) == length


@pytest.mark.parametrize(
    "typed",
    ["", " ", "4", "0 h", "0 working days", "-1 h", "1 week", "h", "1.5 h", "99999 h 1 min", f"{MOST_DAYS + 1} days",
     "1 working day 2 h", "four hours", "١ h min", "9" * 400 + " h"],
)  # fmt: skip
def test_what_is_no_working_time_is_refused_with_what_is(typed: str) -> None:
    with pytest.raises(WrongPlan, match="working time such as"):
        within(typed)


def test_a_calendar_that_never_works_is_refused() -> None:
    for hours in ((), (Hours(frozenset(), time(9), time(18)),)):
        with pytest.raises(WrongPlan, match="one day of the week at least"):
            Calendar(PARIS, hours)
    with pytest.raises(WrongPlan, match="other than the start"):
        Calendar(PARIS, (Hours(WEEKDAYS, time(9), time(9)),))


def test_what_is_off_for_ever_is_due_never_and_said_soon() -> None:
    """Someone who worked on Mondays, and has every Monday off for twelve years."""
    mondays = frozenset(date(2026, 11, 23) + timedelta(weeks=week) for week in range(12 * 53))
    never = Calendar(PARIS, (Hours(frozenset({0}), time(9), time(18)),), days_off=mondays)
    with little_work():
        assert due(at("Fri 20 15:00"), Within(days=1), never) is None
        assert due(at("Fri 20 15:00"), Within(60), never) is None


def test_the_ends_of_the_calendar_are_no_end_of_the_app() -> None:
    assert due(datetime.max.replace(tzinfo=UTC), Within(days=1), OFFICE) is None
    assert due(datetime(1970, 1, 1, tzinfo=UTC), Within(days=1), OFFICE) is not None
    assert due(datetime(9979, 12, 31, tzinfo=UTC), Within(days=MOST_DAYS), OFFICE) is not None


_TIMES = st.times(max_value=time(23, 59)).map(lambda one: one.replace(second=0, microsecond=0))
_HOURS = st.builds(Hours, st.frozensets(st.integers(0, 6), min_size=1), _TIMES, _TIMES).filter(
    lambda one: _minutes(one) >= 30  # else ten years may have too few of them
)


def _minutes(hours: Hours) -> int:
    return (hours.end.hour * 60 + hours.end.minute - hours.start.hour * 60 - hours.start.minute) % (24 * 60)


_CALENDARS = st.builds(
    Calendar,
    zones,
    st.lists(_HOURS, min_size=1, max_size=4).map(tuple),
    days_off=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 1)), max_size=10),
)
_LENGTHS = st.one_of(
    st.integers(1, 6000).map(lambda minutes: Within(minutes=minutes)),
    st.integers(1, 30).map(lambda days: Within(0, days)),
)


def worked(calendar: Calendar, since: datetime, until: datetime) -> timedelta:
    """How much is worked between two instants, minute by minute of every day apart."""
    day = since.astimezone(calendar.zone).date() - timedelta(days=1)
    total, reached = timedelta(), since
    while day <= until.astimezone(calendar.zone).date():
        for start, end in calendar.hours_of(day):
            begun, ended = max(start, reached), min(end, until)
            if ended > begun:
                total += ended - begun
                reached = ended
        day += timedelta(days=1)
    return total


@settings(max_examples=150, deadline=None)
@given(st.data(), _CALENDARS, _LENGTHS)
def test_what_is_due_is_due_later_and_while_somebody_works(
    data: st.DataObject, calendar: Calendar, length: Within
) -> None:
    asked = data.draw(moments(calendar.zone))
    found = due(asked, length, calendar)
    assert found is not None
    assert found > asked
    assert found.tzinfo is UTC
    if length.minutes:
        assert worked(calendar, asked, found) == timedelta(minutes=length.minutes)
        moment = timedelta(microseconds=1)
        assert worked(calendar, found - moment, found) == moment
    else:
        day = found.astimezone(calendar.zone).date()
        spans = [calendar.hours_of(day - timedelta(days=back)) for back in (0, 1)]
        assert any(one and one[0][0] <= found <= one[-1][1] for one in spans)


@settings(max_examples=150, deadline=None)
@given(st.data(), zones, st.timedeltas(timedelta(), timedelta(days=4)), _LENGTHS)
def test_who_asks_later_is_never_due_earlier(
    data: st.DataObject, zone: ZoneInfo, later: timedelta, length: Within
) -> None:
    calendar, asked = Calendar(zone, OFFICE_HOURS), data.draw(moments(zone))
    first, second = due(asked, length, calendar), due(asked + later, length, calendar)
    assert first is not None
    assert second is not None
    assert first <= second


@settings(max_examples=100, deadline=None)
@given(st.data(), _CALENDARS, st.integers(1, 2000), st.integers(1, 2000))
def test_so_much_and_then_so_much_is_as_much_as_both(
    data: st.DataObject, calendar: Calendar, one: int, other: int
) -> None:
    asked = data.draw(moments(calendar.zone))
    first = due(asked, Within(one), calendar)
    assert first is not None
    assert due(first, Within(other), calendar) == due(asked, Within(one + other), calendar)
