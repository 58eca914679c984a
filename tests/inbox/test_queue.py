"""Items change state here and nowhere else: held first, released once, never early, never twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from inbox.item import Channel, Fetched, Reason, State
from inbox.judging import Ruling
from inbox.queue import Queue, Release
from inbox.reading import Reading
from inbox.rulebook import Rulebook
from inbox.rules import Match, Rule
from inbox.store import Store
from tests.inbox.arrivals import NOON, arrival, passing, some

AT_ELEVEN = Release("check_in", NOON)
MINUTE = timedelta(minutes=1)


def test_everything_is_stored_held_with_its_cursor(queue: Queue, reading: Reading) -> None:
    assert queue.accept("work", Fetched(some(3), "1:3"), NOON) == 3
    assert [item.state for item in reading.rows(State.HELD)] == [State.HELD] * 3
    assert reading.cursor("work") == "1:3"


def test_what_is_known_by_its_key_is_not_stored_again(queue: Queue, reading: Reading) -> None:
    arrived = some(3)
    queue.accept("work", Fetched(arrived, "1:3"), NOON)
    assert queue.accept("work", Fetched(arrived, "1:3"), NOON) == 0
    assert queue.accept("home", Fetched(arrived, "1:3"), NOON) == 3
    assert reading.count(State.HELD) == 6


def test_the_same_message_under_a_new_key_is_the_same_item(queue: Queue, reading: Reading) -> None:
    queue.accept("work", Fetched((arrival(key="INBOX;1;7", content_key="same"),), "1:7"), NOON)
    [before] = reading.rows(State.HELD)
    queue.done([before.id], NOON)
    assert queue.accept("work", Fetched((arrival(key="INBOX;2;1", content_key="same"),), "2:1"), NOON) == 0
    assert reading.rows(State.DONE)[0].id == before.id
    assert queue.accept("work", Fetched((arrival(key="INBOX;2;1", content_key="same"),), "2:1"), NOON) == 0


def test_two_messages_with_the_same_words_but_other_content_are_two_items(queue: Queue, reading: Reading) -> None:
    queue.accept("work", Fetched((arrival(message_id="<a@b>"), arrival(message_id="<a@b>")), "1:2"), NOON)
    assert reading.count(State.HELD) == 2


def test_a_failure_while_storing_leaves_neither_items_nor_cursor(queue: Queue, reading: Reading, store: Store) -> None:
    with store.write() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON cursor BEGIN SELECT raise(ABORT, 'database or disk is full'); END"
        )
    with pytest.raises(Exception, match="disk is full"):
        queue.accept("work", Fetched(some(3), "1:3"), NOON)
    assert reading.count(State.HELD) == 0
    assert reading.cursor("work") == ""


def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(queue: Queue, reading: Reading, store: Store) -> None:
    queue.accept("work", Fetched(some(3), "1:3"), NOON)
    with store.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    big = some(20, text="x" * 20_000)
    with pytest.raises(OperationalError, match="full"):
        queue.accept("work", Fetched(big, "1:23"), NOON)
    assert (reading.count(State.HELD), reading.cursor("work")) == (3, "1:3")
    with store.read() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert queue.accept("work", Fetched(big, "1:23"), NOON) == 20


def test_settling_releases_once(queue: Queue, reading: Reading) -> None:
    queue.accept("work", Fetched(some(200), "1:200"), NOON)
    first = queue.settle(NOON, [AT_ELEVEN], wakes_snoozed=True)
    assert [count for _, count in first.batches] == [200]
    assert not queue.settle(NOON + MINUTE, [AT_ELEVEN], wakes_snoozed=True)
    assert reading.count(State.RELEASED) == 200


def test_what_arrives_while_it_lasts_joins_the_batch(queue: Queue, reading: Reading) -> None:
    queue.accept("work", Fetched(some(2), "1:2"), NOON)
    [(first, _)] = queue.settle(NOON, [AT_ELEVEN], wakes_snoozed=True).batches
    queue.accept("work", Fetched(some(1), "1:3"), NOON + MINUTE)
    assert queue.settle(NOON + MINUTE, [AT_ELEVEN], wakes_snoozed=True).batches == ((first, 1),)
    found = reading.batch(first)
    assert found is not None
    assert len(found[1]) == 3


def test_a_check_in_admits_by_channel_and_by_account(queue: Queue, reading: Reading) -> None:
    queue.accept("work", Fetched((arrival(), arrival(channel=Channel.MENTION)), "1"), NOON)
    queue.accept("home", Fetched((arrival(),), "1"), NOON)
    queue.settle(NOON, [Release("check_in", NOON, frozenset({"mention", "home"}))], wakes_snoozed=True)
    [left] = reading.rows(State.HELD)
    assert (left.account, left.channel) == ("work", Channel.MAIL)


def test_a_missed_check_in_gives_nothing_that_came_after_it(queue: Queue, reading: Reading) -> None:
    queue.accept(
        "work", Fetched((arrival(received_at=NOON), arrival(received_at=NOON + 5 * MINUTE)), "1"), NOON + 9 * MINUTE
    )
    missed = Release("check_in", NOON - MINUTE, received_before=NOON + MINUTE)
    queue.settle(NOON + 9 * MINUTE, [missed], wakes_snoozed=True)
    assert (reading.count(State.HELD), reading.count(State.RELEASED)) == (1, 1)


def test_no_batch_is_made_of_nothing(queue: Queue, reading: Reading) -> None:
    assert not queue.settle(NOON, [AT_ELEVEN], wakes_snoozed=True)
    assert reading.batch() is None


def test_a_rule_lets_an_item_pass_a_hold_and_is_named_on_it(queue: Queue, reading: Reading) -> None:
    urgent = arrival(subject="Your code")
    queue.accept(
        "work", Fetched((urgent, arrival()), "1"), NOON, Ruling(Rulebook((Rule("codes", Match(words=("code",))),)))
    )
    assert queue.settle(NOON, [], wakes_snoozed=False).passed == 1
    [passed] = reading.rows(State.RELEASED)
    assert (passed.subject, passed.passed_by) == ("Your code", "codes")
    assert reading.count(State.HELD) == 1


def test_what_was_urgent_hours_ago_waits(queue: Queue, reading: Reading) -> None:
    old = arrival(received_at=NOON - timedelta(hours=2))
    queue.accept("work", Fetched((old,), "1"), NOON, passing("codes"))
    assert not queue.settle(NOON, [], wakes_snoozed=False)


def test_the_snoozed_come_back_when_due_but_not_into_focus(queue: Queue, reading: Reading) -> None:
    queue.accept("work", Fetched(some(1), "1"), NOON)
    [item] = reading.rows(State.HELD)
    queue.snooze([item.id], NOON + MINUTE, NOON)
    assert not queue.settle(NOON, [], wakes_snoozed=True)
    assert not queue.settle(NOON + MINUTE, [], wakes_snoozed=False)
    assert queue.settle(NOON + MINUTE, [], wakes_snoozed=True).batches
    assert reading.rows(State.RELEASED)[0].snoozed_until is None


@pytest.mark.parametrize("what", ["done", "snooze", "pin"])
def test_every_action_can_be_undone(queue: Queue, reading: Reading, what: str) -> None:
    queue.accept("work", Fetched(some(2), "1"), NOON)
    before = reading.rows(State.HELD)
    ids = [item.id for item in before]
    changed = {
        "done": lambda: queue.done(ids, NOON),
        "snooze": lambda: queue.snooze(ids, NOON + MINUTE, NOON),
        "pin": lambda: queue.pin(ids, True, NOON),
    }[what]()
    assert changed == 2
    assert reading.rows(State.HELD) != before
    assert queue.undo(NOON + MINUTE) == what
    assert reading.rows(State.HELD) == before
    assert queue.undo(NOON + MINUTE) == ""
    history = [event.what for event in reading.details(ids[0]).history]  # type: ignore[union-attr]
    assert history == ["arrived", what, f"undone:{what}"]


def test_doing_what_is_done_is_no_action_to_undo(queue: Queue, reading: Reading) -> None:
    queue.accept("work", Fetched(some(1), "1"), NOON)
    [item] = reading.rows(State.HELD)
    assert queue.done([item.id], NOON) == 1
    assert queue.done([item.id], NOON) == 0
    queue.undo(NOON)
    assert queue.undo(NOON) == ""


def test_forgetting_an_account_leaves_no_word_of_it(queue: Queue, reading: Reading, store: Store) -> None:
    queue.accept("work", Fetched((arrival(text="canary-9f3 in the text"),), "1"), NOON)
    queue.accept("home", Fetched((arrival(text="canary-9f3 at home"),), "1"), NOON)
    queue.settle(NOON, [AT_ELEVEN], wakes_snoozed=True)
    assert queue.forget("work") == 1
    assert [item.account for item in reading.search("canary-9f3")] == ["home"]
    assert reading.cursor("work") == ""
    with store.write() as connection:
        connection.exec_driver_sql("INSERT INTO item_fts (item_fts) VALUES ('integrity-check')")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=st.lists(st.sampled_from(["arrive", "check_in", "flow", "done", "snooze", "undo", "later"]), max_size=25))
def test_the_ledger_adds_up_after_any_steps(store: Store, steps: list[str]) -> None:
    queue, reading = Queue(store), Reading(store)
    now = NOON + timedelta(days=reading.ledger().received)
    for step in steps:
        now += MINUTE
        some_ids = [item.id for state in State for item in reading.rows(state, 2)]
        match step:
            case "arrive":
                queue.accept("work", Fetched(some(2, reason=Reason.LIST), "c"), now)
            case "check_in":
                queue.settle(now, [Release("check_in", now)], wakes_snoozed=True)
            case "flow":
                queue.settle(now, [Release("open", NOON)], wakes_snoozed=True)
            case "done":
                queue.done(some_ids, now)
            case "snooze":
                queue.snooze(some_ids, now + 3 * MINUTE, now)
            case "undo":
                queue.undo(now)
            case "later":
                now += timedelta(hours=1)
        assert reading.ledger().adds_up
