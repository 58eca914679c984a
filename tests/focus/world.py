"""A life for the keeper: one service, one clock, one journal, and the app that starts, ends and is killed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from focus.journal import Journal
from focus.keeper import Keeper, Line
from focus.presence import Level, Presence
from focus.providers import Provider
from tests.clock import HandClock
from tests.focus.service import Life, MortalJournal, Service, remote

START = datetime(2026, 11, 23, 10, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
BLANK = Presence()
TRAIN = Presence(Level.TEXT, "on the train", ":train:")
LUNCH = Presence(Level.TEXT, "lunch", "", START + 30 * MINUTE)
MEETING = Presence(Level.DO_NOT_DISTURB, "meeting")
OURS = Presence(Level.BUSY, "In focus until 11:00", ":lock:", START + HOUR)
LONGER = Presence(Level.BUSY, "In focus until 12:00", ":lock:", START + 2 * HOUR)
SECONDS = 60.0


def everywhere(presence: Presence | None) -> dict[str, Presence]:
    """The same on each provider that a test has."""
    return {} if presence is None else dict.fromkeys(("it", "chat", "desktop", "a", "b", "c"), presence)


class World:
    """A service, a clock and a journal on disk, and one life of the app after another."""

    def __init__(self, folder: Path, before: Presence = BLANK, **of_service: object) -> None:
        self.clock = HandClock(START)
        self.path = folder / "journal.json"
        self.service = Service(self.clock, **of_service)  # type: ignore[arg-type]
        self.service.set(before)
        self.life = Life()
        self.keeper = self._born()

    def _born(self) -> Keeper:
        opener: Callable[[], Provider] = partial(remote, self.service, self.life)
        journal = MortalJournal(self.path, self.life)
        keeper = Keeper({"chat": opener}, journal, self.clock.now, lambda: None)
        keeper.start()
        return keeper

    def want(self, presence: Presence | None) -> None:
        self.keeper.want(everywhere(presence))
        assert self.keeper.settled(SECONDS)

    def look(self) -> None:
        self.keeper.heal()
        assert self.keeper.settled(SECONDS)

    def kill_and_start(self, until: int | None = None) -> None:
        self.life.until = 0
        self.keeper.close(0)
        self.life = Life(until)
        self.keeper = self._born()

    @property
    def line(self) -> Line:
        return self.keeper.lines()[0]

    @property
    def noted(self) -> bool:
        return bool(Journal(self.path).entries())
