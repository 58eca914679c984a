"""A card over the window: the palette, the snooze times, the keys. Not a dialog, so nothing waits for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.window.parts import column
from desktop.window.theme import STEP


class Sheet(QWidget):
    """Covers its window until it is closed; the focus stays inside and goes back to where it was. UI thread only."""

    closed = Signal()

    def __init__(self, window: QWidget, name: str, width: int) -> None:
        super().__init__(window)
        self._window = window
        self._before: QWidget | None = None
        self.setAccessibleName(name)
        self.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4 * STEP, 18 * STEP, 4 * STEP, 8 * STEP)
        line = QHBoxLayout()
        line.addStretch(1)
        self.card = QFrame()
        self.card.setProperty("role", "card")
        self.card.setMaximumWidth(width)
        line.addWidget(self.card, 1000)
        line.addStretch(1)
        outer.addLayout(line)
        outer.addStretch(1)
        self.body = column(self.card, margins=4, spacing=2)
        window.installEventFilter(self)

    def open(self, first: QWidget) -> None:
        """Show it and put the focus on `first`."""
        self._before = self._window.focusWidget()
        self.resize(self._window.size())
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def shut(self) -> None:
        if self.isVisible():
            self.hide()
            if self._before is not None and self._before.isVisible():
                self._before.setFocus(Qt.FocusReason.PopupFocusReason)
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.resize(self._window.size())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.shut()

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = [
            each
            for each in self.findChildren(QWidget)
            if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        if not stops:
            return False
        here = self._window.focusWidget()
        place = stops.index(here) if here in stops else -1
        stops[(place + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(10, 16, 24, 110))
        painter.end()
