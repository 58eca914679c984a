"""The window driven as a person drives it: by keys and commands, against a desk in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from desktop.core.events import AccountsChanged, Problem
from desktop.window.batch_page import BatchPage
from desktop.window.chooser import Palette, SnoozeMenu
from desktop.window.day_bar import describe, hours
from desktop.window.deeds import opens
from desktop.window.focus_page import FocusPage
from desktop.window.item_model import Fold
from desktop.window.list_page import ListPage
from desktop.window.reading_pane import _broken
from desktop.window.search_page import SearchPage
from desktop.window.state_page import StatePage
from focus.schedule import Mode
from inbox.item import State
from tests.desktop import sample
from tests.desktop.window.conftest import Open

Opens = Callable[..., Open]


def batch_page(open: Open) -> BatchPage:
    page = open.window.list_page()
    assert isinstance(page, BatchPage)
    return page


def list_page(open: Open) -> ListPage:
    page = open.window.list_page()
    assert page is not None
    return page


def current(open: Open) -> str:
    item = list_page(open).item()
    assert item is not None
    return item.subject


def labels(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


# The check-in


def test_a_check_in_shows_its_batch_with_what_is_left(open_at: Opens) -> None:
    open = open_at()
    page = batch_page(open)
    assert page.title.startswith("11:00 batch: 14 ")
    assert page.progress.startswith("3 ")
    assert page.progress.endswith("Nothing else is notified until 16:00.")
    assert current(open) == "hull/api !214 Retry on 429"
    assert open.window.day_bar.said == ("Check-in, 18 min left", "Next focus block 13:30")
    assert open.window.sidebar.button("check_in").count == 11


def test_j_and_k_move_over_headings_and_stop_at_the_ends(open_at: Opens) -> None:
    open = open_at()
    open.keys("next", "next", "next")
    assert current(open) == "Contract renewal, clause 4"
    open.keys("previous", "previous", "previous", "previous", "previous")
    assert current(open) == "hull/api !214 Retry on 429"


def test_the_keys_themselves_reach_the_list(open_at: Opens) -> None:
    open = open_at()
    open.window.activateWindow()
    QTest.keyClick(open.window, Qt.Key.Key_J)
    assert current(open) == "Website relaunch: footer copy"
    QTest.keyClick(open.window, Qt.Key.Key_E)
    open.until(lambda: open.desk.items[2].state is State.DONE)


def test_done_takes_the_row_away_chooses_the_next_and_can_be_undone(open_at: Opens) -> None:
    open = open_at()
    open.keys("next", "done")
    open.until(lambda: current(open) == "#support: customer 4417")
    assert open.desk.items[2].state is State.DONE
    assert open.window.toast.isVisible()
    open.until(lambda: batch_page(open).progress.startswith("4 "))
    open.keys("undo")
    open.until(lambda: open.desk.items[2].state is State.RELEASED)
    open.until(lambda: batch_page(open).progress.startswith("3 "))


def test_x_selects_several_and_done_is_for_all_of_them(open_at: Opens) -> None:
    open = open_at()
    open.keys("mark", "next", "mark", "next", "done")
    open.until(lambda: open.desk.items[1].state is State.DONE)
    assert open.desk.items[2].state is State.DONE
    assert open.desk.items[3].state is State.RELEASED
    assert open.desk.asked["done"] == 1


def test_the_bulk_is_one_row_that_opens_or_is_done_as_one(open_at: Opens) -> None:
    open = open_at()
    open.keys(*["next"] * 7)
    page = batch_page(open)
    assert isinstance(page.list.current(), Fold)
    assert "4 " in page.reading.findChildren(QLabel)[0].text()
    open.keys("done")
    open.until(lambda: all(open.desk.items[id].state is State.DONE for id in (8, 9, 10, 11)))


def test_enter_on_the_bulk_shows_it_one_by_one(open_at: Opens) -> None:
    open = open_at()
    open.keys(*["next"] * 7)
    batch_page(open).list.setFocus()
    QTest.keyClick(batch_page(open).list, Qt.Key.Key_Return)
    assert current(open) == "Your receipt"


def test_a_batch_ends_in_words(open_at: Opens) -> None:
    open = open_at()
    page = batch_page(open)
    for _ in range(8):
        open.keys("done")
        open.bot.wait(5)
    open.until(lambda: page.stack.currentWidget() is page.empty)
    open.until(lambda: "That was all until 16:00" in page.empty.said)
    assert not open.window.shortcuts.actions["done"].isEnabled()


def test_new_rows_keep_the_place_one_is_at(open_at: Opens) -> None:
    open = open_at()
    open.keys("next", "next")
    before = current(open)
    open.desk.pin([7], True)
    open.until(lambda: any(row.item.pinned and row.item.id == 7 for row in batch_page(open).list.items.rows))
    assert current(open) == before


# Reading


def test_the_pane_shows_text_address_and_why_it_came_then(open_at: Opens) -> None:
    open = open_at()
    page = batch_page(open)
    open.until(lambda: "full jitter" in page.reading._text.toPlainText())
    shown = labels(page.reading)
    assert "Hugo Perrin" in shown
    assert any("hugo@hull.example" in text for text in shown)
    assert any(text.startswith("Held 48 min while you were in focus on “Release 2.0”") for text in shown)
    assert any("released by the check-in" in text for text in shown)


def test_a_name_that_poses_as_an_address_is_warned_of(open_at: Opens) -> None:
    open = open_at()
    open.keys(*["next"] * 4)
    assert current(open) == "Urgent: gift cards"
    assert any("the message is from promo@win-a-prize.example" in text for text in labels(batch_page(open).reading))


def test_whatever_a_message_holds_is_shown_as_text(open_at: Opens) -> None:
    open = open_at()
    evil = '<img src="file:///etc/passwd"><h1 style="font-size:90px">Big</h1>'
    open.desk.items[1] = replace(open.desk.items[1], subject=evil, sender_name=evil, preview=evil)
    open.desk._texts = {1: evil}
    open.window.show_page("check_in")
    page = batch_page(open)
    open.until(lambda: page.reading._text.toPlainText() == evil)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in open.window.findChildren(QLabel))


def test_a_line_without_end_is_cut_before_it_is_laid_out() -> None:
    assert max(map(len, _broken("x" * 200_000).split("\n"))) <= 2000
    assert _broken("short\n\nlines") == "short\n\nlines"
    long = "a" * 1990 + "\n\n" + "b" * 1990
    assert _broken(long) == long


@pytest.mark.parametrize(
    ("link", "allowed"),
    [
        ("https://code.hull.example/api/214", True),
        ("http://hull.example", True),
        ("mailto:claire@example.org?subject=Hello", True),
        ("mailto:claire@example.org?attach=/etc/passwd", False),
        ("mailto:claire@example.org?BCC=x@example.org", False),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("vscode://open", False),
        ("//hull.example/x", False),
        ("https://user@evil.example/", False),
        ("https://evil.example\\@good.example", False),
        ("https://good.example\n", False),
        ("https://", False),
        ("https://[broken", False),
        ("", False),
    ],
)
def test_only_web_and_mail_addresses_are_opened(link: str, allowed: bool) -> None:
    assert opens(link) is allowed


def test_o_hands_the_link_to_the_system(open_at: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    open = open_at()
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    open.keys("source")
    assert opened == [QUrl("https://code.hull.example/api/214")]
    assert "code.hull.example" in open.window.toast.said
    open.keys("next", "next", "next")
    assert not open.window.shortcuts.actions["source"].isEnabled()


# Focus


def test_in_focus_the_list_goes_away_and_no_count_is_left(open_at: Opens) -> None:
    open = open_at(sample.FOCUS, held=5)
    assert open.window.page_name == "focus"
    page = open.window.page("focus")
    assert isinstance(page, FocusPage)
    assert page.said == (
        "93 minutes left in focus. Release 2.0: write the migration guide "
        "Everything that arrives is held. The next batch opens at 16:00."
    ) or page.said.startswith("93 minute(s)")
    assert [open.window.sidebar.button(name).count for name in ("check_in", "held", "snoozed")] == [None] * 3
    open.window.show_page("check_in")
    assert open.window.page_name == "focus"


def test_focus_now_and_end_by_the_same_key(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    assert open.window.page_name == "check_in"
    open.keys("focus")
    open.until(lambda: open.window.page_name == "focus")
    assert open.window.present.mode is Mode.FOCUS
    assert not open.window.shortcuts.actions["focus"].isEnabled()
    open.keys("stop_focus")
    open.until(lambda: open.window.page_name == "check_in")


def test_an_intention_can_be_given_to_a_block_that_has_none(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    open.keys("focus_50")
    open.until(lambda: open.window.page_name == "focus")
    line = open.window.page("focus").findChild(QLineEdit)
    assert line is not None
    assert line.isVisible()
    QTest.keyClicks(line, "Migration guide")
    QTest.keyClick(line, Qt.Key.Key_Return)
    open.until(lambda: open.desk.now().intention == "Migration guide")
    assert open.desk.now().until == (sample.OPEN + timedelta(minutes=50)).astimezone(sample.ZONE)
    open.until(lambda: not line.isVisible())


def test_fifteen_minutes_more(open_at: Opens) -> None:
    open = open_at(sample.OPEN)
    open.keys("focus_25")
    open.until(lambda: open.window.page_name == "focus")
    open.keys("extend")
    open.until(lambda: open.desk.now().until == (sample.OPEN + timedelta(minutes=40)).astimezone(sample.ZONE))


def test_peek_looks_without_releasing_and_asks_once(open_at: Opens) -> None:
    open = open_at(sample.FOCUS, held=5)
    assert "rows:held" not in open.desk.asked
    open.keys("peek")
    page = list_page(open)
    open.until(lambda: len(page.list.items.rows) == 5)
    assert open.desk.asked["rows:held"] == 1
    assert open.desk._count(State.HELD) == 5
    assert any("Held until 16:00: you are in focus on “Release 2.0" in text for text in labels(page.reading))


def test_the_held_page_does_not_peek_again_by_itself(open_at: Opens) -> None:
    open = open_at(sample.FOCUS, held=5)
    open.keys("peek")
    page = list_page(open)
    assert isinstance(page, StatePage)
    open.desk.done([100])
    open.until(page._stale.isVisible)
    assert open.desk.asked["rows:held"] == 1
    QTest.mouseClick(page._stale, Qt.MouseButton.LeftButton)
    assert open.desk.asked["rows:held"] == 2
    assert not page._stale.isVisible()


def test_opening_a_check_in_from_focus_shows_the_list(open_at: Opens) -> None:
    open = open_at(sample.FOCUS)
    open.keys("open_check_in")
    open.until(lambda: open.window.page_name == "check_in")
    open.keys("close_check_in")
    open.until(lambda: open.window.page_name == "focus")


# Snooze, palette, help


def test_snooze_by_a_typed_time(open_at: Opens) -> None:
    open = open_at()
    open.keys("snooze")
    menu = open.window._sheets["snooze"]
    assert isinstance(menu, SnoozeMenu)
    assert list(menu.shown) == ["Next check-in", "Tonight", "Tomorrow", "Monday", "In 3 working days"]
    QTest.keyClicks(menu._line, "2h")
    assert list(menu.shown) == ["2h"]
    QTest.keyClick(menu._line, Qt.Key.Key_Return)
    open.until(lambda: open.desk.items[1].state is State.SNOOZED)
    assert open.desk.items[1].snoozed_until == sample.CHECK_IN + timedelta(hours=2)
    open.until(lambda: "13:12" in open.window.toast.said)
    assert not menu.isVisible()


def test_letters_typed_into_a_field_do_nothing_else(open_at: Opens) -> None:
    open = open_at()
    open.keys("snooze")
    QTest.keyClicks(open.window.focusWidget(), "ejxsu/?")
    assert "done" not in open.desk.asked
    QTest.keyClick(open.window.focusWidget(), Qt.Key.Key_Escape)
    assert not open.window._sheets["snooze"].isVisible()
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
    palette = open.window._sheets["palette"]
    assert isinstance(palette, Palette)
    QTest.keyClicks(palette._line, "focus 25")
    assert palette.shown[0] == "Focus for 25 minutes"
    QTest.keyClick(palette._line, Qt.Key.Key_Return)
    open.until(lambda: open.window.present.mode is Mode.FOCUS)


def test_the_palette_offers_only_what_can_be_used(open_at: Opens) -> None:
    open = open_at()
    open.keys("palette")
    shown = open.window._sheets["palette"].shown  # type: ignore[attr-defined]
    assert "Done" in shown
    assert "End focus" not in shown


def test_help_lists_every_command_that_has_a_key(open_at: Opens) -> None:
    open = open_at()
    open.keys("help")
    said = labels(open.window._sheets["help"])
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
    sheet = open.window._sheets["palette"]
    for _ in range(5):
        QTest.keyClick(open.window.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(open.window.focusWidget())
    QTest.keyClick(open.window.focusWidget(), Qt.Key.Key_Escape)
    assert open.window.focusWidget() is page.list


# Search, snoozed, done


def test_search_follows_the_typing_after_a_pause(open_at: Opens) -> None:
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


# Troubles


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
    open.bot.wait(20)
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


# The day bar


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


# Reach


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
    open.bot.wait(20)
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
