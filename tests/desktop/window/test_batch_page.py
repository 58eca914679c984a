"""A batch worked through by keys, against a desk in memory."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.window.item_model import Fold
from inbox.item import State
from tests.desktop.window.opened import Opens, batch_page, current


def test_a_check_in_shows_its_batch_with_what_is_left(open_at: Opens) -> None:
    open = open_at()
    page = batch_page(open)
    assert page.title.startswith("11:00 batch: 14 ")
    assert page.progress.startswith("3 ")
    assert page.progress.endswith("Nothing else is notified until 16:00.")
    assert current(open) == "hull/api !214 Retry on 429"
    assert open.window.day_bar.said == ("Check-in, 18 min left", "Next focus block 13:30")
    assert open.window.sidebar.button("check_in").count == 11


def test_what_was_handled_elsewhere_is_one_line_and_no_work(open_at: Opens) -> None:
    open = open_at()
    assert not batch_page(open)._elsewhere.isVisible()
    open.desk.handled_elsewhere = 3
    batch_page(open).refresh()
    open.until(lambda: batch_page(open).elsewhere == "3 handled elsewhere")
    assert batch_page(open)._elsewhere.isVisible()
    assert batch_page(open).title.startswith("11:00 batch: 14 ")


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
