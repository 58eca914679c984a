from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.settings.week import preset
from desktop.window.forms.schedule_form import ScheduleForm
from desktop.window.theme import Theme
from focus.cautions import WeekWarning
from focus.errors import WrongPlan
from focus.schedule import DayException, DayTemplate, Mode, Schedule, Span
from tests.desktop.window.forms.desk import MemoryDesk, account_line

WORKDAYS = frozenset(range(5))
FOCUS = Span(Mode.FOCUS, WORKDAYS, time(8, 30), time(11), intention="Release 2.0")
CHECK_IN = Span(Mode.CHECK_IN, WORKDAYS, time(11), time(11, 30), frozenset({"mail"}))


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge, theme: Theme, desk: MemoryDesk) -> ScheduleForm:
    desk.plan = Schedule(ZoneInfo("Europe/Paris"), (FOCUS, CHECK_IN))
    desk.warned = ()  # this week admits no mentions
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
    form.blocks.add_button.setFocus()
    QTest.keyClick(form.blocks.add_button, Qt.Key.Key_Space)
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
    form.blocks.copy_button.click()
    assert spans(form) == (FOCUS, CHECK_IN, CHECK_IN)
    form.blocks.delete_button.click()
    form.blocks.undo_button.click()
    assert len(spans(form)) == 3
    form.blocks.undo_button.click()
    assert spans(form) == (FOCUS, CHECK_IN)
    assert not form.blocks.undo_button.isEnabled()
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


def test_what_would_wait_is_said_while_one_edits(form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.warned = (WeekWarning("no_check_in"), WeekWarning("long_wait", length=timedelta(hours=65)))
    form.blocks.delete_button.click()
    qtbot.waitUntil(form.warnings.never.isVisible)
    assert form.warnings.never.text() == "There is no check-in: what arrives would wait for ever. Add one."
    assert form.warnings.others.text().startswith("The longest wait is 65 h")
    desk.warned = ()
    form.presets[3].click()
    qtbot.waitUntil(lambda: not form.warnings.isVisible())


def test_a_week_that_never_gives_something_back_is_refused(form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    before, desk.warned = desk.plan, (WeekWarning("never", label="home"),)
    form.presets[2].click()
    save(form, qtbot)
    assert form.says.is_problem
    assert form.says.text.startswith("The week was not saved:")
    assert form.warnings.never.text().startswith("No check-in admits home")
    assert desk.plan == before
    assert form.save_button.isEnabled()
    desk.warned = (WeekWarning("long_wait", length=timedelta(hours=65)),)
    form.save_button.click()
    qtbot.waitUntil(lambda: desk.plan != before)


def test_between_and_missed_are_kept(form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.tabs.setCurrentIndex(1)
    form.between.flow.click()
    form.between.next.click()
    save(form, qtbot)
    assert (desk.plan.between, desk.plan.missed) == ("flow", "next")


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


# Dragging


def drag(form: ScheduleForm, start: tuple[int, int], end: tuple[int, int], *, let_go: bool = True) -> None:
    """From one day and minute to another, by the mouse."""
    view, first, last = form.grid.viewport(), form.grid.point_of(*start), form.grid.point_of(*end)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(view, first + (last - first) / 2)
    QTest.mouseMove(view, last)
    if let_go:
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=last)


def test_a_block_is_dragged_to_other_hours_and_that_is_one_step(form: ScheduleForm) -> None:
    form.grid.scroll_to_day()
    drag(form, (2, 9 * 60 + 30), (2, 10 * 60 + 30))
    moved = replace(FOCUS, start=time(9, 30), end=time(12))
    assert spans(form) == (moved, CHECK_IN)
    assert form.editor.start.time() == QTime(9, 30)
    assert "9:30" in form.list.item(0).text()
    drag(form, (2, 11 * 60), (2, 11 * 60 + 15))
    form.undo()
    assert spans(form) == (moved, CHECK_IN)
    form.undo()
    assert spans(form) == (FOCUS, CHECK_IN)


def test_what_is_in_the_hand_is_rehearsed_before_it_is_let_go(
    form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot
) -> None:
    form.grid.verticalScrollBar().setValue(0)
    drag(form, (5, 60), (5, 150), let_go=False)
    made = Span(Mode.FOCUS, frozenset({5}), time(1), time(2, 30))
    assert desk.rehearsals[-1][0] == replace(desk.plan, spans=(FOCUS, CHECK_IN, made))
    assert spans(form) == (FOCUS, CHECK_IN), "it is not in the draft yet"
    QTest.keyClick(form.grid, Qt.Key.Key_Escape)
    assert desk.rehearsals[-1][0] == desk.plan
    form.grid.scroll_to_day()
    drag(form, (2, 9 * 60 + 30), (2, 10 * 60 + 30), let_go=False)
    assert desk.rehearsals[-1][0] == form.schedule != desk.plan


def test_escape_puts_a_dragged_block_back(form: ScheduleForm) -> None:
    form.grid.scroll_to_day()
    drag(form, (2, 9 * 60 + 30), (2, 10 * 60 + 30), let_go=False)
    assert spans(form)[0].start == time(9, 30)
    QTest.keyClick(form.grid, Qt.Key.Key_Escape)
    assert spans(form) == (FOCUS, CHECK_IN)


@pytest.mark.parametrize("away", [Qt.Key.Key_Delete, Qt.Key.Key_Z])
def test_a_block_that_goes_while_it_is_dragged_leaves_the_others_alone(form: ScheduleForm, away: Qt.Key) -> None:
    form.grid.scroll_to_day()
    drag(form, (2, 9 * 60 + 30), (2, 10 * 60 + 30), let_go=False)
    held = Qt.KeyboardModifier.ControlModifier if away == Qt.Key.Key_Z else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(form.grid, away, held)
    left = spans(form)
    assert left == ((CHECK_IN,) if away == Qt.Key.Key_Delete else (FOCUS, CHECK_IN))
    for minute in (11 * 60, 12 * 60):
        QTest.mouseMove(form.grid.viewport(), form.grid.point_of(2, minute))
    QTest.mouseRelease(form.grid.viewport(), Qt.MouseButton.LeftButton, pos=form.grid.point_of(2, 12 * 60))
    assert spans(form) == left


def test_the_keys_move_a_block_and_its_end(form: ScheduleForm) -> None:
    form.choose(0)
    QTest.keyClick(form.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(form.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert spans(form)[0] == replace(FOCUS, start=time(8, 45), end=time(11, 30))


# Day templates


def test_a_template_is_made_of_a_day_named_and_edited(form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.make_template(4)
    assert form.blocks.name.isVisible()
    assert form.blocks.name.hasSelectedText()
    assert not form.editor.days[0].isVisible()
    QTest.keyClicks(form.blocks.name, "Short day")
    QTest.keyClick(form.blocks.name, Qt.Key.Key_Return)
    assert form.blocks.subject.currentText() == "Short day"
    form.blocks.delete_button.click()
    assert form.blocks.list.count() == 1
    save(form, qtbot)
    no_days: frozenset[int] = frozenset()
    assert desk.plan.templates == (DayTemplate("Short day", (replace(CHECK_IN, days=no_days),)),)
    assert desk.plan.spans == (FOCUS, CHECK_IN), "the week is as it was"
    form.choose_subject("")
    assert form.blocks.list.count() == 2
    assert form.editor.days[0].isVisible()


def test_a_template_is_drawn_on_like_the_week(form: ScheduleForm, qtbot: QtBot) -> None:
    form.make_template(-1)
    form.grid.verticalScrollBar().setValue(0)
    drag(form, (0, 60), (0, 150))
    assert form.schedule is not None
    (template,) = form.schedule.templates
    assert [(span.days, span.start, span.end) for span in template.spans] == [(frozenset(), time(1), time(2, 30))]
    form.undo()
    form.undo()
    assert form.schedule.templates == ()
    assert form.blocks.subject.currentText() == "The week"


def test_days_like_a_template_that_is_deleted_keep_its_blocks(form: ScheduleForm) -> None:
    form.make_template(0)
    assert form.schedule is not None
    name, day = form.schedule.templates[0].name, date(2026, 12, 24)
    form.exceptions.edited.emit(replace(form.schedule, exceptions=(DayException(day, day, like=name),)))
    form.rename_template("Eve")
    assert form.schedule.exceptions[0].like == "Eve"
    form.drop_template()
    (kept,) = form.schedule.exceptions
    assert (kept.like, [span.kind for span in kept.spans]) == ("", [Mode.FOCUS, Mode.CHECK_IN])
