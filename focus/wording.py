"""What colleagues read while one is in focus: a template, filled, and no longer than a service takes. Pure.

A clause that names what there is not (no check-in is planned, nobody said how to be reached) is left out. What a block
is called is never in it, and what it is for only where the person allows that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from string import Formatter
from typing import Final

NAMES: Final = ("end", "next_check_in", "urgent", "intention")
RIGHT: Final = (
    "a text of one line with no other names in braces than {end}, {next_check_in}, {urgent} and {intention}; "
    "a brace itself is written twice"
)
LONGEST: Final = 500
SYSTEM: Final = "system"
LANGUAGES: Final = (SYSTEM, "en", "fr")


@dataclass(frozen=True, slots=True)
class Wording:
    """What the person wants to be read. `text`: a template, '' for the usual words; `urgent`: how to reach them when it
    cannot wait. `intention`: it may be read what the block is for. `language`: "system" is the app's, else en or fr.
    `name_zone`: times say of which zone they are."""

    text: str = ""
    urgent: str = ""
    intention: bool = False
    language: str = SYSTEM
    name_zone: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """What there is to say of a focus block. Instants are aware, in the person's zone; `at` is now."""

    at: datetime
    end: datetime
    next_check_in: datetime | None
    intention: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    usual: tuple[str, ...]
    days: tuple[str, ...]


_EN: Final = _Words(
    (
        "In focus on {intention} until {end}, reading messages at {next_check_in}. Urgent: {urgent}",
        "In focus until {end}, reading messages at {next_check_in}. Urgent: {urgent}",
        "In focus on {intention} until {end}. Urgent: {urgent}",
        "In focus until {end}. Urgent: {urgent}",
        "In focus on {intention} until {end}, reading messages at {next_check_in}",
        "In focus until {end}, reading messages at {next_check_in}",
        "In focus on {intention} until {end}",
        "In focus until {end}",
        "Until {end}",
        "{end}",
    ),
    ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
)
_FR: Final = _Words(
    (
        "En concentration sur {intention} jusqu’à {end}, lecture des messages à {next_check_in}. Urgences : {urgent}",
        "En concentration jusqu’à {end}, lecture des messages à {next_check_in}. Urgences : {urgent}",
        "En concentration sur {intention} jusqu’à {end}. Urgences : {urgent}",
        "En concentration jusqu’à {end}. Urgences : {urgent}",
        "En concentration sur {intention} jusqu’à {end}, lecture des messages à {next_check_in}",
        "En concentration jusqu’à {end}, lecture des messages à {next_check_in}",
        "En concentration sur {intention} jusqu’à {end}",
        "En concentration jusqu’à {end}",
        "Jusqu’à {end}",
        "{end}",
    ),
    ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
)
"""The usual words, the fullest first: the first that fits, and of which everything is known, is said."""

_BREAK: Final = re.compile(r"\s*[,;·|]\s+|[.!?]\s+|\s+[-–—]\s+|\s+(?=\()|(?<=\))\s+")
_WEEK: Final = timedelta(days=7)
_ELLIPSIS: Final = "…"


def is_right(template: str) -> bool:
    """Whether it names nothing but NAMES; to end the sentence "it must be ..." there is RIGHT."""
    try:
        parsed = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(template)]
    except ValueError:
        return False
    return all(name is None or (name in NAMES and not spec and not conversion) for name, spec, conversion in parsed)


def names_intention(template: str) -> bool:
    """Of one that is right."""
    return any(name == "intention" for _, name, _, _ in Formatter().parse(template))


def said(block: Block, wording: Wording, most: int) -> str:
    """The text, of at most `most` characters; '' where that is 0. `wording.language`: en or fr, and nothing else.

    Of the usual words a shorter form is taken where the whole does not fit; the person's own are cut.
    """
    words = _FR if wording.language == "fr" else _EN
    known = _known(block, wording, words)
    if wording.text and (own := _filled(wording.text, known)):
        return cut(own, most)
    forms = [form for form in (_whole(one, known) for one in words.usual) if form]
    return cut(next((form for form in forms if length(form) <= most), forms[-1]), most)


def length(text: str) -> int:
    """In UTF-16 code units, as most services count; those that count code points or letters take it all the same."""
    return len(text.encode("utf-16-le", "replace")) // 2


def cut(text: str, most: int) -> str:
    """At most `most` characters (`length`), with an ellipsis where it was cut, and never within a letter with its
    marks or an emoji (UAX #29, but for what is as good as never written)."""
    if length(text) <= most:
        return text
    kept, left = "", most - 1
    for cluster in _clusters(text):
        left -= length(cluster)
        if left < 0:
            break
        kept += cluster
    return kept.rstrip() + _ELLIPSIS if most > 0 else ""


def _known(block: Block, wording: Wording, words: _Words) -> dict[str, str]:
    """What can be named; what there is not is missing."""
    found = {
        "end": _time(block.end, block.at, wording, words),
        "next_check_in": "" if block.next_check_in is None else _time(block.next_check_in, block.at, wording, words),
        "urgent": _line(wording.urgent),
        "intention": _line(block.intention) if wording.intention else "",
    }
    return {name: value for name, value in found.items() if value}


def _time(instant: datetime, at: datetime, wording: Wording, words: _Words) -> str:
    days = instant.date() - at.date()
    day = "" if not days else f"{words.days[instant.weekday()]} " if timedelta() < days < _WEEK else f"{instant:%F} "
    return f"{day}{instant:%H:%M}" + (f" {_zone(instant)}" if wording.name_zone else "")


def _zone(instant: datetime) -> str:
    minutes = int((instant.utcoffset() or timedelta()).total_seconds()) // 60
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def _line(text: str) -> str:
    return " ".join(text.split())


def _whole(form: str, known: Mapping[str, str]) -> str:
    """'' where it names something that there is not."""
    try:
        return form.format_map(known)
    except KeyError:
        return ""


def _filled(template: str, known: Mapping[str, str]) -> str:
    """Without the clauses that name something that there is not."""
    clauses: list[tuple[str, list[tuple[str, str]]]] = [("", [])]
    for literal, name, _, _ in Formatter().parse(template):
        at = 0
        for found in _BREAK.finditer(literal):
            clauses[-1][1].append((literal[at : found.start()], ""))
            clauses.append((found[0], []))
            at = found.end()
        clauses[-1][1].append((literal[at:], name or ""))
    kept = [(mark, parts) for mark, parts in clauses if all(not name or name in known for _, name in parts)]
    told = "".join(mark + "".join(text + known.get(name, "") for text, name in parts) for mark, parts in kept)
    return _line(told[len(kept[0][0]) :]) if kept else ""


def _clusters(text: str) -> Iterator[str]:
    start = 0
    for at in range(1, len(text)):
        if not _joined(text, start, at):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _joined(text: str, start: int, at: int) -> bool:
    """Whether the character there belongs to the letter that began at `start`."""
    char, before = text[at], text[at - 1]
    if unicodedata.category(char).startswith("M") or char in "\u200c\u200d" or before == "\u200d":
        return True
    if "\U0001f3fb" <= char <= "\U0001f3ff" or "\U000e0020" <= char <= "\U000e007f":
        return True  # the colour of a skin, and the letters of a region's flag
    if "\U0001f1e6" <= char <= "\U0001f1ff":
        return "\U0001f1e6" <= before <= "\U0001f1ff" and at - start == 1
    if "\u1100" <= char <= "\u11ff":
        return "\u1100" <= before <= "\u11ff" or ("\uac00" <= before <= "\ud7a3" and char > "\u115f")
    return unicodedata.combining(before) == _VIRAMA and unicodedata.category(char) == "Lo"


_VIRAMA: Final = 9
"""The combining class of what joins two consonants of an Indic script."""
