"""The window as a whole: lists, troubles, the day bar, and that everybody can reach everything."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.core.events import AccountsChanged, Problem
from desktop.window import search_page
from desktop.window.day_bar import describe, hours
from desktop.window.search_page import SearchPage
from tests.desktop import sample
from tests.desktop.window.late import delivered
from tests.desktop.window.opened import Opens, batch_page, current, list_page


def test_search_follows_the_typing_after_a_pause(open_at: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_page, "_PAUSE_MS", 1000)  # longer than a busy machine takes for five letters
    open = open_at(sample.OPEN)
    open.keys("search")
    page = list_page(open)
    assert isinstance(page, SearchPage)
    QTest.keyClicks(page.line, "canal")
    open.until(lambda: len(page.list.items.rows) == 2)
    assert open.desk.asked["search"] == 1
    page.line.setText("nothing has these words")
    open.until(lambda: "Nothing found for “nothing has these words”" in page.empty.said)
    QTest.keyClick(page.line, Qt.Key.Key_Escape)
    open.until(lambda: "Search everything that arrived" in page.empty.said)


def test_snoozed_and_done_show_their_items_and_words_when_empty(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    open.keys("go_snoozed")
    open.until(lambda: current(open) == "Budget 2027")
    open.keys("done")
    open.until(lambda: "Nothing is snoozed" in list_page(open).empty.said)
    open.keys("go_done")
    open.until(lambda: len(list_page(open).list.items.rows) == 3)
    assert not open.window.shortcuts.actions["done"].isEnabled()


def test_a_refused_sign_in_is_told_with_one_button_until_it_is_well(open_at: Opens) -> None:
    open = open_at()
    open.bridge.post(AccountsChanged((sample.account("sign_in_refused", "LOGIN failed"),)))
    open.until(open.window.banner.isVisible)
    assert "work" in open.window.banner.said
    shown = [button.text() for button in open.window.banner.findChildren(QPushButton) if button.isVisible()]
    assert shown == ["Open settings", "Dismiss"]
    open.bridge.post(AccountsChanged((sample.account("ok"),)))
    open.until(lambda: not open.window.banner.isVisible())


def test_a_dismissed_trouble_stays_away_until_it_comes_anew(open_at: Opens) -> None:
    open = open_at()
    broken = AccountsChanged((sample.account("broken"),))
    open.bridge.post(broken)
    open.until(open.window.banner.isVisible)
    open.window.banner._dismiss()
    open.bridge.post(broken)
    delivered(open.bridge, open.bot)
    assert not open.window.banner.isVisible()
    open.bridge.post(AccountsChanged((sample.account("ok"),)))
    open.bridge.post(broken)
    open.until(open.window.banner.isVisible)


def test_problems_add_up_to_one_banner(open_at: Opens) -> None:
    open = open_at()
    open.bridge.post(Problem("storage", "disk full"))
    open.bridge.post(Problem("broken", "odd"))
    open.until(lambda: "1 more" in open.window.banner.said)


def test_what_the_engine_refuses_is_said(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    open.window.deeds.close_check_in()
    open.until(open.window.toast.isVisible)
    assert open.window.toast.said


def test_the_band_shows_the_working_day_and_all_that_is_planned(open_at: Opens) -> None:
    now = open_at().desk.now()
    assert hours(now.day, now.at) == (8, 19)
    assert hours((), now.at.replace(hour=5)) == (5, 19)
    assert hours((), now.at.replace(hour=23, minute=59)) == (8, 24)


def test_the_band_has_words(open_at: Opens) -> None:
    now = open_at().desk.now()
    said = describe(now, now.at)
    assert said.startswith("It is 11:12. Planned today: focus 08:30 – 11:00, Release 2.0; check-in 11:00 – 11:30;")


def test_minutes_pass_while_somebody_looks_and_not_while_hidden(open_at: Opens) -> None:
    open = open_at()
    open.clock.pass_by(timedelta(minutes=3))
    open.window.present.ticked.emit()
    assert open.window.day_bar.said[0] == "Check-in, 15 min left"
    assert open.window.present._timer.isActive()
    open.window.hide()
    assert not open.window.present._timer.isActive()


def test_every_control_has_a_name_for_a_screen_reader(open_at: Opens) -> None:
    open = open_at()
    for name in ("check_in", "held", "snoozed", "done", "search", "focus"):
        open.window.show_page(name)
        for widget in open.window.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                said = widget.accessibleName() or getattr(widget, "text", lambda: "")()
                assert said, f"{name}: {type(widget).__name__} in {type(widget.parent()).__name__}"


def test_right_to_left_mirrors_the_row_and_the_band(open_at: Opens) -> None:
    open = open_at()
    open.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    open.until(lambda: open.window.sidebar.mapTo(open.window, QPoint(0, 0)).x() > 0)
    sidebar = open.window.sidebar.mapTo(open.window, QPoint(0, 0))
    assert sidebar.x() > open.window.width() / 2
    picture = batch_page(open).list.grab().toImage()
    entry = batch_page(open).list.visualRect(batch_page(open).list.items.index(1))
    edge = picture.pixelColor(entry.right() - 1, entry.center().y())
    assert edge == open.window.theme.color("accent")


def test_closing_asks_and_only_an_ending_app_closes(open_at: Opens) -> None:
    open = open_at()
    asked: list[bool] = []
    open.window.closing.connect(lambda: asked.append(True))
    open.window.close()
    assert open.window.isVisible()
    assert asked == [True]
    open.window.ending = True
    open.window.close()
    assert not open.window.isVisible()
