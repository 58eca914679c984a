"""Which item an arrival is, though it came another way: by mail and over an API, to two accounts, off the desktop.

Called by `inbox.queue` alone, within its transactions. Where in doubt it is another item: two for one thing are a
nuisance, one for two things would hide one.

* Two that share the name of an event are one thing. Only what is vouched for names any: a mention, told by the tool
  itself or by a mail that verifiably is of it. Each name is the tool's own: another tool's cannot be like it.
* A mail in a second account is the same where all is the same that we have of it. Its Message-ID alone tells nothing:
  anyone can copy that. What is vouched for is never put behind what is not.
* What the desktop showed has no names: see `inbox.sameness`.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, func, select, text, update

from inbox.item import Arrival, By, Channel, Item, Origin, Verdict
from inbox.sameness import WINDOW, Sighting, same_thing
from inbox.store.instants import from_micros, to_micros
from inbox.store.tables import origin

_APART: Final = timedelta(days=3)
"""So far apart the two servers may have taken one mail in."""
_MOST_ALIKE: Final = 1000
"""So many mails of the same Message-IDs are compared: someone may have sent thousands."""

_MOST_NEAR: Final = 200
_NO_HISTORY: Final = 0
_ALL: Final = -(1 << 62)

_HAS_WAYS = text("SELECT EXISTS (SELECT 1 FROM origin WHERE account = :account)")
_OTHERS = text(
    "SELECT EXISTS (SELECT 1 FROM item WHERE account < :account) "
    "OR EXISTS (SELECT 1 FROM item WHERE account > :account)"
)
_NAMED = text(
    "SELECT event.name, event.item, item.state FROM event JOIN item ON item.id = event.item "
    "WHERE event.name IN (SELECT value FROM json_each(:names)) AND item.id > :above"
)
_NAME = text(
    "INSERT INTO event (name, item) VALUES (:name, :item) "
    "ON CONFLICT (name) DO UPDATE SET item = excluded.item WHERE event.item < 0 AND excluded.item > 0"
)
_ALIKE = text(
    "SELECT item.id, body.message_id, channel, tool, sender_name, sender_address, subject, list_id, received_at, "
    "verdict, recipients, reply_to, reference_ids, utc_offset FROM body JOIN item ON item.id = body.id "
    "WHERE body.message_id IN (SELECT value FROM json_each(:ids)) AND body.message_id <> '' AND NOT unreadable "
    "AND item.account <> :account AND item.id > :above AND NOT EXISTS "
    "(SELECT 1 FROM origin WHERE origin.item = item.id AND origin.account = :account) ORDER BY item.id LIMIT :most"
)
_SHOWN = text(
    "SELECT item.id, tool, sender_name, subject, received_at, caught, substr(body.text, 1, 4000) AS text "
    "FROM item JOIN body ON body.id = item.id "
    "WHERE caught AND received_at BETWEEN :from AND :to AND item.id > :above AND channel = 'mention' "
    "ORDER BY received_at, item.id"
)
_TOLD = text(
    "SELECT item.id, tool, sender_name, subject, received_at, caught, substr(body.text, 1, 4000) AS text "
    "FROM item JOIN body ON body.id = item.id "
    "WHERE tool IN (:tool, lower(:tool)) AND tool <> '' AND received_at BETWEEN :from AND :to AND item.id > :above "
    "AND channel = 'mention' AND NOT caught "
    "AND NOT EXISTS (SELECT 1 FROM origin WHERE origin.item = item.id AND origin.caught) ORDER BY received_at, item.id"
)


def unmet(
    connection: Connection, account: str, arrivals: Sequence[Arrival], *, keeps_keys: bool = False
) -> Sequence[Arrival]:
    """Of those the account has no item of: those that are no further way of one either. As `insertion.unknown`."""
    if not arrivals or not connection.execute(_HAS_WAYS, {"account": account}).scalar():
        return arrivals
    mine = origin.c.account == account
    keys = set(
        connection.execute(select(origin.c.key).where(mine, origin.c.key.in_([one.key for one in arrivals]))).scalars()
    )
    unseen = [one for one in arrivals if one.key not in keys]
    met = select(origin.c.content_key, func.max(origin.c.id)).where(
        mine, origin.c.content_key.in_([one.content_key for one in unseen])
    )
    known: dict[str, int] = dict(connection.execute(met.group_by(origin.c.content_key)).all())
    for one in unseen:
        if one.content_key in known and not keeps_keys:
            connection.execute(update(origin).where(origin.c.id == known[one.content_key]).values(key=one.key))
    return [one for one in unseen if one.content_key not in known]


def known(connection: Connection, account: str, arrivals: Sequence[Arrival], *, live: bool = True) -> dict[str, int]:
    """By key, the item that each of these is. What is `live` is never one with what was fetched as history: that is
    done, and would hide it."""
    above = _NO_HISTORY if live else _ALL
    found = _by_event(connection, arrivals, above)
    left = [one for one in arrivals if one.key not in found]
    found |= _by_mail(connection, account, [one for one in left if one.message_id and not one.unreadable], above)
    left = [one for one in left if one.tool and one.channel is Channel.MENTION and one.key not in found]
    return found | _by_sight(connection, left, above)


def apart(arrivals: Iterable[Arrival], known: Mapping[str, int]) -> tuple[list[Arrival], dict[str, str]]:
    """Of those that are not `known`: the first of each thing; and by key, what names an event of one before, or of one
    that is known, with the key of that one. It joins the same item, whatever else it names."""
    arrivals = list(arrivals)
    claimed = {name: one.key for one in arrivals if one.key in known for name in names_of(one)}
    first: list[Arrival] = []
    same: dict[str, str] = {}
    for one in arrivals:
        if one.key in known:
            continue
        names = names_of(one)
        met = next((claimed[name] for name in names if name in claimed), None)
        if met is None:
            first.append(one)
        else:
            same[one.key] = met
        for name in names:
            claimed.setdefault(name, met or one.key)
    return first, same


def name(connection: Connection, stored: Iterable[tuple[int, Arrival]]) -> None:
    """Each event names one item from now on. A name is taken from history, never from what came live."""
    rows = [{"name": name, "item": id} for id, one in stored for name in names_of(one)]
    if rows:
        connection.execute(_NAME, rows)


def names_of(one: Arrival) -> tuple[str, ...]:
    """What it may be known by: nothing where nobody vouches for it."""
    if one.channel is not Channel.MENTION or not one.tool or one.caught or not one.events:
        return ()
    return tuple(f"{one.tool}:{event}" for event in one.events)


def _by_event(connection: Connection, arrivals: Sequence[Arrival], above: int) -> dict[str, int]:
    names = {one.key: names for one in arrivals if (names := names_of(one))}
    if not names:
        return {}
    wanted = list({name for several in names.values() for name in several})
    rows = connection.execute(_NAMED, {"names": json.dumps(wanted), "above": above}).all()
    # Where it has names of two items, it joins what still is to be done.
    items = {row.name: (row.state == "done", row.item) for row in rows}
    found: dict[str, int] = {}
    for key, several in names.items():
        ours = [items[name] for name in several if name in items]
        if ours:
            found[key] = min(ours)[1]
    return found


def _by_mail(connection: Connection, account: str, mails: Sequence[Arrival], above: int) -> dict[str, int]:
    if not mails or not connection.execute(_OTHERS, {"account": account}).scalar():
        return {}
    given = {"ids": json.dumps([one.message_id for one in mails]), "account": account}
    rows = connection.execute(_ALIKE, {**given, "above": above, "most": _MOST_ALIKE}).mappings().all()
    alike: dict[str, list[RowMapping]] = {}
    for row in rows:
        alike.setdefault(row["message_id"], []).append(row)
    found: dict[str, int] = {}
    taken: set[int] = set()
    for one in mails if rows else ():
        for row in alike.get(one.message_id, ()):
            if row["id"] not in taken and _is_mail(one, row) and _text(connection, row["id"]) == one.text:
                found[one.key] = row["id"]
                taken.add(row["id"])
                break
    return found


def _is_mail(one: Arrival, row: RowMapping) -> bool:
    """All but the text, which is long."""
    vouched = Verdict.VERIFIED
    return (
        abs(to_micros(one.received_at) - row["received_at"]) <= _APART // timedelta(microseconds=1)
        and (row["channel"], row["tool"], row["list_id"]) == (one.channel.value, one.tool, one.list_id)
        and (row["sender_name"], row["sender_address"]) == (one.sender_name, one.sender_address)
        and (row["subject"], row["utc_offset"]) == (one.subject, one.utc_offset)
        and (one.verdict is not vouched or row["verdict"] == vouched.value)
        and (row["recipients"], row["reply_to"], row["reference_ids"])
        == (json.dumps(one.to), json.dumps(one.reply_to), json.dumps(one.references))
    )


def _text(connection: Connection, id: int) -> str:
    return str(connection.execute(text("SELECT text FROM body WHERE id = :id"), {"id": id}).scalar_one())


def _by_sight(connection: Connection, mentions: Sequence[Arrival], above: int) -> dict[str, int]:
    found: dict[str, int] = {}
    taken: set[int] = set()

    def match(one: Arrival, rows: Iterable[Any]) -> None:
        seen = Sighting(one.tool, one.sender_name, one.subject, one.text, one.received_at, one.caught)
        for row in rows:
            if row.id not in taken and same_thing(seen, _sighting(row)):
                found[one.key] = row.id
                taken.add(row.id)
                return

    told = [one for one in mentions if not one.caught]
    if told:
        first, last = min(one.received_at for one in told), max(one.received_at for one in told)
        span = {"from": to_micros(first - WINDOW), "to": to_micros(last + WINDOW), "above": above}
        shown = connection.execute(_SHOWN, span).all()
        for one in told if shown else ():
            near = bisect_left(shown, to_micros(one.received_at - WINDOW), key=lambda row: int(row.received_at))
            match(one, shown[near : near + _MOST_NEAR])
    for one in mentions:
        if one.caught:
            at = one.received_at
            span = {"from": to_micros(at - WINDOW), "to": to_micros(at + WINDOW), "above": above}
            match(one, connection.execute(_TOLD, {"tool": one.tool, **span}))
    return found


def _sighting(row: Any) -> Sighting:
    at = from_micros(row.received_at)
    return Sighting(row.tool, row.sender_name, row.subject, row.text, at, bool(row.caught))


def of(connection: Connection, one: Item, message_id: str) -> tuple[Origin, ...]:
    """All ways by which an item came; `message_id`: its own, where the first of them is a mail."""
    rows = connection.execute(select(origin).where(origin.c.item == one.id).order_by(origin.c.at, origin.c.id)).all()
    led = max((row.led_until for row in rows if row.led_until is not None), default=None)
    is_mail = bool(message_id) or one.channel is Channel.MAIL
    first = Origin(
        one.account,
        By.MAIL if is_mail else By.DESKTOP if one.caught else By.API,
        one.arrived_at if led is None else from_micros(led),
        one.tool,
        one.link,
    )
    return (first, *(_origin(row) for row in rows))


def _origin(row: Any) -> Origin:
    by = By.DESKTOP if row.caught else By.MAIL if row.message_id or not row.tool else By.API
    return Origin(row.account, by, from_micros(row.at), row.tool, row.link)
