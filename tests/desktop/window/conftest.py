"""A window on a desk in memory, at a moment of the sample morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.window.main_window import MainWindow
from desktop.window.theme import Theme
from tests.clock import HandClock
from tests.desktop import sample
from tests.desktop.desk_double import EngineDouble
from tests.desktop.window.opened import Open


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture(autouse=True)
def _british(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def open_at(qtbot: QtBot, theme: Theme) -> Iterator[Callable[..., Open]]:
    opened: list[Open] = []

    def make(at: datetime = sample.CHECK_IN, *, held: int = 0) -> Open:
        clock = HandClock(at)
        desk = sample.desk(clock, held=held)
        bridge = Bridge()
        window = MainWindow(bridge, theme, clock)
        desk.listener = bridge.post
        window.ask_everything()
        bridge.attach(EngineDouble(desk))
        window.resize(1280, 800)
        with qtbot.waitSignal(window.painted):  # what the first paint does not need is made after it
            window.show()
        made = Open(window, desk, bridge, clock, qtbot)
        made.until(lambda: window.present.now is not None and window.present.counts is not None)
        opened.append(made)
        return made

    yield make
    for each in opened:
        each.window.ending = True
        each.bridge.close()
        each.window.close()
        each.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
