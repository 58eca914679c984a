from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.window.forms.exceptions_form import ExceptionsForm
from focus.plan import check
from focus.schedule import NORMAL, DayException, DayTemplate, Mode, Schedule, Span

CHECK_IN = Span(Mode.CHECK_IN, frozenset({0, 4}), time(11), time(11, 30))
WEEK = Schedule(ZoneInfo("Europe/Paris"), (CHECK_IN,), templates=(DayTemplate("Half day", ()),))
NO_DAYS: frozenset[int] = frozenset()


@pytest.fixture
def form(qtbot: QtBot) -> ExceptionsForm:
    made = ExceptionsForm()
    qtbot.addWidget(made)
    made.edited.connect(made.show_schedule)
    made.show_schedule(WEEK)
    made.show()
    return made


def days(form: ExceptionsForm) -> tuple[DayException, ...]:
    assert form._schedule is not None
    check(form._schedule)
    return form._schedule.exceptions


def enter(form: ExceptionsForm, first: date, last: date, name: str = "", plan: int = 0) -> None:
    form.first.setDate(QDate(first.year, first.month, first.day))
    form.last.setDate(QDate(last.year, last.month, last.day))
    form.name.setText(name)
    form.plan.setCurrentIndex(plan)


def plan_of(form: ExceptionsForm, words: str) -> int:
    return form.plan.findText(words)


EVE, BREAK = date(2026, 12, 23), (date(2026, 12, 24), date(2027, 1, 3))


def test_a_range_with_a_name_and_a_day_like_a_template(form: ExceptionsForm) -> None:
    enter(form, *BREAK, "Winter break")
    form.add_button.click()
    enter(form, EVE, EVE, "", plan_of(form, "Template: Half day"))
    form.add_button.click()
    assert days(form) == (DayException(*BREAK, name="Winter break"), DayException(EVE, EVE, like="Half day"))
    texts = [form.list.item(row).text() for row in range(2)]
    assert texts[0] == "Wed 23 Dec 2026: like “Half day”"
    assert texts[1] == "Winter break · Thu 24 Dec 2026 to Sun 3 Jan 2027: nothing planned"
    assert form.list.currentRow() == 0, "what was added is chosen, by its date"


def test_like_a_weekday_takes_its_blocks_and_as_usual_is_a_plan_too(form: ExceptionsForm) -> None:
    enter(form, EVE, EVE, "", plan_of(form, "Like a Friday"))
    form.add_button.click()
    assert days(form)[0].spans == (replace(CHECK_IN, days=NO_DAYS),)
    enter(form, EVE, EVE, "", plan_of(form, "As in any other week"))
    form.add_button.click()
    assert days(form) == (DayException(EVE, EVE, like=NORMAL),), "in place of the one for the same dates"


def test_what_is_chosen_is_shown_and_changed(form: ExceptionsForm) -> None:
    own = (Span(Mode.FOCUS, NO_DAYS, time(10), time(12)),)
    form.show_schedule(replace(WEEK, exceptions=(DayException(EVE, EVE, own, "Late"), DayException(*BREAK))))
    form.list.setCurrentRow(0)
    assert form.name.text() == "Late"
    assert form.plan.currentText().startswith("As it is: Focus")
    form.name.setText("Later")
    form.change_button.click()
    assert days(form)[0] == DayException(EVE, EVE, own, "Later")
    assert form.list.currentRow() == 0
    QTest.keyClick(form.list, Qt.Key.Key_Delete)
    assert days(form) == (DayException(*BREAK),)


def test_the_last_day_is_not_before_the_first(form: ExceptionsForm) -> None:
    enter(form, *BREAK)
    form.first.setDate(QDate(2027, 2, 1))
    form.add_button.click()
    (made,) = days(form)
    assert (made.first, made.last) == (date(2027, 2, 1), date(2027, 2, 1))


def test_without_one_chosen_there_is_nothing_to_change(form: ExceptionsForm) -> None:
    assert not form.change_button.isEnabled()
    assert not form.delete_button.isEnabled()
    form.change()
    form.delete()
    assert days(form) == ()
