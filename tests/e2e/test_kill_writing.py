"""Killed at answers of the server and at writes while mails are marked and archived, and while that is taken back: each
mail is in exactly one place, none is lost, and after a restart all is as it was asked for.

`ECLUSE_KILL_POINTS=all` has every answer and every write tried, as in `test_kill`.
"""

from __future__ import annotations

import imaplib
import os
import queue
import re
import shutil
import signal
import sqlite3
import ssl
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.core.paths import Paths
from focus.schedule import Mode
from tests.e2e.app import App
from tests.e2e.killing_proxy import KillingProxy
from tests.e2e.test_kill import Point, chosen, copy_of, set_up
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.waiting import until

pytestmark = [
    pytest.mark.dovecot,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(shutil.which("strace") is None and not os.environ.get("CI"), reason="needs Debian's strace"),
]

MAILS = 8
DONE = 5
WORKERS = 3
_SETTLED = 0.3
_SIGNED_IN = 20
"""Pieces of the server's answers by then, or a few more."""
_WRITES = ("fdatasync",)
MOST_POINTS = 24
LEAST_KILLS = 16
"""In each of the two phases, of processes that really ended by SIGKILL."""

ALL = frozenset(range(MAILS))
PUT_AWAY = frozenset(range(DONE))


@dataclass(frozen=True)
class There:
    """Which mails (by their subjects' numbers) are where at the server, and which are marked as read."""

    inbox: Counter[int]
    archive: Counter[int]
    seen: frozenset[int]


@dataclass(frozen=True)
class Place:
    """One user of the server, with everything as it is before the kill; a run can be begun from it again and again."""

    user: str
    maildir: Path
    template: App


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with Dovecot() as server:
        yield server


def wanted(app: App) -> int:
    """How many changes are still to be made."""
    with closing(sqlite3.connect(f"file:{Paths.of(app.profile).database}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM server_change WHERE not_before IS NOT NULL").fetchone()[0])


def problems(app: App) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(f"file:{Paths.of(app.profile).database}?mode=ro", uri=True)) as connection:
        return connection.execute("SELECT what, detail FROM server_change WHERE problem <> ''").fetchall()


def there(dovecot: Dovecot, user: str) -> There:
    context = ssl.create_default_context(cafile=str(dovecot.ca_file))
    with imaplib.IMAP4_SSL(dovecot.host, dovecot.port, ssl_context=context, timeout=20) as wire:
        wire.login(user, PASSWORD)
        boxes, seen = [], set[int]()
        for name in ("INBOX", "Archive"):
            found = Counter[int]()
            if wire.select(name, readonly=True)[1] != [b"0"]:
                for part in wire.fetch("1:*", "(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]:
                    if isinstance(part, tuple):
                        number = int(part[1].split(b"m")[-1])
                        found[number] += 1
                        seen |= {number} if rb"\Seen" in part[0] else set()
            boxes.append(found)
    return There(boxes[0], boxes[1], frozenset(seen))


def prepared(folder: Path, dovecot: Dovecot, *, undone: bool) -> Place:
    """Some mails are done, or that is undone, and the app that is to say so at the server has not run yet."""
    user = dovecot.new_user()
    head = "From: a{0}@x.example\r\nSubject: m{0}\r\nMessage-ID: <{0}@x>\r\n\r\nhi {0}\r\n"
    dovecot.put(user, [head.format(number).encode() for number in range(MAILS)])
    context = ssl.create_default_context(cafile=str(dovecot.ca_file))
    with imaplib.IMAP4_SSL(dovecot.host, dovecot.port, ssl_context=context, timeout=20) as wire:
        wire.login(user, PASSWORD)
        wire.create("Archive")
    app = set_up(folder, dovecot, user, Mode.FOCUS)
    settings = app.profile / "settings.toml"
    settings.write_text(re.sub(r"(done_marks_read|done_archives) = false", r"\1 = true", settings.read_text()))
    app.ask("pull", "--once")
    subjects = {row["subject"]: str(row["id"]) for row in app.json("queue", "--state", "held")}
    app.ask("done", *(subjects[f"m{number}"] for number in PUT_AWAY))
    if undone:
        app.ask("pull", "--once")
        assert there(dovecot, user) == There(Counter(ALL - PUT_AWAY), Counter(PUT_AWAY), PUT_AWAY)
        app.ask("undo")
    assert wanted(app) == 2 * DONE
    kept = folder / "maildir"
    shutil.copytree(dovecot.folder / "mail" / user, kept, symlinks=True)
    return Place(user, kept, app)


def as_it_was(place: Place, dovecot: Dovecot) -> None:
    """The server's half of a place, with its numbers."""
    live = dovecot.folder / "mail" / place.user
    shutil.rmtree(live)
    shutil.copytree(place.maildir, live, symlinks=True)
    owner = (dovecot.folder / "mail").stat()
    for root, folders, files in os.walk(live):
        for name in (".", *folders, *files):
            os.chown(Path(root) / name, owner.st_uid, owner.st_gid)


def points_of(place: Place, folder: Path, dovecot: Dovecot) -> list[Point]:
    """One whole run, traced: every write of it and every answer it got is a point to be killed at."""
    folder.mkdir()
    trace = folder / "trace"
    proxy = KillingProxy(dovecot.port)
    app = copy_of(place.template, folder, proxy.port, "unix:path=/nonexistent")
    app.start("strace", "-f", "-qq", "--seccomp-bpf", "-o", str(trace), "-e", f"trace={','.join(_WRITES)}")
    until(lambda: not wanted(app) and proxy.idle_for(_SETTLED), 60)
    app.stop()
    proxy.close()
    calls = Counter(re.findall(r"^(\d+) +(\w+)\(", trace.read_text(), re.MULTILINE))
    most = {call: max(count for (_, name), count in calls.items() if name == call) for _, call in calls}
    points = [Point(call, number) for call, count in sorted(most.items()) for number in range(1, count + 1)]
    # Before it has signed in nothing can go wrong that the kill tests of fetching do not know.
    return points + [Point("answer", number) for number in range(_SIGNED_IN, proxy.answers + 1)]


def killed_at(point: Point, place: Place, folder: Path, dovecot: Dovecot) -> tuple[There, There, bool, object]:
    """What was at the server after the kill, and after a restart; whether it really was killed; any problem noted."""
    folder.mkdir()
    as_it_was(place, dovecot)
    proxy = KillingProxy(dovecot.port)
    app = copy_of(place.template, folder, proxy.port, "unix:path=/nonexistent")
    if point.what == "answer":
        proxy.arm(point.number, app.kill)
    process = app.start(*point.strace)
    coming = point.number if point.what == "answer" else sys.maxsize
    until(
        lambda: process.poll() is not None or (not wanted(app) and proxy.answers < coming and proxy.idle_for(_SETTLED)),
        60,
        every=0.02,
    )
    proxy.disarm()
    killed = process.poll() == -signal.SIGKILL
    app.kill()
    after_kill = there(dovecot, place.user)
    app.start()
    until(lambda: not wanted(app), 60)
    app.stop()
    proxy.close()
    found = there(dovecot, place.user), problems(app)
    shutil.rmtree(folder)
    return after_kill, found[0], killed, found[1]


@pytest.mark.parametrize("undone", [False, True], ids=["making", "taking-back"])
def test_killed_while_writing(tmp_path: Path, dovecot: Dovecot, undone: bool) -> None:
    places: queue.Queue[Place] = queue.Queue()
    for number in range(WORKERS):
        (tmp_path / f"place{number}").mkdir()
        places.put(prepared(tmp_path / f"place{number}", dovecot, undone=undone))
    first = places.get()
    points = chosen(points_of(first, tmp_path / "traced", dovecot), MOST_POINTS)
    places.put(first)

    def run(one: tuple[int, Point]) -> tuple[There, There, bool, object]:
        place = places.get()
        try:
            return killed_at(one[1], place, tmp_path / f"run{one[0]}", dovecot)
        finally:
            places.put(place)

    with ThreadPoolExecutor(WORKERS) as pool:
        results = list(pool.map(run, enumerate(points)))
    goal = There(Counter(ALL - PUT_AWAY), Counter(PUT_AWAY), PUT_AWAY)
    if undone:
        goal = There(Counter(ALL), Counter(), frozenset())
    for point, (after_kill, found, _, noted) in zip(points, results, strict=True):
        assert after_kill.inbox + after_kill.archive == Counter(ALL), f"lost or doubled: {point}"
        assert found == goal, f"not as it was asked for: {point}"
        assert noted == [], f"{point}"
    killed = sum(one[2] for one in results)
    print(f"\n{'taking back' if undone else 'making'}: {len(points)} points, {killed} ended by SIGKILL")  # noqa: T201
    assert killed >= LEAST_KILLS
