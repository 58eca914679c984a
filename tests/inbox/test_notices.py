"""One notification a batch and one a break-through, whatever crashes in between."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inbox.item import Channel, Fetched
from inbox.notices import STALE, Outbox
from inbox.queue import FLOW_PAUSE, Queue, Release
from inbox.store import Store
from tests.inbox.arrivals import NOON, arrival, passing, some

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
