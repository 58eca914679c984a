"""What a command prints: tables and sentences for people, JSON for scripts. What others wrote is escaped."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from desktop.core.settings.zones import zone_named
from desktop.core.text import escaped

_LONGEST_CELL = 60


class Failed(Exception):
    """A command did not do what was asked: what happened and what was done about it, what the person can do."""

    def __init__(self, message: str, advice: str = "", status: int = 1) -> None:
        super().__init__(message)
        self.message, self.advice, self.status = message, advice, status


def say(text: str = "") -> None:
    """A line on standard output."""
    print(escaped(text))


def block(text: str) -> None:
    """Several lines on standard output, such as a mail's text."""
    print(escaped(text, block=True))


def note(text: str) -> None:
    """A line beside the result, on standard error."""
    print(f"ecluse: {escaped(text)}", file=sys.stderr)


def as_json(value: Any, *, line: bool = False) -> None:
    """ASCII only: whatever a mail holds, no terminal is steered by it."""
    print(json.dumps(value, indent=None if line else 2))


def table(head: Sequence[str], rows: Iterable[Sequence[str]], none: str) -> None:
    """Columns under their heads, or `none` where there are no rows. The last column is not cut."""
    cells = [[escaped(cell) for cell in row] for row in rows]
    if not cells:
        say(none)
        return
    cells = [[*(_cut(cell) for cell in row[:-1]), row[-1]] for row in cells]
    widths = [max(_width(row[column]) for row in [head, *cells]) for column in range(len(head) - 1)]
    for row in [head, *cells]:
        padded = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)]
        print("  ".join([*padded, row[-1]]).rstrip())


def _cut(cell: str) -> str:
    return cell if len(cell) <= _LONGEST_CELL else cell[: _LONGEST_CELL - 1] + "…"


def _width(text: str) -> int:
    """Columns on a terminal: two for wide characters, none for marks that combine."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def when(instant: str | None, now: datetime, *, none: str = "-") -> str:
    """An RFC 3339 time as one says it at `now`, in the zone of `now`."""
    if instant is None:
        return none
    local = datetime.fromisoformat(instant).astimezone(now.tzinfo)
    days = (local.date() - now.date()).days
    if days == 0:
        return f"{local:%H:%M}"
    if days in {1, -1}:
        return f"{'tomorrow' if days == 1 else 'yesterday'} {local:%H:%M}"
    if 1 < days < 7:
        return f"{local:%a %H:%M}"
    return f"{local:%Y-%m-%d %H:%M}"


def now_of(view: Mapping[str, Any]) -> datetime:
    """The moment of a `now` answer, in the schedule's zone."""
    at = datetime.fromisoformat(view["at"])
    return at.astimezone(zone_named(view["zone"]) or at.tzinfo)


def length(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    parts = [f"{days} d" if days else "", f"{hours} h" if hours else "", f"{left} min" if left else ""]
    return " ".join(part for part in parts if part) or "0 min"


def count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
