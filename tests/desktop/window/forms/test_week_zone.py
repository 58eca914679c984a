from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.desk import RequestError
from desktop.window.forms.schedule_form import ScheduleForm
from desktop.window.forms.week_zone import WeekZoneMenu
from desktop.window.theme import Theme
from focus.schedule import Schedule
from tests.desktop.window.forms.desk import MemoryDesk
from tests.desktop.window.forms.test_schedule_form import CHECK_IN, FOCUS, save

PARIS, TOKYO = ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Tokyo")
MACHINE = "This machine's clock, also when you travel"


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge, theme: Theme, desk: MemoryDesk) -> ScheduleForm:
    desk.plan = Schedule(PARIS, (FOCUS, CHECK_IN))
    desk.warned = ()
    made = ScheduleForm(bridge, theme)
    qtbot.addWidget(made)
    made.resize(1040, 640)
    made.show()
    qtbot.waitUntil(lambda: made.list.count() == 2 and made.zone.change_button.isEnabled())
    return made


@pytest.fixture
def french() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("fr_FR"))
    yield
    QLocale.setDefault(before)


def ask(form: ScheduleForm) -> WeekZoneMenu:
    form.zone.change_button.setFocus()
    form.zone.change_button.click()
    return form.findChildren(WeekZoneMenu)[0]


def test_it_says_by_whose_clock_the_week_is(form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    assert form.zone.says.text() == "Times are those of Europe/Paris, as on this machine."
    desk.follows = False
    desk.machine = TOKYO
    form.zone.look()
    form.zone.take_now(desk.now())
    said = "Times are those of Europe/Paris, wherever you are. This machine is in Asia/Tokyo."
    qtbot.waitUntil(lambda: form.zone.says.text() == said)


def test_a_machine_that_travels_is_followed_while_one_looks(form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.machine_zone = "Asia/Tokyo"
    desk.plan = Schedule(TOKYO, (FOCUS, CHECK_IN))
    form.zone.take_now(desk.now())
    qtbot.waitUntil(lambda: form.zone.says.text() == "Times are those of Asia/Tokyo, as on this machine.")
    assert ask(form).fitting("")[0].hint.startswith("Tokyo, ")


def test_a_zone_is_found_and_holds_at_once(form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    menu = ask(form)
    assert menu.shown[0] == MACHINE
    QTest.keyClicks(form.window().focusWidget(), "tokyo")
    assert menu.shown == ("Tokyo, Japan  (Asia/Tokyo)",)
    QTest.keyClick(form.window().focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(form.says.text))
    assert (
        form.says.text
        == "The week follows the clock of Tokyo from now on, wherever you are. All in it keeps its hours."
    )
    assert desk.plan == Schedule(TOKYO, (FOCUS, CHECK_IN))
    assert form.zone.says.text() == "Times are those of Asia/Tokyo, wherever you are."
    assert not form.save_button.isEnabled()
    assert form.window().focusWidget() is form.zone.change_button


def test_back_to_the_clock_of_the_machine(form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.zone.follow("Asia/Tokyo")
    qtbot.waitUntil(lambda: desk.plan.zone == TOKYO)
    ask(form).choose_current()
    qtbot.waitUntil(lambda: desk.plan.zone == PARIS)
    assert desk.follows
    qtbot.waitUntil(lambda: form.says.text.startswith("The week follows this machine's clock from now on"))


def test_what_is_drawn_stays_drawn_and_is_saved_on_that_clock(
    form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot
) -> None:
    form.add()
    drawn = (form.schedule or desk.plan).spans
    assert len(drawn) == 3
    form.zone.follow("Asia/Tokyo")
    qtbot.waitUntil(lambda: bool(form.says.text))
    assert form.schedule == Schedule(TOKYO, drawn)
    assert form.save_button.isEnabled()
    assert desk.plan.spans == (FOCUS, CHECK_IN)
    form.says.nothing()
    save(form, qtbot)
    assert desk.plan == Schedule(TOKYO, drawn)
    form.undo()
    assert form.schedule is not None
    assert form.schedule.zone == TOKYO
    assert form.schedule.spans == (FOCUS, CHECK_IN)


def test_a_refusal_is_said_and_nothing_changes(form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.fails["set_schedule"] = RequestError("The settings file cannot be written. Nothing was changed.")
    form.zone.follow("Asia/Tokyo")
    qtbot.waitUntil(lambda: form.says.text == "The settings file cannot be written. Nothing was changed.")
    assert form.zone.says.text() == "Times are those of Europe/Paris, as on this machine."


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("royaume-uni", "Europe/London"),
        ("ROYAUME UNI", "Europe/London"),
        ("london", "Europe/London"),
        ("bresil sao", "America/Sao_Paulo"),
        ("cote d'ivoire", "Africa/Abidjan"),
    ],
)
def test_a_country_is_found_by_its_name_in_french(form: ScheduleForm, french: None, typed: str, found: str) -> None:
    menu = ask(form)
    assert menu.zones(typed) == [found]


@pytest.mark.parametrize("typed", ["machine's", "machine’s", "MACHINE", "clock when"])
def test_the_clock_of_the_machine_is_found_as_the_zones_are(form: ScheduleForm, typed: str) -> None:
    assert [one.text for one in ask(form).fitting(typed)][:1] == [MACHINE]


def test_what_there_is_not(form: ScheduleForm) -> None:
    menu = ask(form)
    QTest.keyClicks(form.window().focusWidget(), "atlantis")
    assert menu.shown == ()
    assert menu.hint == "No such zone is known. A larger city, or the country, may be."
