"""What comes into a list moves nothing that is being read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QAccessibleTableModelChangeEvent, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop.window.item_delegate import Index, ItemDelegate
from desktop.window.item_list import ItemList
from desktop.window.theme import Theme
from tests.desktop.window.test_item_model import many

ROWS = many(60)


@pytest.fixture(params=[False, True])
def shown(request: pytest.FixtureRequest, theme: Theme) -> Iterator[ItemList]:
    made = ItemList(theme, grouped=request.param)
    made.resize(400, 500)
    made.show()
    made.items.show(ROWS, complete=True)
    made.choose_first()
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()


def top(shown: ItemList) -> int:
    QApplication.processEvents()
    return shown.visualRect(shown.currentIndex()).top()


def is_whole(shown: ItemList) -> bool:
    QApplication.processEvents()
    return shown.viewport().rect().contains(shown.visualRect(shown.currentIndex()))


@pytest.mark.parametrize("count", [1, 8])
def test_the_row_that_is_read_stays_where_it_is_on_screen(shown: ItemList, count: int) -> None:
    shown.choose(25)
    place, entry = top(shown), shown.current()
    shown.items.show([*many(count, first=-10), *ROWS], complete=True)
    assert (top(shown), shown.current()) == (place, entry)


def test_at_the_top_what_comes_is_seen_and_the_row_that_is_read_too(shown: ItemList) -> None:
    while is_whole(shown) and shown.verticalScrollBar().value() == 0:
        last = shown.currentIndex().row()
        shown.step_by(1)
    shown.choose(last)
    shown.verticalScrollBar().setValue(0)
    assert is_whole(shown)
    shown.items.show([*many(1, first=-10), *ROWS], complete=True)
    assert shown.currentIndex().row() == last + 1
    assert is_whole(shown)


def test_a_list_that_was_scrolled_away_from_the_row_stays_so(shown: ItemList) -> None:
    shown.verticalScrollBar().setValue(1500)
    QApplication.processEvents()
    shown.items.show([*ROWS, *many(1, first=60)], complete=True)
    QApplication.processEvents()
    assert shown.verticalScrollBar().value() == 1500


class Counting(ItemDelegate):
    """Notes which rows are measured and which are painted."""

    def __init__(self, theme: Theme, shown: ItemList) -> None:
        super().__init__(theme, shown)
        self.measured: list[int] = []
        self.painted: list[int] = []

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        self.measured.append(index.row())
        return super().sizeHint(option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.painted.append(index.row())
        super().paint(painter, option, index)


@pytest.mark.parametrize("heard", [False, True])
def test_what_rows_say_lays_none_of_them_out_again(
    shown: ItemList, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, heard: bool
) -> None:
    """With a long list open, each mail that comes would cost as many questions as there are rows."""
    monkeypatch.setattr(QAccessible, "isActive", lambda: heard)
    delegate = Counting(theme, shown)
    shown.setItemDelegate(delegate)
    shown.executeDelayedItemsLayout()
    delegate.painted.clear()
    delegate.measured.clear()
    shown.items.set_now(datetime(2026, 11, 18, 10, 12, tzinfo=UTC))
    qtbot.waitUntil(lambda: bool(delegate.painted))
    assert len(delegate.measured) <= len(set(delegate.painted))  # of those that are painted, at most


def test_whoever_listens_is_told_which_rows_say_something_else(
    shown: ItemList, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, ...]] = []

    def update(event: QAccessibleTableModelChangeEvent) -> None:
        told.append((event.firstRow(), event.lastRow(), event.firstColumn(), event.lastColumn()))

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", update)
    shown.items.set_now(datetime(2026, 11, 18, 10, 12, tzinfo=UTC))
    assert told == [(0, shown.items.rowCount() - 1, 0, 0)]
