"""The week is changed from elsewhere, by a rule's form or a command, while it stands in the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.settings.week import preset
from desktop.window.forms.schedule_form import ScheduleForm
from desktop.window.theme import Theme
from focus.schedule import DayException, Mode, Schedule, Span
from tests.desktop.window.forms.desk import MemoryDesk

DIGEST = Span(Mode.CHECK_IN, frozenset({4}), time(16, 30), time(16, 50), name="Friday digest")
DAY_OFF = DayException(date(2026, 12, 24), date(2026, 12, 24), name="off")


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge, theme: Theme, desk: MemoryDesk) -> Iterator[ScheduleForm]:
    desk.plan = Schedule(ZoneInfo("Europe/Paris"), preset(2))
    desk.warned = ()
    page = QWidget()
    qtbot.addWidget(page)
    made = ScheduleForm(bridge, theme)
    QHBoxLayout(page).addWidget(made)
    page.show()
    qtbot.waitUntil(lambda: made.list.count() > 0)
    yield made
    page.close()


def change_elsewhere(desk: MemoryDesk) -> Schedule:
    desk.plan = replace(desk.plan, spans=(*desk.plan.spans, DIGEST), exceptions=(DAY_OFF,))
    return desk.plan


def test_a_week_changed_elsewhere_is_shown_when_one_comes_back(
    form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot
) -> None:
    form.hide()
    changed = change_elsewhere(desk)
    form.show()
    qtbot.waitUntil(lambda: form.schedule == changed)
    assert not form.save_button.isEnabled()


def test_what_was_changed_elsewhere_is_not_written_over_without_a_word(
    form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot
) -> None:
    form.take_preset(4)
    drawn, changed = form.schedule, change_elsewhere(desk)
    form.hide()
    form.show()
    assert form.schedule == drawn, "what somebody draws is theirs"
    form.save_button.click()
    qtbot.waitUntil(lambda: form.says.is_problem)
    assert desk.plan == changed
    assert "changed elsewhere" in form.says.text
    form.revert_button.click()
    assert form.schedule == changed
    form.undo()
    form.save_button.click()
    qtbot.waitUntil(lambda: desk.plan == drawn)


def test_a_week_is_kept_in_the_zone_where_one_is_now(form: ScheduleForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.take_preset(3)
    desk.plan = replace(desk.plan, zone=ZoneInfo("America/New_York"))
    form.save_button.click()
    qtbot.waitUntil(lambda: desk.plan.spans == preset(3))
    assert desk.plan.zone == ZoneInfo("America/New_York")
