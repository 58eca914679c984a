"""What is kept, taken along: all items as JSON lines, and database and settings as one file. All of it blocks.

No secret is in either: those are in the keyring alone. Mails that were opened are not, for the server has them.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from sqlalchemy.exc import DBAPIError

from desktop.core.desk import RequestError
from desktop.core.paths import FILE_MODE, Paths, write_private
from desktop.core.settings.load import read
from desktop.core.settings.reader import SettingsError
from inbox.store import HEAD, Store, StoreError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

FORM: Final = "ecluse-backup"
VERSION: Final = 1
_ABOUT: Final = "about.json"
_DATABASE: Final = "queue.db"
_SETTINGS: Final = "settings.toml"
_MOST: Final = 64 * 2**30
"""Bytes of a database in a backup: one that claims more is none of ours."""


_log = logging.getLogger(__name__)


def export(database: Path, file: Path, zone: ZoneInfo) -> int:
    """All items, the oldest first, as `ecluse show --json` has them, an object on each line. Gives how many.

    Raises RequestError where `file` is there or cannot be written.
    """
    from desktop.core.answers import details
    from inbox.reading import Reading

    written = 0
    with closing(Store(database)) as store, new_file(file) as target:
        reading = Reading(store)
        for id in reading.every_id():
            found = reading.details(id)
            if found is not None:
                target.write(json.dumps(details(found, zone)).encode() + b"\n")
                written += 1
    return written


def backup(database: Path, settings: Path, file: Path, now: datetime) -> None:
    """A ZIP archive of the database, the settings and what they are. Raises RequestError as `export` does."""
    with closing(Store(database)) as store, tempfile.TemporaryDirectory(dir=database.parent, prefix=".backup-") as room:
        copy = Path(room) / _DATABASE
        store.backup(copy)
        about = {
            "form": FORM,
            "version": VERSION,
            "schema": HEAD,
            "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
        }
        with new_file(file) as target, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_ABOUT, json.dumps(about))
            archive.write(copy, _DATABASE)
            if settings.exists():
                archive.write(settings, _SETTINGS)


def restore(paths: Paths, file: Path, now: datetime) -> tuple[Path, ...]:
    """Put what a backup holds in place of what is there, which is kept aside: gives where. The lock must be held.

    All of it is looked at first; raises RequestError, and then nothing was changed.
    """
    paths.prepare()
    with tempfile.TemporaryDirectory(dir=paths.data, prefix=".restore-") as room:
        database, settings = _unpacked(file, Path(room))
        aside = [*_database_aside(paths.database, now), *_set_aside(paths.settings_file, now)]
        os.replace(database, paths.database)
        if settings is not None:
            write_private(paths.settings_file, settings)
    # Opened mails are kept under the numbers of their items, which may be those of others now.
    shutil.rmtree(paths.mails, ignore_errors=True)
    return tuple(aside)


@contextmanager
def new_file(file: Path) -> Iterator[BinaryIO]:
    """A file that was not there, 0600; gone again where it was not written to its end. Raises RequestError."""
    try:
        number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
    except FileExistsError as error:
        raise RequestError(f"{file} is there already. Nothing was written.", "Name a file that is not.") from error
    except OSError as error:
        raise RequestError(f"{file} cannot be written ({error.strerror}). Nothing was written.") from error
    try:
        with os.fdopen(number, "wb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
    except BaseException as error:
        file.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise RequestError(f"{file} could not be written ({error.strerror}). It was removed again.") from error
        raise


def _unpacked(file: Path, room: Path) -> tuple[Path, bytes | None]:
    """The database, whole and sound, and the settings, if there are any."""
    try:
        with zipfile.ZipFile(file) as archive:
            about = json.loads(_member(archive, _ABOUT, 2**16))
            if not isinstance(about, dict) or about.get("form") != FORM:
                raise RequestError(f"{file} is no backup of Écluse. Nothing was changed.")
            if about.get("version") != VERSION or str(about.get("schema")) > HEAD:
                raise RequestError(
                    f"{file} was written by a newer Écluse. Nothing was changed.", "Install the newer version first."
                )
            target = room / _DATABASE
            if archive.getinfo(_DATABASE).file_size > _MOST:
                raise RequestError(f"{file} is too large. Nothing was changed.")
            with archive.open(_DATABASE) as packed, new_file(target) as unpacked:
                shutil.copyfileobj(packed, unpacked)
            settings = _member(archive, _SETTINGS, 2**24) if _SETTINGS in archive.namelist() else None
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, zlib.error) as error:
        raise RequestError(f"{file} cannot be read as a backup ({error}). Nothing was changed.") from error
    _sound(file, target)
    if settings is not None:
        try:
            read(settings, _SETTINGS)
        except SettingsError as error:
            raise RequestError(f"The settings in {file} cannot be used: {error}. Nothing was changed.") from error
    return target, settings


def _member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    if archive.getinfo(name).file_size > most:
        raise ValueError(f"{name} is too large")
    return archive.read(name)


def _sound(file: Path, database: Path) -> None:
    """Opened as the app will, and so brought up to date where it is older; then it has what a new one has, no less and
    no more."""
    try:
        with closing(Store(database)) as store, closing(Store(database.with_name("new.db"))) as new:
            said = store.check() if _parts(store) == _parts(new) else "its tables are not those of Écluse"
            store.checkpoint()
    except (StoreError, DBAPIError) as error:
        raise RequestError(f"The database in {file} cannot be opened ({error}). Nothing was changed.") from error
    if said != "ok":
        raise RequestError(f"The database in {file} is damaged ({said}). Nothing was changed.")


def _parts(store: Store) -> set[tuple[str, str]]:
    with store.read() as connection:
        return {(row.type, row.name) for row in connection.exec_driver_sql("SELECT type, name FROM sqlite_master")}


def _set_aside(file: Path, now: datetime) -> list[Path]:
    """Kept in its folder under another name, for what is there to be replaced; none where there is nothing."""
    if not file.exists():
        return []
    aside = _unused(file.with_name(f"{file.stem}-before-restore-{now:%Y%m%dT%H%M%S}{file.suffix}"))
    with new_file(aside) as target, file.open("rb") as source:
        shutil.copyfileobj(source, target)
    return [aside]


def _database_aside(file: Path, now: datetime) -> list[Path]:
    """As `_set_aside`, with what its log has; beside another database a log would be taken for that one's."""
    if file.exists():
        _fold_log(file)
    aside = _set_aside(file, now)
    for suffix in ("-wal", "-shm"):
        log = file.with_name(file.name + suffix)
        if aside and log.exists():
            os.replace(log, aside[0].with_name(aside[0].name + suffix))
        else:
            log.unlink(missing_ok=True)  # of a database that is no more
    return aside


def _fold_log(database: Path) -> None:
    try:
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:  # that may be why it is restored
        _log.warning("%s is kept aside with its log, as it is: %s", database, error)


def _unused(file: Path) -> Path:
    """Two may be of one second."""
    names = (file.with_stem(f"{file.stem}-{number}") for number in count(2))
    return file if not file.exists() else next(name for name in names if not name.exists())
