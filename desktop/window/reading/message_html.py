"""One HTML part of a mail, in a frame of its own: parts of a mail are never joined (EFAIL)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QImage, QTextBlockFormat, QTextCharFormat, QTextCursor

from desktop.window.reading.flow import Flow
from desktop.window.reading.frame import Frame, Step
from desktop.window.texts import translate
from desktop.window.theme import Theme


class MessageHtml(Frame):
    def __init__(self, theme: Theme, flow: Flow, images: Mapping[str, QImage]) -> None:
        super().__init__(translate("Reading", "Formatted text of the message"))
        self._theme = theme
        self._flow = flow
        self.images = images

    def show_again(self, *, at_once: bool = True) -> None:
        """Colours are those of the moment: a link keeps the one it was read with."""
        tokens = self._theme.tokens
        self.document().setDefaultStyleSheet(
            f"a {{ color: {tokens.accent}; }} a.deceptive {{ color: {tokens.due}; }}"
            f" .missing {{ color: {tokens.muted}; font-style: italic; }}"
            f" blockquote {{ color: {tokens.muted}; margin-left: 16px; }}"
            " table { margin-top: 8px; margin-bottom: 8px; }"
        )
        steps = [_slice(html) for html in self._flow.slices]
        if self._flow.cut:
            steps.append(_end(translate("Reading", "… cut here. Open it at the source for the rest.")))
        self.fill(steps, at_once=at_once)


def _slice(html: str) -> Step:
    def write(cursor: QTextCursor) -> None:
        if not cursor.document().isEmpty():
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertHtml(html)

    return write


def _end(words: str) -> Step:
    def write(cursor: QTextCursor) -> None:
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertText(words)

    return write
