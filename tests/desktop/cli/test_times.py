from __future__ import annotations

import argparse
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.cli.times import clock, instant, length, moment
from desktop.core.when import in_range

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS)
CHECK_IN = NOW.replace(hour=11)


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("50m", 50), ("90 min", 90), ("1h30", 90), ("1h", 60), ("2 hours", 120), ("1H 5M", 65), ("1d", 1440)],
)
def test_lengths(words: str, minutes: int) -> None:
    assert length(words) == timedelta(minutes=minutes)


@pytest.mark.parametrize("words", ["", "50", "0m", "-5m", "1h-5", "soon", "1.5h", "9999d", "m"])
def test_no_lengths(words: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="is not a length of time: it must be such as 50m"):
        length(words)


def test_a_length_is_a_year_at_the_most() -> None:
    assert length("366d") == timedelta(days=366)
    with pytest.raises(argparse.ArgumentTypeError, match="'400d' is too long: it must be 366d at the most"):
        length("400d")


def test_clocks() -> None:
    assert clock("11:30") == time(11, 30)
    assert clock("9:05") == time(9, 5)
    for words in ("24:00", "11", "11:60", "", "11:30:00"):
        with pytest.raises(argparse.ArgumentTypeError):
            clock(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("14:30", datetime(2026, 11, 23, 14, 30, tzinfo=PARIS)),
        ("9:30", datetime(2026, 11, 24, 9, 30, tzinfo=PARIS)),
        ("2h", datetime(2026, 11, 23, 12, 0, tzinfo=PARIS)),
        ("tonight", datetime(2026, 11, 23, 19, 0, tzinfo=PARIS)),
        ("Tomorrow", datetime(2026, 11, 24, 9, 0, tzinfo=PARIS)),
        ("monday", datetime(2026, 11, 30, 9, 0, tzinfo=PARIS)),
        ("next-check-in", CHECK_IN),
        ("2026-11-23T11:00:00Z", datetime(2026, 11, 23, 12, 0, tzinfo=PARIS)),
    ],
)
def test_moments(words: str, expected: datetime) -> None:
    assert moment(words, NOW, PARIS, CHECK_IN) == expected


def test_what_is_no_moment() -> None:
    with pytest.raises(ValueError, match="no check-in is planned"):
        moment("next-check-in", NOW, PARIS, None)
    with pytest.raises(ValueError, match="has passed"):
        moment("2026-11-23T08:00:00Z", NOW, PARIS, None)
    with pytest.raises(ValueError, match=r"tonight \(19:00\) has passed"):
        moment("tonight", NOW.replace(hour=20), PARIS, None)
    with pytest.raises(ValueError, match="it must be such as 14:30, 2h, tonight"):
        moment("whenever", NOW, PARIS, None)


def test_a_wall_time_the_clock_jumps_over() -> None:
    before = datetime(2026, 3, 28, 23, 0, tzinfo=UTC)
    assert moment("02:30", before, PARIS, None) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "words", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1969-12-31T23:59:59Z", "9990-01-01T00:00:00Z"]
)
def test_times_at_the_ends_of_the_calendar_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="it must be a time of the years 1970 to 9989"):
        instant(words)
    with pytest.raises(ValueError, match="1970 to 9989"):
        moment(words, NOW, PARIS, None)


@given(st.datetimes(timezones=st.sampled_from([UTC, PARIS])).filter(in_range))
def test_an_instant_written_and_read(at: datetime) -> None:
    at = at.replace(microsecond=0).astimezone(UTC)
    assert instant(at.isoformat()) == at
    assert instant(at.strftime("%Y").zfill(4) + at.strftime("-%m-%dt%H:%M:%Sz")) == at


@given(st.text(max_size=40))
def test_any_words_give_a_time_to_come_or_a_reason(words: str) -> None:
    try:
        found = moment(words, NOW, PARIS, CHECK_IN)
    except ValueError as error:
        found = NOW + timedelta(1)
        assert str(error)  # noqa: PT017 (any reason will do)
    assert found > NOW
