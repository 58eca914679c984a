"""The answers library: found, changed, made anew, deleted and had back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.window.answering.answers_page import AnswersPage, fill_ins
from desktop.window.answering.keep_sheet import KeepSheet, title_for
from desktop.window.language import speak
from inbox.answering.fill import Known, fill
from tests.desktop.window.answering.writing import begin, type_in
from tests.desktop.window.late import Slow, delivered
from tests.desktop.window.opened import Open, Opens

CTRL = Qt.KeyboardModifier.ControlModifier


def answers(open: Open) -> AnswersPage:
    open.keys("go_answers")
    page = open.window.stack.currentWidget()
    assert isinstance(page, AnswersPage)
    open.until(lambda: page.list.count() > 0)
    return page


def test_the_most_used_comes_first_and_typing_narrows(open_at: Opens) -> None:
    open = open_at()
    page = answers(open)
    assert [page.list.item(at).text() for at in range(4)][:2] == ["Notice period", "Where the office is"]
    assert page.title.text() == "Notice period"
    QTest.keyClicks(page.line, "loire")
    open.until(lambda: page.list.count() == 1)
    assert page.title.text() == "Where the office is"
    page.line.setText("nothing has this")
    open.until(lambda: "Nothing found for “nothing has this”" in page.empty.said)


def test_only_what_was_typed_last_narrows(open_at: Opens) -> None:
    open = open_at()
    page = answers(open)
    slow = Slow(open.desk)
    open.bridge.attach(slow)
    for query in ("notice", "loire"):
        page.line.setText(query)
        page.refresh()
    slow.answer(1)
    open.until(lambda: page.list.count() == 1)
    slow.answer(0)
    delivered(open.bridge, open.bot)
    assert page.title.text() == "Where the office is"
    assert page.list.item(0).text() == "Where the office is"


def test_a_change_is_kept_by_ctrl_enter(open_at: Opens) -> None:
    open = open_at()
    page = answers(open)
    assert not page.keep_button.isEnabled()
    page.text.setFocus()
    QTest.keyClicks(page.text, "Dear ")
    assert page.keep_button.isEnabled()
    QTest.keyClick(page.text, Qt.Key.Key_Return, CTRL)
    open.until(lambda: open.desk.saved_answers[1].text.startswith("Dear Hello"))
    open.until(lambda: "“Notice period” is kept." in page.said)
    assert not page.keep_button.isEnabled()


def test_a_new_one_needs_a_title_and_a_text(open_at: Opens) -> None:
    open = open_at()
    page = answers(open)
    page.new_button.click()
    assert open.window.focusWidget() is page.title
    type_in(open, "Parking")
    assert not page.keep_button.isEnabled()
    page.text.setPlainText("Behind the house.")
    page.keep_button.click()
    open.until(lambda: open.desk.saved_answers[5].title == "Parking")
    open.until(lambda: page.list.count() == 5)


def test_what_was_deleted_is_had_back_by_one_press(open_at: Opens) -> None:
    open = open_at()
    page = answers(open)
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    open.until(lambda: 1 not in open.desk.saved_answers)
    open.until(lambda: "“Notice period” is deleted." in page.said)
    open.until(lambda: page.list.count() == 3)
    assert page.title.text() == "Where the office is"
    page.back_button.click()
    open.until(lambda: page.title.text() == "Notice period")
    assert "weeks" in page.text.toPlainText()
    assert not page.back_button.isVisible()


def test_looking_at_another_keeps_what_was_written(open_at: Opens) -> None:
    open = open_at()
    page = answers(open)
    page.text.setPlainText("Four weeks.")
    page.list.choose(2)
    open.until(lambda: open.desk.saved_answers[1].text == "Four weeks.")
    assert page.title.text() == "Where the office is"


def test_what_one_writes_is_kept_as_an_answer(open_at: Opens) -> None:
    open = open_at()
    begin(open)
    type_in(open, "The lift is broken until Monday.")
    open.keys("write_keep")
    sheet = next(each for each in open.window.findChildren(KeepSheet) if each.isVisible())
    assert sheet.title.text() == "The lift is broken until Monday"
    sheet.title.setText("Lift")
    QTest.keyClick(sheet.title, Qt.Key.Key_Return)
    open.until(lambda: open.desk.saved_answers[5].title == "Lift")
    assert open.desk.saved_answers[5].text == "The lift is broken until Monday."
    assert open.window.situation().page == "compose"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_fill_ins_it_names_are_filled_in(qapp: QApplication, language: str) -> None:
    speak(qapp, language)
    try:
        names = fill_ins()
    finally:
        for one in qapp.findChildren(QTranslator):
            qapp.removeTranslator(one)
    now = datetime(2026, 11, 18, 10, tzinfo=UTC)
    known = Known("Claire Lemoine", "Contract", "Maya Roux", now, now, language)
    for name in names:
        assert fill(f"{{{name}}}", known).blanks == (), name


def test_the_title_is_the_first_line_that_says_more_than_a_greeting() -> None:
    assert title_for("Hello Claire,\n\nThe notice period is two months.\n") == "The notice period is two months"
    assert title_for("Yes.\n") == "Yes"
    assert title_for("") == ""


def test_what_was_written_is_kept_when_the_window_goes(open_at: Opens) -> None:
    open = open_at()
    page = answers(open)
    open.until(lambda: page.list.count() > 0)
    page.new()
    page.text.setPlainText("Hello,\n\nThe office is closed in August.")
    open.window.hide()
    assert [one.title for one in open.desk.saved_answers.values()][-1] == "The office is closed in August"
