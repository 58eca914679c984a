"""The gaps of sources, as they are kept (`inbox.gaps` decides). One thread: the store's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select, update

from inbox.gaps import Gap
from inbox.store import Store
from inbox.store.instants import from_micros, maybe, to_micros
from inbox.store.tables import gap

MOST = 500
"""So many are told of, the latest ones."""


# Made once: asked with each batch that is shown, and to make them takes longer than SQLite takes to answer.
_OPEN = select(gap).where(gap.c.caught_up.is_(None)).order_by(gap.c.since, gap.c.id)
_SINCE = (
    select(gap)
    .where(or_(gap.c.caught_up.is_(None), gap.c.caught_up >= bindparam("at")))
    .order_by(gap.c.since.desc(), gap.c.id.desc())
    .limit(MOST)
)


class Outages:
    """What is written is on the disk when a method returns."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self) -> list[Gap]:
        """Those that are not caught up, the first one first."""
        with self._store.read() as connection:
            return _read(connection.execute(_OPEN))

    def since(self, instant: datetime) -> tuple[Gap, ...]:
        """Those that were not caught up by then, the latest one first; `MOST` at most."""
        with self._store.read() as connection:
            return tuple(_read(connection.execute(_SINCE, {"at": to_micros(instant)})))

    def keep(self, gaps: Iterable[Gap]) -> None:
        with self._store.write() as connection:
            for one in gaps:
                if one.id:
                    connection.execute(update(gap).where(gap.c.id == one.id).values(**_values(one)))
                else:
                    connection.execute(insert(gap).values(**_values(one)))

    def forget(self, account: str) -> None:
        """Of an account that is no more."""
        with self._store.write() as connection:
            connection.execute(delete(gap).where(gap.c.account == account))


def _values(one: Gap) -> dict[str, Any]:
    return {
        "account": one.account,
        "since": to_micros(one.since),
        "until": None if one.until is None else to_micros(one.until),
        "caught_up": None if one.caught_up is None else to_micros(one.caught_up),
        "items": one.items,
        "problem": one.problem,
        "detail": one.detail,
        "doubt": one.doubt,
    }


def _read(rows: Iterable[Any]) -> list[Gap]:
    return [
        Gap(
            row.id, row.account, from_micros(row.since), maybe(row.until), maybe(row.caught_up), row.items,
            row.problem, row.detail, row.doubt,
        )
        for row in rows
    ]  # fmt: skip
