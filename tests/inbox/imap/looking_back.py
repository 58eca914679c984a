"""A queue on disk that a source's history is stored in, portion by portion, as the app does it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from inbox.errors import Offline
from inbox.history import Histories, Progress, Stage
from inbox.item import Past, State
from inbox.queue import Queue
from inbox.reading import Reading
from inbox.sources import LookBack, Source
from inbox.store import Store
from tests.contract.source_contract import EVER, now

LATE = datetime(2026, 11, 23, tzinfo=UTC)
"""A day after all that a scripted mailbox holds."""


class Shelf:
    def __init__(self, folder: Path) -> None:
        self.store = Store(folder / "queue.db")
        self.queue, self.reading, self.histories = Queue(self.store), Reading(self.store), Histories(self.store)

    def fetch(self, source: Source) -> int:
        """What is new, live."""
        return sum(
            self.queue.accept("work", fetched, now()) for fetched in source.fetch(self.reading.cursor("work"), now())
        )

    def begin(self, since: datetime = EVER) -> None:
        self.histories.begin("work", since, now())

    @property
    def progress(self) -> Progress:
        (one,) = self.histories.all()
        return one

    def portion(self, source: Source) -> Past:
        before = self.progress.cursor
        past = source.look_back(
            LookBack(
                self.progress.since,
                now(),
                self.reading.cursor("work"),
                before,
                lambda names: self.histories.stored("work", names),
            )
        )
        assert self.queue.recall("work", past, before, now()) is not None
        return past

    def rest(self, source: Source, *, tries: int = 0) -> None:
        """All that is left, over so many lost connections at the most."""
        for _ in range(1000):
            if self.progress.stage is Stage.FINISHED:
                return
            try:
                self.portion(source)
            except Offline:
                tries -= 1
                assert tries >= 0
        raise AssertionError("it does not end")

    def subjects(self, state: State = State.DONE) -> list[str]:
        """By their ids, newest first."""
        with self.store.read() as connection:
            found = connection.exec_driver_sql(
                "SELECT subject FROM item WHERE state = ? ORDER BY id DESC", (state.value,)
            )
            return [str(one) for one in found.scalars()]

    def close(self) -> None:
        assert self.reading.ledger().adds_up
        self.store.close()
