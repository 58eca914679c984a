"""A check-in of its own for what a rule holds: "the digest on Friday", added to the week in one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.bridge import Bridge
from desktop.core.desk import Desk
from desktop.window.forms.labelled import labelled, rows_of_controls
from desktop.window.forms.span_editor import TimeEdit
from desktop.window.forms.span_words import day_name
from desktop.window.forms.trouble import of_request
from desktop.window.forms.week import clock, minutes
from desktop.window.parts import button, column, label, row
from focus.schedule import Mode, Schedule, Span

FRIDAY = 4
LENGTH = timedelta(minutes=20)
_USUAL = time(16, 30)


class DigestForm(QWidget):
    """Hidden until it is wanted."""

    added = Signal(str)
    """The name of a check-in that the week has now."""
    left = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.name = QLineEdit()
        self.day = QComboBox()
        for day in range(7):
            self.day.addItem(day_name(day, long=True), day)
        self.start = TimeEdit()
        self.problem = label(role="due", wrap=True)
        self.add_button = button(self.tr("Add to the week"))
        self.leave_button = button(self.tr("Not now"))
        layout = column(self, spacing=2)
        hint = self.tr("It lasts 20 minutes; in Settings, Week it can be changed. What the rule holds comes out there.")
        layout.addWidget(label(hint, "muted", wrap=True))
        rows = rows_of_controls()
        for text, control in (
            (self.tr("Check-in's name"), self.name),
            (self.tr("Every"), self.day),
            (self.tr("At"), self.start),
        ):
            labelled(rows, text, control)
        layout.addLayout(rows)
        layout.addWidget(self.problem)
        buttons = row()
        for each in (self.add_button, self.leave_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self.add_button.clicked.connect(self.add)
        self.leave_button.clicked.connect(self.left)
        self.problem.hide()

    def begin(self) -> None:
        self.name.setText(self.tr("Friday digest"))
        self.day.setCurrentIndex(FRIDAY)
        self.start.setTime(QTime(_USUAL.hour, _USUAL.minute))
        self._say("")
        self.show()
        self.name.setFocus()
        self.name.selectAll()

    def add(self) -> None:
        name, day = self.name.text().strip(), int(self.day.currentData())
        if not name:
            self._say(self.tr("Give it a name: the rule names it."))
            self.name.setFocus()
            return
        start = time(self.start.time().hour(), self.start.time().minute())
        end = clock(minutes(start) + LENGTH // timedelta(minutes=1))
        span = Span(Mode.CHECK_IN, frozenset({day}), start, end, name=name)
        self._bridge.ask(_adding(span), lambda _: self.added.emit(name), self._failed)

    def _failed(self, error: Exception) -> None:
        self._say(of_request(error).text)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


def _adding(span: Span) -> Callable[[Desk], None]:
    def add(desk: Desk) -> None:
        week: Schedule = desk.schedule()
        desk.set_schedule(replace(week, spans=(*week.spans, span)))

    return add
