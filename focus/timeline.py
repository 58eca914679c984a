"""A schedule laid out as instants, day by day and without overrides. Pure; `focus.plan` is what others use.

A day's layout in wall time is the same for all days with the same spans and no clock change nearby: it is made once
and moved to the date. Only the few days near a clock change are laid out by themselves.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Set
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from focus import holidays
from focus.errors import WrongPlan
from focus.schedule import DayException, Mode, Occurrence, Schedule, Span
from focus.wall_time import DAY, instant, interval, local_date

EVERY_MODE = frozenset(Mode)
_PRECEDENCE = (Mode.TOGETHER, Mode.CHECK_IN, Mode.FOCUS)
_FORTNIGHT = 15
_AFTERWARDS = 3
"""So many days a day that differs has a hold on those after it: spans reach past midnight, and gaps past a day."""
_WEEK = 7
_EARLIEST, _LATEST = date(2, 1, 1), date(9998, 12, 31)
_MIDNIGHT = time()
_NOTHING = timedelta()
_KEPT_DAYS = 2048
_HOLIDAYS_WITHIN = timedelta(days=400)
"""Whoever seeks in vain what no week has looks at the public holidays of so long, and no further."""
_QUARTERS = tuple(time(hour) for hour in (0, 6, 12, 18))

Placed = tuple[timedelta, timedelta, Span]
"""From when to when a span lasts, measured from the start of the day it is laid out on."""


class Piece(NamedTuple):
    """A part of a day with one mode and the same spans in effect, the latest started last."""

    start: datetime
    end: datetime
    mode: Mode
    base: datetime
    placed: tuple[Placed, ...]

    def covers(self) -> tuple[Occurrence, ...]:
        return tuple(
            Occurrence(
                self.base + start, self.base + end, span.kind, span.admits, span.name, span.intention, span.presence
            )
            for start, end, span in self.placed
        )


class Layout(NamedTuple):
    """The pieces of a day: piece i lasts from `cuts[i]` to `cuts[i + 1]`."""

    cuts: tuple[timedelta, ...]
    layers: tuple[tuple[Mode, tuple[Placed, ...]], ...]
    modes: frozenset[Mode]


class Asked(NamedTuple):
    """What overrides do to days: those on which one begins or ends, and which lie between these wholly under one, from
    the first to the last with its mode; the newest comes last."""

    marks: frozenset[date] = frozenset()
    between: tuple[tuple[date, date, Mode], ...] = ()

    def hides(self, day: date) -> tuple[date, date, Mode] | None:
        if day in self.marks:
            return None
        return next((one for one in reversed(self.between) if one[0] <= day <= one[1]), None)

    def beyond(self, day: date, hidden: tuple[date, date, Mode], step: int) -> date:
        """The next day that is not as `day` is, under the same one."""
        first, last, _ = hidden
        if step > 0:
            return min([last + DAY, *(mark for mark in self.marks if day < mark <= last)])
        return max([first - DAY, *(mark for mark in self.marks if first <= mark < day)])


class Timeline:
    """Answers for any instant and walks both ways from it. Use `timeline()`, which keeps the latest few."""

    def __init__(self, schedule: Schedule) -> None:
        self._zone = schedule.zone
        self._plans = [tuple(span for span in schedule.spans if weekday in span.days) for weekday in range(7)]
        """What days may have: those of the week, then exceptions, then public holidays."""
        self._starts: list[date] = []
        """Where exceptions begin and end: from each of these dates on, `_from` has what holds until the next."""
        self._from: list[int | None] = []
        for start, exception in _parts(schedule.exceptions):
            spans = None if exception is None else schedule.spans_of(exception)
            self._starts.append(start)
            self._from.append(None if exception is None else -1 if spans is None else len(self._plans))
            self._plans += [] if spans is None else [spans]
        self._holidays = schedule.holidays
        if schedule.holidays is not None:
            self._plans.append(schedule.spans_of(schedule.holidays) or ())
        self._days: dict[date, tuple[datetime, Layout]] = {}
        self._layouts: dict[tuple[int, int], Layout] = {}

    def day_of(self, at: datetime) -> date:
        """The date `at` belongs to, where no date repeats: from the first instant of one to that of the next."""
        if not _EARLIEST.year < at.year < _LATEST.year:
            raise WrongPlan("at", at.isoformat(), "an instant between the years 3 and 9997")
        day = local_date(at, self._zone)
        return day + DAY if instant(day + DAY, _MIDNIGHT, self._zone) <= at else day

    def forward(self, at: datetime, seek: Set[Mode] | None, asked: Asked) -> Iterator[Piece]:
        """The pieces that end after `at`, in order. With `seek`, only those of days that hold one of these modes or on
        which something asked for begins or ends; and two ordinary weeks looked at in vain are followed by the next day
        that is not like them, if any."""
        for day in self._walk(self.day_of(at), 1, seek, asked):
            yield from (piece for piece in self.pieces(day) if piece.end > at)

    def backward(self, at: datetime, seek: Set[Mode], asked: Asked) -> Iterator[Piece]:
        """The pieces that start before `at`, latest first; otherwise as `forward`."""
        for day in self._walk(self.day_of(at), -1, seek, asked):
            yield from (piece for piece in reversed(list(self.pieces(day))) if piece.start < at)

    def pieces(self, day: date) -> Iterator[Piece]:
        base, layout = self._sheet(day)
        for (start, end), (mode, placed) in zip(pairwise(layout.cuts), layout.layers, strict=True):
            yield Piece(base + start, base + end, mode, base, placed)

    def _walk(self, day: date, step: int, seek: Set[Mode] | None, asked: Asked) -> Iterator[date]:
        reckoned = _EARLIEST.year + 3 < day.year < _LATEST.year - 3
        furthest = day + step * _HOLIDAYS_WITHIN if reckoned else day
        quiet = ordinary = 0
        while _EARLIEST <= day <= _LATEST:
            if seek is None:
                yield day
                day += step * DAY
                continue
            hidden = asked.hides(day)
            if hidden is not None and hidden[2] not in seek:
                day, quiet = asked.beyond(day, hidden, step), 0
                continue
            special = day in asked.marks
            if special or hidden is not None or self._sheet(day)[1].modes & seek:
                yield day
            quiet = 0 if special or self._turns(day) else quiet + 1
            ordinary += self._slot(day) < _WEEK
            if quiet > (_FORTNIGHT if ordinary <= _FORTNIGHT else _AFTERWARDS):
                # Two weeks of the bare weekly plan: whoever still seeks will not find it there.
                jumped = self._next_special(day, step, asked.marks, furthest)
                if jumped is None:
                    return
                day, quiet = jumped, 0
            else:
                day += step * DAY

    def _turns(self, day: date) -> bool:
        """Whether another plan begins to hold than the week's or that of the days before."""
        at = bisect_left(self._starts, day)
        return (at < len(self._starts) and self._starts[at] == day) or self._is_holiday(day)

    def _next_special(self, day: date, step: int, marks: Set[date], furthest: date) -> date | None:
        """Two days on this side of the next turn or mark: spans reach past midnight, and gaps past a day."""
        if step > 0:
            at = bisect_right(self._starts, day)
            found = [*self._starts[at : at + 1], *(mark for mark in marks if mark > day)]
            found += self._holidays_between(day + DAY, min([furthest, *found]))[:1]
            return max(day + DAY, min(found) - 2 * DAY) if found else None
        at = bisect_left(self._starts, day)
        found = [*self._starts[max(0, at - 1) : at], *(mark for mark in marks if mark < day)]
        found += self._holidays_between(max([furthest, *found]), day - DAY)[-1:]
        return min(day - DAY, max(found) + 2 * DAY) if found else None

    def _holidays_between(self, first: date, last: date) -> list[date]:
        if self._holidays is None or first > last:
            return []
        of_country = self._holidays.country, self._holidays.region
        years = range(first.year, last.year + 1)
        return sorted(day for year in years for day in holidays.dates(*of_country, year) if first <= day <= last)

    def _is_holiday(self, day: date) -> bool:
        one = self._holidays
        return one is not None and day in holidays.dates(one.country, one.region, day.year)

    def _sheet(self, day: date) -> tuple[datetime, Layout]:
        found = self._days.get(day)
        if found is None:
            if len(self._days) >= _KEPT_DAYS:
                self._days.clear()
            found = self._days[day] = self._lay_out(day)
        return found

    def _lay_out(self, day: date) -> tuple[datetime, Layout]:
        offset = self._steady_offset(day)
        if offset is not None:
            return datetime.combine(day, _MIDNIGHT, UTC) - offset, self._plain(self._slot(day - DAY), self._slot(day))
        base, end = (instant(date_, _MIDNIGHT, self._zone) for date_ in (day, day + DAY))
        placed = []
        for near in (day - DAY, day):  # wall times never run backwards: nothing of another date gets here
            for span in self._plans[self._slot(near)]:
                first, last = interval(near, span.start, span.end, self._zone)
                placed.append((first - base, last - base, span))
        return base, _flatten(placed, end - base)

    def _steady_offset(self, day: date) -> timedelta | None:
        """The offset, if it is one from the day before to the day after: none changes there and back in six hours."""
        offset = datetime.combine(day, _MIDNIGHT, self._zone).utcoffset()
        for near in (day - DAY, day, day + DAY):
            for at in _QUARTERS:
                if datetime.combine(near, at, self._zone).utcoffset() != offset:
                    return None
        return offset if datetime.combine(day + 2 * DAY, _MIDNIGHT, self._zone).utcoffset() == offset else None

    def _slot(self, day: date) -> int:
        """Where its spans are in `_plans`."""
        at = bisect_right(self._starts, day)
        own = self._from[at - 1] if at else None
        if own is None and self._is_holiday(day):
            return len(self._plans) - 1
        return day.weekday() if own is None or own < 0 else own

    def _plain(self, before: int, today: int) -> Layout:
        found = self._layouts.get((before, today))
        if found is None:
            placed = [_placed(span, -DAY) for span in self._plans[before]]
            placed += [_placed(span, _NOTHING) for span in self._plans[today]]
            found = self._layouts[before, today] = _flatten(placed, DAY)
        return found


@lru_cache(maxsize=8)
def timeline(schedule: Schedule) -> Timeline:
    return Timeline(schedule)


def _parts(exceptions: tuple[DayException, ...]) -> Iterator[tuple[date, DayException | None]]:
    """The exceptions without overlaps: from each date on this one holds, or none."""
    bounds = {day for one in exceptions for day in (one.first, one.last + DAY)}
    holds: DayException | None = None
    for start in sorted(bounds):
        found = next((one for one in reversed(exceptions) if one.first <= start <= one.last), None)
        if found is not holds:
            yield start, found
        holds = found


def _placed(span: Span, shift: timedelta) -> Placed:
    start, end = (
        timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond)
        for at in (span.start, span.end)
    )
    return shift + start, shift + (end if end > start else end + DAY), span


def _flatten(placed: Iterable[Placed], length: timedelta) -> Layout:
    """Who is in effect when, from nothing to `length`. Ties go to the span written last."""
    waiting = sorted((one for one in placed if one[1] > _NOTHING and one[0] < length), key=lambda one: one[0])
    waiting.reverse()
    bounds = {at for one in waiting for at in one[:2] if _NOTHING < at < length}
    cuts: list[timedelta] = []
    layers: list[tuple[Mode, tuple[Placed, ...]]] = []
    started: dict[Mode, list[Placed]] = {mode: [] for mode in _PRECEDENCE}
    for cut in sorted({_NOTHING, *bounds}) if length else ():
        while waiting and waiting[-1][0] <= cut:
            one = waiting.pop()
            started[one[2].kind].append(one)
        layer = _in_effect(started, cut)
        if not layers or layers[-1] != layer:
            cuts.append(cut)
            layers.append(layer)
    return Layout((*cuts, length), tuple(layers), frozenset(mode for mode, _ in layers))


def _in_effect(started: dict[Mode, list[Placed]], cut: timedelta) -> tuple[Mode, tuple[Placed, ...]]:
    for mode in _PRECEDENCE:
        of_mode = started[mode]
        if mode is Mode.CHECK_IN:
            # Check-ins add up what they admit; of the others only the latest started shows.
            of_mode[:] = [one for one in of_mode if one[1] > cut]
        while of_mode and of_mode[-1][1] <= cut:
            of_mode.pop()
        if of_mode:
            return mode, tuple(of_mode) if mode is Mode.CHECK_IN else (of_mode[-1],)
    return Mode.OPEN, ()
