from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.book_lines import GapLine
from desktop.core.events import AccountsChanged
from desktop.core.views import AccountSettings
from desktop.window.forms.accounts_page import AccountsPage
from desktop.window.forms.trouble import health_words
from tests.desktop.window.forms.desk import NOON, MemoryDesk, account_line


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge, desk: MemoryDesk) -> AccountsPage:
    desk.lines = [account_line("work"), account_line("home", "offline", "refused <b>x</b>")]
    for line in desk.lines:
        desk.kept[line.name] = AccountSettings(line.name, "imap", {"host": "imap.example.org"})
    made = AccountsPage(bridge)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.cards) == 2)
    return made


def test_each_account_says_how_it_is(page: AccountsPage) -> None:
    work, home = page.cards
    assert work.title.text() == "work · E-mail (IMAP)"
    assert work.health.text().startswith("Working, checked ")
    assert not work.said.isVisible()
    assert home.health.text().startswith("Unreachable since ")
    assert home.said.text() == "refused <b>x</b>"


@pytest.mark.parametrize(
    ("health", "words"),
    [
        ("ok", "Working, checked 11:58"),
        ("connecting", "Connecting"),
        ("offline", "Unreachable since 11:45, trying again at 12:10"),
        ("sign_in_refused", "Sign-in refused since 11:45, trying again at 12:10"),
        ("no_secret", "The password or token is missing: edit the account to give it"),
        ("no_keyring", "The password or token cannot be read from the keyring since 11:45, trying again at 12:10"),
        ("off", "Switched off"),
        ("something new", "Something is broken since 11:45, trying again at 12:10"),
    ],
)
@pytest.mark.usefixtures("in_utc")
def test_the_health_line(health: str, words: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    line = account_line(
        "work",
        health,
        since=NOON - timedelta(minutes=15),
        last_fetch=NOON - timedelta(minutes=2),
        next_try=NOON + timedelta(minutes=10),
    )
    try:
        assert health_words(line, NOON) == words
    finally:
        QLocale.setDefault(before)


def test_what_changes_is_shown_and_the_focus_stays(page: AccountsPage, bridge: Bridge, qtbot: QtBot) -> None:
    kept = page.cards[1]
    kept.edit_button.setFocus()
    bridge.post(AccountsChanged((account_line("work"), account_line("home", "ok"))))
    qtbot.waitUntil(lambda: kept.health.text().startswith("Working"))
    assert page.cards[1] is kept
    bridge.post(AccountsChanged((account_line("home"),)))
    qtbot.waitUntil(lambda: [card.name for card in page.cards] == ["home"])


def test_adding_one_comes_back_to_the_list(page: AccountsPage, desk: MemoryDesk, qtbot: QtBot) -> None:
    page.add_button.click()
    assert page.form.isVisible()
    for name, value in (("account", "club"), ("host", "h"), ("user", "u"), ("password", "p")):
        page.form.fields.editor(name).put(value)
    page.form.save()
    qtbot.waitUntil(page.listing.isVisible)
    assert page.says.text == "“club” is saved. Écluse reads it from now on."


def test_a_password_that_does_not_last_is_told_plainly(page: AccountsPage, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.session_only = "The secret of work could not be kept in the keyring, because it is locked."
    page.cards[0].edit_button.click()
    qtbot.waitUntil(page.form.isVisible)
    page.form.fields.editor("host").put("h")
    page.form.fields.editor("user").put("u")
    page.form.save()
    qtbot.waitUntil(page.listing.isVisible)
    assert page.says.is_problem
    assert "only until you quit" in page.says.text
    assert page.says.text.endswith(desk.session_only)


def test_removing_asks_first_in_place(page: AccountsPage, desk: MemoryDesk, qtbot: QtBot) -> None:
    card = page.cards[0]
    card.remove_button.click()
    assert card.asking.isVisible()
    assert desk.calls == []
    card.keep_button.click()
    assert not card.asking.isVisible()
    card.remove_button.click()
    card.forget.setChecked(True)
    card.sure_button.click()
    qtbot.waitUntil(lambda: bool(page.says.text))
    assert desk.last("remove_account") == ("work", True)
    assert not page.says.is_problem


def test_a_password_that_is_left_behind_is_told(page: AccountsPage, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.left_behind = "The secret of work may still be in the keyring, because it is locked."
    page.cards[0].remove_button.click()
    page.cards[0].sure_button.click()
    qtbot.waitUntil(lambda: page.says.is_problem)
    assert page.says.text.endswith(desk.left_behind)


def test_the_first_account_is_invited(qtbot: QtBot, bridge: Bridge) -> None:
    page = AccountsPage(bridge)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.none_yet.isVisible)


def test_a_card_says_when_its_account_could_not_be_asked_last(page: AccountsPage, desk: MemoryDesk) -> None:
    since = NOON - timedelta(hours=2)
    over = GapLine("home", "", since, NOON - timedelta(hours=1), NOON - timedelta(hours=1), 3, "offline")
    page.show_gaps((GapLine("work", "", since, None, None, 0, "offline"), over))
    work, home = page.cards
    assert not work.gap.isVisible(), "that it lasts is what its health says"
    assert "home could not be reached from" in home.gap.text()
    assert "nothing lost" in home.gap.text()
    page.show_gaps(())
    assert not home.gap.isVisible()
