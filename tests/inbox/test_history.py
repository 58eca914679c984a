"""History goes straight to done, below all there is, and is neither held, released nor told of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from inbox.history import Histories, Stage
from inbox.item import Arrival, Fetched, Past, State
from inbox.notices import Outbox
from inbox.queue import Queue, Release
from inbox.reading import Reading
from inbox.store import Store
from tests.inbox.arrivals import NOON, arrival, some

DAY = timedelta(days=1)
LONG_AGO = NOON - 365 * DAY


@pytest.fixture
def histories(store: Store) -> Histories:
    made = Histories(store)
    made.begin("work", LONG_AGO, NOON)
    return made


def old(number: int, **changed: object) -> Arrival:
    return arrival(subject=f"old {number}", received_at=NOON - number * DAY, **changed)


def keys(store: Store) -> dict[int, str]:
    with store.read() as connection:
        return {int(id): str(key) for id, key in connection.exec_driver_sql("SELECT id, key FROM item")}


def test_it_is_done_newest_first_below_what_came(
    store: Store, queue: Queue, reading: Reading, histories: Histories
) -> None:
    queue.accept("work", Fetched(some(2), "1"), NOON)
    assert queue.recall("work", Past((old(1), old(2)), "a", 2, 3, NOON - 2 * DAY), "", NOON) == 2
    assert queue.recall("work", Past((old(3), old(4), old(5)), "b", 3, 0, over=True), "a", NOON) == 3
    assert sorted(keys(store)) == [-5, -4, -3, -2, -1, 1, 2]
    assert [item.subject for item in reading.search("old")] == [f"old {number}" for number in range(1, 6)]
    assert [item.subject for item in reading.rows(State.DONE)] == [f"old {number}" for number in range(1, 6)]
    progress = histories.get("work")
    assert (progress.stage, progress.cursor, progress.done, progress.added) == (Stage.FINISHED, "b", 5, 5)
    assert (progress.left, progress.reached) == (0, NOON - 2 * DAY)
    queue.accept("work", Fetched(some(1), "2"), NOON)
    assert max(keys(store)) == 3
    assert reading.ledger().adds_up
    assert (reading.ledger().received, reading.ledger().done) == (8, 5)


def test_the_first_item_of_all_is_number_one_also_after_history(
    store: Store, queue: Queue, histories: Histories
) -> None:
    queue.recall("work", Past((old(1),), "a", 1), "", NOON)
    queue.accept("work", Fetched(some(1), "1"), NOON)
    assert sorted(keys(store)) == [-1, 1]


def test_nothing_releases_it_and_nothing_tells_of_it(
    store: Store, queue: Queue, reading: Reading, histories: Histories
) -> None:
    code = old(0, text="Your verification code is 482913")
    queue.recall("work", Past((code, old(1)), "a", 2), "", NOON)
    settled = queue.settle(NOON, [Release("check_in", NOON), Release("open", NOON)], wakes_snoozed=True)
    assert not settled
    assert reading.batch() is None
    assert Outbox(store).take(NOON, in_focus=False) == ()


def test_what_is_known_is_not_doubled_and_keeps_its_state_and_key(
    store: Store, queue: Queue, reading: Reading, histories: Histories
) -> None:
    one, two = arrival(key="INBOX:7:1:aa", content_key="same"), arrival(key="INBOX:7:2:bb")
    queue.accept("work", Fetched((one, two), "1"), NOON)
    again = (two, arrival(key="Archive:3:9:aa", content_key="same"), old(3))
    assert queue.recall("work", Past(again, "a", 3), "", NOON) == 1
    assert reading.count(State.HELD) == 2
    assert keys(store)[1] == "INBOX:7:1:aa"
    assert (histories.get("work").done, histories.get("work").added) == (3, 1)


def test_first_met_as_history_and_then_live_it_is_not_new(
    store: Store, queue: Queue, reading: Reading, histories: Histories
) -> None:
    queue.recall("work", Past((old(1, key="INBOX:7:5:aa", content_key="same"),), "a", 1), "", NOON)
    assert queue.accept("work", Fetched((arrival(key="INBOX:8:5:aa", content_key="same"),), "1"), NOON) == 0
    assert reading.count(State.HELD) == 0
    assert keys(store) == {-1: "INBOX:8:5:aa"}


def test_a_portion_of_another_history_is_not_kept(
    store: Store, queue: Queue, reading: Reading, histories: Histories
) -> None:
    assert queue.recall("work", Past((old(1),), "b", 1), "elsewhere", NOON) is None
    assert queue.recall("home", Past((old(1),), "b", 1), "", NOON) is None
    histories.drop("work")
    assert queue.recall("work", Past((old(1),), "b", 1), "", NOON) is None
    assert keys(store) == {}


def test_items_and_cursor_are_one_transaction(
    store: Store,
    queue: Queue,
    histories: Histories,
) -> None:
    with store.write() as connection:
        connection.exec_driver_sql("CREATE TRIGGER full BEFORE INSERT ON body BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(IntegrityError, match="full"):
        queue.recall("work", Past((old(1),), "a", 1), "", NOON)
    assert keys(store) == {}
    assert (histories.get("work").cursor, histories.get("work").done) == ("", 0)


def test_what_is_stored_is_told_by_the_beginnings_of_keys(queue: Queue, histories: Histories) -> None:
    queue.accept("work", Fetched((arrival(key="INBOX:7:12:aa"), arrival(key="a'b:1:3:x")), "1"), NOON)
    asked = ["INBOX:7:1", "INBOX:7:12", "INBOX:7:123", "a'b:1:3", "", "INBOX"]
    assert histories.stored("work", asked) == {"INBOX:7:12", "a'b:1:3", "INBOX"}
    assert histories.stored("home", asked) == frozenset()


def test_an_account_that_is_forgotten_has_no_history(store: Store, queue: Queue, histories: Histories) -> None:
    queue.recall("work", Past((old(1),), "a", 1), "", NOON)
    queue.forget("work")
    assert keys(store) == {}
    assert histories.all() == ()


def test_begun_again_it_starts_from_the_top(queue: Queue, histories: Histories) -> None:
    queue.recall("work", Past((old(1),), "a", 1, over=True), "", NOON)
    histories.begin("work", LONG_AGO - DAY, NOON)
    (progress,) = histories.all()
    assert (progress.cursor, progress.done, progress.stage, progress.since) == ("", 0, Stage.RUNNING, LONG_AGO - DAY)
    histories.stage("work", Stage.PAUSED)
    assert histories.get("work").stage is Stage.PAUSED


def test_snoozed_it_comes_back_as_what_is_snoozed_does(queue: Queue, reading: Reading, histories: Histories) -> None:
    queue.recall("work", Past((old(1), old(2)), "a", 2), "", NOON)
    assert queue.snooze([-1, -2], NOON + DAY, NOON) == 2
    assert queue.undo(NOON) == "snooze"
    assert [item.id for item in reading.rows(State.DONE)] == [-1, -2]
    queue.snooze([-2], NOON + DAY, NOON)
    later = NOON + 2 * DAY
    assert queue.settle(later, [], wakes_snoozed=True)
    assert [item.id for item in reading.rows(State.RELEASED)] == [-2]
    assert queue.done([-2], later) == 1
    assert reading.ledger().adds_up
