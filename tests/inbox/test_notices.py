"""One notification a batch and one a break-through, whatever crashes in between."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from inbox.item import Channel, Fetched
from inbox.judging import Ruling
from inbox.notices import STALE, Outbox
from inbox.promised import Answers
from inbox.queue import FLOW_PAUSE, Queue, Release
from inbox.store import Store
from tests.inbox.arrivals import NOON, arrival, passing, some
from tests.inbox.test_promises import CLIENTS, promises

SECOND = timedelta(seconds=1)
CHECK_IN = Release("check_in", NOON)
FLOWING = Release("together", NOON)


def arrive(queue: Queue, how_many: int = 1) -> None:
    queue.accept("work", Fetched(some(how_many), "c"), NOON)


def test_a_check_in_is_told_of_once_however_much_joins_it(queue: Queue, store: Store) -> None:
    outbox = Outbox(store)
    arrive(queue, 200)
    queue.settle(NOON, [CHECK_IN], wakes_snoozed=True)
    [notice] = outbox.take(NOON)
    assert (notice.kind, notice.total, notice.people) == ("batch", 200, ("Claire Lemoine",))
    arrive(queue)
    queue.settle(NOON + SECOND, [CHECK_IN], wakes_snoozed=True)
    assert outbox.take(NOON + timedelta(hours=1)) == ()


def test_a_notice_is_taken_once_even_if_the_app_ends_before_it_was_shown(queue: Queue, store: Store) -> None:
    arrive(queue)
    queue.settle(NOON, [CHECK_IN], wakes_snoozed=True)
    assert len(Outbox(store).take(NOON)) == 1
    restarted = Outbox(store)
    restarted.recover()
    assert restarted.take(NOON) == ()


def test_a_notice_that_was_never_begun_is_shown_after_a_restart(queue: Queue, store: Store) -> None:
    arrive(queue)
    queue.settle(NOON, [CHECK_IN], wakes_snoozed=True)
    restarted = Outbox(store)
    restarted.recover()
    assert len(restarted.take(NOON + SECOND)) == 1


def test_a_break_through_is_told_of_with_its_rule(queue: Queue, store: Store) -> None:
    queue.accept("work", Fetched((arrival(subject="Your code is 123456"),), "c"), NOON, passing("codes"))
    queue.settle(NOON, [], wakes_snoozed=False)
    [notice] = Outbox(store).take(NOON)
    assert (notice.kind, notice.rule, notice.subjects) == ("passed", "codes", ("Your code is 123456",))


@pytest.mark.parametrize(("channel", "tool"), [(Channel.MENTION, "github"), (Channel.MAIL, "")])
def test_a_break_through_names_the_tool_of_a_mention_only(
    queue: Queue, store: Store, channel: Channel, tool: str
) -> None:
    """A mail that only looks like a tool's is not told of as if it were."""
    queue.accept("work", Fetched((arrival(channel=channel, tool="github"),), "c"), NOON, passing("team"))
    queue.settle(NOON, [], wakes_snoozed=False)
    [notice] = Outbox(store).take(NOON)
    assert notice.tool == tool


def test_where_nothing_is_held_notices_pause_but_none_is_forgotten(queue: Queue, store: Store) -> None:
    outbox = Outbox(store)
    totals = []
    for second in range(130):
        now = NOON + second * SECOND
        if second < 100:
            arrive(queue)
        queue.settle(now, [FLOWING], wakes_snoozed=True)
        totals += [notice.total for notice in outbox.take(now)]
    assert len(totals) <= 1 + timedelta(seconds=130) // FLOW_PAUSE
    assert sum(totals) == 100


def test_old_news_is_no_news(queue: Queue, store: Store) -> None:
    arrive(queue)
    queue.settle(NOON, [CHECK_IN], wakes_snoozed=True)
    assert Outbox(store).take(NOON + STALE + SECOND) == ()
    assert Outbox(store).next_at() is None


def owing(queue: Queue, store: Store, *since: datetime) -> Answers:
    """Answers that somebody is to be reminded of, once at each of these instants."""
    answers = Answers(store)
    for at in since:
        queue.accept("work", Fetched((arrival(received_at=at),), "c"), at, Ruling(promises=promises(CLIENTS)))
        assert answers.remind(at + timedelta(days=2), at, at) == 1
    return answers


def test_a_reminder_that_came_too_late_for_its_check_in_is_left_to_the_next(queue: Queue, store: Store) -> None:
    answers, outbox = owing(queue, store, NOON), Outbox(store)
    assert outbox.take(NOON + SECOND, in_check_in=False) == ()
    later = NOON + timedelta(hours=5)
    assert answers.remind(later + timedelta(days=2), later, later) == 1
    [notice] = outbox.take(later, in_check_in=True)
    assert (notice.kind, notice.owed) == ("promise", 1)


def test_a_reminder_is_as_if_never_made_after_half_a_day(queue: Queue, store: Store) -> None:
    answers, outbox = owing(queue, store, NOON), Outbox(store)
    later = NOON + STALE
    assert outbox.take(later, in_check_in=True) == ()
    assert answers.remind(later + timedelta(days=2), later, later) == 1


def test_of_two_reminders_the_latest_is_told_and_the_other_is_left_to_the_next(queue: Queue, store: Store) -> None:
    later = NOON + timedelta(hours=5)
    answers, outbox = owing(queue, store, NOON, later), Outbox(store)
    [notice] = outbox.take(later, in_check_in=True)
    outbox.shown(notice.id)
    assert answers.remind(later + timedelta(days=2), later, later) == 0  # one a check-in
    assert answers.remind(later + timedelta(days=2), later + SECOND, later + SECOND) == 1


def test_what_is_told_with_the_batch_does_not_put_off_what_flows_into_it(queue: Queue, store: Store) -> None:
    answers = owing(queue, store, NOON)
    queue.settle(NOON, [FLOWING], wakes_snoozed=True)
    outbox = Outbox(store)
    [notice] = outbox.take(NOON, in_check_in=True)
    assert (notice.kind, notice.owed) == ("batch", 1)
    outbox.shown(notice.id)
    Outbox(store).recover()
    assert answers.remind(NOON + timedelta(days=2), NOON + SECOND, NOON + SECOND) == 0
    arrive(queue)
    queue.settle(NOON + SECOND, [FLOWING], wakes_snoozed=True)
    assert len(outbox.take(NOON + FLOW_PAUSE)) == 1
