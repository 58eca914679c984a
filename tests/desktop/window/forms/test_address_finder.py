from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.views import AccountSettings
from desktop.window.forms import account_form
from desktop.window.forms.account_form import AccountForm
from inbox.discovery.found import Found, Origin, Outcome, Outlet, SignIn
from inbox.discovery.providers import PROVIDERS
from inbox.errors import Offline
from tests.desktop.window.forms.conftest import BY_ADDRESS, CHAT
from tests.desktop.window.forms.desk import AtOnce, MemoryDesk
from tests.desktop.window.late import delivered

OUTLET = Outlet("smtp.example.org", 587, "me@example.org", "starttls")
PUBLISHED = Found(Origin.AUTOCONFIG, "https://autoconfig.example.org/x", "imap.example.org", 994, "me", sending=OUTLET)
GMAIL = next(one for one in PROVIDERS if one.name == "Gmail")


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> AccountForm:
    monkeypatch.setattr(account_form, "discover", lambda: {"imap": BY_ADDRESS, "chat": CHAT})
    made = AccountForm(bridge)
    qtbot.addWidget(made)
    made.show()
    return made


def ask(qtbot: QtBot, form: AccountForm, address: str = "me@example.org") -> None:
    form.finder.line.setText(address)
    form.finder.button.click()
    qtbot.waitUntil(lambda: not form.finder.progress.isVisible())


def test_it_begins_with_the_address(form: AccountForm) -> None:
    form.start()
    assert form.finder.line.hasFocus() or form.focusWidget() is form.finder.line
    assert not form.finder.button.isEnabled()


def test_what_was_found_is_shown_and_can_be_changed(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    desk.outcome = Outcome("example.org", PUBLISHED)
    ask(qtbot, form)
    assert desk.calls == [("find_account", "me@example.org")]
    where = "Found at https://autoconfig.example.org/x: imap.example.org:994."
    assert form.finder.says.text == f"{where}\nSending: smtp.example.org:587."
    values = form.fields.values()
    assert (values["host"], values["port"], values["user"]) == ("imap.example.org", 994, "me")
    assert values["security"] == "tls"
    assert (values["smtp_host"], values["smtp_port"], values["smtp_security"]) == ("smtp.example.org", 587, "starttls")
    assert (values["smtp_user"], values["from_address"]) == ("me@example.org", "me@example.org")
    assert form.fields.secrets() == {}
    form.fields.editor("host").put("other.example.org")
    assert form.fields.values()["host"] == "other.example.org"


def test_the_server_is_shown_once_it_is_found_before_the_password(
    qtbot: QtBot, form: AccountForm, desk: MemoryDesk
) -> None:
    assert not form.fields.editor("host").isVisible()
    desk.outcome = Outcome("example.org", PUBLISHED)
    form.activateWindow()
    ask(qtbot, form)
    assert form.fields.editor("host").isVisible()
    assert not form.fields.editor("smtp_host").isVisible()
    assert form.focusWidget() is form.fields.editor("password").control
    assert form.fields.values()["account"] == "example.org"


def test_a_name_that_was_given_is_kept(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    form.fields.editor("account").put("work")
    desk.outcome = Outcome("example.org", PUBLISHED)
    ask(qtbot, form)
    assert form.fields.values()["account"] == "work"


def test_where_nothing_was_found_one_enters_the_server(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    form.activateWindow()
    ask(qtbot, form)
    assert form.fields.editor("host").isVisible()
    assert form.focusWidget() is form.fields.editor("host").control
    assert form.fields.values()["user"] == "me@example.org"


def test_who_is_asked_is_said_before_it_is_known(qtbot: QtBot, form: AccountForm, engine: AtOnce) -> None:
    engine.held = True
    form.finder.line.setText("me@example.org")
    form.finder.button.click()
    assert "autoconfig.example.org, example.org" in form.finder.says.text
    assert form.finder.progress.isVisible()
    assert not form.finder.button.isEnabled()
    engine.go()
    qtbot.waitUntil(lambda: "Nothing was found for example.org" in form.finder.says.text)


def test_nothing_is_asked_while_one_types(qtbot: QtBot, form: AccountForm, desk: MemoryDesk, bridge: Bridge) -> None:
    QTest.keyClicks(form.finder.line, "me@example.org")
    form.fields.editor("host").control.setFocus()
    delivered(bridge, qtbot)
    assert desk.calls == []


def test_the_answer_for_another_address_is_not_shown(
    qtbot: QtBot, form: AccountForm, engine: AtOnce, bridge: Bridge
) -> None:
    engine.held = True
    engine.desk.outcome = Outcome("example.org", PUBLISHED)
    form.finder.line.setText("me@example.org")
    form.finder.button.click()
    form.finder.line.setText("me@example.com")
    engine.go()
    delivered(bridge, qtbot)
    assert form.finder.says.text == ""
    assert "host" not in form.fields.values()


def test_advice_on_app_passwords_is_given(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    found = Found(Origin.TABLE, "", GMAIL.host, 993, "me@gmail.com", "Gmail", GMAIL.sign_in, GMAIL.advice)
    desk.outcome = Outcome("gmail.com", found)
    ask(qtbot, form, "me@gmail.com")
    none = "No server for sending was found: to answer, enter one under “Sending”."
    assert form.finder.says.text == f"Gmail is known: imap.gmail.com:993.\n{none}\n{GMAIL.advice}"
    assert not form.finder.says.is_problem


def test_a_server_elsewhere_is_pointed_out(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    desk.outcome = Outcome("example.org", replace(PUBLISHED, host="imap.hoster.example", confirm=True))
    ask(qtbot, form)
    assert "outside of your address’s domain" in form.finder.says.text
    assert form.finder.says.is_problem


def test_a_server_for_sending_elsewhere_is_named_and_not_filled_in(
    qtbot: QtBot, form: AccountForm, desk: MemoryDesk
) -> None:
    desk.outcome = Outcome("example.org", replace(PUBLISHED, sending=replace(OUTLET, host="x.example", confirm=True)))
    ask(qtbot, form)
    assert "For sending x.example:587 is named" in form.finder.says.text
    assert "smtp_host" not in form.fields.values()


def test_oauth_only_is_said(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    desk.outcome = Outcome("example.org", replace(PUBLISHED, sign_in=SignIn.OAUTH))
    ask(qtbot, form)
    assert "It takes no passwords: sign in with your browser." in form.finder.says.text
    assert form.fields.values()["host"] == PUBLISHED.host


def test_what_cannot_be_asked_for(qtbot: QtBot, form: AccountForm, desk: MemoryDesk) -> None:
    form.finder.line.setText("me")
    form.finder.button.click()
    assert form.finder.says.text == "A mail address looks like name@example.org."
    assert desk.calls == []
    desk.fails["find_account"] = Offline("gone")
    ask(qtbot, form)
    assert form.finder.says.is_problem


def test_only_where_an_address_leads_to_settings(form: AccountForm) -> None:
    form.kind.setCurrentIndex(form.kind.findData("chat"))
    assert not form.finder.isVisible()
    form.kind.setCurrentIndex(form.kind.findData("imap"))
    assert form.finder.isVisible()
    form.begin(AccountSettings("work", "imap", {"host": "imap.example.org", "user": "me"}))
    assert not form.finder.isVisible()
    form.begin(None)
    assert form.finder.line.text() == ""
