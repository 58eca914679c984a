"""Killed at writes and at answers of the server, while fetching and while releasing: after a restart nothing is lost,
doubled, early, or told of twice.

There are hundreds of such points. `ECLUSE_KILL_POINTS=all` has each of them tried; else so many, spread over the run.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.core.control import ControlError, ask
from desktop.core.paths import Paths
from focus.schedule import Mode, Override
from focus.sessions import Sessions, State
from tests.e2e.app import App
from tests.e2e.killing_proxy import KillingProxy
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.notifications import NotificationDaemon
from tests.waiting import until

pytestmark = [
    pytest.mark.dovecot,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(shutil.which("strace") is None and not os.environ.get("CI"), reason="needs Debian's strace"),
]

MAILS = 20
_SETTLED = 0.5
"""Seconds without a word of the server: what was to be done is done."""
WRITES = ("write", "pwrite64", "fdatasync", "fsync", "rename", "unlink", "ftruncate")
EACH = os.environ.get("ECLUSE_KILL_POINTS") == "all"
MOST_POINTS = 52
"""In each of the two: together a hundred and more."""

LEAST_KILLS = 100 if EACH else 48
"""Of processes that really ended by SIGKILL; a point that a run did not come to is none."""


@dataclass(frozen=True)
class Point:
    """Where the app is killed: at the `number`-th call of a system call, or at the `number`-th answer of the server."""

    what: str
    number: int

    @property
    def strace(self) -> tuple[str, ...]:
        if self.what == "answer":
            return ()
        inject = f"inject={self.what}:signal=SIGKILL:when={self.number}"
        return ("strace", "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", inject)


@dataclass(frozen=True)
class Outcome:
    """What was there after the kill and after a restart, and how many notifications were shown in all.

    `killed`: the process ended by SIGKILL at its point, and was not ended because it never came there.
    """

    after_kill: Found
    found: Found
    shown: int
    killed: bool


@dataclass(frozen=True)
class Found:
    """What the database says after a restart."""

    states: dict[str, int]
    distinct: int
    batches: int


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with Dovecot() as server:
        yield server


@pytest.fixture(scope="module")
def kills() -> dict[str, int]:
    """How many there were in each phase."""
    return {}


@pytest.fixture(scope="module")
def user(dovecot: Dovecot) -> str:
    name = dovecot.new_user()
    head = "From: a{0}@x.example\r\nSubject: m{0}\r\nMessage-ID: <{0}@x>\r\n\r\nhi {0}\r\n"
    dovecot.put(name, [head.format(number).encode() for number in range(MAILS)])
    return name


def ask_for(app: App, mode: Mode) -> None:
    """As if the person had asked for it before this start."""
    now = datetime.now(UTC)
    override = Override(mode, now - timedelta(minutes=1), now + timedelta(hours=5))
    Sessions(Paths.of(app.profile).sessions).save(State((override,), now))


def set_up(folder: Path, dovecot: Dovecot, user: str, mode: Mode) -> App:
    app = App(folder / "profile")
    app.ask(
        *("account", "add", "imap", "--name", "work", "--host", "localhost", "--port", str(dovecot.port)),
        *("--user", user, "--password-stdin", "--ca-file", str(dovecot.ca_file)),
        say=f"{PASSWORD}\n",
    )
    ask_for(app, mode)
    return app


def copy_of(template: App, folder: Path, port: int, bus: str) -> App:
    """The same profile at another place, reading through another port and telling another daemon."""
    app = App(folder / "profile", DBUS_SESSION_BUS_ADDRESS=bus)
    shutil.copytree(template.profile, app.profile)
    shutil.copytree(Path(template.environment["ECLUSE_TEST_KEYRING"]), folder / "profile-keyring", dirs_exist_ok=True)
    settings = app.profile / "settings.toml"
    settings.write_text(re.sub(r"port = \d+", f"port = {port}", settings.read_text()))
    return app


def look(app: App) -> Found:
    database = Paths.of(app.profile).database
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        try:
            states = dict(connection.execute("SELECT state, count(*) FROM item GROUP BY state").fetchall())
            distinct = connection.execute("SELECT count(DISTINCT subject) FROM item").fetchone()[0]
            batches = connection.execute("SELECT count(*) FROM batch").fetchone()[0]
        except sqlite3.OperationalError:  # killed before the first table
            return Found({}, 0, 0)
    return Found(states, distinct, batches)


def pulled(app: App) -> dict[str, Any] | None:
    """The app's answer when it has looked once more; None while it starts, or the one that was killed still dies."""
    try:
        return ask(Paths.of(app.profile).socket, {"request": "pull"})
    except ControlError:
        return None


def chosen(points: list[Point], most: int) -> list[Point]:
    """So many of all there are, from the first on, as far apart as can be."""
    if EACH or len(points) <= most:
        return points
    return [points[number * len(points) // most] for number in range(most)]


def points_of(template: App, folder: Path, dovecot: Dovecot, over: Callable[[App], bool]) -> list[Point]:
    """One whole run, traced: every write of it and every answer it got is a point to be killed at."""
    trace = folder / "trace"
    with NotificationDaemon() as daemon:
        proxy = KillingProxy(dovecot.port)
        app = copy_of(template, folder, proxy.port, daemon.address)
        app.start("strace", "-f", "-qq", "--seccomp-bpf", "-o", str(trace), "-e", f"trace={','.join(WRITES)}")
        until(lambda: over(app) and proxy.idle_for(_SETTLED))
        app.stop()
        proxy.close()
    calls: dict[tuple[str, str], int] = {}
    for thread, call in re.findall(r"^(\d+) +(\w+)\(", trace.read_text(), re.MULTILINE):
        calls[thread, call] = calls.get((thread, call), 0) + 1
    # strace counts per thread: the busiest one reaches all numbers.
    most = {call: max(count for (_, name), count in calls.items() if name == call) for _, call in calls}
    points = [Point(call, number) for call, count in sorted(most.items()) for number in range(1, count + 1)]
    return points + [Point("answer", number) for number in range(1, proxy.answers + 1)]


def killed_at(point: Point, template: App, folder: Path, dovecot: Dovecot, over: Callable[[App], bool]) -> Outcome:
    folder.mkdir()
    with NotificationDaemon() as daemon:
        proxy = KillingProxy(dovecot.port)
        app = copy_of(template, folder, proxy.port, daemon.address)
        if point.what == "answer":
            proxy.arm(point.number, app.kill)
        process = app.start(*point.strace)
        until(lambda: process.poll() is not None or over(app), every=0.02)
        # Writes and answers go on after a batch is out; the answer that kills may be under way.
        coming = point.number if point.what == "answer" else sys.maxsize
        until(lambda: process.poll() is not None or (proxy.answers < coming and proxy.idle_for(_SETTLED)))
        proxy.disarm()
        killed = process.poll() == -signal.SIGKILL  # strace ends as its child did
        app.kill()
        after_kill = look(app)
        app.start()
        until(lambda: over(app))
        assert "ok" in until(lambda: pulled(app))
        app.stop()
        proxy.close()
        found = look(app)
        shown = len(daemon.shown)
    shutil.rmtree(folder)
    return Outcome(after_kill, found, shown, killed)


def run_all(template: App, folder: Path, dovecot: Dovecot, over: Callable[[App], bool]) -> list[tuple[Point, Outcome]]:
    points = chosen(points_of(template, folder / "traced", dovecot, over), MOST_POINTS)
    with ThreadPoolExecutor(3) as pool:
        runs = [pool.submit(killed_at, one, template, folder / f"{n}", dovecot, over) for n, one in enumerate(points)]
        return [(point, run.result()) for point, run in zip(points, runs, strict=True)]


def test_killed_while_fetching(tmp_path: Path, dovecot: Dovecot, user: str, kills: dict[str, int]) -> None:
    (tmp_path / "traced").mkdir()
    template = set_up(tmp_path, dovecot, user, Mode.FOCUS)
    results = run_all(template, tmp_path, dovecot, lambda app: look(app).states == {"held": MAILS})
    for point, one in results:
        assert set(one.after_kill.states) <= {"held"}, f"early: {point}"
        assert one.found == Found({"held": MAILS}, MAILS, 0), f"lost or doubled: {point}"
        assert one.shown == 0, f"told of what is held: {point}"
    kills["fetching"] = sum(one.killed for _, one in results)
    assert kills["fetching"] >= LEAST_KILLS // 2


def test_killed_while_releasing(tmp_path: Path, dovecot: Dovecot, user: str, kills: dict[str, int]) -> None:
    (tmp_path / "traced").mkdir()
    template = set_up(tmp_path, dovecot, user, Mode.FOCUS)
    template.ask("pull", "--once")
    ask_for(template, Mode.CHECK_IN)
    results = run_all(template, tmp_path, dovecot, lambda app: look(app).states == {"released": MAILS})
    for point, one in results:
        assert one.after_kill.states in ({"held": MAILS}, {"released": MAILS}), f"half a batch: {point}"
        assert one.found == Found({"released": MAILS}, MAILS, 1), f"lost or doubled: {point}"
        assert one.shown <= 1, f"told of twice: {point}"
    kills["releasing"] = sum(one.killed for _, one in results)
    assert kills["releasing"] >= LEAST_KILLS // 4


def test_killed_often_enough_in_all(kills: dict[str, int], capsys: pytest.CaptureFixture[str]) -> None:
    if len(kills) < 2:
        pytest.skip("needs both of the tests before it")
    with capsys.disabled():
        print(f"\nended by SIGKILL: {kills['fetching']} while fetching, {kills['releasing']} while releasing")  # noqa: T201 (the figure is what one wants to see)
    assert sum(kills.values()) >= LEAST_KILLS


def test_strace_really_kills(tmp_path: Path) -> None:
    """The oracle's own proof: a kill that never came would make every point pass."""
    done = subprocess.run([*Point("fsync", 1).strace, "sync", str(tmp_path)], check=False)
    assert done.returncode != 0
