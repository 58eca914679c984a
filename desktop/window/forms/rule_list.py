"""The rules in their order, each as its name and a sentence, with what is odd about it below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.core.rule_views import RuleSet
from desktop.core.text import cleaned
from desktop.window.forms.rule_words import oddity_words, sentence
from desktop.window.texts import translate
from desktop.window.theme import STEP, Theme, font

Index = QModelIndex | QPersistentModelIndex
_SHOWN = Qt.ItemDataRole.UserRole
_NUMBER = 7 * STEP
_PAD = 3 * STEP
_GAP = STEP
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True, slots=True)
class _Shown:
    name: str
    words: str
    odd: str
    off: bool


class _Rules(QStyledItemDelegate):
    """Number, name and sentence; a rule that is off is quiet."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name, self._small = font(bold=True), font(0.92)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        shown: _Shown = index.data(_SHOWN)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 400
        room = max(120, width - _NUMBER - 2 * _PAD)
        height = QFontMetrics(self._name).height() + self._height(shown.words, room)
        if shown.odd:
            height += _GAP + self._height(shown.odd, room)
        return QSize(120, height + 2 * _PAD)

    def _height(self, text: str, room: int) -> int:
        return QFontMetrics(self._small).boundingRect(QRect(0, 0, room, 10_000), _WRAP, text).height()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown: _Shown = index.data(_SHOWN)
        area = option.rect
        assert isinstance(area, QRect)
        pick = self._theme.color
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, pick("selection"))
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), pick("accent"))
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(pick("accent"), 1))
                painter.drawRect(area.adjusted(0, 0, -1, -1))
        painter.setPen(QPen(pick("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(_PAD + _NUMBER, _PAD, -_PAD, -_PAD)
        number = QRect(area.left() + _PAD, inner.top(), _NUMBER - 2 * STEP, inner.height())
        painter.setFont(self._name)
        painter.setPen(pick("muted"))
        painter.drawText(number, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight), str(index.row() + 1))
        painter.setPen(pick("muted" if shown.off else "ink"))
        metrics = QFontMetrics(self._name)
        name = metrics.elidedText(shown.name, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), name)
        below = inner.adjusted(0, metrics.height(), 0, 0)
        painter.setFont(self._small)
        painter.setPen(pick("muted"))
        painter.drawText(below, _WRAP, shown.words)
        if shown.odd:
            painter.setPen(pick("due"))
            painter.drawText(below.adjusted(0, self._height(shown.words, inner.width()) + _GAP, 0, 0), _WRAP, shown.odd)
        painter.restore()


class RuleListing(QListWidget):
    """Alt+Up and Alt+Down move the current one, Return changes it, Space switches it, Delete removes it."""

    move_wanted = Signal(int, int)
    """From a place to another, from 0."""
    edit_wanted = Signal(int)
    switch_wanted = Signal(int)
    remove_wanted = Signal(int)
    copy_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rules")
        self.setAccessibleName(translate("Rules", "Rules, in their order"))
        self.setItemDelegate(_Rules(theme, self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setMinimumHeight(140)
        self.itemDoubleClicked.connect(lambda item: self.edit_wanted.emit(self.row(item)))
        theme.changed.connect(self.viewport().update)

    def show_rules(self, shown: RuleSet, current: int) -> None:
        self.clear()
        odd = _odd(shown)
        for place, rule in enumerate(shown.rules):
            name = cleaned(rule.name, 100)
            words = sentence(rule)
            if rule.off:
                name = translate("Rules", "{name} (off)").format(name=name)
            item = QListWidgetItem()
            item.setData(_SHOWN, _Shown(name, words, odd.get(place, ""), rule.off))
            said = f"{place + 1}. {name}. {words}. {odd.get(place, '')}".strip()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            self.addItem(item)
        if shown.rules:
            self.setCurrentRow(min(max(current, 0), len(shown.rules) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here, key = self.currentRow(), event.key()
        if here < 0:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            to = here + (-1 if key == Qt.Key.Key_Up else 1)
            if 0 <= to < self.count():
                self.move_wanted.emit(here, to)
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_D:
            self.copy_wanted.emit(here)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_wanted.emit(here)
        elif key == Qt.Key.Key_Space:
            self.switch_wanted.emit(here)
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit(here)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """What is shown follows what is kept: the engine is asked, and nothing is moved here."""
        here = self.currentRow()
        over = self.indexAt(event.position().toPoint())
        to = self.count() - 1 if not over.isValid() else over.row()
        if over.isValid():
            area = self.visualRect(over)
            below = event.position().y() > area.center().y()
            to += below - (over.row() > here)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if here >= 0 and to != here:
            self.move_wanted.emit(here, max(0, to))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # what wraps has other heights


def _odd(shown: RuleSet) -> dict[int, str]:
    """What is odd about each, by place from 0."""
    found: dict[int, str] = {}
    for one in shown.oddities:
        said = (found.get(one.place - 1, ""), oddity_words(one, shown.rules))
        found[one.place - 1] = " ".join(part for part in said if part)
    return found
