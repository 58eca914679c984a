"""What the person says of an item that changes nothing of it: it is in its history, and is undone in its turn.

Called by `inbox.queue` within its transactions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, insert, select

from inbox.store.tables import action, action_item, item

NOT_URGENT: Final = "not_urgent"
ALWAYS: Final = "always"
SAID: Final = (NOT_URGENT, ALWAYS)
"""How the names of such actions begin; a space follows, and the name of the rule that was written."""

_NOT_URGENT: Final = (
    "SELECT item FROM action JOIN action_item ON action_item.action = action.id "
    "WHERE undone_at IS NULL AND instr(what, ?) = 1"
)


def say(connection: Connection, id: int, what: str, rule: str, at: int) -> None:
    names = ("id", "state", "state_since", "snoozed_until", "pinned")
    row = connection.execute(select(*(item.c[one] for one in names)).where(item.c.id == id)).one()
    said = connection.execute(insert(action).values(at=at, what=f"{what} {rule}")).lastrowid
    kept = ("item", *names[1:])
    connection.execute(insert(action_item).values(action=said, **dict(zip(kept, row, strict=True))))


def called_not_urgent(connection: sqlite3.Connection) -> frozenset[int]:
    """The items of which the person has said so, and not taken it back. Any thread."""
    return frozenset(id for (id,) in connection.execute(_NOT_URGENT, (f"{NOT_URGENT} ",)))


def is_said(what: str) -> bool:
    return what.partition(" ")[0] in SAID


def items_of(connection: Connection, id: int) -> Sequence[int]:
    return connection.execute(select(action_item.c.item).where(action_item.c.action == id)).scalars().all()
