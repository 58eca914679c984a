"""promises list|check: to whom an answer is promised, within how long, and how it stands."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop.cli.asking import Asking
from desktop.cli.output import as_json, count, now_of, say, table, when
from desktop.cli.parsing import Commands, command, group


def add(commands: Commands) -> None:
    promises = group(commands, "promises", "to whom you promise an answer, and within how long")
    command(promises, "list", _list, "your promises in their order: the first that matches counts", json=True)
    check = command(promises, "check", _check, "whether promises can be used, and what is odd about them", json=True)
    check.add_argument("file", type=Path, nargs="?", metavar="FILE", help="this file instead of your settings")


def _list(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        found, now = ask("promises"), now_of(ask("now"))
    if options.json:
        as_json(found)
        return 0
    rows = [
        (
            one["name"],
            one["within"],
            one["calendar"] or "default",
            "; ".join(f"{key} {_value(value)}" for key, value in one["match"].items()),
            str(one["open"]),
            str(one["late"]),
            when(one["asked_now"], now) if one["asked_now"] else "never",
        )
        for one in found
    ]
    header = ("NAME", "WITHIN", "CALENDAR", "WHO", "OPEN", "LATE", "ASKED NOW, DUE")
    table(header, rows, "Nothing is promised: see [[promise]] in `ecluse config path`.")
    return 0


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " or ".join(value)


def _check(options: Namespace) -> int:
    """`{"file", "promises", "error", "warnings": [{"place", "name", "code", "words", "by"}]}`, places from 1. `error`
    is null, or `{"key", "value", "right", "message"}`; then the exit status is 2."""
    from desktop.core.settings.load import load, load_promises
    from desktop.core.settings.promises import promise_oddities
    from desktop.core.settings.reader import MISSING, SettingsError, shown

    file = options.file or options.paths.settings_file
    try:
        if options.file:
            promises, odd = load_promises(options.file)
        else:
            settings, _ = load(file)
            promises = settings.promises
            odd = tuple(promise_oddities(promises, settings.calendars, settings.rules))
    except SettingsError as error:
        if not options.json:
            raise
        value = None if error.value is MISSING else shown(error.value)
        wrong = {"key": error.key or None, "value": value, "right": error.right, "message": str(error)}
        as_json({"file": str(file), "promises": None, "error": wrong, "warnings": []})
        return 2
    if options.json:
        warnings = [{"name": one.rule, **{k: v for k, v in asdict(one).items() if k != "rule"}} for one in odd]
        as_json({"file": str(file), "promises": len(promises), "error": None, "warnings": warnings})
        return 0
    for one in odd:
        say(f"Warning: {one.words}")
    say(f"{file} is good: {count(len(promises), 'promise')}.")
    return 0
