"""The list of rules: by keys and by buttons, each change kept at once and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.window.forms.rules_form import RulesForm
from desktop.window.theme import Theme
from inbox.rules import CODES, DONE, HOLD, Match, Rule
from tests.desktop.window.forms.desk import MemoryDesk

CLIENT = Rule("the client", Match(domain=("client.example",)), budget=2)
NEWS = Rule("news", Match(list=True), HOLD, until="friday digest")
DEV = Rule("dev", Match(list=("dev",)), DONE)
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def form(qtbot: QtBot, bridge: Bridge, theme: Theme, desk: MemoryDesk) -> RulesForm:
    desk.rules_kept = (CODES, CLIENT, NEWS, DEV)
    made = RulesForm(bridge, theme)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitUntil(lambda: made.list.count() == 4)
    made.list.setFocus()
    return made


def names(desk: MemoryDesk) -> list[str]:
    return [rule.name for rule in desk.rules_kept]


def key(form: RulesForm, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(form.list, key, modifier)


def said(form: RulesForm, place: int) -> str:
    return str(form.list.item(place).data(Qt.ItemDataRole.AccessibleTextRole))


def test_each_rule_is_a_sentence_with_what_is_odd_about_it(form: RulesForm) -> None:
    assert said(form, 0) == "1. codes. Sign-in codes and magic links: comes through at once."
    assert said(form, 1).endswith("From client.example: comes through at once, at most 2 in a focus block.")
    assert "No check-in of your week is called “friday digest”" in said(form, 2)
    assert "“news” above it takes all of it" in said(form, 3)


def test_the_order_goes_by_keys_and_buttons_and_is_taken_back(form: RulesForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.list.setCurrentRow(1)
    key(form, Qt.Key.Key_Up, ALT)
    qtbot.waitUntil(lambda: form.says.text.endswith("is number 1 now."))
    assert names(desk) == ["the client", "codes", "news", "dev"]
    assert form.list.currentRow() == 0
    assert not form.up_button.isEnabled()
    key(form, Qt.Key.Key_Up, ALT)  # there is nowhere to go
    form.down_button.click()
    qtbot.waitUntil(lambda: form.list.currentRow() == 1)
    assert names(desk) == ["codes", "the client", "news", "dev"]
    form.undo_button.click()
    qtbot.waitUntil(lambda: form.says.text.startswith("Undone"))
    assert names(desk) == ["the client", "codes", "news", "dev"]
    assert not form.undo_button.isVisible()
    assert form.list.hasFocus()


def test_off_and_on_without_deleting(form: RulesForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.list.setCurrentRow(2)
    key(form, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "is off" in form.says.text)
    assert desk.rules_kept[2].off
    assert form.switch_button.text().replace("&", "") == "Switch on"
    assert "(off)" in said(form, 2)
    assert "takes all of it" not in said(form, 3)
    form.switch_button.click()
    qtbot.waitUntil(lambda: "is on again" in form.says.text)
    assert desk.rules_kept[2] == NEWS


def test_removed_and_back_where_it_was(form: RulesForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.list.setCurrentRow(3)
    key(form, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "is removed" in form.says.text)
    assert names(desk) == ["codes", "the client", "news"]
    assert form.list.currentRow() == 2
    form.undo_button.click()
    qtbot.waitUntil(lambda: len(desk.rules_kept) == 4)
    assert names(desk)[3] == "dev"


def test_none_is_left(form: RulesForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    for _ in range(4):
        before = len(desk.rules_kept)
        form.list.setCurrentRow(0)
        key(form, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda before=before: len(desk.rules_kept) < before and form.list.count() < before)  # type: ignore[misc]
    assert form.none_yet.isVisible()
    assert not form.list.isVisible()
    assert not form.remove_button.isEnabled()


def test_what_was_changed_elsewhere_is_shown_and_nothing_is_lost(
    form: RulesForm, desk: MemoryDesk, qtbot: QtBot
) -> None:
    always = Rule("always: anna@client.example", Match(address=("anna@client.example",)))
    desk.rules_kept = (always, *desk.rules_kept)
    form.list.setCurrentRow(0)
    key(form, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: form.list.count() == 5)
    assert "changed meanwhile" in form.says.text
    assert len(desk.rules_kept) == 5
    desk.rules_kept = (CODES,)
    form.refresh()
    qtbot.waitUntil(lambda: form.list.count() == 1)


def test_changed_in_the_form_and_taken_back(form: RulesForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.list.setCurrentRow(1)
    key(form, Qt.Key.Key_Return)
    assert form.pages.current == 1
    assert form.editor.name.hasFocus()
    form.editor.name.setText("client")
    form.editor.save_button.click()
    qtbot.waitUntil(lambda: form.pages.current == 0)
    assert names(desk)[1] == "client"
    assert form.list.currentRow() == 1
    form.undo_button.click()
    qtbot.waitUntil(lambda: names(desk)[1] == "the client")


def test_a_copy_comes_below_and_a_new_one_above_all(form: RulesForm, desk: MemoryDesk, qtbot: QtBot) -> None:
    form.list.setCurrentRow(1)
    key(form, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert form.editor.name.text() == "the client (copy)"
    form.editor.save_button.click()
    qtbot.waitUntil(lambda: len(desk.rules_kept) == 5)
    assert names(desk)[:3] == ["codes", "the client", "the client (copy)"]
    assert desk.rules_kept[2].match == CLIENT.match
    form.add_button.click()
    form.editor.leave_button.click()
    assert form.pages.current == 0
    assert form.list.hasFocus()
    assert len(desk.rules_kept) == 5
