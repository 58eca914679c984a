from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.desk import RequestError
from desktop.core.settings.week import preset
from desktop.window.forms.first_run import FirstRun
from desktop.window.forms.mnemonics import plain
from desktop.window.theme import Theme
from inbox.rules import CODES, Match, Rule
from tests.desktop.window.forms.desk import AtOnce, MemoryDesk, provider_line


@pytest.fixture
def first(qtbot: QtBot, bridge: Bridge, theme: Theme) -> FirstRun:
    made = FirstRun(bridge, theme)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)  # arrow keys move in a group only where the focus really is
    return made


def test_an_account_two_check_ins_and_do_not_disturb_without_a_mouse(
    first: FirstRun, desk: MemoryDesk, qtbot: QtBot
) -> None:
    for name, value in (("account", "work"), ("host", "imap.example.org"), ("user", "me"), ("password", "secret")):
        QTest.keyClicks(first.account.fields.editor(name).control, value)
    QTest.keyClick(first.account.save_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: first.pages.current == 1)
    assert desk.last("add_account")[0] == "work"
    assert first.focusWidget() is first.choices[3]
    qtbot.waitUntil(lambda: first.choices[2].x() < first.choices[3].x())  # laid out: arrow keys go by places
    QTest.keyClick(first.choices[3], Qt.Key.Key_Left)
    assert first.choices[2].isChecked()
    QTest.keyClick(first.next_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: first.pages.current == 2)
    assert desk.plan.spans == preset(2)
    assert first.busy.isChecked()
    with qtbot.waitSignal(first.finished):
        QTest.keyClick(first.next_button, Qt.Key.Key_Space)
    assert desk.last("add_provider") == ("desktop", "desktop", {}, {}, {})


def test_the_page_gives_its_focus_to_the_first_field(first: FirstRun) -> None:
    first.setFocus()
    assert first.focusWidget() is first.account.fields.editor("account").control


def test_the_sample_mailbox_instead(first: FirstRun, desk: MemoryDesk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(first.sample_wanted):
        first.sample_button.click()
    assert first.pages.current == 1
    assert desk.calls == []


def test_everything_can_be_skipped_and_gone_back_to(first: FirstRun, desk: MemoryDesk, qtbot: QtBot) -> None:
    assert plain(first.next_button.text()) == "Skip this"
    assert not first.back_button.isVisible()
    first.next_button.click()
    first.back_button.click()
    assert first.pages.current == 0
    first.next_button.click()
    first.next_button.click()
    qtbot.waitUntil(lambda: first.pages.current == 2)
    first.busy.setChecked(False)
    with qtbot.waitSignal(first.finished):
        first.next_button.click()
    assert [call[0] for call in desk.calls] == ["set_schedule"]


def test_no_do_not_disturb_takes_an_earlier_one_away(first: FirstRun, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.providers = [provider_line("desktop")]
    first.go(2)
    first.busy.setChecked(False)
    with qtbot.waitSignal(first.finished):
        first.next_button.click()
    assert desk.last("remove_provider") == ("desktop",)


def test_the_preview_follows_the_choice(first: FirstRun) -> None:
    first.go(1)
    first.choices[2].click()
    two = first.plan.text()
    first.choices[4].click()
    assert first.plan.text() != two
    assert first.plan.text().startswith("Check-ins: Mon to Fri ")
    assert "Check-in" in first.week.accessibleDescription()


def test_a_password_that_does_not_last_is_told(first: FirstRun, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.session_only = "because no keyring is running"
    for name in ("account", "host", "user", "password"):
        first.account.fields.editor(name).put("x")
    first.account.save()
    qtbot.waitUntil(lambda: first.pages.current == 1)
    assert first.says.is_problem
    assert "only until you quit" in first.says.text


def test_what_cannot_be_kept_is_said_and_one_stays(first: FirstRun, desk: MemoryDesk, qtbot: QtBot) -> None:
    desk.fails["set_schedule"] = RequestError("The settings file cannot be written.", "Free some space.")
    first.go(1)
    first.next_button.click()
    qtbot.waitUntil(lambda: first.says.is_problem)
    assert first.pages.current == 1


def test_the_last_button_pressed_twice_adds_once(
    first: FirstRun, desk: MemoryDesk, engine: AtOnce, qtbot: QtBot
) -> None:
    desk.providers = []
    first.go(2)
    engine.held = True
    first.next_button.click()
    first.next_button.click()
    with qtbot.waitSignal(first.finished):
        engine.go()
    assert [call[0] for call in desk.calls].count("add_provider") == 1
    assert first.next_button.isEnabled()
    desk.providers = []
    desk.fails["add_provider"] = RequestError("no")
    first.next_button.click()
    qtbot.waitUntil(lambda: first.says.is_problem)
    assert first.next_button.isEnabled()


def at_the_end(first: FirstRun, qtbot: QtBot) -> None:
    with qtbot.waitSignal(first.finished):
        first.next_button.click()


def test_codes_and_people_come_through_from_the_first_day_on(first: FirstRun, desk: MemoryDesk, qtbot: QtBot) -> None:
    first.go(2)
    assert first.rules.codes.isChecked()
    first.rules.people.line.setText("anna, paul@lab.example")
    first.next_button.click()
    assert "no address" in first.says.text
    assert first.next_button.isEnabled()
    first.rules.people.line.setText("anna@client.example, paul@lab.example")
    at_the_end(first, qtbot)
    people = Rule("people I choose", Match(address=("anna@client.example", "paul@lab.example")), budget=3)
    assert desk.rules_kept == (CODES, people)
    first.go(2)  # gone through once more, nothing is there twice
    first.rules.people.line.setText("paul@lab.example, ines@lab.example")
    at_the_end(first, qtbot)
    assert [len(rule.match.address) for rule in desk.rules_kept] == [0, 3]


def test_nothing_comes_through_where_one_wants_that(first: FirstRun, desk: MemoryDesk, qtbot: QtBot) -> None:
    first.go(2)
    first.rules.codes.click()
    at_the_end(first, qtbot)
    assert not desk.rules_kept
    first.go(2)
    first.rules.codes.click()
    at_the_end(first, qtbot)
    assert desk.rules_kept == (CODES,)


def test_who_changes_nothing_has_what_was_there(first: FirstRun, desk: MemoryDesk, qtbot: QtBot) -> None:
    before = desk.rules_kept = (Rule("news", Match(list=True)), CODES)
    first.go(2)
    at_the_end(first, qtbot)
    assert desk.rules_kept is before
