"""Answering when things come in another order than one thinks of: keys that repeat, rows that move, a full disk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.window.answering.composer import Composer
from inbox.answering import Draft
from inbox.item import State
from tests.desktop.window.answering.writing import BOSS, CLAIRE, begin, composer, press, type_in
from tests.desktop.window.late import Slow, delivered
from tests.desktop.window.opened import Open, Opens, current


def answered(open: Open) -> None:
    """All that has been asked so far is answered: the engine answers in order."""
    came: list[object] = []
    open.bridge.ask(lambda desk: desk.now(), came.append)
    open.until(lambda: bool(came))


def test_a_key_that_repeats_begins_one_answer(open_at: Opens) -> None:
    open = open_at()
    open.keys("next", "next", "next")
    seen: list[Composer | None] = []
    open.window.answering.moved.connect(lambda: seen.append(open.window.answering.composer))
    open.window.answer("reply")
    open.window.answer("reply")
    answered(open)
    assert {id(made) for made in seen if made is not None} == {id(composer(open))}


def test_an_answer_does_not_open_below_another_message(open_at: Opens) -> None:
    open = open_at()
    open.keys("next", "next", "next")
    open.window.answer("reply")
    open.window.deeds.move(1)
    answered(open)
    assert current(open) == "Urgent: gift cards"
    assert open.window.answering.composer is None


def test_of_two_answers_that_are_begun_the_last_one_opens(open_at: Opens) -> None:
    open = open_at()
    open.keys("next", "next", "next")
    slow = Slow(open.desk)
    open.bridge.attach(slow)
    open.window.answer("reply")
    open.window.answer("forward")
    assert len(slow.waiting) == 2
    slow.answer(1)
    open.until(lambda: open.window.answering.composer is not None)
    last = composer(open)
    slow.answer(-1)
    delivered(open.bridge, open.bot)
    assert composer(open) is last


def test_it_is_sent_once_however_often_one_asks(open_at: Opens) -> None:
    open = open_at()
    begin(open)
    type_in(open, "Yes.")
    open.window.write("send")
    open.window.write("send")
    open.window.write("drop")
    answered(open)
    assert len(open.desk.sent) == 1
    open.until(lambda: open.desk.items[CLAIRE].state is State.DONE)


def test_what_the_disk_does_not_take_is_still_there(open_at: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    open = open_at()
    begin(open)
    type_in(open, "I will look into it")

    def refuse(draft: Draft) -> Draft:
        raise OSError("No space left on device")

    with monkeypatch.context() as full:
        full.setattr(open.desk, "save_draft", refuse)
        press(open, Qt.Key.Key_Escape)
        open.until(lambda: "could not be put on the disk (No space left on device)" in open.window.toast.said)
        open.keys("reply")
        open.until(lambda: open.window.answering.composer is not None)
        assert composer(open).editor.toPlainText() == "I will look into it"
        assert composer(open).said == "Draft not kept"
    press(open, Qt.Key.Key_Escape)
    open.until(lambda: open.desk.kept_drafts[CLAIRE].text == "I will look into it")


def test_taking_back_undoes_no_other_deed(open_at: Opens) -> None:
    open = open_at()
    open.desk.done([BOSS])
    begin(open)
    type_in(open, "Yes.")
    open.desk.items[CLAIRE] = replace(open.desk.items[CLAIRE], state=State.DONE)  # as one that was read elsewhere
    open.keys("write_send")
    open.until(lambda: len(open.desk.letters) == 1)
    open.until(lambda: open.window.toast.said.startswith("Sent in"))
    open.keys("undo")
    open.until(lambda: open.desk.letters == {})
    answered(open)
    assert open.desk.items[BOSS].state is State.DONE


def test_tab_gets_out_of_a_text_with_blanks(open_at: Opens) -> None:
    open = open_at()
    made = begin(open)
    type_in(open, "/")
    open.until(made.editor.list.isVisible)
    press(open, Qt.Key.Key_Return)
    open.until(lambda: bool(made.editor.blanks))
    for _ in made.editor.blanks:
        QTest.keyClick(made.editor, Qt.Key.Key_Tab)
    assert open.window.focusWidget() is not made.editor
