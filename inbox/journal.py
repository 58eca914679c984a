"""Reads what is kept of what happened to an item (`inbox.explaining` makes lines of it)."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, select

from inbox.explaining import Acted, Kept, Lived, Released, explained
from inbox.item import Event, Item
from inbox.sending import Progress
from inbox.store.instants import from_micros, maybe, to_micros
from inbox.store.tables import (
    action,
    action_item,
    batch,
    earlier,
    item,
    lived,
    looked,
    origin,
    outgoing,
    server_change,
)
from inbox.writing import Stands


def history(connection: Connection, of: Item) -> tuple[Event, ...]:
    own = select(item.c.promised, item.c.due_at, item.c.answered_at, item.c.expires_at).where(item.c.id == of.id)
    row = connection.execute(own).one()
    noted = [*_found_elsewhere(connection, of), *_written(connection, of), *_answered(connection, of, row.answered_at)]
    return explained(
        Kept(
            of,
            released=tuple(_released(connection, of)),
            acted=tuple(_acted(connection, of)),
            further=tuple(_further(connection, of)),
            noted=tuple(noted),
            lived=_lived(connection, of),
            promised=row.promised,
            due_at=maybe(row.due_at),
            expires_at=maybe(row.expires_at),
        )
    )


def _released(connection: Connection, of: Item) -> list[Released]:
    before = select(earlier.c.released_at, earlier.c.batch).where(earlier.c.item == of.id).order_by(earlier.c.id)
    out = [(from_micros(at), id) for at, id in connection.execute(before)]
    if of.released_at is not None:
        out.append((of.released_at, of.batch))
    wanted = {id for _, id in out if id is not None}
    batches = {row.id: row for row in connection.execute(select(batch).where(batch.c.id.in_(wanted)))} if wanted else {}
    return [
        Released(at, found.by, found.name, from_micros(found.start)) if (found := batches.get(id)) else Released(at)
        for at, id in out
    ]


def _acted(connection: Connection, of: Item) -> list[Acted]:
    taken = (
        select(action.c.at, action.c.what, action.c.undone_at, action.c.until, action_item.c.pinned)
        .join(action_item, action_item.c.action == action.c.id)
        .where(action_item.c.item == of.id)
        .order_by(action.c.id)
    )
    acted: list[Acted] = []
    for row in connection.execute(taken):
        what, _, by = row.what.partition(" ")
        undone_at, until, unpinned = maybe(row.undone_at), maybe(row.until), what == "pin" and row.pinned
        acted.append(Acted(from_micros(row.at), what, by, undone_at, until, unpinned))
    return acted


def _further(connection: Connection, of: Item) -> list[tuple[Any, str]]:
    ways = select(origin.c.at, origin.c.account).where(origin.c.item == of.id, origin.c.account != of.account)
    return [(from_micros(at), account) for at, account in connection.execute(ways.order_by(origin.c.at, origin.c.id))]


def _lived(connection: Connection, of: Item) -> Lived | None:
    at = to_micros(of.arrived_at)
    then = select(lived).where(lived.c.since <= at, lived.c.until > at).order_by(lived.c.since.desc()).limit(1)
    row = connection.execute(then).one_or_none()
    return None if row is None else Lived(row.mode, from_micros(row.until), row.intention)


def _found_elsewhere(connection: Connection, of: Item) -> list[Event]:
    found = connection.execute(select(looked.c.at, looked.c.handled).where(looked.c.item == of.id))
    return [Event(from_micros(at), f"elsewhere:{handled}") for at, handled in found if handled]


def _written(connection: Connection, of: Item) -> list[Event]:
    """What Écluse changed at the server, or could not: the latest of each kind."""
    mine = select(server_change).where(server_change.c.item == of.id).order_by(server_change.c.id)
    events: list[Event] = []
    for row in connection.execute(mine).all():
        if row.problem:
            events.append(Event(from_micros(row.since), f"not_{'written' if row.wanted else 'taken_back'}", row.detail))
        elif row.stands == Stands.ON.value and row.wanted:
            events.append(Event(from_micros(row.since), f"written:{row.what}"))
    return events


def _answered(connection: Connection, of: Item, answered_at: int | None) -> list[Event]:
    """By a letter that Écluse sent, to whom; else, where it is known that there was an answer, when."""
    sent = (
        select(outgoing.c.since, outgoing.c.recipients)
        .where(outgoing.c.item == of.id, outgoing.c.state == Progress.SENT.value)
        .order_by(outgoing.c.id)
    )
    letters = [Event(from_micros(at), "answered", ", ".join(json.loads(to))) for at, to in connection.execute(sent)]
    if letters or answered_at is None:
        return letters
    return [Event(from_micros(answered_at), "answered")]
