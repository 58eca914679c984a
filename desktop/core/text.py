"""Text that others wrote, made safe for a terminal, a log line or a notification. Pure."""

from __future__ import annotations

import re

_CONTROLS = (*range(0x20), 0x7F, *range(0x80, 0xA0), 0x2028, 0x2029)
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Characters that reorder what stands around them: a sender's name could show another address with them."""
_UNSEEN = (*_CONTROLS, *_BIDI, 0xFEFF)
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")


def _escape(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


_ESCAPED = {code: _escape(code) for code in _UNSEEN}
_ESCAPED_BLOCK = {code: text for code, text in _ESCAPED.items() if code not in (0x09, 0x0A)}
_REMOVED = {code: " " if code in _CONTROLS else "" for code in _UNSEEN}


def escaped(text: str, *, block: bool = False) -> str:
    """Control characters, terminal escapes and reordering marks as `\\x1b`; with `block`, line ends and tabs stay."""
    shown = text.translate(_ESCAPED_BLOCK if block else _ESCAPED)
    return _SURROGATES.sub(lambda match: _escape(ord(match.group())), shown)


def cleaned(text: str, limit: int) -> str:
    """One line without any of these, at most `limit` characters, with an ellipsis where it was cut."""
    line = text.strip(" ")
    if "  " in line or not line.isprintable():  # printable text has none of these, and no white space but the blank
        line = _SPACES.sub(" ", _SURROGATES.sub("\ufffd", text.translate(_REMOVED))).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
