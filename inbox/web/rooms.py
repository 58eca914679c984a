"""What was told of rooms (channels, conversations), and how far each of them is read there.

Chat tools keep one position of reading for a whole room. Where Écluse moves it for one message, those before it look
read as well, although nobody has read them: such a position is remembered, and is no sign of the person's reading.

Times are microseconds since 1970 by the tool's own clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from inbox.writing import Standing

if TYPE_CHECKING:
    from inbox.web.feed import Portion, Told

OVERLAP: Final = 600_000_000
"""So late may a message appear that was written before others."""
_AHEAD: Final = 86_400_000_000
_PORTION: Final = 100
_MOST_ROOMS: Final = 500
_MOST_MARKED: Final = 200
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Moved:
    """We moved a room's position from `before` to `to` for the messages written at `marked`."""

    before: int
    to: int
    marked: tuple[int, ...]


@dataclass(slots=True)
class Rooms:
    """How far a tool's rooms were told and are read; all of it is kept in the cursor."""

    at: int = 0
    floor: int = 0
    """What was written until the first look, and not told then, is not told later."""
    known: dict[str, int] = field(default_factory=dict)
    moved: dict[str, _Moved] = field(default_factory=dict)
    _kept: str = ""
    _first: bool = False

    def begin(self, cursor: str) -> bool:
        """Go on after `cursor`. False: it is none of ours, and all begins anew but for what is remembered of rooms."""
        kept = _parsed(cursor)
        self._first = kept is None
        self._kept = "" if kept is None else cursor
        kept = kept or Rooms()
        self.at, self.floor, self.known = kept.at, kept.floor, kept.known
        self.moved = {**kept.moved, **self.moved}
        return not self._first

    @property
    def since(self) -> int:
        """What is older need not be asked for."""
        return max(0, self.at - OVERLAP)

    def set_back(self, newest: int) -> None:
        """Their newest message is of then: a server whose time went back, or that was restored, counts from there."""
        if newest < self.since:
            self.at, self.floor = newest, min(self.floor, newest)

    def portions(self, told: Sequence[Told], newest: int, now: datetime) -> Iterator[Portion]:
        """`told`: all there is since `since`, in any order. `newest`: up to when that is everything, by their clock."""
        from inbox.web.feed import Portion

        new = {one.key: one for one in told if one.key not in self.known and micros(one.at) > self.floor}
        fresh = sorted(new.values(), key=lambda one: one.at)
        for begin in range(0, len(fresh), _PORTION):
            part = fresh[begin : begin + _PORTION]
            last = begin + len(part) == len(fresh)
            self._reach(part, newest if last else min(newest, micros(part[-1].at)), now)
            self._kept = str(self)
            yield Portion(tuple(part), self._kept)
        self._reach((), newest, now)
        if self._first:
            self.floor, self._first = self.at, False
        if str(self) != self._kept:
            self._kept = str(self)
            yield Portion((), self._kept)

    def standing(self, room: str, at: int, position: int) -> Standing:
        """Of a message written `at`, in a room that is read up to `position`."""
        moved = self.moved.get(room)
        if moved is not None and moved.to == position:
            return Standing.READ if at <= moved.before or at in moved.marked else Standing.UNREAD
        return Standing.READ if at <= position else Standing.UNREAD

    def move(self, room: str, at: int, before: int, to: int) -> None:
        """We moved the position of a room for the message written `at`."""
        known = self.moved.pop(room, None)
        if known is None or known.to != before:
            known = _Moved(before, to, ())
        self.moved[room] = _Moved(known.before, to, (*known.marked, at)[-_MOST_MARKED:])
        while len(self.moved) > _MOST_ROOMS:
            del self.moved[next(iter(self.moved))]

    def earlier(self, room: str, at: int) -> int:
        """Where the position belongs when the message written `at` is to be unread."""
        moved = self.moved.get(room)
        left = [one for one in moved.marked if one < at] if moved is not None else []
        return max([*left, min(moved.before, at - 1)]) if moved is not None else at - 1

    def take_back(self, room: str, at: int, to: int) -> None:
        """The position of a room stands at `to`, now that the message written `at` is unread again."""
        moved = self.moved.get(room)
        if moved is not None:
            self.moved[room] = _Moved(min(moved.before, to), to, tuple(one for one in moved.marked if one != at))

    def __str__(self) -> str:
        moved = {room: [one.before, one.to, *one.marked] for room, one in self.moved.items()}
        kept = {"at": self.at, "floor": self.floor, "known": self.known, "moved": moved}
        return json.dumps(kept, separators=(",", ":"))

    def _reach(self, told: Sequence[Told], at: int, now: datetime) -> None:
        # A clock that is far ahead of ours would hide all that comes before its date.
        self.at = max(self.at, min(at, micros(now) + _AHEAD))
        self.known |= {one.key: micros(one.at) for one in told}
        self.known = {key: at for key, at in self.known.items() if at >= self.since}


def micros(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def instant(micros: int, otherwise: datetime = _EPOCH) -> datetime:
    """Aware; `otherwise` where it is no time at all."""
    try:
        return _EPOCH + timedelta(microseconds=micros)
    except OverflowError:
        return otherwise


def _parsed(cursor: str) -> Rooms | None:
    try:
        kept: Any = json.loads(cursor) if cursor else {}
        moved = {str(room): _moved(*map(int, one)) for room, one in kept["moved"].items()}
        known = {str(key): int(at) for key, at in kept["known"].items()}
        return Rooms(int(kept["at"]), int(kept["floor"]), known, moved)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None


def _moved(before: int, to: int, *marked: int) -> _Moved:
    return _Moved(before, to, marked)
