from __future__ import annotations

import struct
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focus.errors import WrongPlan
from focus.wall_time import instant, interval, next_wall
from tests.focus import week
from tests.focus.strategies import moments, zones
from tests.zones import data_of

PARIS = ZoneInfo("Europe/Paris")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "wall", "expected"),
    [
        ("Europe/Paris", "2026-11-23", "09:30", "2026-11-23 08:30"),
        ("Europe/Paris", "2026-03-29", "02:30", "2026-03-29 01:00"),  # the gap from 2 to 3
        ("Europe/Paris", "2026-03-29", "03:00", "2026-03-29 01:00"),
        ("Europe/Paris", "2026-10-25", "02:30", "2026-10-25 00:30"),  # twice: at 0:30 and at 1:30
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03 15:30"),  # half an hour is skipped
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04 14:45"),  # and repeated
        ("Pacific/Apia", "2011-12-30", "11:00", "2011-12-30 10:00"),  # a day that never was
        ("America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04 03:00"),  # no midnight
        ("America/Havana", "2026-11-01", "00:30", "2026-11-01 04:30"),
        ("Africa/Monrovia", "1972-01-07", "00:10", "1972-01-07 00:44:30"),  # 44 min 30 s skipped
    ],
)
def test_a_wall_time_is_the_first_instant_that_shows_it_or_more(zone: str, day: str, wall: str, expected: str) -> None:
    assert instant(date.fromisoformat(day), time.fromisoformat(wall), ZoneInfo(zone)) == utc(expected)


@given(st.data())
def test_any_wall_time_in_any_zone_as_the_reference_has_it(data: st.DataObject) -> None:
    zone = data.draw(zones)
    day = data.draw(moments(zone)).astimezone(zone).date()
    wall = data.draw(st.times().map(lambda found: found.replace(microsecond=0)))
    assert instant(day, wall, zone) == week.instant(zone, datetime.combine(day, wall))


@given(st.data())
def test_instants_never_run_backwards(data: st.DataObject) -> None:
    zone = data.draw(zones)
    middle = data.draw(moments(zone)).astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
    walls = sorted(middle + timedelta(minutes=data.draw(st.integers(-1500, 1500))) for _ in range(4))
    found = [instant(wall.date(), wall.time(), zone) for wall in walls]
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("02:15", "02:45", "01:00", "01:30"),  # swallowed whole: keeps its length, right after the gap
        ("02:00", "03:00", "01:00", "02:00"),
        ("02:30", "03:30", "01:00", "01:30"),
        ("01:30", "02:30", "00:30", "01:00"),
        ("01:00", "04:00", "00:00", "02:00"),
    ],
)
def test_spans_at_a_gap(start: str, end: str, first: str, last: str) -> None:
    found = interval(date(2026, 3, 29), time.fromisoformat(start), time.fromisoformat(end), PARIS)
    assert found == (utc(f"2026-03-29 {first}"), utc(f"2026-03-29 {last}"))


def test_a_span_over_the_repeated_hour_lasts_an_hour_more() -> None:
    assert interval(date(2026, 10, 25), time(1), time(4), PARIS) == (utc("2026-10-24 23:00"), utc("2026-10-25 03:00"))


def test_a_span_past_midnight_ends_on_the_next_date() -> None:
    assert interval(date(2026, 11, 23), time(22), time(0), PARIS) == (utc("2026-11-23 21:00"), utc("2026-11-23 23:00"))
    assert interval(date(2026, 11, 23), time(22), time(6), PARIS) == (utc("2026-11-23 21:00"), utc("2026-11-24 05:00"))


def test_a_span_of_the_skipped_day_comes_right_after_it() -> None:
    apia = ZoneInfo("Pacific/Apia")
    start, end = interval(date(2011, 12, 30), time(8, 30), time(11), apia)
    assert start == instant(date(2011, 12, 31), time(), apia)
    assert end - start == timedelta(hours=2, minutes=30)


def test_a_span_that_ends_as_it_starts_is_refused() -> None:
    with pytest.raises(WrongPlan, match="end: '09:00' is not a time other than the start"):
        interval(date(2026, 11, 23), time(9), time(9), PARIS)


def test_until_half_past_eleven() -> None:
    assert next_wall(utc("2026-11-23 09:00"), time(11, 30), PARIS) == utc("2026-11-23 10:30")
    assert next_wall(utc("2026-11-23 10:30"), time(11, 30), PARIS) == utc("2026-11-24 10:30")
    # Half past two is over when it comes for the second time.
    assert next_wall(utc("2026-10-25 00:45"), time(2, 30), PARIS) == utc("2026-10-26 01:30")


@given(st.data())
def test_the_next_wall_time_is_later_and_not_by_much_more_than_a_day(data: st.DataObject) -> None:
    zone = data.draw(zones)
    now = data.draw(moments(zone))
    found = next_wall(now, data.draw(st.times()), zone)
    assert now < found <= now + timedelta(hours=50)


def test_no_zone_changes_its_clock_there_and_back_within_six_hours() -> None:
    """The timeline takes a day for ordinary when the offset is one at every sixth hour."""
    for name in available_timezones():
        changes = _changes(name)
        for (_, before, _), (first, _, _), (second, _, after) in zip(changes, changes[1:], changes[2:], strict=False):
            assert second - first > 6 * 3600 or before != after, name
        assert all(second[0] > first[0] for first, second in pairwise(changes))


def _changes(name: str) -> list[tuple[int, int, int]]:
    """(seconds since 1970, offset before, offset after) of a zone's file (RFC 9636, version 2 and later)."""
    data = data_of(name)
    utc_count, std_count, leap_count, count, types, letters = struct.unpack(">6l", data[20:44])
    second = 44 + count * 5 + types * 6 + letters + leap_count * 8 + std_count + utc_count
    _, _, _, count, types, _ = struct.unpack(">6l", data[second + 20 : second + 44])
    body = second + 44
    times = struct.unpack(f">{count}q", data[body : body + 8 * count])
    kinds = data[body + 8 * count : body + 9 * count]
    offsets = [
        struct.unpack(">l", data[body + 9 * count + 6 * kind : body + 9 * count + 6 * kind + 4])[0]
        for kind in range(types)
    ]
    shown = [offsets[0], *(offsets[kind] for kind in kinds)]
    return [(moment, before, after) for moment, (before, after) in zip(times, pairwise(shown), strict=True)]
