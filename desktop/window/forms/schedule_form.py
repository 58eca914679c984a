"""The week, painted and as a list; both change one draft, which is saved as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QListWidget,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QWidget,
)

from desktop.bridge import Bridge
from desktop.core.settings.week import PRESETS, preset
from desktop.core.views import AccountLine
from desktop.window.counted import Counted
from desktop.window.forms import mnemonics
from desktop.window.forms.exceptions_form import ExceptionsForm
from desktop.window.forms.says import Says
from desktop.window.forms.span_editor import SpanEditor
from desktop.window.forms.span_words import span_words
from desktop.window.forms.trouble import of_request
from desktop.window.forms.wait_words import warnings
from desktop.window.forms.week import WORKDAYS, Draft, clock, free_start
from desktop.window.forms.week_grid import WeekGrid
from desktop.window.parts import announce, button, column, label, row
from desktop.window.theme import Theme
from focus.errors import WrongPlan
from focus.schedule import Mode, Schedule, Span

SIDE_BY_SIDE = 820
"""From this width on, the painted week and the list stand beside each other."""


class ScheduleForm(QWidget):
    """Edits the week. Nothing is in force before it is saved; leaving the page keeps the draft."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._draft: Draft | None = None
        self._accounts: tuple[str, ...] = ()
        self.grid = WeekGrid(theme)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Blocks of the week"))
        self.editor = SpanEditor()
        self.exceptions = ExceptionsForm()
        self.says = Says()
        self.never = label(role="warning", wrap=True)
        self.longest = label(role="muted", wrap=True)
        self.zone = label(role="muted")
        self.presets = {count: button(Counted().check_ins_a_day(count)) for count in PRESETS}
        self.add_button = button(self.tr("Add"))
        self.copy_button = button(self.tr("Duplicate"))
        self.delete_button = button(self.tr("Delete"))
        self.undo_button = button(self.tr("Undo"))
        self.save_button = button(self.tr("Save the week"), "primary")
        self.revert_button = button(self.tr("Back to the saved week"))
        self.hold = QRadioButton(self.tr("Arrivals wait for the next check-in"))
        self.flow = QRadioButton(self.tr("Arrivals come through at once"))
        self.release = QRadioButton(self.tr("Give it as soon as I am back and not in focus"))
        self.next = QRadioButton(self.tr("Let it wait for the next check-in"))
        self._lay_out()
        self._listen()
        mnemonics.assign(self)
        bridge.accounts_changed.connect(self._offer_accounts)
        bridge.ask(lambda desk: desk.accounts(), self._offer_accounts)
        self.load()

    # Layout

    def _lay_out(self) -> None:
        layout = column(self, spacing=3)
        hint = self.tr("Drag on the week to draw a focus block, or add one in the list. Start from:")
        layout.addWidget(label(hint, "muted", wrap=True))
        layout.addLayout(self._preset_row())
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(16)
        self._both.addWidget(self.grid, 3)
        self._both.addWidget(self._tabs(), 2)
        layout.addLayout(self._both, 1)
        for said in (self.never, self.longest, self.says):
            layout.addWidget(said)
        buttons = row()
        for each in (self.save_button, self.revert_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        buttons.addWidget(self.zone)
        layout.addLayout(buttons)

    def _preset_row(self) -> QBoxLayout:
        line = row()
        for each in self.presets.values():
            line.addWidget(each)
        line.addStretch(1)
        return line

    def _tabs(self) -> QTabWidget:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setMinimumWidth(320)
        self.tabs.addTab(self._blocks(), self.tr("Blocks"))
        self.tabs.addTab(self._between(), self.tr("In between"))
        around = QWidget()
        column(around, margins=2).addWidget(self.exceptions)
        self.tabs.addTab(around, self.tr("Days that differ"))
        return self.tabs

    def _blocks(self) -> QWidget:
        blocks = QWidget()
        layout = column(blocks, spacing=2)
        layout.setContentsMargins(0, 8, 0, 0)
        self.list.setProperty("role", "rows")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.ensurePolished()
        self.list.setMinimumHeight(96)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        layout.addWidget(self.list, 1)
        buttons = row(spacing=1)
        for each in (self.add_button, self.copy_button, self.delete_button, self.undo_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        scroll.setMinimumHeight(120)
        inside = QWidget()
        around = column(inside, spacing=0)
        around.setContentsMargins(0, 4, 8, 4)
        around.addWidget(self.editor)
        around.addStretch(1)
        scroll.setWidget(inside)
        layout.addWidget(scroll, 2)
        return blocks

    def _between(self) -> QWidget:
        page = QWidget()
        layout = column(page, spacing=2)
        layout.setContentsMargins(0, 12, 0, 0)
        self._groups = []
        for title, choices in (
            (self.tr("Outside blocks and check-ins"), (self.hold, self.flow)),
            (self.tr("A check-in that was missed"), (self.release, self.next)),
        ):
            layout.addWidget(label(title, "strong"))
            group = QButtonGroup(self)
            for choice in choices:
                choice.setAccessibleDescription(title)
                group.addButton(choice)
                layout.addWidget(choice)
            layout.addSpacing(12)
            self._groups.append(group)
        layout.addStretch(1)
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= SIDE_BY_SIDE
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._both.direction() != direction:
            self._both.setDirection(direction)

    def _listen(self) -> None:
        for count, each in self.presets.items():
            each.clicked.connect(lambda _=False, count=count: self.take_preset(count))
        self.grid.chosen.connect(self.choose)
        self.grid.drew.connect(self._drew)
        self.grid.edit_asked.connect(self.editor.kind.setFocus)
        self.grid.delete_asked.connect(self.delete)
        self.list.currentRowChanged.connect(self.choose)
        self.list.itemActivated.connect(lambda _: self.editor.kind.setFocus())
        self.editor.edited.connect(self._edited)
        self.exceptions.edited.connect(self._change)
        self.add_button.clicked.connect(self.add)
        self.copy_button.clicked.connect(self.duplicate)
        self.delete_button.clicked.connect(self.delete)
        self.undo_button.clicked.connect(self.undo)
        self.save_button.clicked.connect(self.save)
        self.revert_button.clicked.connect(self.revert)
        for choice in (self.hold, self.flow, self.release, self.next):
            choice.clicked.connect(self._ways)

    # Asking and saving

    def load(self) -> None:
        """Show the week that is in force, in place of any draft."""
        self._bridge.ask(lambda desk: desk.schedule(), self._loaded, self._failed)

    def _loaded(self, schedule: Schedule) -> None:
        self._draft = Draft(schedule)
        self._show(select=0)

    def save(self) -> None:
        draft = self._draft
        if draft is None:
            return
        schedule = draft.schedule
        self.save_button.setEnabled(False)
        self._bridge.ask(lambda desk: desk.set_schedule(schedule), lambda _: self._saved(schedule), self._failed)

    def _saved(self, schedule: Schedule) -> None:
        if self._draft is not None:
            self._draft.saved = schedule
            self._show_state()
        self.says.ok(self.tr("Saved. Écluse follows this week from now on."))

    def _failed(self, error: Exception) -> None:
        self._show_state()
        if isinstance(error, WrongPlan):
            words = self.tr("The week was not saved: {key} is {value}, which is not {right}.")
            self.says.problem(words.format(key=error.key, value=error.value, right=error.right))
        else:
            self.says.problem(of_request(error).text)

    def _offer_accounts(self, lines: Sequence[AccountLine]) -> None:
        self._accounts = tuple(line.name for line in lines)
        self.editor.offer(self._accounts)
        if self._draft is not None:
            self._show_state()

    # Editing

    @property
    def schedule(self) -> Schedule | None:
        """The draft as it is."""
        return self._draft.schedule if self._draft else None

    def choose(self, number: int) -> None:
        """Make a block the one that is edited."""
        if self._draft is None or not 0 <= number < len(self._draft.schedule.spans):
            self.editor.show_span(None)
            self._show_state()
            return
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(number)
        self.grid.show_spans(self._draft.schedule.spans, number)
        self.editor.show_span(self._draft.schedule.spans[number])
        self._show_state()

    def take_preset(self, count: int) -> None:
        if self._draft is not None:
            self._change(replace(self._draft.schedule, spans=preset(count)))

    def _change(self, schedule: Schedule) -> None:
        if self._draft is not None:
            self._draft.change(schedule)
            self._show(select=self.list.currentRow())

    def _drew(self, span: Span) -> None:
        if self._draft is not None:
            self._show(select=self._draft.add(span))

    def add(self) -> None:
        """A focus block of an hour on working days, where it fits; its days and hours are the first thing to edit."""
        if self._draft is None:
            return
        start = free_start(self._draft.schedule.spans, WORKDAYS)
        self._show(select=self._draft.add(Span(Mode.FOCUS, WORKDAYS, clock(start), clock(start + 60))))
        self.editor.kind.setFocus()

    def duplicate(self) -> None:
        number = self.list.currentRow()
        if self._draft is not None and number >= 0:
            self._show(select=self._draft.add(self._draft.schedule.spans[number]))
            self.editor.kind.setFocus()

    def delete(self) -> None:
        number = self.list.currentRow()
        if self._draft is not None and number >= 0:
            self._draft.delete(number)
            self._show(select=min(number, len(self._draft.schedule.spans) - 1))
            announce(self.list, self.tr("Deleted; Undo brings it back."))

    def undo(self) -> None:
        if self._draft is not None and self._draft.undo():
            self._show(select=min(self.list.currentRow(), len(self._draft.schedule.spans) - 1))

    def revert(self) -> None:
        if self._draft is not None:
            self._change(self._draft.saved)

    def _edited(self, span: Span, step: str) -> None:
        """The editor already shows what it changed; showing it again would move the cursor under the person's hands."""
        number = self.list.currentRow()
        if self._draft is None or number < 0:
            return
        self._draft.put(number, span, step)
        self.list.item(number).setText(span_words(span))
        self.grid.show_spans(self._draft.schedule.spans, number)
        self._show_state()

    def _ways(self) -> None:
        if self._draft is not None:
            between = "flow" if self.flow.isChecked() else "hold"
            missed = "next" if self.next.isChecked() else "release"
            self._change(replace(self._draft.schedule, between=between, missed=missed))

    # Showing

    def _show(self, select: int) -> None:
        if self._draft is None:
            return
        schedule = self._draft.schedule
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([span_words(span) for span in schedule.spans])
        (self.flow if schedule.between == "flow" else self.hold).setChecked(True)
        (self.next if schedule.missed == "next" else self.release).setChecked(True)
        self.exceptions.show_schedule(schedule)
        self.zone.setText(self.tr("Times are those of {zone}.").format(zone=schedule.zone.key))
        self.grid.show_spans(schedule.spans, select)
        self.choose(max(select, 0))

    def _show_state(self) -> None:
        """What can be done now, and what the draft would mean."""
        if self._draft is None:
            return
        chosen = bool(self._draft.schedule.spans)
        for each in (self.copy_button, self.delete_button):
            each.setEnabled(chosen)
        self.undo_button.setEnabled(self._draft.can_undo)
        self.save_button.setEnabled(self._draft.changed)
        self.revert_button.setEnabled(self._draft.changed)
        if self._draft.changed:
            self.says.nothing()
        said = warnings(self._draft.schedule, self._accounts)
        for shown, serious in ((self.never, True), (self.longest, False)):
            text = "\n".join(warned.text for warned in said if warned.serious is serious)
            if text and text != shown.text() and serious:
                announce(shown, text)
            shown.setText(text)
            shown.setVisible(bool(text))

    # Undo by key, without taking it from a line of text or from the rest of the window

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Undo)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.delete()
        else:
            super().keyPressEvent(event)
