"""The options that say which focus block is meant: `length`, `until`, `on` and `presence`."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace

from desktop.cli import times
from desktop.cli.output import Failed
from desktop.cli.parsing import Parser
from focus.levels import EVERYWHERE, WORDS


def add_block(made: Parser) -> None:
    made.add_argument("length", nargs="?", type=times.length, metavar="LENGTH", help="50m, 1h30, '90 min'")
    made.add_argument("--until", type=times.clock, metavar="HH:MM", help="a time of day")
    made.add_argument("--on", default="", metavar="TEXT", help="what you work on; private unless you let it be read")
    made.add_argument(
        "--presence",
        action="append",
        type=_level,
        default=[],
        metavar="[NAME=]LEVEL",
        help="how busy you are shown meanwhile: nothing, text, busy or do-not-disturb, everywhere or on one provider; "
        "may be given several times",
    )


def _level(words: str) -> tuple[str, str]:
    name, mark, level = words.rpartition("=")
    level = level.replace("-", "_")
    if level not in WORDS or (mark and not name):
        raise ArgumentTypeError(f"{words!r} is wrong: it must be one of {', '.join(WORDS)}, or such as slack=nothing")
    return name or EVERYWHERE, level


def one_end(options: Namespace) -> None:
    """Raises Failed where a length and a time were both given."""
    if options.length is not None and options.until is not None:
        raise Failed("A length and --until were both given: it must be one of them. Nothing was changed.", status=2)
