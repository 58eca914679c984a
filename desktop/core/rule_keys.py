"""Rules that one key writes, about an item that is looked at. Called on the engine's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from desktop.core.desk import RequestError
from desktop.core.settings import rule_edit
from desktop.core.setup import Setup
from desktop.core.views import RuleLine
from inbox.item import Channel, Details, Item, Verdict
from inbox.rules import HOLD, PASS, Match, Rule

_LIST = "`ecluse rules list` lists them."


class RuleKeys:
    """What they write holds from now on; what has arrived stays as it was decided."""

    def __init__(self, setup: Setup, details: Callable[[int], Details]) -> None:
        self._setup = setup
        self._details = details

    def lines(self) -> tuple[RuleLine, ...]:
        return tuple(_line(rule) for rule in self._setup.settings.rules)

    def not_urgent(self, id: int) -> RuleLine:
        item = self._details(id).item
        if not item.passed_by:
            raise RequestError("No rule let this message through at once. Nothing was changed.")
        rules = self._setup.settings.rules
        by = next((place for place, rule in enumerate(rules) if rule.name == item.passed_by), 0)
        match, who = _of(item)
        if rules and rules[by].match.code:
            match = replace(match, code=True)  # what else they write is not meant
        return self._write(Rule(f"not urgent: {who}", match, HOLD), by)

    def always(self, id: int) -> RuleLine:
        item = self._details(id).item
        if "@" not in item.sender_address:
            raise RequestError(
                "This message has no sender's address. Nothing was changed.",
                "A rule of your own can let pass what its tool and project have: see the rules in settings.toml.",
            )
        if item.verdict is Verdict.FAILED:
            raise RequestError(
                "The sender's domain says that this message is not from it. Nothing was changed.",
                "A message that is theirs can be used for this.",
            )
        address = item.sender_address.lower()
        line = self._write(Rule(f"always: {address}", Match(address=(address,)), PASS), 0)
        return line if _is_vouched(item) else RuleLine(line.name, line.match, line.act, unverified=True)

    def remove(self, name: str) -> RuleLine:
        found = next((rule for rule in self._setup.settings.rules if rule.name == name), None)
        if found is None:
            raise RequestError(f'There is no rule named "{name}". Nothing was changed.', _LIST)
        self._setup.change(partial(rule_edit.remove_rule, name=name))
        return _line(found)

    def _write(self, rule: Rule, place: int) -> RuleLine:
        """What an earlier press of the other key wrote about the same goes."""
        there = next((one for one in self._setup.settings.rules[: place + 1] if one == rule), None)
        if there is None:
            self._setup.change(partial(rule_edit.add_rule, rule=rule, place=place))
        return _line(rule)


def _is_vouched(item: Item) -> bool:
    return item.channel is Channel.MENTION or item.verdict is Verdict.VERIFIED


def _of(item: Item) -> tuple[Match, str]:
    """What names its sender, or where that has no address, what it is of."""
    if "@" in item.sender_address:
        address = item.sender_address.lower()
        return Match(address=(address,)), address
    match = Match(
        account=(item.account,),
        tool=(item.tool,) if item.tool else (),
        project=(item.project,) if item.project else (),
        reason=(item.reason.value,),
    )
    return match, item.project or item.tool or item.account


def _line(rule: Rule) -> RuleLine:
    return RuleLine(rule.name, rule_edit.match_table(rule.match), rule.act, rule.until, rule.budget, rule.label)
