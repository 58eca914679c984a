"""What the window shows before the engine runs: preferences, the mode, and the first rows of the latest batch.

Read-only and quick: `sqlite3` alone, no SQLAlchemy. Whatever cannot be read is left out; the engine tells soon after.
"""

from __future__ import annotations

import logging
import sqlite3
import tomllib
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop.core.paths import Paths
from desktop.core.settings.choices import Language, Theme
from desktop.core.settings.reader import SettingsError, Table
from desktop.core.settings.week import DEFAULT_SPANS, read_schedule
from desktop.core.showing import day_end, now_view
from desktop.core.views import Now, Preferences, Row
from focus.errors import WrongPlan
from focus.plan import Plan
from focus.schedule import Schedule
from focus.sessions import Sessions
from inbox.batch import is_owed_by, reading_order
from inbox.item import Channel, Item, Reason, State

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
log = logging.getLogger(__name__)

ROWS = 50
_COLUMNS = (
    "id, account, channel, reason, sender_name, sender_address, subject, preview, received_at, arrived_at, "
    "state, state_since, snoozed_until, released_at, batch, passes, pinned, thread, link, list_id, unreadable, "
    "tool, project, rank, because, promised, due_at, answered_at"
)
_QUERY = (
    f"SELECT {_COLUMNS} FROM item WHERE batch = (SELECT max(id) FROM batch) "  # noqa: S608
    f"AND state IN ('released', 'expired') ORDER BY id DESC LIMIT {ROWS}"
)


@dataclass(frozen=True, slots=True)
class _Settings:
    schedule: Schedule
    preferences: Preferences
    fresh: bool


@dataclass(frozen=True, slots=True)
class FirstLook:
    """`now` is None if the settings cannot be read, `rows` empty if the queue cannot. `fresh`: nothing is set up."""

    preferences: Preferences
    now: Now | None
    rows: tuple[Row, ...]
    fresh: bool


def first_look(paths: Paths, now: datetime) -> FirstLook:
    """Never raises for what is in the files; `now` is aware."""
    settings = _settings(paths.settings_file)
    rows = first_rows(paths.database, None if settings is None else day_end(settings.schedule.zone, now))
    if settings is None:
        return FirstLook(Preferences(), None, rows, fresh=False)
    return FirstLook(settings.preferences, _now(settings.schedule, paths.sessions, now), rows, settings.fresh)


def first_rows(database: Path, today: datetime | None = None) -> tuple[Row, ...]:
    """Up to 50 of the latest batch that are still to be read, in reading order; none where the queue cannot be read.
    `today`: until when it is (aware)."""
    if not database.exists():
        return ()
    try:
        # Not waiting for a lock: a writer may be migrating, and the window must not.
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=0.05)) as connection:
            found = connection.execute(_QUERY).fetchall()
            ordered = reading_order(map(_item, found), today)
            return tuple(Row(item, owed_today=today is not None and is_owed_by(item, today)) for item in ordered)
    except (sqlite3.Error, ValueError) as error:
        log.info("the first page could not be read before the start: %s", error)
        return ()


def _item(row: tuple[Any, ...]) -> Item:
    return Item(
        id=row[0],
        account=row[1],
        channel=Channel(row[2]),
        reason=Reason(row[3]),
        sender_name=row[4],
        sender_address=row[5],
        subject=row[6],
        preview=row[7],
        received_at=_instant(row[8]),
        arrived_at=_instant(row[9]),
        state=State(row[10]),
        state_since=_instant(row[11]),
        snoozed_until=row[12] and _instant(row[12]),
        released_at=row[13] and _instant(row[13]),
        batch=row[14],
        passed_by=row[15],
        pinned=bool(row[16]),
        thread=row[17],
        link=row[18],
        list_id=row[19],
        unreadable=bool(row[20]),
        tool=row[21],
        project=row[22],
        rank=row[23],
        because=row[24],
        promised=row[25],
        due_at=None if row[26] is None else _instant(row[26]),
        answered_at=None if row[27] is None else _instant(row[27]),
    )


def _instant(micros: int) -> datetime:
    """As `inbox.store.instants`, which is not imported: its package brings SQLAlchemy, slower to load than Qt."""
    return _EPOCH + timedelta(microseconds=micros)


def _settings(file: Path) -> _Settings | None:
    """Only these: the rest would load every kind of account and provider to check its values."""
    try:
        table = Table(str(file), tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {})
        schedule, _ = read_schedule(table.table("schedule"), DEFAULT_SPANS)
        language = table.choice("language", Language, Language.SYSTEM)
        theme = table.choice("theme", Theme, Theme.SYSTEM)
        return _Settings(schedule, Preferences(str(language), str(theme)), fresh=not file.exists())
    except (OSError, ValueError, SettingsError) as error:
        log.info("the settings could not be read before the start: %s", error)
        return None


def _now(schedule: Schedule, sessions: Path, now: datetime) -> Now | None:
    try:
        overrides = Sessions(sessions).load().overrides
        # An override that has long ended cannot matter; the engine clears them away.
        live = tuple(one for one in overrides if one.until > now - timedelta(days=1))
        return now_view(Plan(schedule, live), now)
    except (OSError, WrongPlan) as error:
        log.info("the mode could not be told before the start: %s", error)
        return None
