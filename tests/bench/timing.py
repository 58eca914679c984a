"""How it is measured: medians of five, ours and the floor in turn, so that a busy moment of the machine meets both."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

RUNS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. With `theirs`, the target is `ours / theirs <= most`; without, `ours <= most`.

    No `most`: shown to compare with, no target.
    """

    what: str
    ours: float
    unit: str
    beside: str = ""
    theirs: float | None = None
    most: float | None = None

    @property
    def ratio(self) -> float | None:
        return None if not self.theirs else self.ours / self.theirs

    @property
    def met(self) -> bool | None:
        reached = self.ours if self.theirs is None else self.ratio
        return None if self.most is None or reached is None else reached <= self.most


def alternated(
    ours: Callable[[], object],
    floor: Callable[[], object],
    *,
    before: Callable[[], object] = lambda: None,
    calls: int = 1,
) -> tuple[float, float]:
    """Seconds a call: the medians of RUNS runs of `calls` calls each. `before` each run, not counted."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(RUNS):
        for which in (0, 1) if turn % 2 else (1, 0):
            before()
            times[which].append(seconds((ours, floor)[which], calls))
    return statistics.median(times[0]), statistics.median(times[1])


def seconds(work: Callable[[], object], calls: int = 1) -> float:
    """The wall time of one call, on the average of `calls`."""
    gc.collect()
    began = time.perf_counter()
    for _ in range(calls):
        work()
    return (time.perf_counter() - began) / calls


def percentile(values: list[float], share: float) -> float:
    """The value that `share` (0 to 1) of all are not above."""
    return sorted(values)[max(0, round(share * len(values) + 0.5) - 1)]


HEADINGS = ("what", "ours", "beside", "theirs", "ratio", "target", "")


def row(line: Line) -> tuple[str, ...]:
    """A line as cells under HEADINGS."""
    target = ""
    if line.most is not None:
        target = f"<= {line.most:g} {'x' if line.theirs is not None else line.unit}"
    return (
        line.what,
        f"{line.ours:.3g} {line.unit}",
        line.beside,
        "" if line.theirs is None else f"{line.theirs:.3g} {line.unit}",
        "" if line.ratio is None else f"{line.ratio:.2f} x",
        target,
        {None: "", True: "met", False: "MISSED"}[line.met],
    )
