"""The order in which a batch is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from inbox.batch import Group, group_of, is_owed_by, reading_order
from inbox.item import Channel, Item, Reason, State
from tests.inbox.arrivals import NOON

PLAIN = Item(
    1, "work", Channel.MAIL, Reason.DIRECT, "Ann", "ann@x.example", "Hello", "", NOON, NOON, State.RELEASED, NOON
)

MENTION = replace(PLAIN, channel=Channel.MENTION, tool="github", reason=Reason.MENTIONED, rank=5)


def test_groups() -> None:
    assert group_of(MENTION) is Group.MENTIONS
    assert group_of(PLAIN) is Group.PEOPLE
    assert group_of(replace(PLAIN, reason=Reason.LIST)) is Group.BULK
    assert group_of(replace(PLAIN, reason=Reason.AUTOMATIC)) is Group.BULK


@pytest.mark.parametrize(
    ("reason", "rank", "group"),
    [
        (Reason.SUBSCRIBED, 2, Group.MENTIONS),
        (Reason.LIST, 2, Group.MENTIONS),
        (Reason.MENTIONED, 3, Group.MENTIONS),
        (Reason.MENTIONED, 1, Group.BULK),
        (Reason.MENTIONED, 0, Group.BULK),
        (Reason.AUTOMATIC, 1, Group.BULK),
        (Reason.STATE_CHANGE, 2, Group.BULK),
    ],
)
def test_what_floods_a_tool_is_bulk(reason: Reason, rank: int, group: Group) -> None:
    assert group_of(replace(MENTION, reason=reason, rank=rank)) is group


def test_mentions_come_by_what_they_ask() -> None:
    later = NOON + timedelta(minutes=1)
    reply = replace(MENTION, id=2, reason=Reason.REPLIED, rank=3, received_at=later)
    newer = replace(MENTION, id=3, received_at=later)
    pinned = replace(reply, id=4, pinned=True)
    closed = replace(MENTION, id=5, reason=Reason.STATE_CHANGE, rank=2)
    passed = replace(MENTION, id=6, reason=Reason.AUTOMATIC, rank=1, received_at=later)
    found = reading_order([PLAIN, closed, passed, reply, replace(MENTION, id=7), newer, pinned])
    assert [item.id for item in found] == [4, 3, 7, 2, 1, 6, 5]


def test_reading_order() -> None:
    later = NOON + timedelta(minutes=1)
    bulk = replace(PLAIN, id=2, reason=Reason.LIST, received_at=later)
    newer = replace(PLAIN, id=3, received_at=later)
    pinned = replace(PLAIN, id=4, pinned=True)
    mention = replace(MENTION, id=5)
    assert [item.id for item in reading_order([PLAIN, bulk, newer, pinned, mention])] == [5, 4, 3, 1, 2]


def test_what_is_owed_today_comes_first_and_what_is_owed_later_first_in_its_group() -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    hour = timedelta(hours=1)
    midnight = noon + 12 * hour
    owed: dict[str, Any] = {"promised": "clients", "received_at": noon - 100 * hour}
    late = replace(PLAIN, id=11, due_at=noon - hour, **owed)
    soon = replace(MENTION, id=12, due_at=noon + hour, **owed)
    tomorrow = replace(PLAIN, id=13, due_at=noon + 24 * hour, **owed)
    pinned = replace(PLAIN, id=14, pinned=True)
    answered = replace(late, id=15, answered_at=noon)
    done = replace(late, id=16, state=State.DONE)
    mention = replace(MENTION, id=20)
    items = [PLAIN, mention, done, answered, tomorrow, pinned, soon, late]
    order = [item.id for item in reading_order(items, midnight)]
    assert order[:2] == [11, 12]
    assert order.index(20) == 2
    assert order[3:5] == [14, 13]
    assert set(order[5:]) == {PLAIN.id, 15, 16}
    assert group_of(late, owed=is_owed_by(late, midnight)) is Group.PROMISED
    assert not is_owed_by(tomorrow, midnight)
    assert [item.id for item in reading_order([PLAIN, soon, tomorrow])] == [12, 13, PLAIN.id]
