"""The earlier mails of a conversation, a line each; one that is chosen opens in its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.core.text import cleaned
from desktop.core.views import Row
from desktop.window import texts
from desktop.window.counted import Counted
from desktop.window.parts import button, column, row
from desktop.window.reading.cards import emptied
from desktop.window.reading.message_text import MessageText
from desktop.window.theme import STEP, Theme
from inbox.item import Details

_MOST = 50
_AT_ONCE = 3
"""So many lines are shown without being asked for."""


class _Line(QPushButton):
    """A button of one line, which ends in an ellipsis where there is no room."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self.setProperty("role", "line")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 6 * STEP
        shown = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))


class ThreadStrip(QWidget):
    """`wanted` carries the id of an item whose text is to be shown here."""

    wanted = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[Row, ...] = ()
        self._now: datetime | None = None
        self._all = False
        self._lines: dict[int, _Line] = {}
        self._texts: dict[int, MessageText] = {}
        box = column(self, spacing=1)
        self._head = button("", "link")
        self._head.setMinimumWidth(0)
        self._head.clicked.connect(self._toggle_all)
        line = row()
        line.addWidget(self._head)
        line.addStretch(1)
        box.addLayout(line)
        self._box = column(spacing=1)
        box.addLayout(self._box)
        self.hide()

    @property
    def shown(self) -> tuple[str, ...]:
        return tuple(line.words for line in self._lines.values())

    def show_rows(self, rows: Sequence[Row], now: datetime | None) -> None:
        """`rows`: the newest of what came before, oldest first."""
        if tuple(rows) == self._rows:
            return
        self._rows, self._now = tuple(rows), now
        self._all = len(rows) <= _AT_ONCE
        self._lay_out()

    def show_text(self, details: Details) -> None:
        frame = self._texts.get(details.item.id)
        if frame is not None:
            frame.show_text(details.text or texts.preview(details.item))
            frame.show()

    def recolor(self) -> None:
        for frame in self._texts.values():
            frame.show_again()

    def _toggle_all(self) -> None:
        self._all = not self._all
        self._lay_out()

    def _lay_out(self) -> None:
        emptied(self._box)
        self._lines.clear()
        self._texts.clear()
        count = len(self._rows)
        self._head.setText(f"{'▾' if self._all else '▸'} {Counted().earlier(count)}")
        self._head.setAccessibleName(Counted().earlier(count))
        for shown in self._rows[-_MOST:] if self._all else ():
            self._add(shown)
        self.setVisible(bool(self._rows))

    def _add(self, shown: Row) -> None:
        item = shown.item
        moment = texts.moment(item.received_at, self._now) if self._now is not None else ""
        words = cleaned(item.preview, 90) or texts.subject(item)
        said = texts.pair(texts.sender(item), words)
        line = _Line(f"{moment}   {said}")
        line.setAccessibleName(f"{moment}, {said}")
        line.toggled.connect(lambda on, id=item.id: self._toggle(id, on))
        frame = MessageText(self._theme)
        frame.left.connect(self.left)
        frame.document().setDocumentMargin(3 * STEP)  # its words stand below those of the line
        frame.hide()
        self._lines[item.id], self._texts[item.id] = line, frame
        self._box.addWidget(line)
        self._box.addWidget(frame)

    def _toggle(self, id: int, on: bool) -> None:
        if on:
            self.wanted.emit(id)
        else:
            self._texts[id].hide()
