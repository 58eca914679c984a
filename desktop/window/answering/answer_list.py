"""The little list of saved answers below the cursor. The focus stays in the text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit

from desktop.core.text import cleaned
from desktop.window.chooser import HINT_ROLE, ChoiceDelegate
from desktop.window.counted import Counted
from desktop.window.parts import announce
from desktop.window.texts import translate
from desktop.window.theme import STEP, Theme
from inbox.answering import SavedAnswer

_WIDTH = 105 * STEP
_ROWS = 6


class AnswerList(QListWidget):
    """UI thread only."""

    chosen = Signal(object)
    """A SavedAnswer."""

    def __init__(self, theme: Theme, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        editor.destroyed.connect(self.deleteLater)  # by then it may lie over the window, where it has more room
        self._answers: tuple[SavedAnswer, ...] = ()
        self.setProperty("role", "rows")
        self.setItemDelegate(ChoiceDelegate(theme, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(translate("Answering", "Saved answers"))
        self.itemClicked.connect(lambda _: self.take_current())
        self.hide()

    @property
    def answers(self) -> tuple[SavedAnswer, ...]:
        return self._answers

    def offer(self, answers: Sequence[SavedAnswer], spot: QRect) -> None:
        """Show these at `spot`, the cursor in the editor's own coordinates; with none it is hidden."""
        self._answers = tuple(answers)
        self.clear()
        for answer in self._answers:
            title, used = cleaned(answer.title, 60), Counted().uses(answer.uses)
            made = QListWidgetItem(title)
            made.setData(HINT_ROLE, used if answer.uses else "")
            made.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {used}: {cleaned(answer.text, 120)}")
            self.addItem(made)
        if not self._answers:
            self.hide()
            return
        self.setCurrentRow(0)
        window = self._editor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        height = min(_ROWS, len(self._answers)) * self.sizeHintForRow(0) + 3 * STEP
        self.resize(min(_WIDTH, self._editor.width()), height)
        place = self._editor.mapTo(window, QPoint(spot.left(), spot.bottom() + STEP))
        if place.y() + height > window.height() - STEP:
            place.setY(max(STEP, place.y() - spot.height() - 2 * STEP - height))
        place.setX(max(STEP, min(place.x(), window.width() - self.width() - STEP)))
        self.move(place)
        self.show()
        self.raise_()
        self._say()

    def take_current(self) -> None:
        place = self.currentRow()
        if 0 <= place < len(self._answers):
            self.chosen.emit(self._answers[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        self._say()

    def _say(self) -> None:
        made = self.currentItem()
        if made is not None:
            announce(self._editor, str(made.data(Qt.ItemDataRole.AccessibleTextRole)))
