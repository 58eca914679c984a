"""An answer from the first key to the outbox, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from desktop.core.desk import RequestError
from desktop.window.answering.cannot_send import CannotSend
from desktop.window.answering.composer import KEEP_MS
from desktop.window.forms.settings_page import SettingsPage
from inbox.answering import Way
from inbox.item import State
from tests.desktop import sample
from tests.desktop.window.answering.writing import BOSS, CLAIRE, begin, composer, press, type_in
from tests.desktop.window.late import delivered
from tests.desktop.window.opened import Opens, batch_page, current, labels, list_page

CTRL = Qt.KeyboardModifier.ControlModifier


def test_r_answers_in_the_same_window_and_ctrl_enter_sends_it_and_has_it_done(open_at: Opens) -> None:
    open = open_at()
    made = begin(open)
    assert made.to.said == "To claire.lemoine@lemoine-conseil.example"
    assert "Reply to Claire Lemoine: Contract renewal, clause 4" in labels(made)
    assert open.window.situation().page == "compose"
    type_in(open, "Two months.")
    press(open, Qt.Key.Key_Return, CTRL)
    open.until(lambda: open.desk.items[CLAIRE].state is State.DONE)
    (answer,) = open.desk.sent.values()
    assert (answer.way, answer.text) == (Way.REPLY, "Two months.")
    assert open.window.answering.composer is None
    assert open.window.toast.said.startswith("Sent in 10 ")
    assert open.window.situation().page == "check_in"
    open.until(lambda: current(open) == "Urgent: gift cards")


@pytest.mark.parametrize("page", ["go_held", "go_snoozed", "go_done", "search"])
def test_every_list_can_be_answered_from(open_at: Opens, page: str) -> None:
    open = open_at(held=5)
    open.keys(page)
    if page == "search":
        type_in(open, "lunch")
    open.until(lambda: list_page(open).item() is not None)
    list_page(open).focus_list()
    item = list_page(open).item()
    assert item is not None
    made = begin(open, down=0)
    assert made.bar.done.isHidden() is (item.state is State.DONE)
    type_in(open, "Yes.")
    open.keys("write_send")
    open.until(lambda: len(open.desk.sent) == 1)
    QTest.keyClick(open.window, Qt.Key.Key_Z, CTRL)
    open.until(lambda: open.desk.letters == {})
    open.until(lambda: open.window.answering.composer is not None)
    assert open.desk.items[item.id].state is item.state
    assert composer(open).item.id == item.id


def test_undo_takes_it_back_and_the_message_is_not_done_any_more(open_at: Opens) -> None:
    open = open_at()
    begin(open)
    type_in(open, "Two weeks.")
    open.keys("write_send")
    open.until(lambda: open.desk.items[CLAIRE].state is State.DONE)
    open.keys("undo")
    open.until(lambda: open.window.answering.composer is not None)
    assert open.desk.letters == {}
    assert open.desk.items[CLAIRE].state is State.RELEASED
    assert composer(open).editor.toPlainText() == "Two weeks."
    open.until(lambda: current(open) == "Contract renewal, clause 4")


def test_what_was_done_since_is_undone_first(open_at: Opens) -> None:
    open = open_at()
    begin(open)
    type_in(open, "Yes.")
    open.keys("write_send")
    open.until(lambda: current(open) == "Urgent: gift cards")
    open.keys("done")
    open.until(lambda: open.desk.items[BOSS].state is State.DONE)
    open.keys("undo")
    open.until(lambda: open.desk.items[BOSS].state is State.RELEASED)
    assert len(open.desk.letters) == 1
    open.keys("undo")
    open.until(lambda: open.desk.letters == {})
    assert open.desk.items[CLAIRE].state is State.RELEASED


def test_without_done_the_message_stays_and_so_it_does_when_taken_back(open_at: Opens) -> None:
    open = open_at()
    open.desk.done([BOSS])
    made = begin(open)
    made.bar.done.setChecked(False)
    type_in(open, "Yes.")
    open.keys("write_send")
    open.until(lambda: len(open.desk.letters) == 1)
    assert open.desk.items[CLAIRE].state is State.RELEASED
    open.keys("undo")
    open.until(lambda: open.window.answering.composer is not None)
    assert open.desk.letters == {}
    assert open.desk.items[BOSS].state is State.DONE
    assert not composer(open).bar.done.isChecked()


def test_after_ten_seconds_undo_means_the_message_again(open_at: Opens) -> None:
    open = open_at()
    begin(open)
    type_in(open, "Yes.")
    open.keys("write_send")
    open.until(lambda: open.desk.items[CLAIRE].state is State.DONE)
    open.window.answering.second_thoughts.expiry.timeout.emit()
    open.keys("undo")
    open.until(lambda: open.desk.items[CLAIRE].state is State.RELEASED)
    assert len(open.desk.letters) == 1


def test_the_toast_counts_the_seconds_and_goes(open_at: Opens) -> None:
    open = open_at()
    begin(open)
    type_in(open, "Yes.")
    open.keys("write_send")
    toast = open.window.toast
    open.until(lambda: toast.said.startswith("Sent in 10 "))
    for _ in range(9):
        toast._second.timeout.emit()
    assert toast.said.startswith("Sent in 1 ")
    toast._second.timeout.emit()
    assert not toast.isVisible()


def test_escape_keeps_the_draft_and_r_goes_on_with_it(open_at: Opens) -> None:
    open = open_at()
    begin(open)
    type_in(open, "I will look into it")
    press(open, Qt.Key.Key_Escape)
    assert open.window.answering.composer is None
    open.until(lambda: open.window.present.drafts == {CLAIRE})
    assert "draft" in list_page(open).list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    open.clock.pass_by(timedelta(minutes=7))
    open.keys("reply")
    open.until(lambda: open.window.answering.composer is not None)
    assert composer(open).editor.toPlainText() == "I will look into it"
    assert composer(open).said == "Draft from 11:12"


def test_a_draft_is_kept_a_second_after_the_last_key(open_at: Opens) -> None:
    open = open_at()
    made = begin(open)
    type_in(open, "Hel")
    assert CLAIRE not in open.desk.kept_drafts
    assert made._pause.isActive()
    assert made._pause.interval() == KEEP_MS == 1000
    made._pause.timeout.emit()
    open.until(lambda: open.desk.kept_drafts[CLAIRE].text == "Hel")
    open.until(lambda: made.said == "Draft kept")
    made.editor.clear()
    made._pause.timeout.emit()
    open.until(lambda: CLAIRE not in open.desk.kept_drafts)


def test_a_hidden_window_keeps_the_draft_at_once(open_at: Opens) -> None:
    open = open_at()
    begin(open)
    type_in(open, "Hel")
    open.window.hide()
    assert open.desk.kept_drafts[CLAIRE].text == "Hel"


def test_another_row_closes_it_but_a_list_that_changes_by_itself_does_not(open_at: Opens) -> None:
    open = open_at()
    made = begin(open)
    type_in(open, "Hel")
    open.desk.done([CLAIRE])  # as by another program
    open.until(lambda: current(open) != "Contract renewal, clause 4")
    assert open.window.answering.composer is made
    list_page(open).focus_list()
    open.keys("next")
    open.until(lambda: open.window.answering.composer is None)
    assert open.desk.kept_drafts[CLAIRE].text == "Hel"


def test_a_focus_block_does_not_take_away_what_one_writes_in(open_at: Opens) -> None:
    open = open_at()
    begin(open)
    open.desk.focus(length=timedelta(minutes=30))
    open.until(lambda: open.window.present.mode.value == "focus")
    type_in(open, "Hel")
    assert open.window.page_name == "check_in"
    press(open, Qt.Key.Key_Escape)
    assert open.window.page_name == "focus"


def test_discarding_can_be_undone(open_at: Opens) -> None:
    open = open_at()
    begin(open)
    type_in(open, "No!")
    open.keys("write_drop")
    open.until(lambda: open.window.toast.said == "Draft discarded.")
    assert open.desk.kept_drafts == {}
    open.keys("undo")
    open.until(lambda: open.window.answering.composer is not None)
    assert composer(open).editor.toPlainText() == "No!"


def test_nothing_is_sent_that_says_nothing(open_at: Opens) -> None:
    open = open_at()
    made = begin(open)
    open.keys("write_send")
    assert "nothing to send yet" in made.said
    type_in(open, "Y")
    assert made.said == ""
    assert open.desk.sent == {}


def test_what_the_engine_refuses_is_said_where_one_writes(open_at: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    open = open_at()
    made = begin(open)

    def refuse(*_: object) -> None:
        raise RequestError("The file is gone. Nothing was sent.", "Take it off.")

    monkeypatch.setattr(open.desk, "send", refuse)
    type_in(open, "Yes.")
    open.keys("write_send")
    open.until(lambda: "The file is gone. Nothing was sent. Take it off." in made.said)
    assert made.isEnabled()
    assert made.editor.toPlainText() == "Yes."
    assert open.desk.items[CLAIRE].state is State.RELEASED


def test_a_forward_needs_addresses_that_are_some(open_at: Opens) -> None:
    open = open_at()
    made = begin(open, "forward")
    assert open.window.focusWidget() is made.to.field
    open.keys("write_send")
    assert made.to.said == "Type the address it should go to."
    type_in(open, "Paul <paul@hull.example>; not an address")
    press(open, Qt.Key.Key_Return, CTRL)
    assert made.to.said == "“not” is not an address mail can be sent to."
    made.to.field.setText("Paul <paul@hull.example>, tom@hull.example, paul@hull.example")
    open.keys("write_send")
    open.until(lambda: len(open.desk.sent) == 1)
    (answer,) = open.desk.sent.values()
    assert answer.to == ("paul@hull.example", "tom@hull.example")


def test_files_are_dropped_in_shown_with_their_size_and_taken_off(open_at: Opens, tmp_path: Path) -> None:
    open = open_at()
    made = begin(open)
    files = [tmp_path / "terms.pdf", tmp_path / "plan.txt"]
    for file in files:
        file.write_bytes(b"x" * 2000)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file)) for file in (*files, tmp_path)])
    made.editor.insertFromMimeData(dropped)
    assert made.files.paths == tuple(map(str, files))
    assert "2 kB" in labels(made.files)
    made.files.findChildren(QPushButton)[0].click()
    assert made.files.paths == (str(files[1]),)
    made.editor.setFocus()
    type_in(open, "There.")
    open.keys("write_send")
    open.until(lambda: len(open.desk.sent) == 1)
    assert open.desk.sent[1].attachments == (str(files[1]),)


def test_files_are_chosen_in_the_system_s_dialog_or_dropped_anywhere(open_at: Opens, tmp_path: Path) -> None:
    open = open_at()
    made = begin(open)
    open.keys("write_attach")
    (dialog,) = open.window.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(tmp_path / "gone.pdf")])
    dialog.close()
    assert "not there" in labels(made.files)
    dropped = QMimeData()
    (tmp_path / "plan.txt").write_bytes(b"x")
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "plan.txt"))])
    no = Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, no)
    made.dropEvent(drop)
    assert made.files.paths == (str(tmp_path / "gone.pdf"), str(tmp_path / "plan.txt"))


def test_a_forward_takes_the_files_of_the_message_along_unless_told_otherwise(open_at: Opens) -> None:
    open = open_at()
    made = begin(open, "forward")
    assert made.answer.originals
    made.quote.originals.setChecked(False)
    made.to.field.setText("paul@hull.example")
    press(open, Qt.Key.Key_Escape)
    open.keys("forward")
    open.until(lambda: open.window.answering.composer is not None)
    assert not composer(open).answer.originals
    assert composer(open).to.typed == ("paul@hull.example",)


def test_what_will_be_quoted_is_shown_when_unfolded(open_at: Opens) -> None:
    open = open_at()
    made = begin(open)
    assert not made.quote.preview.isVisible()
    made.quote.fold.click()
    open.until(lambda: "> Could you confirm the notice period" in made.quote.preview.toPlainText())


def test_an_account_that_cannot_send_says_so_and_leads_to_its_form(open_at: Opens) -> None:
    open = open_at()
    open.desk.account_values = {}
    open.keys("next", "next", "next", "reply")
    page = batch_page(open)
    open.until(lambda: bool(page.findChildren(CannotSend)))
    (cannot,) = page.findChildren(CannotSend)
    assert any("“work” cannot send yet" in said for said in labels(cannot))
    assert open.window.focusWidget() is cannot.mend_button
    QTest.keyClick(cannot.mend_button, Qt.Key.Key_Space)
    settings = open.window.stack.currentWidget()
    assert isinstance(settings, SettingsPage)
    open.until(lambda: settings.accounts.form.fields.problem_of("smtp_host") != "")
    field = settings.accounts.form.fields.editor("smtp_host")
    open.until(lambda: not field.visibleRegion().isEmpty())
    assert settings.accounts.form.fields.problem_of("host") == ""


def test_who_gets_it_and_who_cannot_is_said(open_at: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    open = open_at()
    found = open.desk.details(CLAIRE)
    others = tuple(f"{name}@hull.example" for name in "abcdefg")
    told = replace(found, to=(*others, "claire@[10.0.0.1]"), reply_to=("office@lemoine.example",))
    monkeypatch.setattr(open.desk, "details", lambda _: told)
    made = begin(open, "reply_all")
    assert made.to.said.startswith("To office@lemoine.example, a@hull.example, b@hull.example")
    assert "g@hull.example" not in made.to.said
    assert "not to claire.lemoine@lemoine-conseil.example" in made.to.said
    assert "No mail can be sent to claire@[10.0.0.1]: left out." in made.to.said
    made.to.more.click()
    assert "g@hull.example" in made.to.said


def test_a_draft_that_is_kept_as_it_is_sent_does_not_stay(open_at: Opens) -> None:
    open = open_at()
    made = begin(open)
    type_in(open, "Yes.")
    open.keys("write_send")
    open.until(lambda: len(open.desk.sent) == 1)
    made._pause.timeout.emit()
    delivered(open.bridge, open.bot)
    assert open.desk.kept_drafts == {}
    assert open.window.focusWidget() is list_page(open).list


def test_every_control_has_a_name_for_a_screen_reader(open_at: Opens, tmp_path: Path) -> None:
    open = open_at()
    (tmp_path / "terms.pdf").write_bytes(b"x")
    for command in ("forward", "reply"):
        made = begin(open, command, down=3 if command == "forward" else 0)
        made.files.add(str(tmp_path / "terms.pdf"))
        made.quote.fold.setChecked(True)
        _all_named(open.window)
        press(open, Qt.Key.Key_Escape)
    for page in ("outbox", "answers"):
        open.window.show_page(page)
        open.bot.wait(20)
        _all_named(open.window)


def _all_named(window: QWidget) -> None:
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            said = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            assert said, f"{type(widget).__name__} in {type(widget.parent()).__name__}"


def test_letters_typed_into_an_answer_are_no_commands(open_at: Opens) -> None:
    open = open_at(sample.CHECK_IN)
    made = begin(open)
    type_in(open, "Ejusxp/ r")
    assert made.editor.toPlainText() == "Ejusxp/ r"
    made.bar.buttons["attach"].setFocus()
    type_in(open, "e")
    assert open.desk.items[CLAIRE].state is State.RELEASED
