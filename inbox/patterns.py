"""Regular expressions that a person wrote, run on text that strangers wrote: in time linear in both (RE2). Pure.

https://github.com/google/re2/wiki/Syntax: no look-around and no references back, which is what makes others hang.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, Protocol

from inbox.folding import folded

MOST_TEXT: Final = 8000
"""Characters of a message that are looked at: its subject, and how its text begins."""
_MOST_MEMORY: Final = 1 << 17
"""Bytes that one expression may take; what would take more is refused. Searched the slowest way, an expression of that
size takes a fraction of a second."""

_MOST_TOGETHER: Final = 1 << 22


class Searching(Protocol):
    def search(self, text: bytes, /) -> object | None: ...


@lru_cache(4096)
def compiled(pattern: str) -> Searching:
    """For text that is `folded`, in UTF-8. Case and accents are ignored. Raises ValueError with what is wrong."""
    return _compiled(_without_accents(pattern), _MOST_MEMORY)


def any_of(patterns: Sequence[str]) -> Searching | None:
    """What finds something wherever one of them does, in one pass; None if they are too many for that."""
    together = "|".join(f"(?:{_without_accents(one)})" for one in dict.fromkeys(patterns))
    try:
        return _compiled(together, _MOST_TOGETHER)
    except ValueError:
        return None


def _compiled(pattern: str, memory: int) -> Searching:
    import re2  # loaded by those alone who have such a rule

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = memory
    try:
        found: Searching = re2.compile(pattern.encode(), options)
    except re2.error as error:
        raise ValueError(_said(error)) from error
    return found


def _without_accents(pattern: str) -> str:
    """Letters only: what would be folded to a sign of the syntax stays what it is."""
    composed = unicodedata.normalize("NFC", pattern)
    return "".join(folded(char) if not char.isascii() and char.isalpha() else char for char in composed)


def _said(error: Any) -> str:
    told = error.args[0] if error.args else error
    return told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
