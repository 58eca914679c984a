"""Text made fit to store and to show on one line or on many. Pure, linear, never raises."""

from __future__ import annotations

import re
from typing import Final

# Controls (C0, DEL, C1), marks that turn the writing direction, line separators, lone surrogates, the byte order mark.
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_MARKS: Final = "[\u0300-\u036f\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u200d\u20d0-\u20ff\ufe20-\ufe2f]"
_HEAP: Final = re.compile(f"({_MARKS}{{8}}){_MARKS}+")
"""Marks that combine with the letter before: no language heaps up more, and heaps of them cover what is around."""
_C1: Final = re.compile(rb"\xc2[\x80-\x9f]")
"""The second set of controls, in UTF-8."""
_CONTROL_BYTES: Final = bytes(byte for byte in range(32) if byte not in b"\n\t") + b"\x7f"


def one_line(text: str, most: int) -> str:
    """One line of at most `most` characters, without controls, direction marks, surrogates, heaps of combining marks,
    or runs of white space."""
    if not text.isprintable() or "  " in text:  # printable text has no white space but the blank: most need no more
        text = " ".join(text.split())
        if not text.isprintable():
            text = " ".join(_UNSAFE.sub("", text).split())
    text = text.strip(" ")
    if not text.isascii():
        text = _HEAP.sub(r"\1", text)
    return text if len(text) <= most else text[: most - 1] + "…"


def many_lines(text: str) -> str:
    """Lines separated by LF, without controls, lone surrogates, or white space at the end."""
    # Deleting from bytes is a table look-up in C; `str.translate` on text beyond ASCII is fifty times slower.
    data = text.encode("utf-8", "replace")
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    if b"\xc2" in data:
        data = _C1.sub(b"", data)
    return data.translate(None, _CONTROL_BYTES).decode("utf-8").rstrip()


def preview(text: str, most: int = 200) -> str:
    """The first words of a mail, without the lines it quotes."""
    head = text[: 4 * most]
    if ">" in head:
        own = "\n".join(line for line in head.split("\n") if not line.lstrip().startswith(">"))
        head = own if own.strip() else head
    else:
        head = head[: 2 * most]  # white space takes less than half of any text
    return one_line(head, most)
