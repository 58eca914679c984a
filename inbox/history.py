"""How far the history of each account has been fetched. One thread calls this: the engine's.

`inbox.queue.Queue.recall` stores the items and moves the cursor on, in one transaction; all else is here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, insert, select, update

from inbox.store import Store
from inbox.store.instants import from_micros, maybe, to_micros
from inbox.store.tables import history

_BEGINS = "WHERE account = ? AND key >= value || ':' AND key < value || ';'"  # a semicolon follows a colon


class Stage(StrEnum):
    """What the person asked for, and whether there is more to do."""

    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Progress:
    """One account's history. `done`: messages gone through, of which `added` were new to the queue.

    `left`: about how many are still to come; None where that is not known yet. `reached`: all that came after this is
    there. Times are aware, in UTC.
    """

    account: str
    since: datetime
    stage: Stage
    cursor: str
    done: int
    added: int
    left: int | None
    reached: datetime | None
    began_at: datetime


class Histories:
    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[Progress, ...]:
        """By account."""
        with self._store.read() as connection:
            return tuple(_progress(row) for row in connection.execute(select(history).order_by(history.c.account)))

    def get(self, account: str) -> Progress:
        with self._store.read() as connection:
            return _progress(connection.execute(select(history).where(history.c.account == account)).one())

    def begin(self, account: str, since: datetime, now: datetime) -> None:
        """Go from the newest down to `since`. What is stored is gone over and not stored again."""
        values = {
            "since": to_micros(since), "state": Stage.RUNNING.value, "cursor": "", "done": 0, "added": 0, "left": None,
            "reached": None, "began_at": to_micros(now),
        }  # fmt: skip
        with self._store.write() as connection:
            connection.execute(delete(history).where(history.c.account == account))
            connection.execute(insert(history).values(account=account, **values))

    def stage(self, account: str, stage: Stage) -> None:
        with self._store.write() as connection:
            connection.execute(update(history).where(history.c.account == account).values(state=stage.value))

    def drop(self, account: str) -> None:
        """No more of it; what was fetched stays."""
        with self._store.write() as connection:
            connection.execute(delete(history).where(history.c.account == account))

    def stored(self, account: str, names: Sequence[str]) -> frozenset[str]:
        """Of these beginnings of keys, each ending before a colon, those of items that are in the queue."""
        with self._store.read() as connection:
            found = connection.exec_driver_sql(
                f"SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM item {_BEGINS}) "  # noqa: S608
                f"OR EXISTS (SELECT 1 FROM origin {_BEGINS})",
                (json.dumps(list(names)), account, account),
            )
            return frozenset(str(value) for value in found.scalars())


def _progress(row: Any) -> Progress:
    return Progress(
        row.account, from_micros(row.since), Stage(row.state), row.cursor, row.done, row.added, row.left,
        maybe(row.reached), from_micros(row.began_at),
    )  # fmt: skip
