"""A service with an expiry of its own, a lost network and a process that can be killed at any step."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from focus.errors import Offline
from focus.journal import Journal
from focus.presence import Entry, Presence
from focus.providers import Provider
from tests.clock import HandClock


class Life:
    """One run of the app: it ends at step `until`, and from then on it changes nothing any more."""

    def __init__(self, until: int | None = None) -> None:
        self.steps = 0
        self.until = until
        self._lock = threading.Lock()

    @property
    def over(self) -> bool:
        return self.until is not None and self.steps >= self.until

    def step(self) -> None:
        with self._lock:
            if self.over:
                raise Offline("this life is over")
            self.steps += 1
            if self.over:
                raise Offline("killed here")


class Service:
    """What colleagues see. `set` is the person's own client; `reachable` is the network."""

    def __init__(self, clock: HandClock, *, expires: bool = True, step: timedelta | None = None) -> None:
        self._clock = clock
        self._expires = expires
        self._step = step
        self._shown = Presence()
        self.reachable = True
        self.writes: list[Presence] = []

    @property
    def shown(self) -> Presence:
        until = self._shown.until
        return Presence() if self._expires and until is not None and until <= self._clock.now() else self._shown

    def set(self, presence: Presence) -> None:
        self._shown = presence

    def rounded(self, until: datetime | None) -> datetime | None:
        """To the next step from now that is not before."""
        if until is None or self._step is None:
            return until
        return self._clock.now() + self._step * -((self._clock.now() - until) // self._step)


class Remote:
    """The one part of that service in one life of the app."""

    name = "status"
    lasting = True

    def __init__(self, service: Service, life: Life) -> None:
        self._service = service
        self._life = life

    def shown(self, presence: Presence) -> Presence:
        return presence

    def read(self) -> Presence:
        self._reach()
        return self._service.shown

    def write(self, presence: Presence) -> None:
        self._reach()
        self._service.set(replace(presence, until=self._service.rounded(presence.until)))
        self._service.writes.append(presence)
        self._life.step()

    def _reach(self) -> None:
        self._life.step()
        if not self._service.reachable:
            raise Offline("no route to host")


def remote(service: Service, life: Life) -> Provider:
    return Provider((Remote(service, life),), lambda: None)


class MortalJournal(Journal):
    def __init__(self, path: Path, life: Life) -> None:
        super().__init__(path)
        self._life = life

    def put(self, provider: str, part: str, entry: Entry | None) -> None:
        self._life.step()
        super().put(provider, part, entry)
        self._life.step()

    def remove(self, provider: str) -> None:
        self._life.step()
        super().remove(provider)
        self._life.step()
