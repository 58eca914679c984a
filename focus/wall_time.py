"""From a time on the wall to the instant it means, in any zone of the tz database. Pure: no I/O and no clock.

One rule carries all of it: a wall time means the first instant at which the clock on the wall shows it or more.
Where the clock jumps over it (spring) that is the first instant after the gap; where it shows it twice (autumn),
the first of the two. So instants never run backwards when wall times run forwards, and touching spans still touch.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from focus.errors import WrongPlan

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant (aware, UTC) of the wall time `at` on `day` in `zone`."""
    wall = datetime.combine(day, at.replace(fold=0))
    guess = wall.replace(tzinfo=zone).astimezone(UTC)
    if _wall(guess, zone) == wall:
        return guess
    before_gap = wall.replace(tzinfo=zone, fold=1).astimezone(UTC).replace(microsecond=0)
    seconds = range((guess - before_gap) // SECOND + 2)
    return (
        before_gap + bisect_left(seconds, wall, key=lambda passed: _wall(before_gap + passed * SECOND, zone)) * SECOND
    )


def interval(day: date, start: time, end: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The instants (aware, UTC) from which and to which a span that starts on `day` lasts; never empty.

    `end` is on the next date when it is not after `start`. Raises `WrongPlan` when the two are equal.
    """
    if start == end:
        raise WrongPlan("end", end.isoformat("minutes"), "a time other than the start")
    last = day if end > start else day + DAY
    first, until = instant(day, start, zone), instant(last, end, zone)
    if first < until:
        return first, until
    return first, first + (datetime.combine(last, end) - datetime.combine(day, start))


def next_wall(now: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The first instant (aware, UTC) after `now` that the wall time `at` means, today or on a later date."""
    day = local_date(now, zone)
    while (found := instant(day, at, zone)) <= now:
        day += DAY
    return found


def moved(at: datetime, said_in: str, zone: ZoneInfo) -> datetime:
    """What the wall showed at `at` in the zone of that name, as an instant of `zone`; `at` if there is no such zone."""
    try:
        wall = _wall(at, ZoneInfo(said_in))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return at
    return instant(wall.date(), wall.time(), zone)


def local_date(now: datetime, zone: ZoneInfo) -> date:
    """The date on the wall at `now`."""
    return now.astimezone(zone).date()


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
