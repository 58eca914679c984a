"""A minute with the tray and nothing to do, on the headless desktop, beside the least window Qt can have."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.databases import Databases
from tests.bench.starting import ROOT, command, on_the_desktop, profile
from tests.bench.timing import Line

SECONDS = 60.0
SETTLED = 20.0
"""After so long the engine runs, the account has been read, and what start left to do is done."""

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Spent:
    """Since the process began: CPU in seconds of one core, and how often each thread waited and was woken."""

    cpu: float
    wakeups: dict[str, int]

    def wakeups_since(self, before: Spent) -> int:
        return sum(count - before.wakeups.get(thread, 0) for thread, count in self.wakeups.items())


def measure(databases: Databases) -> list[Line]:
    found = on_the_desktop("idling")
    (cpu, wakeups, memory), (least_cpu, least_wakeups, least_memory) = found["app"], found["minimal"]
    what = f"idle for {SECONDS:.0f} s with the tray"
    return [
        Line(f"{what}: CPU", cpu, "%", most=0.1),
        Line(f"{what}: wake-ups", wakeups, "/s", most=2.0),
        Line(f"{what}: memory (PSS)", memory, "MiB", "least window, list, tray", least_memory),
        Line("  the least window: CPU", least_cpu, "%"),
        Line("  the least window: wake-ups", least_wakeups, "/s"),
    ]


def _spent(pid: int) -> Spent:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    wakeups: dict[str, int] = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        status = (task / "status").read_text()
        wakeups[task.name] = int(status.partition("\nvoluntary_ctxt_switches:")[2].split()[0])
    return Spent((int(fields[11]) + int(fields[12])) / _TICK, wakeups)


def _memory(pid: int) -> float:
    """The proportional share in MiB: what is shared with other programs counts for each in part."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(rollup.partition("\nPss:")[2].split()[0]) / 1024


def _idle(processes: dict[str, subprocess.Popen[bytes]]) -> dict[str, list[float]]:
    """Both at once: per cent of a core, wake-ups a second, MiB."""
    time.sleep(SETTLED)
    before = {kind: _spent(process.pid) for kind, process in processes.items()}
    time.sleep(SECONDS)
    found: dict[str, list[float]] = {}
    for kind, process in processes.items():
        after, start = _spent(process.pid), before[kind]
        found[kind] = [
            (after.cpu - start.cpu) / SECONDS * 100,
            after.wakeups_since(start) / SECONDS,
            _memory(process.pid),
        ]
    return found


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="ecb") as name:
        made = profile(Path(name))
        processes = {
            kind: subprocess.Popen(command(kind, made), cwd=ROOT, stdout=subprocess.DEVNULL)
            for kind in ("app", "minimal")
        }
        try:
            found = _idle(processes)
        finally:
            for process in processes.values():
                process.terminate()
            for process in processes.values():
                process.wait(15)
    print(json.dumps(found))


if __name__ == "__main__":
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    main()
