from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest

from inbox.item import Verdict
from inbox.rulebook import Rulebook
from inbox.rules import DONE, HOLD, PASS, Around, Match, Rule
from inbox.shadows import never_vouched, shadowed, takes_all
from tests.inbox.arrivals import arrival


def found(*rules: tuple[Match, str]) -> list[tuple[int, int]]:
    return list(shadowed([Rule(str(place), match, act) for place, (match, act) in enumerate(rules)]))


@pytest.mark.parametrize(
    ("first", "later", "expected"),
    [
        ((Match(list=True), HOLD), (Match(list=("dev",)), DONE), True),
        ((Match(list=("dev",)), HOLD), (Match(list=True), DONE), False),
        ((Match(domain=("client.example",)), HOLD), (Match(address=("a@sub.client.example",)), PASS), True),
        ((Match(domain=("client.example",)), HOLD), (Match(domain=("evilclient.example",)), PASS), False),
        ((Match(domain=("client.example",)), PASS), (Match(domain=("Client.Example",)), HOLD), False),
        ((Match(domain=("client.example",)), PASS), (Match(address=("a@client.example",)), PASS), True),
        ((Match(words=("été", "b")), HOLD), (Match(words=("ETE",), code=True), PASS), True),
        ((Match(words=("a",), code=True), HOLD), (Match(words=("a",)), PASS), False),
        ((Match(project=("acme",), tool=("x",)), PASS), (Match(project=("acme/boat",), tool=("X",)), PASS), True),
        ((Match(project=("acme",), tool=("x",)), PASS), (Match(project=("acmes",), tool=("x",)), PASS), False),
        ((Match(channel=("mail",)), PASS), (Match(channel=("mail",), words=("x",)), HOLD), True),
        ((Match(answers_me=True), PASS), (Match(answers_me=True, words=("x",)), HOLD), False),
    ],
)
def test_what_takes_all_of_another(first: tuple[Match, str], later: tuple[Match, str], expected: bool) -> None:
    assert found(first, later) == ([(1, 0)] if expected else [])


MATCHES: Sequence[Match] = [
    Match(address=("claire@client.example",)),
    Match(address=("claire@client.example",), unverified=True),
    Match(domain=("example",), verified=True),
    Match(domain=("client.example",), words=("contract",)),
    Match(words=("contract",)),
    Match(answers_me=True),
    Match(verified=False),
    Match(list=False),
]


@pytest.mark.parametrize(("first", "later"), list(product(MATCHES, MATCHES)))
def test_what_is_told_is_so(first: Match, later: Match) -> None:
    """No arrival that there is comes to a rule of which is said that another takes it all."""
    for act, acts in product((PASS, HOLD), (PASS, HOLD)):
        rules = Rule("first", first, act), Rule("later", later, acts)
        if not takes_all(*rules):
            continue
        for verdict, list_id, subject, answers in product(Verdict, ("", "dev.x"), ("Contract", "x"), (True, False)):
            one = arrival(verdict=verdict, list_id=list_id, subject=subject)
            assert Rulebook(rules).decide(one, "work", Around(answers_me=answers)).rule != "later"


def test_who_can_never_pass() -> None:
    assert never_vouched(Rule("a", Match(domain=("x.example",), verified=False)))
    assert not never_vouched(Rule("a", Match(domain=("x.example",), verified=False), HOLD))
    assert not never_vouched(Rule("a", Match(words=("x",), verified=False)))
