"""A process that shows a window and says when its first paint had ended: `window app PROFILE` or `window minimal -`.

Nothing of the app is changed: what watches is an event filter, and it goes after the first paint. With --end the
process ends there.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QListWidget, QMainWindow, QSystemTrayIcon


class FirstPaint(QObject):
    """Prints the time (CLOCK_MONOTONIC, which all processes share) after the first paint of a main window."""

    def __init__(self, *, end: bool) -> None:
        super().__init__()
        self._end = end

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            QTimer.singleShot(0, self._painted)  # filters come before the paint, timers after what it flushes
        return False

    def _painted(self) -> None:
        print(time.monotonic(), flush=True)
        if self._end:
            os._exit(0)


def _watch(first_paint: FirstPaint) -> None:
    """Both make their own QApplication, so the filter is set when its loop is entered, before anything is painted."""
    run = QApplication.exec

    def exec_() -> int:
        QApplication.instance().installEventFilter(first_paint)  # type: ignore[union-attr]
        return run()

    QApplication.exec = staticmethod(exec_)  # type: ignore[method-assign]


def minimal() -> int:
    """The least that can be compared: a window with a list of a hundred rows, and a tray icon."""
    app = QApplication(["minimal"])
    window = QMainWindow()
    rows = QListWidget()
    rows.addItems([f"Row number {n}" for n in range(100)])
    window.setCentralWidget(rows)
    window.resize(1280, 800)
    tray = QSystemTrayIcon(app.style().standardIcon(app.style().StandardPixmap.SP_ComputerIcon))
    tray.show()
    window.show()
    return QApplication.exec()


def main() -> int:
    kind, folder, *more = sys.argv[1:]
    first_paint = FirstPaint(end="--end" in more)
    _watch(first_paint)
    if kind == "minimal":
        return minimal()
    from desktop.cli import main as ecluse

    return ecluse(["--profile", folder, "run"])


if __name__ == "__main__":
    sys.exit(main())
