"""What a rule asks of an arrival: each condition that is set becomes one question. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from inbox.codes import is_code
from inbox.folding import folded
from inbox.item import Arrival, Channel, Reason, Verdict
from inbox.patterns import MOST_TEXT, compiled
from inbox.rules import NOTHING_AROUND, Around, Match

_MOST_LABELS: Final = 20


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


Question = Callable[[Facts], bool]


def questions(match: Match) -> tuple[Question, ...]:
    """All must be answered by yes; the quick ones come first. A match with no condition holds for nothing."""
    found = (*_of_sender(match), *_of_way(match), *_of_standing(match), *_of_text(match))
    return found or (lambda _: False,)


def holds(match: Match, facts: Facts) -> bool:
    """Whether every condition that is set holds."""
    return all(asked(facts) for asked in questions(match))


def matches(match: Match, arrival: Arrival, account: str, around: Around = NOTHING_AROUND) -> bool:
    """Whether every condition that is set holds for what it says it is."""
    return holds(match, Facts(arrival, account, around))


def _of_sender(match: Match) -> Iterator[Question]:
    if match.address:
        addresses = _lower(match.address)
        yield lambda facts: facts.address in addresses
    if match.domain:
        domains = _lower(match.domain)
        yield lambda facts: not domains.isdisjoint(facts.domains)
    if match.verified is not None:
        yield lambda facts: facts.verified == match.verified
    if match.second_try is not None:
        yield lambda facts: facts.around.second_try == match.second_try


def _of_way(match: Match) -> Iterator[Question]:
    if match.channel:
        yield lambda facts: facts.arrival.channel.value in match.channel
    if match.account:
        accounts = _folded(match.account)
        yield lambda facts: folded(facts.account) in accounts
    if match.reason:
        yield lambda facts: facts.arrival.reason.value in match.reason
    if match.tool:
        tools = _folded(match.tool)
        yield lambda facts: facts.tool in tools
    if match.project:
        projects = _folded(match.project)
        yield lambda facts: not projects.isdisjoint(facts.projects)
    if isinstance(match.list, bool):
        yield lambda facts: facts.by_list == match.list
    elif match.list:
        lists = _folded(match.list)
        yield lambda facts: not lists.isdisjoint(facts.lists)
    if match.plus:
        tags = _folded(match.plus)
        yield lambda facts: not tags.isdisjoint(facts.tags)


def _of_standing(match: Match) -> Iterator[Question]:
    if match.thread_mine is not None:
        yield lambda facts: facts.around.thread_mine == match.thread_mine
    if match.answers_me is not None:
        yield lambda facts: facts.around.answers_me == match.answers_me
    if match.code is not None:
        yield lambda facts: facts.code == match.code


def _of_text(match: Match) -> Iterator[Question]:
    if match.words:
        words = [(word, re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")) for word in map(folded, match.words)]
        yield lambda facts: any(word in facts.text and alone.search(facts.text) for word, alone in words)
    if match.regex:
        expressions = [compiled(one) for one in match.regex]
        yield lambda facts: any(one.search(facts.searched) is not None for one in expressions)


def _folded(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(folded, values))


def _lower(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(one.lower() for one in values)
