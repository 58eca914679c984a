"""One promise: its name, whom it is given, within how much working time, and by which calendar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from desktop.core.promise_views import USUAL
from desktop.window.forms import mnemonics
from desktop.window.forms.labelled import labelled, rows_of_controls, widest
from desktop.window.forms.rule_conditions import KEYS, Offer
from desktop.window.forms.rule_conditions_form import RuleConditions
from desktop.window.forms.says import Says
from desktop.window.parts import button, card, column, label, row
from focus.working_time import MOST_DAYS, MOST_MINUTES, Within, within
from inbox.promises import Promise
from inbox.rules import Match

CONDITIONS = tuple(key for key in KEYS if key not in {"second_try", "unverified"})
"""Of a promise only whom and what it is about: how often and how surely they ask changes nothing."""

_DAYS, _HOURS, _MINUTES = "days", "hours", "minutes"


class PromiseEditor(QWidget):
    """`begin` shows a promise; nothing is kept before its button is pressed."""

    saved = Signal(object)
    """The `Promise` as it is now."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken: frozenset[str] = frozenset()
        self.title = label(role="heading")
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.conditions = RuleConditions(keys=CONDITIONS)
        self.number, self.unit, self.calendar = QSpinBox(), QComboBox(), QComboBox()
        for words, unit in (
            (self.tr("working days"), _DAYS),
            (self.tr("working hours"), _HOURS),
            (self.tr("minutes of working time"), _MINUTES),
        ):
            self.unit.addItem(words, unit)
        self.number.lineEdit().setTextMargins(6, 0, 0, 0)
        self.unit.setAccessibleName(self.tr("Of what"))
        self.says = Says()
        self.save_button = button(self.tr("Save the promise"), "primary")
        self.leave_button = button(self.tr("Cancel"))
        self._lay_out()
        self.unit.activated.connect(lambda _: self._limit())
        self.conditions.arranged.connect(self._in_order)
        self.save_button.clicked.connect(self.save)
        self.leave_button.clicked.connect(self.left)

    def _lay_out(self) -> None:
        frame = card()
        column(self).addWidget(frame)
        layout = frame.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.title)
        head = rows_of_controls()
        self._labels = [labelled(head, self.tr("Promise's name"), self.name)]
        layout.addLayout(head)
        layout.addWidget(label(self.tr("To whom? All of this must hold:"), "muted", wrap=True))
        layout.addWidget(self.conditions)
        length = QWidget()
        line = row(length)
        line.addWidget(self.number)
        line.addWidget(self.unit)
        line.addStretch(1)
        rows = rows_of_controls()
        shown = labelled(rows, self.tr("Answer within"), length)
        shown.setBuddy(self.number)
        self.number.setAccessibleName(self.tr("Answer within"))
        self._labels += [shown, labelled(rows, self.tr("Working hours"), self.calendar)]
        layout.addLayout(rows)
        layout.addWidget(self.says)
        buttons = row()
        for each in (self.save_button, self.leave_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        layout.addLayout(buttons)

    def _align(self) -> None:
        """All controls begin below each other."""
        names = [row.name for row in self.conditions.rows]
        width = widest([*self._labels, *names])
        for each in self._labels:
            each.setMinimumWidth(width)
        self.conditions.align(width)

    def begin(self, one: Promise | None, calendars: Sequence[str], taken: Sequence[str], offer: Offer) -> None:
        """None: a new one. `taken`: the names of the others."""
        self._taken = frozenset(taken)
        self.title.setText(self.tr("A new promise") if one is None else self.tr("Change the promise"))
        shown = one or Promise("", Match(), "1 working day")
        self.name.setText(shown.name)
        self.conditions.show_match(shown.match, offer)
        if one is None:
            self.conditions.add("domain")
        self._show_length(within(shown.within))
        self.calendar.clear()
        self.calendar.addItem(self.tr("Usual working hours"), "")
        for name in calendars:
            if name != USUAL:
                self.calendar.addItem(name, name)
        if shown.calendar and self.calendar.findData(shown.calendar) < 0:
            self.calendar.addItem(shown.calendar, shown.calendar)
        self.calendar.setCurrentIndex(max(0, self.calendar.findData(shown.calendar if shown.calendar != USUAL else "")))
        self.says.nothing()
        mnemonics.assign(self)

    def focus_first(self) -> None:
        self.name.setFocus()

    def _show_length(self, length: Within) -> None:
        unit = _DAYS if length.days else _MINUTES if length.minutes % 60 else _HOURS
        self.unit.setCurrentIndex(self.unit.findData(unit))
        self._limit()
        self.number.setValue({_DAYS: length.days, _HOURS: length.minutes // 60, _MINUTES: length.minutes}[unit])

    def _limit(self) -> None:
        most = {_DAYS: MOST_DAYS, _HOURS: MOST_MINUTES // 60, _MINUTES: MOST_MINUTES}
        self.number.setRange(1, most[self.unit.currentData()])

    def length(self) -> Within:
        number = self.number.value()
        unit = self.unit.currentData()
        return Within(days=number) if unit == _DAYS else Within(minutes=number * (60 if unit == _HOURS else 1))

    def _in_order(self) -> None:
        self._align()
        chain = [self.name, *self.conditions.controls(), self.number, self.unit, self.calendar, self.save_button]
        for before, after in zip(chain, [*chain[1:], self.leave_button], strict=True):
            QWidget.setTabOrder(before, after)

    def save(self) -> None:
        name = self.name.text().strip()
        if not name or name in self._taken:
            empty, double = self.tr("Give the promise a name."), self.tr("Another promise is called so.")
            self.says.problem(double if name else empty)
            self.name.setFocus()
            return
        if not self.conditions.check(all_of_it=True):
            self.says.problem(self.tr("One of the conditions is not right yet."))
            wrong = self.conditions.first_wrong()
            if wrong is not None:
                wrong.setFocus()
            return
        match = self.conditions.match()
        if match.nothing:
            self.says.problem(self.tr("Say to whom: add a condition."))
            self.conditions.more.setFocus()
            return
        self.says.nothing()
        self.saved.emit(Promise(name, match, str(self.length()), str(self.calendar.currentData())))
