"""What is new in a list that a server gives in one piece, or as much of as it shows at all: told apart by name.

What lies further down than the server shows is met when something above it is gone, however old it is by then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from inbox.sources import Start
from inbox.web.client import Client
from inbox.web.feed import Portion
from inbox.web.listing import Listed

_PORTION: Final = 100
_MICROS: Final = timedelta(microseconds=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Shortlist:
    """The names that were in the list when it was last read, and before when nothing counts."""

    def __init__(self, cursor: str, now: datetime, start: Start) -> None:
        """What is no cursor of ours begins anew: the queue knows what it has."""
        self._start = start
        at = (now - _EPOCH) // _MICROS
        self._floor = at - start.days * 86_400_000_000
        self._names: set[str] | None = None
        try:
            told = json.loads(cursor) if cursor else {}
            if told and int(told["floor"]) <= at:  # else the clock was ahead when this was written
                self._names = {str(name) for name in told["listed"]}
                self._floor = min(int(told["floor"]), self._floor)
        except (ValueError, TypeError, KeyError):
            self._names = None

    @property
    def begins(self) -> bool:
        """Nothing is known of what was there: the list is needed, whether or not it is as it was when last asked."""
        return self._names is None

    def news(self, listed: Iterable[Listed]) -> Iterator[Portion]:
        """`listed`: everything that is in the list now, in any order."""
        first = self._names is None
        known = self._names or set()
        here = {_short(one.key): one for one in listed}
        fresh = [
            (name, one)
            for name, one in here.items()
            if name not in known and (one.at - _EPOCH) // _MICROS >= self._floor
        ]
        fresh.sort(key=lambda one: one[1].at)
        if first:
            fresh = fresh[max(0, len(fresh) - self._start.mails) :]
        self._names = here.keys() - {name for name, _ in fresh}
        for begin in range(0, len(fresh), _PORTION):
            part = fresh[begin : begin + _PORTION]
            told = tuple(found for _, one in part if (found := one.tell()) is not None)
            self._names |= {name for name, _ in part}
            yield Portion(told, str(self))
        if first and not fresh:
            yield Portion((), str(self))

    def __str__(self) -> str:
        return json.dumps({"floor": self._floor, "listed": sorted(self._names or ())}, separators=(",", ":"))


class Whole:
    """Such a list, asked for again only where it changed (RFC 9110 13.1.2). One thread."""

    def __init__(self, client: Client, path: str, start: Start, *, expects: tuple[int, ...] = (200,)) -> None:
        self._client = client
        self._path = path
        self._start = start
        self._expects = expects
        self._heard = ("", "")
        """The cursor that all of the last answer is stored with, and that answer's ETag."""

    def news(self, cursor: str, now: datetime, read: Callable[[Any], Iterable[Listed]]) -> Iterator[Portion]:
        """`read` finds what is listed in an answer."""
        shortlist = Shortlist(cursor, now, self._start)
        stored, tag = self._heard
        # Only where all that was told before is stored: else it is to be told again.
        headers = {"If-None-Match": tag} if tag and stored == cursor and not shortlist.begins else None
        answer = self._client.get(self._path, headers=headers, expects=(*self._expects, 304))
        if answer.status == 304:
            return
        for portion in shortlist.news(read(answer.data)):
            yield portion
            cursor = portion.cursor
        self._heard = (cursor, answer.headers.get("etag", ""))


def _short(key: str) -> str:
    return hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=6).hexdigest()
