"""Signing in by OAuth in the window, with the real fields of a mail account and a browser that is asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.clock import SystemClock
from desktop.core.views import AccountSettings
from desktop.window.forms import account_form, accounts_page
from desktop.window.forms.account_form import AccountForm
from desktop.window.forms.accounts_page import AccountsPage
from inbox.discovery.found import Found, Origin, SignIn
from inbox.errors import SignedOut
from inbox.sources import discover
from tests.desktop.signing_in_double import STEP
from tests.desktop.window.forms.desk import AtOnce, MemoryDesk, account_line


@pytest.fixture(autouse=True)
def _real_kinds(_kinds: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (account_form, accounts_page):
        monkeypatch.setattr(module, "discover", discover)


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser was opened at."""
    found: list[str] = []

    def open_url(url: QUrl) -> bool:
        found.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return found


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge) -> AccountForm:
    made = AccountForm(bridge)
    qtbot.addWidget(made)
    made.show()
    made._fill(
        Found(
            Origin.TABLE, "", "outlook.office365.com", 993, "me@outlook.com", "Outlook.com", SignIn.OAUTH,
            authority="microsoft",
        )
    )  # fmt: skip
    return made


def shown(form: AccountForm, field: str) -> bool:
    return form.fields.editor(field).isVisibleTo(form.fields)


def test_what_was_found_leads_to_the_browser(
    qtbot: QtBot, form: AccountForm, desk: MemoryDesk, opened: list[str]
) -> None:
    assert form.sign_in_button.isVisible()
    assert shown(form, "client_id")
    assert not shown(form, "password")
    assert not shown(form, "issuer")
    form.sign_in()
    assert opened == []
    assert form.fields.problem_of("client_id") == "This is needed."
    form.fields.editor("account").put("work")
    form.fields.editor("client_id").put("11111111-2222")
    form.save()
    assert "Sign in with your browser first." in form.says.text
    form.sign_in()
    qtbot.waitUntil(lambda: any(call[0] == "test_account" for call in desk.calls))
    assert opened == [STEP.url]
    form.save()
    qtbot.waitUntil(lambda: "work" in desk.kept)
    assert desk.last("add_account")[3] == {"grant": "{}"}
    values = desk.kept["work"].values
    assert (values["sign_in"], values["authority"], values["client_id"]) == ("oauth2", "microsoft", "11111111-2222")
    assert not {"issuer", "password", "grant"} & set(values)


def test_a_password_is_still_the_usual_way(form: AccountForm) -> None:
    form.begin(None)
    assert not form.sign_in_button.isVisible()
    assert shown(form, "password")
    assert not shown(form, "client_id")
    assert not {"authority", "client_id"} & set(form.fields.values())


def test_why_it_failed_is_said_and_it_can_be_stopped(
    qtbot: QtBot, form: AccountForm, desk: MemoryDesk, engine: AtOnce
) -> None:
    form.fields.editor("client_id").put("x")
    desk.fails["finish_sign_in"] = SignedOut("The authority says: access_denied")
    form.sign_in()
    qtbot.waitUntil(lambda: "access_denied" in form.signing_in.says.text)
    assert "Nothing was kept." in form.signing_in.says.text
    del desk.fails["finish_sign_in"]
    engine.held = True
    form.sign_in()
    assert form.signing_in.progress.isVisible()
    form.signing_in.stop()
    assert not form.signing_in.progress.isVisible()
    engine.go()


def test_without_a_browser_the_address_can_be_copied(
    qtbot: QtBot, form: AccountForm, engine: AtOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    shown: list[bool] = []
    form.fields.editor("client_id").put("x")
    form.signing_in.link.textChanged.connect(lambda text: shown.append(text == STEP.url))
    form.sign_in()
    qtbot.waitUntil(lambda: shown == [True])


def test_an_account_says_when_it_signs_out_and_signs_in_again(
    qtbot: QtBot, bridge: Bridge, desk: MemoryDesk, opened: list[str]
) -> None:
    soon = SystemClock().now() + timedelta(days=6, hours=1)
    desk.lines = [
        account_line("work", signs_out=soon),
        account_line("old", "signed_out"),
        account_line("far", signs_out=soon + timedelta(days=60)),
    ]
    desk.kept["work"] = AccountSettings("work", "imap", {"sign_in": "oauth2", "client_id": "x"})
    page = AccountsPage(bridge)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.cards) == 3)
    work, old, far = page.cards
    assert "signs out in 6 day" in work.health.text()
    assert "Signed out" in old.health.text()
    assert [card.sign_in_button.isVisibleTo(card) for card in page.cards] == [True, True, False]
    assert "signs out" not in far.health.text()
    work.sign_in_button.click()
    qtbot.waitUntil(lambda: any(call[0] == "change_account" for call in desk.calls))
    assert opened == [STEP.url]
    assert desk.last("change_account")[2] == {"grant": "{}"}
    qtbot.waitUntil(lambda: "You are signed in to “work”." in page.says.text)
