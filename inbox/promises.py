"""Answers that are promised: to whom, within how long, and whether they came in time. Pure.

To promise one that a mail is only said to be from costs a look at it; but where it was found to be forged, nobody is
owed anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from inbox.item import Arrival, Verdict
from inbox.rulebook import Rulebook
from inbox.rules import HOLD, NOTHING_AROUND, Around, Match, Rule


@dataclass(frozen=True, slots=True)
class Promise:
    """What matches is to be answered `within` so much working time ("4 h", "1 working day") of the `calendar` of that
    name, '' for the one that is there from the start."""

    name: str
    match: Match
    within: str
    calendar: str = ""


Due = Callable[[Promise, datetime], datetime | None]
"""When what came at that instant (aware) is due by a promise; None where that cannot be said."""


@dataclass(frozen=True, slots=True)
class Promised:
    """By which promise (its name), and until when (aware, UTC)."""

    name: str
    due_at: datetime


class Promises:
    """All promises in their order: the first that matches counts. `made` may be called from one thread at a time."""

    def __init__(self, promises: Sequence[Promise] = (), due: Due = lambda promise, asked: None) -> None:
        self.promises = tuple(promises)
        self._named = {one.name: one for one in reversed(self.promises)}
        self._due = due
        self.book = Rulebook([Rule(one.name, one.match, HOLD) for one in self.promises])
        """What is known of an arrival it asks for, as a rulebook does."""

    def named(self, name: str, received_at: datetime) -> Promised | None:
        """What is promised of what came at that instant (aware), where it is known to be by the promise of that name;
        None where there is none of it, or no end of it."""
        promise = self._named.get(name)
        due_at = None if promise is None else self._due(promise, received_at)
        return None if due_at is None else Promised(name, due_at)

    def made(
        self, arrival: Arrival, account: str, received_at: datetime, *, rule: str = "", around: Around = NOTHING_AROUND
    ) -> Promised | None:
        """What is promised of an arrival. `rule`: the promise that the rule names which decided of it; that goes first.

        It runs from `received_at` (aware). To oneself nobody promises anything.
        """
        if arrival.verdict is Verdict.FAILED or arrival.sender_address.lower() in around.mine:
            return None
        name = rule if rule in self._named else self.book.decide(arrival, account, around).rule
        return self.named(name, received_at)


class By(StrEnum):
    """What became of a promise. ANSWERED: an answer was sent from here. DONE: the person marked it as done. ELSEWHERE:
    it was read or taken away in another program. NOTHING: nothing yet."""

    ANSWERED = "answered"
    DONE = "done"
    ELSEWHERE = "elsewhere"
    NOTHING = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An item that an answer was promised of, and what became of that: `by` what, and when (`at`, None for nothing)."""

    item: int
    promise: str
    who: str
    due_at: datetime
    by: By = By.NOTHING
    at: datetime | None = None

    def kept(self, now: datetime) -> bool | None:
        """None while it is open and not due yet. What is answered, or done, by the time it is due, is kept."""
        if self.at is not None:
            return self.at <= self.due_at
        return None if now < self.due_at else False


@dataclass(frozen=True, slots=True)
class Tally:
    """`total = kept + late + open`. Of the kept, `answered` by a message from here; the others were marked as done
    (`done`) or handled in another program (`elsewhere`), and what was answered there nobody knows. `late`: answered or
    done after it was due, or not at all; of these `missed` are still not."""

    total: int = 0
    kept: int = 0
    late: int = 0
    open: int = 0
    answered: int = 0
    done: int = 0
    elsewhere: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Kept(Tally):
    """What was due in some time: in sum, and `of` each promise, by name, in the order of their names."""

    of: dict[str, Tally] = field(default_factory=dict)


def tallied(outcomes: Iterable[Outcome], now: datetime) -> Kept:
    of: dict[str, list[Outcome]] = {}
    for one in outcomes:
        of.setdefault(one.promise, []).append(one)
    whole = _sums([one for each in of.values() for one in each], now)
    return Kept(**whole, of={name: Tally(**_sums(of[name], now)) for name in sorted(of)})


def _sums(outcomes: Sequence[Outcome], now: datetime) -> dict[str, int]:
    kept = [one for one in outcomes if one.kept(now)]
    late = [one for one in outcomes if one.kept(now) is False]
    return {
        "total": len(outcomes),
        "kept": len(kept),
        "late": len(late),
        "open": len(outcomes) - len(kept) - len(late),
        "answered": sum(one.by is By.ANSWERED for one in kept),
        "done": sum(one.by is By.DONE for one in kept),
        "elsewhere": sum(one.by is By.ELSEWHERE for one in kept),
        "missed": sum(one.at is None for one in late),
    }
