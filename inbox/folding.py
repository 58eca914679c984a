"""Text without case and accents, for comparison only. Pure."""

from __future__ import annotations

import re
import unicodedata

_COMMON_MARKS = "\u0301\u0300\u0302\u0308\u0327\u0303"
_LATIN_MARKS = re.compile("[\u0300-\u036f]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text.casefold())
    for mark in _COMMON_MARKS:  # all there is to do, mostly: one by one they go four times as fast as by an expression
        bare = bare.replace(mark, "")
    if bare.isascii():
        return bare
    bare = _LATIN_MARKS.sub("", bare)
    return bare if bare.isascii() else _BEYOND_ASCII.sub(_bare, bare)


def _bare(found: re.Match[str]) -> str:
    return "".join(char for char in found[0] if not unicodedata.combining(char))
