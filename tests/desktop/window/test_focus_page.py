"""Focus: no list, no counts; peeking, extending, ending."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.window.focus_page import FocusPage
from desktop.window.intention_line import IntentionLine
from desktop.window.state_page import StatePage
from focus.schedule import Mode
from inbox.item import State
from tests.desktop import sample
from tests.desktop.window.opened import Opens, labels, list_page


def test_in_focus_the_list_goes_away_and_no_count_is_left(open_at: Opens) -> None:
    open = open_at(sample.FOCUS, held=5)
    assert open.window.page_name == "focus"
    page = open.window.page("focus")
    assert isinstance(page, FocusPage)
    assert page.said == (
        "93 minutes left in focus. Release 2.0: write the migration guide "
        "Everything that arrives is held. The next batch opens at 16:00."
    ) or page.said.startswith("93 minute(s)")
    assert [open.window.sidebar.button(name).count for name in ("check_in", "held", "snoozed")] == [None] * 3
    open.window.show_page("check_in")
    assert open.window.page_name == "focus"


def test_focus_now_and_end_by_the_same_key(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    assert open.window.page_name == "check_in"
    open.keys("focus")
    open.until(lambda: open.window.page_name == "focus")
    assert open.window.present.mode is Mode.FOCUS
    assert not open.window.shortcuts.actions["focus"].isEnabled()
    open.keys("stop_focus")
    open.until(lambda: open.window.page_name == "check_in")


def test_an_intention_can_be_given_to_a_block_that_has_none(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    open.keys("focus_50")
    open.until(lambda: open.window.page_name == "focus")
    line = open.window.page("focus").findChild(QLineEdit)
    assert line is not None
    assert line.isVisible()
    QTest.keyClicks(line, "Migration guide")
    QTest.keyClick(line, Qt.Key.Key_Return)
    open.until(lambda: open.desk.now().intention == "Migration guide")
    assert open.desk.now().until == (sample.OPEN + timedelta(minutes=50)).astimezone(sample.ZONE)
    open.until(lambda: not line.isVisible())


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", r"does not support raise\(\)")  # no screen
def test_what_one_worked_on_before_is_offered_while_one_types(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    open.keys("focus_50")
    open.until(lambda: open.window.page_name == "focus")
    line = open.window.page("focus").findChild(IntentionLine)
    assert line is not None
    line.setFocus()
    open.until(lambda: "Hire a designer" in line.offered.stringList())
    QTest.keyClicks(line, "designer")
    popup = line.completer().popup()
    assert popup is not None
    open.until(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    open.until(lambda: open.desk.now().intention == "Hire a designer")


def test_where_a_block_has_its_intention_nothing_is_asked(open_at: Opens) -> None:
    open = open_at(sample.FOCUS)
    assert open.window.page_name == "focus"
    assert open.desk.asked_weeks == []


def test_fifteen_minutes_more(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    open.keys("focus_25")
    open.until(lambda: open.window.page_name == "focus")
    open.keys("extend")
    open.until(lambda: open.desk.now().until == (sample.OPEN + timedelta(minutes=40)).astimezone(sample.ZONE))


def test_peek_looks_without_releasing_and_asks_once(open_at: Opens) -> None:
    open = open_at(sample.FOCUS, held=5)
    assert "rows:held" not in open.desk.asked
    open.keys("peek")
    page = list_page(open)
    open.until(lambda: len(page.list.items.rows) == 5)
    assert open.desk.asked["rows:held"] == 1
    assert open.desk._count(State.HELD) == 5
    assert any("Held until 16:00: you are in focus on “Release 2.0" in text for text in labels(page.reading))


def test_the_held_page_does_not_peek_again_by_itself(open_at: Opens) -> None:
    open = open_at(sample.FOCUS, held=5)
    open.keys("peek")
    page = list_page(open)
    assert isinstance(page, StatePage)
    open.desk.done([100])
    open.until(page._stale.isVisible)
    assert open.desk.asked["rows:held"] == 1
    QTest.mouseClick(page._stale, Qt.MouseButton.LeftButton)
    assert open.desk.asked["rows:held"] == 2
    assert not page._stale.isVisible()


def test_opening_a_check_in_from_focus_shows_the_list(open_at: Opens) -> None:
    open = open_at(sample.FOCUS)
    open.keys("open_check_in")
    open.until(lambda: open.window.page_name == "check_in")
    open.keys("close_check_in")
    open.until(lambda: open.window.page_name == "focus")
