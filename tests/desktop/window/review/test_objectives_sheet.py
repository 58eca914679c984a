"""Objectives by mouse and by keyboard: added, named, given intentions and a quarter, removed and had back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.desk import RequestError
from desktop.window.review.objectives_sheet import ObjectivesSheet, _near, quarter_words
from focus.review import Objective
from tests.desktop.window.opened import Open, Opens

SUNDAY = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


@pytest.fixture
def open(open_at: Opens) -> Open:
    made: Open = open_at(SUNDAY)
    made.keys("go_review")
    made.until(made.window.shortcuts.actions["review_objectives"].isEnabled)
    made.keys("review_objectives")
    made.until(lambda: sheet(made).list.count() == 2)
    return made


def sheet(open: Open) -> ObjectivesSheet:
    return open.window.sheets[ObjectivesSheet]


def lines(shown: ObjectivesSheet) -> dict[str, bool]:
    each = (shown.intentions.item(at) for at in range(shown.intentions.count()))
    return {line.text(): line.checkState() == Qt.CheckState.Checked for line in each}


def test_intentions_of_the_week_of_the_plan_and_of_objectives_are_offered(open: Open) -> None:
    assert lines(sheet(open)) == {
        "Documentation": True,
        "Hire a designer": False,
        "Release 2.0": True,
        "Release 2.0: write the migration guide": False,
    }


def test_one_is_added_and_named_by_keyboard(open: Open) -> None:
    shown = sheet(open)
    shown.add_button.setFocus()
    QTest.keyClick(shown.add_button, Qt.Key.Key_Space)
    QTest.keyClicks(shown.name, "Fewer meetings")
    QTest.keyClick(shown.name, Qt.Key.Key_Return)
    assert open.desk.kept_objectives[-1] == Objective("Fewer meetings", "2026-Q4")
    assert shown.list.item(2).text() == "Fewer meetings  ·  Q4 2026"


def test_two_new_ones_have_two_names(open: Open) -> None:
    sheet(open).add()
    sheet(open).add()
    assert [one.name for one in open.desk.kept_objectives[2:]] == ["New objective", "New objective 2"]


def test_a_tick_gives_it_an_intention_and_the_page_follows(open: Open) -> None:
    shown = sheet(open)
    QTest.keyClick(shown.list, Qt.Key.Key_Down)
    assert shown.name.text() == "Grow the team"
    shown.intentions.setFocus()
    QTest.keyClick(shown.intentions, Qt.Key.Key_Home)
    QTest.keyClick(shown.intentions, Qt.Key.Key_Space)
    assert open.desk.kept_objectives[1].intentions == ("Documentation", "Hire a designer")
    open.until(lambda: len(open.desk.asked_weeks) == 2)


def test_nothing_can_be_changed_before_what_there_is_is_known(open: Open) -> None:
    shown = sheet(open)
    before = open.desk.kept_objectives
    shown.shut()
    shown.ask(None, lambda: None)
    shown.add_button.click()
    shown.remove_button.click()
    open.until(lambda: shown.list.count() == 2)
    assert open.desk.kept_objectives == before


def test_an_intention_that_there_is_not_yet_is_typed(open: Open) -> None:
    shown = sheet(open)
    QTest.keyClicks(shown.another, "Interviews")
    QTest.keyClick(shown.another, Qt.Key.Key_Return)
    assert open.desk.kept_objectives[0].intentions == ("Release 2.0", "Documentation", "Interviews")
    assert lines(shown)["Interviews"]
    QTest.keyClicks(shown.another, "interviews ")
    QTest.keyClick(shown.another, Qt.Key.Key_Return)
    assert len(open.desk.kept_objectives[0].intentions) == 3


def test_the_quarter_is_chosen_from_those_near(open: Open) -> None:
    shown = sheet(open)
    shown.quarter.setCurrentIndex(shown.quarter.findData("2027-Q1"))
    shown.quarter.activated.emit(shown.quarter.currentIndex())
    assert open.desk.kept_objectives[0].quarter == "2027-Q1"
    shown.quarter.setCurrentIndex(0)
    shown.quarter.activated.emit(0)
    assert open.desk.kept_objectives[0].quarter == ""


def test_one_is_removed_and_had_back(open: Open) -> None:
    shown = sheet(open)
    before = open.desk.kept_objectives
    shown.remove_button.click()
    assert [one.name for one in open.desk.kept_objectives] == ["Grow the team"]
    assert "“Ship 2.0” is removed." in shown.says.text
    shown.back_button.click()
    assert open.desk.kept_objectives == before
    assert not shown.back_button.isVisible()


def test_the_last_one_removed_leaves_nothing_to_change(open: Open) -> None:
    shown = sheet(open)
    shown.remove()
    shown.remove()
    assert open.desk.kept_objectives == ()
    assert not shown.form.isEnabled()
    assert shown.add_button.hasFocus()


def test_without_a_name_the_old_one_stays(open: Open) -> None:
    shown = sheet(open)
    shown.name.setText("  ")
    shown.name.editingFinished.emit()
    assert shown.name.text() == "Ship 2.0"
    assert shown.says.is_problem
    assert open.desk.kept_objectives[0].name == "Ship 2.0"


def test_what_is_refused_is_said_and_shown_as_it_was(open: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(objectives: Sequence[Objective]) -> None:
        raise RequestError("Two objectives have this name.", "Give it another one.")

    monkeypatch.setattr(open.desk, "set_objectives", refuse)
    shown = sheet(open)
    shown.name.setText("Grow the team")
    shown.name.editingFinished.emit()
    open.until(lambda: "Two objectives have this name." in shown.says.text)
    open.until(lambda: shown.list.item(0).text().startswith("Ship 2.0"))
    assert shown.name.text() == "Ship 2.0"
    assert "Two objectives have this name." in shown.says.text


def test_quarters() -> None:
    assert quarter_words("2026-Q4") == "Q4 2026"
    assert _near(date(2026, 11, 30)) == ("2026-Q3", "2026-Q4", "2027-Q1", "2027-Q2")
    assert _near(date(2027, 1, 31))[0] == "2026-Q4"
