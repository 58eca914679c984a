"""What is promised of an arrival, and what is made of how promises were kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from inbox.item import Channel, Reason, Verdict
from inbox.promises import By, Outcome, Promise, Promised, Promises, Tally, tallied
from inbox.rules import Around, Match
from tests.inbox.arrivals import NOON, arrival

HOUR = timedelta(hours=1)
LENGTHS = {"1 h": HOUR, "2 h": 2 * HOUR, "1 working day": timedelta(days=1)}
CLIENTS = Promise("clients", Match(domain=("client.example",)), "1 working day")
CLAIRE = Promise("Claire", Match(address=("claire@client.example",)), "1 h")
REVIEWS = Promise("reviews", Match(tool=("github",), project=("acme",), reason=("review_asked",)), "2 h")


def by_the_clock(promise: Promise, asked: datetime) -> datetime | None:
    length = LENGTHS.get(promise.within)
    return None if length is None else asked + length


def promises(*all: Promise) -> Promises:
    return Promises(all, by_the_clock)


def test_the_first_that_matches_counts() -> None:
    claire = arrival()
    assert promises(CLIENTS, CLAIRE).made(claire, "work", NOON) == Promised("clients", NOON + timedelta(days=1))
    assert promises(CLAIRE, CLIENTS).made(claire, "work", NOON) == Promised("Claire", NOON + HOUR)
    assert promises(CLAIRE, CLIENTS).made(arrival(sender_address="a@b.example"), "work", NOON) is None
    assert promises().made(claire, "work", NOON) is None


def test_a_rule_s_promise_goes_before_the_list_and_one_that_there_is_not_is_none() -> None:
    all = promises(CLAIRE, CLIENTS, REVIEWS)
    assert all.made(arrival(), "work", NOON, rule="reviews") == Promised("reviews", NOON + 2 * HOUR)
    assert all.made(arrival(), "work", NOON, rule="gone") == Promised("Claire", NOON + HOUR)


def test_by_tool_project_and_reason() -> None:
    asked = arrival(
        channel=Channel.MENTION, reason=Reason.REVIEW_ASKED, tool="github", project="acme/boat", sender_address=""
    )
    assert promises(REVIEWS).made(asked, "work", NOON) == Promised("reviews", NOON + 2 * HOUR)
    assert promises(REVIEWS).made(asked._replace(reason=Reason.MENTIONED), "work", NOON) is None


@pytest.mark.parametrize(("verdict", "is_promised"), [("verified", True), ("unknown", True), ("failed", False)])
def test_whoever_it_says_it_is_from_is_owed_an_answer_but_where_it_is_forged(verdict: str, is_promised: bool) -> None:
    one = arrival(verdict=Verdict(verdict))
    assert (promises(CLIENTS).made(one, "work", NOON) is not None) is is_promised
    assert (promises(CLIENTS, CLAIRE).made(one, "work", NOON, rule="Claire") is not None) is is_promised


def test_nobody_owes_themselves_an_answer() -> None:
    me = Around(mine=frozenset({"claire@client.example"}))
    assert promises(CLIENTS).made(arrival(sender_address="Claire@client.example"), "work", NOON, around=me) is None


def test_a_promise_without_an_end_is_none() -> None:
    assert promises(Promise("never", CLIENTS.match, "4 weeks")).made(arrival(), "work", NOON) is None


def outcome(promise: str, at: timedelta | None, by: By) -> Outcome:
    return Outcome(1, promise, "Claire", NOON, by, None if at is None else NOON + at)


def test_what_is_kept_late_and_open() -> None:
    before, after = -HOUR, HOUR
    outcomes = [
        outcome("a", before, By.ANSWERED),
        outcome("a", timedelta(), By.DONE),
        outcome("a", before, By.ELSEWHERE),
        outcome("a", after, By.ANSWERED),
        outcome("b", None, By.NOTHING),
    ]
    late = tallied(outcomes, NOON)
    assert (late.total, late.kept, late.late, late.open, late.missed) == (5, 3, 2, 0, 1)
    assert (late.answered, late.done, late.elsewhere) == (1, 1, 1)
    assert late.of["b"] == Tally(total=1, late=1, missed=1)
    early = tallied(outcomes, NOON - timedelta(microseconds=1))
    assert (early.kept, early.late, early.open) == (3, 1, 1)
    for tally in (late, early, *late.of.values()):
        assert tally.total == tally.kept + tally.late + tally.open
        assert tally.kept == tally.answered + tally.done + tally.elsewhere
