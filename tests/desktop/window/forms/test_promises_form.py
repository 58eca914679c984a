"""Promises and working hours in the settings, by keyboard, against a desk in memory."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.desk import RequestError
from desktop.core.promise_views import USUAL, WorkCalendar
from desktop.window.forms.promises_form import PromisesForm
from focus.working_time import Hours
from inbox.promises import Promise
from inbox.rules import Match
from tests.desktop.window.forms.desk import MemoryDesk

CLIENTS = Promise("clients", Match(domain=("client.example",), words=("offer",)), "1 working day")
BOARD = Promise("board", Match(address=("chair@hull.example",)), "30 min", "team")
TEAM = WorkCalendar(
    "team", "Asia/Tokyo", (Hours(frozenset({0, 1}), time(8), time(12)),), "FR", "", (date(2026, 12, 24),)
)


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge, desk: MemoryDesk) -> PromisesForm:
    desk.promised = (CLIENTS, BOARD)
    desk.work_calendars = (WorkCalendar(USUAL), TEAM)
    made = PromisesForm(bridge)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitUntil(lambda: made.list.count() == 2)
    return made


def key(form: PromisesForm, which: Qt.Key, alt: bool = False) -> None:
    form.list.setFocus()
    QTest.keyClick(form.list, which, Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier)


def test_the_list_says_to_whom_within_how_long_and_by_which_hours(form: PromisesForm) -> None:
    first, second = (form.list.item(place).text() for place in range(2))
    assert first.startswith("clients: 1 working day")
    assert "\nFrom client.example" in first
    assert second.startswith("board: 30 min (team)\nFrom chair@hull.example")
    assert form.calendar_list.item(1).text() == "team: Mon, Tue 08:00–12:00 · Asia/Tokyo · France"


def test_one_is_added_with_keys_alone(form: PromisesForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.add_button.click()
    QTest.keyClicks(form.editor.name, "press")
    domain = form.editor.conditions.control("domain")
    assert domain is not None
    QTest.keyClicks(domain.control, "press.example, radio.example")
    form.editor.unit.setCurrentIndex(1)
    form.editor.unit.activated.emit(1)
    form.editor.number.setValue(3)
    form.editor.calendar.setCurrentIndex(form.editor.calendar.findData("team"))
    form.editor.save_button.click()
    qtbot.waitUntil(lambda: form.pages.current == 0)
    assert desk.promised[2] == Promise("press", Match(domain=("press.example", "radio.example")), "3 h", "team")
    assert form.says.text == "“press” is saved. What waits for an answer follows it."
    assert form.list.currentRow() == 2


def test_one_is_changed_and_keeps_what_is_not_shown_otherwise(
    form: PromisesForm, desk: MemoryDesk, qtbot: QtBot
) -> None:
    key(form, Qt.Key.Key_Return)
    assert form.pages.current == 1
    form.editor.number.setValue(2)
    form.editor.save()
    qtbot.waitUntil(lambda: form.pages.current == 0)
    assert desk.promised == (Promise("clients", CLIENTS.match, "2 working days"), BOARD)


def test_they_are_moved_and_removed_by_key(form: PromisesForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    key(form, Qt.Key.Key_Down, alt=True)
    qtbot.waitUntil(lambda: desk.promised == (BOARD, CLIENTS) and form.list.item(0).text().startswith("board"))
    form.list.setCurrentRow(1)
    key(form, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: desk.promised == (BOARD,) and form.list.count() == 1)
    key(form, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not form.list.isVisible())
    assert desk.promised == ()
    assert form.none_yet.isVisible()
    assert not form.edit_button.isEnabled()


@pytest.mark.parametrize(
    ("name", "domain", "said"),
    [
        ("", "a.example", "Give the promise a name."),
        ("board", "a.example", "Another promise is called so."),
        ("press", "", "One of the conditions is not right yet."),
        ("press", "a@b", "One of the conditions is not right yet."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(
    form: PromisesForm, desk: MemoryDesk, name: str, domain: str, said: str
) -> None:
    form.add()
    form.editor.name.setText(name)
    control = form.editor.conditions.control("domain")
    assert control is not None
    control.put((domain,) if domain else ())
    form.editor.save()
    assert form.editor.says.text == said
    assert desk.promised == (CLIENTS, BOARD)
    assert form.pages.current == 1


def test_without_a_condition_it_would_be_for_nobody(form: PromisesForm) -> None:
    form.add()
    form.editor.name.setText("press")
    form.editor.conditions.remove("domain")
    form.editor.save()
    assert form.editor.says.text == "Say to whom: add a condition."


def test_what_the_engine_refuses_is_said_where_one_is(
    form: PromisesForm, desk: MemoryDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(promises: object) -> None:
        raise RequestError("The settings file is not valid.", "Correct line 3.")

    monkeypatch.setattr(desk, "set_promises", refuse)
    form.change(0)
    form.editor.save()
    qtbot.waitUntil(lambda: form.editor.says.is_problem)
    assert "not valid" in form.editor.says.text
    assert form.pages.current == 1


def test_working_hours_are_changed_in_every_part(form: PromisesForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.change_calendar(1)
    editor = form.calendar_editor
    qtbot.waitUntil(lambda: editor.country.count() > 2)
    assert editor.name.isReadOnly()
    editor.zone.setText("Europe/Berlin")
    editor.rows[0].days[2].click()
    editor.add_hours()
    editor.rows[1].remove.click()
    editor.country.setCurrentIndex(editor.country.findData("US"))
    editor.country.activated.emit(0)
    editor.region.setCurrentIndex(editor.region.findData("NY"))
    editor.days_off.setText("2026-12-31, 2026-12-24 2026-12-31")
    editor.save_button.click()
    qtbot.waitUntil(lambda: form.pages.current == 0)
    hours = (Hours(frozenset({0, 1, 2}), time(8), time(12)),)
    days_off = (date(2026, 12, 24), date(2026, 12, 31))
    assert desk.work_calendars[1] == WorkCalendar("team", "Europe/Berlin", hours, "US", "NY", days_off)


def test_the_usual_hours_are_changed_and_never_removed(form: PromisesForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.calendar_list.setFocus()
    form.calendar_list.setCurrentRow(0)
    assert not form.remove_calendar_button.isEnabled()
    QTest.keyClick(form.calendar_list, Qt.Key.Key_Delete)
    QTest.keyClick(form.calendar_list, Qt.Key.Key_Return)
    form.calendar_editor.rows[0].days[4].click()
    form.calendar_editor.save()
    qtbot.waitUntil(lambda: form.pages.current == 0)
    assert desk.work_calendars[0].name == USUAL
    assert desk.work_calendars[0].hours[0].days == frozenset(range(4))


@pytest.mark.parametrize(
    ("part", "text", "said"),
    [
        ("name", "", "Give the calendar a name."),
        ("name", "team", "Another calendar is called so. Choose another name."),
        ("zone", "Mars/Olympus", "There is no time zone “Mars/Olympus”: Europe/Paris is one."),
        ("days_off", "24.12.2026", "Days off are dates such as 2026-12-24"),
    ],
)
def test_wrong_working_hours_are_said(form: PromisesForm, desk: MemoryDesk, part: str, text: str, said: str) -> None:
    form.add_calendar()
    form.calendar_editor.name.setText("lab")
    getattr(form.calendar_editor, part).setText(text)
    form.calendar_editor.save()
    assert form.calendar_editor.says.text.startswith(said)
    assert len(desk.work_calendars) == 2


def test_hours_without_a_day_or_without_a_length_are_said(form: PromisesForm) -> None:
    form.add_calendar()
    editor = form.calendar_editor
    editor.name.setText("lab")
    editor.rows[0].end.setTime(editor.rows[0].start.time())
    editor.save()
    assert editor.says.text == "These hours end when they begin."
    for box in editor.rows[0].days:
        box.setChecked(False)
    editor.save()
    assert editor.says.text == "Choose one day at least."
    assert not editor.rows[0].remove.isEnabled()


def test_what_a_key_removed_comes_back(form: PromisesForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    key(form, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: desk.promised == (BOARD,))
    qtbot.waitUntil(form.undo_button.isVisible)
    QTest.keyClick(form.undo_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: form.says.text == "Undone: the promises are as before.")
    assert desk.promised == (CLIENTS, BOARD)
    assert not form.undo_button.isVisible()
    form.remove_calendar(1)
    qtbot.waitUntil(lambda: desk.work_calendars == (WorkCalendar(USUAL),))
    qtbot.waitUntil(form.undo_button.isVisible)
    form.undo_button.click()
    qtbot.waitUntil(lambda: desk.work_calendars == (WorkCalendar(USUAL), TEAM))


def test_the_one_that_is_edited_keeps_its_place(form: PromisesForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.change(1)
    desk.promised = (BOARD,)
    form.refresh()
    form.editor.number.setValue(45)
    form.editor.save()
    qtbot.waitUntil(lambda: form.pages.current == 0)
    assert [one.within for one in desk.promised] == ["1 working day", "45 min"]
