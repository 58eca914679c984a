"""How the time of a week was lived: focus by day, by intention and by objective. Pure: no I/O and no clock.

All of it is measured between instants, so that a day on which clocks change has the hours that it had: what was lived
and what was not (the app closed, the machine asleep) are together the whole day, and none of it is ever negative.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from focus.errors import WrongPlan
from focus.schedule import Mode
from focus.wall_time import DAY, instant, local_date

NOTHING = timedelta()
TREND = 12
"""Weeks."""
WEEK_FORM = "an ISO week such as 2026-W47"
QUARTER_FORM = "a quarter such as 2026-Q4"
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_YEARS = range(1970, 9990)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO 8601 week: it begins on a Monday, and its year is that of its Thursday."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> Week:
        """`2026-W47`. Raises WrongPlan."""
        found = _WEEK.fullmatch(text)
        if found is None or int(found[1]) not in _YEARS:
            raise WrongPlan("week", text, WEEK_FORM)
        week = cls(int(found[1]), int(found[2]))
        try:
            date.fromisocalendar(week.year, week.number, 1)
        except ValueError:
            raise WrongPlan("week", text, f"{WEEK_FORM}, that there is") from None
        return week

    @classmethod
    def of(cls, day: date) -> Week:
        return cls(*day.isocalendar()[:2])

    @classmethod
    def at(cls, now: datetime, zone: ZoneInfo) -> Week:
        return cls.of(local_date(now, zone))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.monday + day * DAY for day in range(7))

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its first instant, and that of the week after it (aware, UTC)."""
        return instant(self.monday, time(), zone), instant(self.monday + 7 * DAY, time(), zone)

    def before(self, weeks: int = 1) -> Week:
        return Week.of(self.monday - weeks * 7 * DAY)


@dataclass(frozen=True, slots=True)
class Lived:
    """A stretch in which one mode held and the app ran (aware, UTC). `asked`: by hand, and not by the week."""

    mode: Mode
    since: datetime
    until: datetime
    name: str = ""
    intention: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Objective:
    """What a quarter is for, and the intentions that work on it. `quarter`: as in 2026-Q4, '' for always."""

    name: str
    quarter: str = ""
    intentions: tuple[str, ...] = ()

    def is_for(self, day: date) -> bool:
        return not self.quarter or self.quarter == quarter_of(day)

    def has(self, intention: str) -> bool:
        return folded(intention) in map(folded, self.intentions)


@dataclass(frozen=True, slots=True)
class Day:
    """What held on a day, for how long. `away`: the app did not run, or the machine slept. A day that is not over has
    only what has passed of it, one that is to come has nothing."""

    date: date
    focus: timedelta = NOTHING
    check_in: timedelta = NOTHING
    together: timedelta = NOTHING
    open: timedelta = NOTHING
    away: timedelta = NOTHING

    @property
    def lived(self) -> timedelta:
        return self.focus + self.check_in + self.together + self.open


@dataclass(frozen=True, slots=True)
class Spent:
    """Focus with one intention ('' for none), and the objective it counted for ('' for none)."""

    intention: str
    objective: str
    length: timedelta


@dataclass(frozen=True, slots=True)
class Reached:
    """Focus that counted for an objective."""

    objective: Objective
    length: timedelta


@dataclass(frozen=True, slots=True)
class Hours:
    """`focus` is the sum of `days`, of `intentions`, and of `objectives` with `outside`."""

    days: tuple[Day, ...]
    intentions: tuple[Spent, ...]
    objectives: tuple[Reached, ...]
    outside: timedelta

    @property
    def focus(self) -> timedelta:
        return sum((day.focus for day in self.days), NOTHING)


def is_quarter(text: str) -> bool:
    found = _QUARTER.fullmatch(text)
    return found is not None and int(found[1]) in _YEARS


def quarter_of(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def apart(lived: Iterable[Lived]) -> tuple[Lived, ...]:
    """In their order, and none over another: where the clock was set back, what came first has the time."""
    found: list[Lived] = []
    for one in sorted(lived, key=lambda each: (each.since, each.until)):
        since = max(one.since, found[-1].until) if found else one.since
        if since < one.until:
            found.append(
                one if since == one.since else Lived(one.mode, since, one.until, one.name, one.intention, one.asked)
            )
    return tuple(found)


def hours(week: Week, lived: Sequence[Lived], objectives: Sequence[Objective], zone: ZoneInfo, now: datetime) -> Hours:
    """`lived`: what may touch the week, as `apart` gives it. Of two objectives with an intention the first counts."""
    edges = [min(instant(day, time(), zone), now) for day in (*week.days, week.monday + 7 * DAY)]
    days: list[Day] = []
    spent: dict[tuple[str, str], timedelta] = {}
    for day, (start, end) in zip(week.days, pairwise(edges), strict=True):
        lengths = dict.fromkeys(Mode, NOTHING)
        for one in _within(lived, start, end):
            length = min(one.until, end) - max(one.since, start)
            lengths[one.mode] += length
            if one.mode is Mode.FOCUS:
                key = one.intention, _counts_for(one.intention, objectives, day)
                spent[key] = spent.get(key, NOTHING) + length
        away = end - start - sum(lengths.values(), NOTHING)
        focus, check_in, together, free = (lengths[mode] for mode in Mode)
        days.append(Day(day, focus, check_in, together, free, away))
    each = tuple(Spent(*key, length) for key, length in sorted(spent.items(), key=lambda one: (-one[1], one[0])))
    touched = [one for one in objectives if any(one.is_for(day) for day in week.days)]
    reached = tuple(Reached(one, _sum(each, one.name)) for one in touched)
    return Hours(tuple(days), each, reached, _sum(each, ""))


def interruptions(lived: Sequence[Lived], passed: Sequence[datetime]) -> int:
    """How often something came between: what was let through while in focus, and focus that was left for a check-in
    opened by hand. `lived` as `apart` gives it."""
    starts = [one.since for one in lived]

    def in_focus(at: datetime) -> bool:
        place = bisect_right(starts, at) - 1
        return place >= 0 and lived[place].mode is Mode.FOCUS and at <= lived[place].until

    left = sum(
        before.mode is Mode.FOCUS and after.mode is Mode.CHECK_IN and after.asked and before.until == after.since
        for before, after in pairwise(lived)
    )
    return left + sum(map(in_focus, passed))


def _within(lived: Sequence[Lived], start: datetime, end: datetime) -> list[Lived]:
    return [one for one in lived if one.since < end and one.until > start]


def _counts_for(intention: str, objectives: Sequence[Objective], day: date) -> str:
    if not intention:
        return ""
    return next((one.name for one in objectives if one.is_for(day) and one.has(intention)), "")


def _sum(spent: Iterable[Spent], objective: str) -> timedelta:
    return sum((one.length for one in spent if one.objective == objective), NOTHING)


def folded(intention: str) -> str:
    """The same for intentions that are the same."""
    return " ".join(intention.split()).casefold()
