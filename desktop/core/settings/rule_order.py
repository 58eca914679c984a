"""The rules in the text of a settings file: in another order, some changed, some new, some gone. Pure.

What a person wrote beside a rule goes along with it: each `[[rule]]` is taken as a piece of text, with the comment
right above it. A parsed document would have that comment with what comes before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from inbox.rules import Rule

Placed = tuple[int | None, Rule]
"""A rule, and the place from 0 of the entry that it has been written in; None for a new one."""
Keys = Mapping[str, Any]
"""Of an entry; None for one that it is not to have."""

_HEADER = re.compile(r"\s*\[")
_OF_RULES = re.compile(r"\s*\[+\s*(rule|\"rule\"|'rule')\s*[\].]")
_BEGINS = re.compile(r"\s*\[\[\s*(rule|\"rule\"|'rule')\s*\]\]")
_BESIDE = re.compile(r"\s*#")
_ALIKE: Final[tuple[Callable[[Rule, Rule], bool], ...]] = (
    lambda one, other: one == other,
    lambda one, other: one.name == other.name,
)


def placed(rules: Sequence[Rule], before: Sequence[Rule]) -> list[Placed]:
    """Which of those before each is: the same, else of its name, else, where as many are left, the one in its turn."""
    left = dict(enumerate(before))
    found: dict[int, int] = {}
    for alike in _ALIKE:
        for place, rule in ((place, rule) for place, rule in enumerate(rules) if place not in found):
            was = next((number for number, old in left.items() if alike(rule, old)), None)
            if was is not None:
                found[place] = was
                del left[was]
    unknown = [place for place in range(len(rules)) if place not in found]
    if len(unknown) == len(left):
        found.update(zip(unknown, left, strict=True))
    return [(found.get(place), rule) for place, rule in enumerate(rules)]


def in_order(text: str, wanted: Sequence[tuple[int | None, Keys]]) -> str:
    """The text of a whole file with these entries, each with these keys: others of its own stay."""
    pieces = _Pieces.of(text)
    if not pieces.rules:
        return _anew(text, wanted)
    if not wanted:
        return _with_none(pieces.head + "".join(pieces.between))
    entries = [_changed("[[rule]]\n" if was is None else pieces.rules[was], keys) for was, keys in wanted]
    gaps = [*pieces.gaps[:-1], *["\n"] * len(entries)][: len(entries) - 1]
    together = "".join(f"{entry}{gap}" for entry, gap in zip(entries, [*gaps, pieces.gaps[-1]], strict=True))
    return pieces.head + together + "".join(pieces.between)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """`head`: all before the first rule; `gaps`: the empty lines after each; `between`: what else stands among them and
    after them."""

    head: str
    rules: list[str]
    gaps: list[str]
    between: list[str]

    @classmethod
    def of(cls, text: str) -> _Pieces:
        made = cls("", [], [], [])
        head = ""
        for is_rule, lines in _sections(text.splitlines(keepends=True)):
            if not is_rule:
                if made.rules:
                    made.between.append("".join(lines))
                else:
                    head += "".join(lines)
                continue
            filled = len(lines)
            while not lines[filled - 1].strip():
                filled -= 1
            last = lines[filled - 1]
            made.rules.append("".join(lines[: filled - 1]) + (last if last.endswith("\n") else f"{last}\n"))
            made.gaps.append("".join(lines[filled:]))
        return cls(head, made.rules, made.gaps, made.between)


def _sections(lines: Sequence[str]) -> Iterator[tuple[bool, Sequence[str]]]:
    """From one header to the next that begins another table, each with the comment right above it."""
    start, is_rule = 0, False
    for number, line in enumerate(lines):
        if not _HEADER.match(line) or (is_rule and _OF_RULES.match(line) and not _BEGINS.match(line)):
            continue
        above = number
        while above > start and _BESIDE.match(lines[above - 1]):
            above -= 1
        if above > start:
            yield is_rule, lines[start:above]
        start, is_rule = above, _BEGINS.match(line) is not None
    if start < len(lines):
        yield is_rule, lines[start:]


def _changed(text: str, keys: Keys) -> str:
    if not keys:
        return text
    import tomlkit

    document = tomlkit.parse(text)
    _write(document["rule"][0], keys)
    return tomlkit.dumps(document)


def _write(entry: Any, keys: Keys) -> None:
    """Touches only what differs."""
    import tomlkit

    for key, value in keys.items():
        there = entry.get(key)
        if value is None:
            entry.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(there, Mapping):
            _write(there, {**dict.fromkeys(list(there)), **value})
        elif there is None or there != value:
            entry[key] = value if not isinstance(value, Mapping) else tomlkit.inline_table()
            if isinstance(value, Mapping):
                entry[key].update(value)


def _anew(text: str, wanted: Sequence[tuple[int | None, Keys]]) -> str:
    """Where no rule is a table of its own: none is written, or all in one list, which becomes tables."""
    import tomlkit

    document = tomlkit.parse(text)
    entries = list(document.get("rule", ()))
    document.pop("rule", None)
    if not wanted:
        return _with_none(tomlkit.dumps(document))
    made = tomlkit.aot()
    for was, keys in wanted:
        entry = tomlkit.table()
        entry.update({} if was is None or was >= len(entries) else entries[was])
        _write(entry, keys)
        made.append(entry)
    document["rule"] = made
    return tomlkit.dumps(document)


def _with_none(text: str) -> str:
    """None at all is what was chosen, and is written so."""
    import tomlkit

    document = tomlkit.parse(text)
    document["rule"] = tomlkit.array()
    return tomlkit.dumps(document)
