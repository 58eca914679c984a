"""The list itself: a view on an ItemModel that moves from item to item and keeps its place when rows change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleTableModelChangeEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from desktop.window.item_delegate import ItemDelegate
from desktop.window.item_model import Entry, Fold, Heading, Index, ItemModel, ids_of
from desktop.window.theme import Theme

_DATA_CHANGED = QAccessibleTableModelChangeEvent.ModelChangeType.DataChanged
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ItemList(QListView):
    """UI thread only. `chosen` is emitted when another row, or none, became the current one."""

    chosen = Signal()
    opened = Signal()

    def __init__(self, theme: Theme, *, grouped: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items = ItemModel(grouped=grouped, parent=self)
        self._place = -1
        self.setItemDelegate(ItemDelegate(theme, self))
        self.setModel(self.items)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(not grouped)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(100)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setMinimumWidth(260)
        self.activated.connect(self._activate)
        self.items.modelAboutToBeReset.connect(self._remember)
        self.items.modelReset.connect(self._restore)
        self.items.rowsAboutToBeRemoved.connect(self._remember)
        self.items.rowsRemoved.connect(self._restore)
        self.items.rowsAboutToBeInserted.connect(self._before_insertion)
        self.items.rowsInserted.connect(self._after_insertion)
        self._kept: tuple[int, ...] = ()
        self._top: int | None = None

    def current(self) -> Entry | None:
        return self.items.entry(self.currentIndex().row())

    def targets(self) -> tuple[int, ...]:
        """The ids an action is for: those selected, or else those of the current row."""
        if self.items.marked:
            return self.items.marked
        entry = self.current()
        return ids_of(entry) if entry is not None else ()

    def step_by(self, step: int) -> None:
        """To the next item in the direction of `step`; headings are passed over."""
        place = self.currentIndex().row() + step
        while 0 <= place < self.items.rowCount():
            if not isinstance(self.items.entry(place), Heading):
                self.choose(place)
                return
            place += step

    def choose(self, place: int) -> None:
        index = self.items.index(place)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if place > 0 and isinstance(self.items.entry(place - 1), Heading):
            self.scrollTo(self.items.index(place - 1))
        self.scrollTo(index)

    def choose_first(self) -> None:
        """Where nothing is chosen yet, the first item."""
        entry = self.current()
        if entry is None or isinstance(entry, Heading):
            self.step_by(1)
        elif not self.selectionModel().isSelected(self.currentIndex()):
            self.choose(self.currentIndex().row())

    def mark_current(self) -> None:
        entry = self.current()
        if entry is not None:
            self.items.mark(ids_of(entry))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.step_by(step)
            return
        if event.key() == Qt.Key.Key_Escape and self.items.marked:
            self.items.unmark_all()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)  # which makes a row the current one without selecting it
        self.choose_first()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """No row has another height for what it says: all are painted anew, and none is measured, which is what Qt does
        here. Whoever listens to the screen is told as Qt tells them."""
        self.viewport().update()
        if QAccessible.isActive():
            told = QAccessibleTableModelChangeEvent(self, _DATA_CHANGED)
            told.setFirstRow(first.row())
            told.setLastRow(last.row())
            told.setFirstColumn(first.column())
            told.setLastColumn(last.column())
            QAccessible.updateAccessibility(told)

    def _activate(self, index: QModelIndex) -> None:
        self.choose(index.row())
        self.open_current()

    def open_current(self) -> None:
        """Unfold the bulk, or have the item read."""
        entry = self.current()
        if isinstance(entry, Fold):
            place = self.currentIndex().row()
            self.items.unfold()
            self.choose(place)
        elif entry is not None:
            self.opened.emit()

    def _remember(self, *_: object) -> None:
        entry = self.current()
        if entry is not None:
            self._kept = ids_of(entry)
            self._place = self.currentIndex().row()

    def _restore(self, *_: object) -> None:
        """The same item again, or else the one that has come into its place: triage goes on downwards."""
        place = self.items.place_of(self._kept)
        if place < 0 <= self._place:
            place = self._nearest(self._place)
        if place >= 0:
            self.choose(place)
        else:
            self.chosen.emit()

    def _before_insertion(self, *_: object) -> None:
        area = self.visualRect(self.currentIndex())
        self._top = area.top() if self.viewport().rect().intersects(area) else None

    def _after_insertion(self, *_: object) -> None:
        """What is being read stays where it is on screen; at the very top what comes pushes it down, to be seen."""
        if self._top is None:
            return
        bar = self.verticalScrollBar()
        if bar.value() > 0:
            bar.setValue(bar.value() + self.visualRect(self.currentIndex()).top() - self._top)
        else:
            self.scrollTo(self.currentIndex())

    def _nearest(self, place: int) -> int:
        count = self.items.rowCount()
        order = (*range(min(place, count), count), *range(min(place, count) - 1, -1, -1))
        return next((at for at in order if not isinstance(self.items.entry(at), Heading)), -1)
