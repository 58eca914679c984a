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


def test_a_batch_that_one_came_out_by_before_it_was_snoozed_stays_with_it(
    queue: Queue, store: Store, reading: Reading, forgetting: Forgetting
) -> None:
    arrive(queue, 1)
    queue.settle(NOON + H, [Release("check_in", NOON + H, name="noon")], wakes_snoozed=True)
    queue.snooze([1], NOON + 9 * H, NOON + 2 * H)
    queue.settle(NOON + 9 * H, [], wakes_snoozed=True)
    forgetting.left_over(NOON + YEAR)
    found = reading.details(1)
    assert found is not None
    assert [(event.what, event.by) for event in found.history if event.what == "released:check_in"] == [
        ("released:check_in", "noon")
    ]


def letter(store: Store, item: int | None, state: str, copy_due: bool = False) -> None:
    with store.write() as connection:
        made = connection.exec_driver_sql(
            "INSERT INTO outgoing (account, item, sender, recipients, subject, message_id, message, written_at, state, "
            "since, not_before, tries, problem, detail, answer) VALUES ('work', ?, '', '[]', '', ?, ?, 0, ?, 1, 0, 0, "
            "'', '', '{}')",
            (item, f"<{item}.{state}>", b"> you wrote: xylophone", state),
        )
        values = (made.lastrowid, 5 if copy_due else None)
        connection.exec_driver_sql(
            "INSERT INTO sent_copy (outgoing, state, not_before, tries, detail) VALUES (?, 'wanted', ?, 0, '')", values
        )


def test_what_was_sent_in_answer_goes_too_for_it_quotes_and_what_is_not_sent_yet_keeps_its_item(
    queue: Queue, store: Store, forgetting: Forgetting
) -> None:
    arrive(queue, 4)
    queue.done([1, 2, 3, 4], NOON)
    letter(store, 1, "sent")
    letter(store, 2, "waiting")
    letter(store, 3, "sent", copy_due=True)
    letter(store, None, "sent")
    assert forgetting.items(NOON + YEAR) == [("work", 1), ("work", 4)]
    forgetting.left_over(NOON + YEAR)
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT item FROM outgoing ORDER BY id").scalars().all() == [2, 3]
        assert connection.exec_driver_sql("SELECT count(*) FROM sent_copy").scalar_one() == 2
    assert forgetting.items(NOON + YEAR) == []


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
