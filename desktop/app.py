"""The app with its window. First something on screen, then the engine: importing what it needs takes longer than Qt.

Order of the end: bridge shut, engine and accounts stopped and presence put back (`running`), then Qt.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, QSize, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from desktop import samples
from desktop.bridge import Bridge
from desktop.core.clock import Clock, SystemClock
from desktop.core.events import Problem
from desktop.core.first_page import FirstLook, first_look
from desktop.core.instance import AlreadyRunning, ending_signals
from desktop.core.paths import Paths, write_private
from desktop.host import STOP_SECONDS, Host
from desktop.tray import Tray
from desktop.window.language import speak
from desktop.window.main_window import MainWindow
from desktop.window.theme import Theme
from desktop.window.troubles import Trouble

translate = QCoreApplication.translate
log = logging.getLogger(__name__)

SWITCH_SECONDS = 0.001
"""How long a thread that computes may keep the window's waiting: Python's own 5 ms are a third of a frame."""

_SIZE = QSize(1280, 800)
_TRAY_TRIES = 10
"""Seconds a start in the tray waits for the panel, which at log-in may come later than we do."""


class Hosting(Protocol):
    """`Host`, or what a test puts in its place."""

    refused: AlreadyRunning | None

    def start(self) -> None: ...
    def stop(self) -> bool: ...


class App(QObject):
    """Window, tray and engine of one profile. UI thread only."""

    def __init__(
        self,
        qt: QApplication,
        paths: Paths,
        *,
        clock: Clock | None = None,
        host: Callable[[Bridge, MainWindow], Hosting] | None = None,
    ) -> None:
        super().__init__()
        self._qt = qt
        self._paths = paths
        ticking = clock or SystemClock()
        look = first_look(paths, ticking.now())
        speak(qt, look.preferences.language)
        self.theme = Theme(qt, look.preferences.theme)
        self.bridge = Bridge(self)
        self.window = MainWindow(self.bridge, self.theme, ticking)
        self._show_first(look)
        self._geometry = paths.state / "window"
        self._restore_geometry()
        self.tray = Tray(self.window, self.window.shortcuts, self.window.present, self.window.come_forward)
        self.window.closing.connect(self._close_clicked)
        self.window.banner.changed.connect(self.tray.set_trouble)
        self.window.deeds.quit_wanted.connect(self.quit)
        self._samples = samples.Samples(self.bridge, ticking, self.window.say, self)
        self.window.sample_wanted.connect(self._samples.open)
        self._host = host(self.bridge, self.window) if host else self._own_host()
        self._started = False

    def _own_host(self) -> Host:
        window = self.window
        return Host(
            self._paths,
            self.bridge,
            raise_window=window.come_forward,
            clicked=window.open_batch,
            at_end=(samples.forget,),
        )

    def _show_first(self, look: FirstLook) -> None:
        if look.now is not None:
            self.window.present.take_now(look.now)
        if look.fresh:
            self.window.show_page("first_run")
        elif look.rows:
            self.window.show_early(look.rows)
        self.window.ask_everything()

    # Start

    def start(self, *, minimized: bool) -> None:
        """Show the window, or only the tray; the engine is started after the first paint."""
        if minimized:
            self._wait_for_tray(_TRAY_TRIES)
            QTimer.singleShot(0, self._start_engine)
        else:
            self.window.painted.connect(self._start_engine)
            self.window.show()

    def _start_engine(self) -> None:
        gc.enable()  # the command line switched it off, to be quick until here
        if not self._started:
            self._started = True
            self._host.start()

    def _wait_for_tray(self, tries: int) -> None:
        if self.tray.available or self.window.isVisible():
            return
        if tries > 0:
            QTimer.singleShot(1000, lambda: self._wait_for_tray(tries - 1))
        else:
            self.window.showMinimized()

    # End

    def _close_clicked(self) -> None:
        """Into the tray if there is one; without one a hidden window could never be found again."""
        if self.tray.available:
            self.window.hide()
            return
        self.window.showMinimized()
        self.window.tell(
            "no_tray",
            Trouble(
                translate("App", "Écluse keeps working"),
                translate(
                    "App", "This desktop has no tray, so closing the window minimises it. Quitting ends the holding."
                ),
                translate("App", "Quit Écluse"),
                "quit",
            ),
        )

    def quit(self) -> None:
        self._qt.quit()

    def close(self) -> AlreadyRunning | None:
        """After the event loop: shut everything in order. Says if another process had the profile."""
        self.keep_place()
        self.window.ending = True
        self.tray.hide()
        self.window.hide()
        self.bridge.close()
        if not self._host.stop():
            log.warning("the engine did not end within %g seconds", STOP_SECONDS)
        self._samples.close()
        self.window.close()
        return self._host.refused

    def _restore_geometry(self) -> None:
        room = self._qt.primaryScreen().availableGeometry().size()
        self.window.resize(_SIZE.boundedTo(room * 0.95))
        try:
            self.window.restoreGeometry(QByteArray(self._geometry.read_bytes()))
        except FileNotFoundError:
            return
        except OSError as error:
            log.info("the window's place could not be read: %s", error)

    def keep_place(self) -> None:
        """Where the window is, for the next start. All else is kept by the engine the moment it happens."""
        _write(self._geometry, bytes(self.window.saveGeometry().data()))


def _write(file: Path, content: bytes) -> None:
    if not file.parent.is_dir():
        return  # nothing was ever started here
    try:
        write_private(file, content)
    except OSError as error:
        log.info("the window's place could not be kept: %s", error)


class Signals(QObject):
    """The signals that end the app do so in order. Python's own handlers never run while Qt waits in C++."""

    def __init__(self, end: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._end = end
        self._ours, self._theirs = socket.socketpair()
        self._ours.setblocking(False)
        self._theirs.setblocking(False)
        self._before = {number: signal.signal(number, lambda *_: None) for number in ending_signals()}
        self._wakeup = signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._arrived)

    def _arrived(self) -> None:
        numbers = self._ours.recv(64)
        if any(number in numbers for number in self._before):
            self._end()

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._ours.close()
        self._theirs.close()


def _show_uncaught(bridge: Bridge) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """An error nobody expected is logged and shown; the app goes on."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        log.critical("unexpected error on the UI thread", exc_info=(kind, error, trace))
        bridge.post(Problem("broken", f"{kind.__name__}: {error}"))

    return hook


def keep_going(bridge: Bridge) -> None:
    """Set this process so that the window goes on while other threads compute."""
    sys.setswitchinterval(SWITCH_SECONDS)
    # What the start has made stays. To look through it for garbage takes some 50 ms in which no thread goes on, and
    # what computes a lot has Python do so again and again.
    bridge.attached.connect(gc.freeze)


def main(paths: Paths, *, minimized: bool = False) -> int:
    """Run the app until it is quit; 0. Raises AlreadyRunning if another process holds this profile."""
    QApplication.setDesktopFileName("ecluse")
    # Qt waits 5 ms before a paint, for more that may change. What changes here comes at once, and by one event.
    os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")
    qt = QApplication(["ecluse"])
    qt.setApplicationName("Écluse")
    qt.setQuitOnLastWindowClosed(False)
    app = App(qt, paths)
    keep_going(app.bridge)
    signals = Signals(app.quit, app)
    qt.commitDataRequest.connect(lambda _: app.keep_place())
    hook, before = _show_uncaught(app.bridge), sys.excepthook
    sys.excepthook = hook
    # The log, set up with the engine, puts its own hook there; what happens on this thread is shown as well.
    app.bridge.attached.connect(lambda: setattr(sys, "excepthook", hook))
    app.start(minimized=minimized)
    try:
        qt.exec()
    finally:
        signals.close()
        refused = app.close()
        sys.excepthook = before
    if refused is not None:
        raise refused
    return 0
