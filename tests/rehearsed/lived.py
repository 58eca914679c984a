"""A week lived through by the app's rhythm, queue and database; and the same rehearsed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from desktop.core.own_addresses import own_addresses
from desktop.core.promising import Promising
from desktop.core.rehearsal.past import Past
from desktop.core.rehearsal.replay import replay
from desktop.core.rehearsal.values import Came
from desktop.core.rhythm import Rhythm
from desktop.core.settings.model import Settings
from desktop.core.setup import Setup
from desktop.core.views import AccountSettings
from focus.sessions import Sessions
from inbox.item import Fetched
from inbox.rulebook import Rulebook
from inbox.store import Store
from inbox.store.instants import maybe
from inbox.store.tables import metadata
from tests.rehearsed.week import ACCOUNTS, MINE, Week

Became = tuple[datetime | None, str, datetime | None, str]
"""released_at, by, batch and rule, as a rehearsal tells them."""

_RELEASED = (
    "SELECT item.key, item.released_at, item.passes, batch.by, batch.start, item.ruled_by, item.state "
    "FROM item LEFT JOIN batch ON batch.id = item.batch"
)


class _Still:
    """What a rhythm asks of its setup, where nothing is set up but a week, rules and two accounts' addresses."""

    catches_up = True
    notifies = False
    live = False
    machine = None

    def __init__(self, week: Week) -> None:
        accounts = tuple(AccountSettings(name, "imap", {"user": MINE}) for name in ACCOUNTS)
        self.settings = Settings(week.schedule, week.schedule.zone.key, accounts=accounts, rules=week.rules)
        self.presences = self

    def start(self) -> None: ...
    def ask(self) -> None: ...
    def want(self, *_: object) -> None: ...

    def refresh(self) -> tuple[()]:
        return ()

    def settled(self, *_: object) -> bool:
        return True

    def fetched_since(self, _: datetime) -> bool:
        return True


class Lives:
    """Has one database, which is emptied between weeks: what is compiled for it once serves them all."""

    def __init__(self, folder: Path) -> None:
        self._sessions = folder / "sessions.json"
        self._store = Store(folder / "lived.db")

    def live(self, week: Week) -> dict[str, Became]:
        """By key, what became of each."""
        self._empty()
        self._through(week, self._store)
        with self._store.read() as connection:
            rows = connection.exec_driver_sql(_RELEASED).all()
        return {row.key: _became(row) for row in rows}

    def close(self) -> None:
        self._store.close()

    def _empty(self) -> None:
        self._sessions.unlink(missing_ok=True)
        with self._store.write() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
            connection.exec_driver_sql("INSERT INTO item_fts (item_fts) VALUES ('rebuild')")

    def _through(self, week: Week, store: Store) -> None:
        setup = cast(Setup, _Still(week))
        promising = Promising(store, setup, lambda: week.start)
        rhythm = Rhythm(store, Sessions(self._sessions), setup, lambda _: None, promising)
        rhythm.start()
        due = rhythm.tick(week.start)
        beats = [at for at in week.beats if at > week.start]
        for at, portion in _coming(week):
            while (wakes := min((one for one in (due, *beats[:1]) if one is not None), default=at)) < at:
                beats = [one for one in beats if one > wakes]
                due = rhythm.tick(wakes)
            if portion is not None:
                fetched = Fetched(portion.arrivals, f"{portion.arrivals[-1].key}")
                rhythm.arrived(portion.account, fetched, at, {})
            due = rhythm.tick(at)


def _coming(week: Week) -> Iterator[tuple[datetime, Any]]:
    yield from ((one.at, one) for one in week.portions)
    yield week.end, None


def _became(row: Any) -> Became:
    released_at = maybe(row.released_at)
    if row.state not in {"released", "expired"} or released_at is None:  # a code that is over comes out all the same
        return None, "", None, row.ruled_by
    if row.by is None:
        return released_at, "rule", None, row.ruled_by
    return released_at, row.by, maybe(row.start), row.ruled_by


def rehearsed(week: Week) -> dict[str, Became]:
    """By key, what became of each by the end of the week."""
    mine = own_addresses(cast(Any, _Still(week)).settings.accounts)
    came = [
        Came(arrival, one.account, answers_me=arrival.reason == "replied" and arrival.channel == "mention", mine=mine)
        for one in week.portions
        for arrival in one.arrivals
    ]
    past = Past(came)
    outcomes = replay(week.schedule, Rulebook(week.rules), past)
    return {
        one.arrival.key: out[:4] if out.released_at and out.released_at <= week.end else (None, "", None, out.rule)
        for one, out in zip(past.came, outcomes, strict=True)
    }


@contextmanager
def lives() -> Iterator[Lives]:
    """In memory, where there is such a folder: what is lived through is not to be kept."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(prefix="ecw", dir=memory if memory.is_dir() else None) as folder:
        there = Lives(Path(folder))
        try:
            yield there
        finally:
            there.close()
