"""The palette and the keys, over the window."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.window.chooser import Palette
from desktop.window.help_sheet import HelpSheet
from desktop.window.search_page import SearchPage
from desktop.window.time_choosers import SnoozeMenu
from focus.schedule import Mode
from tests.desktop.window.opened import Opens, batch_page, labels, list_page


def test_letters_typed_into_a_field_do_nothing_else(open_at: Opens) -> None:
    open = open_at()
    open.keys("snooze")
    QTest.keyClicks(open.window.focusWidget(), "ejxsu/?")
    assert "done" not in open.desk.asked
    QTest.keyClick(open.window.focusWidget(), Qt.Key.Key_Escape)
    assert not open.window.sheets[SnoozeMenu].isVisible()
    open.keys("search")
    QTest.keyClicks(open.window.focusWidget(), "je")
    assert open.window.page_name == "search"
    page = list_page(open)
    assert isinstance(page, SearchPage)
    assert page.line.text() == "je"
    assert "done" not in open.desk.asked


def test_the_palette_finds_and_runs_a_command(open_at: Opens) -> None:
    open = open_at()
    open.keys("palette")
    palette = open.window.sheets[Palette]
    QTest.keyClicks(palette._line, "focus 25")
    assert palette.shown[0] == "Focus for 25 minutes"
    QTest.keyClick(palette._line, Qt.Key.Key_Return)
    open.until(lambda: open.window.present.mode is Mode.FOCUS)


def test_the_palette_offers_only_what_can_be_used(open_at: Opens) -> None:
    open = open_at()
    open.keys("palette")
    shown = open.window.sheets[Palette].shown
    assert "Done" in shown
    assert "End focus" not in shown


def test_help_lists_every_command_that_has_a_key(open_at: Opens) -> None:
    open = open_at()
    open.keys("help")
    said = labels(open.window.sheets[HelpSheet])
    for command in open.window.shortcuts.commands.values():
        assert (command.text in said) or not command.keys
    QTest.keyClick(open.window.focusWidget(), Qt.Key.Key_Escape)
    assert open.window.situation().page == "check_in"


def test_tab_stays_inside_a_sheet_and_the_focus_comes_back(open_at: Opens) -> None:
    open = open_at()
    open.window.activateWindow()
    page = batch_page(open)
    page.focus_list()
    open.keys("palette")
    sheet = open.window.sheets[Palette]
    for _ in range(5):
        QTest.keyClick(open.window.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(open.window.focusWidget())
    QTest.keyClick(open.window.focusWidget(), Qt.Key.Key_Escape)
    assert open.window.focusWidget() is page.list


@pytest.mark.parametrize("typed", ["reglages", "RÉGLAGES", "l'ete", "l’été"])
def test_what_is_offered_is_found_without_accents_and_by_either_apostrophe(
    open_at: Opens, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    open = open_at()
    settings = open.window.shortcuts.commands["settings"]
    open.keys("palette")
    palette = open.window.sheets[Palette]
    monkeypatch.setattr(palette, "_now", (replace(settings, text="Réglages de l’été"),))
    palette._line.setText(typed)
    assert palette.shown == ("Réglages de l’été",)
