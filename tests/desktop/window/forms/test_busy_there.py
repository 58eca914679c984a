"""An account whose service shows the person as busy as well: asked where it is added, and at the first start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import focus.providers
import inbox.sources
from desktop.bridge import Bridge
from desktop.core.desk import RequestError
from desktop.core.events import AccountsChanged
from desktop.window.forms.accounts_page import AccountsPage
from desktop.window.forms.busy_there import provider_of
from desktop.window.forms.first_run import FirstRun
from desktop.window.theme import Theme
from tests.desktop.window.forms.desk import MemoryDesk, account_line

CHAT_BOX = "Show me as busy on Chat status, with the sign-in of “team”"


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge) -> AccountsPage:
    made = AccountsPage(bridge)
    qtbot.addWidget(made)
    made.show()
    return made


def fill(page: AccountsPage, kind: str = "chat") -> None:
    page.add_button.click()
    form = page.form
    form.kind.setCurrentIndex(form.kind.findData(kind))
    form.fields.editor("account").put("team")
    if kind == "chat":
        form.fields.editor("token").put("t0ken")


def test_it_is_offered_where_there_is_such_a_service_and_off_at_first(page: AccountsPage) -> None:
    fill(page, "imap")
    assert not page.form.busy_there.isVisible()
    fill(page)
    assert page.form.busy_there.isVisible()
    assert not page.form.busy_there.box.isChecked()
    assert page.form.busy_there.box.accessibleDescription()


def test_saved_without_it_nothing_more_is_asked(page: AccountsPage, desk: MemoryDesk, qtbot: QtBot) -> None:
    fill(page)
    page.form.save()
    qtbot.waitUntil(page.listing.isVisible)
    assert [call[0] for call in desk.calls if call[0].startswith("add_")] == ["add_account"]


def test_the_same_sign_in_serves_both(page: AccountsPage, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.add_provider("chat", "desktop", {}, {})  # its usual name is taken
    fill(page)
    page.form.busy_there.setFocus()
    QTest.keyClick(page.form.busy_there.box, Qt.Key.Key_Space)
    page.form.save()
    qtbot.waitUntil(lambda: desk.last("add_provider")[0] == "chat-2")
    assert desk.last("add_provider") == ("chat-2", "chat", {}, {}, {"account": "team"})
    assert not page.form.busy_there.box.isChecked()


def test_the_account_stays_where_it_cannot_show_busy(page: AccountsPage, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.fails["add_provider"] = RequestError("There is one already.")
    fill(page)
    page.form.busy_there.box.setChecked(True)
    page.form.save()
    qtbot.waitUntil(lambda: page.says.is_problem)
    assert page.says.text == "The account is saved, but it cannot show you as busy.\nThere is one already."
    assert "team" in desk.kept


def test_one_that_is_there_is_not_asked_again(
    page: AccountsPage, desk: MemoryDesk, qtbot: QtBot, bridge: Bridge
) -> None:
    bridge.post(AccountsChanged((account_line("team", kind="chat", provider="chat"),)))
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    assert page.cards[0].health.text().endswith(" · Shows you as busy")
    assert "not shown as busy there any more" in page.cards[0].question.text()
    desk.add_account("team", "chat", {}, {}).run()
    page.cards[0].edit_button.click()
    qtbot.waitUntil(page.form.isVisible)
    assert not page.form.busy_there.isVisible()


@pytest.fixture
def first(qtbot: QtBot, bridge: Bridge, theme: Theme, desk: MemoryDesk) -> FirstRun:
    desk.lines = [
        account_line("mail"),
        account_line("team", kind="chat"),
        account_line("other", kind="chat", provider="chat"),
    ]
    made = FirstRun(bridge, theme)
    qtbot.addWidget(made)
    made.show()
    made.go(2)
    qtbot.waitUntil(made.busy_there.isVisible)
    return made


def test_the_first_start_offers_the_services_of_the_accounts(first: FirstRun, desk: MemoryDesk, qtbot: QtBot) -> None:
    (box,) = first.busy_there.boxes
    assert box.text().replace("&", "") == CHAT_BOX
    assert not box.isChecked()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    with qtbot.waitSignal(first.finished):
        QTest.keyClick(first.next_button, Qt.Key.Key_Space)
    added = [call[1:3] for call in desk.calls if call[0] == "add_provider"]
    assert sorted(added) == [("chat", "chat"), ("desktop", "desktop")]


def test_one_that_cannot_be_added_is_said_and_the_others_are_not_lost(
    first: FirstRun, desk: MemoryDesk, qtbot: QtBot
) -> None:
    first.busy.setChecked(False)
    first.busy_there.boxes[0].setChecked(True)
    desk.fails["add_provider"] = RequestError("Not now.")
    first.next_button.click()
    qtbot.waitUntil(lambda: first.says.is_problem)
    assert first.says.text == "Not now."
    assert first.busy_there.boxes[0].isChecked()
    del desk.fails["add_provider"]
    with qtbot.waitSignal(first.finished):
        first.next_button.click()


def test_in_the_first_start_it_is_asked_once(first: FirstRun) -> None:
    first.go(0)
    first.account.kind.setCurrentIndex(first.account.kind.findData("chat"))
    assert not first.account.busy_there.isVisible()


def test_every_such_service_needs_nothing_beyond_the_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.window.forms.busy_there.discover", focus.providers.discover)
    sources = inbox.sources.discover()
    found = {name: spec for name in sources if (spec := provider_of(name)) is not None}
    assert {"gitlab", "github", "slack", "mattermost", "zulip"} <= found.keys()
    for name, spec in found.items():
        theirs = {field.name for field in sources[name].fields}
        needed = [field.name for field in spec.fields if field.required and field.default is None]
        assert set(needed) <= theirs, name
    assert provider_of("") is None
