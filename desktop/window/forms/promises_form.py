"""To whom answers are promised, within how long, and the calendars that count for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QSizePolicy, QWidget

from desktop.bridge import Bridge
from desktop.core.clock import SystemClock
from desktop.core.desk import Desk
from desktop.core.promise_views import USUAL, PromiseLine, WorkCalendar
from desktop.core.text import cleaned
from desktop.core.views import AccountLine
from desktop.window import promise_words, texts
from desktop.window.counted import Counted
from desktop.window.forms import mnemonics
from desktop.window.forms.calendar_editor import CalendarEditor
from desktop.window.forms.pages import Pages, limited
from desktop.window.forms.promise_editor import PromiseEditor
from desktop.window.forms.rule_conditions import Offer
from desktop.window.forms.rule_words import which
from desktop.window.forms.says import Says
from desktop.window.forms.span_words import days_words, time_words
from desktop.window.forms.trouble import of_request
from desktop.window.parts import button, column, label, row
from desktop.window.places import country_name
from inbox.promises import Promise

_LIST_HEIGHT = 110


class Lines(QListWidget):
    """Return changes the current one, Delete removes it, Alt+Up and Alt+Down move it."""

    chosen = Signal(int)
    removed = Signal(int)
    moved = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "rows")
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_LIST_HEIGHT)
        self.setAccessibleName(name)
        self.itemDoubleClicked.connect(lambda _: self.chosen.emit(self.currentRow()))

    def show_lines(self, lines: Sequence[str], current: int) -> None:
        self.clear()
        for line in lines:
            self.addItem(QListWidgetItem(line))
        self.setCurrentRow(min(max(current, 0), len(lines) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here, key = self.currentRow(), event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if here < 0:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(here)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit(here)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(here, here - 1 if key == Qt.Key.Key_Up else here + 1)
        else:
            super().keyPressEvent(event)


class PromisesForm(QWidget):
    """The two lists, and in their place the form of a promise or a calendar. Each change is kept at once."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.lines: tuple[PromiseLine, ...] = ()
        self.calendars: tuple[WorkCalendar, ...] = ()
        self._accounts: tuple[str, ...] = ()
        self._place = 0
        self._new = False
        self._undo: Callable[[], None] | None = None
        """Takes back the latest change made here."""
        self.list, self.calendar_list = Lines(self.tr("Promises, in their order")), Lines(self.tr("Working hours"))
        self.says = Says()
        self.undo_button = button(self.tr("Undo"), "link")
        self.none_yet = label(self.tr("Nobody is promised anything yet."), "muted", wrap=True)
        self.add_button = button(self.tr("Add a promise…"), "primary")
        self.edit_button, self.remove_button = button(self.tr("Change…")), button(self.tr("Remove"))
        self.up_button, self.down_button = button(self.tr("Move up")), button(self.tr("Move down"))
        self.add_calendar_button = button(self.tr("Add working hours…"))
        self.edit_calendar_button = button(self.tr("Change the hours…"))
        self.remove_calendar_button = button(self.tr("Remove the hours"))
        self.editor, self.calendar_editor = PromiseEditor(), CalendarEditor()
        self.pages = Pages(limited(self._listing(), 880), limited(self.editor, 880), limited(self.calendar_editor, 880))
        layout = column(self)
        layout.addWidget(self.pages)
        layout.addStretch(1)
        self._listen()
        self._offer_undo(None)
        self._usable()

    def _listing(self) -> QWidget:
        self.listing = QWidget()
        layout = column(self.listing, spacing=3)
        hint = self.tr(
            "Whom you owe an answer, and within how much of your working time. Their messages show when the answer is "
            "due, and come first on that day. The first promise that matches counts."
        )
        layout.addWidget(label(hint, "muted", wrap=True))
        said = row()
        said.addWidget(self.says, 1)
        said.addWidget(self.undo_button)
        layout.addLayout(said)
        layout.addWidget(self.none_yet)
        layout.addWidget(self.list, 1)
        self._buttons(
            layout.addLayout, self.add_button, self.edit_button, self.up_button, self.down_button, self.remove_button
        )
        layout.addWidget(label(self.tr("Working hours"), "strong"))
        layout.addWidget(self.calendar_list, 1)
        self._buttons(
            layout.addLayout, self.add_calendar_button, self.edit_calendar_button, self.remove_calendar_button
        )
        return self.listing

    def _buttons(self, add: Callable[..., None], *buttons: QPushButton) -> None:
        line = row()
        for each in buttons:
            line.addWidget(each)
        line.addStretch(1)
        add(line)

    def _listen(self) -> None:
        self.list.currentRowChanged.connect(lambda _: self._usable())
        self.calendar_list.currentRowChanged.connect(lambda _: self._usable())
        self.list.chosen.connect(self.change)
        self.list.removed.connect(self.remove)
        self.list.moved.connect(self.move_promise)
        self.calendar_list.chosen.connect(self.change_calendar)
        self.calendar_list.removed.connect(self.remove_calendar)
        here, hours = self.list.currentRow, self.calendar_list.currentRow
        for pressed, do in (
            (self.add_button, self.add),
            (self.edit_button, lambda: self.change(here())),
            (self.remove_button, lambda: self.remove(here())),
            (self.up_button, lambda: self.move_promise(here(), here() - 1)),
            (self.down_button, lambda: self.move_promise(here(), here() + 1)),
            (self.add_calendar_button, self.add_calendar),
            (self.edit_calendar_button, lambda: self.change_calendar(hours())),
            (self.remove_calendar_button, lambda: self.remove_calendar(hours())),
        ):
            pressed.clicked.connect(do)
        self.undo_button.clicked.connect(self.undo)
        self.editor.saved.connect(self._save)
        self.calendar_editor.saved.connect(self._save_calendar)
        self.editor.left.connect(self._back)
        self.calendar_editor.left.connect(self._back)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Not while one is edited: its place in the list would be another's."""
        if self.pages.current == 0:
            self._bridge.ask(_shown, self._show, self._failed)

    def _show(self, shown: tuple[tuple[PromiseLine, ...], tuple[WorkCalendar, ...], Sequence[AccountLine]]) -> None:
        if shown[1] != self.calendars or _promises(shown[0]) != _promises(self.lines):
            self._offer_undo(None)
        self.lines, self.calendars = shown[0], shown[1]
        self._accounts = tuple(line.name for line in shown[2])
        self._put(self.list.currentRow(), self.calendar_list.currentRow())

    def _put(self, current: int, calendar: int) -> None:
        self.list.show_lines([self._words(one) for one in self.lines], current)
        self.calendar_list.show_lines([self._hours_words(one) for one in self.calendars], calendar)
        self.list.setVisible(bool(self.lines))
        self.none_yet.setVisible(not self.lines)
        self._usable()

    def _usable(self) -> None:
        here, count = self.list.currentRow(), self.list.count()
        for each in (self.edit_button, self.remove_button):
            each.setEnabled(here >= 0)
        self.up_button.setEnabled(here > 0)
        self.down_button.setEnabled(0 <= here < count - 1)
        self.edit_calendar_button.setEnabled(self.calendar_list.currentRow() >= 0)
        self.remove_calendar_button.setEnabled(self.calendar_list.currentRow() > 0)
        mnemonics.assign(self.listing)

    # Words

    def _words(self, line: PromiseLine) -> str:
        one = line.promise
        said = texts.pair(cleaned(one.name, 80), promise_words.within(one.within))
        if one.calendar and one.calendar != USUAL:
            said = f"{said} ({cleaned(one.calendar, 60)})"
        parts = [which(one.match)]
        if line.open:
            parts.append(Counted().answers_open(line.open))
        if line.late:
            parts.append(Counted().answers_late(line.late))
        if line.asked_now is not None:
            due = texts.moment(line.asked_now, SystemClock().now().astimezone())
            parts.append(self.tr("asked now, due {time}").format(time=due))
        if line.problem:
            parts.append(self.tr("there are no such working hours any more: the usual ones count"))
        return f"{said}\n{' · '.join(parts)}"

    def _hours_words(self, one: WorkCalendar) -> str:
        name = self.tr("Usual working hours") if one.name == USUAL else cleaned(one.name, 80)
        hours = "; ".join(
            f"{days_words(each.days)} {time_words(each.start)}–{time_words(each.end)}" for each in one.hours
        )
        country = country_name(one.country) if one.country else ""
        return texts.pair(name, " · ".join(part for part in (hours, one.zone, country) if part))

    def _offer_undo(self, undo: Callable[[], None] | None) -> None:
        self._undo = undo
        self.undo_button.setVisible(undo is not None)

    def undo(self) -> None:
        if self._undo is not None:
            self._undo()

    # Promises

    def add(self) -> None:
        self._open(len(self.lines), None)

    def change(self, place: int) -> None:
        if 0 <= place < len(self.lines):
            self._open(place, self.lines[place].promise)

    def _open(self, place: int, one: Promise | None) -> None:
        self.says.nothing()
        self._offer_undo(None)
        self._place = place
        names = [line.promise.name for at, line in enumerate(self.lines) if at != place]
        self.editor.begin(one, [each.name for each in self.calendars], names, Offer(self._accounts))
        self.pages.show_page(1)
        self.editor.focus_first()

    def _save(self, one: Promise) -> None:
        promises = _promises(self.lines)
        promises[self._place : self._place + 1] = [one]
        said = self.tr("“{name}” is saved. What waits for an answer follows it.")
        self._keep(promises, self._place, said.format(name=cleaned(one.name, 80)))

    def remove(self, place: int) -> None:
        if 0 <= place < len(self.lines):
            kept = [line.promise for at, line in enumerate(self.lines) if at != place]
            name = cleaned(self.lines[place].promise.name, 80)
            self._keep(kept, place, self.tr("“{name}” is removed.").format(name=name))

    def move_promise(self, place: int, to: int) -> None:
        if 0 <= place < len(self.lines) and 0 <= to < len(self.lines):
            promises = _promises(self.lines)
            promises.insert(to, promises.pop(place))
            said = self.tr("“{name}” is number {number} now.")
            self._keep(promises, to, said.format(name=cleaned(promises[to].name, 80), number=to + 1))

    def _keep(self, promises: Sequence[Promise], current: int, said: str, *, undoes: bool = False) -> None:
        before, undone = _promises(self.lines), self.tr("Undone: the promises are as before.")

        def kept(lines: tuple[PromiseLine, ...]) -> None:
            self.lines = lines
            self._put(current, self.calendar_list.currentRow())
            self._back()
            self.says.ok(said)
            self._offer_undo(None if undoes else lambda: self._keep(before, current, undone, undoes=True))

        self._bridge.ask(lambda desk: desk.set_promises(promises), kept, self._failed)

    # Calendars

    def add_calendar(self) -> None:
        self._open_calendar(WorkCalendar(""), new=True)

    def change_calendar(self, place: int) -> None:
        if 0 <= place < len(self.calendars):
            self._place = place
            self._open_calendar(self.calendars[place], new=False)

    def _open_calendar(self, one: WorkCalendar, *, new: bool) -> None:
        self.says.nothing()
        self._offer_undo(None)
        self._new = new
        taken = [each.name for each in self.calendars if each is not one]
        self.calendar_editor.begin(one, taken, new=new)
        self.pages.show_page(2)
        self.calendar_editor.focus_first()
        self._bridge.ask(lambda desk: desk.countries(), self._offer_countries)

    def _offer_countries(self, regions: Mapping[str, tuple[str, ...]]) -> None:
        self.calendar_editor.offer(regions)

    def _save_calendar(self, one: WorkCalendar) -> None:
        calendars = [*self.calendars, one] if self._new else list(self.calendars)
        if not self._new:
            calendars[self._place] = one
        place = len(calendars) - 1 if self._new else self._place
        self._keep_calendars(calendars, place, self.tr("The working hours are saved. Due times follow them."))

    def remove_calendar(self, place: int) -> None:
        if 0 < place < len(self.calendars):
            kept = [one for at, one in enumerate(self.calendars) if at != place]
            self._keep_calendars(kept, place, self.tr("The working hours are removed."))

    def _keep_calendars(
        self, calendars: Sequence[WorkCalendar], current: int, said: str, *, undoes: bool = False
    ) -> None:
        before, undone = self.calendars, self.tr("Undone: the working hours are as before.")

        def kept(found: tuple[WorkCalendar, ...]) -> None:
            self.calendars = found
            self._put(self.list.currentRow(), current)
            self._back(self.calendar_list)
            self.says.ok(said)
            self._offer_undo(None if undoes else lambda: self._keep_calendars(before, current, undone, undoes=True))
            self.refresh()

        self._bridge.ask(lambda desk: desk.set_calendars(calendars), kept, self._failed)

    def _failed(self, error: Exception) -> None:
        says = (self.says, self.editor.says, self.calendar_editor.says)[self.pages.current]
        says.problem(of_request(error).text)

    def _back(self, to: QListWidget | None = None) -> None:
        self.pages.show_page(0)
        here = to or (self.list if self.list.count() else self.add_button)
        here.setFocus()


def _shown(desk: Desk) -> tuple[tuple[PromiseLine, ...], tuple[WorkCalendar, ...], Sequence[AccountLine]]:
    return desk.promises(), desk.calendars(), desk.accounts()


def _promises(lines: Sequence[PromiseLine]) -> list[Promise]:
    return [line.promise for line in lines]
