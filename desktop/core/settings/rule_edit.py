"""Changes to the rules of a settings file: as `desktop.core.settings.edit`, one at a time."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from desktop.core.settings.edit import rewritten
from desktop.core.settings.model import Settings
from desktop.core.settings.reader import MISSING, SettingsError
from desktop.core.settings.rule_order import Placed, in_order, placed
from inbox.rules import PASS, Match, Rule

__all__ = ["Placed", "add_rule", "change_rules", "match_table", "put_back", "remove_rule", "replace_rules", "rule_keys"]

Change = Callable[[Sequence[Rule]], Sequence[Placed]]
"""From the rules that the file has to those that it is to have."""


def add_rule(path: Path, *, rule: Rule, place: int) -> Settings:
    """Put it before the one at `place`, from 0. One about the same that does otherwise goes."""

    def change(rules: Sequence[Rule]) -> list[Placed]:
        kept: list[Placed] = [(number, one) for number, one in enumerate(rules)]
        kept.insert(min(place, len(kept)), (None, rule))
        return [(number, one) for number, one in kept if number is None or one.match != rule.match]

    return change_rules(path, change)


def remove_rule(path: Path, *, name: str) -> Settings:
    """All of that name. The last one leaves an empty list: none is what was chosen."""
    return change_rules(path, lambda rules: [(n, rule) for n, rule in enumerate(rules) if rule.name != name])


def replace_rules(path: Path, *, rules: Sequence[Rule]) -> Settings:
    """These, in this order. One that was there keeps what was written beside it."""
    return change_rules(path, lambda before: placed(rules, before))


def put_back(path: Path, *, content: bytes) -> Settings:
    """The whole file as it was before a change."""
    return rewritten(path, lambda text, settings: content.decode("utf-8-sig"))


def change_rules(path: Path, change: Change) -> Settings:
    """Raises SettingsError, and nothing was written."""

    def rewrite(text: str, settings: Settings) -> str:
        # What stays as it is, is not touched; the one that is on while none are written is written with the others.
        there: list[Rule] = [*settings.rules] if tomllib.loads(text).get("rule") else []
        stays = {place for place, rule in change(settings.rules) if place is not None and there[place:][:1] == [rule]}
        wanted = [(was, {} if was in stays else rule_keys(rule)) for was, rule in change(settings.rules)]
        return in_order(text, wanted)

    def meant(settings: Settings, before: Settings) -> None:
        if list(settings.rules) != [rule for _, rule in change(before.rules)]:
            right = "cannot be changed by Écluse as its rules are written: change them by hand, nothing was written"
            raise SettingsError(str(path), "", MISSING, right)

    return rewritten(path, rewrite, meant)


def rule_keys(rule: Rule) -> dict[str, Any]:
    """A rule as the settings have it: all keys that Écluse knows, None for one that is not written."""
    return {
        "name": rule.name,
        "match": match_table(rule.match),
        "act": rule.act or PASS,
        "until": rule.until or None,
        "budget": rule.budget,
        "label": rule.label or None,
        "promise": rule.promise or None,
        "off": rule.off or None,
    }


def match_table(match: Match) -> dict[str, Any]:
    """The conditions that are set, as the settings have them."""
    found = {field.name: getattr(match, field.name) for field in fields(match)}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in found.items()
        if value not in {None, ()}
    }
