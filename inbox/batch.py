"""The order in which a batch is read: mentions, then people, then what was sent to many. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from inbox.item import Channel, Item, Reason, State
from inbox.rules import Because


class Group(StrEnum):
    """The headings of a batch, in reading order."""

    MENTIONS = "mentions"
    PEOPLE = "people"
    BULK = "bulk"


_ORDER = {group: place for place, group in enumerate(Group)}
_QUIET = 1
"""A mention of this rank or less is a program's doing, or one name in a crowd."""


def group_of(item: Item) -> Group:
    """Which heading an item stands under. What floods a tool's notifications is bulk, as what comes from lists is, and
    as codes are that are good no more."""
    if item.state is State.EXPIRED:
        return Group.BULK
    if item.channel is Channel.MENTION:
        floods = item.reason in {Reason.STATE_CHANGE, Reason.AUTOMATIC} or item.rank <= _QUIET
        return Group.BULK if floods else Group.MENTIONS
    if item.reason in {Reason.LIST, Reason.AUTOMATIC}:
        return Group.BULK
    return Group.PEOPLE


def reading_order(items: Iterable[Item]) -> list[Item]:
    """Within its group pinned first, then what a rule says is urgent and had no budget left for, mentions by what they
    ask of one, then newest first; ties keep the later arrival first."""
    return sorted(items, key=_place)


def _place(item: Item) -> tuple[int, bool, bool, int, float, int]:
    group = group_of(item)
    rank = item.rank if group is Group.MENTIONS else 0
    return (
        _ORDER[group],
        not item.pinned,
        item.because != Because.BUDGET,
        -rank,
        -item.received_at.timestamp(),
        -item.id,
    )
