"""Any day at all: whatever is done and whatever fails, nothing is early, lost or twice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.desk import RequestError
from focus.schedule import Mode
from inbox.item import State
from tests.desktop.core.day import Day

STARTS = [
    ("UTC", datetime(2026, 11, 23, 8, tzinfo=UTC)),
    ("Europe/Paris", datetime(2026, 3, 28, 22, tzinfo=UTC)),
    ("Europe/Paris", datetime(2026, 10, 24, 22, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 3, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 12, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 29, 20, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(1985, 12, 31, 17, tzinfo=UTC)),
]
"""Evenings before a change of the clock, and a day that Samoa never had."""

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("pass"), st.integers(1, 400)),
        st.tuples(st.just("arrive"), st.integers(1, 3)),
        st.tuples(st.sampled_from(["focus", "stop", "open", "close", "restart", "kill"]), st.integers(1, 120)),
        st.tuples(st.sampled_from(["pause", "off", "resume"]), st.integers(1, 120)),
        st.tuples(st.sampled_from(["done", "snooze", "pin", "undo"]), st.integers(1, 9)),
        st.tuples(st.just("set"), st.integers(-600, 600)),
    ),
    max_size=30,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS, start=st.sampled_from(STARTS))
def test_over_any_day_nothing_is_early_lost_or_twice(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Any], start: tuple[str, datetime]
) -> None:
    zone, first = start
    day = Day(tmp_path_factory.mktemp("day"), first, zone)
    for what, number in steps:
        before = {row.item.id: row.item.released_at for row in day.engine.rows(State.RELEASED, limit=500)}
        try:
            day.take(what, number)
        except RequestError:
            continue
        mode, stands = day.engine.now().mode, day.engine.now().stands
        after = {row.item.id: row.item.released_at for row in day.engine.rows(State.RELEASED, limit=500)}
        if what not in {"done", "snooze", "undo"}:
            assert before.items() <= after.items(), "released is final"
        if what == "undo":
            assert len(after) >= len(before), "undo took back a release"
        elif (what not in {"done", "snooze"} and (mode is Mode.FOCUS or stands == "off")) or (
            mode is Mode.OPEN and stands != "paused" and what == "arrive"
        ):
            assert after == before, "released early"
        if mode is Mode.CHECK_IN or stands == "paused":
            assert day.count(State.HELD) == 0, "held in a check-in that admits everything, or paused"
        ledger = day.engine.ledger()
        assert ledger.adds_up
        assert ledger.received == day.numbers
        day.engine.tick(day.clock.now())
        assert day.engine.ledger() == ledger
    told = [batch for notice in day.notices if (batch := notice.notice.batch) and not _flows(day, batch)]
    assert len(told) == len(set(told)), "a batch was told of twice"
    day.engine.close()


def _flows(day: Day, batch: int) -> bool:
    """What comes while the plan is paused is told of as it comes."""
    found = day.engine.batch(batch)
    return found is not None and found[0].by == "open"
