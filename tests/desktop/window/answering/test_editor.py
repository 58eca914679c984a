"""Saved answers put in as one types, and the blanks in them."""

from __future__ import annotations

from PySide6.QtCore import Qt

from inbox.answering import Answer, Draft, SavedAnswer, Way
from tests.desktop.window.answering.writing import CLAIRE, begin, press, type_in
from tests.desktop.window.opened import Opens


def test_a_slash_at_the_beginning_of_a_line_finds_an_answer_and_enter_puts_it_in(open_at: Opens) -> None:
    open = open_at()
    made = begin(open)
    type_in(open, "Hello,")
    press(open, Qt.Key.Key_Return)
    type_in(open, "/")
    open.until(lambda: len(made.editor.list.answers) == 4)
    type_in(open, "loire")
    open.until(lambda: [one.title for one in made.editor.list.answers] == ["Where the office is"])
    press(open, Qt.Key.Key_Return)
    open.until(lambda: "quai de la Loire" in made.editor.toPlainText())
    assert made.editor.toPlainText().startswith("Hello,\nWe are at 12")
    assert "/loire" not in made.editor.toPlainText()
    assert not made.editor.list.isVisible()
    assert made.answer.used == (2,)


def test_a_slash_elsewhere_and_an_address_are_just_typed(open_at: Opens) -> None:
    open = open_at()
    made = begin(open)
    type_in(open, "and/or")
    assert not made.editor.list.isVisible()
    press(open, Qt.Key.Key_Return)
    type_in(open, "/or/not")
    open.until(lambda: not made.editor.list.isVisible())
    press(open, Qt.Key.Key_Return)
    type_in(open, "x")
    assert made.editor.toPlainText() == "and/or\n/or/not\nx"


def test_escape_shuts_the_list_first_and_leaves_what_was_typed(open_at: Opens) -> None:
    open = open_at()
    made = begin(open)
    type_in(open, "/not")
    open.until(made.editor.list.isVisible)
    press(open, Qt.Key.Key_Escape)
    assert not made.editor.list.isVisible()
    assert made.editor.toPlainText() == "/not"
    assert open.window.answering.composer is made


def test_an_empty_library_says_how_it_is_filled(open_at: Opens) -> None:
    open = open_at()
    open.desk.saved_answers = {}
    begin(open)
    open.keys("write_insert")
    open.until(lambda: open.window.toast.said == "No answer is kept yet: Ctrl+Shift+K keeps what you write.")


def test_tab_goes_through_the_blanks_and_typing_fills_them(open_at: Opens) -> None:
    open = open_at()
    text = "Hello {first name} 🎉,\nthe invoice of {month} is {amount}."
    open.desk.saved_answers = {1: SavedAnswer(1, "Invoice", text)}
    made = begin(open)
    open.keys("write_insert")
    type_in(open, "inv")
    open.until(made.editor.list.isVisible)
    press(open, Qt.Key.Key_Return)
    open.until(lambda: made.editor.blanks == ("{month}", "{amount}"))
    assert made.editor.toPlainText().startswith("Hello Claire 🎉")
    assert made.editor.textCursor().selectedText() == "{month}"
    type_in(open, "March")
    press(open, Qt.Key.Key_Tab)
    assert made.editor.textCursor().selectedText() == "{amount}"
    open.keys("write_send")
    assert "Fill in {amount}" in made.said
    type_in(open, "12 euros")
    assert made.editor.blanks == ()
    open.keys("write_send")
    open.until(lambda: len(open.desk.sent) == 1)
    assert open.desk.sent[1].text == "Hello Claire 🎉,\nthe invoice of March is 12 euros."
    assert open.desk.sent[1].used == (1,)


def test_a_draft_still_knows_its_blanks(open_at: Opens) -> None:
    open = open_at()
    open.desk.save_draft(Draft.of(CLAIRE, Answer(Way.REPLY, "It takes {weeks}.", used=(1,))))
    made = begin(open)
    assert made.editor.blanks == ("{weeks}",)
    open.keys("write_send")
    assert "Fill in {weeks}" in made.said
    assert open.desk.sent == {}


def test_arrows_choose_tab_takes_and_what_was_selected_stays(open_at: Opens) -> None:
    open = open_at()
    made = begin(open)
    type_in(open, "Dear me. ")
    made.editor.selectAll()
    open.keys("write_insert")
    open.until(made.editor.list.isVisible)
    press(open, Qt.Key.Key_Down)
    press(open, Qt.Key.Key_Tab)
    open.until(lambda: made.editor.toPlainText().startswith("Dear me. We are at 12"))
