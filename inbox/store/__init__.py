"""The database file: opened, checked, migrated, and written by one thread.

SQLite (WAL, `synchronous=FULL`): what was committed survives a power cut. Everything that is peculiar to SQLite
is in this module, `inbox.store.search` and the migrations.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import SingletonThreadPool

SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 10_000,
    "secure_delete": 1,
    "temp_store": 2,  # in memory: SQLite's temporary files would have people's mail in /var/tmp
}
HEAD = "0003"


class StoreError(Exception):
    """The database cannot be used: the text says why, and what has been left as it was."""

    def __init__(self, message: str, damaged: Path | None = None) -> None:
        super().__init__(message)
        self.damaged = damaged
        """The file, where it is no database that SQLite can read."""


class Store:
    """One open database. `write` and `read` belong to one thread, the engine's."""

    def __init__(self, path: Path) -> None:
        """Open or create, migrate, and assert the settings. Raises StoreError; never repairs by deleting."""
        self.path = path
        _make_private(path)
        self._engine = _engine(path)
        self._reading = self._engine.execution_options(ecluse_begin="BEGIN")
        try:
            self._migrate()
            self.settings = self._assert_settings()
        except BaseException:
            self._engine.dispose()
            raise

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its first statement; at its end committed, or rolled back."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view that takes no lock."""
        with self._reading.begin() as connection:
            yield connection

    def backup(self, target: Path) -> None:
        """A whole copy in one file, taken while the app runs (`VACUUM INTO`). The bare file lacks its WAL."""
        partial = target.with_name(f"{target.name}.part")
        partial.unlink(missing_ok=True)  # of a copy that was cut short: SQLite writes into no file that is there
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute("VACUUM INTO ?", (str(partial),))
        partial.chmod(0o600)
        partial.replace(target)

    def checkpoint(self) -> None:
        """Move what is in the log into the file and empty the log: what was deleted is then nowhere any more."""
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def check(self) -> str:
        """`quick_check`: "ok", or what SQLite found wrong."""
        with self.read() as connection:
            return str(connection.exec_driver_sql("PRAGMA quick_check").scalar_one())

    def close(self) -> None:
        self._engine.dispose()

    def _migrate(self) -> None:
        version = self._version()
        if version == HEAD:
            return
        if version and version > HEAD:
            raise StoreError(
                f"{self.path} was written by a newer Écluse (schema {version}, this one knows {HEAD}). "
                "It has been left untouched: install the newer version again."
            )
        if version:
            self.backup(self.path.with_name(f"{self.path.stem}-before-{HEAD}{self.path.suffix}"))
        # Imported late: a database that is up to date opens without Alembic.
        from alembic import command
        from alembic.config import Config

        with self.write() as connection:
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
            config.set_main_option("path_separator", "os")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def _version(self) -> str:
        try:
            with self.read() as connection:
                known = connection.exec_driver_sql(
                    "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
                ).scalar_one()
                if not known:
                    return ""
                return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or "")
        except Exception as error:
            said = getattr(error, "orig", None) or error
            damaged = (
                self.path if isinstance(error, DatabaseError) and not isinstance(error, OperationalError) else None
            )
            message = f"{self.path} cannot be opened ({said}). It has been left as it is."
            raise StoreError(message, damaged) from error

    def _assert_settings(self) -> dict[str, object]:
        with self._engine.connect() as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SETTINGS}
        wrong = {name: value for name, value in found.items() if value != SETTINGS[name]}
        if wrong:
            raise StoreError(f"SQLite did not accept its settings: {wrong}, wanted {SETTINGS}. Nothing was written.")
        return dict(found)


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """A consistent view of a database on a connection of its own, in whatever thread opens it, beside an app that
    writes. Raises StoreError where there is none of this schema."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
        with closing(connection):
            connection.execute(f"PRAGMA busy_timeout={SETTINGS['busy_timeout']}")
            connection.execute("PRAGMA query_only=1")
            connection.execute("BEGIN")
            version = str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
            if version != HEAD:
                raise StoreError(f"{path} is of schema {version}, not {HEAD}. It has been left as it is.")
            yield connection
    except sqlite3.Error as error:
        raise StoreError(f"{path} cannot be read ({error}). It has been left as it is.") from error


def _engine(path: Path) -> Engine:
    # An error names the statement and never its values: they are people's mail.
    engine = create_engine(f"sqlite:///{path}", poolclass=SingletonThreadPool, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def configure(connection: sqlite3.Connection, _record: object) -> None:
        # The driver's own transactions let DDL survive a rollback, so ours are explicit.
        connection.isolation_level = None
        for name, value in SETTINGS.items():
            connection.execute(f"PRAGMA {name}={value}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("ecluse_begin", "BEGIN IMMEDIATE"))

    return engine


def _make_private(path: Path) -> None:
    """0600 whatever the umask; SQLite gives the WAL and its index the mode of the database."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)
