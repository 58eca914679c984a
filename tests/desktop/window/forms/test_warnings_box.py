"""What is said of a week while it is edited: of the latest, and nothing of one that cannot be."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.desk import RequestError
from desktop.core.settings.week import preset
from desktop.window.forms.warnings_box import WarningsBox
from focus.cautions import WeekWarning
from focus.errors import WrongPlan
from focus.schedule import Schedule
from tests.desktop.window.forms.desk import AtOnce, MemoryDesk
from tests.desktop.window.late import delivered

WEEK = Schedule(ZoneInfo("Europe/Paris"), preset(3))
EMPTY = replace(WEEK, spans=())


@pytest.fixture
def box(qtbot: QtBot, bridge: Bridge) -> WarningsBox:
    made = WarningsBox(bridge)
    qtbot.addWidget(made)
    return made


def test_an_answer_of_an_earlier_week_is_not_shown(
    box: WarningsBox, engine: AtOnce, bridge: Bridge, qtbot: QtBot
) -> None:
    box.follow(EMPTY)
    qtbot.waitUntil(lambda: "no check-in" in box.never.text())
    engine.held = True
    for week in (WEEK, EMPTY):
        box.follow(week, again=True)
        box.hurry()
    engine._waiting.reverse()
    engine.go()
    delivered(bridge, qtbot)
    assert "no check-in" in box.never.text()


def test_a_week_that_cannot_be_has_no_warnings(
    box: WarningsBox, desk: MemoryDesk, bridge: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.follow(EMPTY)
    qtbot.waitUntil(lambda: bool(box.never.text()))

    def refuse(schedule: Schedule) -> None:
        raise WrongPlan("zone", "Nowhere", "a time zone")

    monkeypatch.setattr(desk, "week_warnings", refuse)
    box.follow(WEEK)
    box.hurry()
    delivered(bridge, qtbot)
    assert (box.never.text(), box.others.text()) == ("", "")


def test_what_could_not_be_found_out_is_said(
    box: WarningsBox, desk: MemoryDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(schedule: Schedule) -> None:
        raise RequestError("The database is busy.")

    monkeypatch.setattr(desk, "week_warnings", refuse)
    box.follow(EMPTY)
    qtbot.waitUntil(lambda: "The database is busy." in box.others.text())


def test_while_one_week_follows_the_other_nothing_is_asked(
    box: WarningsBox, desk: MemoryDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Schedule] = []

    def warned(schedule: Schedule) -> tuple[WeekWarning, ...]:
        asked.append(schedule)
        return ()

    monkeypatch.setattr(desk, "week_warnings", warned)
    for _ in range(3):
        for week in (WEEK, EMPTY):
            box.follow(week)
    assert asked == []
    qtbot.waitUntil(lambda: asked == [EMPTY])
    box.follow(WEEK)
    box.hurry()
    box.hurry()
    assert asked == [EMPTY, WEEK]


def test_what_comes_of_a_week_that_is_no_more_is_not_shown(
    box: WarningsBox, engine: AtOnce, bridge: Bridge, qtbot: QtBot
) -> None:
    engine.held = True
    box.follow(EMPTY)
    box.hurry()
    box.follow(WEEK)
    engine.go()
    delivered(bridge, qtbot)
    assert box.never.text() == ""
