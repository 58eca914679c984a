"""The week, painted and as a list; both change one draft, which is saved as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QTabWidget, QWidget

from desktop.bridge import Bridge
from desktop.core.settings.week import PRESETS, preset
from desktop.core.views import AccountLine
from desktop.window.counted import Counted
from desktop.window.forms import day_templates, mnemonics
from desktop.window.forms.between_form import BetweenForm
from desktop.window.forms.blocks_form import EMPTY_DAY, BlocksForm, scrolled
from desktop.window.forms.exceptions_form import ExceptionsForm
from desktop.window.forms.holidays_form import HolidaysForm
from desktop.window.forms.rehearsal_line import RehearsalLine
from desktop.window.forms.says import Says
from desktop.window.forms.trouble import of_request
from desktop.window.forms.warnings_box import WarningsBox
from desktop.window.forms.week import WORKDAYS, Draft, clock, free_start
from desktop.window.forms.week_grid import WeekGrid
from desktop.window.forms.week_saving import ChangedElsewhere, Kept, keep
from desktop.window.forms.week_zone import WeekZoneLine
from desktop.window.parts import announce, button, column, label, row
from desktop.window.theme import Theme
from focus.errors import WrongPlan
from focus.schedule import Mode, Schedule, Span

SIDE_BY_SIDE = 820
"""From this width on, the painted week and the list stand beside each other."""


class ScheduleForm(QWidget):
    """Edits the week. Nothing is in force before it is saved; leaving the page keeps the draft."""

    replay_wanted = Signal(object)
    """A `Rehearsal` that the person would like to see whole."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._draft: Draft | None = None
        self._accounts: tuple[str, ...] = ()
        self.grid = WeekGrid(theme)
        self.blocks = BlocksForm()
        self.list, self.editor = self.blocks.list, self.blocks.editor
        self.between = BetweenForm()
        self.exceptions = ExceptionsForm()
        self.holidays = HolidaysForm(bridge)
        self.says = Says()
        self.warnings = WarningsBox(bridge)
        self.rehearsal = RehearsalLine(bridge)
        self.zone = WeekZoneLine(bridge, theme)
        self.presets = {count: button(Counted().check_ins_a_day(count)) for count in PRESETS}
        self.save_button = button(self.tr("Save the week"), "primary")
        self.revert_button = button(self.tr("Back to the saved week"))
        self._lay_out()
        self._listen()
        mnemonics.assign(self)
        bridge.accounts_changed.connect(self._offer_accounts)
        bridge.ask(lambda desk: desk.accounts(), self._offer_accounts)
        bridge.now_changed.connect(self.zone.take_now)
        self.load()

    # Layout

    def _lay_out(self) -> None:
        layout = column(self, spacing=3)
        layout.addLayout(self._preset_row())
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(16)
        left = column(spacing=2)  # where it is narrow, what the week would mean stays in sight of it
        left.addWidget(self.grid, 1)
        left.addWidget(self.rehearsal)
        self._both.addLayout(left, 3)
        self._both.addWidget(self._tabs(), 2)
        layout.addLayout(self._both, 1)
        layout.addWidget(self.warnings)
        layout.addWidget(self.says)
        buttons = row()
        for each in (self.save_button, self.revert_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.addLayout(buttons)
        self._foot.addWidget(self.zone, 1)
        layout.addLayout(self._foot)

    def _preset_row(self) -> QBoxLayout:
        line = row()
        line.addWidget(label(self.tr("Start from")))
        for each in self.presets.values():
            line.addWidget(each)
        self._hint = label(self.tr("Drag to draw a block, or to move one."), "muted", wrap=True)
        line.addWidget(self._hint, 1)
        line.addStretch(0)
        return line

    def _tabs(self) -> QTabWidget:
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setMinimumWidth(320)
        self.tabs.addTab(self.blocks, self.tr("Blocks"))
        self.tabs.addTab(self.between, self.tr("In between"))
        for page, title in ((self.exceptions, self.tr("Days that differ")), (self.holidays, self.tr("Holidays"))):
            self.tabs.addTab(scrolled(page), title)
        return self.tabs

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= SIDE_BY_SIDE
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._hint.setVisible(wide)
        if self._both.direction() != direction:
            self._both.setDirection(direction)
            self._foot.setDirection(direction)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._bridge.ask(lambda desk: desk.now(), self.zone.take_now)
        self.zone.look()
        if self._draft is not None:
            self._bridge.ask(lambda desk: desk.schedule(), self._look_again)
            self.rehearsal.follow(self._draft.schedule, again=True)

    def _listen(self) -> None:
        for count, each in self.presets.items():
            each.clicked.connect(lambda _=False, count=count: self.take_preset(count))
        self.grid.chosen.connect(self.choose)
        self.grid.drew.connect(self._drew)
        self.grid.drawing.connect(self._drawing)
        self.grid.moved.connect(self._moved)
        self.grid.let_go.connect(self._let_go)
        self.grid.edit_asked.connect(self.editor.kind.setFocus)
        self.grid.delete_asked.connect(self.delete)
        self.blocks.chosen.connect(self.choose)
        self.blocks.subject_chosen.connect(self.choose_subject)
        self.blocks.template_wanted.connect(self.make_template)
        self.blocks.template_unwanted.connect(self.drop_template)
        self.blocks.renamed.connect(self.rename_template)
        self.blocks.delete_asked.connect(self.delete)
        self.blocks.add_button.clicked.connect(self.add)
        self.blocks.copy_button.clicked.connect(self.duplicate)
        self.blocks.undo_button.clicked.connect(self.undo)
        self.editor.edited.connect(self._edited)
        for form in (self.between, self.exceptions, self.holidays):
            form.edited.connect(self._change)
        self.save_button.clicked.connect(self.save)
        self.revert_button.clicked.connect(self.revert)
        self.rehearsal.replay_wanted.connect(self.replay_wanted)
        self.zone.chosen.connect(self._in_other_zone)
        self.zone.failed.connect(self.says.problem)

    # Asking and saving

    def load(self) -> None:
        """Show the week that is in force, in place of any draft."""
        self._bridge.ask(lambda desk: desk.schedule(), self._loaded, self._failed)

    def _loaded(self, schedule: Schedule) -> None:
        self._begun = schedule
        self._draft = Draft(schedule)
        self._show(select=0)

    def _look_again(self, schedule: Schedule) -> None:
        """It may have been changed elsewhere. A draft that nobody touched gives way; another stays, and is not saved
        without a word."""
        if self._draft is not None and not self._draft.changed and schedule != self._begun:
            self._loaded(schedule)

    def _in_other_zone(self, said: str) -> None:
        """What is drawn stays drawn, on that clock."""

        def moved(schedule: Schedule) -> None:
            if self._draft is not None:
                self._begun = replace(self._begun, zone=schedule.zone)
                self._draft.move(schedule.zone)
                self._show(select=self.list.currentRow())
            self.says.ok(said)

        self._bridge.ask(lambda desk: desk.schedule(), moved)

    def save(self) -> None:
        draft = self._draft
        if draft is None:
            return
        drawn, begun = draft.schedule, self._begun
        self.warnings.hurry()  # where it is refused, they say why
        self.save_button.setEnabled(False)
        self._bridge.ask(lambda desk: keep(desk, drawn, begun), lambda kept: self._saved(drawn, kept), self._failed)

    def _saved(self, drawn: Schedule, kept: Kept) -> None:
        if kept.serious:  # why, and what helps, is said above
            self._show_state()
            self.says.problem(self.tr("The week was not saved: something would wait for ever."))
            return
        self._begun = kept.week
        if self._draft is not None:
            self._draft.saved = drawn
            self._show_state()
        self.says.ok(self.tr("Saved. Écluse follows this week from now on."))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, ChangedElsewhere) and self._draft is not None:
            self._begun = self._draft.saved = error.week
        self._show_state()
        if isinstance(error, ChangedElsewhere):
            words = self.tr(
                "Not saved yet: the week was changed elsewhere meanwhile. “Save the week” puts yours in its place, "
                "“Back to the saved week” shows the other."
            )
            self.says.problem(words)
        elif isinstance(error, WrongPlan):
            words = self.tr("The week was not saved: {key} is {value}, which is not {right}.")
            self.says.problem(words.format(key=error.key, value=error.value, right=error.right))
        else:
            self.says.problem(of_request(error).text)

    def _offer_accounts(self, lines: Sequence[AccountLine]) -> None:
        names = tuple(line.name for line in lines)
        self.editor.offer(names)
        if self._draft is not None and names != self._accounts:
            self.warnings.follow(self._draft.schedule, again=True)
        self._accounts = names

    # Editing

    @property
    def schedule(self) -> Schedule | None:
        """The draft as it is."""
        return self._draft.schedule if self._draft else None

    def choose(self, number: int) -> None:
        """Make a block the one that is edited."""
        if self._draft is None:
            return
        self.blocks.choose(self._draft, number)
        self.grid.show_spans(self._draft.spans, number, self._draft.subject)
        self._show_state()

    def choose_subject(self, name: str) -> None:
        """Edit the day template of this name, '' for the week."""
        if self._draft is not None:
            self._draft.choose(name)
            self._show(select=0)

    def take_preset(self, count: int) -> None:
        if self._draft is not None:
            self._draft.choose("")
            self._change(replace(self._draft.schedule, spans=preset(count)))

    def _change(self, schedule: Schedule) -> None:
        if self._draft is not None:
            self._draft.change(schedule)
            self._show(select=self.list.currentRow())

    def _drew(self, span: Span) -> None:
        if self._draft is not None:
            self._show(select=self._draft.add(span))

    def _drawing(self, span: Span | None) -> None:
        """What would be drawn is rehearsed before it is let go."""
        if self._draft is not None:
            drawn = () if span is None else (span,)
            self.rehearsal.follow(self._draft.with_spans((*self._draft.spans, *drawn)))

    def _moved(self, number: int, span: Span) -> None:
        if self._draft is not None:
            self._draft.put(number, span, "moved")
            self.blocks.reword(self._draft, number)
            self.choose(number)

    def _let_go(self) -> None:
        if self._draft is not None:
            self._draft.pause()
            self.warnings.hurry()

    def add(self) -> None:
        """A focus block of an hour on working days, where it fits; its days and hours are the first thing to edit."""
        if self._draft is None:
            return
        days = frozenset({0}) if self._draft.subject else WORKDAYS
        start = free_start(self._draft.spans, days)
        self._show(select=self._draft.add(Span(Mode.FOCUS, days, clock(start), clock(start + 60))))
        self.editor.kind.setFocus()

    def duplicate(self) -> None:
        number = self.list.currentRow()
        if self._draft is not None and number >= 0:
            self._show(select=self._draft.add(self._draft.spans[number]))
            self.editor.kind.setFocus()

    def delete(self) -> None:
        number = self.list.currentRow()
        if self._draft is not None and number >= 0:
            self._draft.delete(number)
            self._show(select=min(number, len(self._draft.spans) - 1))
            announce(self.list, self.tr("Deleted; Undo brings it back."))

    def undo(self) -> None:
        if self._draft is not None and self._draft.undo():
            self._show(select=min(self.list.currentRow(), len(self._draft.spans) - 1))

    def revert(self) -> None:
        if self._draft is not None:
            self._change(self._draft.saved)

    def _edited(self, span: Span, step: str) -> None:
        """The editor already shows what it changed; showing it again would move the cursor under the person's hands."""
        number = self.list.currentRow()
        if self._draft is None or number < 0:
            return
        self._draft.put(number, span, step)
        self.blocks.reword(self._draft, number)
        self.grid.show_spans(self._draft.spans, number, self._draft.subject)
        self._show_state()

    # Day templates

    def make_template(self, day: int) -> None:
        """A new one with the blocks of a weekday (EMPTY_DAY: none), to be named and edited."""
        if self._draft is None:
            return
        schedule = self._draft.schedule
        spans = () if day == EMPTY_DAY else day_templates.day_of(schedule, day)
        name = day_templates.fresh_name(schedule, self.tr("My day"))
        self._draft.change(day_templates.with_template(schedule, name, spans))
        self.choose_subject(name)
        self.blocks.name.setFocus()
        self.blocks.name.selectAll()

    def rename_template(self, name: str) -> None:
        if self._draft is None or not self._draft.subject:
            return
        old = self._draft.subject
        name = day_templates.fresh_name(day_templates.without(self._draft.schedule, old), name)
        self._draft.change(day_templates.renamed(self._draft.schedule, old, name))
        self.choose_subject(name)

    def drop_template(self) -> None:
        """The days that were like it keep what they had, as their own."""
        if self._draft is not None and self._draft.subject:
            gone = self._draft.subject
            self._draft.choose("")
            self._change(day_templates.without(self._draft.schedule, gone))
            self.blocks.subject.setFocus()
            announce(self.list, self.tr("Deleted; Undo brings it back."))

    # Showing

    def _show(self, select: int) -> None:
        if self._draft is None:
            return
        schedule = self._draft.schedule
        self.blocks.show_draft(self._draft)
        for form in (self.between, self.exceptions, self.holidays):
            form.show_schedule(schedule)
        self.choose(max(select, 0))

    def _show_state(self) -> None:
        """What can be done now, and what the draft would mean."""
        if self._draft is None:
            return
        self.blocks.show_state(self._draft)
        self.save_button.setEnabled(self._draft.changed)
        self.revert_button.setEnabled(self._draft.changed)
        if self._draft.changed:
            self.says.nothing()
        self.rehearsal.follow(self._draft.schedule)
        self.warnings.follow(self._draft.schedule)

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
        else:
            super().keyPressEvent(event)
