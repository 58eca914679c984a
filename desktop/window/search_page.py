"""Search over everything that ever arrived, as one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.core.text import cleaned
from desktop.core.views import AccountLine, HistoryLine, Row
from desktop.window.counted import Counted
from desktop.window.item_model import PAGE
from desktop.window.latest import Latest
from desktop.window.list_page import ListPage
from desktop.window.parts import announce, column, hairline, label
from desktop.window.shell import Shell
from desktop.window.texts import translate
from desktop.window.theme import STEP

_PAUSE_MS = 150


class SearchLine(QLineEdit):
    """Down and Enter go into the results; Escape empties the line."""

    def __init__(self, page: SearchPage) -> None:
        super().__init__()
        self._page = page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._page.focus_list()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class SearchPage(ListPage):
    alone_when_empty = False

    def __init__(self, shell: Shell) -> None:
        self._query = ""
        self._latest = Latest(shell.bridge)
        self._more = Latest(shell.bridge)
        """The next page of what is shown; it is none of what is shown instead."""
        self._accounts: frozenset[str] = frozenset()
        self._fetched: frozenset[str] = frozenset()
        super().__init__("search", shell)
        self.list.setAccessibleName(translate("Search", "Messages found"))
        self.setFocusProxy(self.line)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self.line.textChanged.connect(lambda _: self._pause.start())
        self._after_rows()
        bridge = shell.bridge
        bridge.accounts_changed.connect(self._take_accounts)
        bridge.history_changed.connect(self._take_history)
        bridge.ask(lambda desk: desk.accounts(), self._take_accounts)
        bridge.ask(lambda desk: desk.history(), self._take_history)

    def _take_accounts(self, lines: Sequence[AccountLine]) -> None:
        self._accounts = frozenset(line.name for line in lines)
        self._say_older()

    def _take_history(self, lines: Sequence[HistoryLine]) -> None:
        self._fetched = frozenset(line.account for line in lines)
        self._say_older()

    def _say_older(self) -> None:
        """What was never fetched is not found: said where that is so, in one line."""
        self.older.setVisible(bool(self._accounts - self._fetched))

    def make_header(self, box: QVBoxLayout) -> None:
        header = QWidget()
        inner = column(header, spacing=1)
        inner.setContentsMargins(4 * STEP, 4 * STEP, 4 * STEP, 3 * STEP)
        self.line = SearchLine(self)
        self.line.setPlaceholderText(translate("Search", "Words, a name, “a phrase”"))
        self.line.setAccessibleName(translate("Search", "Search all messages"))
        self.line.setClearButtonEnabled(True)
        self.line.setMaxLength(500)
        inner.addWidget(self.line)
        older = translate("Search", "Looking for older ones? Fetch the history in Settings, Accounts.")
        self.older = label(older, "small", wrap=True)
        self.older.hide()
        inner.addWidget(self.older)
        box.addWidget(header)
        box.addWidget(hairline())

    def refresh(self) -> None:
        self._pause.stop()
        query = self.line.text().strip()
        if not query:
            self._latest.forget()
            self._more.forget()
            self._query = ""
            self.show_rows(())
            return

        def show(rows: tuple[Row, ...]) -> None:
            self._more.forget()
            self._query = query
            self.show_rows(rows)
            announce(self.line, Counted().found(len(rows)))

        self._latest.ask(lambda desk: desk.search(query, limit=PAGE), show)

    def fetch_after(self, last: int) -> None:
        query = self._query
        self._more.ask(lambda desk: desk.search(query, limit=PAGE, after=last), self.list.items.append)

    def say_empty(self) -> None:
        if self._query:
            title = translate("Search", "Nothing found for “{query}”").format(query=cleaned(self._query, 60))
            self.empty.say(title, translate("Search", "Fewer or shorter words find more."), icon="search")
        else:
            self.empty.say(
                translate("Search", "Search everything that arrived"),
                translate("Search", "Held messages are found too; finding one does not release it."),
                icon="search",
            )
