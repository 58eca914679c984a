from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.desk import RequestError
from desktop.core.views import Preferences
from desktop.window.forms.mnemonics import plain
from desktop.window.forms.settings_page import SECTIONS, SettingsPage
from desktop.window.theme import DARK, LIGHT, Theme
from tests.desktop.window.forms.desk import MemoryDesk, account_line, provider_line


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge, theme: Theme, desk: MemoryDesk) -> SettingsPage:
    desk.lines = [account_line("work")]
    desk.providers = [provider_line("desktop")]
    desk.likes = Preferences("fr", "light", "counts")
    made = SettingsPage(bridge, theme)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitUntil(made.preferences.notifications.choices["counts"].isChecked)
    return made


def test_every_section_can_be_shown(page: SettingsPage) -> None:
    last = (page.preferences.notifications, page.preferences.appearance, page.data)
    forms = (page.schedule, page.rules, page.promises, page.accounts, page.providers, *last)
    for section, form in zip(SECTIONS, forms, strict=True):
        page.show_section(section)
        assert form.isVisible()


def test_the_tabs_are_reached_by_key(page: SettingsPage) -> None:
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.tabs.currentIndex() == 1


def test_preferences_count_at_once(page: SettingsPage, desk: MemoryDesk, theme: Theme, qtbot: QtBot) -> None:
    appearance = page.preferences.appearance
    assert appearance.language.currentText() == "Français"
    page.preferences.notifications.choices["full"].click()
    appearance.theme.setCurrentIndex(appearance.theme.findData("dark"))
    appearance.theme.activated.emit(2)
    assert theme.tokens is DARK
    appearance.language.setCurrentIndex(appearance.language.findData("en"))
    appearance.language.activated.emit(1)
    assert desk.likes == Preferences("en", "dark", "full")
    assert appearance.later.text() == "The language changes when Écluse starts the next time."


def test_the_examples_are_what_a_notification_says(page: SettingsPage) -> None:
    examples = [choice.accessibleDescription() for choice in page.preferences.notifications.choices.values()]
    assert examples == [
        "“14 messages. From Claire Lemoine, Jonathan Bail, Maya Ndiaye and more. Newest: Contract renewal, clause 4”",
        "“14 messages. From Claire Lemoine, Jonathan Bail, Maya Ndiaye and more”",
        "“14 messages”",
    ]


def test_a_preference_that_cannot_be_kept_is_taken_back(
    page: SettingsPage, desk: MemoryDesk, theme: Theme, qtbot: QtBot
) -> None:
    desk.fails["set_preferences"] = RequestError("The settings file is not valid.", "Correct line 3.")
    appearance = page.preferences.appearance
    appearance.theme.setCurrentIndex(appearance.theme.findData("dark"))
    appearance.theme.activated.emit(2)
    qtbot.waitUntil(lambda: page.preferences.says.is_problem)
    assert theme.tokens is LIGHT
    assert appearance.theme.currentData() == "light"
    assert desk.likes.theme == "light"


def test_a_screen_reader_finds_a_name_for_every_control(page: SettingsPage) -> None:
    buddies = {label.buddy() for label in page.findChildren(QLabel)}
    nameless = [
        control
        for control in page.findChildren(QWidget)
        if isinstance(control, QComboBox | QLineEdit | QAbstractSpinBox)
        and not control.objectName().startswith("qt_")
        and not isinstance(control.parent(), QAbstractSpinBox | QComboBox)
        and not control.accessibleName()
        and control not in buddies
    ]
    assert nameless == []


def test_no_two_controls_on_screen_share_a_letter(page: SettingsPage) -> None:
    for section in SECTIONS:
        page.show_section(section)
        seen: dict[str, str] = {}
        named: list[QAbstractButton | QLabel] = [*page.findChildren(QAbstractButton), *page.findChildren(QLabel)]
        for control in named:
            text = control.text()
            if not control.isVisible() or plain(text) == text:
                continue
            letter = text[text.index("&") + 1].lower()
            assert letter not in seen, (section, letter, text, seen[letter])
            seen[letter] = text
