"""The person's week as they wrote it. Plain values; no I/O and no clock."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class DayException:
    """On this date these spans (their `days` do not matter) stand in place of the weekly ones that start on it."""

    date: date
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """A week, its exceptions and its settings. `zone` has been resolved: "system" never gets here."""

    zone: ZoneInfo
    spans: tuple[Span, ...] = ()
    exceptions: tuple[DayException, ...] = ()
    between: str = "hold"
    missed: str = "release"


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
    """What the person asked for just now, between two instants (aware, UTC); the newest that covers `now` wins."""

    mode: Mode
    since: datetime
    until: datetime
    intention: str = ""
    presence: Levels = AS_USUAL


@dataclass(frozen=True, slots=True)
class Period:
    """The mode around an instant. None for `since` or `until`: it has always been so, or nothing planned ends it.

    `occurrence` is what makes it so (None in unplanned open time); its `start` identifies a batch.
    """

    mode: Mode
    since: datetime | None
    until: datetime | None
    occurrence: Occurrence | None
    overridden: bool
