"""The names of mailboxes: as a person reads them, and as they go over the wire (modified UTF-7, RFC 3501 5.1.3)."""

from __future__ import annotations

import re
from typing import Final

from imapclient.imap_utf7 import decode, encode

_MOST_BYTES: Final = 1000
_SIGNS: Final = re.compile(rb'[\\"]')


def quoted(name: str) -> bytes:
    """One IMAP string, whatever the name holds: all but printable ASCII is written in letters and digits.

    Raises ValueError for what is no text (half a surrogate pair), and for what no server would take.
    """
    wire = encode(name)
    if len(wire) > _MOST_BYTES:
        raise ValueError("A mailbox has no name that long.")
    return b'"' + _SIGNS.sub(rb"\\\g<0>", wire) + b'"'


def read(wire: bytes) -> tuple[str, bool]:
    """The name, and whether it leads back to that mailbox: not where the server broke the rules of RFC 3501."""
    try:
        name = str(decode(wire))
        sound = wire.isascii() and encode(name) == wire
    except ValueError:  # UnicodeDecodeError is one
        sound = False
    if not sound:
        return wire.decode("utf-8", "replace"), False
    return name, bool(name) and name.isprintable() and len(wire) <= _MOST_BYTES
