"""What is promised of the items that are there: kept right when promises change, listed, and what became of it.

An answer counts from the moment it has left. What is marked as done counts as handled then, as long as it is done.
One thread calls this: the engine's.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, exists, select

from inbox.item import State
from inbox.promises import By, Kept, Outcome, tallied
from inbox.store import Store
from inbox.store.instants import from_micros, maybe, to_micros
from inbox.store.tables import item, looked

OPEN: Final = and_(
    item.c.answered_at.is_(None),
    item.c.state.in_([State.HELD.value, State.RELEASED.value, State.SNOOZED.value]),
)
"""It waits for an answer."""

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


class Answers:
    def __init__(self, store: Store) -> None:
        self._store = store

    def outcomes(self, since: datetime, until: datetime) -> list[Outcome]:
        """Of what was due from `since` on and before `until`, in the order of due times. In state EXPIRED it was not
        answered."""
        due = and_(item.c.due_at >= to_micros(since), item.c.due_at < to_micros(until), item.c.due_at.is_not(None))
        with self._store.read() as connection:
            return [_outcome(row) for row in connection.execute(_OUTCOME.where(due).order_by(item.c.due_at, item.c.id))]

    def kept(self, since: datetime, until: datetime, now: datetime) -> Kept:
        """As `outcomes`, in sum (`inbox.promises.Kept`)."""
        return tallied(self.outcomes(since, until), now)

    def due_by(self, ids: list[int], until: datetime) -> list[int]:
        """Those of these (ids) that wait for an answer which is due before `until`."""
        mine = select(item.c.id).where(item.c.id.in_(ids), OPEN, item.c.due_at < to_micros(until))
        with self._store.read() as connection:
            return list(connection.execute(mine.order_by(item.c.due_at, item.c.id)).scalars())


def _outcome(row: Any) -> Outcome:
    done = row.state_since if row.state == State.DONE.value else None
    by, at = By.NOTHING, None
    if row.answered_at is not None and (done is None or row.answered_at <= done):
        by, at = By.ANSWERED, row.answered_at
    elif done is not None:
        by, at = By.ELSEWHERE if row.elsewhere else By.DONE, done
    who = row.sender_name or row.sender_address
    return Outcome(row.id, row.promised, who, from_micros(row.due_at), by, maybe(at))
