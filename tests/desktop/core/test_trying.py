"""A rule tried on what came: budgets by block, and an end where it takes too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desktop.core.desk import RequestError, Superseded
from desktop.core.rehearsal.past import Past
from desktop.core.rehearsal.values import Came
from desktop.core.rehearsing import Rehearsing
from desktop.core.settings.week import DEFAULT_SPANS
from desktop.core.trying import LONGEST, Trying, counted
from focus.plan import Plan
from focus.schedule import Schedule
from inbox.item import Verdict
from inbox.rules import HOLD, PASS, Match, Rule
from tests.desktop.core.day import Day, at
from tests.inbox.arrivals import arrival

IT = Rule("it", Match(domain=("client.example",)), PASS, budget=2)


def came(*minutes: int, verdict: Verdict = Verdict.VERIFIED) -> list[Came]:
    """From half past eight on, where the day's first block begins."""
    return [
        Came(arrival(received_at=at(8, 30) + timedelta(minutes=one), verdict=verdict), "work", id=place)
        for place, one in enumerate(minutes, 1)
    ]


def outcomes(rule: Rule, here: list[Came]) -> list[str]:
    plan = Plan(Schedule(ZoneInfo("UTC"), DEFAULT_SPANS))
    found = counted(here, Past(here).found((rule,)), rule, plan, 30, frozenset())
    return [line.what for line in reversed(found.lines)]


def test_a_budget_begins_anew_with_each_block_and_counts_in_none_between() -> None:
    blocks = [period for period in range(24 * 60) if _in_focus(period)]
    first, last = blocks[0], blocks[-1]
    gap = next(minute for minute in range(first, last) if not _in_focus(minute))
    here = came(first, first + 1, first + 2, gap, gap, gap, last, last, last)
    assert outcomes(IT, here) == [
        *("through", "through", "over_budget"), *("through", "through", "through"),
        *("through", "through", "over_budget"),
    ]  # fmt: skip


def _in_focus(minute: int) -> bool:
    plan = Plan(Schedule(ZoneInfo("UTC"), DEFAULT_SPANS))
    return plan.mode_at(at(8, 30) + timedelta(minutes=minute)).value == "focus"


def test_whom_nobody_vouches_for_spends_no_budget() -> None:
    here = [*came(0, 1, verdict=Verdict.UNKNOWN), *came(2)]
    assert outcomes(IT, here) == ["unverified", "unverified", "through"]
    assert outcomes(Rule("it", IT.match, HOLD), here) == ["held"] * 3


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    made = Day(tmp_path, at(9))
    made.arrive(40)
    yield made
    made.engine.close()


def test_the_latest_wins(day: Day) -> None:
    first = day.engine.caught((IT,), 0)
    second = day.engine.caught((IT,), 0)
    with pytest.raises(Superseded):
        first.run()
    assert second.run().unverified == 40


def test_what_takes_too_long_ends_and_says_so(day: Day) -> None:
    seconds = iter([0.0, *[LONGEST + 1] * 1000])
    lately = Rehearsing(day.paths.database, day.engine.setup, day.clock.now)
    trying = Trying(lately, lambda: Plan(day.engine.schedule()), lambda: next(seconds))
    later = trying.caught((Rule("slow", Match(regex=("(?:a?){200}a{200}",))),), 0)
    with pytest.raises(RequestError, match="takes longer than 10 seconds"):
        later.run()


def test_a_rule_that_is_not_there_is_refused(day: Day) -> None:
    for place, days in ((1, 30), (-1, 30), (0, 0), (0, 10_000)):
        with pytest.raises(RequestError):
            day.engine.caught((IT,), place, days)
