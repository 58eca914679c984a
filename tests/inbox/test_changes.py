"""What is wanted at a server is written with the queue's own change, and taken back with it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inbox.changes import Changes
from inbox.item import Fetched, State
from inbox.queue import Queue
from inbox.reading import Reading
from inbox.store import Store
from inbox.writing import Change, Outcome, Stands, What
from tests.inbox.arrivals import NOON, arrival, some

BOTH = {"work": (What.SEEN, What.ARCHIVE)}
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def changes(store: Store) -> Changes:
    return Changes(store)


def one_item(queue: Queue, reading: Reading, **values: str) -> int:
    queue.accept("work", Fetched((arrival(**values),), "1:1"), NOON)
    return reading.rows(State.HELD)[0].id


def all_due(changes: Changes) -> list[tuple[What, bool, Stands]]:
    """In the order in which they are carried out, each as if it had gone well."""
    found = []
    while taken := changes.take("work", LATER):
        for one in taken:
            found.append((one.what, one.wanted, one.stands))
            changes.landed(one.id, Outcome(Stands.ON if one.wanted else Stands.OFF), LATER)
    return found


def only(changes: Changes) -> Change:
    [one] = changes.take("work", LATER)
    return one


def test_with_no_switch_on_nothing_is_wanted(queue: Queue, reading: Reading, changes: Changes) -> None:
    queue.done([one_item(queue, reading)], NOON)
    queue.done([one_item(queue, reading)], NOON, {"home": (What.SEEN,), "work": ()})
    queue.undo(NOON)
    assert changes.waiting() == {}


def test_done_wants_what_the_account_asks_for_first_read_then_archived(
    queue: Queue, reading: Reading, changes: Changes
) -> None:
    queue.done([one_item(queue, reading)], NOON, BOTH)
    assert changes.waiting() == {"work": NOON}
    assert all_due(changes) == [(What.SEEN, True, Stands.OFF), (What.ARCHIVE, True, Stands.OFF)]
    assert changes.waiting() == {}


def test_undone_before_it_was_begun_nothing_is_left_to_do(queue: Queue, reading: Reading, changes: Changes) -> None:
    queue.done([one_item(queue, reading)], NOON, BOTH)
    assert queue.undo(NOON) == "done"
    assert changes.take("work", LATER) == ()
    assert changes.waiting() == {}


def test_undone_afterwards_it_is_moved_back_first_then_unread(queue: Queue, reading: Reading, changes: Changes) -> None:
    queue.done([one_item(queue, reading)], NOON, BOTH)
    all_due(changes)
    queue.undo(LATER)
    assert all_due(changes) == [(What.ARCHIVE, False, Stands.ON), (What.SEEN, False, Stands.ON)]
    assert changes.take("work", LATER) == ()


def test_undone_in_the_middle_it_is_unsure_and_taken_back(queue: Queue, reading: Reading, changes: Changes) -> None:
    queue.done([one_item(queue, reading)], NOON, {"work": (What.SEEN,)})
    id = only(changes).id
    assert changes.begin([id]) == {id}
    queue.undo(NOON)
    assert changes.begin([id]) == frozenset()  # not wanted any more: it must not be made
    taken = only(changes)
    assert (taken.wanted, taken.stands) == (False, Stands.UNSURE)


def test_undone_while_it_is_on_the_wire_it_is_due_again_once_it_has_landed(
    queue: Queue, reading: Reading, changes: Changes
) -> None:
    queue.done([one_item(queue, reading)], NOON, {"work": (What.SEEN,)})
    id = only(changes).id
    changes.begin([id])
    queue.undo(NOON)
    changes.landed(id, Outcome(Stands.ON), NOON)
    taken = only(changes)
    assert (taken.wanted, taken.stands) == (False, Stands.ON)


def test_what_was_so_before_us_is_not_taken_back(queue: Queue, reading: Reading, changes: Changes) -> None:
    queue.done([one_item(queue, reading)], NOON, {"work": (What.SEEN,)})
    changes.landed(only(changes).id, Outcome(Stands.FOUND), NOON)
    queue.undo(NOON)
    assert changes.take("work", LATER) == ()


def test_done_again_it_is_wanted_again(queue: Queue, reading: Reading, changes: Changes) -> None:
    id = one_item(queue, reading)
    queue.done([id], NOON, {"work": (What.SEEN,)})
    queue.undo(NOON)
    queue.done([id], NOON, {"work": (What.SEEN,)})
    assert only(changes).wanted


def test_only_the_action_that_is_undone_is_taken_back(queue: Queue, reading: Reading, changes: Changes) -> None:
    first, second = one_item(queue, reading), one_item(queue, reading)
    queue.done([first], NOON, {"work": (What.SEEN,)})
    queue.done([second], LATER, {"work": (What.SEEN,)})
    queue.undo(LATER)
    assert only(changes).wanted


def test_an_item_that_has_moved_on_keeps_what_was_written(queue: Queue, reading: Reading, changes: Changes) -> None:
    id = one_item(queue, reading)
    queue.done([id], NOON, {"work": (What.SEEN,)})
    all_due(changes)
    queue.snooze([id], LATER, NOON + timedelta(minutes=1))
    queue.undo(LATER)
    queue.undo(LATER)
    assert only(changes).stands is Stands.ON


def test_a_moved_mail_is_known_by_its_new_key(queue: Queue, reading: Reading, changes: Changes) -> None:
    queue.done([one_item(queue, reading, key="INBOX:1:5:aa", content_key="aa")], NOON, {"work": (What.ARCHIVE,)})
    changes.landed(only(changes).id, Outcome(Stands.ON, key="Archive:9:1:aa", origin="INBOX:1:5:aa"), NOON)
    queue.undo(NOON)
    taken = only(changes)
    assert (taken.key, taken.origin) == ("Archive:9:1:aa", "INBOX:1:5:aa")
    assert queue.accept("work", Fetched((arrival(key="Archive:9:1:aa", content_key="aa"),), "1:6"), NOON) == 0
    changes.landed(taken.id, Outcome(Stands.OFF, key="INBOX:1:6:aa"), NOON)
    assert queue.accept("work", Fetched((arrival(key="INBOX:1:6:aa", content_key="aa"),), "1:6"), NOON) == 0
    assert changes.take("work", LATER) == ()


def test_a_problem_ends_it(queue: Queue, reading: Reading, changes: Changes) -> None:
    queue.done([one_item(queue, reading)], NOON, {"work": (What.ARCHIVE,)})
    changes.landed(only(changes).id, Outcome(Stands.OFF, problem="gone", detail="not there"), NOON)
    assert changes.waiting() == {}
    queue.undo(NOON)
    assert changes.waiting() == {}


def test_a_server_that_is_away_is_asked_less_and_less_often(queue: Queue, reading: Reading, changes: Changes) -> None:
    queue.done([one_item(queue, reading)], NOON, BOTH)
    changes.put_off("work", NOON, 0.0, "away")
    assert changes.waiting() == {"work": NOON + timedelta(seconds=10)}
    changes.put_off("work", NOON, 0.0, "away")
    assert changes.waiting() == {"work": NOON + timedelta(seconds=20)}
    changes.put_off("work", NOON, 300.0, "come back in five minutes")
    assert changes.waiting() == {"work": NOON + timedelta(seconds=300)}
    for _ in range(20):
        changes.put_off("work", NOON, 0.0, "away")
    assert changes.waiting() == {"work": NOON + timedelta(minutes=15)}


def test_a_switch_that_was_turned_off_takes_back_what_was_not_begun(
    queue: Queue, reading: Reading, changes: Changes
) -> None:
    queue.done([one_item(queue, reading)], NOON, BOTH)
    changes.drop("work", but=[What.SEEN])
    assert [one.what for one in changes.take("work", LATER)] == [What.SEEN]
    all_due(changes)
    queue.undo(LATER)
    changes.drop("work", but=[])  # what was made is taken back all the same
    assert all_due(changes) == [(What.SEEN, False, Stands.ON)]


def test_a_removed_account_leaves_nothing_to_do(queue: Queue, reading: Reading, changes: Changes) -> None:
    queue.done([one_item(queue, reading)], NOON, BOTH)
    changes.forget("work")
    assert changes.waiting() == {}


def test_at_most_so_many_are_taken_at_once(queue: Queue, reading: Reading, changes: Changes) -> None:
    queue.accept("work", Fetched(some(250), "1:250"), NOON)
    ids = [row.id for row in reading.rows(State.HELD, limit=250)]
    queue.done(ids, NOON, {"work": (What.SEEN,)})
    assert len(changes.take("work", LATER)) == 200
    assert len(all_due(changes)) == 250


def test_they_go_with_their_items(queue: Queue, reading: Reading, changes: Changes) -> None:
    queue.done([one_item(queue, reading)], NOON, BOTH)
    queue.forget("work")
    assert changes.waiting() == {}
