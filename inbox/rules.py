"""Ordered rules with names, the first that matches decides: what passes a hold, waits for a check-in, or is done. Pure.

Anyone can write any address into a mail. A rule that lets pass a person, a domain or a tool does so where someone
vouches for that: the account's own server, or a signature (`Arrival.verdict`). Where nobody says anything, only with
`unverified`; where it was found to be forged, never. To hold something, its looks are enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final

from inbox.codes import is_code
from inbox.folding import folded
from inbox.item import Arrival, Channel, Reason, Verdict
from inbox.patterns import MOST_TEXT, compiled

PASS: Final = "pass"  # noqa: S105 (what a rule does, not a secret)
HOLD: Final = "hold"
DONE: Final = "done"
ACTS: Final = (PASS, HOLD, DONE)
_MOST_LABELS = 20


@dataclass(frozen=True, slots=True)
class Match:
    """All that is set must hold; within a list, any. Comparison ignores case, and accents but in addresses and domains:
    there they make another one.

    `address`, `domain` (and those below it): who wrote. `words` stand alone in the subject or the text, `regex` is
    found in the subject and how the text begins (`inbox.patterns`). `list`: whether it came by a list, or names of
    lists: the whole List-Id, or what it begins with before the first full stop. `account`: by its name. `tool`: where a
    mention is from; `project`: that one, or any in it (`acme` is also acme/boat). `plus`: it is to the person's own
    address with that tag (`me+urgent@example.org`). `thread_mine`, `answers_me`, `second_try`: see `Around`. `code`: a
    sign-in code or a magic link. `verified`: whether someone vouches for who wrote. `unverified`: nobody need.
    """

    address: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    regex: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    reason: tuple[str, ...] = ()
    tool: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    list: bool | tuple[str, ...] | None = None
    thread_mine: bool | None = None
    answers_me: bool | None = None
    second_try: bool | None = None
    code: bool | None = None
    verified: bool | None = None
    unverified: bool | None = None

    @property
    def nothing(self) -> bool:
        """No condition is set."""
        return replace(self, unverified=None) == _NOTHING

    @property
    def of_someone(self) -> bool:
        """It is about who wrote, or where from."""
        return bool(self.address or self.domain or self.tool or self.project or self.second_try)


@dataclass(frozen=True, slots=True)
class Rule:
    """`act`: "pass" (released at once, whatever the mode), "hold" (waits like all else; stops later rules) or "done"
    (nobody is told of it). `until`: the name of the check-in that a hold waits for, '' for the next one. `budget`: how
    many pass in one focus block; the further ones are held, and come first. `label`: a word of the person's for it.
    `promise`: the name of the promise that goes for it, '' for the first that matches (`inbox.promises`). `off`: it is
    kept, and decides nothing."""

    name: str
    match: Match
    act: str = PASS
    until: str = ""
    budget: int | None = None
    label: str = ""
    promise: str = ""
    off: bool = False


_NOTHING = Match()

CODES = Rule("codes", Match(code=True))
"""The preset that is on from the start: sign-in codes and magic links expire before the next check-in."""


class Because(StrEnum):
    """Why a decision is what it is. DONE: its rule makes it so. BUDGET: enough had passed in this block. OLD: it came
    too late to be urgent, or is of the time before the account was added."""

    RULE = "rule"
    DONE = "done"
    BUDGET = "budget"
    OLD = "old"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to become of an arrival: `act` as of a rule. `rule`: who says so, '' where none matches and it is held.

    `until`: the name of the check-in it waits for. `refused`: the rule before that would have let it pass, had anyone
    vouched for who wrote. `promise`: the one that the rule names, and once that is known (`inbox.promises`) the one
    that counts, with when an answer is due (aware, in UTC). `code`: a sign-in code or a magic link, good for a while
    only.
    """

    rule: str = ""
    act: str = HOLD
    until: str = ""
    because: Because = Because.NONE
    refused: str = ""
    label: str = ""
    promise: str = ""
    code: bool = False
    due_at: datetime | None = None

    @property
    def passes(self) -> bool:
        return self.act == PASS


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around an arrival, by whoever asks for a decision.

    `thread_mine`: the first message of its thread is known to be the person's. `answers_me`: the one it answers is.
    `second_try`: the same sender, vouched for, wrote in the quarter of an hour before. `mine`: the person's own
    addresses, in lower case. `passed`: how many each rule let pass in this focus block; None outside one, and then no
    budget counts.
    """

    thread_mine: bool = False
    answers_me: bool = False
    second_try: bool = False
    mine: frozenset[str] = field(default_factory=frozenset)
    passed: dict[str, int] | None = None


NOTHING_AROUND: Final = Around()


def vouched_for(match: Match, arrival: Arrival) -> bool:
    """Whether it is known to be from who it says, as far as the match asks for that.

    What is a mention is verified, whatever way it came.
    """
    if arrival.channel is Channel.MENTION:
        return True
    if arrival.verdict is Verdict.FAILED and (match.of_someone or match.thread_mine or match.answers_me):
        return False
    if not match.of_someone:
        return True
    said_by_its_looks = bool(match.tool or match.project)
    return match.unverified is True or (arrival.verdict is Verdict.VERIFIED and not said_by_its_looks)


def people(rules: Sequence[Rule]) -> frozenset[str]:
    """Who is let pass where it is known to be them: addresses, and domains after an @."""
    passing = [rule.match for rule in rules if rule.act == PASS and not rule.off]
    return frozenset(
        {one.lower() for match in passing for one in match.address}
        | {f"@{one.lower()}" for match in passing for one in match.domain}
    )


class Facts:
    """One arrival, made comparable; what is costly is made when it is first asked for."""

    __slots__ = ("_bytes", "_code", "_text", "account", "address", "around", "arrival", "list_id", "project", "tool")

    def __init__(self, arrival: Arrival, account: str, around: Around = NOTHING_AROUND) -> None:
        self.arrival = arrival
        self.account = account
        self.around = around
        self.address = arrival.sender_address.lower()
        self.tool = arrival.tool and folded(arrival.tool)
        self.project = arrival.project and folded(arrival.project)
        self.list_id = arrival.list_id and folded(arrival.list_id).strip("<> ")
        self._text: str | None = None
        self._bytes: bytes | None = None
        self._code: bool | None = None

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = folded(f"{self.arrival.subject}\n{self.arrival.text}")
        return self._text

    @property
    def searched(self) -> bytes:
        """What expressions are run on."""
        if self._bytes is None:
            self._bytes = self.text[:MOST_TEXT].encode("utf-8", "replace")
        return self._bytes

    @property
    def code(self) -> bool:
        if self._code is None:
            self._code = is_code(self.arrival)
        return self._code

    @property
    def domains(self) -> list[str]:
        """The sender's domain and those above it."""
        labels = self.address.rpartition("@")[2].rsplit(".", _MOST_LABELS)
        return [".".join(labels[place:]) for place in range(len(labels))]

    @property
    def lists(self) -> tuple[str, ...]:
        return (self.list_id, self.list_id.partition(".")[0]) if self.list_id else ()

    @property
    def by_list(self) -> bool:
        return bool(self.list_id) or self.arrival.reason is Reason.LIST

    @property
    def projects(self) -> list[str]:
        """The project and all that it is in."""
        parts = self.project.split("/")[:_MOST_LABELS]
        return ["/".join(parts[: place + 1]) for place in range(len(parts))] if self.project else []

    @property
    def tags(self) -> list[str]:
        """What stands behind the plus in an address of the person's that this is to."""
        found = []
        for one in self.arrival.to:
            user, at, host = one.lower().rpartition("@")
            name, plus, tag = user.partition("+")
            if at and plus and f"{name}@{host}" in self.around.mine:
                found.append(folded(tag))
        return found

    @property
    def verified(self) -> bool:
        return self.arrival.channel is Channel.MENTION or self.arrival.verdict is Verdict.VERIFIED


@lru_cache(8192)
def _as_folded(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(folded, values))


@lru_cache(8192)
def _as_lower(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(one.lower() for one in values)


@lru_cache(8192)
def _alone(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(folded(word))}(?!\w)")


def holds(match: Match, facts: Facts) -> bool:
    """Whether every condition that is set holds, the quick ones first. A match with no condition holds for nothing."""
    return (
        _is_from(match, facts)
        and _came_by(match, facts)
        and _stands_so(match, facts)
        and (match.code is None or match.code == facts.code)
        and (not match.words or any(_has_word(facts.text, word) for word in match.words))
        and (not match.regex or any(compiled(one).search(facts.searched) is not None for one in match.regex))
        and not match.nothing
    )


def matches(match: Match, arrival: Arrival, account: str, around: Around = NOTHING_AROUND) -> bool:
    """Whether every condition that is set holds for what it says it is."""
    return holds(match, Facts(arrival, account, around))


def _is_from(match: Match, facts: Facts) -> bool:
    return (
        (not match.address or facts.address in _as_lower(match.address))
        and (not match.domain or not _as_lower(match.domain).isdisjoint(facts.domains))
        and (match.verified is None or match.verified == facts.verified)
        and (match.second_try is None or match.second_try == facts.around.second_try)
    )


def _came_by(match: Match, facts: Facts) -> bool:
    return (
        (not match.channel or facts.arrival.channel.value in match.channel)
        and (not match.account or folded(facts.account) in _as_folded(match.account))
        and (not match.reason or facts.arrival.reason.value in match.reason)
        and (not match.tool or facts.tool in _as_folded(match.tool))
        and (not match.project or not _as_folded(match.project).isdisjoint(facts.projects))
        and (match.list is None or _is_of_list(match.list, facts))
        and (not match.plus or not _as_folded(match.plus).isdisjoint(facts.tags))
    )


def _stands_so(match: Match, facts: Facts) -> bool:
    around = facts.around
    return (match.thread_mine is None or match.thread_mine == around.thread_mine) and (
        match.answers_me is None or match.answers_me == around.answers_me
    )


def _is_of_list(wanted: bool | tuple[str, ...], facts: Facts) -> bool:
    if isinstance(wanted, bool):
        return wanted == facts.by_list
    return not _as_folded(wanted).isdisjoint(facts.lists)


def _has_word(text: str, word: str) -> bool:
    return folded(word) in text and _alone(word).search(text) is not None
