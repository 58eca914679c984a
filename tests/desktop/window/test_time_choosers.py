"""A time to snooze until, a block to focus in: chosen or typed."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core import when
from desktop.window.time_choosers import FocusMenu, OffMenu, SnoozeMenu
from focus.schedule import Mode
from inbox.item import State
from tests.desktop import sample
from tests.desktop.window.opened import Open, Opens, batch_page


def test_snooze_by_a_typed_time(open_at: Opens) -> None:
    open = open_at()
    open.keys("snooze")
    menu = open.window.sheets[SnoozeMenu]
    assert list(menu.shown) == ["Next check-in", "Tonight", "Tomorrow", "Monday", "In 3 working days"]
    QTest.keyClicks(menu._line, "2h")
    assert list(menu.shown) == ["2h"]
    QTest.keyClick(menu._line, Qt.Key.Key_Return)
    open.until(lambda: open.desk.items[1].state is State.SNOOZED)
    assert open.desk.items[1].snoozed_until == sample.CHECK_IN + timedelta(hours=2)
    open.until(lambda: "13:12" in open.window.toast.said)
    assert not menu.isVisible()


def focus_menu(open: Open, typed: str = "") -> FocusMenu:
    open.keys("ask_focus")
    menu = open.window.sheets[FocusMenu]
    QTest.keyClicks(menu._line, typed)
    return menu


def test_focus_is_offered_until_the_next_check_in_and_for_the_usual_lengths(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    menu = focus_menu(open)
    assert list(menu.shown) == ["Until the next check-in", "For 25 min", "For 50 min", "For 1 h 30"]
    QTest.keyClick(menu._line, Qt.Key.Key_Return)
    open.until(lambda: open.window.present.mode is Mode.FOCUS)
    now = open.desk.now()
    assert now.until == now.next_check_in


def test_focus_until_a_typed_time_on_what_is_typed_after_it(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    end = (sample.OPEN + timedelta(minutes=40)).astimezone(sample.ZONE)
    menu = focus_menu(open, f"{end:%H:%M} Migration guide")
    assert list(menu.shown) == [f"Until {end:%H:%M}: Migration guide"]
    QTest.keyClick(menu._line, Qt.Key.Key_Return)
    open.until(lambda: open.window.present.mode is Mode.FOCUS)
    assert (open.desk.now().until, open.desk.now().intention) == (end, "Migration guide")


def test_what_is_no_time_is_what_the_block_is_for(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    menu = focus_menu(open, "Migration guide")
    assert menu.shown[1] == "For 25 min: Migration guide"
    QTest.keyClick(menu._line, Qt.Key.Key_Down)
    QTest.keyClick(menu._line, Qt.Key.Key_Return)
    open.until(lambda: open.desk.now().intention == "Migration guide")
    assert open.desk.now().until == (sample.OPEN + timedelta(minutes=25)).astimezone(sample.ZONE)


def test_a_running_block_gets_another_end_by_the_same_key(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    open.keys("focus_50")
    open.until(lambda: open.window.present.mode is Mode.FOCUS)
    menu = focus_menu(open, "20m")
    QTest.keyClick(menu._line, Qt.Key.Key_Return)
    open.until(lambda: open.desk.now().until == (sample.OPEN + timedelta(minutes=20)).astimezone(sample.ZONE))


# Off, and paused


def test_pause_for_today_and_back_by_the_same_key(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    open.keys("pause")
    open.until(lambda: open.window.present.aside)
    assert open.window.day_bar.said == ("Paused until tomorrow", "Messages come as they arrive")
    assert open.window.day_bar._button.text() == "Back to the plan"
    assert not open.window.shortcuts.actions["pause"].isEnabled()
    open.keys("resume")
    open.until(lambda: not open.window.present.aside)
    assert open.window.day_bar._button.text() == "Focus now"
    assert "followed again" in open.window.toast.said


def test_off_until_monday(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    open.keys("off_monday")
    open.until(lambda: open.window.present.aside)
    assert open.window.day_bar.said == ("Off until Monday 09:00", "Everything waits, no check-in opens")
    assert open.desk.now().until == when.monday(sample.OPEN.astimezone(sample.ZONE))


def test_off_until_a_typed_time(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    open.keys("off_until")
    menu = open.window.sheets[OffMenu]
    assert list(menu.shown) == ["Tomorrow morning", "Monday", "In a week"]
    QTest.keyClicks(menu._line, "2026-12-01 8:30")
    QTest.keyClick(menu._line, Qt.Key.Key_Return)
    open.until(lambda: open.window.present.aside)
    assert open.window.day_bar.said[0] == "Off until 1 Dec 08:30"


def test_focus_on_top_of_a_pause_is_focus(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    open.keys("pause")
    open.until(lambda: open.window.present.aside)
    open.keys("focus_25")
    open.until(lambda: open.window.page_name == "focus")
    assert not open.window.present.aside
    open.keys("stop_focus")
    open.until(lambda: open.window.present.aside)
    assert open.window.page_name == "check_in"


def test_an_empty_list_says_how_to_come_back(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    open.desk.items.clear()
    open.window.show_page("check_in")
    open.keys("off_monday")
    page = batch_page(open)
    open.until(lambda: "F7 follows the plan again." in page.empty.said)
    assert page.empty.said.startswith("Off until Monday 09:00")


def test_what_is_no_time_is_said_where_one_types(open_at: Opens) -> None:
    open = open_at()
    open.keys("off_until")
    menu = open.window.sheets[OffMenu]
    meant = menu.hint
    QTest.keyClicks(menu._line, "zz")
    assert menu.shown == ()
    assert menu.hint.startswith("No time to come can be read in this.")
    QTest.keyClick(menu._line, Qt.Key.Key_Return)
    assert menu.isVisible()
    menu._line.clear()
    assert menu.hint == meant != ""
