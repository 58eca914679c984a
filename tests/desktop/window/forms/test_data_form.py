"""Your data: retention by its button, export and backup as files, and the end of everything by typing it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.backed_up import BackedUp
from desktop.core.desk import RequestError
from desktop.core.left import Left
from desktop.core.settings.retained import Retention, is_right
from desktop.window.forms.data_form import LENGTHS, DataForm
from tests.desktop.window.forms.desk import NOON, AtOnce, MemoryDesk


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge, engine: AtOnce) -> DataForm:
    made = DataForm(bridge)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.retention.items.isEnabled)
    return made


def choose(form: DataForm, length: str) -> None:
    box = form.retention.items
    box.setCurrentIndex(box.findData(length))
    box.activated.emit(box.currentIndex())


def test_every_length_that_is_offered_can_be_kept() -> None:
    assert all(is_right(length) for length in LENGTHS)


def test_what_is_kept_is_shown_and_changes_by_its_button_only(form: DataForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    assert form.retention.items.currentText() == "For ever"
    assert not form.retention.save_button.isEnabled()
    choose(form, "1 year")
    assert desk.retained == Retention()
    form.retention.save_button.click()
    qtbot.waitUntil(lambda: "Saved." in form.retention.says.text)
    assert desk.retained == Retention(items="1 year")
    assert not form.retention.save_button.isEnabled()


def test_a_length_written_by_hand_stays_one_of_the_choices(form: DataForm) -> None:
    form.retention.show_retention(Retention(lived="8 weeks"))
    assert form.retention.lived.currentText() == "8 weeks"
    assert form.retention.chosen() == Retention(lived="8 weeks")


def test_a_refused_length_says_why(form: DataForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.fails["set_retention"] = RequestError("The settings file cannot be written.", "Look at its rights.")
    choose(form, "1 year")
    form.retention.save()
    qtbot.waitUntil(lambda: form.retention.says.is_problem)
    assert form.retention.save_button.isEnabled()


def test_export_says_that_it_writes_and_what_was_written(
    form: DataForm, desk: MemoryDesk, engine: AtOnce, qtbot: QtBot, tmp_path: Path
) -> None:
    engine.held = True
    form.copies.export(tmp_path / "all.jsonl")
    assert form.copies.says.text.startswith("Writing")
    assert not form.copies.export_button.isEnabled()
    engine.go()
    qtbot.waitUntil(lambda: "412 message(s) written to" in form.copies.says.text)
    assert desk.last("export") == (tmp_path / "all.jsonl",)
    assert form.copies.export_button.isEnabled()


def test_a_backup_is_told_with_its_place(form: DataForm, desk: MemoryDesk, qtbot: QtBot, tmp_path: Path) -> None:
    form.copies.backup(tmp_path / "all.backup")
    qtbot.waitUntil(lambda: "The backup is in" in form.copies.says.text)
    assert desk.last("backup") == (tmp_path / "all.backup",)
    qtbot.waitUntil(lambda: form.restoring.command.text() == f"ecluse restore {tmp_path / 'all.backup'}")
    assert form.restoring.last.text().endswith(f": {tmp_path / 'all.backup'}")


def test_how_a_backup_is_had_back_is_told_and_copied(form: DataForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    assert form.restoring.last.text() == "No backup was made here yet."
    desk.last_backup = BackedUp(Path("/mnt/a b.backup"), NOON, False, "ecluse restore '/mnt/a b.backup'")
    form.restoring.look()
    qtbot.waitUntil(lambda: form.restoring.last.text().endswith(": /mnt/a b.backup, which is not there any more"))
    form.restoring.copy_button.click()
    assert QGuiApplication.clipboard().text() == "ecluse restore '/mnt/a b.backup'"
    assert "Quit Écluse before you run it" in form.restoring.says.text


def test_a_file_that_is_there_is_not_written_over(form: DataForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.fails["backup"] = RequestError("all.backup is there already.", "Name a file that is not.")
    form.copies.backup(Path("all.backup"))
    qtbot.waitUntil(lambda: "is there already" in form.copies.says.text)
    assert form.copies.says.is_problem
    assert form.copies.backup_button.isEnabled()


@pytest.mark.parametrize("typed", ["", "delete", "delete everythin", "delete everything!", "y"])
def test_nothing_is_deleted_by_less_than_the_whole_phrase(form: DataForm, desk: MemoryDesk, typed: str) -> None:
    QTest.keyClicks(form.erase.line, typed)
    QTest.keyClick(form.erase.line, Qt.Key.Key_Return)
    form.erase.erase_button.click()
    form.erase.erase()
    assert not form.erase.erase_button.isEnabled()
    assert ("delete_everything",) not in desk.calls


def test_the_phrase_typed_in_any_case_deletes_and_says_so(form: DataForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    QTest.keyClicks(form.erase.line, " Delete  EVERYTHING ")
    form.erase.erase_button.click()
    qtbot.waitUntil(lambda: form.erase.says.text == "Everything is deleted. Écluse ends now.")
    assert desk.calls.count(("delete_everything",)) == 1
    assert not form.erase.line.isVisible()


def test_what_is_left_is_said_and_the_app_can_be_quit_there(form: DataForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.erasing_leaves = (Left("presence", "slack", "offline"),)
    form.erase.line.setText("delete everything")
    form.erase.erase()
    qtbot.waitUntil(lambda: "What “slack” showed before could not be put back" in form.erase.says.text)
    assert form.erase.quit_button.isVisible()


def test_where_it_fails_it_can_be_tried_again(form: DataForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.fails["delete_everything"] = RequestError("The keyring is locked.", "Unlock it.")
    form.erase.line.setText("delete everything")
    form.erase.erase()
    qtbot.waitUntil(lambda: "The keyring is locked." in form.erase.says.text)
    assert form.erase.erase_button.isEnabled()


def test_it_says_what_is_left_alone(form: DataForm) -> None:
    said = " ".join(label.text() for label in form.erase.findChildren(QLabel))
    assert "Your mailboxes are untouched" in said


def test_every_control_is_named(form: DataForm) -> None:
    for widget in form.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName() or getattr(widget, "text", lambda: "")()
