"""Killed at every write and at every answer of the server, while fetching and while releasing: after a restart
nothing is lost, doubled, early, or told of twice."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.core.paths import Paths
from focus.schedule import Mode, Override
from focus.sessions import Sessions, State
from tests.e2e.app import App, until
from tests.e2e.killing_proxy import KillingProxy
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.notifications import NotificationDaemon

pytestmark = [
    pytest.mark.dovecot,
    pytest.mark.timeout(1200),
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs Debian's strace"),
]

MAILS = 20
WRITES = ("pwrite64", "fdatasync", "fsync", "rename", "unlink", "ftruncate")
LEAST_POINTS = 100


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


def points_of(template: App, folder: Path, dovecot: Dovecot, over: Callable[[App], bool]) -> list[Point]:
    """One whole run, traced: every write of it and every answer it got is a point to be killed at."""
    trace = folder / "trace"
    with NotificationDaemon() as daemon:
        proxy = KillingProxy(dovecot.port)
        app = copy_of(template, folder, proxy.port, daemon.address)
        app.start("strace", "-f", "-qq", "--seccomp-bpf", "-o", str(trace), "-e", f"trace={','.join(WRITES)}")
        until(lambda: over(app))
        app.stop()
        proxy.close()
    calls: dict[tuple[str, str], int] = {}
    for thread, call in re.findall(r"^(\d+) +(\w+)\(", trace.read_text(), re.MULTILINE):
        calls[thread, call] = calls.get((thread, call), 0) + 1
    # strace counts per thread: the busiest one reaches all numbers.
    most = {call: max(count for (_, name), count in calls.items() if name == call) for _, call in calls}
    points = [Point(call, number) for call, count in sorted(most.items()) for number in range(1, count + 1)]
    return points + [Point("answer", number) for number in range(1, proxy.answers + 1)]


def killed_at(
    point: Point, template: App, folder: Path, dovecot: Dovecot, over: Callable[[App], bool]
) -> tuple[Found, Found, int]:
    """What was there after the kill, what after a restart and a quiet end, and how many notifications were shown."""
    folder.mkdir()
    with NotificationDaemon() as daemon:
        proxy = KillingProxy(dovecot.port)
        app = copy_of(template, folder, proxy.port, daemon.address)
        if point.what == "answer":
            proxy.arm(point.number, app.kill)
        process = app.start(*point.strace)
        until(lambda: process.poll() is not None or over(app), every=0.02)
        if point.what == "answer":  # answers go on after a batch is out
            until(lambda: process.poll() is not None or proxy.answers >= point.number or proxy.idle_for(0.5))
        proxy.disarm()
        app.kill()
        after_kill = look(app)
        app.start()
        until(lambda: over(app))
        app.ask("pull", "--once")
        app.stop()
        proxy.close()
        found = look(app)
        shown = len(daemon.shown)
    shutil.rmtree(folder)
    return after_kill, found, shown


def run_all(
    template: App, folder: Path, dovecot: Dovecot, over: Callable[[App], bool]
) -> list[tuple[Point, tuple[Found, Found, int]]]:
    points = points_of(template, folder / "traced", dovecot, over)
    with ThreadPoolExecutor(3) as pool:
        runs = [pool.submit(killed_at, one, template, folder / f"{n}", dovecot, over) for n, one in enumerate(points)]
        return [(point, run.result()) for point, run in zip(points, runs, strict=True)]


def test_killed_while_fetching(
    tmp_path: Path, dovecot: Dovecot, user: str, record_property: Callable[..., None]
) -> None:
    (tmp_path / "traced").mkdir()
    template = set_up(tmp_path, dovecot, user, Mode.FOCUS)
    results = run_all(template, tmp_path, dovecot, lambda app: look(app).states == {"held": MAILS})
    record_property("points", len(results))
    assert len(results) >= LEAST_POINTS // 2
    for point, (after_kill, found, shown) in results:
        assert set(after_kill.states) <= {"held"}, f"early: {point}"
        assert found == Found({"held": MAILS}, MAILS, 0), f"lost or doubled: {point}"
        assert shown == 0, f"told of what is held: {point}"


def test_killed_while_releasing(
    tmp_path: Path, dovecot: Dovecot, user: str, record_property: Callable[..., None]
) -> None:
    (tmp_path / "traced").mkdir()
    template = set_up(tmp_path, dovecot, user, Mode.FOCUS)
    template.ask("pull", "--once")
    ask_for(template, Mode.CHECK_IN)
    results = run_all(template, tmp_path, dovecot, lambda app: look(app).states == {"released": MAILS})
    record_property("points", len(results))
    assert len(results) >= LEAST_POINTS // 2
    for point, (after_kill, found, shown) in results:
        assert after_kill.states in ({"held": MAILS}, {"released": MAILS}), f"half a batch: {point}"
        assert found == Found({"released": MAILS}, MAILS, 1), f"lost or doubled: {point}"
        assert shown <= 1, f"told of twice: {point}"


def test_strace_really_kills(tmp_path: Path) -> None:
    """The oracle's own proof: a kill that never came would make every point pass."""
    done = subprocess.run([*Point("fsync", 1).strace, "sync", str(tmp_path)], check=False)
    assert done.returncode != 0
