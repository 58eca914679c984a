"""Both weeks side by side, from the settings' line to the sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.core.rehearsal.values import PersonDelay, Replay, RuleTold
from desktop.window.forms.settings_page import SettingsPage
from desktop.window.replay_sheet import ReplaySheet
from tests.desktop import sample
from tests.desktop.window.opened import Open, Opens

TODAY = Replay(
    check_in=2480, rule=9, open=121, batches=118, told=127, days=30, interruptions=4.2, median=timedelta(minutes=96),
    worst=timedelta(hours=15), expired=1,
    people=(PersonDelay("claire@client.example", 14, timedelta(minutes=110), timedelta(hours=15)),),
    rules=(RuleTold("codes", 5, 2, 0),),
)  # fmt: skip
DRAWN = replace(
    TODAY, check_in=2603, rule=4, open=0, never=3, batches=90, told=94,
    people=(PersonDelay("jonas@lab.example", 3, timedelta(minutes=5), timedelta(minutes=50)),),
)  # fmt: skip


def replay(open: Open) -> ReplaySheet:
    open.window.show_page("settings")
    page = open.window.page("settings")
    assert isinstance(page, SettingsPage)
    open.until(page.schedule.rehearsal.replay_button.isEnabled)
    page.schedule.rehearsal.replay_button.click()
    return open.window.sheets[ReplaySheet]


def test_both_weeks_stand_side_by_side(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    open.desk.proposed, open.desk.today = DRAWN, TODAY
    sheet = replay(open)
    assert sheet.isVisible()
    said = sheet.said
    at = said.index("Interruptions a day")
    assert said[at : at + 3] == ["Interruptions a day", "3.1", "4.2"]
    at = said.index("Would never come out")
    assert said[at : at + 3] == ["Would never come out", "3", "0"]
    at = said.index("jonas@lab.example")
    assert said[at : at + 3] == ["jonas@lab.example", "5 min · 50 min", "–"]
    at = said.index("codes")
    assert said[at : at + 3] == ["codes", "5 · 2 · 0", "5 · 2 · 0"]
    QTest.keyClick(open.window.focusWidget(), Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_week_in_force_alone_has_one_column(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    open.desk.proposed = open.desk.today = TODAY
    sheet = replay(open)
    assert "As drawn" not in sheet.said
    assert "Your week" in sheet.said


def test_who_wrote_is_text_and_nothing_else(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    person = PersonDelay("<b>Maya</b>\u202e", 1, timedelta(hours=1), timedelta(hours=1))
    open.desk.proposed = open.desk.today = replace(TODAY, people=(person,))
    sheet = replay(open)
    assert any(text.startswith("<b>Maya</b>") for text in sheet.said)
    assert not any("\u202e" in text for text in sheet.said)
