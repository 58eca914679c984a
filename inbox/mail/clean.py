"""Text made fit to store and to show on one line or on many. Pure, linear, never raises."""

from __future__ import annotations

import re
from typing import Final

# Controls (C0, DEL, C1), marks that turn the writing direction, line separators, lone surrogates, the byte order mark.
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_MARKS: Final = "[\u0300-\u036f\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u200d\u20d0-\u20ff\ufe20-\ufe2f]"
_HEAP: Final = re.compile(f"({_MARKS}{_MARKS}{{7}}){_MARKS}+")  # begins with one mark: that is looked for in C
_FEWEST_HEAPED: Final = 9
"""Marks that combine with the letter before: no language heaps up more, and heaps of them cover what is around."""
_C1: Final = re.compile(rb"\xc2[\x80-\x9f]")
"""The second set of controls, in UTF-8."""
_CONTROL_BYTES: Final = bytes(byte for byte in range(32) if byte not in b"\n\t") + b"\x7f"
_LATIN_CONTROLS: Final = _CONTROL_BYTES + bytes(range(0x80, 0xA0))


def one_line(text: str, most: int) -> str:
    """One line of at most `most` characters, without controls, direction marks, surrogates, heaps of combining marks,
    or runs of white space."""
    if len(text) <= most and text.isprintable() and "  " not in text and not _may_heap(text):
        return text.strip(" ")  # as nearly all are
    return _cut(_flat(text), most)


def _may_heap(text: str) -> bool:
    """Whether it has as many characters as a heap of marks takes of those that hold them."""
    return not text.isascii() and len(text) - len(text.encode("latin-1", "ignore")) >= _FEWEST_HEAPED


def _flat(text: str) -> str:
    text = text.replace("\n", " ")
    if "  " in text:
        text = text.replace("  ", " ")  # paragraphs, for a fourth of the next step
        text = " ".join(text.split()) if "  " in text else text
    if not text.isprintable():  # printable text has no white space but the blank: most need no more
        text = " ".join(text.split())
        text = text if text.isprintable() else " ".join(_UNSAFE.sub("", text).split())
    text = text.strip(" ")
    return _HEAP.sub(r"\1", text) if _may_heap(text) else text


def _cut(line: str, most: int) -> str:
    return line if len(line) <= most else line[: most - 1] + "…"


def many_lines(text: str) -> str:
    """Lines separated by LF, without controls, lone surrogates, or white space at the end."""
    # Deleting from bytes is a table look-up in C; `str.translate` on text beyond ASCII is fifty times slower.
    try:
        data = _with_line_feeds(text.encode("latin-1"))  # a copy; UTF-8 is work
    except UnicodeEncodeError:
        data = _C1.sub(b"", _with_line_feeds(text.encode("utf-8", "replace")))
        return data.translate(None, _CONTROL_BYTES).decode("utf-8").rstrip()
    return data.translate(None, _LATIN_CONTROLS).decode("latin-1").rstrip()


def _with_line_feeds(data: bytes) -> bytes:
    return data if b"\n" in data else data.replace(b"\r", b"\n")


def preview(text: str, most: int = 200) -> str:
    """The first words of a mail, without the lines it quotes."""
    head = text[: 4 * most]
    if ">" in head:
        own = "\n".join(line for line in head.split("\n") if not line.lstrip().startswith(">"))
        head = own if own.strip() else head
    else:
        head = head[: 2 * most]  # white space takes less than half of any text
    line = _flat(head[: most + most // 4])  # mostly enough, and a third of the work
    return _cut(line if len(line) > most else _flat(head), most)
