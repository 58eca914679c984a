"""A week in review: plain values for the window and the command line. Instants are aware, in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desktop.core.left import Left

if TYPE_CHECKING:
    from focus.review import Hours


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What one gave, and how long after it opened the last of it was done, snoozed or answered; None: not all is."""

    batch: int
    name: str
    opened_at: datetime
    items: int
    cleared_after: timedelta | None


@dataclass(frozen=True, slots=True)
class CheckIns:
    """Those that gave something, oldest first. `median`: of those that were cleared; None where none was."""

    each: tuple[CheckIn, ...] = ()
    median: timedelta | None = None

    @property
    def held(self) -> int:
        return len(self.each)

    @property
    def cleared(self) -> int:
        return sum(one.cleared_after is not None for one in self.each)


@dataclass(frozen=True, slots=True)
class PassedBy:
    """What a rule let through at once, and how much of that the person called not urgent."""

    rule: str
    items: int
    not_urgent: int = 0


@dataclass(frozen=True, slots=True)
class Waited:
    """How long an item was held. `still`: it is."""

    id: int
    sender: str
    subject: str
    length: timedelta
    still: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """Promises that were due: how many answers were in time."""

    kept: int
    due: int


@dataclass(frozen=True, slots=True)
class Outage:
    """A source could not be asked. `until`, `caught_up`: None while it lasts, or is not yet caught up."""

    account: str
    since: datetime
    until: datetime | None
    caught_up: datetime | None
    items: int
    problem: str


@dataclass(frozen=True, slots=True)
class Trend:
    """One week of several."""

    week: str
    focus: timedelta
    check_ins: int
    held: int
    passed: int
    peeks: int
    interruptions: int
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A week, as its `zone` has it. `at` is now: of a week that is not over there is what has passed (`is_over`), of
    one to come nothing (`is_future`). `held`: what arrived and had to wait; `promises`: None where none was due;
    `waits`: the longest, longest first; `trend`: so many weeks up to this one, which is last."""

    week: str
    zone: str
    since: datetime
    until: datetime
    at: datetime
    hours: Hours
    focus_before: timedelta
    check_ins: CheckIns = CheckIns()
    held: int = 0
    passed: tuple[PassedBy, ...] = ()
    interruptions: int = 0
    peeks: int = 0
    promises: Kept | None = None
    waits: tuple[Waited, ...] = ()
    gaps: tuple[Outage, ...] = ()
    trend: tuple[Trend, ...] = ()

    @property
    def is_future(self) -> bool:
        return self.since > self.at

    @property
    def is_over(self) -> bool:
        return self.until <= self.at

    @property
    def let_through(self) -> int:
        return sum(one.items for one in self.passed)


@dataclass(frozen=True, slots=True)
class Erased:
    """What `delete_everything` could not delete or put back: nothing where all is gone."""

    problems: tuple[Left, ...] = ()
