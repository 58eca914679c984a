"""A list of short entries, two lines each, under headings: letters, drafts, saved answers."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.window.theme import STEP, Theme, font

_ENTRY = Qt.ItemDataRole.UserRole + 1
_EDGE = 5 * STEP
_PAD = 10
_GAP = 3
_OWN = {Qt.Key.Key_S: "S", Qt.Key.Key_O: "O"}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """`key` tells entries apart; with None it is a heading. `side` stands at the end of the first line, in `color`."""

    key: Hashable
    first: str
    second: str = ""
    side: str = ""
    color: str = "muted"


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: TwoLines) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fonts = {"name": font(bold=True), "small": font(0.92), "group": font(0.92, bold=True)}
        self._metrics = {name: QFontMetrics(made) for name, made in self._fonts.items()}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(_ENTRY)
        if entry.key is None:
            return QSize(100, self._metrics["group"].height() + 4 * STEP)
        return QSize(100, self._metrics["name"].height() + self._metrics["small"].height() + _GAP + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(_ENTRY)
        painter.save()
        painter.setLayoutDirection(option.direction)
        area = QRect(option.rect)
        if entry.key is None:
            self._draw(painter, option, area.adjusted(_EDGE, 2 * STEP, -_EDGE, 0), "group", "muted", entry.first)
        else:
            self._ground(painter, option, area)
            inner = area.adjusted(_EDGE, _PAD, -_EDGE, -_PAD)
            height = self._metrics["name"].height()
            first = QRect(inner.left(), inner.top(), inner.width(), height)
            width = min(self._metrics["small"].horizontalAdvance(entry.side) + STEP, inner.width() * 3 // 5)
            side = first.adjusted(inner.width() - width, 0, 0, 0)
            self._draw(painter, option, side, "small", entry.color, entry.side, at_end=True)
            room = first.adjusted(0, 0, -(width + 3 * STEP), 0)
            self._draw(painter, option, room, "name", "ink", entry.first)
            second = inner.adjusted(0, height + _GAP, 0, 0)
            self._draw(painter, option, second, "small", "muted", entry.second)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._theme.color("selection"))
            edge = QRect(area.left(), area.top(), 3, area.height())
            painter.fillRect(QStyle.visualRect(option.direction, area, edge), self._theme.color("accent"))
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(self._theme.color("accent"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(area.adjusted(0, 0, -1, -1))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, self._theme.color("background"))

    def _draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        box: QRect,
        kind: str,
        color: str,
        text: str,
        *,
        at_end: bool = False,
    ) -> None:
        painter.setFont(self._fonts[kind])
        painter.setPen(self._theme.color(color))
        shown = self._metrics[kind].elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        aligned = Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignLeft
        flags = aligned | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(QStyle.visualRect(option.direction, QRect(option.rect), box), flags, shown)


class TwoLines(QListWidget):
    """UI thread only. `chosen`: another entry is the current one, or none is; `opened`: Enter or a double click."""

    chosen = Signal()
    opened = Signal()
    pressed = Signal(str)
    """A key of its own was pressed: "S", "O" or "Del"."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._filling = False
        self.setItemDelegate(_Delegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setMinimumWidth(260)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        # Not `itemActivated`: where the desktop has one click do that, a click would take back what waits.
        self.itemDoubleClicked.connect(lambda _: self.opened.emit())
        self.currentItemChanged.connect(lambda *_: None if self._filling else self.chosen.emit())

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """These in place of all; the current one stays, or the one that came into its place is."""
        kept, place = self.key(), self.currentRow()
        self._filling = True
        self.clear()
        for entry in entries:
            made = QListWidgetItem(entry.first)
            made.setData(_ENTRY, entry)
            said = ", ".join(part for part in (entry.first, entry.side, entry.second) if part)
            made.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            if entry.key is None:
                made.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(made)
        self._filling = False
        if not self.choose(kept):
            self._choose_near(max(place, 0))
        self.chosen.emit()

    def key(self) -> Hashable:
        """Of the current entry; None if there is none."""
        return self._key_at(self.currentRow()) if self.currentRow() >= 0 else None

    def choose(self, key: Hashable) -> bool:
        """Make it the current entry; False if it is not there."""
        place = next((at for at in range(self.count()) if key is not None and self._key_at(at) == key), -1)
        if place >= 0:
            self.setCurrentRow(place)
        return place >= 0

    def _key_at(self, place: int) -> Hashable:
        entry: Entry = self.item(place).data(_ENTRY)
        return entry.key

    def _choose_near(self, place: int) -> None:
        order = (*range(min(place, self.count()), self.count()), *range(min(place, self.count()) - 1, -1, -1))
        near = next((at for at in order if self._key_at(at) is not None), -1)
        self.setCurrentRow(near)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Delete:
            self.pressed.emit("Del")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key in _OWN and not event.modifiers():
            self.pressed.emit(_OWN[key])
        elif key in moves and not event.modifiers():
            super().keyPressEvent(QKeyEvent(event.type(), moves[key].value, event.modifiers()))
        else:
            super().keyPressEvent(event)
