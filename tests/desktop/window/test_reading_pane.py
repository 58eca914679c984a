"""What is shown of a message, whatever is in it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.window.reading.message_text import broken
from tests.desktop.window.opened import Opens, batch_page, current, labels


def test_the_pane_shows_text_address_and_why_it_came_then(open_at: Opens) -> None:
    open = open_at()
    page = batch_page(open)
    open.until(lambda: "full jitter" in page.reading.page.text.toPlainText())
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
    open.until(lambda: page.reading.page.text.toPlainText() == evil)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in open.window.findChildren(QLabel))


def test_a_line_without_end_is_cut_before_it_is_laid_out() -> None:
    assert max(map(len, broken("x" * 200_000).split("\n"))) <= 2000
    assert broken("short\n\nlines") == "short\n\nlines"
    long = "a" * 1990 + "\n\n" + "b" * 1990
    assert broken(long) == long
