"""What a rehearsal takes, and what it tells. Plain values; instants are aware, in UTC. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from inbox.item import Arrival


class Came(NamedTuple):
    """One thing that arrived: `arrival.received_at` is when. `also`: the other accounts by which it came.

    `thread_mine`, `answers_me`: as in `inbox.rules.Around`. `mine`: the person's own addresses it may be to.
    """

    arrival: Arrival
    account: str = ""
    also: frozenset[str] = frozenset()
    thread_mine: bool = False
    answers_me: bool = False
    mine: frozenset[str] = frozenset()
    id: int = 0
    """Of the item, where it is one."""


class Outcome(NamedTuple):
    """What became of one: `by` is check_in, together, open or rule; '' where it never came out, and then
    `released_at` is None. `batch`: the start of what let it out, None for a rule. `rule`: the one that decided, '' for
    none, and `act` what it says: pass, hold or done."""

    released_at: datetime | None = None
    by: str = ""
    batch: datetime | None = None
    rule: str = ""
    act: str = ""


@dataclass(frozen=True, slots=True)
class RuleTold:
    """How many of the arrivals a rule let pass at once, held (those beyond its budget too) and had done."""

    name: str
    passed: int
    held: int
    done: int


@dataclass(frozen=True, slots=True)
class PersonDelay:
    """How long what a person sent waited: those of it that came out. `sender`: an address, or a name in a tool."""

    sender: str
    items: int
    median: timedelta
    worst: timedelta


@dataclass(frozen=True, slots=True)
class Replay:
    """One week and its rules, on all the arrivals. `check_in` to `rule`: how many came out so; `done`: by a rule;
    `never`: nothing in the 60 days after they came lets them out; the six add up to the arrivals.

    `batches`: how many, of any kind; `told`: notifications, of batches and of what broke through; `interruptions`:
    those a day, on the average over all `days` of the time that is rehearsed, whether something came on them or not.
    `median`, `worst`: how long what came out waited, None where nothing did. `expired`: sign-in codes and magic links
    that came out an hour late or more, or not at all.
    """

    check_in: int = 0
    together: int = 0
    open: int = 0
    rule: int = 0
    done: int = 0
    never: int = 0
    batches: int = 0
    told: int = 0
    days: int = 0
    interruptions: float = 0.0
    median: timedelta | None = None
    worst: timedelta | None = None
    expired: int = 0
    people: tuple[PersonDelay, ...] = ()
    """Who waited longest first."""
    rules: tuple[RuleTold, ...] = ()
    """In their order; those that decided nothing too."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What was proposed beside what the person has now, on the same arrivals of `since` to `until`. The two are equal
    where nothing else was proposed. `first`: when the first of them came, None where none did."""

    proposed: Replay
    today: Replay
    arrivals: int
    since: datetime
    until: datetime
    first: datetime | None = None
