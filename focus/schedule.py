"""The person's week as they wrote it. Plain values; no I/O and no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from focus.levels import AS_USUAL, Levels


class Mode(StrEnum):
    """What holds at an instant. Precedence of a plan's parts: override, together, check-in, focus; the rest is open."""

    FOCUS = "focus"
    CHECK_IN = "check_in"
    TOGETHER = "together"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a day, in wall-clock time; past midnight when `end` is not after `start`. `days`: 0 is Monday.

    `admits` names channels or accounts; None admits everything. Only a check-in has it. `presence`: how strongly one is
    shown busy, in a focus block.
    """

    kind: Mode
    days: frozenset[int]
    start: time
    end: time
    admits: frozenset[str] | None = None
    name: str = ""
    intention: str = ""
    presence: Levels = AS_USUAL


class Stand(StrEnum):
    """How Écluse stands to the plan: it follows it (and what was asked for just now), steps aside and holds nothing, or
    holds everything because the person is not there."""

    FOLLOWS = ""
    PAUSED = "paused"
    OFF = "off"


NORMAL = "normal"
"""What a date is like that is as its weekday after all: no template has this name."""


@dataclass(frozen=True, slots=True)
class DayTemplate:
    """A day with a name, for dates to be like. The `days` of its spans do not matter."""

    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class DayException:
    """From `first` to `last`, both included, these spans (their `days` do not matter) stand in place of the weekly ones
    that start on these dates. `like`: those of the template of that name do, or with NORMAL the weekly ones after all;
    then `spans` is empty."""

    first: date
    last: date
    spans: tuple[Span, ...] = ()
    name: str = ""
    like: str = ""


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """On the public holidays of a country these spans, or those of a template, stand in place of the weekly ones; none
    is a day off. `country`: ISO 3166-1 alpha-2; `region`: as `focus.holidays` has it, '' for what all regions have."""

    country: str
    region: str = ""
    spans: tuple[Span, ...] = ()
    like: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A week, its exceptions and its settings. `zone` has been resolved: "system" never gets here.

    Of exceptions with a date in common the one written last has it; any has it before a public holiday.
    """

    zone: ZoneInfo
    spans: tuple[Span, ...] = ()
    exceptions: tuple[DayException, ...] = ()
    between: str = "hold"
    missed: str = "release"
    templates: tuple[DayTemplate, ...] = ()
    holidays: PublicHolidays | None = None

    def exception_on(self, day: date) -> DayException | None:
        return next((one for one in reversed(self.exceptions) if one.first <= day <= one.last), None)

    def spans_of(self, one: DayException | PublicHolidays) -> tuple[Span, ...] | None:
        """What stands in place of the weekly spans; None where they stand after all."""
        if not one.like:
            return one.spans
        return next((template.spans for template in self.templates if template.name == one.like), None)

    def written_spans(self) -> tuple[Span, ...]:
        """All that are written, whether they ever hold or not."""
        days = (*self.exceptions, *self.templates, *([self.holidays] if self.holidays else ()))
        return (*self.spans, *(span for one in days for span in one.spans))

    def every_span(self, since: date = date.min) -> Iterator[Span]:
        """Those of the week, and of what may stand in their place on `since` or later."""
        yield from (span for span in self.spans if span.days)
        for one in (
            *(one for one in self.exceptions if one.last >= since),
            *([self.holidays] if self.holidays else ()),
        ):
            yield from self.spans_of(one) or ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A span on one date, as instants (aware, UTC), `start` included and `end` not."""

    start: datetime
    end: datetime
    kind: Mode
    admits: frozenset[str] | None = None
    name: str = ""
    intention: str = ""
    presence: Levels = AS_USUAL


@dataclass(frozen=True, slots=True)
class Override:
    """What the person asked for just now, between two instants (aware, UTC); the newest that covers `now` wins.

    `stand`: where it is not FOLLOWS, `mode` is OPEN. `zone`: of the wall on which `until` is what was said, '' where a
    length was: in another zone the one moves, and the other does not.
    """

    mode: Mode
    since: datetime
    until: datetime
    intention: str = ""
    presence: Levels = AS_USUAL
    stand: Stand = Stand.FOLLOWS
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """The mode and the stand around an instant. None for `since` or `until`: it has always been so, or nothing planned
    ends it.

    `occurrence` is what makes it so (None in unplanned open time); its `start` identifies a batch.
    """

    mode: Mode
    since: datetime | None
    until: datetime | None
    occurrence: Occurrence | None
    overridden: bool
    stand: Stand = Stand.FOLLOWS
