"""What was read is stored: as an item, or as a further way by which one came. Called by `inbox.queue` alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from inbox import changes, origins, promised, tally
from inbox.acquaintance import ranked
from inbox.insertion import insert_done, insert_held, unknown
from inbox.item import Arrival, Fetched, Past
from inbox.joining import join
from inbox.judging import Judge, Ruling
from inbox.rules import Decision
from inbox.store.instants import to_micros
from inbox.writing import What

Follows = Mapping[str, Collection[What]]
"""By account: what else is to follow at the server from an item that is done."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many items are new, how many ways were added to items, and whether a rule lets one of these pass."""

    new: int
    joined: int
    passes: bool


def accept(
    connection: Connection,
    account: str,
    fetched: Fetched,
    now: datetime,
    ruling: Ruling,
    follows: Follows,
) -> Accepted:
    """What is new is held. A way that is added to what the person has done is done as well, as `follows` has it."""
    arrived = origins.unmet(connection, account, unknown(connection, account, fetched.arrivals))
    known = origins.known(connection, account, arrived)
    fresh, same = origins.apart(arrived, known)
    fresh = ranked(connection, fresh)
    judge = Judge(connection, account, ruling, now)
    at, let_out = to_micros(now), False
    tally.came(connection, account, len(fresh), at)
    known = _placed(connection, insert_held(connection, account, fresh, now, judge), fresh, same, known)
    for one in arrived if known else ():
        if one.key in known:
            decision = judge(one)
            joined = join(connection, account, one, known[one.key], at, decision)
            if decision.due_at is not None and ruling.promises is not None:
                promised.give(connection, known[one.key], decision.promise, ruling.promises)
            let_out = let_out or joined.passes
            if joined.done_by is not None:
                changes.want_at(connection, [(joined.place, account)], follows, joined.done_by, at)
    return Accepted(len(fresh), len(known), let_out)


def recall(connection: Connection, account: str, past: Past, now: datetime) -> int:
    """What is new is done. Returns how many items were."""
    unmet = unknown(connection, account, past.arrivals, keeps_keys=True)
    arrived = origins.unmet(connection, account, unmet, keeps_keys=True)
    known = origins.known(connection, account, arrived, live=False)
    fresh, same = origins.apart(arrived, known)
    tally.came(connection, account, len(fresh), to_micros(now))
    known = _placed(connection, insert_done(connection, account, fresh, now), fresh, same, known)
    for one in arrived if known else ():
        if one.key in known:
            join(connection, account, one, known[one.key], to_micros(now), Decision())
    return len(fresh)


def _placed(
    connection: Connection, ids: range, fresh: Sequence[Arrival], same: Mapping[str, str], known: Mapping[str, int]
) -> dict[str, int]:
    """By key, the item of each that is a further way: `same` tells with which one of the portion it shares that."""
    origins.name(connection, zip(ids, fresh, strict=True))
    if not same:
        return dict(known)
    places = {**known, **{one.key: id for id, one in zip(ids, fresh, strict=True)}}
    return {**known, **{key: places[of] for key, of in same.items()}}
