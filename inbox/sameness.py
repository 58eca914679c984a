"""Whether what the desktop showed is what a tool told of. Pure.

A desktop's notification has no name that other ways know: a title and a line. Two items for one thing are a nuisance,
one item for two things would hide one, so who did it and what was said must both agree, within two minutes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

WINDOW: Final = timedelta(minutes=2)

_LONG: Final = 20
"""Said by the same person in the same tool within two minutes, so many characters are not said twice."""
_CUT: Final = 12
"""Of what ends in dots, so much must be there to be compared."""
_MOST: Final = 4000
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sighting:
    """What is known of a thing by one of its ways. `at` is aware. `caught` as in `inbox.item.Arrival`."""

    tool: str
    actor: str
    title: str
    text: str
    at: datetime
    caught: bool


def same_thing(a: Sighting, b: Sighting) -> bool:
    """One of the two is of the desktop's, the other told by the tool; two of a kind are never the same."""
    if a.caught == b.caught or not a.tool or a.tool.lower() != b.tool.lower() or abs(a.at - b.at) > WINDOW:
        return False
    shown, told = (a, b) if a.caught else (b, a)
    actor = _words(told.actor)
    named = f" {_words(shown.actor)} {_words(shown.title)} {_words(shown.text[:100])} "
    return bool(actor) and f" {actor} " in named and _says(shown, told, actor)


def _says(shown: Sighting, told: Sighting, actor: str) -> bool:
    said = _words(shown.text)
    for name in (actor, _words(shown.actor)):
        if name and said.startswith(f"{name} "):  # "Ada: could you look"
            said = said[len(name) + 1 :]
            break
    whole = _words(told.text) or _words(told.title)
    if not said or said == whole:
        return bool(said)
    is_cut = shown.text.rstrip().endswith(("…", "..."))
    if len(said) >= _LONG:
        return f" {said}" in f" {whole}" if is_cut else f" {said} " in f" {whole} "
    return is_cut and len(said) >= _CUT and whole.startswith(said)


def _words(text: str) -> str:
    """Without what one way writes and another leaves out: case, marks, line breaks, punctuation."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text[:_MOST]).casefold()))
