"""Rules that one key writes, about an item that is looked at. Called on the engine's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from desktop.core.desk import RequestError
from desktop.core.rule_list import RuleList
from desktop.core.settings import rule_edit
from desktop.core.setup import Setup
from desktop.core.views import RuleLine
from inbox.item import Channel, Details, Item, Verdict
from inbox.queue import Queue
from inbox.rules import HOLD, PASS, Match, Rule
from inbox.saying import ALWAYS, NOT_URGENT

_LIST = "`ecluse rules list` lists them."
_NAMES = {
    "en": {NOT_URGENT: "not urgent: {who}", ALWAYS: "always: {who}"},
    "fr": {NOT_URGENT: "pas urgent ({who})", ALWAYS: "toujours ({who})"},
}
"""A rule's name is typed in a terminal, too: no space of these is one that no key makes."""


class RuleKeys:
    """What they write holds from now on; what has arrived stays as it was decided."""

    def __init__(
        self,
        setup: Setup,
        rules: RuleList,
        queue: Queue,
        details: Callable[[int], Details],
        now: Callable[[], datetime],
        language: Callable[[], str],
    ) -> None:
        """`language`: en or fr, that of the rules' names."""
        self._setup = setup
        self._language = language
        self._rules = rules
        self._queue = queue
        self._details = details
        self._now = now
        self._before: dict[str, tuple[tuple[Rule, ...], tuple[Rule, ...]]] = {}
        """By the name of a rule that was written, all rules before and after."""

    def lines(self) -> tuple[RuleLine, ...]:
        return tuple(line(rule) for rule in self._setup.settings.rules)

    def not_urgent(self, id: int) -> RuleLine:
        item = self._details(id).item
        if not item.passed_by:
            raise RequestError("No rule let this message through at once. Nothing was changed.")
        rules = self._setup.settings.rules
        by = next((place for place, rule in enumerate(rules) if rule.name == item.passed_by), 0)
        match, who = _of(item)
        if rules and rules[by].match.code:
            match = replace(match, code=True)  # what else they write is not meant
        return self._write(Rule(self._name(NOT_URGENT, who), match, HOLD), by, id, NOT_URGENT)

    def always(self, id: int) -> RuleLine:
        item = self._details(id).item
        if "@" not in item.sender_address:
            raise RequestError(
                "This message has no sender's address. Nothing was changed.",
                "A rule of your own can let pass what its tool and project have: Settings, Rules, or settings.toml.",
            )
        if item.verdict is Verdict.FAILED:
            raise RequestError(
                "The sender's domain says that this message is not from it. Nothing was changed.",
                "A message that is theirs can be used for this.",
            )
        address = item.sender_address.lower()
        rule = Rule(self._name(ALWAYS, address), Match(address=(address,)), PASS)
        written = self._write(rule, 0, id, ALWAYS)
        return written if _is_vouched(item) else replace(written, unverified=True)

    def remove(self, name: str) -> RuleLine:
        found = next((rule for rule in self._setup.settings.rules if rule.name == name), None)
        if found is None:
            raise RequestError(f'There is no rule named "{name}". Nothing was changed.', _LIST)
        self._rules.change(partial(rule_edit.remove_rule, name=name))
        return line(found)

    def take_back(self, name: str) -> None:
        """What a key wrote; and what it took away for it comes back, where nothing else was changed since."""
        before, after = self._before.pop(name, ((), ()))
        if after and self._rules.rules == after:
            self._rules.set_rules(before)
        else:
            self._rules.change(partial(rule_edit.remove_rule, name=name))

    def _name(self, said: str, who: str) -> str:
        return _NAMES[self._language()][said].format(who=who)

    def _write(self, rule: Rule, place: int, id: int, said: str) -> RuleLine:
        """What an earlier press of the other key wrote about the same goes. One that does the same stays, whatever it
        is called: the person may have renamed it, or speak another language to the app by now."""
        before = self._rules.rules
        same = next((one for one in before[: place + 1] if replace(one, name=rule.name) == rule), None)
        if same is not None:
            return replace(line(same), new=False)
        self._rules.change(partial(rule_edit.add_rule, rule=rule, place=place))
        self._before[rule.name] = before, self._rules.rules
        self._queue.say(id, said, rule.name, self._now())
        return line(rule)


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


def line(rule: Rule) -> RuleLine:
    """As it is shown."""
    match = rule_edit.match_table(rule.match)
    return RuleLine(rule.name, match, rule.act, rule.until, rule.budget, rule.label, off=rule.off, promise=rule.promise)
