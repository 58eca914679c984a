from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.settings.week import preset
from desktop.window.forms.schedule_form import ScheduleForm
from desktop.window.theme import Theme
from focus.errors import WrongPlan
from focus.schedule import DayException, Mode, Schedule, Span
from tests.desktop.window.forms.desk import MemoryDesk, account_line

WORKDAYS = frozenset(range(5))
FOCUS = Span(Mode.FOCUS, WORKDAYS, time(8, 30), time(11), intention="Release 2.0")
CHECK_IN = Span(Mode.CHECK_IN, WORKDAYS, time(11), time(11, 30), frozenset({"mail"}))


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge, theme: Theme, desk: MemoryDesk) -> ScheduleForm:
    desk.plan = Schedule(ZoneInfo("Europe/Paris"), (FOCUS, CHECK_IN))
    made = ScheduleForm(bridge, theme)
    qtbot.addWidget(made)
    made.resize(1040, 640)
    made.show()
    qtbot.waitUntil(lambda: made.list.count() == 2)
    return made


def spans(form: ScheduleForm) -> tuple[Span, ...]:
    assert form.schedule is not None
    return form.schedule.spans


def save(form: ScheduleForm, qtbot: QtBot) -> None:
    form.save_button.click()
    qtbot.waitUntil(lambda: bool(form.says.text))


def test_the_list_has_every_block_in_words(form: ScheduleForm) -> None:
    first, second = (form.list.item(number).text() for number in range(2))
    assert first.startswith("Focus · Mon to Fri · ")
    assert first.endswith("Release 2.0")
    assert second.endswith(" · mail")
    assert first in form.grid.accessibleDescription()


def test_dragging_down_a_day_draws_a_focus_block_to_the_quarter(form: ScheduleForm, qtbot: QtBot) -> None:
    view = form.grid.viewport()
    form.grid.verticalScrollBar().setValue(0)
    start, end = form.grid.point_of(5, 62), form.grid.point_of(5, 149)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert spans(form)[-1] == Span(Mode.FOCUS, frozenset({5}), time(1), time(2, 30))
    assert form.list.currentRow() == 2
    assert form.editor.days[5].isChecked()


def test_a_click_on_a_block_chooses_it(form: ScheduleForm, qtbot: QtBot) -> None:
    form.grid.scroll_to_day()
    QTest.mouseClick(form.grid.viewport(), Qt.MouseButton.LeftButton, pos=form.grid.point_of(3, 11 * 60 + 15))
    assert form.list.currentRow() == 1
    assert len(spans(form)) == 2


def test_the_week_is_made_without_a_mouse(form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.add_button.setFocus()
    QTest.keyClick(form.add_button, Qt.Key.Key_Space)
    assert form.focusWidget() is form.editor.kind
    QTest.keyClick(form.editor.kind, Qt.Key.Key_End)
    form.editor.kind.activated.emit(2)
    QTest.keyClick(form.editor.days[0], Qt.Key.Key_Space)
    form.editor.intention.clear()
    QTest.keyClicks(form.editor.intention, "Office hours")
    made = spans(form)[-1]
    assert (made.kind, made.days, made.intention) == (Mode.TOGETHER, WORKDAYS - {0}, "Office hours")
    save(form, qtbot)
    assert desk.plan.spans[-1] == made


def test_keys_on_the_picture_go_from_block_to_block_and_delete(form: ScheduleForm, qtbot: QtBot) -> None:
    QTest.keyClick(form.grid, Qt.Key.Key_Right)
    assert form.list.currentRow() == 1
    QTest.keyClick(form.grid, Qt.Key.Key_Right)
    assert form.list.currentRow() == 0
    QTest.keyClick(form.grid, Qt.Key.Key_Delete)
    assert spans(form) == (CHECK_IN,)
    QTest.keyClick(form.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert spans(form) == (FOCUS, CHECK_IN)


def test_duplicate_delete_and_undo(form: ScheduleForm) -> None:
    form.choose(1)
    form.copy_button.click()
    assert spans(form) == (FOCUS, CHECK_IN, CHECK_IN)
    form.delete_button.click()
    form.undo_button.click()
    assert len(spans(form)) == 3
    form.undo_button.click()
    assert spans(form) == (FOCUS, CHECK_IN)
    assert not form.undo_button.isEnabled()
    assert not form.save_button.isEnabled()


def test_typing_keeps_the_cursor_and_is_undone_as_one(form: ScheduleForm, qtbot: QtBot) -> None:
    form.editor.intention.clear()
    QTest.keyClicks(form.editor.intention, "a b ")
    assert form.editor.intention.text() == "a b "
    assert spans(form)[0].intention == "a b"
    form.undo()
    assert spans(form)[0].intention == "Release 2.0"


def test_what_a_check_in_admits(form: ScheduleForm, bridge: Bridge, qtbot: QtBot) -> None:
    bridge.accounts_changed.emit((account_line("work"),))
    form.choose(1)
    assert [name for name, box in form.editor.channels.items() if box.isChecked()] == ["mail"]
    form.editor.channels["work"].click()
    assert spans(form)[1].admits == frozenset({"mail", "work"})
    form.editor.everything.click()
    assert spans(form)[1].admits is None
    assert not form.editor.channels["work"].isVisible()


@pytest.mark.parametrize("wrong", ["days", "hours", "admits"])
def test_what_cannot_be_is_said_and_not_taken(form: ScheduleForm, wrong: str) -> None:
    form.choose(1)
    if wrong == "days":
        for box in form.editor.days[:5]:
            box.click()
        assert spans(form)[1].days == {4}, "the last day that was left"
    elif wrong == "hours":
        form.editor.end.setTime(QTime(11, 0))
    else:
        form.editor.channels["mail"].click()
    assert form.editor.problem.text()
    form.choose(0)
    form.choose(1)
    assert form.editor.problem.text() == ""
    assert replace(spans(form)[1], days=WORKDAYS) == CHECK_IN


def test_presets_replace_the_blocks_and_back_is_the_saved_week(form: ScheduleForm) -> None:
    form.presets[4].click()
    assert spans(form) == preset(4)
    form.revert_button.click()
    assert spans(form) == (FOCUS, CHECK_IN)


def test_what_would_wait_for_ever_or_for_long_is_said_at_once(form: ScheduleForm) -> None:
    assert form.never.text().startswith("No check-in admits mentions")
    assert "Friday" in form.longest.text()
    form.choose(1)
    form.delete_button.click()
    assert form.never.text() == "There is no check-in: what arrives would wait for ever. Add one."
    form.presets[3].click()
    assert not form.never.isVisible()
    assert not form.longest.isVisible()


def test_between_and_missed_are_kept(form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.tabs.setCurrentIndex(1)
    form.flow.click()
    form.next.click()
    save(form, qtbot)
    assert (desk.plan.between, desk.plan.missed) == ("flow", "next")


def test_a_day_that_differs(form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    days = form.exceptions
    days.date.setDate(QDate(2026, 12, 25))
    days.add_button.click()
    days.date.setDate(QDate(2026, 12, 24))
    days.plan.setCurrentIndex(days.plan.findData(0))
    days.add_button.click()
    save(form, qtbot)
    like_monday = tuple(replace(span, days=frozenset()) for span in (FOCUS, CHECK_IN))
    assert desk.plan.exceptions == (
        DayException(date(2026, 12, 24), date(2026, 12, 24), like_monday),
        DayException(date(2026, 12, 25), date(2026, 12, 25), ()),
    )
    assert days.list.item(1).text().endswith("nothing planned")
    days.list.setCurrentRow(0)
    days.delete_button.click()
    assert form.schedule is not None
    assert [exception.first.day for exception in form.schedule.exceptions] == [25]


def test_saving_says_so_and_a_refusal_says_why(form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.presets[2].click()
    save(form, qtbot)
    assert form.says.text == "Saved. Écluse follows this week from now on."
    assert not form.save_button.isEnabled()
    desk.fails["set_schedule"] = WrongPlan("schedule.span 1.end", "09:00", "a time other than the start")
    form.presets[3].click()
    save(form, qtbot)
    assert form.says.is_problem
    assert "schedule.span 1.end is 09:00, which is not a time other than the start" in form.says.text
    assert form.save_button.isEnabled()


def test_where_it_is_narrow_the_list_goes_below(form: ScheduleForm, qtbot: QtBot) -> None:
    assert form.tabs.x() > form.grid.x()
    form.resize(700, 640)
    qtbot.waitUntil(lambda: form.tabs.y() > form.grid.y())
