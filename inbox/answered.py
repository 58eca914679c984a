"""An answer to an item has left. Called within the outbox's transactions."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, text

from inbox.store.instants import to_micros

# Who wrote twice, and is answered once, is answered.
_ANSWERED: Final = text(
    "UPDATE item SET answered_at = :at FROM (SELECT id, account, thread, sender_address, received_at FROM item "
    "WHERE id = :id) AS this WHERE item.answered_at IS NULL AND (item.id = this.id OR (item.due_at IS NOT NULL "
    "AND this.thread <> '' AND item.account = this.account AND item.thread = this.thread "
    "AND item.sender_address = this.sender_address AND item.received_at <= this.received_at))"
)


def answered(connection: Connection, id: int, now: datetime) -> None:
    """The first answer counts. Who wrote several times in a conversation is answered by one to the last of it."""
    connection.execute(_ANSWERED, {"id": id, "at": to_micros(now)})
