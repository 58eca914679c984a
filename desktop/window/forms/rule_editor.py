"""One rule: its name, which messages it is about, what becomes of them, and what it would have done lately."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QComboBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.bridge import Bridge
from desktop.core.rule_views import RuleSet
from desktop.window.forms import mnemonics
from desktop.window.forms.labelled import labelled, rows_of_controls, widest
from desktop.window.forms.rule_conditions import Offer
from desktop.window.forms.rule_conditions_form import RuleConditions
from desktop.window.forms.rule_outcome import RuleOutcome
from desktop.window.forms.rule_presets import Preset, presets
from desktop.window.forms.rule_trial import RuleTrial
from desktop.window.forms.rule_words import sentence
from desktop.window.forms.says import Says
from desktop.window.forms.trouble import of_request
from desktop.window.parts import button, card, hairline, label, row
from inbox.rules import PASS, Match, Rule

_EMPTY = Rule("", Match())
_BESIDE = 860
"""Pixels from which on the trial has its place beside the form."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where among the rules it is; `seen`: as it was, None for a new one."""

    number: int
    seen: Rule | None


class RuleEditor(QWidget):
    """`begin` shows a rule; nothing is kept before its button is pressed."""

    saved = Signal(object)
    """The `RuleSet` with it."""
    left = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._set = RuleSet(())
        self._place = _Place(0, None)
        self._was = _EMPTY
        self._presets: tuple[Preset, ...] = ()
        self.title = label(role="heading")
        self.start = QComboBox()
        self.name = QLineEdit()
        self.name.setMaxLength(100)
        self.conditions = RuleConditions()
        self.outcome = RuleOutcome(bridge)
        self.on = QCheckBox(self.tr("This rule is on"))
        self.sentence = label(wrap=True)
        self.trial = RuleTrial(bridge)
        self.says = Says()
        self.save_button = button(self.tr("Save the rule"), "primary")
        self.leave_button = button(self.tr("Cancel"))
        self._lay_out()
        self.start.activated.connect(self._chosen)
        self.name.textEdited.connect(self._changed)
        for part in (self.conditions, self.outcome):
            part.edited.connect(self._changed)
        self.on.clicked.connect(self._changed)
        self.conditions.arranged.connect(self._in_order)
        self.outcome.act.activated.connect(self._in_order)
        self.save_button.clicked.connect(self.save)
        self.leave_button.clicked.connect(self.left)

    def _lay_out(self) -> None:
        self._sides = row(self, spacing=4)
        top = Qt.AlignmentFlag.AlignTop
        self._sides.addWidget(self._form(), 5, top)
        self._sides.addWidget(self._tried(), 2, top)

    def _form(self) -> QWidget:
        frame = card()
        layout = frame.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.title)
        self.start.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._head = rows_of_controls()
        self._head_labels = [labelled(self._head, self.tr("Start from"), self.start)]
        self._head_labels.append(labelled(self._head, self.tr("Rule's name"), self.name))
        layout.addLayout(self._head)
        layout.addWidget(label(self.tr("Which messages? All of this must hold:"), "muted", wrap=True))
        layout.addWidget(self.conditions)
        layout.addWidget(hairline())
        layout.addWidget(self.outcome)
        layout.addWidget(self.on)
        layout.addWidget(self.says)
        buttons = row()
        for each in (self.save_button, self.leave_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self._align()
        return frame

    def _align(self) -> None:
        labels = (*self._head_labels, *self.outcome.labels)
        width = widest(labels)
        for each in labels:
            each.setMinimumWidth(width)
        self.conditions.align(width + 4)

    def _tried(self) -> QWidget:
        """Beside the form where there is room, so that it is seen while one edits; else below it."""
        frame = card()
        layout = frame.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(label(self.tr("What it says"), "group"))
        layout.addWidget(self.sentence)
        layout.addWidget(label(self.tr("What it would have done"), "group"))
        layout.addWidget(self.trial)
        frame.setMinimumWidth(330)
        return frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = QBoxLayout.Direction.LeftToRight
        wanted = beside if self.width() >= _BESIDE else QBoxLayout.Direction.TopToBottom
        if self._sides.direction() != wanted:
            self._sides.setDirection(wanted)

    def begin(self, shown: RuleSet, number: int, rule: Rule | None = None, *, new: bool = False) -> None:
        """The rule at `number`, or a new one there: made after `rule` where that is given."""
        self._set = shown
        self._place = _Place(number, None if new or rule is None else rule)
        self._presets = presets(shown.check_ins)
        self.title.setText(self.tr("Change a rule") if self._place.seen is not None else self.tr("A new rule"))
        self._head.setRowVisible(self.start, rule is None)
        self.start.clear()
        self.start.addItems([one.title for one in self._presets])
        self.says.nothing()
        self._show(rule or self._presets[0].rule)

    def focus_first(self) -> None:
        (self.name if self._place.seen is not None or not self.start.isVisible() else self.start).setFocus()

    def entered(self) -> Rule:
        told = self.outcome.outcome()
        return replace(
            self._was, name=self.name.text().strip(), match=self.conditions.match(), off=not self.on.isChecked(), **told
        )

    def _show(self, rule: Rule) -> None:
        self._was = rule
        self.name.setText(rule.name)
        self.conditions.show_match(rule.match, Offer(self._set.accounts, self._set.tools))
        self.outcome.show_rule(rule, self._set.check_ins, self._set.promises)
        self.on.setChecked(not rule.off)
        self._changed()

    def _chosen(self, number: int) -> None:
        preset = self._presets[number]
        self._show(preset.rule)
        if preset.asks == "until":
            if not preset.rule.until:
                self.outcome.digest.begin()
        elif preset.asks:
            self.conditions.add(preset.asks)

    def _changed(self) -> None:
        rule = self.entered()
        self.sentence.setText(sentence(rule))
        number = self._place.number
        others = self._set.rules
        seen = self._place.seen is not None
        whole = self.conditions.check(all_of_it=False) and not self._wrong(rule)
        rules = (*others[:number], rule, *others[number + seen :])
        self.trial.try_rule((rules, number) if whole else None)

    def _wrong(self, rule: Rule) -> str:
        """What is wrong with it as a whole, beside its name."""
        match = rule.match
        if match.nothing:
            return self.tr("Add a condition: a rule for every message would leave nothing to wait.")
        if rule.act == PASS and match.project and not (match.tool or match.address or match.domain):
            return self.tr("Say from which tools, too: in another one, anyone may call a project so.")
        return ""

    def save(self) -> None:
        rule = self.entered()
        if not rule.name:
            self._refuse(self.tr("Give the rule a name: messages say which one decided."), self.name)
            return
        if not self.conditions.check(all_of_it=True):
            self._refuse(self.tr("A condition is not right yet."), self.conditions.first_wrong())
            return
        if wrong := self._wrong(rule):
            self._refuse(wrong, self.conditions.more)
            return
        number, seen = self._place.number, self._place.seen
        self.save_button.setEnabled(False)
        self._bridge.ask(lambda desk: desk.put_rule(number, rule, seen), self._saved, self._failed)

    def _saved(self, shown: RuleSet) -> None:
        self.save_button.setEnabled(True)
        self.saved.emit(shown)

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self._refuse(of_request(error).text, self.save_button)

    def _refuse(self, text: str, where: QWidget | None) -> None:
        self.says.problem(text)
        if where is not None:
            where.setFocus()

    def _in_order(self) -> None:
        order = [self.start, self.name, *self.conditions.controls(), *self.outcome.controls()]
        order += [self.on, self.trial.list, self.save_button, self.leave_button]
        for earlier, later in pairwise(order):
            QWidget.setTabOrder(earlier, later)
        mnemonics.assign(self)
