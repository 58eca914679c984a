"""Lengths and moments as typed on a command line. Pure: `now` is handed in."""

from __future__ import annotations

import argparse
import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desktop.core import when
from focus.wall_time import instant as start_of
from focus.wall_time import local_date, next_wall

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_RFC3339 = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)
_LONGEST = timedelta(days=366)
WHEN = "14:30, 2h, tonight, tomorrow, monday, next-check-in, or 2026-11-30T14:00:00+01:00"
DAY_OR_WHEN = "monday, tomorrow, 2026-12-01, 2026-12-01 14:00, 14:30, 2h, or 2026-11-30T14:00:00+01:00"


def length(words: str) -> timedelta:
    """For argparse: "50m", "1h30", "90 min"; a year at the most."""
    said = " ".join(words.casefold().split())
    found = when.length(said)
    if found is not None and found > _LONGEST:
        raise argparse.ArgumentTypeError(f"{words!r} is too long: it must be {_LONGEST.days}d at the most")
    if found is None:
        raise argparse.ArgumentTypeError(f"{words!r} is not a length of time: it must be such as 50m, 1h30 or '90 min'")
    return found


def clock(words: str) -> time:
    """For argparse: a time of day."""
    match = _CLOCK.fullmatch(words)
    if match is None:
        raise argparse.ArgumentTypeError(f"{words!r} is not a time of day: it must be such as 11:30")
    return time(int(match[1]), int(match[2]))


def rfc3339(words: str) -> datetime:
    """For argparse: an instant with its offset."""
    try:
        return instant(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def instant(words: str) -> datetime:
    """An RFC 3339 time. A ValueError for all else; a local time could be two instants, or none."""
    try:
        found = datetime.fromisoformat(words.upper()) if _RFC3339.fullmatch(words) else None
    except ValueError:
        found = None  # such as the 30th of February
    if found is None:
        raise ValueError(f"{words!r} is not an RFC 3339 time: it must be such as 2026-11-30T14:00:00+01:00")
    if not when.in_range(found):
        years = f"{when.EARLIEST.year} to {when.LATEST.year - 1}"
        raise ValueError(f"{words!r} is wrong: it must be a time of the years {years}")
    return found


def moment(words: str, now: datetime, zone: ZoneInfo, next_check_in: datetime | None) -> datetime:
    """The instant after `now` that these words mean. Raises ValueError with what would be right."""
    said = " ".join(words.casefold().split())
    if _RFC3339.fullmatch(words):
        found = instant(words)
    elif said in {"next-check-in", "next check-in", "check-in"}:
        if next_check_in is None:
            raise ValueError("no check-in is planned: name a time instead")
        found = next_check_in
    elif said == "tonight":
        found = next_wall(now, when.EVENING, zone)
        if local_date(found, zone) != local_date(now, zone):
            raise ValueError(f"tonight ({when.EVENING:%H:%M}) has passed")
    elif _CLOCK.fullmatch(said):
        found = next_wall(now, clock(said), zone)
    else:
        found = _typed(words, now, zone)
    if found <= now:
        raise ValueError(f"{words!r} has passed")
    return found


def day_or_moment(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    """As `moment`, but a day without a time is the beginning of it. Raises ValueError with what would be right."""
    try:
        on = when.day(" ".join(words.casefold().split()), now.astimezone(zone).date())
        if on is None:
            return moment(words, now, zone, None)
        found = start_of(on, time(), zone) if on.year < when.LATEST.year else when.LATEST - timedelta(seconds=1)
    except ValueError as error:
        passed = "has passed" in str(error)
        raise ValueError(str(error) if passed else f"{words!r} is not a time: it must be {DAY_OR_WHEN}") from error
    if found <= now:
        raise ValueError(f"{words!r} has passed")
    return found


def date_of(words: str, today: date) -> date:
    """A day from today on. Raises ValueError with what would be right."""
    try:
        found = when.day(words.casefold(), today)
    except ValueError:
        found = None  # such as the 30th of February
    if found is None:
        raise ValueError(f"{words!r} is not a day: it must be such as 2026-12-24, tomorrow or friday")
    return found


def _typed(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    try:
        return when.parse(words, now.astimezone(zone))
    except ValueError as error:
        known = "has passed" in str(error)
        raise ValueError(str(error) if known else f"{words!r} is not a time: it must be such as {WHEN}") from error
