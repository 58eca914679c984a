"""What is new in a list that begins with the newest and knows no cursor: told apart by time and name.

Times of servers are coarse, come late, and may lie ahead of ours or go back: what is close to the newest one that was
read is told apart by its name alone.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from inbox.errors import SourceError
from inbox.sources import Start
from inbox.web.feed import Portion, Told

OVERLAP: Final = timedelta(minutes=10)
"""So late may a thing appear in a list behind one that is newer."""
MOST: Final = 10_000
"""So many are held in memory; of more the oldest come first, and the others with the next fetch."""
_PORTION: Final = 100
_SHORT_LIST: Final = 40
"""So many come in one piece from every tool there is."""
_MOST_READINGS: Final = 4
_MICROS: Final = timedelta(microseconds=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list. `key` as in `Told`, `at` aware.

    `tell` is called for what is new only, oldest first, right before it is handed over: it may ask the server for more,
    and raises `inbox.errors` only. None: it is not for the person.
    """

    key: str
    at: datetime
    tell: Callable[[], Told | None]


class Mark:
    """How far a list was read: the newest instant, the names close to it, and before when nothing counts."""

    def __init__(self, cursor: str, now: datetime, start: Start) -> None:
        """What is no cursor of ours begins anew: the queue knows what it has."""
        self._now = _micros(now)
        self._start = start
        self._floor = self._now - start.days * 86_400_000_000
        self._stamp: int | None = None
        self._names: dict[str, int] = {}
        self._met = 0
        try:
            told = json.loads(cursor) if cursor else {}
            if told and int(told["floor"]) <= self._now:  # else the clock was ahead when this was written
                self._names = {str(name): int(at) for name, at in told["names"].items()}
                self._floor = min(int(told["floor"]), self._floor)
                self._stamp = min(int(told["stamp"]), self._now)
        except (ValueError, TypeError, KeyError, AttributeError):
            self._names = {}

    @property
    def since(self) -> datetime:
        """What is older need not be asked for."""
        return _EPOCH + self._since() * _MICROS

    def news(self, listed: Iterable[Listed], again: Callable[[], Iterable[Listed]] | None = None) -> Iterator[Portion]:
        """`listed`: newest first; no more of it is taken than is needed.

        `again`: the same once more, of a list in numbered pages. What follows moves up when somebody reads a thing in
        the midst, and what stood first on the next page is passed over; so it is read until nothing more is found.
        """
        first = self._stamp is None
        take = self._first if first else self._later
        new = {one.key: one for one in take(listed)}
        for _ in range(_MOST_READINGS):
            if again is None or self._met <= _SHORT_LIST:
                break
            more = {one.key: one for one in take(again()) if _short(one.key) not in self._names}
            if more.keys() <= new.keys():
                break
            new |= more
        fresh = sorted(new.values(), key=lambda one: one.at)
        for begin in range(0, len(fresh), _PORTION):
            told: list[Told] = []
            part: list[Listed] = []
            try:
                for one in fresh[begin : begin + _PORTION]:
                    found = one.tell()
                    part.append(one)
                    told += [found] if found is not None else []
            except SourceError:
                if part:  # so that even a server that fails now and then is read to its end
                    yield self._portion(part, told)
                raise
            yield self._portion(part, told)
        if first and not fresh:
            yield Portion((), str(self))

    def _portion(self, read: Sequence[Listed], told: Sequence[Told]) -> Portion:
        self._move(read)
        return Portion(tuple(told), str(self))

    def __str__(self) -> str:
        stamp = self._floor if self._stamp is None else self._stamp
        return json.dumps({"stamp": stamp, "floor": self._floor, "names": self._names}, separators=(",", ":"))

    def _first(self, listed: Iterable[Listed]) -> list[Listed]:
        """So many days back or so many things, whichever is less. Of the others those are noted that would be met
        again."""
        taken: list[Listed] = []
        passed: list[Listed] = []
        newest = self._floor
        for self._met, one in enumerate(listed, 1):
            at = _micros(one.at)
            newest = max(newest, min(at, self._now))
            if at < self._floor or (len(taken) >= self._start.mails and at < newest - OVERLAP // _MICROS):
                break
            (taken if len(taken) < self._start.mails else passed).append(one)
        self._move(passed)
        return taken

    def _later(self, listed: Iterable[Listed]) -> Sequence[Listed]:
        kept: deque[Listed] = deque(maxlen=MOST)
        since = self._since()
        for self._met, one in enumerate(listed, 1):
            at = _micros(one.at)
            if at < since:
                break
            if at >= self._floor and _short(one.key) not in self._names:
                kept.append(one)
        return kept

    def _since(self) -> int:
        return self._floor if self._stamp is None else max(self._floor, self._stamp - OVERLAP // _MICROS)

    def _move(self, read: Iterable[Listed]) -> None:
        for one in read:
            at = _micros(one.at)
            # Never past now: a thing dated in the future would hide all that come before its date. Its name is known.
            self._stamp = max(self._floor if self._stamp is None else self._stamp, min(at, self._now))
            self._names[_short(one.key)] = at
        since = self._since()
        self._names = {name: at for name, at in self._names.items() if at >= since}


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROS


def _short(key: str) -> str:
    return hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=6).hexdigest()
