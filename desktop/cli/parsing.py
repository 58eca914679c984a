"""The parser of every command: global options anywhere, and one line for what is wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from desktop.core.text import escaped

Run = Callable[[argparse.Namespace], int]
Commands = Any
"""What `add_subparsers` gives; argparse has no public name for it."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and does not guess what an option cut short may mean."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("allow_abbrev", False)
        super().__init__(**given)
        if self.prog != "ecluse":
            self.add_argument("--profile", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"{self.prog}: {escaped(message)} ({self.prog} --help shows what is right)\n")
        raise SystemExit(2)


def command(commands: Commands, name: str, run: Run, help: str, *, json: bool = False) -> Parser:
    """A command with its function; with `json`, one that can print for scripts."""
    made: Parser = commands.add_parser(name, help=help, description=help)
    made.set_defaults(run=run)
    if json:
        made.add_argument("--json", action="store_true", help="print JSON, with fields that stay as they are")
    return made


def group(commands: Commands, name: str, help: str) -> Commands:
    """A command that has commands."""
    made: Parser = commands.add_parser(name, help=help, description=help)
    return made.add_subparsers(metavar="COMMAND", required=True, dest=f"{name}_command")


def item_id(words: str) -> int:
    """Those of history are negative."""
    digits = words.removeprefix("-")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 18:
        raise argparse.ArgumentTypeError(f"{words!r} is not the number of an item: `ecluse queue` shows them")
    return int(words)


def amount(words: str) -> int:
    if not words.isascii() or not words.isdecimal() or len(words) > 9:
        raise argparse.ArgumentTypeError(f"{words!r} is not a number")
    return int(words)
