"""The template of a weekly note to teammates: what it may name, and how it is filled. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Final

NAMES: Final = ("week", "days", "focus", "highlights", "progress", "fires", "objectives")
RIGHT: Final = (
    "a text with no other names in braces than {week}, {days}, {focus}, {highlights}, {progress}, {fires} and "
    "{objectives}; a brace itself is written twice"
)
LONGEST: Final = 5000

USUAL: Final[Mapping[str, str]] = {
    "en": """# Week {week}, {days}

## Highlights

{highlights}

## Progress

{progress}

## Fires

{fires}

## Objectives

{objectives}
""",
    "fr": """# Semaine {week}, {days}

## Temps forts

{highlights}

## Avancement

{progress}

## Urgences

{fires}

## Objectifs

{objectives}
""",
}
"""By language: the note of who wrote no template."""


def is_right(template: str) -> bool:
    """Whether it names nothing but NAMES; to end the sentence "it must be ..." there is RIGHT."""
    try:
        parsed = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(template)]
    except ValueError:
        return False
    return len(template) <= LONGEST and all(
        name is None or (name in NAMES and not spec and not conversion) for name, spec, conversion in parsed
    )


def filled(template: str, parts: Mapping[str, str]) -> str:
    """Of one that is right; `parts` has all NAMES. One line end at the end."""
    return template.format_map(parts).rstrip() + "\n"
