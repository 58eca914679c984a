"""The file: private, with the right settings, migrated whole or not at all, never repaired by deleting."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, event

from inbox.item import Fetched, State
from inbox.queue import Queue
from inbox.reading import Reading
from inbox.store import SETTINGS, Store, StoreError
from inbox.store.tables import metadata
from tests.inbox.arrivals import NOON, some


def test_settings_are_what_the_promises_need(store: Store) -> None:
    assert store.settings == SETTINGS
    assert (SETTINGS["journal_mode"], SETTINGS["synchronous"]) == ("wal", 2)


def test_files_are_private_whatever_the_umask(store: Store, queue: Queue) -> None:
    queue.accept("work", Fetched(some(1), "c"), NOON)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in store.path.parent.iterdir()}
    assert modes == dict.fromkeys(("queue.db", "queue.db-wal", "queue.db-shm"), 0o600)


def test_migrations_and_tables_say_the_same(store: Store) -> None:
    def ours(name: str | None, kind: str, _: object) -> bool:
        return not (kind == "table" and name is not None and name.startswith("item_fts"))

    with store.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        assert compare_metadata(context, metadata) == []


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    first = Store(tmp_path / "queue.db")
    Queue(first).accept("work", Fetched(some(2), "c"), NOON)
    first.close()
    second = Store(tmp_path / "queue.db")
    assert Reading(second).count(State.HELD) == 2
    second.close()


def test_a_newer_database_is_refused_and_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    Store(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer"):
        Store(path)
    assert path.read_bytes() == before


def test_what_is_no_database_is_refused_and_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    path.write_bytes(b"these are notes, not a database" * 100)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="left as it is"):
        Store(path)
    assert path.read_bytes() == before


def test_a_migration_that_fails_at_any_statement_leaves_the_old_schema(tmp_path: Path) -> None:
    class Killed(Exception):
        pass

    left = 0

    def count_down(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise Killed

    event.listen(Engine, "before_cursor_execute", count_down)
    try:
        for number in range(1, 200):
            left = number
            path = tmp_path / f"{number}.db"
            try:
                Store(path).close()
            except (Killed, StoreError):
                with closing(sqlite3.connect(path)) as connection:
                    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
                assert tables == set() or "item_fts" in tables, f"a half schema after statement {number}"
                left = 0
                Store(path).close()
            else:
                break
        assert number > 20, "the migration was not cut at each of its statements"
    finally:
        event.remove(Engine, "before_cursor_execute", count_down)


def test_a_backup_has_what_is_still_in_the_log(store: Store, queue: Queue, tmp_path: Path) -> None:
    queue.accept("work", Fetched(some(5), "c"), NOON)
    target = tmp_path / "backup.db"
    target.with_name("backup.db.part").write_bytes(b"cut short")
    target.write_bytes(b"an older one")
    store.backup(target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    copy = Store(target)
    assert (Reading(copy).count(State.HELD), copy.check()) == (5, "ok")
    copy.close()
