"""What becomes of the messages of a rule: at once, later or not at all, with what goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from desktop.bridge import Bridge
from desktop.window.forms.digest_form import DigestForm
from desktop.window.forms.labelled import labelled, rows_of_controls
from desktop.window.forms.rule_presets import BUDGET
from desktop.window.parts import button, column, row
from inbox.rules import DONE, HOLD, PASS, Rule

_MOST = 1000


class RuleOutcome(QWidget):
    edited = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.act = QComboBox()
        for words, act in (
            (self.tr("They come through at once"), PASS),
            (self.tr("They wait for a check-in"), HOLD),
            (self.tr("They are done, silently"), DONE),
        ):
            self.act.addItem(words, act)
        self.limited = QCheckBox(self.tr("But in one focus block at most"))
        self.limited.setToolTip(self.tr("Further ones are held, and come first in their group."))
        self.budget = QSpinBox()
        self.budget.setRange(1, _MOST)
        self.budget.setAccessibleName(self.tr("How many come through in one focus block"))
        self.budget.lineEdit().setTextMargins(6, 0, 0, 0)
        self.until = QComboBox()
        self.digest_button = button(self.tr("New check-in…"))
        self.digest = DigestForm(bridge)
        self.label = QLineEdit()
        self.label.setPlaceholderText(self.tr("optional: a word that is shown beside the sender"))
        self.promise = QComboBox()
        self._lay_out()
        self.digest.hide()
        self.act.activated.connect(self._changed)
        self.limited.clicked.connect(self._changed)
        self.budget.valueChanged.connect(self.edited)
        self.until.activated.connect(self.edited)
        self.label.textEdited.connect(self.edited)
        self.promise.activated.connect(self.edited)
        self.digest_button.clicked.connect(self.digest.begin)
        self.digest.added.connect(self._added)
        self.digest.left.connect(self._left)

    def _lay_out(self) -> None:
        layout = column(self, spacing=2)
        self._rows = rows_of_controls()
        first = labelled(self._rows, self.tr("What becomes of them"), self.act)
        self._at_most = QWidget()
        at_most = row(self._at_most)
        at_most.addWidget(self.limited)
        at_most.addWidget(self.budget)
        at_most.addStretch(1)
        self._rows.addRow("", self._at_most)
        self._waits = QWidget()
        waits = row(self._waits)
        waits.addWidget(self.until, 1)
        waits.addWidget(self.digest_button)
        self._until_label = labelled(self._rows, self.tr("Until"), self._waits)
        self._until_label.setBuddy(self.until)
        self.until.setAccessibleName(self.tr("Until"))
        self._rows.addRow("", self.digest)
        last = (
            labelled(self._rows, self.tr("Label"), self.label),
            labelled(self._rows, self.tr("Promise"), self.promise),
        )
        self.labels = (first, self._until_label, *last)
        layout.addLayout(self._rows)

    def show_rule(self, rule: Rule, check_ins: Sequence[str], promises: Sequence[str]) -> None:
        self.act.setCurrentIndex(max(0, self.act.findData(rule.act)))
        self.limited.setChecked(rule.budget is not None)
        self.budget.setValue(rule.budget if rule.budget is not None else BUDGET)
        self._offer(self.until, self.tr("the next check-in"), check_ins, rule.until)
        self._offer(self.promise, self.tr("the first that fits"), promises, rule.promise)
        self.label.setText(rule.label)
        self.digest.hide()
        self._has_promises = bool(promises) or bool(rule.promise)
        self._show_parts()

    def outcome(self) -> dict[str, Any]:
        """Of a `Rule`: act, until, budget, label and promise."""
        act = str(self.act.currentData())
        return {
            "act": act,
            "until": str(self.until.currentData()) if act == HOLD else "",
            "budget": self.budget.value() if act == PASS and self.limited.isChecked() else None,
            "label": self.label.text().strip(),
            "promise": str(self.promise.currentData()) if act != DONE else "",
        }

    def controls(self) -> tuple[QWidget, ...]:
        """In the order of Tab."""
        digest = (self.digest.name, self.digest.day, self.digest.start, self.digest.add_button)
        return (
            *(self.act, self.limited, self.budget, self.until, self.digest_button),
            *(*digest, self.digest.leave_button, self.label, self.promise),
        )

    @staticmethod
    def _offer(box: QComboBox, usual: str, names: Sequence[str], chosen: str) -> None:
        box.clear()
        box.addItem(usual, "")
        for name in dict.fromkeys([*names, chosen]):
            if name:
                box.addItem(name, name)
        box.setCurrentIndex(box.findData(chosen))

    def _changed(self) -> None:
        self._show_parts()
        self.edited.emit()

    def _show_parts(self) -> None:
        act = self.act.currentData()
        self._rows.setRowVisible(self._at_most, act == PASS)
        self._rows.setRowVisible(self._waits, act == HOLD)
        self._rows.setRowVisible(self.promise, act != DONE and self._has_promises)
        self.budget.setEnabled(self.limited.isChecked())
        if act != HOLD:
            self.digest.hide()

    def _added(self, name: str) -> None:
        if self.until.findData(name) < 0:
            self.until.addItem(name, name)
        self.until.setCurrentIndex(self.until.findData(name))
        self._left()
        self.edited.emit()

    def _left(self) -> None:
        self.digest.hide()
        self.until.setFocus()
