"""What a list shows when it has nothing to show: an icon, a line, a sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.window.icons import pixmap
from desktop.window.parts import column, label
from desktop.window.theme import STEP, Theme

_SIZE = 12 * STEP


class EmptyState(QWidget):
    """Centred in the room it gets."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon = ""
        self._color = "muted"
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = column(self, margins=8, spacing=3)
        box.addStretch(2)
        self._picture: QLabel = label()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addWidget(self._picture)
        self._title = label("", "heading", wrap=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addWidget(self._title)
        self._words = label("", "muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addWidget(self._words)
        box.addStretch(3)
        theme.changed.connect(self._paint)

    @property
    def said(self) -> str:
        return f"{self._title.text()} {self._words.text()}".strip()

    def say(self, title: str, words: str = "", *, icon: str = "", color: str = "muted") -> None:
        """Without `icon` there is none: what is said before the first paint loads no drawing."""
        self._icon = icon
        self._color = color
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.setAccessibleName(self.said)
        self._paint()

    def _paint(self) -> None:
        self._picture.setVisible(bool(self._icon))
        if not self._icon:
            return
        color = self._theme.color(self._color).name()
        self._picture.setPixmap(pixmap(self._icon, color, _SIZE, self.devicePixelRatioF()))
