"""What is old and done is deleted for good, its words too, and the books stay right."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from inbox.answering import Answer, Way
from inbox.answering.drafts import Drafts
from inbox.forgetting import Forgetting
from inbox.item import Fetched
from inbox.queue import Queue, Release
from inbox.reading import Reading
from inbox.store import Store
from tests.inbox.arrivals import NOON, some

H, YEAR = timedelta(hours=1), timedelta(days=365)


@pytest.fixture
def forgetting(store: Store) -> Forgetting:
    return Forgetting(store)


def arrive(queue: Queue, count: int, **changed: str) -> None:
    queue.accept("work", Fetched(some(count, **changed), "1"), NOON)


def written(store: Store) -> bytes:
    """All that is on the disk of the database."""
    files = [store.path, *(store.path.with_name(store.path.name + suffix) for suffix in ("-wal", "-shm"))]
    return b"".join(file.read_bytes() for file in files if file.exists())


def test_only_what_is_done_and_old_goes(queue: Queue, reading: Reading, forgetting: Forgetting) -> None:
    arrive(queue, 6)
    queue.settle(NOON + H, [Release("check_in", NOON + H)], wakes_snoozed=True)
    queue.snooze([1], NOON + 9 * YEAR, NOON + H)
    queue.done([2, 3], NOON + 2 * H)
    queue.done([4], NOON + YEAR)
    assert forgetting.items(NOON + 3 * H) == [("work", 2), ("work", 3)]
    assert forgetting.items(NOON + 3 * H) == []
    ledger = reading.ledger()
    assert ledger.adds_up
    assert (ledger.received, ledger.forgotten, ledger.done, ledger.released, ledger.snoozed) == (4, 2, 1, 2, 1)
    assert reading.existing(range(1, 7)) == {1, 4, 5, 6}


def test_what_is_pinned_or_being_answered_stays(queue: Queue, store: Store, forgetting: Forgetting) -> None:
    arrive(queue, 3)
    queue.done([1, 2, 3], NOON)
    queue.pin([1], True, NOON)
    Drafts(store).save(2, Answer(Way.REPLY, "Not yet"), NOON)
    assert forgetting.items(NOON + YEAR) == [("work", 3)]


def test_what_is_still_to_be_done_at_the_server_stays_until_then(queue: Queue, forgetting: Forgetting) -> None:
    from inbox.writing import What

    arrive(queue, 2)
    queue.done([1], NOON, {"work": [What.SEEN]})
    queue.done([2], NOON)
    assert forgetting.items(NOON + YEAR) == [("work", 2)]


def test_portions_are_small_and_the_oldest_go_first(queue: Queue, forgetting: Forgetting) -> None:
    arrive(queue, 5)
    for id in (5, 4, 3, 2, 1):
        queue.done([id], NOON + (6 - id) * H)
    assert [forgetting.items(NOON + YEAR, 2) for _ in range(4)] == [
        [("work", 5), ("work", 4)], [("work", 3), ("work", 2)], [("work", 1)], [],
    ]  # fmt: skip


def test_words_that_are_gone_are_nowhere_on_the_disk(
    queue: Queue, reading: Reading, store: Store, forgetting: Forgetting
) -> None:
    arrive(queue, 1, subject="Zanzibarquartz", text="The xylophonist of the harbour")
    for portion in range(30):  # the index has many pieces
        arrive(queue, 20, text=f"harbour tide hull {portion}")
    queue.done([1], NOON)
    assert b"xylophonist" in written(store)
    assert [one.id for one in reading.search("xylophonist")] == [1]
    assert forgetting.items(NOON + YEAR) == [("work", 1)]
    assert reading.search("xylophonist") == []
    steps = 1
    while forgetting.words(first=steps == 1):
        steps += 1
        assert steps < 1000
    everything = written(store).lower()
    assert b"xylophon" not in everything
    assert b"zanzibarquartz" not in everything
    assert len(reading.search("harbour", 1000)) == 600
    with store.write() as connection:
        connection.exec_driver_sql("INSERT INTO item_fts (item_fts, rank) VALUES ('integrity-check', 1)")


def test_what_was_noted_around_them_goes_with_them(queue: Queue, store: Store, forgetting: Forgetting) -> None:
    arrive(queue, 2)
    queue.settle(NOON + H, [Release("check_in", NOON + H)], wakes_snoozed=True)
    queue.done([1, 2], NOON + 2 * H)
    queue.peeked(NOON)
    queue.peeked(NOON + YEAR)
    forgetting.left_over(NOON + YEAR)
    with store.read() as connection:

        def counts() -> list[int]:
            tables = ("batch", "notice", "action", "peek")
            return [connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in tables]

        assert counts() == [1, 1, 1, 1]
    forgetting.items(NOON + YEAR)
    forgetting.left_over(NOON + YEAR)
    with store.read() as connection:
        assert counts() == [0, 0, 0, 1]
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert queue.undo(NOON + YEAR) == ""


def test_how_the_time_was_lived_and_gaps_go_by_themselves(store: Store, forgetting: Forgetting) -> None:
    from inbox.lived import LivedTime, Stretch

    lived = LivedTime(store)
    lived.write(Stretch("focus", NOON, NOON + H))
    lived.write(Stretch("focus", NOON + YEAR, NOON + YEAR + H))
    forgetting.lived(NOON + 2 * H)
    assert [one.since for one in lived.between(NOON, NOON + 2 * YEAR)] == [NOON + YEAR]
    with store.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO gap (account, since, until, caught_up, items, problem, detail) VALUES "
            "('a', 1, 2, 3, 0, 'offline', ''), ('b', 1, 2, NULL, 0, 'offline', ''), ('c', 1, NULL, NULL, 0, 'x', '')"
        )
    forgetting.gaps(NOON)
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT account FROM gap").scalars().all() == ["b", "c"]


def test_nothing_is_written_where_nothing_is_old(queue: Queue, store: Store, forgetting: Forgetting) -> None:
    arrive(queue, 1)
    queue.done([1], NOON)
    before = _changes(store)
    assert forgetting.items(NOON) == []
    assert _changes(store) == before


def _changes(store: Store) -> int:
    with store.read() as connection:
        return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one())


def test_what_is_forgotten_is_not_in_a_copy(tmp_path: Path, queue: Queue, store: Store, forgetting: Forgetting) -> None:
    arrive(queue, 1, text="The xylophonist")
    queue.done([1], NOON)
    forgetting.items(NOON + YEAR)
    while forgetting.words(first=True):
        pass
    store.backup(tmp_path / "copy.db")
    assert b"xylophon" not in (tmp_path / "copy.db").read_bytes()
