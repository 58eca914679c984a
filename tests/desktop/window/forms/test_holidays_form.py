from __future__ import annotations

from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.window.forms.holidays_form import HolidaysForm
from desktop.window.places import country_name
from focus.schedule import NORMAL, DayTemplate, Mode, PublicHolidays, Schedule, Span
from tests.desktop.window.forms.desk import AtOnce
from tests.desktop.window.late import delivered

WEEK = Schedule(
    ZoneInfo("Europe/Berlin"),
    (Span(Mode.CHECK_IN, frozenset(range(5)), time(11), time(11, 30)),),
    templates=(DayTemplate("Quiet", ()),),
)


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge) -> HolidaysForm:
    made = HolidaysForm(bridge)
    qtbot.addWidget(made)
    made.edited.connect(made.show_schedule)
    made.show_schedule(WEEK)
    made.show()
    qtbot.waitUntil(lambda: made.country.count() > 100)
    return made


def schedule(form: HolidaysForm) -> Schedule:
    assert form._schedule is not None
    return form._schedule


def choose(form: HolidaysForm, country: str) -> None:
    form.country.setCurrentIndex(form.country.findText(country))
    form.country.activated.emit(form.country.currentIndex())


def test_a_country_and_a_region_are_chosen_by_their_names(form: HolidaysForm, qtbot: QtBot) -> None:
    assert form.country.currentText() == "None"
    assert not form.list.isVisible()
    choose(form, "Germany")
    assert schedule(form).holidays == PublicHolidays("DE")
    assert form.region.findText("Bavaria") < 0, "as they are called there"
    form.region.setCurrentIndex(form.region.findText("Bayern"))
    form.region.activated.emit(form.region.currentIndex())
    form.plan.setCurrentIndex(form.plan.findText("Template: Quiet"))
    form.plan.activated.emit(form.plan.currentIndex())
    assert schedule(form).holidays == PublicHolidays("DE", "BY", like="Quiet")
    qtbot.waitUntil(lambda: form.list.count() == 12)
    choose(form, "None")
    assert schedule(form).holidays is None
    assert not form.list.isVisible()


def test_the_coming_ones_are_listed_and_one_can_be_worked_on(form: HolidaysForm, qtbot: QtBot) -> None:
    choose(form, "Germany")
    qtbot.waitUntil(lambda: form.list.count() == 12)
    assert not form.work_button.isEnabled()
    form.list.setCurrentRow(0)
    name = form.list.item(0).text()
    form.work_button.click()
    (made,) = schedule(form).exceptions
    assert made.like == NORMAL
    assert made.name
    assert made.name in name
    qtbot.waitUntil(lambda: form.list.item(0).text() != name)
    form.list.setCurrentRow(0)
    assert not form.work_button.isEnabled(), "it is a day like any other by now"


def test_a_country_that_is_no_more_chosen_lists_nothing(
    form: HolidaysForm, engine: AtOnce, bridge: Bridge, qtbot: QtBot
) -> None:
    engine.held = True
    choose(form, "Germany")
    choose(form, "None")
    engine.go()
    delivered(bridge, qtbot)
    assert form.list.count() == 0


def test_a_region_the_library_has_no_more_stays(form: HolidaysForm) -> None:
    form.show_schedule(replace(WEEK, holidays=PublicHolidays("DE", "XX")))
    assert form.region.currentData() == "XX"


def test_countries_have_names_in_both_languages() -> None:
    assert country_name("DE") == "Germany"
    assert country_name("??") == "??"
    QLocale.setDefault(QLocale("fr_FR"))
    assert country_name("DE") == "Allemagne"
