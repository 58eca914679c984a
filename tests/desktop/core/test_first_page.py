from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.first_page import ROWS, first_look, first_rows
from desktop.core.paths import Paths
from focus.schedule import Mode, Override
from focus.sessions import Sessions
from focus.sessions import State as SessionState
from inbox.item import Channel, Fetched
from inbox.queue import Queue, Release
from inbox.reading import Reading
from inbox.store import Store
from tests.inbox.arrivals import NOON, arrival, some


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    made = Paths.of(tmp_path / "profile")
    made.prepare()
    return made


def released(paths: Paths, count: int, *, done: int = 0) -> Store:
    store = Store(paths.database)
    queue = Queue(store)
    queue.accept("work", Fetched(some(count), "1"), NOON)
    queue.settle(NOON, [Release("check_in", NOON)], wakes_snoozed=True)
    if done:
        batch = Reading(store).batch()
        assert batch is not None
        queue.done([item.id for item in batch[1][:done]], NOON)
    return store


def test_it_shows_what_the_engine_will_show(paths: Paths) -> None:
    store = released(paths, 7, done=2)
    found = Reading(store).batch()
    assert found is not None
    assert [row.item for row in first_rows(paths.database)] == found[1][2:]
    store.close()


def test_it_knows_what_a_mention_is_from(paths: Paths) -> None:
    store = released(paths, 2)
    told = (
        arrival(channel=Channel.MENTION, tool="github", project="acme/boat", rank=5),
        arrival(channel=Channel.MENTION, tool="github", project="acme/boat", rank=1),
    )
    Queue(store).accept("work", Fetched(told, "2"), NOON)
    Queue(store).settle(NOON, [Release("check_in", NOON)], wakes_snoozed=True)
    found = Reading(store).batch()
    assert found is not None
    rows = [row.item for row in first_rows(paths.database)]
    assert rows == found[1]
    assert [item.rank for item in rows] == [5, 0, 0, 1]
    store.close()


def test_it_reads_at_most_a_page(paths: Paths) -> None:
    released(paths, ROWS + 20).close()
    assert len(first_rows(paths.database)) == ROWS


def test_a_queue_that_cannot_be_read_shows_nothing(paths: Paths, tmp_path: Path) -> None:
    assert first_rows(tmp_path / "missing.db") == ()
    odd = tmp_path / "odd.db"
    odd.write_bytes(b"not a database at all" * 100)
    assert first_rows(odd) == ()
    empty = tmp_path / "empty.db"
    sqlite3.connect(empty).close()
    assert first_rows(empty) == ()


def test_it_does_not_wait_for_a_writer(paths: Paths) -> None:
    store = released(paths, 3)
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE item SET subject = 'half done'")
        rows = first_rows(paths.database)  # the old state, or nothing, but now
        assert all(row.item.subject != "half done" for row in rows)
    store.close()


def test_an_override_counts_before_the_engine_runs(paths: Paths) -> None:
    end = NOON + timedelta(minutes=50)
    Sessions(paths.sessions).save(SessionState((Override(Mode.FOCUS, NOON, end, "Write"),), NOON))
    look = first_look(paths, NOON + timedelta(minutes=1))
    assert look.now is not None
    assert (look.now.mode, look.now.until, look.now.intention) == (Mode.FOCUS, end, "Write")


def test_preferences_are_known_and_a_new_profile_is_fresh(paths: Paths) -> None:
    assert first_look(paths, NOON).fresh
    paths.settings_file.write_text('theme = "dark"\nlanguage = "fr"\n', encoding="utf-8")
    look = first_look(paths, NOON)
    assert (look.preferences.theme, look.preferences.language, look.fresh) == ("dark", "fr", False)


def test_settings_that_are_wrong_leave_the_rest_to_the_engine(paths: Paths) -> None:
    paths.settings_file.write_text("theme = 7\n", encoding="utf-8")
    look = first_look(paths, NOON)
    assert look.now is None
    assert look.preferences.theme == "system"


def test_nothing_slow_is_imported_before_the_first_paint() -> None:
    """SQLAlchemy alone takes longer to import than Qt."""
    program = (
        "import sys, desktop.cli\n"
        "desktop.cli.parser(['run'])\n"
        "import desktop.app\n"
        "slow = ('sqlalchemy', 'alembic', 'imapclient', 'keyring', 'jeepney', 'plyer', 'tomlkit', 'email.parser',\n"
        "        'pymap', 'PySide6.QtNetwork', 'PySide6.QtSvg', 'PySide6.QtDBus', 'asyncio', 'inbox.sources',\n"
        "        'focus.providers', 'desktop.core.settings.edit', 'desktop.cli.asking', 'desktop.cli.words')\n"
        "print([name for name in slow if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "[]"
