"""What became of every provider's cells: `python -m tests.matrix [NAME...]` plays them all and prints one table each.

`tests.contract.provider_faults` plays them, in every ordinary run too, and keeps quiet about what is right.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import Final

ASKED: Final = "ECLUSE_MATRIX"
"""In the environment of a run of pytest that is to print the tables."""
COLUMNS: Final = ("set", "extend", "restore", "end", "changed")

_cells: dict[str, dict[tuple[str, str, str], list[int]]] = defaultdict(dict)


def record(provider: str, phase: str, step: str, fault: str, *, right: bool) -> None:
    cell = _cells[provider].setdefault((phase, step, fault), [0, 0])
    cell[0 if right else 1] += 1


def tables() -> str:
    """For each provider how many cells were right, by fault and step; `-2` beside it: and how many were not."""
    return "\n".join(_table(name, _cells[name]) for name in sorted(_cells))


def _table(name: str, cells: dict[tuple[str, str, str], list[int]]) -> str:
    right, wrong = (sum(cell[which] for cell in cells.values()) for which in (0, 1))
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
    files = [str(folder / f"test_{name}.py") for name in names] or [str(folder)]
    return pytest.main(["-q", "-p", "no:randomly", "-k", "Faults", *files])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
