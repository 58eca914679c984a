"""Files that go along with an answer, read once, when it is put in the outbox."""

from __future__ import annotations

import mimetypes
import os
import re
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from inbox.answering import CannotAnswer, Enclosed
from inbox.mail.clean import one_line

MOST_BYTES: Final = 25_000_000
"""Of all files together, before base64 makes them a third larger: more is refused by most servers."""
_LONGEST_NAME: Final = 150
_CONTAINERS: Final = ("message/", "multipart/")
_KIND: Final = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}")
_PLAIN: Final = "application/octet-stream"
# Tables of our own: the machine's (/etc/mime.types) differ from one to the next.
_TYPES: Final = mimetypes.MimeTypes()


def enclose(paths: Sequence[str], others: Sequence[Enclosed] = ()) -> tuple[Enclosed, ...]:
    """Behind `others`. Raises CannotAnswer, which names what is too much. Blocks."""
    found, already = list(others), 0
    for one in others:
        already += len(one.content)
        if already > MOST_BYTES:
            raise CannotAnswer(too_much(one.name))
    for path in paths:
        content = _read(path, MOST_BYTES + 1 - already)
        already += len(content)
        if already > MOST_BYTES:
            raise CannotAnswer(too_much(os.path.basename(path)))
        found.append(Enclosed(_name(path), kind_of(path), content))
    return tuple(found)


def as_enclosed(name: str, kind: str, content: bytes) -> Enclosed:
    """A part of a mail, as a stranger told it."""
    told = kind.lower()
    held = _KIND.fullmatch(told) is None or told.startswith(_CONTAINERS)
    return Enclosed(_name(name), _PLAIN if held else told, content)


def too_much(name: str) -> str:
    most = MOST_BYTES // 1_000_000
    return f"With “{one_line(name, 80)}” the attachments have more than {most} MB, and Écluse sends no more at a time."


def kind_of(name: str) -> str:
    """The MIME type that goes with a file's name."""
    kind, packed = _TYPES.guess_type(os.path.basename(name), strict=False)
    # What is packed is told as what is in it, with a coding that mail has not.
    return _PLAIN if kind is None or packed or kind.startswith(_CONTAINERS) else kind


def _name(path: str) -> str:
    # `=?` would be read as the beginning of an encoded word (RFC 2047).
    return one_line(Path(path).name.replace("=?", "= ?"), _LONGEST_NAME).replace("=?", "= ?") or "file"


def _at_once(path: str, flags: int) -> int:
    """Not to wait for whoever might write into a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _read(path: str, most: int) -> bytes:
    shown = one_line(path, 200)
    if not os.path.isabs(path):
        raise CannotAnswer(f"“{shown}” is not the whole path of a file.")
    try:
        with open(path, "rb", opener=_at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise CannotAnswer(f"“{shown}” is not a file.")
            return file.read(max(0, most))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise CannotAnswer(f"“{shown}” cannot be read ({why}).") from error
