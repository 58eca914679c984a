"""A line to type in and a list that follows it: the palette is one, and so is whatever asks for a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.commands import Command, group_title
from desktop.shortcuts import key_text
from desktop.window.parts import announce, label
from desktop.window.sheet import Sheet
from desktop.window.texts import translate
from desktop.window.theme import RADIUS, STEP, Theme, font
from inbox.folding import folded

HINT_ROLE = Qt.ItemDataRole.UserRole + 1
_WARNS_ROLE = Qt.ItemDataRole.UserRole + 2
_UNLISTED = ("palette", "next", "previous", "open")
"""Of no use by name: they move in the list that the palette covers."""
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True, slots=True)
class Choice:
    """`hint` stands at the other end of the line; `call` is what choosing it does. `warns`: it is marked in red."""

    text: str
    hint: str
    call: Callable[[], None]
    warns: bool = False


class ChoiceDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, option.fontMetrics.height() + 4 * STEP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setLayoutDirection(option.direction)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("selection"))
            painter.drawRoundedRect(area, RADIUS, RADIUS)
        inner = area.adjusted(3 * STEP, 0, -3 * STEP, 0)
        painter.setFont(font(0.92))
        hint = str(index.data(HINT_ROLE) or "")
        used = painter.fontMetrics().horizontalAdvance(hint) + 2 * STEP
        warns = bool(index.data(_WARNS_ROLE))
        painter.setPen(self._theme.color("due" if warns else "muted"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, hint)
        painter.setFont(font())
        painter.setPen(self._theme.color("due" if warns else "ink"))
        room = QStyle.visualRect(option.direction, inner, QRect(inner).adjusted(0, 0, -used, 0))
        text = painter.fontMetrics().elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, text)
        painter.restore()


class _Line(QLineEdit):
    """Moves through the list while the focus stays in the line."""

    def __init__(self, chooser: Chooser) -> None:
        super().__init__()
        self._chooser = chooser

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self._chooser.pass_key(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._chooser.choose_current()
        else:
            super().keyPressEvent(event)


class Chooser(Sheet):
    """Subclasses say what fits the typed text. UI thread only."""

    def __init__(self, window: QWidget, theme: Theme, name: str, placeholder: str) -> None:
        super().__init__(window, name, 130 * STEP)
        self._line = _Line(self)
        self._line.setPlaceholderText(placeholder)
        self._line.setAccessibleName(name)
        self._line.setMaxLength(100)
        self._line.textChanged.connect(self._follow)
        self.body.addWidget(self._line)
        self._list = QListWidget()
        self._list.setItemDelegate(ChoiceDelegate(theme, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(name)
        self._list.itemClicked.connect(lambda _: self.choose_current())
        self.body.addWidget(self._list)
        self._hint = label("", "small", wrap=True)
        self.body.addWidget(self._hint)
        self._choices: Sequence[Choice] = ()
        self._meant = ""

    def fitting(self, typed: str) -> Sequence[Choice]:
        """The choices for what has been typed, best first."""
        raise NotImplementedError

    def nothing_fits(self) -> str:
        """What is said in place of the hint where nothing fits; '' for nothing."""
        return ""

    def ask(self, hint: str = "") -> None:
        """Show it afresh."""
        self._line.clear()
        self._meant = hint
        self._follow("")
        self.open(self._line)

    @property
    def shown(self) -> tuple[str, ...]:
        return tuple(choice.text for choice in self._choices)

    def _follow(self, typed: str) -> None:
        self._choices = self.fitting(typed)
        self._list.clear()
        for choice in self._choices:
            made = QListWidgetItem(choice.text)
            made.setData(HINT_ROLE, choice.hint)
            made.setData(_WARNS_ROLE, choice.warns)
            made.setData(Qt.ItemDataRole.AccessibleTextRole, f"{choice.text}, {choice.hint}".rstrip(", "))
            self._list.addItem(made)
        self._list.setCurrentRow(0)
        rows = min(9, max(1, len(self._choices)))
        self._list.setFixedHeight(rows * self._list.sizeHintForRow(0) + 4 if self._choices else 2)
        hint = self._meant if self._choices else self.nothing_fits() or self._meant
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._say_current()

    @property
    def hint(self) -> str:
        return self._hint.text()

    def _say_current(self) -> None:
        if not self._choices and self.isVisible() and self.nothing_fits():
            announce(self._line, self.nothing_fits())
        if self._list.currentRow() >= 0 and self.isVisible():
            made = self._list.currentItem()
            announce(self._line, str(made.data(Qt.ItemDataRole.AccessibleTextRole)))

    def pass_key(self, event: QKeyEvent) -> None:
        self._list.keyPressEvent(event)
        self._say_current()

    def choose_current(self) -> None:
        place = self._list.currentRow()
        if 0 <= place < len(self._choices):
            choice = self._choices[place]
            self.shut()
            choice.call()


class Palette(Chooser):
    """Every command that can be used now, by its words."""

    def __init__(self, window: QWidget, theme: Theme, usable: Callable[[], Iterable[Command]]) -> None:
        super().__init__(
            window, theme, translate("Palette", "Commands"), translate("Palette", "What would you like to do?")
        )
        self._usable = usable
        self._now: tuple[Command, ...] = ()

    def ask(self, hint: str = "") -> None:
        # Before the sheet is open: what can be used is judged by the page below it.
        self._now = tuple(command for command in self._usable() if command.id not in _UNLISTED)
        super().ask(hint)

    def fitting(self, typed: str) -> Sequence[Choice]:
        words = plain(typed).split()
        found = []
        for command in self._now:
            said = plain(f"{command.text} {group_title(command.group)}")
            if all(word in said for word in words):
                starts = bool(words) and said.startswith(words[0])
                found.append((not starts, Choice(command.text, key_text(command), command.call)))
        return [choice for _, choice in sorted(found, key=lambda pair: pair[0])]


def plain(text: str) -> str:
    """As what is typed and what is offered are compared: "l'ete" is on every keyboard, and finds "l’été"."""
    return folded(text).replace("’", "'")
