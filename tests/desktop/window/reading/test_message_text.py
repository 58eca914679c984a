"""The plain text: links that are known are links, long ones too, and long texts come in pieces."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from desktop.window.reading.flow import MOST_SHOWN
from desktop.window.reading.message_text import MessageText
from desktop.window.theme import Theme
from inbox.mail.links import in_text
from inbox.mail.opened import Link, Passage, PassageKind


@pytest.fixture
def text(qtbot: QtBot, theme: Theme) -> MessageText:
    host = QScrollArea()
    qtbot.addWidget(host)
    made = MessageText(theme)
    host.setWidget(made)
    host.setWidgetResizable(True)
    host.resize(500, 300)
    host.show()
    made._host = host  # type: ignore[attr-defined] # kept alive with it
    return made


def anchors(text: MessageText) -> list[tuple[str, str]]:
    """The words of each link and its name."""
    found: list[tuple[str, str]] = []
    block = text.document().begin()
    while block.isValid():
        part = block.begin()
        while not part.atEnd():
            form = part.fragment().charFormat()
            if form.isAnchor():
                found.append((part.fragment().text(), form.anchorHref()))
            part += 1
        block = block.next()
    return found


def show(text: MessageText, words: str, *more: Link) -> None:
    links = [link for _, _, link in in_text(words)]
    text.show_passages((Passage(PassageKind.TEXT, words),), (*links, *more))


def test_addresses_in_the_text_are_links_without_the_full_stop_after_them(text: MessageText) -> None:
    show(text, "See https://a.example/x. And (mailto:me@b.example), and http://c.example/y")
    assert anchors(text) == [
        ("https://a.example/x", "link:0"), ("mailto:me@b.example", "link:1"), ("http://c.example/y", "link:2"),
    ]  # fmt: skip


def test_an_address_that_is_longer_than_its_words_are_kept_is_a_link_as_a_whole(text: MessageText) -> None:
    url = "https://a.example/" + "x" * 600
    show(text, f"Here: {url} done")
    assert anchors(text) == [(url, "link:0")]


def test_what_was_not_judged_is_no_link(text: MessageText) -> None:
    text.show_passages((Passage(PassageKind.TEXT, "https://a.example/ file:///etc/passwd <a href=x>y</a>"),))
    assert anchors(text) == []
    assert text.toPlainText() == "https://a.example/ file:///etc/passwd <a href=x>y</a>"


def test_it_comes_in_pieces_and_is_whole_in_the_end(text: MessageText, qtbot: QtBot) -> None:
    words = "\n".join(f"line {number}" for number in range(8000))
    text.show_text(words)
    qtbot.waitUntil(lambda: not text.busy)
    assert text.toPlainText() == words


def test_what_is_too_long_is_cut_and_says_so(text: MessageText, qtbot: QtBot) -> None:
    text.show_text("word " * 100_000)
    qtbot.waitUntil(lambda: not text.busy)
    shown = text.toPlainText()
    assert MOST_SHOWN < len(shown) < MOST_SHOWN + 500
    assert shown.endswith("Open it at the source for the rest.")


def test_folds_are_links_the_keyboard_reaches(text: MessageText, qtbot: QtBot) -> None:
    text.show_passages((Passage(PassageKind.TEXT, "own"), Passage(PassageKind.QUOTE, "A wrote:\n> b")))
    assert [name for _, name in anchors(text)] == ["fold:1"]
    cursor = QTextCursor(text.document())
    cursor.movePosition(QTextCursor.MoveOperation.End)
    text._choose("fold:1")
    qtbot.waitUntil(lambda: "> b" in text.toPlainText())
    text._choose("fold:1")
    qtbot.waitUntil(lambda: "> b" not in text.toPlainText() and not text.busy)
