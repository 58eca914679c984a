"""What looks at a server found of items that are not done: read or taken away by the person in another program.

An item is compared with the first look at it, which follows its arrival, or the switch being turned on: what was so
by then never counts, nor what is there because Écluse changed it. What came by several ways is looked at in each,
and handled where it was in one. One thread calls this: the engine's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from sqlalchemy import Connection, and_, delete, exists, insert, literal, or_, select, text, union_all, update

from inbox.item import Place, State
from inbox.store import Store
from inbox.store.tables import item, looked, origin, server_change
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


_TELL: Final = text("UPDATE looked SET batch = :batch WHERE handled <> '' AND batch IS NULL")


class Looks:
    def __init__(self, store: Store) -> None:
        self._store = store

    def watched(self, account: str) -> dict[str, Place]:
        """The account's items that are to be looked at, by key."""
        first = select(item.c.key, item.c.id.label("item"), literal(0).label("way"))
        further = select(origin.c.key, origin.c.item, origin.c.id).join(item, item.c.id == origin.c.item)
        mine = union_all(
            first.where(item.c.account == account, _WATCHED), further.where(origin.c.account == account, _WATCHED)
        ).subquery()
        query = select(mine).order_by(mine.c.item.desc()).limit(MOST)
        with self._store.read() as connection:
            return {row.key: Place(row.item, row.way) for row in connection.execute(query)}

    def forget(self, account: str) -> None:
        """The switch is off: what happens until it is on again will not count."""
        first = and_(looked.c.way == 0, looked.c.item.in_(select(item.c.id).where(item.c.account == account)))
        further = looked.c.way.in_(select(origin.c.id).where(origin.c.account == account))
        mine = looked.c.handled == "", or_(first, further)
        with self._store.read() as connection:
            if not connection.execute(select(exists().where(*mine))).scalar():
                return
        with self._store.write() as connection:
            connection.execute(delete(looked).where(*mine))


def note(connection: Connection, found: Mapping[Place, Standing], at: int) -> set[int]:
    """In the queue's transaction: remember first looks, and which items were handled elsewhere since theirs; those
    (ids) are returned, for the queue to make them done."""
    items = {place.item for place in found}
    watched = {
        row.id: row
        for row in connection.execute(
            select(item.c.id, item.c.state, item.c.batch).where(item.c.id.in_(items), _WATCHED)
        )
    }
    firsts = _firsts(connection, items)
    fresh = [
        {"item": place.item, "way": place.way, "first": standing.value, "at": at}
        for place, standing in found.items()
        if place.item in watched and place not in firsts
    ]
    if fresh:
        connection.execute(insert(looked), fresh)
    handled: set[int] = set()
    for place, standing in found.items():
        if place.item not in watched or place.item in handled or not _counts(firsts.get(place), standing):
            continue
        handled.add(place.item)
        row = watched[place.item]
        # What was out already belongs to the batch it came with; the rest is told of with the next one.
        batch = row.batch if row.state == State.RELEASED.value else None
        values = {"handled": standing.value, "at": at, "batch": batch}
        there = looked.c.item == place.item, looked.c.way == place.way
        connection.execute(update(looked).where(*there).values(**values))
    return handled


def _firsts(connection: Connection, items: Collection[int]) -> dict[Place, str]:
    query = select(looked.c.item, looked.c.way, looked.c.first)
    known: Any = connection.execute(query.where(looked.c.item.in_(items), looked.c.handled == "")).all()
    return {Place(row.item, row.way): row.first for row in known}


def nothing_new(connection: Connection, found: Mapping[Place, Standing]) -> bool:
    """Most looks find everything as it was: those write nothing."""
    firsts = _firsts(connection, {place.item for place in found})
    return all(place in firsts and not _counts(firsts[place], standing) for place, standing in found.items())


def tell(connection: Connection, batch: int) -> None:
    """What was handled elsewhere while it waited is told of with this batch."""
    connection.execute(_TELL, {"batch": batch})


def _counts(first: str | None, now: Standing) -> bool:
    """`first`: what the first look found; None: this is the first."""
    if first is None:
        return False
    if now is Standing.GONE:
        return first != Standing.GONE.value
    return now is Standing.READ and first == Standing.UNREAD.value
