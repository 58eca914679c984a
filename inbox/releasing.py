"""What is held comes out: by one UPDATE an opening, in one transaction with the notice that will tell of it.

Called by `inbox.queue` alone, within its transactions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, Update, and_, bindparam, case, exists, insert, or_, select, text, update
from sqlalchemy.sql.elements import ColumnElement

from inbox import looks
from inbox.item import State
from inbox.reading import in_state
from inbox.release import FLOW_PAUSE, Release
from inbox.store.instants import to_micros
from inbox.store.tables import batch, item, notice, origin

# Made once: to make a statement takes longer than SQLite takes to carry it out, and each arrival needs these.
_LET_PASS = text(
    "UPDATE item SET state = 'released', state_since = :at, released_at = :at WHERE state = 'held' AND passes <> '' "
    "RETURNING id"
)
_OPENED_BY = select(batch.c.id).where(batch.c.by == bindparam("of"), batch.c.start == bindparam("begun"))


@dataclass(frozen=True, slots=True)
class Settled:
    """What one `settle` did: how many came out by which batch (id), and how many by a rule."""

    batches: tuple[tuple[int, int], ...] = ()
    passed: int = 0

    def __bool__(self) -> bool:
        return bool(self.batches or self.passed)


@dataclass(frozen=True, slots=True)
class _Due:
    """What may come out, as statements that are made once: is there any, and out with it."""

    some: Select[Any]
    release: Update

    @classmethod
    def of(cls, condition: ColumnElement[bool], state: ColumnElement[str] | str = State.RELEASED.value) -> _Due:
        out = {"state": state, "state_since": bindparam("at"), "released_at": bindparam("at")}
        released = update(item).where(condition).values(**out, batch=bindparam("into"), snoozed_until=None)
        return cls(select(exists().where(condition)), released)


_ANY_PASSES = select(exists().where(and_(in_state[State.HELD], text("passes <> ''"))))
# What was good for a while only is over when it comes out: said so, and never left out.
_OUT = case((item.c.expires_at <= bindparam("at"), State.EXPIRED.value), else_=State.RELEASED.value)
_WAKING = _Due.of(and_(in_state[State.SNOOZED], item.c.snoozed_until <= bindparam("before")))


_BEFORE = text(
    "INSERT INTO earlier (item, released_at, batch) SELECT id, released_at, batch FROM item "
    "WHERE state = 'snoozed' AND snoozed_until <= :before AND released_at IS NOT NULL"
)


@lru_cache(100)
def _held(
    admits: frozenset[str] | None, is_bounded: bool, waited: tuple[bool, ...], week: frozenset[str] | None
) -> _Due:
    """`waited`: for each check-in that is waited for, whether it is bounded. `week`: None lets out whatever waits."""
    conditions: list[ColumnElement[bool]] = []
    if admits is not None:
        admitted = sorted(admits)
        conditions.append(or_(item.c.channel.in_(admitted), item.c.account.in_(admitted), _came_by(admitted)))
    if is_bounded:
        conditions.append(item.c.received_at < bindparam("before"))
    if week is None:
        return _Due.of(and_(in_state[State.HELD], *conditions), _OUT)
    conditions.append(or_(item.c.waits_for == "", item.c.waits_for.not_in(sorted(week))))
    named = [
        and_(
            item.c.waits_for == bindparam(f"waited_{place}"),
            *([item.c.received_at < bindparam(f"before_{place}")] if bounded else []),
        )
        for place, bounded in enumerate(waited)
    ]
    return _Due.of(and_(in_state[State.HELD], or_(and_(*conditions), *named)), _OUT)


def _came_by(accounts: Sequence[str]) -> ColumnElement[bool]:
    return exists().where(origin.c.item == item.c.id, origin.c.account.in_(accounts)).correlate(item)


def _due_by(release: Release) -> tuple[_Due, dict[str, Any]]:
    bound = release.received_before
    given: dict[str, Any] = {} if bound is None else {"before": to_micros(bound)}
    if release.by == "together":
        return _held(release.admits, bound is not None, (), None), given
    for place, (name, before) in enumerate(release.waited):
        given[f"waited_{place}"] = name
        if before is not None:
            given[f"before_{place}"] = to_micros(before)
    bounded = tuple(before is not None for _, before in release.waited)
    return _held(release.admits, bound is not None, bounded, release.week), given


def anything_due(connection: Connection, now: datetime, releases: Sequence[Release], wakes_snoozed: bool) -> bool:
    due = [_due_by(one) for one in releases]
    if wakes_snoozed:
        due.append((_WAKING, {"before": to_micros(now)}))
    return bool(connection.execute(_ANY_PASSES).scalar()) or any(
        connection.execute(one.some, bound).scalar() for one, bound in due
    )


def settle(connection: Connection, releases: Sequence[Release], at: int) -> Settled:
    """By each of `releases` what is held and it admits, and by their rule those that pass. `at`: now."""
    passed = _release_passing(connection, at)
    batches = [_release(connection, one, *_due_by(one), at) for one in releases]
    return Settled(tuple((id, count) for id, count in batches if count), passed)


def _release_passing(connection: Connection, at: int) -> int:
    rows = connection.execute(_LET_PASS, {"at": at}).all()
    if rows:
        told = [
            {"kind": "passed", "item": row.id, "state": "pending", "since": at, "not_before": at, "batch": None}
            for row in rows
        ]
        connection.execute(insert(notice), told)
    return len(rows)


def _release(connection: Connection, one: Release, due: _Due, bound: dict[str, Any], at: int) -> tuple[int, int]:
    """The batch's id and how many joined it; no batch is made for nothing."""
    if not connection.execute(due.some, bound).scalar():
        return 0, 0
    id, is_new = _batch(connection, one, at)
    released = connection.execute(due.release, {**bound, "at": at, "into": id}).rowcount
    _tell(connection, one, id, is_new, at)
    looks.tell(connection, id)
    return id, released


def wake(connection: Connection, releases: Sequence[Release], now: datetime) -> tuple[int, int]:
    """What was snoozed until now joins the batch that is open, or makes one of its own: its id, and how many did."""
    joined = next((one for one in releases if one.received_before is None), None)
    at = to_micros(now)
    connection.execute(_BEFORE, {"before": at})
    return _release(connection, joined or Release("snooze", now), _WAKING, {"before": at}, at)


def _batch(connection: Connection, one: Release, at: int) -> tuple[int, bool]:
    start = to_micros(one.start)
    found = connection.execute(_OPENED_BY, {"of": one.by, "begun": start}).scalar()
    if found is not None:
        return int(found), False
    made = connection.execute(insert(batch).values(by=one.by, start=start, opened_at=at, name=one.name))
    return int(made.lastrowid), True


def _tell(connection: Connection, one: Release, id: int, is_new: bool, at: int) -> None:
    """A check-in is told of once; what flows is told of at most once a pause, and never forgotten."""
    flows = one.by in {"together", "open"}
    if not (is_new or flows):
        return
    last = connection.execute(
        select(notice.c.state, notice.c.not_before)
        .where(notice.c.batch == id, notice.c.kind == "batch")
        .order_by(notice.c.id.desc())
        .limit(1)
    ).one_or_none()
    if last is not None and last.state == "pending":
        return
    pause = FLOW_PAUSE // timedelta(microseconds=1)
    not_before = at if last is None else max(at, last.not_before + pause)
    told = {"kind": "batch", "batch": id, "state": "pending", "since": at, "not_before": not_before, "item": None}
    connection.execute(insert(notice).values(told))
