"""What became of what arrived, summed up from the real queue."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from inbox.item import Fetched, Past
from inbox.queue import Queue, Release
from inbox.releasing import Settled
from inbox.reviewing import Reviewing, Sums
from inbox.saying import NOT_URGENT
from inbox.store import Store
from tests.inbox.arrivals import NOON, passing, some

H, M = timedelta(hours=1), timedelta(minutes=1)
WEEK = NOON - 12 * H, NOON + 156 * H
NEXT = WEEK[1], WEEK[1] + 168 * H


@pytest.fixture
def read(store: Store) -> Reviewing:
    return Reviewing(store)


def arrive(queue: Queue, now: datetime, how_many: int = 1, **changed: str) -> None:
    queue.accept("work", Fetched(some(how_many, received_at=now, **changed), str(now)), now)


def open_check_in(queue: Queue, now: datetime, by: str = "check_in") -> Settled:
    return queue.settle(now, [Release(by, now, name="morning")], wakes_snoozed=True)


def test_an_empty_week_is_nothing(read: Reviewing) -> None:
    assert read.sums([WEEK, NEXT]) == [Sums(0, 0, 0, 0)] * 2
    assert (read.passed(WEEK), read.check_ins(WEEK), read.waits(WEEK, NOON), read.gaps(WEEK)) == ([], [], [], [])


def test_what_waited_is_held_and_what_came_straight_in_is_not(queue: Queue, read: Reviewing) -> None:
    arrive(queue, NOON, 3)
    open_check_in(queue, NOON + H)
    arrive(queue, NOON + H + M, 2)  # waits: nothing has let it out yet
    fetched = Fetched(some(4, received_at=NOON + 2 * H), "c")
    queue.accept_and_settle("work", fetched, NOON + 2 * H, passing("none of these"), [Release("together", NOON)])
    assert read.sums([WEEK, NEXT]) == [Sums(5, 4, 1, 0), Sums(0, 0, 0, 0)]


def test_what_came_into_an_open_check_in_did_not_wait(queue: Queue, read: Reviewing) -> None:
    from inbox.queue import UNRULED

    queue.accept_and_settle("work", Fetched(some(4), "c"), NOON, UNRULED, [Release("check_in", NOON - M)])
    assert read.sums([WEEK])[0] == Sums(0, 0, 1, 0)


def test_what_was_done_in_the_held_pile_had_waited_and_history_never_did(queue: Queue, read: Reviewing) -> None:
    arrive(queue, NOON)
    queue.done([1], NOON + M)
    queue.peeked(NOON + M)
    queue.peeked(NOON + 5 * M)
    from inbox.history import Histories

    Histories(read._store).begin("work", NOON - 9000 * H, NOON)
    queue.recall("work", Past(some(3), "1", 3), "", NOON)
    assert read.sums([WEEK])[0] == Sums(1, 0, 0, 2)


def test_rules_are_told_apart_and_what_was_not_urgent_is_counted_until_it_is_taken_back(
    queue: Queue, read: Reviewing
) -> None:
    for name, count in (("codes", 1), ("lab", 3)):
        fetched = Fetched(some(count, received_at=NOON), name)
        queue.accept_and_settle("work", fetched, NOON, passing(name), [])
    queue.say(2, NOT_URGENT, "not urgent: claire", NOON + M)
    queue.say(2, NOT_URGENT, "not urgent: claire", NOON + 2 * M)
    assert read.passed(WEEK) == [("lab", 3, 1), ("codes", 1, 0)]
    assert read.passed_at(WEEK) == [NOON] * 4
    queue.undo(NOON + 3 * M)
    queue.undo(NOON + 4 * M)
    assert read.passed(WEEK) == [("lab", 3, 0), ("codes", 1, 0)]


def test_what_broke_in_did_so_once_also_when_it_was_snoozed_and_came_back(queue: Queue, read: Reviewing) -> None:
    fetched = Fetched(some(1, received_at=NOON), "c")
    queue.accept_and_settle("work", fetched, NOON, passing("codes"), [])
    queue.snooze([1], NOON + 30 * H, NOON + M)
    assert read.passed_at(WEEK) == [NOON]
    queue.settle(NOON + 30 * H, [], wakes_snoozed=True)
    assert read.passed_at(WEEK) == [NOON]


def test_a_check_in_is_cleared_when_its_last_item_is_dealt_with(queue: Queue, read: Reviewing) -> None:
    arrive(queue, NOON, 2)
    open_check_in(queue, NOON + H)
    assert [one.cleared_after for one in read.check_ins(WEEK)] == [None]
    queue.done([1], NOON + H + 4 * M)
    assert [one.cleared_after for one in read.check_ins(WEEK)] == [None]
    queue.snooze([2], NOON + 90 * H, NOON + H + 9 * M)
    [one] = read.check_ins(WEEK)
    assert (one.name, one.at, one.items, one.cleared_after) == ("morning", NOON + H, 2, 9 * M)
    queue.undo(NOON + H + 10 * M)
    assert [one.cleared_after for one in read.check_ins(WEEK)] == [None]
    assert read.check_ins(NEXT) == []


def test_an_answer_clears_too(queue: Queue, store: Store, read: Reviewing) -> None:
    arrive(queue, NOON, 1)
    open_check_in(queue, NOON + H)
    with store.write() as connection:
        connection.exec_driver_sql(
            "UPDATE item SET answered_at = released_at + ?", (6 * M // timedelta(microseconds=1),)
        )
    assert [one.cleared_after for one in read.check_ins(WEEK)] == [6 * M]
    queue.done([1], NOON + 2 * H)
    assert [one.cleared_after for one in read.check_ins(WEEK)] == [6 * M]


def test_the_longest_waits_come_first_and_a_snooze_is_none(queue: Queue, read: Reviewing) -> None:
    for hour in range(7):
        arrive(queue, NOON + hour * H, subject=f"At {12 + hour}")
    open_check_in(queue, NOON + 10 * H)
    found = read.waits(WEEK, NEXT[1])
    assert [(one.subject, one.length, one.still) for one in found] == [
        (f"At {12 + hour}", (10 - hour) * H, False) for hour in range(5)
    ]
    queue.snooze([1], NOON + 40 * H, NOON + 11 * H)
    open_check_in(queue, NOON + 41 * H)
    assert read.waits(WEEK, NEXT[1]) == found
    assert read.sums([WEEK])[0].held == 7


def test_what_was_snoozed_in_the_held_pile_waited_because_the_person_said_so(queue: Queue, read: Reviewing) -> None:
    arrive(queue, NOON, 2)
    queue.snooze([1], NOON + 90 * H, NOON + H)
    open_check_in(queue, NOON + 91 * H)
    assert [one.id for one in read.waits(WEEK, NEXT[1])] == [2]


def test_what_woke_later_was_cleared_from_its_first_check_in_when_it_was_snoozed(queue: Queue, read: Reviewing) -> None:
    arrive(queue, NOON, 2)
    open_check_in(queue, NOON + H)
    queue.done([1], NOON + H + 2 * M)
    queue.snooze([2], NOON + 5 * H, NOON + H + 7 * M)
    open_check_in(queue, NOON + 6 * H)
    first, second = read.check_ins(WEEK)
    assert (first.items, first.cleared_after) == (2, 7 * M)
    assert (second.items, second.cleared_after) == (1, None)
    assert read.sums([WEEK])[0].check_ins == 2


def test_a_code_that_was_over_when_it_came_out_keeps_no_check_in_from_being_cleared(
    queue: Queue, store: Store, read: Reviewing
) -> None:
    arrive(queue, NOON)
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE item SET expires_at = arrived_at + 1")
    open_check_in(queue, NOON + H)
    assert [one.cleared_after for one in read.check_ins(WEEK)] == [timedelta()]


def test_what_still_waits_is_told_in_the_week_that_goes_on_alone(queue: Queue, read: Reviewing) -> None:
    arrive(queue, NOON)
    [one] = read.waits(WEEK, NOON + 30 * H)
    assert (one.length, one.still, one.sender) == (30 * H, True, "Claire Lemoine")
    assert read.waits(WEEK, NEXT[0]) == []
    assert read.waits(NEXT, NEXT[0])[0].length == NEXT[0] - NOON


def test_gaps_are_those_that_touch_the_week(store: Store, read: Reviewing) -> None:
    from inbox.store.instants import to_micros

    def gap(since: datetime, until: datetime | None) -> None:
        with store.write() as connection:
            connection.exec_driver_sql(
                "INSERT INTO gap (account, since, until, items, problem, detail) "
                "VALUES ('GitHub', ?, ?, 4, 'offline', '')",
                (to_micros(since), until and to_micros(until)),
            )

    gap(WEEK[0] - 2 * H, WEEK[0] - H)
    gap(WEEK[0] - H, WEEK[0] + H)
    gap(NOON, None)
    gap(WEEK[1], None)
    assert [(one.since, one.until) for one in read.gaps(WEEK)] == [(WEEK[0] - H, WEEK[0] + H), (NOON, None)]
