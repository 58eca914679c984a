from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import when
from desktop.core.views import Now
from desktop.core.when import choices, parse
from focus.schedule import Mode

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 18, 11, 12, tzinfo=PARIS)  # a Wednesday


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14:30", "2026-11-18T14:30"),
        ("9:00", "2026-11-19T09:00"),
        ("2h", "2026-11-18T13:12"),
        ("1h30", "2026-11-18T12:42"),
        ("45 min", "2026-11-18T11:57"),
        ("3d", "2026-11-21T11:12"),
        ("2 j", "2026-11-20T11:12"),
        ("tomorrow", "2026-11-19T09:00"),
        ("Demain 8:15", "2026-11-19T08:15"),
        ("mon 9:30", "2026-11-23T09:30"),
        ("mercredi", "2026-11-25T09:00"),
        ("wed 23:00", "2026-11-25T23:00"),
        ("2026-11-30", "2026-11-30T09:00"),
        ("2026-11-30  14:00", "2026-11-30T14:00"),
    ],
)
def test_typed_times(typed: str, expected: str) -> None:
    assert parse(typed, NOW) == local(expected)


@pytest.mark.parametrize(
    "typed", ["", "soon", "25:00", "12:61", "0h", "30", "2026-13-01", "2026-11-17", "today 8:00", "mon tue", ":", "-2h"]
)
def test_what_is_no_time_to_come_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(typed, NOW)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_time_to_come_or_refused(typed: str) -> None:
    try:
        found = parse(typed, NOW)
    except (ValueError, OverflowError):
        return
    assert found > NOW


def test_the_usual_times_are_to_come_and_the_soonest_is_first() -> None:
    now = Now(NOW, Mode.FOCUS, NOW, local("2026-11-18T12:00"), local("2026-11-18T16:00"), None, "", False, (), False)
    assert choices(now) == (
        ("after_block", local("2026-11-18T12:00")),
        ("check_in", local("2026-11-18T16:00")),
        ("tonight", local("2026-11-18T19:00")),
        ("tomorrow", local("2026-11-19T09:00")),
        ("monday", local("2026-11-23T09:00")),
        ("three_days", local("2026-11-23T09:00")),
    )
    evening = replace(now, at=local("2026-11-20T21:00"), mode=Mode.OPEN, next_check_in=None)
    assert dict(choices(evening)) == {
        "tomorrow": local("2026-11-21T09:00"),
        "monday": local("2026-11-23T09:00"),
        "three_days": local("2026-11-25T09:00"),
    }


def test_lengths_are_lengths_also_when_the_clock_is_set_back() -> None:
    before = datetime(2026, 10, 25, 1, 30, tzinfo=PARIS)
    assert parse("3h", before).astimezone(ZoneInfo("UTC")) - before.astimezone(ZoneInfo("UTC")) == timedelta(hours=3)


def test_a_date_at_the_end_of_the_calendar() -> None:
    with pytest.raises(ValueError, match="not between the years 1970 and 9989"):
        parse("9999-12-31 23:59", NOW)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("50m", when.Asked(length=timedelta(minutes=50))),
        ("50", when.Asked(length=timedelta(minutes=50))),
        ("1 h 30 Release 2.0", when.Asked(length=timedelta(minutes=90), intention="Release 2.0")),
        ("90 min on Release", when.Asked(length=timedelta(minutes=90), intention="Release")),
        ("for 25 min – tests", when.Asked(length=timedelta(minutes=25), intention="tests")),
        ("2 letters to write", when.Asked(intention="2 letters to write")),
        ("3 days in Rome", when.Asked(intention="3 days in Rome")),
        ("until dinner", when.Asked(intention="until dinner")),
        ("25:70 what", when.Asked(intention="25:70 what")),
        ("  ", when.Asked()),
    ],
)
def test_a_focus_block_as_it_is_typed(typed: str, asked: when.Asked) -> None:
    assert when.focus(typed, NOW) == asked


def test_a_focus_block_until_a_time_of_day() -> None:
    soon = (NOW + timedelta(hours=1)).replace(second=0, microsecond=0)
    asked = when.focus(f"jusqu'à {soon:%H:%M} sur le guide", NOW)
    assert asked == when.Asked(until=soon, intention="le guide")
