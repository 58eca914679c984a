"""The ways to open a mail in the window's pane and to look at it, for the tests of this folder."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from desktop.window.reading_pane import ReadingPane
from inbox.mail.opened import Opened
from tests.desktop.window.opened import Open, labels, list_page


def read(open: Open, id: int) -> ReadingPane:
    """Choose this item and wait until its mail is open."""
    page = list_page(open)
    open.until(lambda: bool(page.list.items.rows))
    page.list.items.unfold()
    page.list.choose(page.list.items.place_of((id,)))
    open.until(lambda: page.reading.mail is not None)
    return page.reading


def put(open: Open, id: int, mail: Opened) -> ReadingPane:
    open.desk.opened[id] = mail
    return read(open, id)


def plain(pane: ReadingPane) -> str:
    return pane.page.text.toPlainText()


def shown(pane: ReadingPane) -> str:
    return "\n".join(labels(pane))


def pressed(pane: ReadingPane, words: str) -> None:
    made = next(one for one in pane.findChildren(QPushButton) if one.isVisible() and one.text().startswith(words))
    made.click()


def focused(open: Open) -> str:
    """The words of the button that has the focus."""
    here = open.window.focusWidget()
    return here.text() if isinstance(here, QPushButton) else ""
