"""A word about what was just done, with a way back. It takes no focus and leaves by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.window.parts import KeyButton, announce, label
from desktop.window.theme import RADIUS, STEP, Theme

_SHOWN_MS = 8000


class Toast(QWidget):
    """UI thread only."""

    def __init__(self, window: QWidget, anchor: QWidget, theme: Theme) -> None:
        """It lies over `window`, at the bottom of `anchor` where that begins."""
        super().__init__(window)
        self._window = window
        self._anchor = anchor
        self._theme = theme
        self._call: Callable[[], None] | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(4 * STEP, 2 * STEP, 2 * STEP, 2 * STEP)
        line.setSpacing(4 * STEP)
        self._text: QLabel = label()
        self._text.setWordWrap(False)
        line.addWidget(self._text)
        self._button = KeyButton("", "", theme)
        self._button.clicked.connect(self._press)
        line.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self._left = 0
        self._words: Callable[[int], str] = str
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._count)
        window.installEventFilter(self)
        self.hide()

    @property
    def said(self) -> str:
        return self._text.text()

    def say(self, text: str, button: str = "", key: str = "", call: Callable[[], None] | None = None) -> None:
        self._second.stop()
        self._call = call
        self._button.set_text(button, key)
        self._button.setVisible(call is not None)
        self._put(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)

    def count_down(
        self, words: Callable[[int], str], seconds: int, button: str, key: str, call: Callable[[], None]
    ) -> None:
        """`words` for each second that is left, until there are none. Only the first ones are announced."""
        self.say(words(seconds), button, key, call)
        self._timer.stop()
        self._words, self._left = words, seconds
        self._second.start()

    def _count(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._second.stop()
            self.hide()
            return
        self._put(self._words(self._left))
        self._place()

    def _put(self, text: str) -> None:
        metrics = self._text.fontMetrics()
        button = self._button.sizeHint().width() if self._call is not None else 0
        room = max(200, self._anchor.width() - 18 * STEP - button)
        self._text.setText(text)
        self._text.setWordWrap(metrics.horizontalAdvance(text) > room)
        self._text.setMinimumWidth(room if self._text.wordWrap() else 0)

    def _press(self) -> None:
        self._second.stop()
        self.hide()
        if self._call is not None:
            self._call()

    def _place(self) -> None:
        self.adjustSize()
        place = self._anchor.mapTo(self._window, QPoint(4 * STEP, self._anchor.height() - self.height() - 4 * STEP))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            place.setX(place.x() + self._anchor.width() - self.width() - 8 * STEP)
        self.move(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.color("muted"))
        painter.setBrush(self._theme.color("panel"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), RADIUS, RADIUS)
        painter.end()
