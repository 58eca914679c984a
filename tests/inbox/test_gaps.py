from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from inbox.gaps import (
    GRACE,
    KEPT,
    Doubt,
    Gap,
    Standing,
    answered,
    begun_anew,
    caught_up,
    follow,
    interrupted,
    touching,
)
from inbox.outages import Outages
from inbox.store import Store
from tests.inbox.arrivals import NOON

MINUTE = timedelta(minutes=1)
START = NOON - timedelta(days=1)


def seen(code: str, since: datetime, read_at: datetime | None = None, keeps: timedelta | None = None) -> Standing:
    return Standing("hub", code, since, "no route" if code != "ok" else "", read_at, keeps)


def gap(since: datetime = NOON, until: datetime | None = None, id: int = 1) -> Gap:
    return Gap(id, "hub", since, until, None, 0, "offline", "no route")


def test_what_is_soon_over_is_no_gap() -> None:
    assert follow([], seen("offline", NOON), NOON + GRACE - timedelta(seconds=1), START) == []
    assert follow([], seen("ok", NOON, NOON), NOON, START) == []


def test_out_of_reach_for_longer_it_begins_when_it_began() -> None:
    (begun,) = follow([], seen("offline", NOON), NOON + GRACE, START)
    assert begun == Gap(0, "hub", NOON, None, None, 0, "offline", "no route")
    assert follow([gap()], seen("offline", NOON), NOON + 9 * MINUTE, START) == []
    assert follow([gap()], seen("sign_in_refused", NOON + 5 * MINUTE), NOON + 9 * MINUTE, START) == []


@pytest.mark.parametrize("code", ["connecting", "off"])
def test_what_was_not_asked_yet_is_neither(code: str) -> None:
    assert follow([gap()], seen(code, NOON), NOON + 9 * MINUTE, START) == []
    assert follow([], seen(code, NOON), NOON + 9 * MINUTE, START) == []


def test_unreachable_10_05_to_10_40_caught_up_at_10_41_nothing_lost() -> None:
    lasts = gap(NOON + 5 * MINUTE)
    (portion,) = answered([lasts], 3, NOON + 40 * MINUTE)
    assert (portion.until, portion.items, portion.caught_up) == (NOON + 40 * MINUTE, 3, None)
    (whole,) = follow([portion], seen("ok", NOON + 41 * MINUTE, NOON + 41 * MINUTE), NOON + 41 * MINUTE, START)
    assert (whole.since, whole.until, whole.caught_up) == (NOON + 5 * MINUTE, NOON + 40 * MINUTE, NOON + 41 * MINUTE)
    assert (whole.items, whole.whole) == (3, True)


def test_where_nothing_came_it_ends_with_the_first_complete_read() -> None:
    (whole,) = follow([gap()], seen("ok", NOON + 9 * MINUTE, NOON + 9 * MINUTE), NOON + 10 * MINUTE, START)
    assert (whole.until, whole.caught_up, whole.items) == (NOON + 9 * MINUTE, NOON + 9 * MINUTE, 0)


def test_an_older_read_does_not_catch_up() -> None:
    assert follow([gap()], seen("ok", NOON - MINUTE, NOON - MINUTE), NOON + MINUTE, START) == []


def test_cut_again_while_it_is_caught_up_what_follows_is_a_gap_of_its_own() -> None:
    first = gap(NOON, NOON + 10 * MINUTE)
    unsaid = seen("offline", NOON)  # no fetch was complete: since then, as far as its health goes
    assert follow([first], unsaid, NOON + 11 * MINUTE, START) == []
    (second,) = follow([first], unsaid, NOON + 12 * MINUTE, START)
    assert second.since == NOON + 10 * MINUTE


def test_sleep_counts_apart() -> None:
    (ended,) = interrupted([gap()], NOON + 5 * MINUTE)
    woke = NOON + 90 * MINUTE
    assert ended.until == NOON + 5 * MINUTE
    assert follow([ended], seen("offline", NOON), woke + MINUTE, woke) == []
    (again,) = follow([ended], seen("offline", NOON), woke + GRACE, woke)
    assert again.since == woke
    both = follow([ended, again], seen("ok", woke + 9 * MINUTE, woke + 9 * MINUTE), woke + 9 * MINUTE, woke)
    assert [one.until for one in both] == [NOON + 5 * MINUTE, woke + 9 * MINUTE]
    assert {one.caught_up for one in both} == {woke + 9 * MINUTE}


@pytest.mark.parametrize(
    ("keeps", "doubt"),
    [(None, ""), (timedelta(0), Doubt.NOT_KEPT), (timedelta(hours=1), Doubt.TOO_LONG), (timedelta(hours=3), "")],
)
def test_what_is_not_known_is_not_said(keeps: timedelta | None, doubt: str) -> None:
    end = NOON + timedelta(hours=2)
    (over,) = follow([gap()], seen("ok", end, end, keeps), end, START)
    assert (over.doubt, over.whole) == (doubt, not doubt)


def test_begun_anew_stays_a_doubt() -> None:
    (marked,) = begun_anew([gap()])
    assert begun_anew([marked]) == []
    end = NOON + 9 * MINUTE
    (over,) = follow([marked], seen("ok", end, end), end, START)
    assert (over.doubt, over.whole) == (Doubt.BEGUN_ANEW, False)


def test_a_clock_that_was_set_back_makes_no_negative_gap() -> None:
    before = NOON - timedelta(hours=5)
    assert [one.until for one in interrupted([gap()], before)] == [NOON]
    assert [one.until for one in answered([gap()], 1, before)] == [NOON]
    assert caught_up(gap(until=NOON), before).caught_up == NOON


def test_those_that_touch() -> None:
    over = caught_up(gap(NOON, NOON + 5 * MINUTE), NOON + 6 * MINUTE)
    assert touching([over], NOON + 7 * MINUTE, NOON + 9 * MINUTE) == []
    assert touching([over], NOON - MINUTE, NOON) == []
    assert touching([over], NOON + 2 * MINUTE, NOON + 3 * MINUTE) == [over]
    assert touching([gap()], NOON + 7 * MINUTE, NOON + 9 * MINUTE) == [gap()]


def test_they_are_kept_over_a_crash(tmp_path: Path) -> None:
    store = Store(tmp_path / "queue.db")
    Outages(store).keep([gap(id=0), gap(NOON - KEPT - MINUTE, NOON - KEPT, id=0)])
    store.close()
    store = Store(tmp_path / "queue.db")
    outages = Outages(store)
    old, lasts = outages.open()
    assert (lasts.since, lasts.until) == (NOON, None)
    outages.keep([caught_up(old, NOON - KEPT)])
    assert outages.open() == [lasts]
    assert [one.id for one in outages.since(NOON - KEPT)] == [lasts.id, old.id]
    assert [one.id for one in outages.since(NOON)] == [lasts.id]
    outages.forget("hub")
    assert outages.open() == []
    store.close()
