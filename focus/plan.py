"""The schedule and what the person asked for just now, as one function of the instant. Pure: no I/O and no clock.

All instants are aware; those returned are in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from focus.errors import WrongPlan
from focus.holidays import check as check_country
from focus.levels import written
from focus.schedule import (
    NORMAL,
    DayException,
    Mode,
    Occurrence,
    Override,
    Period,
    PublicHolidays,
    Schedule,
    Span,
    Stand,
)
from focus.timeline import EVERY_MODE, Asked, Piece, Timeline, timeline
from focus.wall_time import DAY, moved

_CHECK_INS = frozenset({Mode.CHECK_IN})
_LAST_YEAR = 9989
_KEPT = 8


class Stretch(NamedTuple):
    """A part of one piece of the timeline in which one override, or none, is in effect. `mode` is what holds."""

    start: datetime
    end: datetime
    mode: Mode
    piece: Piece
    override: Override | None

    def in_effect(self) -> tuple[Occurrence, ...]:
        """What makes the mode, the latest started last; nothing in unplanned open time."""
        return self.piece.covers() if self.override is None else (_as_occurrence(self.override),)

    @property
    def stand(self) -> Stand:
        return Stand.FOLLOWS if self.override is None else self.override.stand

    def is_as(self, other: Stretch) -> bool:
        return self.mode is other.mode and self.stand is other.stand


@dataclass(frozen=True)
class Plan:
    """A schedule under its overrides, oldest first. Raises `WrongPlan` for a schedule that cannot be."""

    schedule: Schedule
    overrides: tuple[Override, ...] = ()
    _line: Timeline = field(init=False, repr=False, compare=False)
    _asked: Asked = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        line = _laid_out(self.schedule)
        here = tuple(_on_this_wall(one, self.schedule) for one in self.overrides)
        object.__setattr__(self, "overrides", here)
        object.__setattr__(self, "_line", line)
        object.__setattr__(self, "_asked", _days_of(line, here))

    def period_at(self, now: datetime) -> Period:
        """The longest stretch of one mode and one stand around `now`."""
        here = next(self.stretches(now))
        others = EVERY_MODE - {here.mode}
        since = next((one.end for one in self._before(here.start, others) if not one.is_as(here)), None)
        until = next((one.start for one in self.stretches(here.end, others) if not one.is_as(here)), None)
        made_by = next(reversed(here.in_effect()), None)
        return Period(here.mode, since, until, made_by, here.override is not None, here.stand)

    def mode_at(self, now: datetime) -> Mode:
        return next(self.stretches(now)).mode

    def next_change(self, now: datetime) -> datetime | None:
        """When the mode or the stand becomes another; None if nothing planned changes it."""
        return self.period_at(now).until

    def next_check_in(self, now: datetime, labels: frozenset[str] | None = None) -> datetime | None:
        """The first instant after `now` at which a check-in (that admits any of `labels`) comes into effect."""
        before: Stretch | None = None
        for one in self.stretches(now, _CHECK_INS):
            if one.mode is Mode.CHECK_IN and one.start > now:
                entering = before is None or before.end != one.start or before.mode is not Mode.CHECK_IN
                for check_in in one.in_effect():
                    if (entering or check_in.start == one.start) and admits(check_in.admits, labels):
                        return one.start
            before = one
        return None

    def next_start(self, mode: Mode, now: datetime) -> datetime | None:
        """The first instant after `now` at which the mode becomes `mode`."""
        here = self.period_at(now)
        after = here.until if here.mode is mode else now
        if after is None:
            return None
        return next((one.start for one in self.stretches(after, {mode}) if one.mode is mode and one.start > now), None)

    def occurrences(self, start: datetime, end: datetime) -> tuple[Occurrence, ...]:
        """What is in effect from `start` to `end`, cut to that. No two overlap; between them it is open."""
        found: list[tuple[Occurrence, datetime, datetime]] = []
        for one in self.stretches(start):
            if one.start >= end:
                break
            shown = next(reversed(one.in_effect()), None)
            if shown and found and found[-1][0] == shown and found[-1][2] == one.start:
                found[-1] = (shown, found[-1][1], min(one.end, end))
            elif shown:
                found.append((shown, max(one.start, start), min(one.end, end)))
        return tuple(replace(shown, start=first, end=last) for shown, first, last in found)

    def check_ins_missed(self, since: datetime, now: datetime) -> tuple[Occurrence, ...]:
        """The check-ins that came after `since` and were over at `now`, in the order of their ends.

        One that a focus override hid is among them; one that the person closed is not, and none that came before the
        end of a time off. `end` is the end of what was in effect, so that what came later is not released with it.
        """
        known: set[Occurrence] = set()
        ends: dict[Occurrence, datetime] = {}
        since = max([since, *(one.until for one in self.overrides if one.stand is Stand.OFF and one.until <= now)])
        for one in self.stretches(since):
            if one.start > now:
                break
            hidden = _hidden_by_focus(one) and not self._stands_aside(one.start)
            due = one.piece.covers() if hidden else one.in_effect() if one.mode is Mode.CHECK_IN else ()
            if one.start <= since:
                known.update(due)
            ends.update(dict.fromkeys((check_in for check_in in due if check_in not in known), one.end))
        over = sorted(ends.items(), key=lambda found: (found[1], found[0].start))
        return tuple(replace(check_in, end=end) for check_in, end in over if end <= now)

    def stretches(self, now: datetime, seek: Set[Mode] | None = None) -> Iterator[Stretch]:
        """From the one around `now` onwards. With `seek`, for whoever looks for the first of these modes: days that
        cannot hold one are left out, and so is what comes when two ordinary weeks have not held the one sought."""
        for piece in self._line.forward(now, seek, self._asked):
            yield from (one for one in self._cut(piece) if one.end > now)

    def _before(self, now: datetime, seek: Set[Mode]) -> Iterator[Stretch]:
        for piece in self._line.backward(now, seek, self._asked):
            yield from (one for one in reversed(self._cut(piece)) if one.start < now)

    def _stands_aside(self, at: datetime) -> bool:
        """Whether it would, were it not for what was asked for on top of that."""
        return any(one.stand is not Stand.FOLLOWS and one.since <= at < one.until for one in self.overrides)

    def _cut(self, piece: Piece) -> list[Stretch]:
        touching = [one for one in self.overrides if one.since < piece.end and one.until > piece.start]
        if not touching:
            return [Stretch(piece.start, piece.end, piece.mode, piece, None)]
        inside = {at for one in touching for at in (one.since, one.until) if piece.start < at < piece.end}
        found = []
        for start, end in pairwise(sorted({piece.start, piece.end, *inside})):
            newest = next((one for one in reversed(touching) if one.since <= start < one.until), None)
            found.append(Stretch(start, end, newest.mode if newest else piece.mode, piece, newest))
        return found


def admits(admitted: frozenset[str] | None, labels: frozenset[str] | None) -> bool:
    """None admits everything; no `labels` asks for nothing in particular."""
    return admitted is None or labels is None or not admitted.isdisjoint(labels)


def check(schedule: Schedule) -> None:
    """Raises `WrongPlan` with a key as in the settings file, entries counted from 1."""
    if schedule.between not in ("hold", "flow"):
        raise WrongPlan("schedule.between", schedule.between, '"hold" or "flow"')
    if schedule.missed not in ("release", "next"):
        raise WrongPlan("schedule.missed", schedule.missed, '"release" or "next"')
    for number, span in enumerate(schedule.spans, 1):
        _check_span(f"schedule.span {number}", span)
    names = [template.name for template in schedule.templates]
    for number, template in enumerate(schedule.templates, 1):
        if not template.name or template.name == NORMAL or template.name in names[: number - 1]:
            raise WrongPlan(
                f"schedule.template {number}.name", template.name, f'a name of its own, other than "{NORMAL}"'
            )
        for inner, span in enumerate(template.spans, 1):
            _check_span(f"schedule.template {number}.span {inner}", span)
    for number, exception in enumerate(schedule.exceptions, 1):
        _check_exception(f"schedule.exception {number}", exception, {*names, NORMAL})
    if schedule.holidays is not None:
        _check_day("schedule.holidays", schedule.holidays, set(names))
        try:
            check_country(schedule.holidays.country, schedule.holidays.region)
        except WrongPlan as error:
            raise WrongPlan(f"schedule.holidays.{error.key}", error.value, error.right) from error


def _check_exception(key: str, exception: DayException, names: set[str]) -> None:
    if exception.last.year > _LAST_YEAR:
        raise WrongPlan(f"{key}.to", exception.last.isoformat(), f"a date of the year {_LAST_YEAR} at the latest")
    if exception.last < exception.first:
        raise WrongPlan(f"{key}.to", exception.last.isoformat(), f"a date from {exception.first.isoformat()} on")
    _check_day(key, exception, names)


def _check_day(key: str, day: DayException | PublicHolidays, names: set[str]) -> None:
    if day.like and (day.like not in names or day.spans):
        right = ", ".join(f'"{name}"' for name in sorted(names)) or "left out: there is no [[schedule.template]]"
        raise WrongPlan(f"{key}.like", day.like, f"one of {right}, and without spans" if names else right)
    for inner, span in enumerate(day.spans, 1):
        _check_span(f"{key}.span {inner}", span)


def _check_span(key: str, span: Span) -> None:
    if span.kind is Mode.OPEN:
        raise WrongPlan(f"{key}.kind", span.kind.value, "focus, check_in or together")
    if not span.days <= frozenset(range(7)):
        raise WrongPlan(f"{key}.days", sorted(span.days), "days from 0 (Monday) to 6")
    if span.start == span.end:
        raise WrongPlan(f"{key}.end", span.end.isoformat("minutes"), "a time other than the start")
    if span.admits is not None and (span.kind is not Mode.CHECK_IN or not span.admits):
        raise WrongPlan(f"{key}.admits", sorted(span.admits), "a list of channels or accounts, for a check-in only")
    if span.presence.said and span.kind is not Mode.FOCUS:
        raise WrongPlan(f"{key}.presence", str(written(span.presence)), "for a focus block only")


def _hidden_by_focus(one: Stretch) -> bool:
    return one.piece.mode is Mode.CHECK_IN and one.override is not None and one.override.mode is Mode.FOCUS


def _as_occurrence(override: Override) -> Occurrence:
    return Occurrence(
        override.since, override.until, override.mode, intention=override.intention, presence=override.presence
    )


_latest: dict[int, tuple[Schedule, Timeline]] = {}


def _laid_out(schedule: Schedule) -> Timeline:
    """To compare and check a schedule of 200 spans takes longer than an answer: the very same one is known at once."""
    found = _latest.get(id(schedule))
    if found is None or found[0] is not schedule:
        check(schedule)
        if len(_latest) >= _KEPT:
            _latest.clear()
        found = _latest[id(schedule)] = schedule, timeline(schedule)
    return found[1]


def _on_this_wall(override: Override, schedule: Schedule) -> Override:
    """Who travels with a wall time takes it along."""
    here = schedule.zone.key or ""
    if override.zone in ("", here):
        return override
    return replace(override, until=moved(override.until, override.zone, schedule.zone), zone=here)


def _days_of(line: Timeline, overrides: tuple[Override, ...]) -> Asked:
    """The days on which something that was asked for begins or ends, and those between."""
    marks: set[date] = set()
    between: list[tuple[date, date, Mode]] = []
    for one in overrides:
        first, last = line.day_of(one.since), line.day_of(one.until - timedelta.resolution)
        marks |= {first, last, line.day_of(one.until)}
        if last - first > DAY:
            between.append((first + DAY, last - DAY, one.mode))
    return Asked(frozenset(marks), tuple(between))
