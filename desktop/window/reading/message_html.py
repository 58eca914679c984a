"""One HTML part of a mail, in a frame of its own: parts of a mail are never joined (EFAIL)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QImage, QTextBlockFormat, QTextCharFormat, QTextCursor

from desktop.window.reading.frame import Frame, Step
from desktop.window.texts import translate
from desktop.window.theme import Theme


class MessageHtml(Frame):
    """`slices`: of `desktop.window.reading.flow.slices`."""

    def __init__(self, theme: Theme, slices: Sequence[str], images: Mapping[str, QImage]) -> None:
        super().__init__(translate("Reading", "Formatted text of the message"))
        self._theme = theme
        self._slices = slices
        self.images = images

    def show_again(self) -> None:
        """Colours are those of the moment: a link keeps the one it was read with."""
        tokens = self._theme.tokens
        self.document().setDefaultStyleSheet(
            f"a {{ color: {tokens.accent}; }} a.deceptive {{ color: {tokens.due}; }}"
            f" .missing {{ color: {tokens.muted}; font-style: italic; }}"
            f" blockquote {{ color: {tokens.muted}; margin-left: 16px; }}"
            " table { margin-top: 8px; margin-bottom: 8px; }"
        )
        self.fill([_slice(html) for html in self._slices])


def _slice(html: str) -> Step:
    def write(cursor: QTextCursor) -> None:
        if not cursor.document().isEmpty():
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertHtml(html)

    return write
