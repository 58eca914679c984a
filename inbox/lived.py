"""How the time was lived, on disk: stretches of one mode, as they turned out. One thread: the store's."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import insert, select, update

from inbox.store import Store
from inbox.store.instants import from_micros, to_micros
from inbox.store.tables import lived


class Stretch(NamedTuple):
    """From when to when a mode held while the app ran; aware, in UTC. `asked`: by hand, and not by the week."""

    mode: str
    since: datetime
    until: datetime
    name: str = ""
    intention: str = ""
    asked: bool = False


class LivedTime:
    def __init__(self, store: Store) -> None:
        self._store = store

    def write(self, stretch: Stretch, id: int | None = None, *, after: tuple[int, datetime] | None = None) -> int:
        """Begin a stretch, or have the one of that `id` last until then. Returns its id.

        `after`: the one that came before and when it ended, in the same transaction.
        """
        until = to_micros(stretch.until)
        with self._store.write() as connection:
            if after is not None:
                ended = update(lived).where(lived.c.id == after[0]).values(until=to_micros(after[1]))
                connection.execute(ended)
            if id is None:
                values = {**stretch._asdict(), "since": to_micros(stretch.since), "until": until}
                return int(connection.execute(insert(lived).values(values)).lastrowid)
            connection.execute(update(lived).where(lived.c.id == id).values(until=until))
            return id

    def between(self, since: datetime, until: datetime) -> list[Stretch]:
        """Those that touch it, in the order in which they began."""
        query = (
            select(lived.c.mode, lived.c.since, lived.c.until, lived.c.name, lived.c.intention, lived.c.asked)
            .where(lived.c.since < to_micros(until), lived.c.until > to_micros(since))
            .order_by(lived.c.since, lived.c.id)
        )
        with self._store.read() as connection:
            rows = connection.execute(query).all()
        return [
            Stretch(mode, from_micros(start), from_micros(end), name, intention, asked)
            for mode, start, end, name, intention, asked in rows
        ]
