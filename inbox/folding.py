"""Text without case and accents, for comparison only. Pure."""

from __future__ import annotations

import re
import unicodedata

_LATIN_MARKS = re.compile("[\u0300-\u036f]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    bare = _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))  # all there is to do, mostly
    return bare if bare.isascii() else _BEYOND_ASCII.sub(_bare, bare)


def _bare(found: re.Match[str]) -> str:
    return "".join(char for char in found[0] if not unicodedata.combining(char))
