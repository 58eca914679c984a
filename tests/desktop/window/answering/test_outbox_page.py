"""The outbox: each way in which a letter can stand, what is said of it, and what can be done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.core.events import OutboxChanged, Problem
from desktop.window.answering.outbox_page import OutboxPage
from desktop.window.answering.outbox_words import Deed, standing
from inbox.answering import Answer, Draft, Way
from inbox.item import State
from inbox.sending import Progress
from tests.desktop import sample
from tests.desktop.window.answering.writing import CLAIRE, begin, composer, type_in
from tests.desktop.window.opened import Open, Opens

LETTERS = {letter.id: letter for letter in reversed(sample.letters())}
NOW = sample.CHECK_IN


def outbox(open: Open) -> OutboxPage:
    open.keys("go_outbox")
    page = open.window.stack.currentWidget()
    assert isinstance(page, OutboxPage)
    return page


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


@pytest.mark.parametrize(
    ("letter", "said", "deeds"),
    [
        (6, ("may have been sent", "does not send it again", "Sent folder"), {Deed.SEND, Deed.FORGET}),
        (5, ("refused the message", "went to nobody", "Take it back", "mailbox of tom"), {Deed.TAKE_BACK, Deed.SEND}),
        (4, ("is sent tomorrow 14:00", "if this computer is on"), {Deed.SEND, Deed.TAKE_BACK}),
        (3, ("nothing has left", "tries again at 10:16", "tried now"), {Deed.SEND, Deed.TAKE_BACK}),
        (2, ("The server took it at 08:37",), {Deed.FORGET}),
    ],
)
def test_each_says_what_happened_what_was_done_and_what_one_can_do(
    letter: int, said: tuple[str, ...], deeds: set[Deed]
) -> None:
    found = standing(LETTERS[letter], NOW)
    assert all(words in found.said for words in said)
    assert set(found.deeds) == deeds
    assert found.side


@pytest.mark.parametrize("letter", [5, 4, 3])
def test_what_answers_nothing_any_more_can_only_be_sent_or_forgotten(letter: int) -> None:
    assert set(standing(replace(LETTERS[letter], item=None), NOW).deeds) == {Deed.SEND, Deed.FORGET}


def test_what_is_wrong_with_the_account_is_mended_in_its_settings(open_at: Opens) -> None:
    open = open_at()
    open.desk.letters = {5: replace(LETTERS[5], problem="sign_in_refused")}
    page = outbox(open)
    open.until(lambda: "refused the name or the password" in page.said)
    asked: list[str] = []
    page.mended.disconnect()
    page.mended.connect(asked.append)
    press(page.list, Qt.Key.Key_O)
    assert asked == ["work"]


def test_what_is_being_sent_can_only_be_waited_for() -> None:
    found = standing(replace(LETTERS[2], progress=Progress.SENDING), NOW)
    assert found.deeds == ()
    assert "handed to the server" in found.said


def test_what_needs_the_person_comes_first_and_is_counted_in_the_sidebar(open_at: Opens) -> None:
    open = open_at()
    assert open.window.sidebar.button("outbox").count is None
    open.desk.letters = dict(LETTERS)
    open.bridge.post(OutboxChanged())
    open.until(lambda: open.window.sidebar.button("outbox").count == 2)
    page = outbox(open)
    open.until(lambda: page.list.count() > 0)
    shown = [page.list.item(at).text() for at in range(page.list.count())]
    assert shown == [
        "Needs you", "ines@atelier.example", "tom@hull.example",
        "On its way", "paul@lakes.example", "ola@hull.example",
        "Sent", "maya@people.example", "hugo@hull.example",
    ]  # fmt: skip
    assert page.list.key() == ("letter", 6)
    assert "may have been sent" in page.said


def test_what_may_have_been_sent_goes_again_by_a_key_of_its_own_only(open_at: Opens) -> None:
    open = open_at()
    open.desk.letters = dict(LETTERS)
    page = outbox(open)
    open.until(lambda: page.list.key() == ("letter", 6))
    press(page.list, Qt.Key.Key_Return)
    assert open.desk.asked.get("resend", 0) == 0
    press(page.list, Qt.Key.Key_S)
    assert open.desk.asked["resend"] == 1
    press(page.list, Qt.Key.Key_J)
    press(page.list, Qt.Key.Key_K)
    open.until(lambda: "goes in a few seconds" in page.said)


def test_delete_forgets_what_was_sent_and_never_what_was_not(open_at: Opens) -> None:
    open = open_at()
    open.desk.letters = dict(LETTERS)
    page = outbox(open)
    open.until(lambda: page.list.count() > 0)
    page.list.choose(("letter", 5))
    press(page.list, Qt.Key.Key_Delete)
    assert 5 in open.desk.letters
    page.list.choose(("letter", 2))
    press(page.list, Qt.Key.Key_Delete)
    open.until(lambda: 2 not in open.desk.letters)
    open.until(lambda: page.list.key() == ("letter", 1))


def test_an_answer_that_waits_is_taken_back_into_the_message_it_answers(open_at: Opens) -> None:
    open = open_at()
    begin(open)
    type_in(open, "In March.")
    open.keys("write_send")
    open.until(lambda: len(open.desk.letters) == 1)
    page = outbox(open)
    open.until(lambda: page.list.key() == ("letter", 1))
    press(page.list, Qt.Key.Key_Return)
    open.until(lambda: open.window.answering.composer is not None)
    assert open.desk.letters == {}
    assert composer(open).editor.toPlainText() == "In March."
    assert open.window.page_name == State.DONE


def test_drafts_are_listed_and_gone_on_with(open_at: Opens) -> None:
    open = open_at()
    open.desk.save_draft(Draft.of(CLAIRE, Answer(Way.REPLY_ALL, "Dear all,")))
    page = outbox(open)
    open.until(lambda: page.list.key() == ("draft", CLAIRE))
    press(page.list, Qt.Key.Key_Return)
    open.until(lambda: open.window.answering.composer is not None)
    assert composer(open).way is Way.REPLY_ALL
    assert open.window.page_name == "check_in"
    page = outbox(open)
    open.until(lambda: page.list.key() == ("draft", CLAIRE))
    press(page.list, Qt.Key.Key_Delete)
    open.until(lambda: "Nothing is on its way" in page.empty.said)


def test_the_banner_leads_there_and_goes_when_nothing_is_left_to_decide(open_at: Opens) -> None:
    open = open_at()
    open.desk.letters = {5: LETTERS[5]}
    open.bridge.post(OutboxChanged())
    open.bridge.post(Problem("unsent", "552 full"))
    open.until(open.window.banner.isVisible)
    open.window.banner._act.click()
    assert open.window.page_name == "outbox"
    page = outbox(open)
    open.until(lambda: page.list.key() == ("letter", 5))
    press(page.list, Qt.Key.Key_S)
    open.bridge.post(OutboxChanged())
    open.until(lambda: not open.window.banner.isVisible())


def test_a_draft_that_is_discarded_here_can_be_had_back(open_at: Opens) -> None:
    open = open_at()
    open.desk.save_draft(Draft(CLAIRE, Way.REPLY, (), "Two months."))
    page = outbox(open)
    open.until(lambda: page.list.key() == ("draft", CLAIRE))
    press(page.list, Qt.Key.Key_Delete)
    open.until(lambda: open.desk.kept_drafts == {})
    open.until(lambda: page.list.count() == 0)
    open.until(lambda: open.window.toast.said == "Draft discarded.")
    open.keys("undo")
    open.until(lambda: open.window.answering.composer is not None)
    assert composer(open).editor.toPlainText() == "Two months."


def test_one_click_takes_nothing_back_even_where_the_desktop_opens_things_so(open_at: Opens) -> None:
    open = open_at()
    open.desk.letters = {4: LETTERS[4]}
    page = outbox(open)
    page.list.setStyleSheet("QListView { activate-on-singleclick: 1; }")
    open.until(lambda: page.list.key() == ("letter", 4))
    place = page.list.visualItemRect(page.list.currentItem()).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    open.bot.waitUntil(lambda: page.said != "")
    assert 4 in open.desk.letters
