"""The weekly note: made, changed, copied; its template; what stays out of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.window.review.note_sheet import NoteSheet
from tests.desktop.window.late import Slow, delivered
from tests.desktop.window.opened import Open, Opens

SUNDAY = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


@pytest.fixture
def open(open_at: Opens) -> Open:
    made: Open = open_at(SUNDAY)
    made.keys("go_review")
    made.until(made.window.shortcuts.actions["review_note"].isEnabled)
    made.keys("review_note")
    made.until(lambda: "## Highlights" in sheet(made).text.toPlainText())
    return made


def sheet(open: Open) -> NoteSheet:
    return open.window.sheets[NoteSheet]


def test_the_note_can_be_changed_and_is_copied_as_it_stands(open: Open) -> None:
    QTest.keyClicks(sheet(open).text, "Hello all. ")
    QTest.keyClick(sheet(open).text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Hello all. # Week 2026-W47, 16 to 22 November 2026")
    assert sheet(open).says.text == "Copied."


def test_while_it_is_open_single_letters_do_nothing_below(open: Open) -> None:
    assert not open.window.shortcuts.actions["review_before"].isEnabled()
    QTest.keyClick(sheet(open).text, Qt.Key.Key_Escape)
    assert not sheet(open).isVisible()
    assert open.window.shortcuts.actions["review_before"].isEnabled()


def test_the_template_is_changed_there_and_the_note_follows(open: Open) -> None:
    shown = sheet(open)
    shown.template_button.click()
    open.until(shown.template.isVisible)
    assert "{highlights}" in shown.template.toPlainText()
    shown.template.setPlainText("This week: {focus} of focus.")
    shown.save_button.click()
    open.until(lambda: shown.text.toPlainText().startswith("This week: 18 h 10 of focus."))
    assert open.desk.kept_template == "This week: {focus} of focus."
    assert shown.says.text == "The template is saved."


def test_the_usual_template_is_kept_as_none(open: Open) -> None:
    shown = sheet(open)
    open.desk.kept_template = "Mine: {focus}"
    shown.template_button.click()
    open.until(lambda: shown.template.toPlainText() == "Mine: {focus}")
    shown.template.setPlainText(open.desk.usual_note())
    shown.save_template()
    open.until(shown.text.isVisible)
    assert open.desk.kept_template == ""


def test_a_template_that_is_too_long_is_told_and_stays(open: Open) -> None:
    shown = sheet(open)
    shown.template_button.click()
    open.until(shown.template.isVisible)
    shown.template.setPlainText("x" * 5001)
    shown.save_template()
    assert "too long" in shown.says.text
    assert shown.template.isVisible()
    assert open.desk.kept_template == ""


def test_what_is_private_stays_out_until_it_is_asked_for(open: Open) -> None:
    shown = sheet(open)
    assert "Hire a designer" in shown.text.toPlainText()
    shown.private_button.click()
    open.until(shown.list.isVisible)
    names = [shown.list.item(at).text() for at in range(shown.list.count())]
    shown.list.item(names.index("Hire a designer")).setCheckState(Qt.CheckState.Checked)
    shown.save_private()
    open.until(lambda: "Hire a designer" not in shown.text.toPlainText())
    assert open.desk.kept_private == ("Hire a designer",)
    shown.private.click()
    open.until(lambda: "Hire a designer" in shown.text.toPlainText())


def test_what_was_written_by_hand_is_had_back_after_another_note(open: Open) -> None:
    shown = sheet(open)
    QTest.keyClicks(shown.text, "Mine. ")
    shown.private.click()
    open.until(lambda: not shown.text.toPlainText().startswith("Mine."))
    shown.text.undo()
    assert shown.text.toPlainText().startswith("Mine. # Week")


def test_escape_goes_back_to_the_note_first(open: Open) -> None:
    shown = sheet(open)
    shown.template_button.click()
    open.until(shown.template.isVisible)
    QTest.keyClick(shown.template, Qt.Key.Key_Escape)
    assert shown.isVisible()
    assert shown.text.isVisible()


def test_the_note_that_was_asked_for_last_stands(open: Open) -> None:
    shown = sheet(open)
    open.desk.kept_private = ("Hire a designer",)
    slow = Slow(open.desk)
    open.bridge.attach(slow)
    shown.private.click()
    shown.private.click()
    slow.answer(1)
    open.until(lambda: "Hire a designer" not in shown.text.toPlainText())
    slow.answer(0)
    delivered(open.bridge, open.bot)
    assert "Hire a designer" not in shown.text.toPlainText()
