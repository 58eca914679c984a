"""The queue: the only place where an item changes state.

Everything that arrives is stored held, in one transaction with its source's cursor; there is no path around it.
What is released is released by one UPDATE an opening, in one transaction with the notice that will tell of it, so
that a crash at any point leaves neither half. One thread calls all of this: the engine's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    Update,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from inbox import calling, changes, looks
from inbox.accepting import Follows, accept, recall
from inbox.item import Arrival, Fetched, Past, Place, State
from inbox.joining import leave
from inbox.reading import in_state
from inbox.store import Store
from inbox.store.instants import to_micros
from inbox.store.tables import action, action_item, batch, cursor, history, item, notice, origin, peek
from inbox.writing import Standing

FLOW_PAUSE = timedelta(seconds=60)
"""Where nothing is held, notifications still come at most this often."""

ONE_LOOK = timedelta(minutes=1)

_LATEST_ACTION = (
    select(action.c.id, action.c.what, action.c.at)
    .where(action.c.undone_at.is_(None), exists().where(action_item.c.action == action.c.id))
    .order_by(action.c.id.desc())
    .limit(1)
)
# Made once: to make a statement takes longer than SQLite takes to carry it out, and each arrival needs these.
_LET_PASS = text(
    "UPDATE item SET state = 'released', state_since = :at, released_at = :at WHERE state = 'held' AND passes <> '' "
    "RETURNING id"
)
_OPENED_BY = select(batch.c.id).where(batch.c.by == bindparam("of"), batch.c.start == bindparam("begun"))
_OF_ACTION = "FROM action_item AS before WHERE before.item = item.id AND before.action = :action"
_UNPIN = text(f"UPDATE item SET pinned = before.pinned {_OF_ACTION} RETURNING item.id")  # noqa: S608
_RESTORE = text(
    "UPDATE item SET state = before.state, state_since = before.state_since, snoozed_until = before.snoozed_until "  # noqa: S608
    f"{_OF_ACTION} AND item.state_since = :at RETURNING item.id"
)


@dataclass(frozen=True, slots=True)
class Release:
    """What may come out now. `by` is check_in, together, open or snooze; `start` is when that began, and with `by`
    makes the batch what it is. `admits`: channels or accounts, None for all. `received_before`: nothing later."""

    by: str
    start: datetime
    admits: frozenset[str] | None = None
    name: str = ""
    received_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What one `settle` did: how many came out by which batch (id), and how many by a rule."""

    batches: tuple[tuple[int, int], ...] = ()
    passed: int = 0

    def __bool__(self) -> bool:
        return bool(self.batches or self.passed)


class Queue:
    """Accepts, releases, and does what the person asks of an item."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def accept(
        self,
        account: str,
        fetched: Fetched,
        now: datetime,
        passes: Callable[[Arrival], str] = lambda _: "",
        follows: Follows = MappingProxyType({}),
    ) -> int:
        """Store what is new, held, together with the cursor. What is known already is not stored again: by its key,
        or by its content where a server has given it a new key. What came another way already (`inbox.origins`) is
        noted as a further way to the item that is there; where that is done, it is done by this way too, as `follows`
        has it. Returns how many were new."""
        with self._store.write() as connection:
            _read_up_to(connection, account, fetched.cursor)
            return accept(connection, account, fetched, now, passes, follows).new

    def accept_and_settle(
        self,
        account: str,
        fetched: Fetched,
        now: datetime,
        passes: Callable[[Arrival], str],
        releases: Sequence[Release],
        follows: Follows = MappingProxyType({}),
    ) -> tuple[int, Settled]:
        """`accept`, and what then may come out comes out in the same transaction: it is on screen an fsync sooner.
        Returns how many items are new or were added to."""
        with self._store.write() as connection:
            _read_up_to(connection, account, fetched.cursor)
            accepted = accept(connection, account, fetched, now, passes, follows)
            due = accepted.new or accepted.passes
            return accepted.new + accepted.joined, _settled(connection, releases, to_micros(now)) if due else Settled()

    def recall(self, account: str, past: Past, after: str, now: datetime) -> int | None:
        """Store a portion of history as done, newest first below all there is, together with how far that went.

        It is never held, released or told of. What is known already is not stored again. Returns how many were new;
        None, and nothing is stored, where the history is no longer at the cursor `after`.
        """
        with self._store.write() as connection:
            moved = connection.execute(
                update(history)
                .where(history.c.account == account, history.c.cursor == after)
                .values(
                    cursor=past.cursor,
                    done=history.c.done + past.seen,
                    left=past.left,
                    reached=to_micros(past.reached) if past.reached else history.c.reached,
                    state="finished" if past.over else history.c.state,
                )
            )
            if not moved.rowcount:
                return None
            added = recall(connection, account, past, now)
            connection.execute(
                update(history).where(history.c.account == account).values(added=history.c.added + added)
            )
        return added

    def settle(self, now: datetime, releases: Sequence[Release], *, wakes_snoozed: bool) -> Settled:
        """Release what may come out: by each of `releases` the held items it admits, by their rule those that pass,
        and, where `wakes_snoozed`, what was snoozed until now. Called again, it releases nothing."""
        if not self._anything_due(now, releases, wakes_snoozed):
            return Settled()
        with self._store.write() as connection:
            settled = _settled(connection, releases, to_micros(now))
            if not wakes_snoozed:
                return settled
            id, count = _release_snoozed(connection, releases, now)
        return replace(settled, batches=(*settled.batches, (id, count))) if count else settled

    def done(
        self,
        ids: Sequence[int],
        now: datetime,
        follows: Follows = MappingProxyType({}),
    ) -> int:
        """`follows`: what else is to follow from it at the server, by account; wanted in the same transaction."""
        values = {"state": State.DONE.value, "snoozed_until": None}
        return self._act("done", ids, now, values, in_state[State.DONE], follows)

    def looked(self, found: Mapping[Place, Standing], now: datetime) -> int:
        """What a look at the server found: items that were read or taken away there since the first look are done.

        Not the person's doing here, so undo passes it over. Returns how many are done by it.
        """
        with self._store.read() as connection:
            if looks.nothing_new(connection, found):
                return 0
        at = to_micros(now)
        with self._store.write() as connection:
            handled = looks.note(connection, found, at)
            done = {"state": State.DONE.value, "state_since": at, "snoozed_until": None}
            connection.execute(update(item).where(item.c.id.in_(handled)).values(**done))
        return len(handled)

    def snooze(self, ids: Sequence[int], until: datetime, now: datetime) -> int:
        values = {"state": State.SNOOZED.value, "snoozed_until": to_micros(until)}
        return self._act("snooze", ids, now, values, None)

    def pin(self, ids: Sequence[int], pinned: bool, now: datetime) -> int:
        """Not a change of state, but undone like one."""
        return self._act("pin", ids, now, {"pinned": pinned}, item.c.pinned == pinned)

    def call_tool(self, sender: str, name: str, also: Sequence[int], now: datetime) -> tuple[int, int]:
        """A sender, or `@` and a domain, is a tool of that name: what is there of theirs and not done, and the items
        `also`, belongs to it from now on. Undone as `tool SENDER`. Returns how many are mentions now, and how many
        stay mails, for nobody vouches for their sender."""
        with self._store.write() as connection:
            return calling.call(connection, sender, name, also, to_micros(now))

    def undo(self, now: datetime) -> str:
        """Take back the latest action that has not been; returns what it was, '' if nothing of it is left to undo.

        An item whose state has changed since (it came back, was released) stays as it is: released is final. What
        followed at the server from one that is restored is to be taken back too.
        """
        with self._store.write() as connection:
            latest = connection.execute(_LATEST_ACTION).one_or_none()
            if latest is None:
                return ""
            restored = _restored(connection, latest.id, latest.what, latest.at)
            if latest.what == "done":
                changes.take_back(connection, restored, latest.id, to_micros(now))
            connection.execute(update(action).where(action.c.id == latest.id).values(undone_at=to_micros(now)))
        return str(latest.what) if restored else ""

    def peeked(self, now: datetime) -> None:
        """The person looked at the held pile: counted, never forbidden. Looking on is one look."""
        at = to_micros(now)
        with self._store.read() as connection:
            latest = connection.execute(select(func.max(peek.c.at))).scalar()
        if latest is None or not 0 <= at - latest < ONE_LOOK // timedelta(microseconds=1):
            with self._store.write() as connection:
                connection.execute(insert(peek).values(at=at))

    def start_over(self, account: str) -> None:
        """Forget how far it was read. What is stored of it stays, and is not stored again."""
        with self._store.write() as connection:
            connection.execute(delete(cursor).where(cursor.c.account == account))

    def forget(self, account: str) -> int:
        """Delete an account's items, text and words for good, and where it had been read up to. What came by another
        account too lives on, as that one's."""
        with self._store.write() as connection:
            leave(connection, account)
            gone = connection.execute(delete(item).where(item.c.account == account)).rowcount
            connection.execute(delete(cursor).where(cursor.c.account == account))
            connection.execute(delete(history).where(history.c.account == account))
            # A word that is deleted from the index stays in its pages until they are merged: it is made anew.
            connection.exec_driver_sql("INSERT INTO item_fts (item_fts) VALUES ('rebuild')")
        self._store.checkpoint()
        return gone

    def _anything_due(self, now: datetime, releases: Sequence[Release], wakes_snoozed: bool) -> bool:
        """Looked at before a write is begun: most heartbeats have nothing to write, and a write is an fsync."""
        due = [*(_due_by(one) for one in releases), (_PASSING, {})]
        if wakes_snoozed:
            due.append((_WAKING, {"before": to_micros(now)}))
        with self._store.read() as connection:
            return any(connection.execute(one.some, bound).scalar() for one, bound in due)

    def _act(
        self,
        what: str,
        ids: Sequence[int],
        now: datetime,
        values: dict[str, Any],
        already: ColumnElement[bool] | None,
        follows: Follows = MappingProxyType({}),
    ) -> int:
        at = to_micros(now)
        chosen = item.c.id.in_(ids) if already is None else and_(item.c.id.in_(ids), ~already)
        with self._store.write() as connection:
            before: Select[Any] = select(
                item.c.id, item.c.state, item.c.state_since, item.c.snoozed_until, item.c.pinned, item.c.account
            ).where(chosen)
            rows = connection.execute(before).all()
            if not rows:
                return 0
            id = connection.execute(insert(action).values(at=at, what=what)).lastrowid
            names = ("item", "state", "state_since", "snoozed_until", "pinned")
            connection.execute(
                insert(action_item), [{"action": id, **dict(zip(names, row[:-1], strict=True))} for row in rows]
            )
            changes.want(connection, rows, follows, id, at)
            if "state" in values:
                values = {**values, "state_since": at}
            connection.execute(update(item).where(item.c.id.in_([row.id for row in rows])).values(**values))
        return len(rows)


def _restored(connection: Connection, action: int, what: str, at: int) -> Sequence[int]:
    if what.startswith(calling.CALLED):
        return calling.take_back(connection, action)
    return connection.execute(_UNPIN if what == "pin" else _RESTORE, {"action": action, "at": at}).scalars().all()


def _read_up_to(connection: Connection, account: str, cursor: str) -> None:
    # A statement of its own for every account would be a second fsync.
    connection.exec_driver_sql(
        "INSERT INTO cursor (account, value) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET value = excluded.value",
        (account, cursor),
    )


@dataclass(frozen=True, slots=True)
class _Due:
    """What may come out, as statements that are made once: is there any, and out with it."""

    some: Select[Any]
    release: Update

    @classmethod
    def of(cls, condition: ColumnElement[bool]) -> _Due:
        out = {"state": State.RELEASED.value, "state_since": bindparam("at"), "released_at": bindparam("at")}
        released = update(item).where(condition).values(**out, batch=bindparam("into"), snoozed_until=None)
        return cls(select(exists().where(condition)), released)


_PASSING = _Due.of(and_(in_state[State.HELD], text("passes <> ''")))
_WAKING = _Due.of(and_(in_state[State.SNOOZED], item.c.snoozed_until <= bindparam("before")))


@lru_cache(100)
def _held(admits: frozenset[str] | None, is_bounded: bool) -> _Due:
    conditions: list[ColumnElement[bool]] = [in_state[State.HELD]]
    if admits is not None:
        admitted = sorted(admits)
        conditions.append(or_(item.c.channel.in_(admitted), item.c.account.in_(admitted), _came_by(admitted)))
    if is_bounded:
        conditions.append(item.c.received_at < bindparam("before"))
    return _Due.of(and_(*conditions))


def _came_by(accounts: Sequence[str]) -> ColumnElement[bool]:
    return exists().where(origin.c.item == item.c.id, origin.c.account.in_(accounts)).correlate(item)


def _due_by(release: Release) -> tuple[_Due, dict[str, int]]:
    bound = release.received_before
    return _held(release.admits, bound is not None), {} if bound is None else {"before": to_micros(bound)}


def _settled(connection: Connection, releases: Sequence[Release], at: int) -> Settled:
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


def _release(connection: Connection, one: Release, due: _Due, bound: dict[str, int], at: int) -> tuple[int, int]:
    """The batch's id and how many joined it; no batch is made for nothing."""
    if not connection.execute(due.some, bound).scalar():
        return 0, 0
    id, is_new = _batch(connection, one, at)
    released = connection.execute(due.release, {**bound, "at": at, "into": id}).rowcount
    _tell(connection, one, id, is_new, at)
    looks.tell(connection, id)
    return id, released


def _release_snoozed(connection: Connection, releases: Sequence[Release], now: datetime) -> tuple[int, int]:
    """What was snoozed until now joins the batch that is open, or makes one of its own."""
    joined = next((one for one in releases if one.received_before is None), None)
    at = to_micros(now)
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
        select(notice.c.state, notice.c.not_before).where(notice.c.batch == id).order_by(notice.c.id.desc()).limit(1)
    ).one_or_none()
    if last is not None and last.state == "pending":
        return
    pause = FLOW_PAUSE // timedelta(microseconds=1)
    not_before = at if last is None else max(at, last.not_before + pause)
    told = {"kind": "batch", "batch": id, "state": "pending", "since": at, "not_before": not_before, "item": None}
    connection.execute(insert(notice).values(told))
