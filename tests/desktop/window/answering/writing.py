"""How tests get to an answer that is being written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.window.answering.composer import Composer
from tests.desktop.window.opened import Open

CLAIRE = 4
"""The first message of the sample that is a mail."""
BOSS = 7


def composer(open: Open) -> Composer:
    found = open.window.answering.composer
    assert found is not None
    return found


def begin(open: Open, command: str = "reply", down: int = 3) -> Composer:
    """Go down so many rows and answer what is there."""
    open.keys(*["next"] * down, command)
    open.until(lambda: open.window.answering.composer is not None)
    return composer(open)


def type_in(open: Open, text: str) -> None:
    """As if typed where the focus is."""
    QTest.keyClicks(open.window.focusWidget(), text)


def press(open: Open, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(open.window.focusWidget(), key, modifier)
