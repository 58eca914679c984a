from __future__ import annotations

from datetime import timedelta

from inbox.item import Channel, Fetched, State
from inbox.queue import Queue
from inbox.reading import Reading
from inbox.store import Store
from tests.inbox.arrivals import NOON, arrival, some


def sums(reading: Reading) -> dict[str, tuple[int, int]]:
    return {one.account: (one.received, one.forgotten) for one in reading.ledger().accounts}


def test_what_is_received_is_counted_apart_from_what_is_there(queue: Queue, reading: Reading, store: Store) -> None:
    queue.accept("work", Fetched(some(3), "1"), NOON)
    queue.accept("home", Fetched(some(2), "1"), NOON + timedelta(hours=1))
    ledger = reading.ledger()
    assert (ledger.received, ledger.held, ledger.since) == (5, 5, NOON)
    assert sums(reading) == {"work": (3, 0), "home": (2, 0)}
    with store.write() as connection:
        connection.exec_driver_sql("DELETE FROM item WHERE account = 'home' AND id = 5")
    lost = reading.ledger()
    assert not lost.adds_up
    assert [one.account for one in lost.accounts if not one.adds_up] == ["home"]
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE tally SET forgotten = 1 WHERE account = 'home'")
    assert reading.ledger().adds_up


def test_one_account_may_not_make_up_for_another(queue: Queue, reading: Reading, store: Store) -> None:
    queue.accept("work", Fetched(some(1), "1"), NOON)
    queue.accept("home", Fetched(some(1), "1"), NOON)
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE item SET account = 'home'")
    ledger = reading.ledger()
    assert ledger.received == ledger.held
    assert not ledger.adds_up
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE item SET account = 'work' WHERE id = 1")


def test_met_again_it_is_not_counted_again(queue: Queue, reading: Reading) -> None:
    mails = some(2)
    for cursor in ("1", "2"):
        queue.accept("work", Fetched(mails, cursor), NOON)
    assert sums(reading) == {"work": (2, 0)}


def test_what_a_better_way_brings_is_its_accounts_from_then_on(queue: Queue, reading: Reading) -> None:
    told = arrival(channel=Channel.MENTION, tool="github", events=("github:1",))
    mail = arrival(channel=Channel.MENTION, tool="github", events=("github:1",), message_id="<1@hub.example>")
    queue.accept("hub", Fetched((told,), "1"), NOON)
    assert sums(reading) == {"hub": (1, 0)}
    queue.accept("work", Fetched((mail,), "1"), NOON)
    assert sums(reading) == {"work": (1, 0)}
    assert reading.ledger().adds_up
    queue.forget("work")
    assert sums(reading) == {"hub": (1, 0)}
    assert reading.ledger().adds_up


def test_what_is_deleted_is_received_no_more_and_said(queue: Queue, reading: Reading) -> None:
    queue.accept("work", Fetched(some(3), "1"), NOON)
    assert queue.forget("work") == 3
    ledger = reading.ledger()
    assert (ledger.received, ledger.forgotten, ledger.adds_up) == (0, 3, True)
    queue.accept("work", Fetched(some(2), "1"), NOON)
    assert (reading.ledger().received, reading.count(State.HELD)) == (2, 2)
