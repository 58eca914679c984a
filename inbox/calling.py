"""Mails of a sender whom the person calls a tool become mentions, and are mails again when that is taken back.

Called by `inbox.queue` alone, within its transactions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, and_, func, insert, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from inbox.item import Channel, Reason, State, Verdict
from inbox.rank import rank
from inbox.store.tables import action, action_item, item

CALLED: Final = "tool "
"""How the name of such an action begins; the sender follows."""
_MAIL: Final = {"channel": Channel.MAIL.value, "tool": "", "rank": 0}


def call(connection: Connection, sender: str, name: str, also: Sequence[int], at: int) -> tuple[int, int]:
    """Those that are not done, and the items `also` whatever their state: mentions where someone vouches for the
    sender, else mails that only look like the tool's. Their reason stays what the mail said of itself.

    Returns how many of each.
    """
    untold = and_(item.c.channel == Channel.MAIL.value, item.c.tool == "", _from(sender))
    names = ("id", "state", "state_since", "snoozed_until", "pinned")
    rows = connection.execute(
        select(*(item.c[one] for one in names)).where(
            untold, or_(item.c.state != State.DONE.value, item.c.id.in_(also))
        )
    ).all()
    if not rows:
        return 0, 0
    id = connection.execute(insert(action).values(at=at, what=f"{CALLED}{sender}")).lastrowid
    kept = ("item", *names[1:])
    connection.execute(insert(action_item), [{"action": id, **dict(zip(kept, row, strict=True))} for row in rows])
    chosen = item.c.id.in_(select(action_item.c.item).where(action_item.c.action == id))
    connection.execute(update(item).where(chosen).values(tool=name))
    vouched = and_(chosen, item.c.verdict == Verdict.VERIFIED.value)
    told = {"channel": Channel.MENTION.value, "rank": rank(Reason.SUBSCRIBED)}
    mentions = connection.execute(update(item).where(vouched).values(**told)).rowcount
    return mentions, len(rows) - mentions


def take_back(connection: Connection, id: int) -> list[int]:
    """Of that action; returns the items."""
    chosen = item.c.id.in_(select(action_item.c.item).where(action_item.c.action == id))
    return list(connection.execute(update(item).where(chosen).values(**_MAIL).returning(item.c.id)).scalars())


def _from(sender: str) -> ColumnElement[bool]:
    """An address, or all of a domain and of those below it: `@example.org`."""
    address = func.lower(item.c.sender_address)
    if not sender.startswith("@"):
        return address == sender
    return or_(address.endswith(sender, autoescape=True), address.endswith(f".{sender[1:]}", autoescape=True))
