"""presence, presence undo, heal."""

from __future__ import annotations

from argparse import BooleanOptionalAction, Namespace
from collections.abc import Collection
from datetime import datetime
from typing import Any

from desktop.cli.asking import Asking
from desktop.cli.output import as_json, say, table
from desktop.cli.parsing import Commands, command
from desktop.cli.words import HEALTH, signs_out
from desktop.core.clock import SystemClock
from focus.wording import LANGUAGES

_INSIDE = frozenset({"detail", "signs_out", "sign_in"})
_LANGUAGES = {"system": "that of the app", "en": "English", "fr": "French"}
LEVELS = {"available": "available", "text": "text only", "busy": "busy", "do_not_disturb": "do not disturb"}


def add(commands: Commands) -> None:
    shown = command(commands, "presence", _presence, "what every service shows of you, and what is ours", json=True)
    more = shown.add_subparsers(metavar="COMMAND", dest="presence_command")
    undo = command(
        more, "undo", _undo, "put back what you had on one service, and leave it alone until the block ends", json=True
    )
    undo.add_argument("name", metavar="NAME")
    words = command(more, "words", _words, "what colleagues read, and other words for it", json=True)
    words.add_argument("--text", metavar="TEXT", help="with {end}, {next_check_in}, {urgent}; '' for the usual words")
    words.add_argument("--urgent", metavar="TEXT", help="how to reach you when it cannot wait")
    words.add_argument("--language", choices=LANGUAGES, help="system is the app's")
    for option, about in (
        ("intention", "whether it may be read what you focus on"),
        ("name-zone", "whether times say of which time zone they are"),
    ):
        words.add_argument(f"--{option}", action=BooleanOptionalAction, default=None, help=about)
    command(commands, "heal", _heal, "compare with every service, and put right what is ours", json=True)


def _presence(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        show(ask("presence"), as_json_=options.json)
    return 0


def _undo(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        (line,) = [line for line in ask("undo_presence", name=options.name) if line["account"] == options.name]
    show([line], as_json_=options.json)
    return 1 if line["ours"] else 0


def _words(options: Namespace) -> int:
    names = ("text", "urgent", "intention", "language", "name_zone")
    given = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    with Asking(options.paths) as ask:
        if given:
            ask("set_wording", **given)
        found = ask("wording")
    if options.json:
        as_json(found)
        return 0
    say(f"Text: {found['text'] or 'the usual words'}")
    say(f"In urgent cases: {found['urgent'] or 'nothing is said'}")
    say(f"What you focus on: {'may be read' if found['intention'] else 'stays private'}")
    say(f"Language: {_LANGUAGES[found['language']]}. Times {'' if found['name_zone'] else 'do not '}name their zone.")
    return 0


def _heal(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        lines = ask("heal")
    show(lines, as_json_=options.json)
    return 1 if any(line["problem"] for line in lines) else 0


def show(lines: list[dict[str, Any]], *, as_json_: bool, more: Collection[str] = ()) -> None:
    """`more`: keys that JSON has beside those of `presence`."""
    if as_json_:
        left_out = _INSIDE.difference(more)
        as_json([{key: value for key, value in line.items() if key not in left_out} for line in lines])
        return
    rows = [
        (
            f"{line['account']} (as {line['sign_in']})" if line["sign_in"] else line["account"],
            _level(line["found"]),
            "-" if line["found"] is None else "Écluse" if line["ours"] else "you",
            f"{datetime.fromisoformat(line['until']):%H:%M}" if line["until"] else "-",
            problem_of(line),
        )
        for line in lines
    ]
    table(("PROVIDER", "SHOWS", "SET BY", "UNTIL", "PROBLEM"), rows, "No provider is set up: `ecluse provider add`.")


def _level(presence: dict[str, Any] | None) -> str:
    if presence is None:
        return "not known"
    level = LEVELS.get(presence["level"], presence["level"])
    return f"{level}: {presence['text']}" if presence["text"] else level


def problem_of(line: dict[str, Any]) -> str:
    """What is wrong with a provider, and that its sign-in will end soon; '' where all is well."""
    ending = signs_out(line["signs_out"], SystemClock().now())
    if not line["problem"]:
        return ending.removeprefix("; ")
    words = HEALTH.get(line["problem"], line["problem"])
    if line["problem"] == "signed_out":
        words += f" with `ecluse provider sign-in {line['account']}`"
    return (f"{words} ({line['detail']})" if line["detail"] else words) + ending
