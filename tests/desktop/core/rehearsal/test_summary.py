"""What a replay comes to."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desktop.core.rehearsal.past import Past
from desktop.core.rehearsal.summary import counted
from desktop.core.rehearsal.values import Came, Outcome, PersonDelay, Replay, RuleTold
from inbox.item import Reason
from inbox.rules import Match, Rule
from tests.inbox.arrivals import NOON, arrival

MINUTE = timedelta(minutes=1)


def out(minutes: float, by: str = "check_in", batch: datetime | None = NOON, rule: str = "", act: str = "") -> Outcome:
    return Outcome(NOON + minutes * MINUTE, by, None if by == "rule" else batch, rule, act)


def summed(outcomes: list[Outcome], *rules: Rule, days: int = 1, **changed: object) -> Replay:
    return counted(Past([Came(arrival(**changed)) for _ in outcomes]), outcomes, rules, days)


def test_the_ways_add_up() -> None:
    outcomes = [out(1), out(1, "together"), out(1, "open"), out(0, "rule"), Outcome(), Outcome(rule="r", act="done")]
    found = summed(outcomes)
    assert (found.check_in, found.together, found.open, found.rule, found.done, found.never) == (1, 1, 1, 1, 1, 1)


@pytest.mark.parametrize(
    ("minutes", "median", "worst"),
    [([3], 3, 3), ([1, 9, 2], 2, 9), ([1, 2, 5, 10], 3.5, 10), ([0, 0], 0, 0)],
)
def test_the_median_and_the_longest_wait(minutes: list[float], median: float, worst: float) -> None:
    found = summed([*map(out, minutes), Outcome()])
    assert (found.median, found.worst) == (median * MINUTE, worst * MINUTE)


def test_nothing_has_no_wait() -> None:
    assert summed([Outcome()]).median is None
    assert summed([], days=0) == Replay()


def test_a_check_in_is_told_of_once_and_each_break_through_for_itself() -> None:
    later = NOON + timedelta(hours=4)
    found = summed([out(0), out(5), out(241, batch=later), out(3, "rule"), out(3, "rule")], days=3)
    assert (found.batches, found.told, found.interruptions) == (2, 4, 1.33)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [([0], 1), ([0, 0, 0], 1), ([0, 59], 2), ([0, 60], 2), ([0, 10, 20, 59], 2), ([0, 61, 62], 3), ([0, 600, 1200], 3)],
)
def test_what_flows_is_told_of_once_a_minute_at_most(seconds: list[int], told: int) -> None:
    assert summed([out(second / 60, "open") for second in seconds]).told == told


@pytest.mark.parametrize(("minutes", "expired"), [(59, 0), (60, 1), (61, 1), (None, 1)])
def test_a_code_is_too_late_after_an_hour(minutes: int | None, expired: int) -> None:
    outcomes = [Outcome() if minutes is None else out(minutes)]
    assert summed(outcomes, subject="Your sign-in code is 482913").expired == expired
    assert summed(outcomes).expired == 0


def test_people_are_counted_and_lists_and_programs_are_none() -> None:
    came = [
        Came(arrival(sender_address="Ines@other.example")),
        Came(arrival(sender_address="ines@other.example")),
        Came(arrival(sender_address="", sender_name="Léa")),
        Came(arrival(reason=Reason.AUTOMATIC)),
        Came(arrival(list_id="dev.example")),
    ]
    found = counted(Past(came), [out(2), out(4), out(9), out(50), out(50)], (), 1)
    assert found.people == (
        PersonDelay("Léa", 1, 9 * MINUTE, 9 * MINUTE),
        PersonDelay("ines@other.example", 2, 3 * MINUTE, 4 * MINUTE),
    )


def test_rules_of_one_name_are_counted_as_one_and_those_that_decide_nothing_too() -> None:
    rules = [Rule(name, Match(code=True)) for name in ("a", "b", "a")]
    outcomes = [out(0, "rule", None, "a", "pass"), out(1, rule="a", act="hold"), Outcome(rule="a", act="done")]
    assert summed(outcomes, *rules).rules == (RuleTold("a", 1, 1, 1), RuleTold("b", 0, 0, 0))
