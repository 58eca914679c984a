"""Days that are not like their weekday: dates and ranges of them, with a name and another plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QFormLayout, QLineEdit, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from desktop.window.forms.day_plan_box import DayPlan, DayPlanBox
from desktop.window.forms.span_words import exception_words
from desktop.window.parts import button, column, label, row
from focus.schedule import DayException, Schedule

_PLACE = Qt.ItemDataRole.UserRole


class ExceptionsForm(QWidget):
    """Shows a schedule's exceptions by date; adds, changes and deletes."""

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
        self.first, self.last = (self._date_edit(name) for name in (self.tr("First day"), self.tr("Last day")))
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.setPlaceholderText(self.tr("optional"))
        self.name.setAccessibleName(self.tr("What they are called"))
        self.plan = DayPlanBox(usual=True)
        self.add_button = button(self.tr("Add these days"))
        self.change_button = button(self.tr("Change"))
        self.delete_button = button(self.tr("Delete the days"))
        self._lay_out()
        self.first.dateChanged.connect(self.last.setMinimumDate)
        self.add_button.clicked.connect(self.add)
        self.change_button.clicked.connect(self.change)
        self.delete_button.clicked.connect(self.delete)
        self.list.currentRowChanged.connect(lambda _: self._chosen())
        self._chosen()

    @staticmethod
    def _date_edit(name: str) -> QDateEdit:
        made = QDateEdit(QDate.currentDate().addDays(1))
        made.setCalendarPopup(True)
        made.lineEdit().setTextMargins(6, 0, 0, 0)
        made.setAccessibleName(name)
        return made

    def _lay_out(self) -> None:
        layout = column(self, spacing=3)
        layout.addWidget(
            label(self.tr("On these dates another plan stands in place of the week's."), "muted", wrap=True)
        )
        layout.addWidget(self.list, 1)
        fields = QFormLayout()
        for text, control in (
            (self.tr("First day"), self.first),
            (self.tr("Last day"), self.last),
            (self.tr("Name"), self.name),
            (self.tr("Plan"), self.plan),
        ):
            named = label(text)
            named.setBuddy(control)
            fields.addRow(named, control)
        layout.addLayout(fields)
        buttons = row(spacing=1)
        for each in (self.add_button, self.change_button, self.delete_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        layout.addLayout(buttons)

    def show_schedule(self, schedule: Schedule) -> None:
        self._schedule = schedule
        chosen = self._place()
        self.plan.offer(schedule)
        # By date to look at; in the schedule the one that was written last has a date that several have.
        shown = sorted(enumerate(schedule.exceptions), key=lambda pair: (pair[1].first, pair[0]))
        with QSignalBlocker(self.list):
            self.list.clear()
            for place, exception in shown:
                made = QListWidgetItem(exception_words(exception))
                made.setData(_PLACE, place)
                self.list.addItem(made)
        self._choose(min(chosen, len(shown) - 1))

    def _place(self) -> int:
        """Of the chosen one, in the schedule; -1: none."""
        return -1 if self.list.currentRow() < 0 else int(self.list.currentItem().data(_PLACE))

    def _choose(self, place: int) -> None:
        rows = [at for at in range(self.list.count()) if self.list.item(at).data(_PLACE) == place]
        self.list.setCurrentRow(rows[0] if rows else -1)
        self._chosen()

    def _chosen(self) -> None:
        place = self._place()
        for each in (self.change_button, self.delete_button):
            each.setEnabled(place >= 0)
        if self._schedule is None or place < 0:
            return
        exception = self._schedule.exceptions[place]
        self.first.setDate(_as_qdate(exception.first))
        self.last.setDate(_as_qdate(exception.last))
        self.name.setText(exception.name)
        self.plan.offer(self._schedule, DayPlan(exception.spans, exception.like))

    def _entered(self) -> DayException:
        plan = self.plan.plan
        first, last = (_as_date(edit.date()) for edit in (self.first, self.last))
        return DayException(first, max(first, last), plan.spans, self.name.text().strip(), plan.like)

    def add(self) -> None:
        """What is entered, in place of an earlier one for exactly the same dates, else on top of all others."""
        if self._schedule is None:
            return
        made = self._entered()
        kept = [one for one in self._schedule.exceptions if (one.first, one.last) != (made.first, made.last)]
        self._take((*kept, made), len(kept))

    def change(self) -> None:
        place = self._place()
        if self._schedule is not None and place >= 0:
            exceptions = list(self._schedule.exceptions)
            exceptions[place] = self._entered()
            self._take(tuple(exceptions), place)

    def delete(self) -> None:
        place = self._place()
        if self._schedule is not None and place >= 0:
            kept = self._schedule.exceptions
            self._take(kept[:place] + kept[place + 1 :], place)

    def _take(self, exceptions: tuple[DayException, ...], place: int) -> None:
        assert self._schedule is not None
        self.edited.emit(replace(self._schedule, exceptions=exceptions))
        self._choose(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.delete()
        else:
            super().keyPressEvent(event)


def _as_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _as_qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
