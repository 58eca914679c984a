"""What looks at a server found of items that are not done: read or taken away by the person in another program.

An item is compared with the first look at it, which follows its arrival, or the switch being turned on: what was so
by then never counts, nor what is there because Écluse changed it. One thread calls this: the engine's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, insert, or_, select, update

from inbox.item import State
from inbox.store import Store
from inbox.store.tables import item, looked, server_change
from inbox.writing import Standing, Stands

MOST: Final = 5000
"""So many are looked at, the newest; what has waited behind them for so long is for the person alone."""

_OPEN: Final = item.c.state.in_([State.HELD.value, State.RELEASED.value, State.SNOOZED.value])
_OURS: Final = (
    exists()
    .where(server_change.c.item == item.c.id)
    .where(or_(server_change.c.wanted, server_change.c.stands != Stands.OFF.value))
    .correlate(item)
)
_HANDLED: Final = exists().where(looked.c.item == item.c.id, looked.c.handled != "").correlate(item)
_WATCHED: Final = and_(_OPEN, ~_OURS, ~_HANDLED)


class Looks:
    def __init__(self, store: Store) -> None:
        self._store = store

    def watched(self, account: str) -> dict[str, int]:
        """The account's items that are to be looked at, by key."""
        query = select(item.c.key, item.c.id).where(item.c.account == account, _WATCHED)
        with self._store.read() as connection:
            return dict(connection.execute(query.order_by(item.c.id.desc()).limit(MOST)).all())

    def forget(self, account: str) -> None:
        """The switch is off: what happens until it is on again will not count."""
        mine = looked.c.handled == "", looked.c.item.in_(select(item.c.id).where(item.c.account == account))
        with self._store.read() as connection:
            if not connection.execute(select(exists().where(*mine))).scalar():
                return
        with self._store.write() as connection:
            connection.execute(delete(looked).where(*mine))


def note(connection: Connection, found: Mapping[int, Standing], at: int) -> list[int]:
    """In the queue's transaction: remember first looks, and which items were handled elsewhere since theirs; those
    (ids) are returned, for the queue to make them done."""
    rows = connection.execute(
        select(item.c.id, item.c.state, item.c.batch, looked.c.first)
        .outerjoin(looked, looked.c.item == item.c.id)
        .where(item.c.id.in_(found), _WATCHED)
    ).all()
    fresh = [{"item": row.id, "first": found[row.id].value, "at": at} for row in rows if row.first is None]
    if fresh:
        connection.execute(insert(looked), fresh)
    handled = [row for row in rows if row.first is not None and _counts(row.first, found[row.id])]
    for row in handled:
        # What was out already belongs to the batch it came with; the rest is told of with the next one.
        batch = row.batch if row.state == State.RELEASED.value else None
        values = {"handled": found[row.id].value, "at": at, "batch": batch}
        connection.execute(update(looked).where(looked.c.item == row.id).values(**values))
    return [row.id for row in handled]


def nothing_new(connection: Connection, found: Mapping[int, Standing]) -> bool:
    """Most looks find everything as it was: those write nothing."""
    known: Any = connection.execute(
        select(looked.c.item, looked.c.first).where(looked.c.item.in_(found), looked.c.handled == "")
    ).all()
    return len(known) == len(found) and not any(_counts(row.first, found[row.item]) for row in known)


def tell(connection: Connection, batch: int) -> None:
    """What was handled elsewhere while it waited is told of with this batch."""
    untold: ColumnElement[bool] = and_(looked.c.handled != "", looked.c.batch.is_(None))
    connection.execute(update(looked).where(untold).values(batch=batch))


def _counts(first: str, now: Standing) -> bool:
    if now is Standing.GONE:
        return first != Standing.GONE.value
    return now is Standing.READ and first == Standing.UNREAD.value
