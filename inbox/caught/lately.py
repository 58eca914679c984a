"""So that one notification is taken once: what is repeated at once, put in its own place again, or handed on by a
portal. Pure; times are seconds of a monotonic clock.

A chat's next message often takes the place of the one before. It is another thing, so only the same words are one.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import Final, TypeVar

from inbox.caught.apps import name_of
from inbox.caught.shown import Shown

_AT_ONCE: Final = 2.0
_IN_PLACE: Final = 60.0
_MOST: Final = 5000

_Key = tuple[str, str]
K = TypeVar("K")
V = TypeVar("V")


class Lately:
    """`asked_by` is the caller's name on the bus, `serial` its number for the call."""

    def __init__(self) -> None:
        self._said: OrderedDict[bytes, float] = OrderedDict()
        self._places: OrderedDict[_Key, tuple[bytes, float]] = OrderedDict()
        self._asked: OrderedDict[_Key, tuple[bytes, float]] = OrderedDict()

    def is_new(self, one: Shown, asked_by: str, serial: int, at: float) -> bool:
        words = _digest(one)
        place = (asked_by, one.place)
        before, then = self._places.get(place, (b"", at))
        said = self._said.get(words, at - 2 * _AT_ONCE)
        new = at - said > _AT_ONCE and not (one.place and before == words and at - then <= _IN_PLACE)
        if one.place:
            _put(self._places, place, (words, at))
        else:
            _put(self._asked, (asked_by, str(serial)), (words, at))
        if new:
            _put(self._said, words, at)
        return new

    def shown_as(self, number: int, asked_by: str, serial: int) -> None:
        """The answer to a call: by this number the program may put something else in its place."""
        found = self._asked.pop((asked_by, str(serial)), None)
        if found is not None:
            _put(self._places, (asked_by, str(number)), found)


def _put(there: OrderedDict[K, V], key: K, value: V) -> None:
    there[key] = value
    there.move_to_end(key)
    if len(there) > _MOST:
        there.popitem(last=False)


def _digest(one: Shown) -> bytes:
    app = name_of(one.entry) or name_of(one.app)
    words = "\0".join((app, one.title, one.body)).encode("utf-8", "replace")
    return hashlib.blake2b(words, digest_size=16).digest()
