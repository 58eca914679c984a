"""The order in which a batch is read: mentions, then people, then what was sent to many. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from inbox.item import Channel, Item, Reason


class Group(StrEnum):
    """The headings of a batch, in reading order."""

    MENTIONS = "mentions"
    PEOPLE = "people"
    BULK = "bulk"


_ORDER = {group: place for place, group in enumerate(Group)}


def group_of(item: Item) -> Group:
    """Which heading an item stands under."""
    if item.channel is Channel.MENTION:
        return Group.MENTIONS
    if item.reason in {Reason.LIST, Reason.AUTOMATIC}:
        return Group.BULK
    return Group.PEOPLE


def reading_order(items: Iterable[Item]) -> list[Item]:
    """Pinned first within its group, then newest first; ties keep the later arrival first."""
    return sorted(
        items,
        key=lambda item: (_ORDER[group_of(item)], not item.pinned, -item.received_at.timestamp(), -item.id),
    )
