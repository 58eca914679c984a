"""A further way by which an item came: noted, and what the item lacks is taken from it.

Called by `inbox.queue` alone, within its transactions.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from inbox import origins, tally
from inbox.item import Arrival, Place, State, Verdict
from inbox.rules import Decision
from inbox.store.tables import action, action_item, body, item, looked, origin, server_change

_WHOLE = (
    select(item, body.c.message_id, body.c.text)
    .join(body, body.c.id == item.c.id)
    .where(item.c.id == bindparam("item"))
)
_DONE_BY = (
    select(action.c.id)
    .join(action_item, action_item.c.action == action.c.id)
    .where(action_item.c.item == bindparam("item"), action.c.what == "done", action.c.undone_at.is_(None))
    .order_by(action.c.id.desc())
    .limit(1)
)
_ADD = insert(origin)
_MOVE = [
    update(table).where(table.c.item == bindparam("of"), table.c.way == 0).values(way=bindparam("to"))
    for table in (looked, server_change)
]
_PROMOTE = [
    delete(origin).where(origin.c.id == bindparam("way_was")),
    update(origin).where(origin.c.item == bindparam("of")).values(led_until=None),
    *(delete(table).where(table.c.item == bindparam("of"), table.c.way == 0) for table in (looked, server_change)),
    *(
        update(table).where(table.c.item == bindparam("of"), table.c.way == bindparam("way_was")).values(way=0)
        for table in (looked, server_change)
    ),
]
_FTS = "INSERT INTO item_fts ({names}rowid, subject, sender, text) SELECT {values}id, subject, sender, text "
_UNWRITE_WORDS = _FTS.format(names="item_fts, ", values="'delete', ") + "FROM item_words WHERE id = ?"
_WRITE_WORDS = _FTS.format(names="", values="") + "FROM item_words WHERE id = ?"
_INDEXED = frozenset({"subject", "sender_name", "sender_address", "text"})
_OF_MAIL = ("recipients", "reply_to", "reference_ids")


@dataclass(frozen=True, slots=True)
class Joined:
    """`passes`: a rule lets it out now. `done_by`: the person's action that made it done, if one did."""

    place: Place
    passes: bool
    done_by: int | None


def join(connection: Connection, account: str, arrival: Arrival, to: int, at: int, decision: Decision) -> Joined:
    """What lets the arrival pass lets the item pass. No state is changed by it: what is done stays done, what is held
    waits."""
    row = connection.execute(_WHOLE, {"item": to}).one()
    leads = _leads(arrival, row)
    values = _missing(arrival, row) | (_first(account, arrival, row) if leads else {})
    passes = decision.passes and row.state == State.HELD.value and not row.passes
    if passes:
        values |= {"passes": decision.rule, "ruled_by": decision.rule, "because": decision.because.value}
    if leads:
        tally.moved(connection, row.account, account, at)
    way = _note(connection, row, at) if leads else _add(connection, account, arrival, to, at)
    _write(connection, to, values, {one: values.pop(one) for one in ("text", *_BODY) if one in values})
    origins.name(connection, [(to, arrival)])
    done_by = connection.execute(_DONE_BY, {"item": to}).scalar() if row.state == State.DONE.value else None
    return Joined(Place(to, 0 if leads else way), passes, done_by)


_BODY = ("message_id", *_OF_MAIL, "utc_offset")


def _leads(arrival: Arrival, row: Any) -> bool:
    """A mail can be opened whole and answered; what the desktop showed is the least."""
    if arrival.caught:
        return False
    return bool(row.caught) or bool(arrival.message_id and not row.message_id)


def _first(account: str, arrival: Arrival, row: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "account": account,
        "key": arrival.key,
        "content_key": arrival.content_key,
        "caught": False,
    }
    if arrival.message_id:
        values |= {
            "message_id": arrival.message_id,
            "recipients": json.dumps(arrival.to),
            "reply_to": json.dumps(arrival.reply_to),
            "reference_ids": json.dumps(arrival.references),
            "utc_offset": arrival.utc_offset,
            "verdict": arrival.verdict.value,
            "sender_address": arrival.sender_address,
        }
    if row.caught:
        values |= {
            "subject": arrival.subject,
            "sender_name": arrival.sender_name,
            "reason": arrival.reason.value,
            "rank": arrival.rank,
            "text": arrival.text,
            "preview": arrival.preview,
        } | {name: told for name in ("thread", "project", "link") if (told := getattr(arrival, name))}
    return values


def _missing(arrival: Arrival, row: Any) -> dict[str, Any]:
    """What the item has not, or has less of."""
    if arrival.caught:
        return {}
    names = ("link", "thread", "project", "list_id", "preview")
    values = {name: told for name in names if not getattr(row, name) and (told := getattr(arrival, name))}
    if arrival.rank > row.rank:
        values |= {"rank": arrival.rank, "reason": arrival.reason.value}
    if len(arrival.text) > len(row.text) and " ".join(row.text.split()) in " ".join(arrival.text.split()):
        values["text"] = arrival.text
    return values


def _add(connection: Connection, account: str, arrival: Arrival, to: int, at: int) -> int:
    values = {
        "item": to, "account": account, "key": arrival.key, "content_key": arrival.content_key,
        "message_id": arrival.message_id, "link": arrival.link, "tool": arrival.tool, "caught": arrival.caught,
        "at": at, "led_until": None,
    }  # fmt: skip
    return int(connection.execute(_ADD, values).lastrowid)


def _note(connection: Connection, row: Any, at: int) -> int:
    """What was the first becomes a further one; what was looked at and changed there stays its own."""
    values = {
        "item": row.id, "account": row.account, "key": row.key, "content_key": row.content_key,
        "message_id": row.message_id, "link": row.link, "tool": row.tool, "caught": row.caught,
        "at": row.arrived_at, "led_until": at,
    }  # fmt: skip
    way = int(connection.execute(_ADD, values).lastrowid)
    for statement in _MOVE:
        connection.execute(statement, {"of": row.id, "to": way})
    return way


def _write(
    connection: Connection, id: int, of_item: dict[str, Any], of_body: dict[str, Any], *, indexes: bool = True
) -> None:
    searched = indexes and not _INDEXED.isdisjoint((*of_item, *of_body))
    if searched:
        connection.exec_driver_sql(_UNWRITE_WORDS, (id,))
    for table, values in (("item", of_item), ("body", of_body)):
        if values:  # the names of columns are ours
            names = ", ".join(f"{name} = ?" for name in values)
            connection.exec_driver_sql(f"UPDATE {table} SET {names} WHERE id = ?", (*values.values(), id))  # noqa: S608
    if searched:
        connection.exec_driver_sql(_WRITE_WORDS, (id,))


def leave(connection: Connection, account: str) -> None:
    """All that came by this account alone is left to be deleted: what came by another too is that one's now. The search
    index is to be made anew."""
    connection.execute(delete(looked).where(looked.c.way.in_(_ways_of(account))))
    connection.execute(delete(server_change).where(server_change.c.way.in_(_ways_of(account))))
    connection.execute(delete(origin).where(origin.c.account == account))
    # A mail first: it tells most. Then what has been there longest.
    further = (
        select(origin, body.c.message_id.label("shown"), item.c.arrived_at)
        .join(item, item.c.id == origin.c.item)
        .join(body, body.c.id == item.c.id)
        .where(item.c.account == account)
        .order_by(origin.c.item, origin.c.caught, origin.c.message_id == "", origin.c.id)
    )
    seen: set[int] = set()
    for one in connection.execute(further).all():
        if one.item not in seen:
            seen.add(one.item)
            tally.moved(connection, account, one.account, one.at)
            _promote(connection, one)


def _ways_of(account: str) -> Any:
    return select(origin.c.id).where(origin.c.account == account)


def _promote(connection: Connection, one: Any) -> None:
    for statement in _PROMOTE:
        connection.execute(statement, {"of": one.item, "way_was": one.id})
    # Who vouched for it was the other account's server.
    values = (one.account, one.key, one.content_key, one.caught, Verdict.UNKNOWN.value, one.at)
    first = dict(zip(("account", "key", "content_key", "caught", "verdict", "arrived_at"), values, strict=True))
    if one.link:
        first["link"] = one.link
    of_body: dict[str, Any] = {}
    if one.message_id != one.shown:  # whom that mail was to, and whom to answer, is of that account
        of_body = {"message_id": one.message_id} | dict.fromkeys(_OF_MAIL, "[]")
        first |= {} if one.message_id else {"sender_address": ""}
    _write(connection, one.item, first, of_body, indexes=False)
