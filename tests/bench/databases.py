"""Databases to measure on: the app's own schema and settings, filled without the app."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from inbox.item import Arrival
from inbox.store import SETTINGS, Store
from inbox.store.instants import to_micros
from tests.bench.content import NOW

PORTION = 500
MILLION = 1_000_000
HELD = 10_000

Rows = list[tuple[object, ...]]

ITEM = (
    "INSERT INTO item (id, account, key, content_key, channel, reason, sender_name, sender_address, subject, preview, "
    "received_at, arrived_at, state, state_since, passes, thread, link, list_id, unreadable) "
    f"VALUES ({', '.join('?' * 19)})"
)
BODY = "INSERT INTO body (id, message_id, recipients, reply_to, reference_ids, text) VALUES (?, ?, ?, ?, ?, ?)"
WORDS = "INSERT INTO item_fts (rowid, subject, sender, text) VALUES (?, ?, ?, ?)"


class Databases:
    """Copies of one empty database, and one with a million items that is filled when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._empty = folder / "empty.db"
        Store(self._empty).close()
        self._million = folder / "million.db"

    def fresh(self, name: str) -> Path:
        target = self.folder / f"{name}.db"
        for suffix in ("-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        return Path(shutil.copy(self._empty, target))

    def million(self) -> Path:
        if not self._million.exists():
            fill_with_a_million(self.fresh("million"))
        return self._million


def connect(path: Path) -> sqlite3.Connection:
    """By the driver alone, set as the app sets it."""
    connection = sqlite3.connect(path, isolation_level=None)
    for name, value in SETTINGS.items():
        connection.execute(f"PRAGMA {name}={value}").close()
    return connection


def checkpoint(path: Path) -> None:
    """Nobody's write shall pay for the pages of the write before."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def rows(arrivals: Sequence[Arrival], account: str) -> tuple[Rows, Rows, Rows]:
    """What the queue writes of these arrivals into its three tables, ready to be bound."""
    at = to_micros(NOW)
    items: Rows = []
    bodies: Rows = []
    words: Rows = []
    for id, one in enumerate(arrivals, 1):
        items.append(
            (
                id, account, one.key, one.content_key, one.channel.value, one.reason.value, one.sender_name,
                one.sender_address, one.subject, one.preview, to_micros(one.received_at), at, "held", at, "",
                one.thread, one.link, one.list_id, one.unreadable,
            )
        )  # fmt: skip
        lists = (json.dumps(one.to), json.dumps(one.reply_to), json.dumps(one.references))
        bodies.append((id, one.message_id, *lists, one.text))
        words.append((id, one.subject, f"{one.sender_name} {one.sender_address}", one.text))
    return items, bodies, words


def store_raw(connection: sqlite3.Connection, tables: tuple[Rows, Rows, Rows], portion: int = PORTION) -> None:
    """By `executemany`, a transaction for each portion."""
    for start in range(0, len(tables[0]), portion):
        connection.execute("BEGIN IMMEDIATE")
        for statement, table in zip((ITEM, BODY, WORDS), tables, strict=True):
            connection.executemany(statement, table[start : start + portion])
        connection.execute("COMMIT")


def fill_with_a_million(path: Path) -> None:
    """A million items made by SQLite itself: the newest HELD are held, the others released by a thousand batches.

    Their words are not indexed: neither a release nor a page looks at the index.
    """
    now = to_micros(NOW)
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA cache_size=-400000")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN IMMEDIATE")
        numbers = f"WITH RECURSIVE one (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < {MILLION})"
        connection.execute(
            f"INSERT INTO batch (id, \"by\", start, opened_at, name) {numbers} SELECT n, 'check_in', "
            f"{now} - (1001 - n) * 3600000000, {now} - (1001 - n) * 3600000000, 'morning' FROM one LIMIT 1000"
        )
        is_held = f"n > {MILLION - HELD}"
        released_at = f"{now} - ({MILLION} - n) * 30000000"
        connection.execute(
            "INSERT INTO item (id, account, key, content_key, channel, reason, sender_name, sender_address, subject, "
            "preview, received_at, arrived_at, state, state_since, released_at, batch, thread) "
            f"{numbers} SELECT n, 'work', printf('INBOX:1:%010d', n), lower(hex(randomblob(16))), 'mail', 'direct', "
            "'Person ' || (n % 500), 'person.' || (n % 500) || '@example.org', 'Subject number ' || n, "
            "'The first words of the mail with the number ' || n || ', and some more of them, as many as fit a line', "
            f"{released_at}, {released_at}, iif({is_held}, 'held', 'released'), {released_at}, "
            f"iif({is_held}, NULL, {released_at}), iif({is_held}, NULL, 1 + n * 1000 / {MILLION + 1}), "
            "'<' || (n - n % 5) || '@example.org>' FROM one"
        )
        connection.execute(
            "INSERT INTO body SELECT id, '<' || id || '@example.org>', '[\"me@example.org\"]', '[]', '[]', preview, "
            "NULL FROM item"
        )
        connection.execute("COMMIT")
    checkpoint(path)
