"""All rules of a person, ordered: one question decides what is to become of an arrival. Pure.

A thousand rules cost little more than ten: each rule is found by one thing that what it matches must have, and only
those that can match are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from inbox.conditions import Facts, Question, questions
from inbox.folding import folded
from inbox.item import Arrival
from inbox.patterns import Searching, any_of
from inbox.rules import (
    DONE,
    HOLD,
    NOTHING_AROUND,
    PASS,
    Around,
    Because,
    Decision,
    Match,
    Rule,
    vouched_for,
)

_TOKEN = re.compile(r"\w+")
_BY_VALUE: Final = ("address", "domain", "plus", "project", "tool")
_UNDECIDED: Final = Decision()  # most are
_EXACT: Final = frozenset({"address", "domain"})
_FEW_WORDS: Final = 40
"""So many are sooner looked for one by one than a text is taken apart."""
_BY_FEW: Final = ("account", "reason", "channel")


class Found(NamedTuple):
    """The rule that decides of an arrival, None where none does, and the name of the one before that would have let it
    pass, had anyone vouched for who wrote. `code`: as of a decision."""

    rule: Rule | None
    refused: str
    code: bool = False


class Rulebook:
    """`written`: all rules, in their order; `rules`: those that are not off. Made once; `decide` may be called from one
    thread at a time."""

    def __init__(self, rules: Sequence[Rule] = ()) -> None:
        self.written = tuple(rules)
        self.rules = tuple(rule for rule in self.written if not rule.off)
        matches = [rule.match for rule in self.rules]
        self.asks_thread = any(one.thread_mine is not None or one.answers_me is not None for one in matches)
        self.asks_second_try = any(one.second_try is not None for one in matches)
        self.asks_budget = any(rule.budget is not None for rule in self.rules)
        self.waited_for = frozenset(rule.until for rule in self.rules if rule.until)
        """The names of the check-ins that holds wait for."""
        self._always: list[int] = []
        self._by: dict[str, dict[str, list[int]]] = {}
        for place, match in enumerate(matches):
            kind, values = _found_by(match)
            if not kind:
                self._always.append(place)
            for value in values:
                self._by.setdefault(kind, {}).setdefault(value, []).append(place)
        self._by_regex = [place for place in self._always if matches[place].regex]
        if len(self._by_regex) > 1:
            self._always = [place for place in self._always if not matches[place].regex]
        self._regex: Searching | None = None
        self._asked: list[tuple[Question, ...] | None] = [None] * len(self.rules)
        """By place, made when first needed: of a thousand rules most are never looked at."""

    def decide(self, arrival: Arrival, account: str, around: Around = NOTHING_AROUND) -> Decision:
        """The first rule that matches decides; one that would let pass who may be another is only noted."""
        return self.decided(self.found(arrival, account, around), around.passed)

    def found(self, arrival: Arrival, account: str, around: Around = NOTHING_AROUND) -> Found:
        """Which rule decides, whatever has passed in the block: this does not depend on the week."""
        facts = Facts(arrival, account, around)
        refused = ""
        for place in self._candidates(facts):
            if not self._matches(place, facts):
                continue
            rule = self.rules[place]
            if rule.act == PASS and not vouched_for(rule.match, arrival):
                refused = refused or rule.name
                continue
            return Found(rule, refused, facts.code)
        return Found(None, refused, facts.code)

    @staticmethod
    def decided(found: Found, passed: dict[str, int] | None) -> Decision:
        """What the rule that was found makes of it. `passed`: as in `Around`."""
        rule, refused, code = found
        if rule is None:
            return Decision(refused=refused, code=code) if refused or code else _UNDECIDED
        if rule.act == PASS and _is_spent(rule, passed):
            return Decision(rule.name, HOLD, "", Because.BUDGET, refused, rule.label, rule.promise, code)
        because = Because.DONE if rule.act == DONE else Because.RULE
        return Decision(rule.name, rule.act, rule.until, because, refused, rule.label, rule.promise, code)

    def _candidates(self, facts: Facts) -> Iterable[int]:
        if not self._by and len(self._by_regex) < 2:
            return self._always
        found = set(self._always)
        if len(self._by_regex) > 1 and self._some_regex(facts):
            found.update(self._by_regex)
        for kind, places in self._by.items():
            if kind == "words" and len(places) <= _FEW_WORDS:
                text = facts.text
                for word, where in places.items():
                    if word in text:
                        found.update(where)
                continue
            for value in _HAD[kind](facts):
                if value in places:
                    found.update(places[value])
        return sorted(found)

    def _matches(self, place: int, facts: Facts) -> bool:
        asked = self._asked[place]
        if asked is None:
            asked = self._asked[place] = questions(self.rules[place].match)
        for one in asked:  # a loop takes half as long as `all` of a generator  # noqa: SIM110
            if not one(facts):
                return False
        return True

    def _some_regex(self, facts: Facts) -> bool:
        """Expressions that nothing else narrows down are tried all at once first."""
        if self._regex is None:
            self._regex = any_of([one for place in self._by_regex for one in self.rules[place].match.regex]) or _ALL
        return self._regex.search(facts.searched) is not None


class _All:
    def search(self, text: bytes, /) -> object:
        return text


_ALL: Final = _All()


def _is_spent(rule: Rule, passed: dict[str, int] | None) -> bool:
    return rule.budget is not None and passed is not None and passed.get(rule.name, 0) >= rule.budget


def _found_by(match: Match) -> tuple[str, Iterable[str]]:
    """What narrows it down most: a kind, and the values of which one at least must be there. '' for none."""
    for kind in _BY_VALUE:
        if values := getattr(match, kind):
            return kind, {one.lower() if kind in _EXACT else folded(one) for one in values}
    if isinstance(match.list, tuple):
        return "list", {folded(one) for one in match.list}
    tokens = [_TOKEN.findall(folded(word)) for word in match.words]
    if tokens and all(tokens):
        # A word that stands alone is a whole token of the text: of several, the longest is the rarest.
        return "words", {max(one, key=len) for one in tokens}
    for kind in _BY_FEW:
        if values := getattr(match, kind):
            return kind, {folded(one) for one in values}
    return "", ()


_HAD: Final[dict[str, Callable[[Facts], Iterable[str]]]] = {
    "address": lambda facts: (facts.address,),
    "domain": lambda facts: facts.domains,
    "plus": lambda facts: facts.tags,
    "project": lambda facts: facts.projects,
    "tool": lambda facts: (facts.tool,),
    "list": lambda facts: facts.lists,
    "words": lambda facts: _TOKEN.findall(facts.text),
    "account": lambda facts: (folded(facts.account),),
    "reason": lambda facts: (facts.arrival.reason.value,),
    "channel": lambda facts: (facts.arrival.channel.value,),
}
