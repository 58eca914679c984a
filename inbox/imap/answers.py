"""One untagged FETCH response, read from the pieces imaplib makes of it. Pure.

IMAPClient's own reader refuses ranges, keeps everything in memory and files answers without a UID under their
sequence number; this one reads only what we ask for, in whatever order it comes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

Piece = bytes | tuple[bytes, bytes]

_DATE_TIME: Final = rb'INTERNALDATE " ?(\d{1,2})-([a-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"'
# How nearly all servers answer what we ask: in the order we ask it, with the body as a literal.
_AS_ASKED: Final = re.compile(
    rb"(\d{1,10}) \(UID (\d{1,10})(?: " + _DATE_TIME + rb")?(?: RFC822\.SIZE (\d{1,12}) BODY\[\]<0> \{\d+\}|\))",
    re.IGNORECASE,
)
_UID: Final = re.compile(rb"\bUID (\d{1,10})\b", re.IGNORECASE)
_FLAGS: Final = re.compile(rb"\bFLAGS \(([^()]*)\)", re.IGNORECASE)
_SIZE: Final = re.compile(rb"\bRFC822\.SIZE (\d{1,12})\b", re.IGNORECASE)
_DATE: Final = re.compile(rb"\b" + _DATE_TIME, re.IGNORECASE)
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
    seen: bool | None = None
    """Whether it is marked as read; None where its flags were not told."""


def read(pieces: Sequence[Piece]) -> Answer | None:
    """None for what is no FETCH response, or not a whole one."""
    first, last = pieces[0], pieces[-1]
    if isinstance(first, bytes):
        line, body, whole = first, None, len(pieces) == 1
    else:
        line, body, whole = *first, len(pieces) == 2 and last == b")"
    if whole and (row := _AS_ASKED.fullmatch(line)):
        sequence, uid, *when, size = row.groups()
        return Answer(int(sequence), int(uid), _moment(*when) if when[0] else None, int(size) if size else None, body)
    if not isinstance(last, bytes) or (last and not last.endswith(b")")):
        return None  # a literal that was longer than announced spills over into what should close the list
    said, body = _parts(pieces)
    number, _, said = said.partition(b" ")
    if not number.isdigit() or len(number) > 10:
        return None
    if body is None and (quoted := _BODY_QUOTED.search(said)):
        # What is between the quotes must not be taken for attributes below.
        said, body = said[: quoted.start()] + said[quoted.end() :], re.sub(rb"\\(.)", rb"\1", quoted[1])
    found, date, length = _UID.search(said), _DATE.search(said), _SIZE.search(said)
    flags = _FLAGS.search(said)
    return Answer(
        sequence=int(number),
        uid=int(found[1]) if found else None,
        received=_moment(*date.groups()) if date else None,
        size=int(length[1]) if length else None,
        body=body,
        seen=rb"\seen" in flags[1].lower().split() if flags else None,
    )


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


def _moment(
    day: bytes, month: bytes, year: bytes, hour: bytes, minute: bytes, second: bytes,
    sign: bytes, hours: bytes, minutes: bytes,
) -> datetime | None:  # fmt: skip
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    try:
        local = datetime(
            int(year), _MONTHS[month.lower()], int(day), int(hour), int(minute), min(int(second), 59), tzinfo=UTC
        )
        return local + offset if sign == b"-" else local - offset
    except (ValueError, KeyError, OverflowError):
        return None  # no such day: the mail is no worse for it
