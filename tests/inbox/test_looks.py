"""What others did to mails counts from the first look on, once, and never what we did ourselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inbox.item import Fetched, Place, State
from inbox.looks import Looks
from inbox.queue import Queue, Release
from inbox.reading import Reading
from inbox.store import Store
from inbox.writing import Standing, What
from tests.inbox.arrivals import NOON, some

LATER = NOON + timedelta(minutes=2)
READ, UNREAD, GONE = Standing.READ, Standing.UNREAD, Standing.GONE


@pytest.fixture
def looks(store: Store) -> Looks:
    return Looks(store)


@pytest.fixture
def ids(queue: Queue, reading: Reading) -> list[int]:
    queue.accept("work", Fetched(some(4), "1:4"), NOON)
    return sorted(row.id for row in reading.rows(State.HELD))


def what_happened(reading: Reading, id: int) -> str:
    details = reading.details(id)
    assert details is not None
    return details.history[-1].what


@pytest.mark.parametrize(
    ("first", "then", "counts"),
    [
        (UNREAD, READ, True), (UNREAD, GONE, True), (READ, GONE, True), (UNREAD, UNREAD, False), (READ, READ, False),
        (READ, UNREAD, False), (GONE, GONE, False), (GONE, READ, False),
    ],
)  # fmt: skip
def test_it_counts_what_changed_since_the_first_look(
    queue: Queue, reading: Reading, ids: list[int], first: Standing, then: Standing, counts: bool
) -> None:
    assert queue.looked({Place(ids[0]): first}, NOON) == 0
    assert queue.looked({Place(ids[0]): then}, LATER) == int(counts)
    assert queue.looked({Place(ids[0]): then}, LATER) == 0
    assert reading.count(State.DONE) == int(counts)
    assert reading.ledger().adds_up
    if counts:
        assert what_happened(reading, ids[0]) == f"elsewhere:{then}"


def test_a_look_that_finds_nothing_new_writes_nothing(queue: Queue, store: Store, ids: list[int]) -> None:
    found = dict.fromkeys(map(Place, ids), UNREAD)
    queue.looked(found, NOON)
    with store.read() as connection:
        before = connection.exec_driver_sql("PRAGMA data_version").scalar()
    pages = (store.path.with_name(f"{store.path.name}-wal")).stat().st_size
    queue.looked(found, LATER)
    with store.read() as connection:
        assert connection.exec_driver_sql("PRAGMA data_version").scalar() == before
    assert (store.path.with_name(f"{store.path.name}-wal")).stat().st_size == pages


def test_undo_passes_over_it(queue: Queue, reading: Reading, ids: list[int]) -> None:
    queue.done([ids[0]], NOON)
    queue.looked({Place(ids[1]): UNREAD}, NOON)
    queue.looked({Place(ids[1]): READ}, LATER)
    assert queue.undo(LATER) == "done"
    assert [row.id for row in reading.rows(State.DONE)] == [ids[1]]


def test_what_we_changed_ourselves_is_not_looked_at(queue: Queue, looks: Looks, ids: list[int]) -> None:
    assert len(looks.watched("work")) == 4
    queue.looked({Place(ids[0]): UNREAD}, NOON)
    queue.done([ids[0]], NOON, {"work": (What.ARCHIVE,)})
    queue.snooze([ids[0]], LATER + timedelta(days=1), NOON)  # it waits again, and its mail is in the archive
    assert len(looks.watched("work")) == 3
    assert queue.looked({Place(ids[0]): GONE}, LATER) == 0


def test_done_items_are_not_looked_at_and_never_done_twice(queue: Queue, looks: Looks, ids: list[int]) -> None:
    queue.looked(dict.fromkeys(map(Place, ids), UNREAD), NOON)
    queue.done([ids[0]], NOON)
    assert Place(ids[0]) not in looks.watched("work").values()
    assert queue.looked({Place(ids[0]): READ}, LATER) == 0


def test_while_the_switch_is_off_nothing_is_remembered(queue: Queue, looks: Looks, ids: list[int]) -> None:
    queue.looked({Place(ids[0]): UNREAD}, NOON)
    looks.forget("work")
    assert queue.looked({Place(ids[0]): READ}, LATER) == 0
    assert queue.looked({Place(ids[0]): READ}, LATER) == 0


def test_what_was_handled_while_it_waited_is_a_number_of_the_next_batch(
    queue: Queue, reading: Reading, ids: list[int]
) -> None:
    queue.looked(dict.fromkeys(map(Place, ids), UNREAD), NOON)
    queue.looked({Place(ids[0]): READ}, LATER)
    queue.settle(LATER, [Release("check_in", NOON)], wakes_snoozed=True)
    found = reading.batch()
    assert found is not None
    assert (found[0].elsewhere, sorted(item.id for item in found[1])) == (1, ids[1:])


def test_what_was_handled_after_it_came_out_is_work_no_more(queue: Queue, reading: Reading, ids: list[int]) -> None:
    queue.looked(dict.fromkeys(map(Place, ids), UNREAD), NOON)
    queue.settle(NOON, [Release("check_in", NOON)], wakes_snoozed=True)
    queue.looked({Place(ids[0]): GONE, Place(ids[1]): READ}, LATER)
    found = reading.batch()
    assert found is not None
    assert (found[0].elsewhere, sorted(item.id for item in found[1])) == (2, ids[2:])
    queue.snooze([ids[0]], LATER, LATER)  # taken up again, it is no longer handled
    found = reading.batch()
    assert found is not None
    assert found[0].elsewhere == 1
