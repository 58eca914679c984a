"""One block of the week: kind, days, hours, what it admits, its name. All that the painted week can do, by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from PySide6.QtCore import QSignalBlocker, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QTimeEdit, QWidget

from desktop.window.forms.pages import discard
from desktop.window.forms.span_words import apart_words, channel_words, day_name, kind_words, level_words
from desktop.window.forms.week import STEP
from desktop.window.parts import column, label, row
from focus.levels import AS_USUAL, Levels
from focus.presence import Level
from focus.schedule import Mode, Span

KINDS = (Mode.FOCUS, Mode.CHECK_IN, Mode.TOGETHER)


class TimeEdit(QTimeEdit):
    """Minutes go by quarters with the arrow keys and buttons; any minute may be typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(6, 0, 0, 0)

    def stepBy(self, steps: int) -> None:
        quarter = self.currentSection() == QTimeEdit.Section.MinuteSection
        super().stepBy(steps * STEP if quarter else steps)


class SpanEditor(QWidget):
    """Shows a span and gives it back changed."""

    edited = Signal(object, str)
    """The `Span` as it is now, and which part was changed, so that typing is undone as one step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._span: Span | None = None
        self._of_a_day = False
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(8)
        self.kind = QComboBox()
        for kind in KINDS:
            self.kind.addItem(kind_words(kind), str(kind))
        self.days = [QCheckBox(day_name(day)) for day in range(7)]
        self.start, self.end = TimeEdit(), TimeEdit()
        self.everything = QCheckBox(self.tr("Everything"))
        self.channels: dict[str, QCheckBox] = {}
        self.intention = QLineEdit()
        self.name = QLineEdit()
        self.level = QComboBox()
        for level in (None, *Level):
            self.level.addItem(level_words(level), level)
        self.apart = label(role="small", wrap=True)
        """Services with a level of their own in this block, which are kept."""
        self.problem = label(role="due", wrap=True)
        self._admits = QWidget()
        self._admits_rows = column(self._admits)
        self._admits_rows.addWidget(self.everything)
        self._lay_out()
        self._listen()
        self.offer(())
        self.show_span(None)

    def _lay_out(self) -> None:
        days = QWidget()
        lines = column(days, spacing=1)
        for part in (self.days[:4], self.days[4:]):
            line = row(spacing=2)
            for box in part:
                line.addWidget(box)
            line.addStretch(1)
            lines.addLayout(line)
        for number, box in enumerate(self.days):
            box.setAccessibleName(day_name(number, long=True))
        self._add(self.tr("Kind"), self.kind, self.kind)
        self._days = days
        self._days_label = self._add(self.tr("Days"), days, self.days[0])
        self._add(self.tr("From"), self.start, self.start)
        self._add(self.tr("Until"), self.end, self.end)
        self._admits_label = self._add(self.tr("Admits"), self._admits, self.everything)
        self._intention_label = self._add(self.tr("Intention"), self.intention, self.intention)
        self._shown = QWidget()
        shown = column(self._shown, spacing=1)
        shown.addWidget(self.level)
        shown.addWidget(self.apart)
        self._shown_label = self._add(self.tr("Show me as"), self._shown, self.level)
        self._name_label = self._add(self.tr("Block's name"), self.name, self.name)
        self.intention.setPlaceholderText(self.tr("what you will work on"))
        self.name.setPlaceholderText(self.tr("optional"))
        self._form.addRow(self.problem)

    def _add(self, text: str, box: QWidget, control: QWidget) -> QWidget:
        shown = label(text)
        shown.setBuddy(control)
        if not isinstance(control, QCheckBox):
            control.setAccessibleName(text)
        self._form.addRow(shown, box)
        return shown

    def _listen(self) -> None:
        self.kind.activated.connect(lambda: self._changed("kind"))
        for box in (*self.days, self.everything):
            box.clicked.connect(lambda: self._changed("days"))
        for edit in (self.start, self.end):
            edit.timeChanged.connect(lambda: self._changed("hours"))
        self.level.activated.connect(lambda: self._changed("presence"))
        self.intention.textEdited.connect(lambda: self._changed("intention"))
        self.name.textEdited.connect(lambda: self._changed("name"))

    def offer(self, accounts: Sequence[str]) -> None:
        """What a check-in may admit: the channels, and these accounts; what the span has already stays on offer."""
        chosen = self._span.admits if self._span and self._span.admits else frozenset()
        names = list(dict.fromkeys(("mail", "mention", *accounts, *sorted(chosen))))
        if names == list(self.channels):
            return
        for old in self.channels.values():
            discard(old)
        self.channels = {name: QCheckBox(channel_words(name).replace("&", "&&")) for name in names}
        for name, box in self.channels.items():
            box.setChecked(name in chosen)
            box.clicked.connect(lambda: self._changed("admits"))
            self._admits_rows.addWidget(box)
        self._arrange()

    def show_span(self, span: Span | None, *, of_a_day: bool = False) -> None:
        """Show a span, or nothing to edit. `of_a_day`: of a day template, which has no weekdays to choose."""
        self._span, self._of_a_day = span, of_a_day
        for widget in (self._days_label, self._days):
            widget.setVisible(not of_a_day)
        self.setEnabled(span is not None)
        self.problem.setText("")
        if span is None:
            return
        with QSignalBlocker(self.start), QSignalBlocker(self.end):
            for edit, moment in ((self.start, span.start), (self.end, span.end)):
                edit.setTime(QTime(moment.hour, moment.minute))
        self.kind.setCurrentIndex(self.kind.findData(str(span.kind)))
        for number, box in enumerate(self.days):
            box.setChecked(number in span.days)
        missing = (span.admits or frozenset()) - set(self.channels)
        if missing:
            self.offer([*self.channels, *sorted(missing)])
        self.everything.setChecked(span.admits is None)
        for name, channel in self.channels.items():
            channel.setChecked(span.admits is not None and name in span.admits)
        everywhere = span.presence.everywhere
        self.level.setCurrentIndex(0 if everywhere is None else self.level.findData(everywhere))
        for line, text in ((self.intention, span.intention), (self.name, span.name)):
            if line.text() != text:
                line.setText(text)
        self._arrange()

    def _arrange(self) -> None:
        """Only what the kind has: a check-in admits and has a name, the others have an intention; focus is shown."""
        check_in = self.kind.currentData() == str(Mode.CHECK_IN)
        focus = self.kind.currentData() == str(Mode.FOCUS)
        for widget in (self._shown_label, self._shown):
            widget.setVisible(focus)
        apart = apart_words(self._span.presence) if self._span else ""
        self.apart.setText(apart)
        self.apart.setVisible(bool(apart))
        self.level.setAccessibleDescription(apart)
        for widget in (self._admits_label, self._admits, self._name_label, self.name):
            widget.setVisible(check_in)
        for widget in (self._intention_label, self.intention):
            widget.setVisible(not check_in)
        for channel in self.channels.values():
            channel.setVisible(not self.everything.isChecked())

    def _entered(self, span: Span) -> Span:
        kind = Mode(self.kind.currentData())
        start, end = self.start.time(), self.end.time()
        admits = None
        if kind is Mode.CHECK_IN and not self.everything.isChecked():
            admits = frozenset(name for name, box in self.channels.items() if box.isChecked())
        return replace(
            span,
            kind=kind,
            days=span.days if self._of_a_day else self._checked(),
            start=time(start.hour(), start.minute()),
            end=time(end.hour(), end.minute()),
            admits=admits,
            name=self.name.text().strip() if kind is Mode.CHECK_IN else "",
            intention="" if kind is Mode.CHECK_IN else self.intention.text().strip(),
            presence=Levels(self._level(), span.presence.on) if kind is Mode.FOCUS else AS_USUAL,
        )

    def _checked(self) -> frozenset[int]:
        return frozenset(number for number, box in enumerate(self.days) if box.isChecked())

    def _level(self) -> Level | None:
        chosen = self.level.currentData()
        return None if chosen is None else Level(chosen)

    def _wrong(self, span: Span) -> str:
        if not span.days:
            return self.tr("Choose at least one day.")
        if span.start == span.end:
            return self.tr("It must end at another time than it starts.")
        if span.admits is not None and not span.admits:
            return self.tr("Choose what this check-in admits.")
        return ""

    def _changed(self, part: str) -> None:
        self._arrange()
        if self._span is None:
            return
        span = self._entered(self._span)
        wrong = self._wrong(span)
        self.problem.setText(wrong)
        if not wrong:
            self._span = span
            self.edited.emit(span, part if part in ("hours", "intention", "name") else "")
