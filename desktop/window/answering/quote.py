"""What will stand below one's own text, folded away: the signature and what is quoted, exactly as it will be sent."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QPlainTextEdit, QSizePolicy, QWidget

from desktop.window.parts import button, column, row
from desktop.window.texts import translate
from desktop.window.theme import STEP, font

_LEAST = 15 * STEP
_MOST = 34 * STEP
_SHOWN = 20_000
"""Characters that are shown; all of it is sent."""
_LINE = 2000
"""Characters of one line: laying out a line takes time by the square of its length."""


class _Preview(QPlainTextEdit):
    """Escape belongs to the panel."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)


class Quote(QWidget):
    """UI thread only."""

    wanted = Signal()
    """It was unfolded: the text is wanted, to be given to `show_text`."""

    def __init__(self, attach: QWidget, *, signed: bool, forwards: bool) -> None:
        """`attach` stands at the other end of the line, beside the files above it."""
        super().__init__()
        self._words = _words(signed=signed, forwards=forwards)
        box = column(self, spacing=1)
        line = row(spacing=3)
        self.fold = button(f"▸  {self._words}")
        self.fold.setCheckable(True)
        self.fold.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.fold.setAccessibleName(self._words)
        self.fold.setProperty("role", "fold")
        self.fold.toggled.connect(self._turn)
        line.addWidget(self.fold)
        line.addStretch(1)
        self.originals = QCheckBox(translate("Answering", "With its files"))
        self.originals.setToolTip(translate("Answering", "What was attached to the message goes along"))
        self.originals.setChecked(True)
        self.originals.setVisible(forwards)
        line.addWidget(self.originals)
        line.addWidget(attach)
        box.addLayout(line)
        self.preview = _Preview()
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.preview.setFrameShape(QFrame.Shape.NoFrame)
        self.preview.setFont(font(0.92))
        self.preview.setProperty("role", "quote")
        self.preview.setAccessibleName(translate("Answering", "What is added below your text"))
        self.preview.setMinimumHeight(_LEAST)
        self.preview.setMaximumHeight(_MOST)
        self.preview.hide()
        box.addWidget(self.preview)

    def show_text(self, text: str) -> None:
        lines = text[:_SHOWN].split("\n")
        cut = "\n".join(line[at : at + _LINE] for line in lines for at in range(0, max(1, len(line)), _LINE))
        self.preview.setPlainText(f"{cut}\n…" if len(text) > _SHOWN else cut)

    def _turn(self, unfolded: bool) -> None:
        self.fold.setText(f"{'▾' if unfolded else '▸'}  {self._words}")
        self.preview.setVisible(unfolded)
        if unfolded:
            self.wanted.emit()


def _words(*, signed: bool, forwards: bool) -> str:
    if forwards:
        if signed:
            return translate("Answering", "Your signature and the message follow")
        return translate("Answering", "The message follows")
    if signed:
        return translate("Answering", "Your signature and the quoted text follow")
    return translate("Answering", "The quoted text follows")
