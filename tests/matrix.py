"""What became of every provider's cells: `python -m tests.matrix [NAME...]` plays them all and prints one table each.

`tests.contract.provider_faults` plays them, in every ordinary run too, and keeps quiet about what is right.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from focus.providers import discover

ASKED: Final = "ECLUSE_MATRIX"
"""In the environment of a run of pytest that is to print the tables."""
COLUMNS: Final = ("set", "extend", "restore", "end", "changed")

_cells: dict[str, dict[tuple[str, str, str], list[int]]] = defaultdict(dict)


def record(provider: str, phase: str, step: str, fault: str, *, right: bool) -> None:
    cell = _cells[provider].setdefault((phase, step, fault), [0, 0])
    cell[0 if right else 1] += 1


def tables() -> str:
    """For each provider how many cells were right, by fault and step; `-2` beside it: and how many were not."""
    right, wrong = _sum(cell for cells in _cells.values() for cell in cells.values())
    told = [_table(name, _cells[name]) for name in sorted(_cells)]
    told.append(f"all of {len(_cells)}: {right + wrong} cells, {wrong} wrong")
    if missing := sorted(set(discover()) - set(_cells)):
        told.append(f"not played: {', '.join(missing)}")
    return "\n".join(told) + "\n"


def _sum(cells: Iterable[list[int]]) -> tuple[int, int]:
    kept = list(cells)
    return sum(cell[0] for cell in kept), sum(cell[1] for cell in kept)


def _table(name: str, cells: dict[tuple[str, str, str], list[int]]) -> str:
    right, wrong = _sum(cells.values())
    lines = [f"{name}: {right + wrong} cells, {wrong} wrong"]
    for phase in COLUMNS:
        steps = sorted({step for one, step, _ in cells if one == phase}, key=_order)
        faults = list(dict.fromkeys(fault for one, _, fault in cells if one == phase))
        width = max((len(fault) for fault in faults), default=0)
        if steps:
            lines.append(f"  {phase:<{width}}  " + "  ".join(steps))
        for fault in faults:
            told = (_told(cells.get((phase, step, fault))).center(len(step)) for step in steps)
            lines.append(f"  {fault:<{width}}  " + "  ".join(told).rstrip())
    return "\n".join(lines) + "\n"


def _told(cell: list[int] | None) -> str:
    return "." if cell is None else f"{cell[0]}" + (f"-{cell[1]}" if cell[1] else "")


def _order(step: str) -> tuple[int, str]:
    number = step.split(maxsplit=1)[0]
    return int(number) if number.isdigit() else 0, step


def main(*names: str) -> int:
    import pytest

    os.environ[ASKED] = "1"
    folder = Path(__file__).parent / "focus" / "providers"
    files = [str(path) for name in names for path in folder.glob(f"test_{name}*.py")] or [str(folder)]
    return pytest.main(["-q", "-p", "no:randomly", "-k", "Faults", *files])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
