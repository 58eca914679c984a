"""What it costs to decide by many rules what becomes of what arrives."""

from __future__ import annotations

import random
from functools import partial

from inbox.conditions import Facts as _Facts
from inbox.conditions import holds
from inbox.item import Arrival, Channel, Reason, Verdict
from inbox.rulebook import Rulebook
from inbox.rules import CODES, HOLD, Match, Rule
from tests.bench.databases import Databases
from tests.bench.timing import Line, alternated
from tests.inbox.arrivals import arrival

RULES, ITEMS = 1_000, 10_000
REGEXES = 10
_ONE_BY_ONE = 100
"""So many of the items are decided rule by rule as well, to compare with."""
_WORDS = (
    "harbour",
    "tide",
    "hull",
    "réunion",
    "invoice",
    "anchor",
    "été",
    "sluice",
    "rope",
    "deck",
    "lantern",
    "chart",
)


def measure(_: Databases) -> list[Line]:
    items, book, few = some_arrivals(ITEMS), Rulebook(some_rules(RULES)), Rulebook(some_rules(10))
    took, floor = alternated(partial(_decided, book, items), partial(_decided, few, items))
    fewer = items[:_ONE_BY_ONE]
    indexed, naive = alternated(partial(_decided, book, fewer), partial(_one_by_one, book.rules, fewer))
    return [
        Line(f"{RULES:,} rules on {ITEMS:,} items", took, "s", most=1.0),
        Line(f"{RULES:,} rules on {ITEMS:,} items", took, "s", "10 rules", floor),
        Line(f"{RULES:,} rules, an item", indexed / _ONE_BY_ONE * 1e6, "µs", "one by one", naive / _ONE_BY_ONE * 1e6),
    ]


def _decided(book: Rulebook, items: list[Arrival]) -> None:
    for one in items:
        book.decide(one, "work")


def _one_by_one(rules: tuple[Rule, ...], items: list[Arrival]) -> None:
    for one in items:
        facts = _Facts(one, "work")
        next((rule for rule in rules if holds(rule.match, facts)), None)


def some_rules(count: int) -> tuple[Rule, ...]:
    """Of all kinds, as a person might have them who has far too many; nearly all of them match next to nothing."""
    kinds = [
        lambda n: Match(address=(f"person{n}@firm{n % 90}.example", f"p{n}@home.example")),
        lambda n: Match(address=(f"boss{n}@firm{n % 90}.example",)),
        lambda n: Match(domain=(f"client{n}.example",)),
        lambda n: Match(domain=(f"lab{n}.example",), reason=("replied",)),
        lambda n: Match(words=(f"contract {n}", f"préavis {n}")),
        lambda n: Match(tool=("github",), project=(f"acme/boat{n}",), reason=("mentioned",)),
        lambda n: Match(list=(f"dev{n}.lists.example",)),
        lambda n: Match(plus=(f"urgent{n}",), account=("work",)),
    ]
    rules = [Rule(f"rule {n}", kinds[n % len(kinds)](n), HOLD if n % 3 else "pass") for n in range(count - REGEXES - 1)]
    for n in range(REGEXES if count > REGEXES else 0):
        rules.insert(n * count // REGEXES, Rule(f"regex {n}", Match(regex=(rf"\bticket[- ]#?{n}\d{{5}}\b",))))
    return (CODES, *rules)


def some_arrivals(count: int) -> list[Arrival]:
    """Mails of about 600 characters, a third with accents, and mentions."""
    chance = random.Random(7)
    found = []
    for n in range(count):
        text = " ".join(chance.choices(_WORDS, k=90)) + f", {n} times."
        mention = n % 5 == 0
        found.append(
            arrival(
                sender_address="" if mention else f"person{n}@firm{n % 900}.example",
                subject=f"About the {chance.choice(_WORDS)}, no. {n}",
                text=text if n % 3 == 0 else text.replace("é", "e").replace("à", "a"),
                channel=Channel.MENTION if mention else Channel.MAIL,
                reason=chance.choice(list(Reason)),
                tool="github" if mention else "",
                project=f"acme/boat{n}" if mention else "",
                list_id=f"dev{n}.lists.example" if n % 7 == 0 else "",
                to=("me@example.org",),
                verdict=chance.choice(list(Verdict)),
            )
        )
    return found
