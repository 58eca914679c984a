"""python -m tests.year [--items N] [--days N] [--seed S]: lives a year, and says what held."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

from tests.year.life import Life
from tests.year.watching import Broken


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.year", description=__doc__)
    asked.add_argument("--items", type=int, default=60_000)
    asked.add_argument("--days", type=int, default=365)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    logging.disable(logging.CRITICAL)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ecluse-year-") as folder:
        life = Life(Path(folder), items=options.items, days=options.days, seed=options.seed)
        try:
            found = life.run()
        except Broken as error:
            print(f"BROKEN  {error}")
            return 1
    watch = life.watch
    print(f"seed {options.seed}: {found.days} days, {found.sent} items ({found.by_two_ways} of them by two ways)")
    print(
        f"{watch.steps} steps: {found.actions} actions, {found.restarts} restarts, {found.power_cuts} power cuts, "
        f"{found.suspends} suspends, {found.jumps} clock jumps, {found.outages} outages ({found.gaps} gaps kept)"
    )
    print(
        f"{watch.released} came out ({watch.passed} by a rule, {watch.expired} expired), {watch.woken} came back, "
        f"{found.notices} notices, {len(found.told_twice)} told twice"
    )
    print(f"the ledger added up at each of {watch.steps} steps; 0 early, 0 lost, 0 twice")
    print(f"longest wait of what was due: {watch.longest_open} of open time; {time.monotonic() - began:.0f} s")
    return 1 if found.told_twice else 0


if __name__ == "__main__":
    sys.exit(main())
