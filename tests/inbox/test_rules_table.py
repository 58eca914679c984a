"""Each kind of condition with what it is for, what is nearly that, what only poses as it, and hostile text."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox.conditions import Facts as _Facts
from inbox.conditions import holds
from inbox.item import Channel, Reason, Verdict
from inbox.patterns import any_of, compiled
from inbox.rulebook import Rulebook
from inbox.rules import DONE, HOLD, PASS, Around, Because, Match, Rule, vouched_for
from tests.effort import little_work
from tests.inbox.arrivals import arrival

VERIFIED = {"verdict": Verdict.VERIFIED}
FORGED = {"verdict": Verdict.FAILED}
ME = Around(mine=frozenset({"me@example.org"}))
HOSTILE = (
    "\u202egnp.tnuocca\u202c", "a" * 200_000, "(" * 5000, "\ud7ff\U0010ffff\u0000".replace("\u0000", "\ufffd"),
    "x" + "\u0301" * 5000, "'; DROP TABLE item; --", "\\" * 999, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "",
)  # fmt: skip

# The condition; then what passes, what is near it, and what poses as it: how the arrival differs, and what is around.
Case = tuple[Match, dict[str, Any], dict[str, Any], dict[str, Any]]
TABLE: dict[str, Case] = {
    "address": (
        Match(address=("Claire@Client.example",)),
        VERIFIED,
        {**VERIFIED, "sender_address": "claire@client.example.org"},
        {"sender_name": "claire@client.example", "sender_address": "claire@cliént.example", **VERIFIED},
    ),
    "address nobody vouches for": (
        Match(address=("claire@client.example",)),
        VERIFIED,
        {"sender_address": "eclaire@client.example", **VERIFIED},
        {},
    ),
    "domain": (
        Match(domain=("client.example",)),
        {"sender_address": "a@mail.Client.example", **VERIFIED},
        {"sender_address": "a@evilclient.example", **VERIFIED},
        {"sender_address": "client.example@evil.example", **VERIFIED},
    ),
    "domain, forged": (
        Match(domain=("client.example",)),
        VERIFIED,
        {"sender_address": "a@example", **VERIFIED},
        FORGED,
    ),
    "words": (
        Match(words=("préavis de grève",)),
        {"subject": "Le PREAVIS DE GREVE est là"},
        {"text": "préavis de grèves"},
        {"text": "pre\u200bavis de greve"},
    ),
    "regex": (
        Match(regex=(r"\bcommande\s+n°\s*\d{4}\b",)),
        {"text": "Votre COMMANDE  N° 4711 est partie"},
        {"text": "commande n° 47110"},
        {"text": "x" * 9000 + " commande n° 4711"},
    ),
    "regex with accents": (
        Match(regex=("^Élève [A-Z]",)),
        {"subject": "eleve b"},
        {"subject": "eleves"},
        {"text": "élève b"},
    ),
    "list": (
        Match(list=True),
        {"list_id": "dev.lists.example"},
        {"reason": Reason.REPLIED},
        {"subject": "List-Id: <x>"},
    ),
    "list by name": (
        Match(list=("dev", "Ops.Lists.example")),
        {"list_id": "dev.lists.example"},
        {"list_id": "devel.lists.example"},
        {"list_id": "my.ops.lists.example"},
    ),
    "channel": (
        Match(channel=("mention",)),
        {"channel": Channel.MENTION},
        {},
        {"tool": "github", "reason": Reason.MENTIONED},
    ),
    "account": (Match(account=("Work",)), {}, {"_account": "work2"}, {"subject": "work", "_account": "home"}),
    "tool": (
        Match(tool=("github",)),
        {"tool": "GitHub", "channel": Channel.MENTION},
        {"tool": "github-enterprise", "channel": Channel.MENTION},
        {"tool": "github", **VERIFIED},
    ),
    "project": (
        Match(project=("Acme",), tool=("github",)),
        {"project": "acme/boat", "tool": "github", "channel": Channel.MENTION},
        {"project": "acmes/boat", "tool": "github", "channel": Channel.MENTION},
        {"project": "acme/boat", "tool": "github", **VERIFIED},
    ),
    "reason": (
        Match(reason=("review_asked",)),
        {"reason": Reason.REVIEW_ASKED, "channel": Channel.MENTION},
        {"reason": Reason.ASSIGNED},
        {"subject": "review_asked"},
    ),
    "thread_mine": (
        Match(thread_mine=True),
        {"_thread_mine": True},
        {"_answers_me": True},
        {"_thread_mine": True, **FORGED},
    ),
    "answers_me": (
        Match(answers_me=True),
        {"_answers_me": True},
        {"reason": Reason.REPLIED, "subject": "Re: Hello"},
        {"_answers_me": True, **FORGED},
    ),
    "second_try": (Match(second_try=True), {"_second_try": True, **VERIFIED}, VERIFIED, {"_second_try": True}),
    "plus": (
        Match(plus=("urgent",)),
        {"to": ("boss@example.org", "ME+Urgent@example.org")},
        {"to": ("me+urgently@example.org",)},
        {"to": ("me+urgent@example.com", "you+urgent@example.org")},
    ),
    "code": (
        Match(code=True),
        {"subject": "Your sign-in code", "text": "482913"},
        {"subject": "Code review", "text": "482 lines"},
        {"subject": "Your sign-in code is 482913", "list_id": "news.example"},
    ),
    "verified": (Match(verified=True, words=("contract",)), VERIFIED, {}, FORGED),
    "unverified": (
        Match(address=("claire@client.example",), unverified=True),
        {},
        {"sender_address": "claire@other.example"},
        FORGED,
    ),
}


def decided(match: Match, changed: dict[str, Any], act: str = PASS) -> str:
    around = Around(
        thread_mine=changed.get("_thread_mine", False),
        answers_me=changed.get("_answers_me", False),
        second_try=changed.get("_second_try", False),
        mine=ME.mine,
    )
    one = arrival(**{key: value for key, value in changed.items() if not key.startswith("_")})
    decision = Rulebook((Rule("it", match, act),)).decide(one, changed.get("_account", "work"), around)
    return decision.act if decision.rule else ""


@pytest.mark.parametrize("kind", TABLE)
def test_what_it_is_for_passes_and_what_is_near_it_or_poses_as_it_does_not(kind: str) -> None:
    match, hit, near, spoof = TABLE[kind]
    assert decided(match, hit) == PASS
    assert decided(match, near) == ""
    assert decided(match, spoof) == ""


@pytest.mark.parametrize("kind", TABLE)
def test_hostile_text_neither_passes_nor_takes_long(kind: str) -> None:
    match, _, near, _ = TABLE[kind]
    for text in HOSTILE:
        with little_work(text[:20]):
            for name in ("subject", "text", "sender_name", "list_id", "project"):
                if name in {"list_id", "project"} and kind.startswith(("list", "project")):
                    continue
                for act in (PASS, HOLD, DONE):
                    assert decided(match, {**near, name: text} if name not in near else near, act) in {"", act}
            assert decided(match, {**near, "sender_address": text, "to": (text,)}) in {"", PASS}
            if match.of_someone:
                said = {"text": text, "subject": text, "sender_name": text, "sender_address": text}
                assert decided(match, said) == ""


def test_the_table_has_every_condition() -> None:
    assert {field.name for field in fields(Match)} <= {kind.partition(" ")[0] for kind in TABLE}


@pytest.mark.parametrize(
    "pattern",
    ["(x+x+)+y", "(a|a)*b", "(a*)*b", ".{900}x.{900}y", r"(\w+\s?)+$", "[a-z]*" * 100 + "!", "(.*){50}z"],
)
def test_no_expression_that_is_taken_hangs(pattern: str) -> None:
    try:
        compiled(pattern)
    except ValueError:
        return  # too large: it is refused where it is read
    match = Match(regex=(pattern,))
    for text in ("a" * 100_000, "x" * 100_000, "ab " * 40_000):
        with little_work():
            decided(match, {"text": text})


@pytest.mark.parametrize("pattern", ["(", "(?=x)", r"(a)\1", "a{2,1}", "\\", "((a{1,90}){1,90}){1,9}", "(?<!a)b"])
def test_what_cannot_be_searched_in_one_pass_is_refused_with_a_reason(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        compiled(pattern)


def test_many_expressions_are_searched_at_once_and_each_is_its_own() -> None:
    together = any_of(["^a$", "b|c", "(?i)D"])
    assert together is not None
    assert [together.search(text) is not None for text in (b"a", b"xa", b"xc", b"d", b"e")] == [
        True,
        False,
        True,
        True,
        False,
    ]
    book = Rulebook([Rule(one, Match(regex=(one,)), HOLD) for one in ("^alpha", "beta$", "gamma")])
    assert book.decide(arrival(subject="x", text="of beta"), "work").rule == "beta$"
    assert book.decide(arrival(subject="Gamma alpha", text="y"), "work").rule == "gamma"
    assert book.decide(arrival(subject="x", text="y"), "work").rule == ""


def test_the_first_that_matches_decides_and_says_what_and_why() -> None:
    book = Rulebook([
        Rule("her", Match(address=("claire@client.example",)), budget=1, label="client"),
        Rule("digest", Match(list=True), HOLD, until="friday digest"),
        Rule("robots", Match(reason=("automatic",)), DONE),
    ])  # fmt: skip
    unknown = book.decide(arrival(list_id="a.example"), "work")
    assert (unknown.rule, unknown.act, unknown.until, unknown.refused) == ("digest", HOLD, "friday digest", "her")
    first, second = (book.decide(arrival(**VERIFIED), "work", Around(passed={"her": spent})) for spent in (0, 1))
    assert (first.act, first.because, first.label) == (PASS, Because.RULE, "client")
    assert (second.act, second.because, second.rule) == (HOLD, Because.BUDGET, "her")
    done = book.decide(arrival(reason=Reason.AUTOMATIC, sender_address="x@y.example"), "work")
    assert (done.act, done.because) == (DONE, Because.DONE)
    assert book.decide(arrival(sender_address="x@y.example"), "work").rule == ""


TEXTS = st.sampled_from(["contract", "Été", "c++", "(x)", "client.example", "acme", "urgent", "!!", "a b", "dev"])
MATCHES = st.builds(
    Match,
    address=st.sampled_from([(), ("claire@client.example",), ("A@b.example", "x@y.example")]),
    domain=st.sampled_from([(), ("client.example",), ("example",)]),
    words=st.lists(TEXTS, max_size=2).map(tuple),
    regex=st.sampled_from([(), ("notice", "été")]),
    channel=st.sampled_from([(), ("mail",), ("mention", "mail")]),
    account=st.sampled_from([(), ("work",)]),
    reason=st.sampled_from([(), ("direct",), ("list", "replied")]),
    tool=st.sampled_from([(), ("github",)]),
    project=st.sampled_from([(), ("acme",)]),
    plus=st.sampled_from([(), ("urgent",)]),
    list=st.sampled_from([None, True, False, ("dev",)]),
    code=st.sampled_from([None, False]),
    verified=st.sampled_from([None, True]),
)
ARRIVALS = st.builds(
    arrival,
    sender_address=st.sampled_from(["claire@client.example", "a@b.example", ""]),
    subject=TEXTS,
    text=st.lists(TEXTS, max_size=3).map(" ".join),
    list_id=st.sampled_from(["", "dev.lists.example"]),
    tool=st.sampled_from(["", "github"]),
    project=st.sampled_from(["", "acme/boat"]),
    to=st.sampled_from([(), ("me+urgent@example.org",)]),
    reason=st.sampled_from(list(Reason)),
    channel=st.sampled_from(list(Channel)),
    verdict=st.sampled_from(list(Verdict)),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(MATCHES, st.sampled_from([PASS, HOLD, DONE])), max_size=12), ARRIVALS)
def test_the_book_decides_as_one_rule_after_the_other_would(written: list[tuple[Match, str]], one: Any) -> None:
    rules = [Rule(str(place), match, act) for place, (match, act) in enumerate(written)]
    facts = _Facts(one, "work", ME)
    expected = ""
    for rule in rules:
        if holds(rule.match, facts) and (rule.act != PASS or vouched_for(rule.match, one)):
            expected = rule.name
            break
    assert Rulebook(rules).decide(one, "work", ME).rule == expected
