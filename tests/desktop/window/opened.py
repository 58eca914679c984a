"""A shown window and the ways to look at it, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.window.batch_page import BatchPage
from desktop.window.list_page import ListPage
from desktop.window.main_window import MainWindow
from tests.clock import HandClock
from tests.desktop.desk_double import DeskDouble


@dataclass
class Open:
    """A shown window and what it stands on."""

    window: MainWindow
    desk: DeskDouble
    bridge: Bridge
    clock: HandClock
    bot: QtBot

    def keys(self, *names: str) -> None:
        """Run commands by their id, as their keys would; a disabled one fails the test."""
        for name in names:
            action = self.window.shortcuts.actions[name]
            assert action.isEnabled(), f"{name} cannot be used on {self.window.situation()}"
            action.trigger()
            QApplication.processEvents()

    def until(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition)


Opens = Callable[..., Open]


def batch_page(open: Open) -> BatchPage:
    page = open.window.list_page()
    assert isinstance(page, BatchPage)
    return page


def list_page(open: Open) -> ListPage:
    page = open.window.list_page()
    assert page is not None
    return page


def current(open: Open) -> str:
    item = list_page(open).item()
    assert item is not None
    return item.subject


def labels(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
