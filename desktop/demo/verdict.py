"""Whether the day went as it must: what was seen, against the mailbox and the plan. Pure.

Judged from the outside: what came when, and what was on the screen, never by asking the engine whether it was right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.core.views import BatchView, Notice
from desktop.demo.mailbox import Mail
from focus.presence import Level, Presence
from inbox.item import Item, Ledger, State

AT_ONCE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to before `end`, aware."""

    start: datetime
    end: datetime

    def holds(self, at: datetime) -> bool:
        return self.start <= at < self.end


@dataclass(frozen=True, slots=True)
class Plan:
    """What the day was to be."""

    focus: tuple[Stretch, ...]
    check_ins: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """An item as it ended. `out_at`: when it was first seen to be held no more."""

    item: Item
    message_id: str
    out_at: datetime | None


@dataclass(frozen=True, slots=True)
class Day:
    """All that was seen. `shown`: what colleagues saw from when on; its first is what they saw before Écluse."""

    mails: tuple[Mail, ...]
    seen: tuple[Seen, ...]
    batches: tuple[tuple[datetime, BatchView], ...]
    notices: tuple[tuple[datetime, Notice], ...]
    shown: tuple[tuple[datetime, Presence], ...]
    shown_at_end: Presence
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Check:
    """A rule of Écluse, and what broke it; nothing if it held."""

    rule: str
    faults: tuple[str, ...]


def judge(day: Day, plan: Plan) -> tuple[Check, ...]:
    """Every rule, in the order in which to tell of it."""
    rules: tuple[tuple[str, Callable[[Day, Plan], Iterator[str]]], ...] = (
        ("Nothing came early", _early),
        ("Nothing was kept back", _kept),
        ("Every message is there exactly once", _once),
        ("Only what a rule lets through passed", _passed),
        ("One batch and one notification for each check-in", _batches),
        ("Busy in every focus block, and put back after it", _presence),
        ("The ledger adds up", _ledger),
    )
    return tuple(Check(rule, tuple(faults(day, plan))) for rule, faults in rules)


def _early(day: Day, plan: Plan) -> Iterator[str]:
    for one in day.seen:
        if one.item.state is State.HELD or one.item.passed_by:
            continue
        for at in (one.out_at, one.item.released_at):
            if at is None or not any(check_in.holds(at) for check_in in plan.check_ins):
                yield f'"{one.item.subject}" came out at {_clock(at, plan)}, outside every check-in'
                break


def _kept(day: Day, plan: Plan) -> Iterator[str]:
    for one in day.seen:
        due = next((slot for slot in plan.check_ins if one.item.arrived_at < slot.end), None)
        if due is None:
            if one.item.state is not State.HELD:
                yield f'"{one.item.subject}" came after the last check-in and is not held'
        elif one.out_at is None or one.out_at > max(due.start, one.item.arrived_at) + AT_ONCE:
            yield f'"{one.item.subject}" was due at {_clock(due.start, plan)} and came at {_clock(one.out_at, plan)}'


def _once(day: Day, _: Plan) -> Iterator[str]:
    found = Counter(one.message_id.strip("<>") for one in day.seen)
    sent = {mail.message_id.strip("<>"): mail for mail in day.mails}
    for id, mail in sent.items():
        if found[id] != 1:
            yield f'"{mail.letter.subject}" is there {found[id]} times'
    for id in found.keys() - sent.keys():
        yield f"{id} is there, and nobody sent it"


def _passed(day: Day, plan: Plan) -> Iterator[str]:
    rules = {mail.message_id.strip("<>"): mail.letter.passes for mail in day.mails}
    told = Counter(notice.subjects[0] for _, notice in day.notices if notice.kind == "passed")
    for one in day.seen:
        meant = rules.get(one.message_id.strip("<>"), "")
        if one.item.passed_by != meant:
            yield f'"{one.item.subject}" passed by "{one.item.passed_by}" and not by "{meant}"'
        elif meant and (one.out_at is None or one.out_at > one.item.arrived_at + AT_ONCE):
            yield f'"{one.item.subject}" should have passed at once, and came at {_clock(one.out_at, plan)}'
        if told.pop(one.item.subject, 0) != bool(meant):
            yield f'"{one.item.subject}" was not told of as it should be'


def _batches(day: Day, plan: Plan) -> Iterator[str]:
    opened = Counter(batch.id for _, batch in day.batches)
    told = Counter(notice.batch for _, notice in day.notices if notice.kind == "batch")
    if len(opened) != len(plan.check_ins):
        yield f"{len(opened)} batches for {len(plan.check_ins)} check-ins"
    for id in opened.keys() | told.keys():
        if told[id] != 1:
            yield f"batch {id} was told of {told[id]} times"
    for at, batch in day.batches:
        slot = next((one for one in plan.check_ins if one.holds(at)), None)
        if slot is None or batch.opened_at > slot.start + AT_ONCE:
            yield f"a batch opened at {_clock(batch.opened_at, plan)}"


def _presence(day: Day, plan: Plan) -> Iterator[str]:
    before = day.shown[0][1]
    for block in plan.focus:
        busy = _shown_at(day.shown, block.start + AT_ONCE)
        if busy.level is not Level.DO_NOT_DISTURB or busy.until is None or busy.until > block.end:
            yield f"colleagues saw {_words(busy)} in the block of {_clock(block.start, plan)}"
        after = _shown_at(day.shown, block.end + AT_ONCE)
        if after != before:
            yield f"after the block of {_clock(block.start, plan)} colleagues saw {_words(after)}"
    if day.shown_at_end != before:
        yield f"in the end colleagues see {_words(day.shown_at_end)}, and not {_words(before)}"


def _ledger(day: Day, _: Plan) -> Iterator[str]:
    if not day.ledger.adds_up:
        yield f"the sum of the states is not {day.ledger.received}"
    if day.ledger.received != len(day.mails):
        yield f"{len(day.mails)} messages were sent, and {day.ledger.received} received"
    counted = Counter(one.item.state for one in day.seen)
    for state in State:
        if counted[state] != getattr(day.ledger, state.value):
            yield f"{counted[state]} are {state.value}, and the ledger says {getattr(day.ledger, state.value)}"


def _shown_at(shown: Sequence[tuple[datetime, Presence]], at: datetime) -> Presence:
    return next(presence for since, presence in reversed(shown) if since <= at)


def _words(presence: Presence) -> str:
    return f'"{presence.text}"' if presence.text else "nothing"


def _clock(at: datetime | None, plan: Plan) -> str:
    if at is None:
        return "no time"
    return f"{at.astimezone(plan.check_ins[0].start.tzinfo):%H:%M}"
