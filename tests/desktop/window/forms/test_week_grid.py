from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.settings.week import preset
from desktop.window.forms.week_grid import WeekGrid, ink_on
from desktop.window.theme import DARK, LIGHT, Theme, Tokens
from focus.schedule import Mode, Span


def luminance(color: QColor) -> float:
    shares = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["focus", "gate", "together"])
def test_words_on_blocks_can_be_read(tokens: Tokens, name: str) -> None:
    ground = QColor(str(getattr(tokens, name)))
    darker, lighter = sorted((luminance(ground), luminance(ink_on(ground))))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_blocks_have_the_colour_of_their_kind(qtbot: QtBot, theme: Theme, choice: str) -> None:
    theme.choose(choice)
    grid = WeekGrid(theme)
    qtbot.addWidget(grid)
    grid.resize(900, 700)
    grid.show()
    kinds = (Mode.FOCUS, Mode.CHECK_IN, Mode.TOGETHER)
    grid.show_spans([Span(kind, frozenset({day}), time(9), time(12)) for day, kind in enumerate(kinds)])
    picture = grid.viewport().grab().toImage()
    for day, token in enumerate(("focus", "gate", "together")):
        assert picture.pixelColor(grid.point_of(day, 11 * 60 + 45)) == theme.color(token)
    assert picture.pixelColor(grid.point_of(3, 11 * 60 + 45)) == theme.color("panel")


def test_the_first_block_is_in_sight(qtbot: QtBot, theme: Theme) -> None:
    grid = WeekGrid(theme)
    qtbot.addWidget(grid)
    grid.resize(700, 300)
    grid.show()
    grid.show_spans(preset(3))
    top = grid.point_of(0, 9 * 60).y()
    assert 0 < top < grid.viewport().height() / 2


def test_a_picture_only_takes_no_focus_and_no_clicks(qtbot: QtBot, theme: Theme) -> None:
    grid = WeekGrid(theme, reads_only=True)
    qtbot.addWidget(grid)
    grid.resize(900, 700)
    grid.show()
    grid.show_spans(preset(3))
    chosen: list[int] = []
    grid.chosen.connect(chosen.append)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.point_of(0, 10 * 60))
    assert chosen == []
    assert grid.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_escape_gives_a_drag_up(qtbot: QtBot, theme: Theme) -> None:
    grid = WeekGrid(theme)
    qtbot.addWidget(grid)
    grid.resize(900, 700)
    grid.show()
    drawn: list[Span] = []
    grid.drew.connect(drawn.append)
    view = grid.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=grid.point_of(2, 60))
    QTest.mouseMove(view, grid.point_of(2, 180))
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=grid.point_of(2, 180))
    assert drawn == []
