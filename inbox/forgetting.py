"""What is old is deleted for good, in small portions, as the person wished. One thread: the store's.

Of items only those that are done go, and none that is pinned, is being answered, or is still to be changed at its
server. What was sent in answer goes with them: it quotes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, text

from inbox import tally
from inbox.store import Store
from inbox.store.instants import to_micros

PORTION: Final = 200
PAGES: Final = 500
"""Of the search index in one step: some milliseconds."""

# It has left, and a copy of it is where it was wanted.
_SENT: Final = (
    "(outgoing.state = 'sent' AND NOT EXISTS "
    "(SELECT 1 FROM sent_copy WHERE sent_copy.outgoing = outgoing.id AND sent_copy.not_before IS NOT NULL))"
)
_OLD = text(
    "SELECT id, account FROM item WHERE state = 'done' AND state_since < :before AND NOT pinned "  # noqa: S608
    "AND NOT EXISTS (SELECT 1 FROM draft WHERE draft.item = item.id) "
    f"AND NOT EXISTS (SELECT 1 FROM outgoing WHERE outgoing.item = item.id AND NOT {_SENT}) "
    "AND NOT EXISTS (SELECT 1 FROM server_change WHERE server_change.item = item.id AND not_before IS NOT NULL) "
    "ORDER BY state_since, id LIMIT :most"
)
# As FTS5 has it where the text stands elsewhere: it is told what it was.
_UNWRITE_WORDS: Final = (
    "INSERT INTO item_fts (item_fts, rowid, subject, sender, text) "
    "SELECT 'delete', id, subject, sender, text FROM item_words WHERE id = ?"
)
_UNSEND: Final = "DELETE FROM outgoing WHERE item = ?"
_DELETE: Final = "DELETE FROM item WHERE id = ?"
_EMPTY: Final = (
    "NOT EXISTS (SELECT 1 FROM item WHERE item.batch = batch.id) "
    "AND NOT EXISTS (SELECT 1 FROM earlier WHERE earlier.batch = batch.id)"
)
_LOOKED: Final = "NOT EXISTS (SELECT 1 FROM looked WHERE looked.batch = batch.id)"
_LEFT_OVER = (
    text(f"DELETE FROM notice WHERE batch IN (SELECT id FROM batch WHERE opened_at < :before AND {_EMPTY})"),  # noqa: S608
    text(f"DELETE FROM batch WHERE opened_at < :before AND {_EMPTY} AND {_LOOKED}"),  # noqa: S608
    text(
        "DELETE FROM action WHERE at < :before "
        "AND NOT EXISTS (SELECT 1 FROM action_item WHERE action_item.action = action.id)"
    ),
    text("DELETE FROM peek WHERE at < :before"),
    text(f"DELETE FROM outgoing WHERE item IS NULL AND since < :before AND {_SENT}"),  # noqa: S608
)
_LIVED = text("DELETE FROM lived WHERE until < :before")
_GAPS = text("DELETE FROM gap WHERE until < :before AND caught_up IS NOT NULL")
_MERGE: Final = "INSERT INTO item_fts (item_fts, rank) VALUES ('merge', ?)"


class Forgetting:
    def __init__(self, store: Store) -> None:
        self._store = store

    def items(self, before: datetime, most: int = PORTION) -> list[tuple[str, int]]:
        """Delete items that were done before that, the oldest first: the account and id of each."""
        given = {"before": to_micros(before), "most": most}
        with self._store.read() as connection:
            if not connection.execute(_OLD, given).first():
                return []
        with self._store.write() as connection:
            rows = connection.execute(_OLD, given).all()
            ids = [(row.id,) for row in rows]
            connection.exec_driver_sql(_UNWRITE_WORDS, ids)
            connection.exec_driver_sql(_UNSEND, ids)
            connection.exec_driver_sql(_DELETE, ids)
            tally.forgotten(connection, Counter(row.account for row in rows).items())
        return [(row.account, row.id) for row in rows]

    def left_over(self, before: datetime) -> None:
        """What was noted around items that are gone: batches, actions, looks at the held pile, sent letters."""
        self._delete(_LEFT_OVER, before)

    def lived(self, before: datetime) -> None:
        """How the time was lived."""
        self._delete((_LIVED,), before)

    def gaps(self, before: datetime) -> None:
        """When a source could not be asked, where it is caught up."""
        self._delete((_GAPS,), before)

    def words(self, *, first: bool) -> bool:
        """One step of taking deleted words out of the index: they stay in its pages until these are merged. Whether
        there is more to do; once there is not, they are nowhere any more."""
        with self._store.write() as connection:
            before = _changes(connection)
            connection.exec_driver_sql(_MERGE, (-PAGES if first else PAGES,))
            more = _changes(connection) - before >= 2
        if not more:
            self._store.checkpoint()
        return more

    def _delete(self, statements: Sequence[Any], before: datetime) -> None:
        with self._store.write() as connection:
            for statement in statements:
                connection.execute(statement, {"before": to_micros(before)})


def _changes(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one())
