"""Which messages a rule is about: the conditions it has, one below the other, and one that can be added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QWidget

from desktop.window.forms.pages import discard
from desktop.window.forms.rule_conditions import KEYS, Condition, Offer, condition, title
from desktop.window.parts import button, column, label
from inbox.rules import Match

_UNSET = (None, ())


class _Row:
    """One condition: what it is, its control, what is wrong with it, and the button that takes it away."""

    def __init__(self, key: str, control: Condition) -> None:
        self.key = key
        self.control = control
        self.name: QLabel = label(title(key), wrap=True)
        self.name.setBuddy(control.control)
        control.control.setAccessibleName(title(key))
        self.problem = label(role="due", wrap=True)
        self.problem.hide()
        self.remove: QPushButton = button("×")
        self.remove.setFixedWidth(36)

    def widgets(self) -> tuple[QWidget, ...]:
        return (self.name, self.control, self.remove, self.problem)

    def check(self, *, all_of_it: bool) -> bool:
        """Whether it is right. What is not filled in yet is said only when `all_of_it` is asked for."""
        problem = self.control.problem()
        shown = problem if all_of_it or self.control.value() not in _UNSET else ""
        self.problem.setText(shown)
        self.problem.setVisible(bool(shown))
        return not problem


class RuleConditions(QWidget):
    """All of them must hold; of several values in one, any."""

    edited = Signal()
    arranged = Signal()
    """There are other controls than before."""

    def __init__(self, parent: QWidget | None = None, *, keys: Sequence[str] = KEYS) -> None:
        super().__init__(parent)
        self._keys = keys
        self._offer = Offer()
        self._label_width = 0
        self.rows: list[_Row] = []
        self.more = QComboBox()
        self.more.setAccessibleName(self.tr("Add a condition"))
        self._grid_of = QWidget()
        self._grid = QGridLayout(self._grid_of)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        layout = column(self, spacing=2)
        layout.addWidget(self._grid_of)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.more.activated.connect(self._add_chosen)

    def show_match(self, match: Match, offer: Offer) -> None:
        self._offer = offer
        for old in self.rows:
            self._drop(old)
        self.rows = []
        for key in self._keys:
            value = getattr(match, key)
            if value not in _UNSET and not (key == "unverified" and value is False):
                self._add(key, value)
        self._arrange()

    def match(self) -> Match:
        """Also while something is wrong with it: what is not filled in says nothing."""
        return Match(**{row.key: row.control.value() for row in self.rows})

    def align(self, width: int) -> None:
        """Its controls begin where others do, whose labels are so wide."""
        self._label_width = width
        self._grid.setColumnMinimumWidth(0, width)

    def check(self, *, all_of_it: bool) -> bool:
        wrong = [row for row in self.rows if not row.check(all_of_it=all_of_it)]  # each says what is wrong with it
        return not wrong

    def first_wrong(self) -> QWidget | None:
        return next((row.control.control for row in self.rows if row.control.problem()), None)

    def control(self, key: str) -> Condition | None:
        return next((row.control for row in self.rows if row.key == key), None)

    def add(self, key: str) -> None:
        """With the focus on it."""
        if self.control(key) is None:
            self._add(key, None)
            self._arrange()
            self.edited.emit()
        found = self.control(key)
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self, key: str) -> None:
        row = next(row for row in self.rows if row.key == key)
        place = self.rows.index(row)
        self.rows.remove(row)
        beside = self.rows[place:][:1] or self.rows[-1:]
        (beside[0].remove if beside else self.more).setFocus()
        self._drop(row)
        self._arrange()
        self.edited.emit()

    def controls(self) -> Iterator[QWidget]:
        """In the order of Tab."""
        for row in self.rows:
            yield row.control.control
            yield row.remove
        yield self.more

    def _add(self, key: str, value: Any) -> None:
        row = _Row(key, condition(key, self._offer))
        if value is not None:
            row.control.put(value)
        row.remove.setAccessibleName(self.tr("Take this condition away: {title}").format(title=title(key)))
        row.remove.setToolTip(self.tr("Take this condition away"))
        row.remove.clicked.connect(lambda: self.remove(key))
        row.control.edited.connect(lambda: self._edited(row))
        self.rows.append(row)

    def _edited(self, row: _Row) -> None:
        row.check(all_of_it=False)
        self.edited.emit()

    def _drop(self, row: _Row) -> None:
        for each in row.widgets():
            self._grid.removeWidget(each)
            discard(each)

    def _arrange(self) -> None:
        self.rows.sort(key=lambda row: self._keys.index(row.key))
        for place, row in enumerate(self.rows):
            for each in row.widgets():
                self._grid.removeWidget(each)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(row.name, 2 * place, 0, top)
            self._grid.addWidget(row.control, 2 * place, 1)
            self._grid.addWidget(row.remove, 2 * place, 2, top)
            self._grid.addWidget(row.problem, 2 * place + 1, 1)
            row.name.setContentsMargins(0, 7, 0, 0)
            row.name.setFixedWidth(self._label_width or 160)
            row.control.show()
        self._grid_of.setVisible(bool(self.rows))
        there = {row.key for row in self.rows}
        self.more.clear()
        self.more.addItem(self.tr("Add a condition…"), "")
        for key in self._keys:
            if key not in there:
                self.more.addItem(title(key), key)
        self.more.setEnabled(self.more.count() > 1)
        self.arranged.emit()

    def _add_chosen(self, number: int) -> None:
        key = str(self.more.itemData(number))
        if key:
            self.add(key)
