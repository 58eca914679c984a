"""The app's life: first paint, engine, close button, signals, errors, end. The real engine, no network."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop.app import SWITCH_SECONDS, App, Signals, _show_uncaught, keep_going
from desktop.bridge import Bridge
from desktop.core.control import ask
from desktop.core.events import Problem
from desktop.core.instance import AlreadyRunning, only_one
from desktop.core.paths import Paths
from desktop.host import Host
from desktop.window.language import speak
from desktop.window.main_window import MainWindow
from tests.clock import HandClock
from tests.conftest import Logs
from tests.desktop import sample
from tests.desktop.desk_double import DeskDouble, EngineDouble

# Qt's own words about the platform without a screen.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", r"does not support raise\(\)")


class HostDouble:
    """Attaches a desk in memory."""

    refused: AlreadyRunning | None = None

    def __init__(self, bridge: Bridge, window: MainWindow, desk: DeskDouble) -> None:
        self.bridge, self.window, self.desk = bridge, window, desk
        self.started: list[bool] = []
        self.stopped = 0

    def start(self) -> None:
        self.started.append(self.window.isVisible())
        self.desk.listener = self.bridge.post
        self.bridge.attach(EngineDouble(self.desk))

    def stop(self) -> bool:
        self.stopped += 1
        return True


@pytest.fixture
def paths(short_path: Path) -> Paths:
    return Paths.of(short_path)


@pytest.fixture
def app(qapp: QApplication, paths: Paths, qtbot: QtBot) -> Iterator[App]:
    clock = HandClock(sample.CHECK_IN)
    desk = sample.desk(clock)
    made = App(qapp, paths, clock=clock, host=lambda bridge, window: HostDouble(bridge, window, desk))
    yield made
    made.close()
    made.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    speak(qapp, "en")


def has_tray(monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: there))
    monkeypatch.setattr(QSystemTrayIcon, "isVisible", lambda self: there)


def test_the_engine_starts_after_the_first_paint(app: App, qtbot: QtBot) -> None:
    host = app._host
    assert isinstance(host, HostDouble)
    app.start(minimized=False)
    assert host.started == []
    qtbot.waitUntil(lambda: host.started == [True])
    qtbot.waitUntil(lambda: app.window.present.counts is not None)


def test_a_new_profile_begins_with_the_first_run(app: App) -> None:
    assert app.window.page_name == "first_run"


def test_close_hides_into_the_tray_if_there_is_one(app: App, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    has_tray(monkeypatch, True)
    app.start(minimized=False)
    app.window.close()
    assert not app.window.isVisible()
    app.window.come_forward()
    assert app.window.isVisible()


def test_close_without_a_tray_never_loses_the_window(app: App, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    has_tray(monkeypatch, False)
    app.start(minimized=False)
    app.window.close()
    assert app.window.isVisible()
    assert app.window.isMinimized()
    assert "no tray" in app.window.banner.said
    quits: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda *_: quits.append(True))
    button = next(one for one in app.window.banner.findChildren(QPushButton) if one.text() == "Quit Écluse")
    button.click()
    assert quits == [True]


def test_minimized_waits_for_the_tray_and_then_shows_a_minimized_window(
    app: App, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_tray(monkeypatch, False)
    monkeypatch.setattr("desktop.app._TRAY_TRIES", 0)
    app.start(minimized=True)
    qtbot.waitUntil(app.window.isMinimized)


def test_minimized_with_a_tray_shows_nothing_but_starts(
    app: App, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_tray(monkeypatch, True)
    host = app._host
    assert isinstance(host, HostDouble)
    app.start(minimized=True)
    qtbot.waitUntil(lambda: host.started == [False])
    assert not app.window.isVisible()


def test_the_tray_says_the_mode_and_offers_everything(app: App, qtbot: QtBot) -> None:
    app.start(minimized=False)
    qtbot.waitUntil(lambda: app.window.present.counts is not None)
    qtbot.waitUntil(lambda: app.tray.tooltip.startswith("Check-in, 18 min left\nNext focus block"))
    said = [action.text() for action in app.tray.menu.actions() if action.text()]
    for wanted in (
        "Open Écluse",
        "Focus now",
        "Focus for 50 minutes",
        "End focus",
        "Open a check-in now",
        "Quit Écluse",
    ):
        assert wanted in said
    next(action for action in app.tray.menu.actions() if action.text() == "Focus for 50 minutes").trigger()
    qtbot.waitUntil(lambda: app.tray.tooltip.startswith("In focus until"))


def test_the_place_of_the_window_is_kept(app: App, paths: Paths) -> None:
    paths.prepare()
    app.window.resize(900, 611)
    app.keep_place()
    assert (paths.state / "window").stat().st_mode & 0o777 == 0o600
    app.window.resize(1000, 700)
    app._restore_geometry()
    assert app.window.height() == 611


@pytest.mark.usefixtures("with_a_terminal")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_reaches_the_app_while_qt_waits(qtbot: QtBot, number: signal.Signals) -> None:
    ended: list[bool] = []
    before = signal.getsignal(number)
    parent = QObject()
    signals = Signals(lambda: ended.append(True), parent)
    try:
        os.kill(os.getpid(), number)
        qtbot.waitUntil(lambda: ended == [True])
    finally:
        signals.close()
    assert signal.getsignal(number) is before


def test_an_unexpected_error_is_logged_and_shown(qtbot: QtBot, logs: Logs) -> None:
    logs.allow("unexpected error on the UI thread")
    bridge = Bridge()
    problems: list[Problem] = []
    bridge.problem.connect(problems.append)
    try:
        raise ZeroDivisionError("by nought")
    except ZeroDivisionError:
        kind, error, trace = sys.exc_info()
        assert kind is not None
        assert error is not None
        _show_uncaught(bridge)(kind, error, trace)
    qtbot.waitUntil(lambda: problems == [Problem("broken", "ZeroDivisionError: by nought")])


# With the real engine


def real(qapp: QApplication, paths: Paths) -> App:
    return App(qapp, paths)


def test_what_the_start_has_made_is_not_looked_through_for_garbage(app: App) -> None:
    """A whole collection stops all threads, the window's too."""
    switching, frozen = sys.getswitchinterval(), gc.get_freeze_count()
    keep_going(app.bridge)
    try:
        assert gc.get_freeze_count() == frozen
        app.bridge.attached.emit()
        assert gc.get_freeze_count() > frozen + 10_000
        assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)
    finally:
        gc.unfreeze()
        sys.setswitchinterval(switching)


def test_it_runs_on_the_real_engine_and_answers_raise(qapp: QApplication, paths: Paths, qtbot: QtBot) -> None:
    app = real(qapp, paths)
    try:
        app.start(minimized=False)
        qtbot.waitUntil(lambda: app.window.present.counts is not None)
        app.window.hide()
        answers: list[object] = []
        thread = threading.Thread(target=lambda: answers.append(ask(paths.socket, {"request": "raise"})))
        thread.start()
        qtbot.waitUntil(lambda: bool(answers))
        thread.join()
        assert answers[0] == {"ok": {"window": True, "pid": os.getpid()}, "alone": False}
        qtbot.waitUntil(app.window.isVisible)
    finally:
        assert app.close() is None
    assert not paths.socket.exists()


def test_a_profile_that_is_taken_is_told(
    qapp: QApplication, paths: Paths, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths.prepare()
    quits: list[bool] = []
    with only_one(paths):
        app = real(qapp, paths)
        host = app._host
        assert isinstance(host, Host)

        def refuse(error: AlreadyRunning) -> None:
            host.refused = error
            quits.append(True)

        monkeypatch.setattr(host, "_refuse", refuse)
        app.start(minimized=False)
        qtbot.waitUntil(lambda: quits == [True])
        assert isinstance(app.close(), AlreadyRunning)


def test_an_engine_that_cannot_start_is_shown(qapp: QApplication, paths: Paths, qtbot: QtBot, logs: Logs) -> None:
    logs.allow()
    paths.prepare()
    paths.database.write_bytes(b"not a database at all" * 100)
    app = real(qapp, paths)
    try:
        app.start(minimized=False)
        qtbot.waitUntil(app.window.banner.isVisible)
        assert "could not start" in app.window.banner.said
    finally:
        app.close()


@pytest.mark.parametrize("when", ["at once", "running"])
def test_it_ends_in_order_again_and_again(qapp: QApplication, paths: Paths, qtbot: QtBot, when: str) -> None:
    def ended() -> bool:
        return not any(thread.name in ("host", "engine", "control", "notify") for thread in threading.enumerate())

    def knows_counts(app: App) -> bool:
        return app.window.present.counts is not None

    for _ in range(10):
        app = real(qapp, paths)
        app.start(minimized=False)
        if when == "running":
            qtbot.waitUntil(partial(knows_counts, app))
        else:
            qtbot.waitUntil(lambda: any(thread.name == "host" for thread in threading.enumerate()))
        assert app.close() is None
        app.window.deleteLater()
        app.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        qtbot.waitUntil(ended)
