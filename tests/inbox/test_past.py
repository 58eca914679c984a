"""What arrived lately, read beside an app that writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from inbox.item import Channel, Fetched, Reason, Verdict
from inbox.past import Received, mark, received
from inbox.queue import Queue
from inbox.store import Store, StoreError, read_only
from tests.inbox.arrivals import NOON, arrival

ME = "me@example.org"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "e.db")
    yield made
    made.close()


def lately(store: Store, days: int = 30) -> list[Received]:
    with read_only(store.path) as connection:
        return received(connection, NOON - timedelta(days=days), frozenset({ME}))


def test_all_that_rules_look_at_is_read(store: Store) -> None:
    one = arrival(
        channel=Channel.MENTION, reason=Reason.ASSIGNED, list_id="dev.example", to=(ME, "b@c.example"),
        references=("<a@b>",), verdict=Verdict.VERIFIED, tool="github", project="acme/boat", thread="t",
    )  # fmt: skip
    Queue(store).accept("work", Fetched((one,), "1"), NOON)
    [found] = lately(store)
    assert found.arrival._replace(key=one.key, content_key=one.content_key, preview=one.preview) == one
    assert (found.id, found.account, found.also) == (1, "work", frozenset())


def test_whatever_has_become_of_it_in_the_order_it_was_received(store: Store) -> None:
    queue = Queue(store)
    late, early = arrival(received_at=NOON), arrival(received_at=NOON - timedelta(days=2))
    queue.accept("work", Fetched((late,), "1"), NOON)
    queue.accept("work", Fetched((early,), "2"), NOON)
    queue.done([1], NOON)
    assert [one.id for one in lately(store)] == [2, 1]
    assert [one.id for one in lately(store, 1)] == [1]


def test_another_way_by_which_it_came_counts(store: Store) -> None:
    queue = Queue(store)
    same = {"message_id": "<1@x>", "subject": "Plans", "to": (ME,)}
    queue.accept("work", Fetched((arrival(**same),), "1"), NOON)
    queue.accept("home", Fetched((arrival(**same),), "1"), NOON)
    [found] = lately(store)
    assert (found.account, found.also) == ("work", frozenset({"home"}))


def test_an_answer_to_ones_own_mail_is_known(store: Store) -> None:
    mine = arrival(message_id="<mine@x>", sender_address="Me@example.org", verdict=Verdict.VERIFIED)
    posing = arrival(message_id="<posing@x>", sender_address=ME)
    answers = [
        arrival(references=("<mine@x>",)),
        arrival(references=("<mine@x>", "<other@x>")),
        arrival(references=("<other@x>", "<mine@x>")),
        arrival(references=("<posing@x>",)),
        arrival(channel=Channel.MENTION, reason=Reason.REPLIED),
    ]
    Queue(store).accept("work", Fetched((mine, posing, *answers), "1"), NOON)
    found = [(one.thread_mine, one.answers_me) for one in lately(store)[2:]]
    assert found == [(True, True), (True, False), (False, True), (False, False), (False, True)]


def test_something_new_makes_another_mark(store: Store) -> None:
    queue, marks = Queue(store), []
    for number in range(2):
        queue.accept("work", Fetched((arrival(),), str(number)), NOON)
        with read_only(store.path) as connection:
            marks.append(mark(connection))
    assert marks[0] != marks[1]


def test_who_looks_up_may_end_it(store: Store) -> None:
    class Enough(Exception):
        pass

    def look_up() -> None:
        raise Enough

    Queue(store).accept("work", Fetched((arrival(),), "1"), NOON)
    with pytest.raises(Enough), read_only(store.path) as connection:
        received(connection, NOON - timedelta(days=1), frozenset(), look_up)


def test_nothing_can_be_written(store: Store) -> None:
    with pytest.raises(StoreError), read_only(store.path) as connection:
        connection.execute("DELETE FROM item")


def test_what_is_no_database_of_ours_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read"), read_only(tmp_path / "none.db"):
        pass
    assert not (tmp_path / "none.db").exists()
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE alembic_version (version_num)")
    other.execute("INSERT INTO alembic_version VALUES ('9999')")
    other.commit()
    other.close()
    with pytest.raises(StoreError, match="9999"), read_only(tmp_path / "other.db"):
        pass
