"""python -m tests.rehearsed [WEEKS] [--from NUMBER]: random weeks, lived through and rehearsed, in two processes."""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.rehearsed.lived import Became, lives, rehearsed
from tests.rehearsed.week import week

_PORTION = 50
_PROCESSES = 2
_TOLD = 500


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.rehearsed", description=__doc__)
    parser.add_argument("weeks", type=int, nargs="?", default=10_000)
    parser.add_argument("--from", type=int, default=0, dest="first", metavar="NUMBER")
    asked = parser.parse_args()
    last = asked.first + asked.weeks
    portions = [range(at, min(at + _PORTION, last)) for at in range(asked.first, last, _PORTION)]
    began, by, wrong = time.monotonic(), Counter[str](), 0
    with ProcessPoolExecutor(_PROCESSES, initializer=os.nice, initargs=(10,)) as pool:
        for portion, (counted, differing) in zip(portions, pool.map(compared, portions), strict=True):
            by += counted
            wrong += len(differing)
            for line in differing:
                print(line, flush=True)
            if not portion.stop % _TOLD:
                print(f"... {portion.stop - asked.first:,} weeks, {wrong} differ", flush=True)
    told = ", ".join(f"{name or 'none'} {count:,}" for name, count in sorted(by.items()))
    print(f"{asked.weeks:,} weeks, {by.total():,} arrivals ({told}), {time.monotonic() - began:.0f} s")
    print(f"{wrong} weeks differ" if wrong else "every arrival came out when, by what and by which rule was rehearsed")
    return 1 if wrong else 0


def compared(numbers: range) -> tuple[Counter[str], list[str]]:
    """How many arrivals came out by what, and a line for each week that differs."""
    by: Counter[str] = Counter()
    differing = []
    with lives() as there:
        for number in numbers:
            one = week(number)
            lived, tried = there.live(one), rehearsed(one)
            by.update(became[1] for became in lived.values())
            if lived != tried:
                differing.append(f"week {number}: {difference(lived, tried)}")
    return by, differing


def difference(lived: dict[str, Became], tried: dict[str, Became]) -> str:
    """The first that is another."""
    key = next(key for key in {**lived, **tried} if lived.get(key) != tried.get(key))
    return f"{key} lived {_words(lived.get(key))}, rehearsed {_words(tried.get(key))}"


def _words(became: Became | None) -> str:
    return "not at all" if became is None else ", ".join(str(one) for one in became)


if __name__ == "__main__":
    raise SystemExit(main())
