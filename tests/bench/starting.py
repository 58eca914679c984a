"""From exec to the end of the window's first paint, on the headless desktop, beside the least window Qt can have."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from inbox.item import Fetched
from inbox.queue import Queue, Release
from inbox.store import Store
from tests.bench.content import NOW, arrivals
from tests.bench.databases import Databases
from tests.bench.timing import RUNS, Line

ROOT = Path(__file__).parents[2]
ITEMS = 1000
_SETTINGS = """\
[[account]]
name = "work"
kind = "folder"
path = "{folder}"
"""


def measure(databases: Databases) -> list[Line]:
    found = on_the_desktop("starting")
    ours, least = (statistics.median(found[name]) for name in ("app", "minimal"))
    return [Line("start: exec to first paint", ours * 1e3, "ms", "least window, list, tray", least * 1e3, 2.0)]


def on_the_desktop(module: str) -> dict[str, list[float]]:
    """What `python -m tests.bench.MODULE` prints as JSON inside the project's own desktop session."""
    command = [str(ROOT / "tests" / "rig" / "desktop"), "--", sys.executable, "-m", f"tests.bench.{module}"]
    said = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True).stdout
    found: dict[str, list[float]] = json.loads(said.strip().splitlines()[-1])
    return found


def profile(folder: Path) -> Path:
    """A profile as it is after some days: an account, and a batch that has been released."""
    made = folder / "profile"
    (folder / "mails").mkdir()
    (made / "data").mkdir(parents=True, mode=0o700)
    (made / "settings.toml").write_text(_SETTINGS.format(folder=folder / "mails"))
    store = Store(made / "data" / "queue.db")
    queue = Queue(store)
    queue.accept("work", Fetched(tuple(arrivals(ITEMS, 60)), "1"), NOW)
    queue.settle(NOW, [Release("check_in", NOW)], wakes_snoozed=False)
    store.close()
    return made


def command(kind: str, folder: Path) -> list[str]:
    """`tests.bench.window` with what it needs: the app on its profile, or the least window."""
    return [sys.executable, "-m", "tests.bench.window", kind, str(folder)]


def _to_first_paint(kind: str, folder: Path) -> float:
    began = time.monotonic()
    said = subprocess.run([*command(kind, folder), "--end"], cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    return float(said.stdout.split()[-1]) - began


def main() -> None:
    found: dict[str, list[float]] = {"app": [], "minimal": []}
    with tempfile.TemporaryDirectory(prefix="ecb") as name:
        os.environ.update(PYTHONDONTWRITEBYTECODE="", PYTHONPYCACHEPREFIX=str(Path(name, "compiled")))
        made = profile(Path(name))
        for turn in range(RUNS + 1):
            for kind, times in found.items():
                took = _to_first_paint(kind, made)
                if turn:  # the first compiles, as installing does, and brings the files into memory, for both
                    times.append(took)
    print(json.dumps(found))


if __name__ == "__main__":
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    main()
