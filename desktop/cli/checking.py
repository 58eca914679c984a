"""rules check and promises check: whether entries of a file can be used, and what is odd about them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.output import as_json, count, say

if TYPE_CHECKING:
    from desktop.core.settings.reader import SettingsError
    from desktop.core.settings.rules import Oddity
    from focus.errors import WrongPlan

Found = tuple[Sequence[Any], Sequence["Oddity"]]
"""The entries, and what is odd about them."""


def check(options: Namespace, what: str, of_file: Callable[[Path], Found], own: Callable[[Path], Found]) -> int:
    """With --json: `{"file", "rules", "error", "warnings": [{"place", "rule", "code", "words", "by"}]}`, places from 1;
    of promises, "promises" and "name". `error` is null, or `{"key", "value", "right", "message"}`; then there is
    nothing to warn of, and the exit status is 2. `what`: rule or promise."""
    from desktop.core.settings.reader import SettingsError

    file = options.file or options.paths.settings_file
    try:
        entries, odd = of_file(file) if options.file else own(file)
    except SettingsError as error:
        if not options.json:
            raise
        as_json({"file": str(file), f"{what}s": None, "error": as_found(error), "warnings": []})
        return 2
    if options.json:
        named = "rule" if what == "rule" else "name"
        warnings = [{named if key == "rule" else key: value for key, value in asdict(one).items()} for one in odd]
        as_json({"file": str(file), f"{what}s": len(entries), "error": None, "warnings": warnings})
        return 0
    for one in odd:
        say(f"Warning: {one.words}")
    say(f"{file} is good: {count(len(entries), what)}.")
    return 0


def as_found(error: SettingsError | WrongPlan) -> dict[str, str | None]:
    """What is wrong in a file. `key` and `value` as they stand in it, null where it is about the whole of it, and where
    there is no value; `right`: what would be right; `message`: all of it in a line."""
    from desktop.core.settings.reader import MISSING, shown

    value = None if error.value is MISSING else shown(error.value)
    return {"key": error.key or None, "value": value, "right": error.right, "message": str(error)}
