"""What may come through at once from the first day on: sign-in codes, and people the person chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.core.desk import Desk
from desktop.core.rule_views import RuleSet
from desktop.window.forms import rule_presets
from desktop.window.forms.labelled import labelled, rows_of_controls
from desktop.window.forms.rule_conditions import Texts, address_problem
from desktop.window.parts import column, label
from inbox.rules import CODES, Match, Rule


class FirstRules(QWidget):
    """`keep` writes what is chosen; all else waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.codes = QCheckBox(self.tr("Sign-in codes and magic links come through at once"))
        self.codes.setChecked(True)
        self.people = Texts("anna@client.example", address_problem, spaces=True)
        layout = column(self, spacing=2)
        layout.addWidget(label(self.tr("Who may reach you all the same?"), "strong"))
        layout.addWidget(self.codes)
        rows = rows_of_controls()
        labelled(rows, self.tr("These people, too"), self.people.line)
        layout.addLayout(rows)
        hint = self.tr(
            "Addresses with commas between them; three messages in one focus block at most. All else waits for its "
            "check-in. More can be said in the settings, under Rules."
        )
        layout.addWidget(label(hint, "muted", wrap=True))
        self.people.line.setAccessibleDescription(hint)

    def problem(self) -> str:
        """What is wrong with the addresses, '' for nothing: none at all is right."""
        return self.people.problem() if self.people.value() else ""

    def keep(self, desk: Desk) -> RuleSet:
        shown = desk.rule_set()
        rules = _chosen(shown.rules, codes=self.codes.isChecked(), people=self.people.value())
        return shown if rules == shown.rules else desk.set_rules(rules, shown.rules)


def _chosen(rules: Sequence[Rule], *, codes: bool, people: Sequence[str]) -> tuple[Rule, ...]:
    """What is there already stays, but for these two; gone through once more, nothing is there twice."""
    wanted = rule_presets.people(people)
    kept = [
        replace(rule, match=Match(address=tuple(dict.fromkeys((*rule.match.address, *people)))))
        if rule.name == wanted.name and rule.match == Match(address=rule.match.address)
        else rule
        for rule in rules
        if codes or rule.match != CODES.match
    ]
    if codes and all(rule.match != CODES.match for rule in kept):
        kept.insert(0, rule_presets.codes())
    if people and all(rule.name != wanted.name for rule in kept):
        kept.append(wanted)
    return tuple(kept)
