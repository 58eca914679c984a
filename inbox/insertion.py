"""What is new is told from what is known, and written. Called by `inbox.queue` alone, within its transactions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from inbox.codes import LIFE
from inbox.item import Arrival, State
from inbox.rules import DONE, Decision
from inbox.store.bulk import insert_rows
from inbox.store.instants import maybe_micros, to_micros
from inbox.store.tables import item

_ITEM = (
    "id", "account", "key", "content_key", "channel", "reason", "sender_name", "sender_address", "subject", "preview",
    "received_at", "arrived_at", "state", "state_since", "passes", "thread", "link", "list_id", "unreadable",
    "verdict", "tool", "project", "rank", "caught", "ruled_by", "waits_for", "because", "refused_by", "label",
    "expires_at",
    "promised", "due_at",
)  # fmt: skip
_BODY = ("id", "message_id", "recipients", "reply_to", "reference_ids", "text", "utc_offset")
_UNDECIDED = Decision()
# Made once: to make a statement takes longer than SQLite takes to answer it, and each new mail asks these.
_MINE = item.c.account == bindparam("account")
_OF_KEYS = select(item.c.key).where(_MINE, item.c.key.in_(bindparam("keys", expanding=True)))
_OF_CONTENTS = (
    select(item.c.content_key, func.max(item.c.id))
    .where(_MINE, item.c.content_key.in_(bindparam("contents", expanding=True)))
    .group_by(item.c.content_key)
)


def unknown(
    connection: Connection, account: str, arrivals: Iterable[Arrival], *, keeps_keys: bool = False
) -> list[Arrival]:
    """Those the account has not stored yet; one met again under a new key is given that key instead.

    `keeps_keys`: not one that came live. What is done to it is done where it came to, not to a copy in an archive.
    """
    wanted = list({arrival.key: arrival for arrival in arrivals}.values())
    keys = set(
        connection.execute(_OF_KEYS, {"account": account, "keys": [arrival.key for arrival in wanted]}).scalars()
    )
    unseen = [arrival for arrival in wanted if arrival.key not in keys]
    contents = [arrival.content_key for arrival in unseen]
    known = dict(connection.execute(_OF_CONTENTS, {"account": account, "contents": contents}).all())
    fresh: dict[str, Arrival] = {}
    for arrival in unseen:
        if arrival.content_key in known:
            if not keeps_keys or known[arrival.content_key] < 0:
                moved = update(item).where(item.c.id == known[arrival.content_key]).values(key=arrival.key)
                connection.execute(moved)
        else:
            fresh.setdefault(arrival.content_key, arrival)
    return list(fresh.values())


def insert_held(
    connection: Connection,
    account: str,
    fresh: Sequence[Arrival],
    now: datetime,
    judge: Callable[[Arrival], Decision],
) -> range:
    """Held, but for what a rule says is done. Returns the items' ids, in the same order."""
    if not fresh:
        return range(0)
    at = to_micros(now)
    first = int(connection.exec_driver_sql("SELECT coalesce(max(id), 0) + 1 FROM item").scalar_one())
    ids = range(max(first, 1), max(first, 1) + len(fresh))
    rows = [
        (id, one, at, State.DONE if decision.act == DONE else State.HELD, at, decision)
        for id, one, decision in zip(ids, fresh, map(judge, fresh), strict=True)
    ]
    _insert_rows(connection, account, rows)
    return ids


def insert_done(connection: Connection, account: str, fresh: Sequence[Arrival], now: datetime) -> range:
    """Each counts as done since it came, so that it stands below what the person did. Returns the items' ids, in the
    same order."""
    if not fresh:
        return range(0)
    at = to_micros(now)
    lowest = min(int(connection.exec_driver_sql("SELECT coalesce(min(id), 0) FROM item").scalar_one()), 0)
    rows = [
        (id, one, at, State.DONE, min(to_micros(one.received_at), at), _UNDECIDED)
        for id, one in enumerate(reversed(fresh), start=lowest - len(fresh))  # ascending, as FTS5 likes it
    ]
    _insert_rows(connection, account, rows)
    return range(lowest - 1, lowest - 1 - len(fresh), -1)


def _insert_rows(
    connection: Connection, account: str, rows: Sequence[tuple[int, Arrival, int, State, int, Decision]]
) -> None:
    """Id, arrival, when it arrived, its state, since when, and what was decided of it; ids without a gap."""
    items: list[tuple[object, ...]] = []
    bodies: list[tuple[object, ...]] = []
    for id, one, at, state, since, decided in rows:
        items.append(
            (
                id, account, one.key, one.content_key, one.channel.value, one.reason.value, one.sender_name,
                one.sender_address, one.subject, one.preview, min(to_micros(one.received_at), at), at, state.value,
                since, decided.rule if decided.passes else "", one.thread, one.link, one.list_id, one.unreadable,
                one.verdict.value, one.tool, one.project, one.rank, one.caught,
                decided.rule, decided.until, decided.because.value, decided.refused, decided.label,
                to_micros(one.received_at + LIFE) if decided.code and state is State.HELD else None,
                decided.promise if decided.due_at else "", maybe_micros(decided.due_at),
            )
        )  # fmt: skip
        lists = _list(one.to), _list(one.reply_to), _list(one.references)
        bodies.append((id, one.message_id, *lists, one.text, one.utc_offset))
    insert_rows(connection, "item", _ITEM, items)
    insert_rows(connection, "body", _BODY, bodies)
    # One statement for all: while it runs, the source's thread can read the next mails.
    connection.exec_driver_sql(
        "INSERT INTO item_fts (rowid, subject, sender, text) "
        "SELECT id, subject, sender, text FROM item_words WHERE id BETWEEN ? AND ? ORDER BY id",
        (rows[0][0], rows[-1][0]),
    )


def _list(values: Sequence[str]) -> str:
    return json.dumps(values) if values else "[]"  # most mails have no Reply-To, and begin a thread
