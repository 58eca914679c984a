"""How strongly one is shown busy, read out of a table of settings or of a request. Pure."""

from __future__ import annotations

from desktop.core.settings.reader import MISSING, Table, one_of
from focus.levels import AS_USUAL, EVERYWHERE, WORDS, Levels
from focus.presence import Level

_RIGHT = f'{one_of(WORDS)}, or a table with one of these for each provider it names, such as {{ slack = "text" }}'
USUAL = "usual"
"""In a request: what a provider shows by itself, whatever it was set to."""


def read_level(table: Table, key: str, most: Level = Level.DO_NOT_DISTURB) -> Level:
    value = table.value(key)
    right = [word for word, level in WORDS.items() if level <= most]
    if not isinstance(value, str) or value not in right:
        raise table.wrong(key, one_of(right))
    return WORDS[value]


def read_levels(table: Table) -> Levels:
    """`presence` of a span or a request: a word, or a table of them by provider."""
    value = table.value("presence")
    if value is MISSING:
        return AS_USUAL
    if isinstance(value, str) and value in WORDS:
        return Levels(WORDS[value])
    if not isinstance(value, dict):
        raise table.wrong("presence", _RIGHT)
    inner = table.table("presence")
    found = {name: read_level(inner, name) for name in value}
    everywhere = found.pop(EVERYWHERE, None)
    return Levels(everywhere, tuple(sorted(found.items())))
