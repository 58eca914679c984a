"""promises list|check: to whom an answer is promised, within how long, and how it stands."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from desktop.cli.asking import Asking
from desktop.cli.checking import Found, check
from desktop.cli.output import as_json, now_of, table, when
from desktop.cli.parsing import Commands, command, group


def add(commands: Commands) -> None:
    promises = group(commands, "promises", "to whom you promise an answer, and within how long")
    command(promises, "list", _list, "your promises in their order: the first that matches counts", json=True)
    checks = command(promises, "check", _check, "whether promises can be used, and what is odd about them", json=True)
    checks.add_argument("file", type=Path, nargs="?", metavar="FILE", help="this file instead of your settings")


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
    from desktop.core.settings.load import load, load_promises
    from desktop.core.settings.promises import promise_oddities

    def own(file: Path) -> Found:
        settings, _ = load(file)
        return settings.promises, tuple(promise_oddities(settings.promises, settings.calendars, settings.rules))

    return check(options, "promise", load_promises, own)
