"""What passes a hold, and what only looks like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from inbox.codes import is_code
from inbox.conditions import matches
from inbox.item import Arrival, Channel, Reason, Verdict
from inbox.rulebook import Rulebook
from inbox.rules import CODES, HOLD, Match, Rule, people
from tests.inbox.arrivals import arrival


@pytest.mark.parametrize(
    ("match", "changed", "expected"),
    [
        (Match(), {}, False),
        (Match(address=("Claire@Client.Example",)), {}, True),
        (
            Match(address=("claire@client.example",)),
            {"sender_address": "x@y.example", "sender_name": "claire@client.example"},
            False,
        ),
        (Match(domain=("client.example",)), {}, True),
        (Match(domain=("client.example",)), {"sender_address": "a@mail.client.example"}, True),
        (Match(domain=("client.example",)), {"sender_address": "a@evilclient.example"}, False),
        (Match(domain=("client.example",)), {"sender_address": "client.example@evil.example"}, False),
        (Match(words=("préavis",)), {"subject": "PREAVIS"}, True),
        (Match(words=("notice",)), {"text": "unnoticed"}, False),
        (Match(channel=("mention",)), {"channel": Channel.MENTION}, True),
        (Match(reason=("mentioned",)), {}, False),
        (Match(list=True), {"list_id": "dev.lists.example"}, True),
        (Match(list=False), {"reason": Reason.LIST}, False),
        (Match(account=("work",), domain=("other.example",)), {}, False),
    ],
)
def test_matches(match: Match, changed: dict[str, Any], expected: bool) -> None:
    assert matches(match, arrival(**changed), "work") is expected


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("Your verification code", "Your code is 482913. It expires in 10 minutes.", True),
        ("482 913 is your security code", "", True),
        ("Code de vérification", "Votre code : 482913", True),
        ("Connexion", "Votre code à usage unique est 4829", True),
        ("Sign in to Tracker", "Use this magic link", True),
        ("Votre lien de connexion", "", True),
        ("Invoice 20261123", "Amount due: 1,482 EUR. Order 482913.", False),
        ("Code review", "I changed 482 lines in verification.py", False),
        ("Lunch?", "See you at 1230", False),
        ("Your code", "Sign in with this code:\n\n  482913\n", True),
        ("Code de connexion", "482913 est votre code", True),
        ("Your postal code", "75001 is outside our area", False),
        ("Code review of the login form", "The tests I had written in 2024 still pass", False),
        ("Security audit", "We audited 1500 lines of code", False),
        ("Confirmation", "Votre code postal 75011 est dans notre zone de connexion", False),
        ("Security: promo code 482913", "for all who verify their cart", False),
        ("Login", "The source code 482913 of the security module", False),
        ("Your sign-in code", "Your code: QXZ-WVK", True),
        ("Sign-in link", "For clients of the bank", True),
        ("Your sign-in code", "It comes in another mail.", False),
    ],
)
def test_codes(subject: str, text: str, expected: bool) -> None:
    assert is_code(arrival(subject=subject, text=text)) is expected


def test_a_list_never_brings_a_code() -> None:
    assert not is_code(arrival(subject="Your code is 482913", text="verification", list_id="news.example"))


def test_the_first_rule_that_matches_decides() -> None:
    rules = (
        Rule("not the newsletter", Match(domain=("client.example",)), HOLD),
        Rule("all of it", Match(account=("work",))),
    )
    assert passing_rule(arrival(), "work", rules) == ""
    assert passing_rule(arrival(sender_address="a@other.example"), "work", rules) == "all of it"
    assert passing_rule(arrival(), "home", (CODES,)) == ""


def passing_rule(one: Arrival, account: str, rules: Sequence[Rule]) -> str:
    decision = Rulebook(rules).decide(one, account)
    return decision.rule if decision.passes else ""


def refusing_rule(one: Arrival, account: str, rules: Sequence[Rule]) -> str:
    return Rulebook(rules).decide(one, account).refused


VERIFIED, UNKNOWN, FAILED = Verdict.VERIFIED, Verdict.UNKNOWN, Verdict.FAILED
CLAIRE = Match(address=("claire@client.example",))
CLIENT = Match(domain=("client.example",))
GITHUB = Match(tool=("GitHub",))


@pytest.mark.parametrize(
    ("match", "changed", "passes"),
    [
        (CLAIRE, {"verdict": VERIFIED}, True),
        (CLAIRE, {"verdict": UNKNOWN}, False),
        (CLAIRE, {"verdict": FAILED}, False),
        (CLIENT, {"verdict": VERIFIED}, True),
        (CLIENT, {"verdict": UNKNOWN}, False),
        (CLIENT, {"verdict": FAILED}, False),
        (replace(CLAIRE, unverified=True), {"verdict": UNKNOWN}, True),
        (replace(CLAIRE, unverified=True), {"verdict": FAILED}, False),
        (replace(CLAIRE, unverified=False), {"verdict": UNKNOWN}, False),
        (Match(words=("contract",)), {"verdict": UNKNOWN}, True),
        (Match(account=("work",)), {"verdict": FAILED}, True),
        (GITHUB, {"tool": "github", "channel": Channel.MENTION}, True),
        (GITHUB, {"tool": "github"}, False),
        (GITHUB, {"tool": "github", "verdict": VERIFIED}, False),
        (replace(GITHUB, unverified=True), {"tool": "github"}, True),
        (replace(GITHUB, unverified=True), {"tool": "github", "verdict": FAILED}, False),
        (GITHUB, {"tool": "gitlab", "channel": Channel.MENTION}, False),
        (Match(tool=("claap",)), {"tool": "Claap", "channel": Channel.MENTION}, True),  # as the person called it
        (Match(project=("Acme/Boat",)), {"project": "acme/boat", "channel": Channel.MENTION}, True),
        (Match(project=("acme",)), {"project": "acme/boat", "channel": Channel.MENTION}, True),
        (Match(project=("acme",)), {"project": "acmes/boat", "channel": Channel.MENTION}, False),
        (Match(project=("acme",)), {"project": "acme/boat"}, False),
        (Match(reason=("review_asked",)), {"reason": Reason.REVIEW_ASKED, "channel": Channel.MENTION}, True),
        (Match(reason=("state_change",)), {"reason": Reason.SUBSCRIBED, "channel": Channel.MENTION}, False),
    ],
)
def test_who_is_let_pass_must_be_vouched_for(match: Match, changed: dict[str, Any], passes: bool) -> None:
    rules = (Rule("them", match),)
    assert passing_rule(arrival(**changed), "work", rules) == ("them" if passes else "")


def test_what_is_not_let_pass_for_that_is_told_by_its_rule() -> None:
    rules = (Rule("not this", Match(words=("lunch",)), HOLD), Rule("them", CLAIRE))
    assert refusing_rule(arrival(), "work", rules) == "them"
    assert refusing_rule(arrival(verdict=FAILED), "work", rules) == "them"
    assert refusing_rule(arrival(verdict=VERIFIED), "work", rules) == ""
    assert refusing_rule(arrival(subject="Lunch"), "work", rules) == ""
    assert refusing_rule(arrival(sender_address="a@other.example"), "work", rules) == ""


def test_who_may_be_another_is_matched_by_the_rules_that_follow() -> None:
    code = arrival(subject="Your verification code", text="Your code is 482913.")
    assert passing_rule(code, "work", (Rule("them", CLAIRE), CODES)) == "codes"


def test_to_hold_something_its_looks_are_enough() -> None:
    rules = (Rule("not her", CLAIRE, HOLD), Rule("all of it", Match(account=("work",))))
    assert passing_rule(arrival(), "work", rules) == ""


def test_who_is_let_pass() -> None:
    rules = (
        Rule("a", CLAIRE),
        Rule("b", Match(domain=("Client.Example",))),
        Rule("c", Match(domain=("x.example",)), HOLD),
    )
    assert people(rules) == {"claire@client.example", "@client.example"}


def test_unverified_alone_is_no_condition() -> None:
    assert not matches(Match(unverified=True), arrival(), "work")
