"""An item's whole history, one line for each thing that happened to it and why, out of what is kept of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inbox.item import Event, Item
from inbox.rules import Because

_WHAT = {Because.BUDGET.value: "over_budget", Because.OLD.value: "too_old", Because.DONE.value: "done_by_rule"}


@dataclass(frozen=True, slots=True)
class Released:
    """It came out at `at`, into a batch of that kind and name that is of `start`; without `by` by a rule alone."""

    at: datetime
    by: str = ""
    name: str = ""
    start: datetime | None = None


@dataclass(frozen=True, slots=True)
class Acted:
    """The person did `what`, and took it back at `undone_at`. `by`: what it was done with, such as a tool's sender.
    `until`: of a snooze. `unpinned`: of a pin."""

    at: datetime
    what: str
    by: str = ""
    undone_at: datetime | None = None
    until: datetime | None = None
    unpinned: bool = False


@dataclass(frozen=True, slots=True)
class Lived:
    """What held when it arrived, of how the time was lived: focus, check_in, together, open."""

    mode: str
    until: datetime
    intention: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept of what happened to an item; each part oldest first. `further`: the accounts by which it came
    too. `noted`: what a look at the server found, what was changed there, what was answered: lines as they are."""

    item: Item
    released: tuple[Released, ...] = ()
    acted: tuple[Acted, ...] = ()
    further: tuple[tuple[datetime, str], ...] = ()
    noted: tuple[Event, ...] = ()
    lived: Lived | None = None
    promised: str = ""
    due_at: datetime | None = None
    expires_at: datetime | None = None


def explained(kept: Kept) -> tuple[Event, ...]:
    """Oldest first; of what happened in one moment, the cause first."""
    of = kept.item
    events = [Event(of.arrived_at, "arrived" if of.id > 0 else "imported", of.account)]
    events += _held(kept)
    events += decided(of)
    if kept.due_at is not None:
        events.append(Event(of.arrived_at, "promised", kept.promised, kept.due_at))
    events += [Event(at, "also", account) for at, account in kept.further]
    events += _released(kept)
    for one in kept.acted:
        events.append(Event(one.at, "unpin" if one.unpinned else one.what, one.by, one.until))
        if one.undone_at is not None:
            events.append(Event(one.undone_at, f"undone:{one.what}"))
    events += kept.noted
    return tuple(sorted(events, key=lambda event: event.at))


def _held(kept: Kept) -> list[Event]:
    """`held:MODE`: what went on when it came, until when, and with which intention. Where a rule decided, it says."""
    of, lived = kept.item, kept.lived
    waited = of.released_at is None or of.released_at > of.arrived_at
    if lived is None or of.id < 0 or of.ruled_by or not waited:
        return []
    return [Event(of.arrived_at, f"held:{lived.mode}", lived.intention, lived.until)]


def decided(of: Item) -> list[Event]:
    """What a rule made of it as it arrived; `by` is the rule's name. What lets it pass is told when it does.

    unverified (the rule would have let it pass, had anyone vouched for who wrote it), over_budget (enough had passed in
    that block), too_old (it came too late to be urgent), done_by_rule, held_by_rule, and with the name of the check-in
    that it waits for held_by_rule:NAME.
    """
    events = [Event(of.arrived_at, "unverified", of.refused_by)] if of.refused_by and not of.passed_by else []
    if of.passed_by or not of.ruled_by:
        return events
    what = _WHAT.get(of.because)
    if what is None:
        what = f"held_by_rule:{of.waits_for}" if of.waits_for else "held_by_rule"
    return [*events, Event(of.arrived_at, what, of.ruled_by)]


def _released(kept: Kept) -> list[Event]:
    """`released:KIND` by what is named, `passed` by a rule, `back:KIND` once it had been out before. `expired`: the
    code in it was good no more by then."""
    events: list[Event] = []
    for number, one in enumerate(kept.released):
        if not one.by:
            name = kept.item.passed_by
            events.append(Event(one.at, "passed" if name else "released", name))
        else:
            events.append(Event(one.at, f"{'back' if number else 'released'}:{one.by}", one.name, one.start))
    out = kept.released[0].at if kept.released else None
    if out is not None and kept.expires_at is not None and kept.expires_at <= out and not kept.item.passed_by:
        events.append(Event(out, "expired", "", kept.expires_at))
    return events
