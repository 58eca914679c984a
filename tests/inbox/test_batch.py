"""The order in which a batch is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from inbox.batch import Group, group_of, reading_order
from inbox.item import Channel, Item, Reason, State
from tests.inbox.arrivals import NOON

PLAIN = Item(
    1, "work", Channel.MAIL, Reason.DIRECT, "Ann", "ann@x.example", "Hello", "", NOON, NOON, State.RELEASED, NOON
)


def test_groups() -> None:
    assert group_of(replace(PLAIN, channel=Channel.MENTION)) is Group.MENTIONS
    assert group_of(PLAIN) is Group.PEOPLE
    assert group_of(replace(PLAIN, reason=Reason.LIST)) is Group.BULK
    assert group_of(replace(PLAIN, reason=Reason.AUTOMATIC)) is Group.BULK


def test_reading_order() -> None:
    later = NOON + timedelta(minutes=1)
    bulk = replace(PLAIN, id=2, reason=Reason.LIST, received_at=later)
    newer = replace(PLAIN, id=3, received_at=later)
    pinned = replace(PLAIN, id=4, pinned=True)
    mention = replace(PLAIN, id=5, channel=Channel.MENTION)
    assert [item.id for item in reading_order([PLAIN, bulk, newer, pinned, mention])] == [5, 4, 3, 1, 2]
