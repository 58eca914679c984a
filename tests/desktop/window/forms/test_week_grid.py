from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.settings.week import preset
from desktop.window.forms.week_grid import WeekGrid
from desktop.window.forms.week_picture import WeekPicture, ink_on
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


WEEK = (
    Span(Mode.FOCUS, frozenset({0, 1, 2}), time(9), time(11), intention="Release 2.0"),
    Span(Mode.CHECK_IN, frozenset({0, 1, 2}), time(11), time(11, 30)),
    Span(Mode.FOCUS, frozenset({1, 2}), time(13, 30), time(16), intention="Release 2.0"),
    Span(Mode.TOGETHER, frozenset({1}), time(14), time(14, 30), name="coffee"),
    Span(Mode.CHECK_IN, frozenset({4}), time(15), time(15, 30)),
)


@pytest.fixture
def dragging(qtbot: QtBot, theme: Theme) -> WeekGrid:
    """A week of which each block goes where it is dragged."""
    grid = WeekGrid(theme)
    qtbot.addWidget(grid)
    grid.resize(900, 700)
    grid.show()
    grid.chosen.connect(lambda number: grid.show_spans(grid._spans, number))

    def moved(number: int, span: Span) -> None:
        spans = list(grid._spans)
        spans[number] = span
        grid.show_spans(spans, number)

    grid.moved.connect(moved)
    grid.show_spans(WEEK)
    return grid


def painted(grid: WeekGrid, picture: WeekPicture | None = None) -> QImage:
    """What is on it; `picture`: by this one, in place of its own."""
    view = grid.viewport()
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    (picture or grid._picture).paint(painter, grid._shown())
    painter.end()
    return image


@pytest.mark.parametrize("by", [60, 150, 210, 300])
def test_what_is_kept_while_a_block_is_dragged_is_what_would_be_painted(
    theme: Theme, dragging: WeekGrid, by: int
) -> None:
    view = dragging.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=dragging.point_of(1, 9 * 60 + 45))
    for step in range(15, by + 1, 15):
        QTest.mouseMove(view, dragging.point_of(1, 9 * 60 + 45 + step))
        assert painted(dragging) == painted(dragging, WeekPicture(theme))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=dragging.point_of(1, 9 * 60 + 45 + by))
    assert dragging._spans[0].start > WEEK[0].start
    assert painted(dragging) == painted(dragging, WeekPicture(theme))


@pytest.mark.parametrize("chosen", range(-1, len(WEEK)))
def test_what_lies_on_a_block_stays_on_it_whichever_is_chosen(theme: Theme, dragging: WeekGrid, chosen: int) -> None:
    dragging.show_spans((replace(WEEK[0], end=time(12)), *WEEK[1:]), chosen)
    image = painted(dragging)
    aside = QPoint(40, 0)  # where there are no words
    assert image.pixelColor(dragging.point_of(1, 11 * 60 + 15) + aside) == theme.color("gate")
    assert image.pixelColor(dragging.point_of(1, 14 * 60 + 15) + aside) == theme.color("together")


def test_all_but_the_block_in_hand_is_painted_once(dragging: WeekGrid) -> None:
    view = dragging.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=dragging.point_of(1, 9 * 60 + 45))
    QTest.mouseMove(view, dragging.point_of(1, 10 * 60))
    painted(dragging)
    kept = dragging._picture._others._picture.cacheKey()
    for minute in (15, 30, 45):
        QTest.mouseMove(view, dragging.point_of(1, 10 * 60 + minute))
        painted(dragging)
    assert dragging._picture._others._picture.cacheKey() == kept


def test_nothing_of_another_look_place_or_size_is_kept(theme: Theme, dragging: WeekGrid) -> None:
    painted(dragging)
    theme.choose("dark")
    assert painted(dragging) == painted(dragging, WeekPicture(theme))
    dragging.verticalScrollBar().setValue(dragging.verticalScrollBar().maximum())
    assert painted(dragging) == painted(dragging, WeekPicture(theme))
    dragging.resize(600, 400)
    assert painted(dragging) == painted(dragging, WeekPicture(theme))
    dragging.show_spans([replace(WEEK[0], days=frozenset({0}))], 0, "Quiet day")
    day = painted(dragging)
    dragging.show_spans([replace(WEEK[0], days=frozenset({0}))], 0)
    assert painted(dragging) != day


def test_what_changes_beside_the_chosen_block_is_painted(theme: Theme, dragging: WeekGrid) -> None:
    dragging.show_spans(WEEK, 0)
    before = painted(dragging)
    for spans in ((*WEEK[:2], *WEEK[3:]), (WEEK[0], replace(WEEK[1], name="late morning"), *WEEK[2:])):
        dragging.show_spans(spans, 0)
        assert painted(dragging) != before
        assert painted(dragging) == painted(dragging, WeekPicture(theme))
