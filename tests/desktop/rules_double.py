"""The rules of the window tests' desk: the real list of them, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.core.desk import Later, RequestError
from desktop.core.rule_keys import line
from desktop.core.rule_views import Caught, RuleSet
from desktop.core.settings.rules import check_ins, oddities
from desktop.core.views import Hold, RuleLine
from focus.schedule import Schedule
from inbox.item import Item, Verdict
from inbox.rules import CODES, HOLD, PASS, Match, Rule

_CHANGED = RequestError("The rules were changed meanwhile. Nothing was changed now.")


class RulesDouble:
    items: dict[int, Item]
    _undo: list[tuple[str, tuple[Item, ...]]]

    def __init__(self) -> None:
        self.rules_kept: tuple[Rule, ...] = (CODES,)
        self.rules_before: list[tuple[Rule, ...]] = []
        self.caught_answer = Caught(30, 412, 0)
        self.caught_asked: list[tuple[tuple[Rule, ...], int]] = []

    def _week(self) -> Schedule:
        raise NotImplementedError

    def rules(self) -> tuple[RuleLine, ...]:
        return tuple(line(rule) for rule in self.rules_kept)

    def not_urgent(self, id: int) -> RuleLine:
        if not self.items[id].passed_by:
            raise RequestError("No rule let this message through at once. Nothing was changed.")
        return self._first("not urgent", id, HOLD)

    def always(self, id: int) -> RuleLine:
        made = self._first("always", id, PASS)
        return made if self.items[id].verdict is Verdict.VERIFIED else replace(made, unverified=True)

    def remove_rule(self, name: str) -> RuleLine:
        gone = next(one for one in self.rules_kept if one.name == name)
        self.rules_kept = tuple(one for one in self.rules_kept if one is not gone)
        return line(gone)

    def undo_rule(self) -> None:
        self.rules_kept = self.rules_before.pop()

    def rule_set(self) -> RuleSet:
        week = self._week()
        odd = tuple(oddities(self.rules_kept, week))
        return RuleSet(self.rules_kept, odd, tuple(sorted(check_ins(week))), ("work", "private"), ("forge",))

    def set_rules(self, rules: Sequence[Rule], seen: Sequence[Rule] | None = None) -> RuleSet:
        if seen is not None and tuple(seen) != self.rules_kept:
            raise _CHANGED
        self.rules_kept = tuple(rules)
        return self.rule_set()

    def put_rule(self, place: int, rule: Rule, seen: Rule | None = None) -> RuleSet:
        self._same(place, seen)
        there = self.rules_kept
        return self.set_rules((*there[:place], rule, *there[place + (seen is not None) :]))

    def move_rule(self, place: int, to: int, seen: Rule) -> RuleSet:
        self._same(place, seen)
        there = list(self.rules_kept)
        there.insert(to, there.pop(place))
        return self.set_rules(there)

    def take_rule(self, place: int, seen: Rule) -> RuleSet:
        self._same(place, seen)
        return self.set_rules((*self.rules_kept[:place], *self.rules_kept[place + 1 :]))

    def caught(self, rules: Sequence[Rule], place: int, days: int = 30) -> Later[Caught]:
        self.caught_asked.append((tuple(rules), place))
        return Later(lambda: self.caught_answer)

    def hold(self, id: int) -> Hold | None:
        return None

    def _same(self, place: int, seen: Rule | None) -> None:
        if seen is not None and self.rules_kept[place : place + 1] != (seen,):
            raise _CHANGED

    def _first(self, name: str, id: int, act: str) -> RuleLine:
        address = self.items[id].sender_address
        made = Rule(f"{name}: {address}", Match(address=(address,)), act)
        self._undo.append((name.replace(" ", "_"), ()))
        self.rules_before.append(self.rules_kept)
        self.rules_kept = (made, *self.rules_kept)
        return line(made)
