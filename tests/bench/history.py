"""A year of history, 30,000 mails from a real server, while the window is scrolled without a pause: how long between
two frames, and how many mails a second, beside fetching what is new at full speed in the same run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench import fetching
from tests.bench.databases import Databases
from tests.bench.mails import mails
from tests.bench.starting import ROOT, on_the_desktop
from tests.bench.timing import Line, percentile
from tests.servers.dovecot import PASSWORD, Dovecot

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject

MAILS = 30_000
YEAR = 365 * 86400.0
AT_REST = 20.0
PATIENCE = 900.0
_FRAME_MS = 16

_SETTINGS = """\
[[account]]
name = "work"
kind = "imap"
host = "{host}"
port = {port}
user = "{user}"
ca_file = "{ca_file}"
push = true
"""


def measure(databases: Databases) -> list[Line]:
    found = on_the_desktop("history")
    rest, busy, alone = ([1e3 * gap for gap in found[name]] for name in ("rest", "busy", "alone"))
    what = f"a year of history ({MAILS:,} mails) while the window is scrolled"
    (took,), (done,), (live,) = found["took"], found["done"], found["live"]
    return [
        Line(f"{what}: longest frame", max(busy), "ms", most=100.0),
        Line("  without what its thread waited for a processor", max(alone), "ms", most=100.0),
        Line("  beside the window at rest", max(busy), "ms", "no history", max(rest)),
        Line("  99th percentile", percentile(busy, 0.99), "ms", "no history", percentile(rest, 0.99)),
        Line("  missing", MAILS - done, "mails", most=0),
        Line("  seconds in all", took, "s"),
        Line("  mails a second", done / took, "/s", "new mail at full speed", live),
    ]


# -------------------------------------------------------------------------------------------- the app


def _app(profile: str) -> int:
    """Scrolls the held pile without a pause, and says at the end when each frame was painted."""
    from PySide6.QtCore import QEvent, QObject, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from desktop.cli import main as ecluse
    from desktop.window.main_window import MainWindow

    class Frames(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.at: list[tuple[float, float]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                self.at.append((time.monotonic(), _waited()))
            return False

    run = QApplication.exec

    def exec_() -> int:
        window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        window.show_page("held")
        page = window.list_page()
        assert page is not None
        window.bridge.queue_changed.connect(lambda _: page.refresh())  # it came after the first look
        frames = Frames()
        page.list.viewport().installEventFilter(frames)
        bar = page.list.verticalScrollBar()
        step = [9]

        def scroll() -> None:
            if not bar.minimum() <= bar.value() + step[0] <= bar.maximum():
                step[0] = -step[0]
            bar.setValue(bar.value() + step[0])

        timer = QTimer(timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(scroll)
        timer.start(_FRAME_MS)
        status = run()
        print(json.dumps(frames.at), flush=True)
        return status

    QApplication.exec = staticmethod(exec_)  # type: ignore[method-assign]
    return ecluse(["--profile", profile, "run"])


# ------------------------------------------------------------------------------------------ the year


@contextmanager
def _running(profile: Path) -> Iterator[subprocess.Popen[str]]:
    app = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.history", "app", str(profile)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield app
    finally:
        if app.poll() is None:
            app.kill()
            app.wait(15)


def _asked(profile: Path, request: str, **given: Any) -> Any:
    """The running app's answer; None while there is none."""
    from desktop.core.control import ControlError, ask
    from desktop.core.paths import Paths

    with suppress(ControlError):
        found = ask(Paths.of(profile).socket, {"request": request, **given}, 30.0)
        return None if found is None else found.get("ok")
    return None


def _wait_for(profile: Path, request: str, good: Any) -> Any:
    deadline = time.monotonic() + PATIENCE
    while (found := _asked(profile, request)) is None or not good(found):
        assert time.monotonic() < deadline, found
        time.sleep(0.2)
    return found


def _waited() -> float:
    """Seconds for which this thread was ready, and other programs had all processors (Linux)."""
    said = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat").read_text()
    return int(said.split()[1]) / 1e9


def _gaps(frames: list[tuple[float, float]], start: float, end: float, *, alone: bool = False) -> list[float]:
    within = [frame for frame in frames if start <= frame[0] <= end]
    return [
        later - earlier - (waited - before if alone else 0.0) for (earlier, before), (later, waited) in pairwise(within)
    ]


def _fill(server: Dovecot, folder: Path) -> dict[str, list[float]]:
    user, other = server.new_user(), server.new_user()
    assert server._process is not None
    os.setpriority(os.PRIO_PGRP, server._process.pid, os.getpriority(os.PRIO_PROCESS, 0) + 10)  # in life it is far away
    now = time.time()
    server.put(user, mails(MAILS), lambda number: now - YEAR + YEAR * number / MAILS)
    server.put(other, mails(fetching.MAILS))
    fetching._discard(server, other)  # the server makes its index once
    empty = Databases(folder).fresh("live")
    live = fetching.MAILS / fetching._in_a_process(server, other, empty).seconds
    profile = folder / "profile"
    profile.mkdir(mode=0o700)
    (profile / "settings.toml").write_text(
        _SETTINGS.format(host=server.host, port=server.port, user=user, ca_file=server.ca_file)
    )
    with _running(profile) as app:
        _wait_for(profile, "accounts", lambda lines: lines[0]["health"] == "ok" and lines[0]["items"] > 0)
        time.sleep(2.0)
        rested = time.monotonic()
        time.sleep(AT_REST)
        began = time.monotonic()
        assert _asked(profile, "fetch_history", name="work", since="1990-01-01T00:00:00+00:00") is not None
        (line,) = _wait_for(profile, "history", lambda lines: lines[0]["state"] == "finished")
        ended = time.monotonic()
        app.terminate()
        said, _ = app.communicate(timeout=30)
    frames = json.loads(said.strip().splitlines()[-1])
    return {
        "rest": _gaps(frames, rested, began),
        "busy": _gaps(frames, began, ended),
        "alone": _gaps(frames, began, ended, alone=True),
        "took": [ended - began],
        "done": [float(line["done"])],
        "live": [live],
    }


def main() -> int:
    match sys.argv[1:]:
        case ["app", profile]:
            return _app(profile)
        case _:
            with tempfile.TemporaryDirectory(prefix="ecb") as name, Dovecot() as server:
                folder = Path(name)
                (folder / "secrets.json").write_text(json.dumps({"work:password": PASSWORD}))
                os.environ["PYTHON_KEYRING_BACKEND"] = "tests.e2e.file_keyring.Keyring"
                os.environ["ECLUSE_TEST_KEYRING"] = name
                print(json.dumps(_fill(server, folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
