"""One untagged FETCH response, read from the pieces imaplib makes of it. Pure.

IMAPClient's own reader refuses ranges, keeps everything in memory and files answers without a UID under their
sequence number; this one reads only what we ask for, in whatever order it comes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

Piece = bytes | tuple[bytes, bytes]

_ONLY_UID: Final = re.compile(rb"(\d{1,10}) \(UID (\d{1,10})\)")
_UID: Final = re.compile(rb"\bUID (\d{1,10})\b", re.IGNORECASE)
_SIZE: Final = re.compile(rb"\bRFC822\.SIZE (\d{1,12})\b", re.IGNORECASE)
_DATE: Final = re.compile(
    rb'\bINTERNALDATE " ?(\d{1,2})-([a-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"', re.IGNORECASE
)
_BODY_LITERAL: Final = re.compile(rb"\bBODY\[\](?:<\d+>)? \{\d+\}$", re.IGNORECASE)
_BODY_QUOTED: Final = re.compile(rb'\bBODY\[\](?:<\d+>)? "((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_MONTHS: Final = {
    name: number for number, name in enumerate(b"jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said of one mail; None where it did not say. `sequence` is valid for no longer than a command."""

    sequence: int
    uid: int | None
    received: datetime | None
    size: int | None
    body: bytes | None


def read(pieces: Sequence[Piece]) -> Answer | None:
    """None for what is no FETCH response, or not a whole one."""
    if len(pieces) == 1 and isinstance(pieces[0], bytes) and (row := _ONLY_UID.fullmatch(pieces[0])):
        return Answer(int(row[1]), int(row[2]), None, None, None)  # nine of ten answers of a long listing
    last = pieces[-1]
    if not isinstance(last, bytes) or (last and not last.endswith(b")")):
        return None  # a literal that was longer than announced spills over into what should close the list
    said, body = _parts(pieces)
    number, _, said = said.partition(b" ")
    if not number.isdigit() or len(number) > 10:
        return None
    if body is None and (quoted := _BODY_QUOTED.search(said)):
        # What is between the quotes must not be taken for attributes below.
        said, body = said[: quoted.start()] + said[quoted.end() :], re.sub(rb"\\(.)", rb"\1", quoted[1])
    uid, size = _UID.search(said), _SIZE.search(said)
    return Answer(int(number), int(uid[1]) if uid else None, _date(said), int(size[1]) if size else None, body)


def _parts(pieces: Sequence[Piece]) -> tuple[bytes, bytes | None]:
    """All attributes in one line, and the literal that is the body."""
    said: list[bytes] = []
    body: bytes | None = None
    for piece in pieces:
        if isinstance(piece, bytes):
            said.append(piece)
            continue
        before, literal = piece
        said.append(before)
        if _BODY_LITERAL.search(before):
            body = literal
    return b" ".join(said), body


def _date(said: bytes) -> datetime | None:
    found = _DATE.search(said)
    if found is None:
        return None
    day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    try:
        zone = timezone(-offset if sign == b"-" else offset)
        moment = datetime(
            int(year), _MONTHS[month.lower()], int(day), int(hour), int(minute), min(int(second), 59), tzinfo=zone
        )
        return moment.astimezone(UTC)
    except (ValueError, KeyError, OverflowError):
        return None  # no such day: the mail is no worse for it
