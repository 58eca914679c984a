"""Days that are not like their weekday: a list of dates, each with nothing planned or another weekday's plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QFormLayout, QListWidget, QSizePolicy, QWidget

from desktop.window.forms.span_words import day_name, exception_words
from desktop.window.parts import button, column, label, row
from focus.schedule import DayException, Schedule

NOTHING = -1


class ExceptionsForm(QWidget):
    """Shows a schedule's exceptions; adds and deletes."""

    edited = Signal(object)
    """The `Schedule` with other exceptions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._schedule: Schedule | None = None
        self.list = QListWidget()
        self.list.setProperty("role", "rows")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.ensurePolished()
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setMinimumHeight(80)
        self.list.setAccessibleName(self.tr("Days that differ"))
        self.date = QDateEdit(QDate.currentDate().addDays(1))
        self.date.setCalendarPopup(True)
        self.date.lineEdit().setTextMargins(6, 0, 0, 0)
        self.date.setAccessibleName(self.tr("Date"))
        self.plan = QComboBox()
        self.plan.setAccessibleName(self.tr("Plan"))
        self.plan.addItem(self.tr("Nothing planned"), NOTHING)
        for day in range(7):
            self.plan.addItem(self.tr("Like a {weekday}").format(weekday=day_name(day, long=True)), day)
        self.add_button = button(self.tr("Add this day"))
        self.delete_button = button(self.tr("Delete the day"))
        self._lay_out()
        self.add_button.clicked.connect(self.add)
        self.delete_button.clicked.connect(self.delete)
        self.list.currentRowChanged.connect(lambda number: self.delete_button.setEnabled(number >= 0))
        self.delete_button.setEnabled(False)

    def _lay_out(self) -> None:
        layout = column(self, spacing=3)
        layout.addWidget(
            label(self.tr("On these dates another plan stands in place of the week's."), "muted", wrap=True)
        )
        layout.addWidget(self.list, 1)
        fields = QFormLayout()
        for text, control in ((self.tr("Date"), self.date), (self.tr("Plan"), self.plan)):
            named = label(text)
            named.setBuddy(control)
            fields.addRow(named, control)
        layout.addLayout(fields)
        buttons = row()
        for each in (self.add_button, self.delete_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        layout.addLayout(buttons)

    def show_schedule(self, schedule: Schedule) -> None:
        self._schedule = schedule
        chosen = self.list.currentRow()
        self.list.clear()
        self.list.addItems([exception_words(exception) for exception in schedule.exceptions])
        if schedule.exceptions:
            self.list.setCurrentRow(min(max(chosen, 0), len(schedule.exceptions) - 1))

    def add(self) -> None:
        """The date with its plan, in place of an earlier one for the same date."""
        if self._schedule is None:
            return
        chosen, like = self.date.date(), int(self.plan.currentData())
        day = date(chosen.year(), chosen.month(), chosen.day())
        spans = tuple(replace(span, days=frozenset()) for span in self._schedule.spans if like in span.days)
        others = [one for one in self._schedule.exceptions if (one.first, one.last) != (day, day)]
        made = DayException(day, day, spans)
        exceptions = tuple(sorted([*others, made], key=lambda one: (one.first - one.last, one.first)))
        self.edited.emit(replace(self._schedule, exceptions=exceptions))
        self.list.setCurrentRow(exceptions.index(made))

    def delete(self) -> None:
        number = self.list.currentRow()
        if self._schedule is None or number < 0:
            return
        kept = self._schedule.exceptions
        self.edited.emit(replace(self._schedule, exceptions=kept[:number] + kept[number + 1 :]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.delete()
        else:
            super().keyPressEvent(event)
