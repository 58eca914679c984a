"""The queue: the only place where an item changes state.

Everything that arrives is stored held, in one transaction with its source's cursor; there is no path around it.
What is released is released by one UPDATE an opening, in one transaction with the notice that will tell of it, so
that a crash at any point leaves neither half. One thread calls all of this: the engine's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, exists, func, insert, select, text, update
from sqlalchemy.sql.elements import ColumnElement

from inbox import calling, changes, looks, releasing, saying, tally
from inbox.accepting import Follows, accept, recall
from inbox.item import Fetched, Past, Place, State
from inbox.joining import leave
from inbox.judging import Ruling
from inbox.reading import in_state
from inbox.release import FLOW_PAUSE, Release
from inbox.releasing import Settled
from inbox.store import Store
from inbox.store.instants import to_micros
from inbox.store.tables import action, action_item, cursor, history, item, peek
from inbox.writing import Standing

__all__ = ["FLOW_PAUSE", "ONE_LOOK", "Queue", "Release", "Settled"]

UNRULED = Ruling()
"""No rule decides of anything."""

ONE_LOOK = timedelta(minutes=1)

_LATEST_ACTION = (
    select(action.c.id, action.c.what, action.c.at)
    .where(action.c.undone_at.is_(None), exists().where(action_item.c.action == action.c.id))
    .order_by(action.c.id.desc())
    .limit(1)
)
_OF_ACTION = "FROM action_item AS before WHERE before.item = item.id AND before.action = :action"
_UNPIN = text(f"UPDATE item SET pinned = before.pinned {_OF_ACTION} RETURNING item.id")  # noqa: S608
_RESTORE = text(
    "UPDATE item SET state = before.state, state_since = before.state_since, snoozed_until = before.snoozed_until "  # noqa: S608
    f"{_OF_ACTION} AND item.state_since = :at RETURNING item.id"
)


class Queue:
    """Accepts, releases, and does what the person asks of an item."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def accept(
        self,
        account: str,
        fetched: Fetched,
        now: datetime,
        ruling: Ruling = UNRULED,
        follows: Follows = MappingProxyType({}),
    ) -> int:
        """Store what is new, held, together with the cursor. What is known already is not stored again: by its key,
        or by its content where a server has given it a new key. What came another way already (`inbox.origins`) is
        noted as a further way to the item that is there; where that is done, it is done by this way too, as `follows`
        has it. Returns how many were new."""
        with self._store.write() as connection:
            _read_up_to(connection, account, fetched.cursor)
            return accept(connection, account, fetched, now, ruling, follows).new

    def accept_and_settle(
        self,
        account: str,
        fetched: Fetched,
        now: datetime,
        ruling: Ruling,
        releases: Sequence[Release],
        follows: Follows = MappingProxyType({}),
    ) -> tuple[int, Settled]:
        """`accept`, and what then may come out comes out in the same transaction: it is on screen an fsync sooner.
        Returns how many items are new or were added to."""
        with self._store.write() as connection:
            _read_up_to(connection, account, fetched.cursor)
            accepted = accept(connection, account, fetched, now, ruling, follows)
            due = accepted.new or accepted.passes
            settled = releasing.settle(connection, releases, to_micros(now)) if due else Settled()
            return accepted.new + accepted.joined, settled

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
            settled = releasing.settle(connection, releases, to_micros(now))
            if not wakes_snoozed:
                return settled
            id, count = releasing.wake(connection, releases, now)
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

    def say(self, id: int, what: str, rule: str, now: datetime) -> None:
        """`inbox.saying`: that it was not urgent, or that its sender comes through, by which rule from now on."""
        with self._store.write() as connection:
            saying.say(connection, id, what, rule, to_micros(now))

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
            tally.forgotten(connection, [(account, gone)])
            connection.execute(delete(cursor).where(cursor.c.account == account))
            connection.execute(delete(history).where(history.c.account == account))
            # A word that is deleted from the index stays in its pages until they are merged: it is made anew.
            connection.exec_driver_sql("INSERT INTO item_fts (item_fts) VALUES ('rebuild')")
        self._store.checkpoint()
        return gone

    def _anything_due(self, now: datetime, releases: Sequence[Release], wakes_snoozed: bool) -> bool:
        """Looked at before a write is begun: most heartbeats have nothing to write, and a write is an fsync."""
        with self._store.read() as connection:
            return releasing.anything_due(connection, now, releases, wakes_snoozed)

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
            id = connection.execute(
                insert(action).values(at=at, what=what, until=values.get("snoozed_until"))
            ).lastrowid
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
    if saying.is_said(what):
        return saying.items_of(connection, action)
    return connection.execute(_UNPIN if what == "pin" else _RESTORE, {"action": action, "at": at}).scalars().all()


def _read_up_to(connection: Connection, account: str, cursor: str) -> None:
    # A statement of its own for every account would be a second fsync.
    connection.exec_driver_sql(
        "INSERT INTO cursor (account, value) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET value = excluded.value",
        (account, cursor),
    )
