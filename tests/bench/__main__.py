"""python -m tests.bench busy|core|mail|mentions|rehearse|review|rules|week [--quick] [--only NAME]...

Prints each figure beside a floor (the least code that does the work) or a peer, measured in the same run. It is no
test: a missed target does not fail.
"""

from __future__ import annotations

import argparse
import importlib
import tempfile
from pathlib import Path

from tests.bench.databases import Databases
from tests.bench.timing import HEADINGS, Line, row

PARTS = {
    "busy": ("busy",),
    "core": (
        "storing", "releasing", "listing", "searching", "fetching", "polling", "starting", "idling",
    ),
    "mentions": ("classifying",),
    "rehearse": ("rehearse", "dragging"),
    "review": ("reviewing",),
    "rules": ("rules", "promising"),
    "week": ("weeks",),
    "mail": ("delivering", "first_connect", "parsing", "history", "opening", "laying_out"),
}  # fmt: skip
"""Each name is a module beside this one with `measure(databases) -> list[Line]`."""
SLOW = {"idling"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("part", choices=sorted(PARTS))
    parser.add_argument("--quick", action="store_true", help=f"leaves out: {', '.join(sorted(SLOW))}")
    parser.add_argument("--only", action="append", metavar="NAME", help="one of the modules; may be repeated")
    asked = parser.parse_args()
    names = asked.only or [name for name in PARTS[asked.part] if not (asked.quick and name in SLOW)]
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="ecb") as folder:
        databases = Databases(Path(folder))
        for name in names:
            print(f"measuring: {name}", flush=True)
            lines += importlib.import_module(f"tests.bench.{name}").measure(databases)
    _print(lines)


def _print(lines: list[Line]) -> None:
    table = [HEADINGS, *map(row, lines)]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(HEADINGS))]
    for cells in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
