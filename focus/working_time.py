"""Working hours, and when something is due that is asked at an instant and promised within so much of them. Pure.

"4 h" is that much working time: it runs while the calendar works and stands still while it does not. "1 working day" is
the same time of day on the next working day, as people say it: asked on Friday at 15:00, due on Monday at 15:00. Where
that day opens later or closes sooner, it is due when it does. What is asked while nobody works counts the next working
day as the first, and is due when the last one closes: asked on Saturday, or on Monday before opening, within 1 working
day, due on Monday at closing. So who asks later is never due earlier, but within an hour that the clock shows twice,
and where the hours of one day last into those of the next: there, those that began last count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from focus import holidays
from focus.errors import WrongPlan
from focus.wall_time import DAY, instant, interval, local_date

MOST_DAYS: Final = 250
"""A promise is for within about a working year."""

MOST_MINUTES: Final = 100_000

_FURTHEST: Final = 3660
"""So many days on from when it was asked, working time is looked for."""

_LAST: Final = datetime(9980, 1, 1, tzinfo=UTC)
_DAYS = re.compile(r"([1-9]\d{0,3})\s*(?:working[\s-]?)?(?:days?|wd)")
_HOURS = re.compile(r"(?:(\d{1,5})\s*h(?:ours?|rs?)?)?\s*(?:(\d{1,6})\s*(?:m|min|minutes?)?)?")
_WITHIN_RIGHT: Final = f'working time such as "30 min", "4 h", "1 h 30 min" or "2 working days" (at most {MOST_DAYS})'


@dataclass(frozen=True, slots=True)
class Hours:
    """Working hours by the clock on the wall, past midnight when `end` is not after `start`: then they belong to the
    day they start on. `days`: 0 is Monday."""

    days: frozenset[int]
    start: time
    end: time


WEEKDAYS: Final = frozenset(range(5))
OFFICE_HOURS: Final = (Hours(WEEKDAYS, time(9), time(18)),)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When work is done. Nobody works on `days_off`, or on the public holidays of `country` ('' for none) and its
    `region`. Raises WrongPlan where it would never work."""

    zone: ZoneInfo
    hours: tuple[Hours, ...] = OFFICE_HOURS
    country: str = ""
    region: str = ""
    days_off: frozenset[date] = frozenset()
    _known: dict[date, tuple[tuple[datetime, datetime], ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """What `hours_of` was asked for: of ten thousand instants most are asked about the same days."""

    def __post_init__(self) -> None:
        if not any(one.days for one in self.hours):
            raise WrongPlan("hours", "nothing", "a list of hours, on one day of the week at least")
        for one in self.hours:
            if one.start == one.end:
                raise WrongPlan("end", one.end.isoformat("minutes"), "a time other than the start")

    def works_on(self, day: date) -> bool:
        """Whether any hours begin on it."""
        return (
            any(day.weekday() in one.days for one in self.hours)
            and day not in self.days_off
            and not (self.country and day in holidays.dates(self.country, self.region, day.year))
        )

    def hours_of(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """From when to when (aware, UTC) is worked in the hours that begin on `day`: in order, none touching."""
        found = self._known.get(day)
        if found is None:
            found = self._known[day] = self._hours_of(day)
        return found

    def _hours_of(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        if not self.works_on(day):
            return ()
        found = sorted(interval(day, one.start, one.end, self.zone) for one in self.hours if day.weekday() in one.days)
        return tuple(_merged(iter(found)))


@dataclass(frozen=True, slots=True)
class Within:
    """So many minutes of working time, or, where `days` is not 0, so many working days."""

    minutes: int = 0
    days: int = 0

    def __str__(self) -> str:
        if self.days:
            return "1 working day" if self.days == 1 else f"{self.days} working days"
        hours, minutes = divmod(self.minutes, 60)
        return " ".join([*([f"{hours} h"] if hours else []), *([f"{minutes} min"] if minutes else [])])


def within(text: str) -> Within:
    """What a person writes: "30 min", "4 h", "1 h 30 min", "1 working day". Raises WrongPlan."""
    typed = " ".join(text.lower().split())
    if (found := _DAYS.fullmatch(typed)) and int(found[1]) <= MOST_DAYS:
        return Within(days=int(found[1]))
    found = _HOURS.fullmatch(typed)
    if found and any(found.groups()) and not typed.isdigit():
        minutes = int(found[1] or 0) * 60 + int(found[2] or 0)
        if 0 < minutes <= MOST_MINUTES:
            return Within(minutes=minutes)
    raise WrongPlan("within", text, _WITHIN_RIGHT)


def due(asked: datetime, length: Within, calendar: Calendar) -> datetime | None:
    """When what was asked at `asked` (aware) is due: aware, in UTC, never before it was asked.

    None where not enough work is done within ten years, and near the end of the calendar that Python knows.
    """
    if asked >= _LAST:
        return None
    return _days_on(asked, length.days, calendar) if length.days else _minutes_on(asked, length.minutes, calendar)


def _minutes_on(asked: datetime, minutes: int, calendar: Calendar) -> datetime | None:
    left = timedelta(minutes=minutes)
    for start, end in _merged(_worked(asked, calendar)):
        begun = max(start, asked.astimezone(UTC))
        if end <= begun:
            continue
        if left <= end - begun:
            return begun + left
        left -= end - begun
    return None


def _days_on(asked: datetime, days: int, calendar: Calendar) -> datetime | None:
    wall = asked.astimezone(calendar.zone)
    begun: date | None = None
    following: list[date] = []
    for day in _days_from(local_date(asked, calendar.zone) - DAY):
        hours = calendar.hours_of(day)
        if not hours:
            continue
        if hours[0][0] <= asked <= hours[-1][1]:  # of shifts that overlap, the later one
            begun, following = day, []
        elif hours[0][0] > asked:
            following.append(day)
        if len(following) == days:
            break
    if len(following) < days:
        return None
    hours = calendar.hours_of(following[-1])
    if begun is None:
        return hours[-1][1]
    same = instant(following[-1] + (wall.date() - begun), wall.time(), calendar.zone)
    return min(max(same, hours[0][0]), hours[-1][1])


def _worked(asked: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    for day in _days_from(local_date(asked, calendar.zone) - DAY):
        yield from calendar.hours_of(day)


def _days_from(day: date) -> Iterator[date]:
    return (day + DAY * passed for passed in range(_FURTHEST))


def _merged(found: Iterator[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """Those that overlap or touch as one. They come by when they start."""
    begun: tuple[datetime, datetime] | None = None
    for start, end in found:
        if begun is None:
            begun = start, end
        elif start <= begun[1]:
            begun = begun[0], max(begun[1], end)
        else:
            yield begun
            begun = start, end
    if begun is not None:
        yield begun
