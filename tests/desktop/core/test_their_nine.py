"""Nine o'clock elsewhere: the next one on a working day, and only in a zone that the person said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.their_nine import USUAL, proposals, their_nine

PARIS, TOKYO, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        (utc(23, 7), PARIS, utc(23, 8)),  # Monday, 8:00 there: today
        (utc(23, 8), PARIS, utc(24, 8)),  # on the dot: tomorrow
        (utc(27, 12), PARIS, utc(30, 8)),  # Friday afternoon: Monday
        (utc(28, 1), PARIS, utc(30, 8)),  # Saturday
        (utc(29, 23, 30), TOKYO, utc(30, 0)),  # Sunday in UTC, Monday in Tokyo
        (utc(27, 23, 30), TOKYO, utc(30, 0)),  # Friday in UTC, Saturday in Tokyo
        (utc(23, 8), NEW_YORK, utc(23, 14)),
    ],
)
def test_the_next_one(now: datetime, zone: ZoneInfo, expected: datetime) -> None:
    assert their_nine(now, zone) == expected


@given(
    st.integers(0, 60 * 365 * 24 * 60).map(
        lambda minutes: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(0, 60 * minutes)
    ),
    st.sampled_from([*USUAL, "Pacific/Apia", "America/Santiago"]),
)
def test_it_is_always_nine_on_a_working_day_to_come(now: datetime, name: str) -> None:
    found = their_nine(now, ZoneInfo(name))
    there = found.astimezone(ZoneInfo(name))
    assert (there.hour, there.minute, there.second) == (9, 0, 0)
    assert there.weekday() < 5
    assert timedelta() < found - now <= timedelta(days=5)


def test_proposals() -> None:
    assert proposals(utc(23, 8), 60, PARIS)[0] == "Europe/Paris"
    assert proposals(utc(23, 8), 540, PARIS)[0] == "Asia/Tokyo"
    assert "America/New_York" in proposals(utc(23, 8), -300, PARIS)
    assert "America/New_York" in proposals(datetime(2026, 7, 1, tzinfo=UTC), -240, PARIS)
    assert proposals(utc(23, 8), None, PARIS) == ()
    assert proposals(utc(23, 8), 7, PARIS) == ()
    # Programs write UTC wherever they run: only one's own zone is likely then.
    assert proposals(utc(23, 8), 0, PARIS) == ()
    assert proposals(utc(23, 8), 0, ZoneInfo("Europe/London")) == ("Europe/London",)
