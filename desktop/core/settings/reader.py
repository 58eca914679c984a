"""Reads typed values out of a TOML table, and says of a wrong one what would be right. Pure.

Every key that was asked for is known; `finish` reports the rest. Positions in lists count from 1, as people do.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from desktop.core.text import escaped

_Choice = TypeVar("_Choice", bound=StrEnum)
_LONGEST_TEXT = 200


class _Missing:
    pass


MISSING = _Missing()


class SettingsError(Exception):
    """A file of the person's cannot be used as it is. The text is one line: file, key, value, what would be right."""

    def __init__(self, file: str, key: str, value: object, right: str, what: str = "is wrong") -> None:
        self.file, self.key, self.value, self.right, self.what = file, key, value, right, what
        super().__init__(self._line())

    def _line(self) -> str:
        if not self.key:
            return escaped(f"{self.file}: {self.right}")
        if self.value is MISSING:
            return escaped(f"{self.file}: {self.key} is missing: it must be {self.right}")
        return escaped(f"{self.file}: {self.key} = {shown(self.value)} {self.what}: it must be {self.right}")


def shown(value: object) -> str:
    """A value as TOML writes it, near enough to be found in the file again, and short."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = '"' + value + '"'
    elif isinstance(value, Mapping):
        text = "a table"
    elif isinstance(value, Sequence):
        text = "[" + ", ".join(shown(one) for one in value) + "]"
    else:
        text = str(value)
    return text if len(text) <= 80 else text[:79] + "…"


@dataclass(slots=True)
class Table:
    """One TOML table. `strict`: a key that nobody asked for is an error, not a warning."""

    file: str
    raw: Mapping[str, Any]
    path: str = ""
    strict: bool = False
    warnings: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def key(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def wrong(self, name: str, right: str) -> SettingsError:
        return SettingsError(self.file, self.key(name), self.raw.get(name, MISSING), right)

    def value(self, name: str) -> Any:
        """Whatever stands there, or MISSING."""
        self.known.add(name)
        return self.raw.get(name, MISSING)

    def has(self, name: str) -> bool:
        return name in self.raw

    def text(self, name: str, default: str | None = None, *, most: int = _LONGEST_TEXT) -> str:
        """A text of one line. Without a default it must be there, and not empty."""
        value = self.value(name)
        if value is MISSING and default is not None:
            return default
        if (
            not isinstance(value, str)
            or escaped(value) != value
            or len(value) > most
            or (default is None and not value)
        ):
            raise self.wrong(name, f"a text of one line, of at most {most} characters")
        return value

    def choice(self, name: str, choices: type[_Choice], default: _Choice | None = None) -> _Choice:
        value = self.value(name)
        if value is MISSING and default is not None:
            return default
        if not isinstance(value, str) or value not in list(choices):
            raise self.wrong(name, one_of(choices))
        return choices(value)

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        value = self.value(name)
        if value is MISSING:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(name, f"a whole number from {least} to {most}")
        return value

    def flag(self, name: str) -> bool | None:
        value = self.value(name)
        if value is MISSING:
            return None
        if not isinstance(value, bool):
            raise self.wrong(name, "true or false")
        return value

    def texts(self, name: str, right: str = "a list of texts, not empty") -> tuple[str, ...] | None:
        """A list of texts, or None if the key is missing."""
        value = self.value(name)
        if value is MISSING:
            return None
        if not isinstance(value, list) or not value or not all(_is_plain(one) for one in value):
            raise self.wrong(name, right)
        return tuple(value)

    def table(self, name: str) -> Table:
        """The table of that name; an empty one if it is missing."""
        value = self.value(name)
        if value is MISSING:
            value = {}
        if not isinstance(value, dict):
            raise self.wrong(name, f"a table: [{self.key(name)}]")
        return self._below(value, self.key(name))

    def tables(self, name: str) -> list[Table]:
        value = self.value(name)
        if value is MISSING:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(name, f"a list of tables: [[{self.key(name)}]]")
        return [self._below(one, f"{self.key(name)}[{place}]") for place, one in enumerate(value, 1)]

    def finish(self) -> None:
        """Every key has been asked for by now: the rest is unknown."""
        for name, value in self.raw.items():
            if name in self.known:
                continue
            near = difflib.get_close_matches(name, self.known, n=1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            if self.strict:
                right = f"one of {', '.join(sorted(self.known))}{hint}"
                raise SettingsError(self.file, self.key(name), value, right, "is not a known key")
            self.warnings.append(escaped(f"{self.file}: {self.key(name)} is not a known key{hint}: kept, and not used"))

    def _below(self, raw: Mapping[str, Any], path: str) -> Table:
        return Table(self.file, raw, path, self.strict, self.warnings)


def _is_plain(value: object) -> bool:
    return isinstance(value, str) and bool(value) and escaped(value) == value and len(value) <= _LONGEST_TEXT


def one_of(choices: Iterable[str]) -> str:
    return "one of " + ", ".join(f'"{one}"' for one in choices)
