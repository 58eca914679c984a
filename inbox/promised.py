"""What is promised of the items that are there: reminded of, listed, and what became of it.

An answer counts from the moment it has left. What is marked as done counts as handled then, as long as it is done.
One thread calls this: the engine's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from inbox.item import Item, State
from inbox.promises import By, Kept, Outcome, Promises, tallied
from inbox.reading import COLUMNS, in_state, to_item
from inbox.store import Store
from inbox.store.instants import from_micros, maybe, to_micros
from inbox.store.tables import item, looked, notice

# Word for word that of the partial index.
_DUE: Final[ColumnElement[bool]] = literal_column("due_at IS NOT NULL")
_STATES: Final = (State.HELD, State.RELEASED, State.SNOOZED)
_WAITS: Final = and_(item.c.answered_at.is_(None), or_(*(in_state[state] for state in _STATES)))
_OWED: Final = and_(_DUE, _WAITS)
"""It waits for an answer that is promised."""

_ELSEWHERE: Final = exists().where(looked.c.item == item.c.id, looked.c.handled != "").correlate(item)
_OUTCOME: Final = select(
    item.c.id,
    item.c.promised,
    item.c.sender_name,
    item.c.sender_address,
    item.c.due_at,
    item.c.answered_at,
    item.c.state,
    item.c.state_since,
    _ELSEWHERE.label("elsewhere"),
)

_SET: Final = (
    update(item).where(item.c.id == bindparam("of")).values(promised=bindparam("name"), due_at=bindparam("at"))
)
_UNSET: Final = update(item).where(_DUE, _WAITS).values(promised="", due_at=None)


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one promise: how many items wait for an answer, how many of these are `late`, and when the next is due."""

    open: int = 0
    late: int = 0
    next_due: datetime | None = None


class Answers:
    def __init__(self, store: Store) -> None:
        self._store = store

    def unpromise(self) -> int:
        """Where nothing is promised any more. What is answered or done stays as it was. Returns of how many items."""
        with self._store.read() as connection:
            if connection.execute(select(exists().where(_DUE, _WAITS))).scalar() == 0:
                return 0
        with self._store.write() as connection:
            return connection.execute(_UNSET).rowcount

    def standing(self, now: datetime) -> dict[str, Standing]:
        """By the name of each promise that items wait for."""
        late = item.c.due_at <= to_micros(now)
        sums = select(
            item.c.promised,
            func.count(),
            func.count().filter(late),
            func.min(item.c.due_at).filter(~late),
        )
        with self._store.read() as connection:
            rows = connection.execute(sums.where(_OWED).group_by(item.c.promised)).all()
        return {name: Standing(count, behind, maybe(coming)) for name, count, behind, coming in rows}

    def owed(self, before: datetime, most: int = 100) -> list[Item]:
        """What waits for an answer that is due before then, the soonest first."""
        query = select(*COLUMNS).where(_OWED, item.c.due_at < to_micros(before))
        with self._store.read() as connection:
            return [to_item(row) for row in connection.execute(query.order_by(item.c.due_at, item.c.id).limit(most))]

    def remind(self, before: datetime, since: datetime, now: datetime) -> int:
        """Have one notification tell of what is due before then and was not told of yet; none, where one has been since
        `since`. What is not on screen in the end counts as not told of (`inbox.notices`). Returns of how many items."""
        untold = and_(_OWED, item.c.due_at < to_micros(before), item.c.reminded_at.is_(None))
        with self._store.read() as connection:
            if not connection.execute(select(exists().where(untold))).scalar():
                return 0
            told = and_(notice.c.kind == "promise", notice.c.state != "untold", notice.c.since >= to_micros(since))
            if connection.execute(select(exists().where(told))).scalar():
                return 0
        at = to_micros(now)
        with self._store.write() as connection:
            count = connection.execute(update(item).where(untold).values(reminded_at=at)).rowcount
            values = {"kind": "promise", "state": "pending", "since": at, "not_before": at, "batch": None, "item": None}
            connection.execute(insert(notice).values(values))
        return count

    def outcomes(self, since: datetime, until: datetime) -> list[Outcome]:
        """Of what was due from `since` on and before `until`, in the order of due times. In state EXPIRED it was not
        answered."""
        due = and_(_DUE, item.c.due_at >= to_micros(since), item.c.due_at < to_micros(until))
        with self._store.read() as connection:
            return [_outcome(row) for row in connection.execute(_OUTCOME.where(due).order_by(item.c.due_at, item.c.id))]

    def kept(self, since: datetime, until: datetime, now: datetime) -> Kept:
        """As `outcomes`, in sum (`inbox.promises.Kept`)."""
        return tallied(self.outcomes(since, until), now)

    def due_by(self, ids: Sequence[int], until: datetime) -> list[int]:
        """Those of these (ids) that wait for an answer which is due before `until`."""
        mine = select(item.c.id).where(item.c.id.in_(ids), _OWED, item.c.due_at < to_micros(until))
        with self._store.read() as connection:
            return list(connection.execute(mine.order_by(item.c.due_at, item.c.id)).scalars())


def give(connection: Connection, id: int, name: str, promises: Promises) -> None:
    """In the queue's transaction: an item that nothing was promised of came by a way of which that is."""
    row = connection.execute(select(item.c.received_at).where(item.c.id == id, ~_DUE, _WAITS)).one_or_none()
    made = None if row is None else promises.named(name, from_micros(row.received_at))
    if made is not None:
        connection.execute(_SET, {"of": id, "name": made.name, "at": to_micros(made.due_at)})


def _outcome(row: Any) -> Outcome:
    done = row.state_since if row.state == State.DONE.value else None
    by, at = By.NOTHING, None
    if row.answered_at is not None and (done is None or row.answered_at <= done):
        by, at = By.ANSWERED, row.answered_at
    elif done is not None:
        by, at = By.ELSEWHERE if row.elsewhere else By.DONE, done
    who = row.sender_name or row.sender_address
    return Outcome(row.id, row.promised, who, from_micros(row.due_at), by, maybe(at))
