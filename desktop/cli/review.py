"""review: what became of a week, its note to teammates, objectives."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from desktop.cli.asking import Asking
from desktop.cli.output import Failed, as_json, block, say
from desktop.cli.parsing import Commands, command

_WEEK = "an ISO week such as 2026-W47; this week if it is left out"


def add(commands: Commands) -> None:
    review = command(commands, "review", _review, "what became of a week: focus, check-ins, what was held", json=True)
    review.add_argument("--week", metavar="WEEK", help=_WEEK)
    review.add_argument("--markdown", action="store_true", help="print Markdown")
    review.add_argument("--note", action="store_true", help="print a weekly note to teammates, from your template")
    review.add_argument("--with-private", action="store_true", help="name private intentions in the note too")
    review.add_argument("--output", type=Path, metavar="FILE", help="write it into a new file")


def _review(options: Namespace) -> int:
    """`--json` prints what `desktop.core.review_answers.review` has; a future week is empty, and says so."""
    if sum((options.json, options.markdown, options.note)) > 1:
        raise Failed("--json, --markdown and --note are three ways to say it: give one of them.", status=2)
    if options.with_private and not options.note:
        raise Failed("--with-private is about the note: give --note too.", status=2)
    week = {} if options.week is None else {"week": options.week}
    with Asking(options.paths) as ask:
        if options.note:
            found: Any = ask("note", **week, private=options.with_private)
        elif options.json:
            found = ask("review", **week)
        else:
            found = ask("review_text", **week)
    if options.output is not None:
        _write(options.output, found)
    elif options.json:
        as_json(found)
    else:
        block(found.rstrip("\n"))
    return 0


def _write(file: Path, found: Any) -> None:
    """For its owner alone; nothing is replaced."""
    import json

    from desktop.core.taking_along import new_file

    text = found if isinstance(found, str) else json.dumps(found, indent=2) + "\n"
    with new_file(file.absolute()) as made:
        made.write(text.encode())
    say(f"{file} is written.")
