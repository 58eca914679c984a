"""Which folders of an account are read: ticked in its form, and said where one cannot be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.views import AccountSettings
from desktop.window.forms import account_form
from desktop.window.forms.account_form import AccountForm
from desktop.window.forms.accounts_page import AccountsPage
from desktop.window.forms.field_editors import TextsEditor
from desktop.window.forms.mailbox_words import mailbox_words
from inbox.sources import Field, Mailbox, Probe, Remark, Role, Value
from tests.desktop.window.forms.conftest import MAIL
from tests.desktop.window.forms.desk import MemoryDesk, account_line

CHOICE = Field("mailbox", "Mailboxes", "texts", default=("INBOX",), most=50)
THERE = (
    Mailbox("INBOX", "/", Role.INBOX),
    Mailbox("Clients", "/"),
    Mailbox("a, b\u202e", "/"),
    Mailbox("Envoyés", "/", Role.SENT),
    Mailbox("Parent", "/", selectable=False),
)


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge, monkeypatch: pytest.MonkeyPatch, desk: MemoryDesk) -> AccountForm:
    spec = replace(MAIL, fields=(*MAIL.fields, CHOICE))
    monkeypatch.setattr(account_form, "discover", lambda: {"imap": spec})
    desk.probe = Probe("imap.example.org", (), "TLS 1.3", 3, mailboxes=THERE)
    made = AccountForm(bridge)
    qtbot.addWidget(made)
    made.show()
    return made


def _editor(form: AccountForm) -> TextsEditor:
    editor = form.fields.editor("mailbox")
    assert isinstance(editor, TextsEditor)
    return editor


def _rows(form: AccountForm) -> list[str]:
    rows = _editor(form).list
    return [rows.item(place).text() for place in range(rows.count())]


def _fill(form: AccountForm) -> None:
    for name, value in (("account", "work"), ("host", "imap.example.org"), ("user", "me"), ("password", "x")):
        form.fields.editor(name).put(value)


def test_a_test_that_went_well_offers_what_there_is(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    _fill(form)
    assert _rows(form) == ["INBOX"]
    assert not _editor(form).isVisible()
    form.test()
    qtbot.waitUntil(lambda: len(_rows(form)) == 4)
    assert _editor(form).isVisible()
    assert _rows(form) == ["INBOX", "Clients", "a, b", "Envoyés (sent mail)"]
    assert form.says.text.startswith("Signed in")
    assert _editor(form).value() == ("INBOX",)


def test_they_are_ticked_by_the_keyboard_and_kept(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    _fill(form)
    form.test()
    qtbot.waitUntil(lambda: len(_rows(form)) == 4)
    rows = _editor(form).list
    assert rows.accessibleName() == "Mailboxes"
    rows.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(rows, key)
    assert _editor(form).value() == ("INBOX", "Clients", "a, b\u202e")
    form.save()
    qtbot.waitUntil(lambda: "work" in desk.kept)
    assert desk.kept["work"].values["mailbox"] == ("INBOX", "Clients", "a, b\u202e")


def test_one_at_least_is_needed(qtbot: QtBot, form: AccountForm) -> None:
    _fill(form)
    rows = _editor(form).list
    rows.item(0).setCheckState(Qt.CheckState.Unchecked)
    form.save()
    assert form.fields.problem_of("mailbox") == "This is needed."


def test_what_is_chosen_stays_although_the_server_does_not_have_it(
    qtbot: QtBot, form: AccountForm, desk: MemoryDesk
) -> None:
    values: dict[str, Value] = {"host": "imap.example.org", "port": 993, "user": "me", "mailbox": ("INBOX", "Old")}
    form.begin(AccountSettings("work", "imap", values))
    assert _rows(form) == ["INBOX", "Old"]
    form.test()
    qtbot.waitUntil(lambda: len(_rows(form)) == 5)
    assert _rows(form)[0] == "Old"
    assert set(_editor(form).value() or ()) == {"INBOX", "Old"}


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.INBOX, "x"),
        (None, "x"),
        (Role.ALL, "x (all mail)"),
        (Role.JUNK, "x (junk mail)"),
        (Role.TRASH, "x (trash)"),
        (Role.DRAFTS, "x (drafts)"),
        (Role.ARCHIVE, "x (archive)"),
    ],
)
def test_what_a_mailbox_is_for(role: Role | None, words: str) -> None:
    assert mailbox_words(Mailbox("x", "/", role)) == words


def test_what_cannot_be_read_and_what_the_server_says(qtbot: QtBot, bridge: Bridge, desk: MemoryDesk) -> None:
    remarks = (Remark("mailbox", "no such mailbox", "Clients"), Remark("alert", "<b>Down</b> tonight"))
    desk.lines = [account_line("work", remarks=remarks)]
    page = AccountsPage(bridge)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    said = page.cards[0].said
    assert said.text() == "“Clients” cannot be read: no such mailbox\nThe server says: “<b>Down</b> tonight”"
    assert said.textFormat() is Qt.TextFormat.PlainText
    qtbot.waitUntil(said.isVisible)
