"""What a replay comes to, counted. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from desktop.core.rehearsal.past import Past
from desktop.core.rehearsal.values import Outcome, PersonDelay, Replay, RuleTold
from inbox.item import Arrival
from inbox.release import FLOW_PAUSE
from inbox.rules import DONE, HOLD, PASS, Rule
from inbox.urgency import CODE_LIFE, NOT_A_PERSON

_FLOWING = frozenset({"together", "open"})
_NO_TIME = timedelta()


def counted(past: Past, outcomes: Sequence[Outcome], rules: Sequence[Rule], days: int) -> Replay:
    """`days`: how many the time has that is rehearsed."""
    by = Counter(one.by for one in outcomes)
    done = sum(1 for one in outcomes if one.act == DONE)
    waits = [
        (place, one.released_at - came.arrival.received_at)
        for place, (one, came) in enumerate(zip(outcomes, past.came, strict=True))
        if one.released_at is not None
    ]
    lengths = sorted(wait for _, wait in waits)
    batches = {(one.by, one.batch) for one in outcomes if one.batch is not None}
    told = by["rule"] + _batches_told(outcomes)
    in_time = {place for place, wait in waits if wait < CODE_LIFE}
    return Replay(
        check_in=by["check_in"],
        together=by["together"],
        open=by["open"],
        rule=by["rule"],
        done=done,
        never=by[""] - done,
        batches=len(batches),
        told=told,
        days=days,
        interruptions=round(told / days, 2) if days else 0.0,
        median=_median(lengths),
        worst=lengths[-1] if lengths else None,
        expired=sum(1 for place, one in enumerate(past.found(rules)) if one.code and place not in in_time),
        people=_people(past, waits),
        rules=_rules(outcomes, rules),
    )


def _median(lengths: Sequence[timedelta]) -> timedelta | None:
    """Of lengths in their order; of two in the middle, half-way between them."""
    if not lengths:
        return None
    return (lengths[(len(lengths) - 1) // 2] + lengths[len(lengths) // 2]) / 2


def _batches_told(outcomes: Iterable[Outcome]) -> int:
    """A check-in is told of once; what flows once a pause at most: as `inbox.releasing` tells."""
    check_ins: set[datetime] = set()
    flowing: dict[tuple[str, datetime], list[datetime]] = {}
    for one in outcomes:
        if one.batch is None or one.released_at is None:
            continue
        if one.by in _FLOWING:
            flowing.setdefault((one.by, one.batch), []).append(one.released_at)
        else:
            check_ins.add(one.batch)
    return len(check_ins) + sum(_times_told(sorted(set(out))) for out in flowing.values())


def _times_told(out: Sequence[datetime]) -> int:
    told, last = 0, None
    for at in out:
        if last is None:
            told, last = 1, at
        elif at >= last:
            told, last = told + 1, max(at, last + FLOW_PAUSE)
    return told


def _people(past: Past, waits: Iterable[tuple[int, timedelta]]) -> tuple[PersonDelay, ...]:
    by_person: dict[str, list[timedelta]] = {}
    for place, wait in waits:
        sender = _person(past.came[place].arrival)
        if sender:
            by_person.setdefault(sender, []).append(wait)
    found = []
    for sender, lengths in by_person.items():
        lengths.sort()
        found.append(PersonDelay(sender, len(lengths), _median(lengths) or _NO_TIME, lengths[-1]))
    return tuple(sorted(found, key=lambda one: (-one.worst, -one.median, one.sender)))


def _person(arrival: Arrival) -> str:
    if arrival.reason in NOT_A_PERSON or arrival.list_id:
        return ""
    return arrival.sender_address.lower() or arrival.sender_name


def _rules(outcomes: Iterable[Outcome], rules: Sequence[Rule]) -> tuple[RuleTold, ...]:
    count = Counter((one.rule, one.act) for one in outcomes if one.rule)
    names = dict.fromkeys(rule.name for rule in rules)
    return tuple(RuleTold(name, count[name, PASS], count[name, HOLD], count[name, DONE]) for name in names)
