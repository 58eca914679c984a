"""Killed at writes while mails come that another account has brought already: after another pull each is one item that
came by both, whole, and findable.

`ECLUSE_KILL_POINTS=all` has every write tried, as in `test_kill`.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.paths import Paths
from tests.e2e.app import ECLUSE, ROOT, App
from tests.e2e.test_kill import Point, chosen

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.skipif(shutil.which("strace") is None and not os.environ.get("CI"), reason="needs Debian's strace"),
]

MAILS = 8
MOST_POINTS = 18
LEAST_KILLS = 10
WRITES = ("pwrite64", "fdatasync")
HEAD = (
    "From: a{0}@x.example\r\nSubject: m{0}\r\nMessage-ID: <{0}@x.example>\r\n"
    "Date: Mon, 23 Nov 2026 09:00:00 +0000\r\n\r\nhi {0}\r\n"
)


def set_up(folder: Path) -> App:
    """The mails are read from one account; another has the same ones."""
    app = App(folder / "profile")
    for account in ("work", "home"):
        mails = folder / account
        mails.mkdir()
        for number in range(MAILS):
            way = f"Received: by {account}.example\r\n"
            (mails / f"{number}.eml").write_text(way + HEAD.format(number), newline="")
        app.ask("account", "add", "folder", "--name", account, "--path", str(mails))
        if account == "work":
            app.ask("pull", "--once")
    return app


def copy_of(template: App, folder: Path) -> App:
    folder.mkdir()
    app = App(folder / "profile")
    shutil.copytree(template.profile, app.profile)
    return app


def pull(app: App, *before: str) -> int:
    words = [*before, *ECLUSE, "--profile", str(app.profile), "pull", "--once"]
    return subprocess.run(words, capture_output=True, env=app.environment, cwd=ROOT, check=False, timeout=60).returncode


def found(app: App) -> tuple[int, int, int]:
    """Items, those with a second way, and those that the search index has, which is checked."""
    with closing(sqlite3.connect(Paths.of(app.profile).database)) as connection:
        connection.execute("INSERT INTO item_fts (item_fts, rank) VALUES ('integrity-check', 1)")
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        items, both, searched = connection.execute(
            "SELECT (SELECT count(*) FROM item), (SELECT count(DISTINCT item) FROM origin WHERE account = 'home'), "
            "(SELECT count(*) FROM item_fts WHERE item_fts MATCH 'hi')"
        ).fetchone()
    return items, both, searched


def test_killed_while_ways_are_added(tmp_path: Path) -> None:
    template = set_up(tmp_path)
    trace = tmp_path / "trace"
    traced = copy_of(template, tmp_path / "traced")
    pull(traced, "strace", "-f", "-qq", "--seccomp-bpf", "-o", str(trace), "-e", f"trace={','.join(WRITES)}")
    assert found(traced) == (MAILS, MAILS, MAILS)
    calls: dict[tuple[str, str], int] = {}
    for thread, call in re.findall(r"^(\d+) +(\w+)\(", trace.read_text(), re.MULTILINE):
        calls[thread, call] = calls.get((thread, call), 0) + 1
    points = [
        Point(call, number)
        for call in WRITES
        for number in range(1, max(count for (_, name), count in calls.items() if name == call) + 1)
    ]

    def killed_at(number: int, point: Point) -> bool:
        app = copy_of(template, tmp_path / str(number))
        killed = pull(app, *point.strace) == -signal.SIGKILL
        items, both, _ = found(app)
        assert (items, both) in {(MAILS, 0), (MAILS, MAILS)}, f"half: {point}"
        assert pull(app) == 0
        assert found(app) == (MAILS, MAILS, MAILS), f"lost or doubled: {point}"
        return killed

    with ThreadPoolExecutor(3) as pool:
        runs = [pool.submit(killed_at, number, point) for number, point in enumerate(chosen(points, MOST_POINTS))]
        killed = sum(run.result() for run in runs)
    assert killed >= min(LEAST_KILLS, len(runs))
