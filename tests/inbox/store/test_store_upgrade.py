"""A database of an earlier version is taken along: nothing in it is lost, and nothing new is made up of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from inbox.item import State
from inbox.queue import Queue, Release
from inbox.reading import Reading
from inbox.store import HEAD, Store
from inbox.store.instants import to_micros
from tests.inbox.arrivals import NOON


def _of_the_first_version(path: Path) -> None:
    """As it was made then: the first migration alone, and three items in it."""
    from importlib import import_module

    first = import_module("inbox.store.migrations.versions.0001_first")
    with closing(sqlite3.connect(path)) as connection:
        for statement in first.TABLES:
            connection.execute(statement)
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
        at = to_micros(NOON)
        for id in (1, 2, 3):
            connection.execute(
                "INSERT INTO item (id, account, key, content_key, channel, reason, sender_name, sender_address, "
                "subject, preview, received_at, arrived_at, state, state_since) "
                "VALUES (?, 'work', ?, ?, 'mail', 'direct', '', '', '', '', ?, ?, 'held', ?)",
                (id, str(id), str(id), at, at, at),
            )
            connection.execute(
                "INSERT INTO body (id, message_id, recipients, reply_to, reference_ids, text) "
                "VALUES (?, '', '[]', '[]', '[]', '')",
                (id,),
            )
        connection.commit()


def test_what_was_held_before_there_were_such_rules_comes_out_as_before(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    _of_the_first_version(path)
    store = Store(path)
    try:
        held = Reading(store).rows(State.HELD)
        assert [(one.ruled_by, one.waits_for, one.because) for one in held] == [("", "", "")] * 3
        release = Release("check_in", NOON, name="noon", week=frozenset({"noon", "digest"}))
        [(_, count)] = Queue(store).settle(NOON, [release], wakes_snoozed=False).batches
        assert count == 3
        assert Reading(store).ledger().adds_up
    finally:
        store.close()
    assert (tmp_path / f"queue-before-{HEAD}.db").exists()


def test_what_was_received_done_and_sent_before_is_in_the_books(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    _of_the_first_version(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE item SET state = 'done' WHERE id = 2")
        connection.execute("UPDATE item SET account = 'home', state = 'snoozed', snoozed_until = 9 WHERE id = 3")
        connection.execute(
            "INSERT INTO outgoing VALUES (1, 'work', 2, '', '[]', '', '<1@x>', 'letter', 5, 'sent', 6, 0, 1, '', '', "
            "'{}', NULL)"
        )
        connection.commit()
    with closing(Store(path)) as store:
        ledger = Reading(store).ledger()
        assert ledger.adds_up
        assert [(one.account, one.received, one.done) for one in ledger.accounts] == [("home", 1, 0), ("work", 2, 1)]
        assert (ledger.received, ledger.forgotten, ledger.since) == (3, 0, NOON)
        found = Reading(store).details(2)
        assert found is not None
        assert [event.what for event in found.history] == ["answered", "arrived"]  # it left before, by its own time
        with store.read() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("SELECT promised, due_at FROM item").all() == [("", None)] * 3
    with closing(Store(path)) as store:
        assert Reading(store).ledger().received == 3
