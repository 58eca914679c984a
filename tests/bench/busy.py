"""Busy on ten services that take 300 ms for each request, beside the slowest of them alone; and the start of a focus
block as the window is told of it, beside the same with no service at all.

GitLab's double ten times, on the loopback: through the real provider, client, keeper, and journal on disk.
"""

from __future__ import annotations

import os
import statistics
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.core.connecting import connect
from desktop.core.desk import Desk, Later
from desktop.core.events import Event, NowChanged
from desktop.core.paths import Paths
from desktop.core.running import running
from focus.journal import Journal
from focus.keeper import Keeper
from focus.presence import Level, Presence
from focus.providers import Means, Provider
from focus.schedule import Mode
from tests.bench.databases import Databases
from tests.bench.timing import RUNS, Line
from tests.servers.gitlab import GitLab
from tests.servers.web import Asked

MANY = 10
DELAY = 0.3
REQUESTS = 3
"""Read, write, read back."""
SECONDS = 60.0


def measure(databases: Databases) -> list[Line]:
    with _doubles() as doubles, TemporaryDirectory(prefix="ecb") as folder:
        together, back, alone = _set(doubles, Path(folder))
        shown, without = _shown(doubles, Path(folder))
    slowest = max(alone.values())
    return [
        Line(f"busy on {MANY} services", together * 1e3, "ms", "the slowest alone", slowest * 1e3, 1.3),
        Line("  and taken back there", back * 1e3, "ms", "the slowest alone", slowest * 1e3, 1.3),
        Line(f"  the slowest alone: {REQUESTS} requests", slowest * 1e3, "ms", "nothing but the delay",
             DELAY * REQUESTS * 1e3),
        Line(f"focus to NowChanged, {MANY} services", shown * 1e3, "ms", "no service", without * 1e3),
        Line("  of one request of theirs", shown / DELAY, "x", most=0.5),
    ]  # fmt: skip


@contextmanager
def _doubles() -> Iterator[Mapping[str, GitLab]]:
    """Each answers after the delay, and waits for no other."""
    never = threading.Event()

    def late(_: Asked) -> None:
        never.wait(DELAY)

    with ExitStack() as parts:
        found = {f"service {number}": GitLab() for number in range(MANY)}
        for double in found.values():
            double.web.check, double.web.instead = None, late
            parts.enter_context(double.web)
        yield found


def _set(doubles: Mapping[str, GitLab], folder: Path) -> tuple[float, float, dict[str, float]]:
    """Seconds: set on all, taken back on all, set on each alone; medians, in turn."""
    together, back = [], []
    alone: dict[str, list[float]] = {name: [] for name in doubles}
    for run in range(RUNS):
        for name in doubles:
            alone[name].append(_there_and_back({name: doubles[name]}, folder / f"{run} {name}.json")[0])
        there, and_back = _there_and_back(doubles, folder / f"{run}.json")
        together.append(there)
        back.append(and_back)
    slowest = {name: statistics.median(times) for name, times in alone.items()}
    return statistics.median(together), statistics.median(back), slowest


def _there_and_back(doubles: Mapping[str, GitLab], journal: Path) -> tuple[float, float]:
    """As the app does it at the first block after its start: nothing is open yet."""

    def opened(double: GitLab) -> Provider:
        return double.provider(Means(connect(lambda: None), lambda: datetime.now(UTC)))

    openers = {name: partial(opened, double) for name, double in doubles.items()}
    keeper = Keeper(openers, Journal(journal), lambda: datetime.now(UTC), lambda: None)
    keeper.start()
    busy = Presence(Level.BUSY, "In focus", "", datetime.now(UTC) + timedelta(hours=1))
    times = []
    for wanted in (dict.fromkeys(doubles, busy), {}):
        began = time.perf_counter()
        keeper.want(wanted)
        assert keeper.settled(SECONDS)
        times.append(time.perf_counter() - began)
        assert all((double.shown()["status"].level is Level.BUSY) == bool(wanted) for double in doubles.values())
    assert not any(line.problem for line in keeper.lines())
    keeper.close(SECONDS)
    return times[0], times[1]


def _shown(doubles: Mapping[str, GitLab], folder: Path) -> tuple[float, float]:
    """Seconds from the engine request `focus` to the event that the window shows; with the services, and without."""
    return _focus(folder / "with", doubles), _focus(folder / "without", {})


def _focus(folder: Path, doubles: Mapping[str, GitLab]) -> float:
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    told: list[float] = []
    begun = threading.Event()

    def listen(event: Event) -> None:
        if isinstance(event, NowChanged) and event.now.mode is Mode.FOCUS:
            told.append(time.perf_counter())
            begun.set()

    times = []
    with running(Paths.of(folder), listen, lambda: False) as engine:
        engine.call(lambda desk: desk.remove_provider("desktop")).result(SECONDS)
        for name, double in doubles.items():
            adding = partial(_add, name=name, double=double)
            engine.call(adding).result(SECONDS)
        for _ in range(RUNS):
            begun.clear()
            began = time.perf_counter()
            engine.call(lambda desk: desk.focus(length=timedelta(minutes=50))).result(SECONDS)
            assert begun.wait(SECONDS)
            times.append(told[-1] - began)
            lines = engine.call(lambda desk: desk.heal()).result(SECONDS)
            assert [line.ours for line in lines] == [True] * len(doubles)
            engine.call(lambda desk: desk.stop_focus()).result(SECONDS)
            engine.call(lambda desk: desk.heal()).result(SECONDS)
    return statistics.median(times)


def _add(desk: Desk, *, name: str, double: GitLab) -> Later[str]:
    return desk.add_provider(name, "gitlab", {"url": double.web.url}, {"token": double.token})
