"""Ordered rules with names, the first that matches decides: what passes a hold, waits for a check-in, or is done. Pure.

Anyone can write any address into a mail. A rule that lets pass a person, a domain or a tool does so where someone
vouches for that: the account's own server, or a signature (`Arrival.verdict`). Where nobody says anything, only with
`unverified`; where it was found to be forged, never. To hold something, its looks are enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from inbox.item import Arrival, Channel, Verdict

PASS: Final = "pass"  # noqa: S105 (what a rule does, not a secret)
HOLD: Final = "hold"
DONE: Final = "done"
ACTS: Final = (PASS, HOLD, DONE)


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
