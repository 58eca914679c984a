"""Rules to start from, in the person's language: each is made from nothing, and can be changed before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from inbox.rules import DONE, HOLD, PASS, Match, Rule

translate = QCoreApplication.translate
BUDGET = 3
"""How many come through in a focus block, where the person chooses people."""


@dataclass(frozen=True, slots=True)
class Preset:
    """`asks`: the condition that the person fills in first, '' for none."""

    title: str
    rule: Rule
    asks: str = ""


def codes() -> Rule:
    return Rule(translate("Rule presets", "codes"), Match(code=True), PASS)


def people(addresses: Sequence[str] = ()) -> Rule:
    return Rule(translate("Rule presets", "people I choose"), Match(address=tuple(addresses)), PASS, budget=BUDGET)


def presets(check_ins: Sequence[str]) -> tuple[Preset, ...]:
    """`check_ins`: the names of those in the week; a digest waits for one that is called so, if there is one."""
    digest = next((name for name in check_ins if "digest" in name.casefold()), "")
    automatic = Match(reason=("automatic", "state_change"))
    return (
        Preset(translate("Rule presets", "An empty rule"), Rule("", Match(), PASS, budget=BUDGET)),
        Preset(translate("Rule presets", "People I choose come through"), people(), "address"),
        Preset(translate("Rule presets", "Sign-in codes and magic links come through"), codes()),
        Preset(
            translate("Rule presets", "Newsletters wait for a digest on Friday"),
            Rule(translate("Rule presets", "newsletters on Friday"), Match(list=True), HOLD, until=digest),
            "until",
        ),
        Preset(
            translate("Rule presets", "What machines send (builds, alerts) is done silently"),
            Rule(translate("Rule presets", "noise of machines"), automatic, DONE),
        ),
        Preset(
            translate("Rule presets", "A second try within 15 minutes comes through"),
            Rule(translate("Rule presets", "second try"), Match(second_try=True), PASS, budget=BUDGET),
        ),
    )
