"""A page with a list and a reading pane: check-in, held, snoozed, done and search differ in where rows come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.desk import RequestError
from desktop.core.events import Problem, QueueChanged
from desktop.core.views import Row
from desktop.window.action_bar import ActionBar
from desktop.window.empty_state import EmptyState
from desktop.window.item_list import ItemList
from desktop.window.item_model import Fold, Line
from desktop.window.parts import column
from desktop.window.shell import Shell
from desktop.window.theme import STEP
from inbox.item import Details, Item

if TYPE_CHECKING:
    from desktop.window.reading_pane import ReadingPane

ANEW_MS = 50
"""When rows come anew, they are painted before the details of the one that is shown already are asked for again."""
_ROOM_TO_READ = 260
"""Pixels of height that a message needs to be shown above the answer to it."""


class ListPage(QWidget):
    """Subclasses ask for rows in `refresh` and `fetch_after` and give them to `show_rows`. UI thread only."""

    chosen = Signal()
    """Another row is the current one, or none is."""

    alone_when_empty = True
    """Whether an empty list takes the whole page."""

    def __init__(self, name: str, shell: Shell, *, grouped: bool = False) -> None:
        super().__init__()
        self.name = name
        self.shell = shell
        self.list = ItemList(shell.theme, grouped=grouped)
        self.empty = EmptyState(shell.theme)
        self._reading: ReadingPane | None = None
        self._writing: QWidget | None = None
        self._sought: int | None = None
        self._painted = False
        self.actions_bar = ActionBar(shell.shortcuts.commands, shell.shortcuts.actions, shell.theme)
        self._asked = 0
        self._detailed: int | None = None
        self._shown: Row | None = None
        self._anew = QTimer(self)
        self._anew.setSingleShot(True)
        self._anew.setInterval(ANEW_MS)
        self._anew.timeout.connect(self._ask_details)
        self._lay_out()
        self.setFocusProxy(self.list)
        self.list.chosen.connect(self._read_current)
        self.list.opened.connect(self._read)
        self.list.items.wanted.connect(self.fetch_after)
        shell.present.ticked.connect(self._retime)
        shell.present.changed.connect(self._retime)

    def _lay_out(self) -> None:
        outer = column(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        outer.addWidget(self.splitter)
        left = QFrame()
        left.setProperty("role", "panel")
        self.left = column(left)
        self.make_header(self.left)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        self.left.addWidget(self.stack, 1)
        right = self.right = QWidget()
        right.setMinimumWidth(70 * STEP)
        self._right_box = column(right)
        self._right_box.addStretch(1)
        self._right_box.addWidget(self.actions_bar)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setSizes([470, 634])

    @property
    def reading(self) -> ReadingPane:
        """The pane, made when it is first needed."""
        if self._reading is None:
            from desktop.window.reading_pane import ReadingPane

            self._reading = ReadingPane(self.shell)
            self._reading.left.connect(self.focus_list)
            self._right_box.takeAt(0)  # the stretch that kept its place
            self._right_box.insertWidget(0, self._reading, 2)
        return self._reading

    def complete(self) -> None:
        """The window has been painted: what the first paint did not need comes now."""
        if not self._painted:
            self._painted = True
            self._read_current()

    # What is being written

    def show_writing(self, panel: QWidget | None) -> None:
        """An answer stands below the message, in the place of the actions; None takes it away, but does not end it."""
        if self._writing is not None:
            self._right_box.removeWidget(self._writing)
            self._writing.hide()
        self._writing = panel
        self.actions_bar.setVisible(panel is None)
        if panel is not None:
            self._right_box.addWidget(panel, 3)
            panel.show()
        self.right.setVisible(self._has_right())
        self._fit_writing()

    def seek(self, id: int) -> None:
        """Go to this item, now or as soon as it is among the rows."""
        self._sought = id
        place = self.list.items.place_of((id,))
        if place >= 0:
            self._sought = None
            self.list.choose(place)

    def _has_right(self) -> bool:
        return bool(self.list.items.rows) or not self.alone_when_empty or self._writing is not None

    def _fit_writing(self) -> None:
        """In a low window there is room for one of the two."""
        if self._reading is not None:
            taken = 0 if self._writing is None else self._writing.minimumSizeHint().height()
            self._reading.setVisible(taken == 0 or self.height() - taken >= _ROOM_TO_READ)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_writing()

    # What a subclass says

    def make_header(self, box: QVBoxLayout) -> None:
        """What stands above the list."""

    def refresh(self) -> None:
        """Ask for the first page again."""

    def fetch_after(self, last: int) -> None:
        """Ask for the page after this id."""

    def queue_changed(self, changed: QueueChanged) -> None:
        """Something came or went: by default nothing is asked again, what was found stays."""

    def say_empty(self) -> None:
        """Put the words for an empty list into `empty`."""

    # Rows

    def show_rows(self, rows: Sequence[Row], *, complete: bool | None = None) -> None:
        self.list.items.now, self.list.items.drafts = self.shell.present.at(), self.shell.present.drafts
        self.list.items.show(rows, complete=complete)
        self._after_rows()

    def take_away(self, ids: Iterable[int]) -> None:
        """These have been dealt with: they leave at once, before the engine's own word."""
        self.list.items.remove(ids)
        self._after_rows()

    def _after_rows(self) -> None:
        self.right.setVisible(self._has_right())
        if self.list.items.rows:
            self.stack.setCurrentWidget(self.list)
            self.list.choose_first()
            if self._sought is not None:
                self.seek(self._sought)
        else:
            self.say_empty()
            self.stack.setCurrentWidget(self.empty)
        self._read_current()

    def _retime(self) -> None:
        if self.isVisible():
            self.list.items.set_now(self.shell.present.at(), self.shell.present.drafts)
            if self._painted:
                self._show_current()

    # The current row

    def item(self) -> Item | None:
        """The one item that is current; None for a heading, a folded group, or nothing."""
        entry = self.list.current()
        return entry.row.item if isinstance(entry, Line) else None

    def targets(self) -> tuple[int, ...]:
        return self.list.targets()

    def _read(self) -> None:
        self.reading.focus_text()

    def focus_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_current(self) -> None:
        if self._painted:
            entry = self.list.current()
            if not (isinstance(entry, Line) and entry.row == self._shown):  # mostly others came, and this one stays
                self._show_current()
            item = self.item()
            if item is not None and item.id == self._detailed:
                self._anew.start()
            else:
                self._ask_details()
        self.chosen.emit()

    def _show_current(self) -> None:
        entry = self.list.current()
        self._shown = entry.row if isinstance(entry, Line) else None
        if isinstance(entry, Line):
            self.reading.show_row(entry.row, self.shell.present.at(), self.shell.present.now)
        elif isinstance(entry, Fold):
            self.reading.show_fold(entry.rows)
        else:
            self.reading.clear()

    def _ask_details(self) -> None:
        item = self.item()
        self._detailed = None if item is None else item.id
        if item is None:
            return
        id = item.id
        self._asked += 1
        mine = self._asked

        def show(details: Details) -> None:
            if mine == self._asked:
                self.reading.show_details(details, self.shell.present.at())

        def failed(error: Exception) -> None:
            if isinstance(error, RequestError):
                self.list.items.remove((id,))  # it is gone: forgotten with its account
            else:
                self.shell.bridge.problem.emit(Problem("broken", str(error)))

        self.shell.bridge.ask(lambda desk: desk.details(id), show, failed)
