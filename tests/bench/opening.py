"""Every odd mail there is opened in the window, as text and formatted: the longest that the window kept one waiting.

The mails are those of the folder that ECLUSE_ODD_MAILS names; without them nothing is measured.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.databases import Databases
from tests.bench.delivering import account
from tests.bench.starting import ROOT, on_the_desktop
from tests.bench.timing import Line, percentile
from tests.e2e.test_corpus import append
from tests.inbox.mail.test_mail_hostile import CORPUS
from tests.servers.dovecot import Dovecot

if TYPE_CHECKING:
    from desktop.window.main_window import MainWindow

LONGEST_FRAME = 100.0
"""Milliseconds, of the issue at hand: what is longer is felt as a stop."""

PATIENCE = 2.0
_TICK_MS = 4


def measure(databases: Databases) -> list[Line]:
    if not CORPUS:
        print("  no odd mails here: ECLUSE_ODD_MAILS names their folder")
        return []
    lines = []
    found = on_the_desktop("opening")
    for name, what in (("text", "as text"), ("formatted", "formatted")):
        waits, late = found[name], int(found[f"{name}_late"][0])
        begun = f"{len(CORPUS)} odd mails opened {what}"
        lines += [
            Line(f"{begun}: longest wait of the window", max(waits) * 1e3, "ms", most=LONGEST_FRAME),
            Line("  its 99th percentile", percentile(waits, 0.99) * 1e3, "ms"),
            Line(f"  not open after {PATIENCE:.0f} s", late, "", most=0),
        ]
    return lines


class Walk(QObject):
    """Goes down the list, opens each mail, and notes how long the event loop was away between two ticks."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self.found: dict[str, list[float]] = {}
        self._passes = ["text", "formatted"]
        self._waits: list[float] = []
        self._late = self._formatted = 0
        self._row = -1
        self._since = self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        window.show_page("done")
        QTimer.singleShot(3000, self._begin)  # the engine has started by then, and what it started with is done

    def _begin(self) -> None:
        if len(self._passes) == 1:
            self._window.shell.habits.formatted = True
        self._row = -1
        self._last = time.perf_counter()
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self._waits.append(now - self._last)
        self._last = now
        if self._row >= 0 and not self._shown() and now - self._since < PATIENCE:
            return
        if self._row >= 0:
            self._late += not self._shown()
            self._formatted += bool(self._window.page("done").reading.formatted)  # type: ignore[attr-defined]
        self._next(now)

    def _shown(self) -> bool:
        page = self._window.list_page()
        assert page is not None
        pane, item = page.reading, page.item()
        there = item is not None and pane.shown_id == item.id and pane.mail is not None
        return there and not any(frame.busy for frame in pane.page.frames)

    def _next(self, now: float) -> None:
        page = self._window.list_page()
        assert page is not None
        self._row, self._since = self._row + 1, now
        if self._row < page.list.items.rowCount():
            page.list.choose(self._row)
            return
        self._timer.stop()
        name = self._passes.pop(0)
        self.found[name], self.found[f"{name}_late"] = self._waits, [float(self._late)]
        self.found[f"{name}_rows"] = [float(self._row)]
        self.found[f"{name}_html"] = [float(self._formatted)]
        self._waits, self._late, self._formatted = [], 0, 0
        if self._passes:
            self._begin()
        else:
            print(json.dumps(self.found), flush=True)
            QApplication.quit()


def _app(profile: str) -> int:
    from desktop.cli import main as ecluse
    from desktop.window.main_window import MainWindow

    run = QApplication.exec

    def exec_() -> int:
        walk = Walk(next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)))
        status = run()
        walk.deleteLater()
        return status

    QApplication.exec = staticmethod(exec_)  # type: ignore[method-assign]
    return ecluse(["--profile", profile, "run"])


def main() -> int:
    match sys.argv[1:]:
        case ["app", profile]:
            return _app(profile)
    with tempfile.TemporaryDirectory(prefix="ecb") as name, Dovecot() as server:
        user = server.new_user()
        append(server, user, [file.read_bytes() for file in CORPUS])
        made = account(Path(name), server, user)
        ecluse = [sys.executable, "-m", "desktop.cli", "--profile", str(made)]
        for command in (["pull", "--once"], ["checkin", "open"]):
            subprocess.run([*ecluse, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        said = subprocess.run([*ecluse, "queue", "--json"], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
        ids = [str(row["id"]) for row in json.loads(said)]
        subprocess.run([*ecluse, "done", *ids], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        app = [sys.executable, "-m", "tests.bench.opening", "app", str(made)]
        out = subprocess.run(app, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
        found = json.loads(out.strip().splitlines()[-1])
        assert found["text_rows"] == found["formatted_rows"] == [float(len(ids))], (found["text_rows"], len(ids))
        assert found["formatted_html"] > found["text_html"] == [0.0], found["formatted_html"]
        print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
