"""What a mailbox held before it was first read: asked for newest first, a small portion at a time.

A window of sequence numbers is searched for what came since the day that was asked for (never the whole mailbox, and
no answer is longer than its window), then the newest of what was found is read. A mail's sequence number only ever
falls, as others below it are expunged: so the number where one stopped is never too low, and no mail is stepped over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from typing import Final

from inbox.imap import mailbox as mails
from inbox.imap.connection import Connection, Selected
from inbox.imap.cursor import Cursor
from inbox.imap.mailbox import Portion, Trouble
from inbox.item import Arrival, Past
from inbox.mail.authenticity import Trust
from inbox.mail.mentions import Known
from inbox.sources import LookBack

WINDOW: Final = 5000
"""Mails that are searched at once: an answer of 55 KB at the most, where imaplib takes lines of 1 MB."""

_FIRST: Final = 20
_FEWEST: Final = 2
_MOST: Final = 200
_SECONDS: Final = 0.25
"""What a portion should take: what is new, and a mail that is being opened, wait for no longer."""
_BYTES: Final = 4 * 1024 * 1024
_EARLIEST: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""Since then, or before: everything."""


@dataclass(frozen=True, slots=True)
class Box:
    """How far one mailbox has been gone back. Left are the mails with UIDs below `below` of this `validity`, whose
    sequence numbers are `upto` at the most. Those from `first` on came since the day asked for, if they are in order.
    `seconds` (Unix time): when the last one came that was read."""

    validity: int
    below: int
    upto: int
    first: int
    seconds: int

    @property
    def left(self) -> int:
        return max(0, self.upto - self.first + 1)


@dataclass
class _Window:
    """What a search has found: ascending UIDs, those that are not stored yet, and the lowest number searched."""

    cursor: str
    name: str
    uids: list[int]
    fresh: list[int]
    low: int


class History:
    """One source's. What is remembered here only saves asking again: the cursor says where one is."""

    def __init__(
        self,
        select: Callable[[str], tuple[Connection, Selected]],
        monotonic: Callable[[], float],
        trust: Trust,
        known: Callable[[], Known],
    ) -> None:
        """`select` has a mailbox selected by EXAMINE."""
        self._trust = trust
        self._known = known
        self._select = select
        self._monotonic = monotonic
        self._window: _Window | None = None
        self._size = float(_FIRST)
        self._troubles: dict[str, Trouble] = {}

    def portion(self, read: Mapping[str, Cursor], asked: LookBack) -> Past:
        """`read`: how far each mailbox has been read by `fetch`. What is above that is not history yet."""
        boxes = {name: box for name, box in _boxes(asked.cursor).items() if name in read}
        name = next((name for name in read if name not in boxes), None)
        if name is not None:
            box = self._begun(name, read[name], asked)
            return self._past((), asked, boxes if box is None else {**boxes, name: box}, 0)
        open_ = [name for name, box in boxes.items() if box.upto > 0]
        if not open_:
            return self._past((), asked, boxes, 0)
        name = max(open_, key=lambda name: boxes[name].seconds)
        connection, selected = self._select(name)
        if selected.validity != boxes[name].validity:  # numbered anew: from the top, and the queue knows what it has
            return self._past((), asked, {key: box for key, box in boxes.items() if key != name}, 0)
        return self._read(connection, name, boxes, asked)

    def _begun(self, name: str, place: Cursor, asked: LookBack) -> Box | None:
        """None while `fetch` has not been there since the mailbox was numbered anew."""
        connection, selected = self._select(name)
        if place.validity != selected.validity:
            return None
        first = 1 if asked.since <= _EARLIEST else mails.first_since(connection, asked.since)
        return Box(place.validity, place.uid + 1, connection.exists, first, int(asked.now.timestamp()))

    def _read(self, connection: Connection, name: str, boxes: dict[str, Box], asked: LookBack) -> Past:
        began, box = self._monotonic(), boxes[name]
        window = self._window
        self._window = None
        seen = 0
        if window is None or (window.cursor, window.name) != (asked.cursor, name):
            window = self._searched(connection, name, box, asked)
        while not window.fresh:
            seen += len(window.uids)
            box = replace(box, below=min([box.below, *window.uids]), upto=window.low - 1)
            if box.upto < 1 or self._monotonic() - began > _SECONDS:
                return self._past((), asked, {**boxes, name: box}, seen)
            window = self._searched(connection, name, box, asked)
        chosen = window.fresh[-max(_FEWEST, int(self._size)) :]
        trouble = self._troubles.get(name)
        if trouble is None or trouble.validity != box.validity:
            trouble = self._troubles[name] = Trouble(box.validity)
        portion = _together(mails.bodies(connection, chosen, trouble))
        self._pace(self._monotonic() - began, portion)
        newest_first = mails.arrivals(f"{name}:{box.validity}", portion, asked.now, self._trust, self._known())[::-1]
        gone_over = [uid for uid in window.uids if uid >= chosen[0]]
        del window.uids[-len(gone_over) :], window.fresh[-len(chosen) :]
        oldest = min((one.received_at for one in newest_first), default=None)
        box = replace(
            box,
            below=chosen[0],
            upto=box.upto - len(gone_over) if window.fresh else window.low - 1,
            seconds=min(box.seconds, int(oldest.timestamp())) if oldest else box.seconds,
        )
        if not window.fresh:
            seen += len(window.uids)
        past = self._past(newest_first, asked, {**boxes, name: box}, seen + len(gone_over))
        if window.fresh:
            self._window = replace(window, cursor=past.cursor)
        return past

    def _searched(self, connection: Connection, name: str, box: Box, asked: LookBack) -> _Window:
        high = min(box.upto, connection.exists)
        low = max(1, high - WINDOW + 1)
        since = None if asked.since <= _EARLIEST else asked.since
        found = mails.since(connection, low, high, since) if high >= 1 else []
        uids = [uid for uid in found if uid < box.below]
        stored = asked.stored([f"{name}:{box.validity}:{uid}" for uid in uids]) if uids else ()
        fresh = [uid for uid in uids if f"{name}:{box.validity}:{uid}" not in stored]
        return _Window(asked.cursor, name, uids, fresh, low)

    def _pace(self, took: float, portion: Portion) -> None:
        """So many mails at the next turn that it takes about as long as it should."""
        size = sum(len(answer.body or b"") for answer in portion.answers)
        factor = min(2.0, _SECONDS / max(took, 0.001), _BYTES / max(size, 1))
        self._size = min(_MOST, max(_FEWEST, self._size * max(factor, 0.1)))

    def _past(self, arrivals: Sequence[Arrival], asked: LookBack, boxes: Mapping[str, Box], seen: int) -> Past:
        open_ = [box for box in boxes.values() if box.upto > 0]
        over = bool(boxes) and not open_
        return Past(
            tuple(arrivals),
            json.dumps({name: astuple(box) for name, box in boxes.items()}) if boxes else "",
            seen,
            sum(box.left for box in boxes.values()),
            datetime.fromtimestamp(max(box.seconds for box in open_), UTC) if open_ else None,
            over,
        )


def _together(portions: Iterable[Portion]) -> Portion:
    """One, by UIDs: what had to be asked for twice came late."""
    parts = list(portions)
    answers = sorted((answer for part in parts for answer in part.answers), key=lambda answer: answer.uid or 0)
    return Portion(tuple(answers), tuple(chain.from_iterable(part.unreadable for part in parts)), 0)


def _boxes(cursor: str) -> dict[str, Box]:
    """None where there is none yet, or none that this version can read: it begins anew, and no mail is stored twice."""
    try:
        return {str(name): Box(*map(int, parts)) for name, parts in json.loads(cursor or "{}").items()}
    except (ValueError, TypeError, AttributeError):
        return {}
