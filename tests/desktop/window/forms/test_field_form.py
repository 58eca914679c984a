from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

import resources
from desktop.window.forms.field_editors import FileEditor, NumberEditor, SecretEditor
from desktop.window.forms.field_form import FieldForm
from desktop.window.forms.field_words import words_of_kinds
from inbox.discovery.providers import PROVIDERS
from inbox.sources import Field
from tests.desktop.window.forms.conftest import MAIL


@pytest.fixture
def form(qtbot: QtBot) -> FieldForm:
    made = FieldForm(MAIL.fields)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_gives_what_was_entered_and_keeps_secrets_apart(form: FieldForm) -> None:
    form.editor("host").put("  imap.example.org ")
    form.editor("user").put("me@example.org")
    form.editor("password").put(" with spaces ")
    assert form.values() == {
        "host": "imap.example.org",
        "port": 993,
        "user": "me@example.org",
        "push": True,
        "folder": "inbox",
    }
    assert form.secrets() == {"password": " with spaces "}


def test_what_is_missing_is_said_beside_its_field_and_the_first_takes_the_focus(form: FieldForm, qtbot: QtBot) -> None:
    form.activateWindow()
    form.editor("user").put("me")
    assert not form.complete()
    assert form.problem_of("host") == form.problem_of("password") == "This is needed."
    assert form.problem_of("user") == form.problem_of("ca_file") == ""
    assert form.focusWidget() is form.editor("host").control
    form.editor("host").put("imap.example.org")
    assert form.problem_of("host") == ""


def test_leaving_an_empty_field_says_so(form: FieldForm, qtbot: QtBot) -> None:
    line = form.editor("host").control
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert form.problem_of("host") == "This is needed."
    assert "This is needed." in line.accessibleDescription()


def test_a_secret_that_is_kept_may_stay_empty(qtbot: QtBot) -> None:
    form = FieldForm((Field("password", "Password", "secret"),), keeps_secrets=True)
    qtbot.addWidget(form)
    assert form.complete()
    assert form.secrets() == {}


def test_a_secret_is_hidden_until_one_asks(form: FieldForm) -> None:
    editor = form.editor("password")
    assert isinstance(editor, SecretEditor)
    assert editor.line.echoMode() is QLineEdit.EchoMode.Password
    editor.show_button.click()
    assert editor.line.echoMode() is QLineEdit.EchoMode.Normal
    editor.put(None)
    assert editor.line.echoMode() is QLineEdit.EchoMode.Password


def test_an_optional_number_may_be_left_open(form: FieldForm) -> None:
    editor = form.editor("limit")
    assert isinstance(editor, NumberEditor)
    assert "limit" not in form.values()
    editor.put(10)
    assert form.values()["limit"] == 10
    assert editor.box.specialValueText()


def test_numbers_stay_within_their_bounds(form: FieldForm) -> None:
    form.editor("port").put(70000)
    assert form.values()["port"] == 65535


def test_what_has_an_answer_is_folded_away_and_shown_for_a_problem(form: FieldForm) -> None:
    assert form.editor("host").isVisible()
    assert not form.editor("port").isVisible()
    assert form.show_problem("port", "nothing listens there")
    assert form.editor("port").isVisible()
    assert form.problem_of("port") == "nothing listens there"
    assert not form.show_problem("no_such_field", "x")


def test_choosing_a_file_waits_for_nothing(form: FieldForm, qtbot: QtBot, tmp_path: Path) -> None:
    """The picker is opened and its answer taken later; in tests it is Qt's own, which can be reached."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    chosen = tmp_path / "ca.pem"
    chosen.write_text("")
    editor = form.editor("ca_file")
    assert isinstance(editor, FileEditor)
    editor.pick()
    picker = editor.findChild(QFileDialog)
    assert picker is not None
    picker.fileSelected.emit(str(chosen))
    assert form.values()["ca_file"] == str(chosen)
    picker.reject()


def test_every_control_has_a_name_a_label_and_its_help(form: FieldForm) -> None:
    labels = {label.buddy(): label.text() for label in form.findChildren(QLabel) if label.buddy() is not None}
    for field in MAIL.fields:
        control = form.editor(field.name).control
        assert control.accessibleName() == field.label
        assert control.accessibleDescription() == field.help
        assert field.kind == "flag" or labels[control] == field.label


def test_texts_from_outside_are_never_rich(form: FieldForm) -> None:
    form.show_problem("host", "<img src=x> <b>bold</b>")
    for label in form.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_every_word_of_every_kind_has_its_french() -> None:
    there = ElementTree.parse(resources.path("translations", "ecluse_fr.ts"))
    known = {message.findtext("source", "") for message in there.iter("message")}
    needed = {*words_of_kinds(), *(provider.advice for provider in PROVIDERS)}
    assert needed - {""} - known == set()
