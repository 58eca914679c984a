"""The order in which a batch is read: what an answer is promised of today, then mentions, people, and what was sent to
many. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from inbox.item import Channel, Item, Reason, State
from inbox.rules import Because


class Group(StrEnum):
    """The headings of a batch, in reading order."""

    PROMISED = "promised"
    MENTIONS = "mentions"
    PEOPLE = "people"
    BULK = "bulk"


_ORDER = {group: place for place, group in enumerate(Group)}
_QUIET = 1
"""A mention of this rank or less is a program's doing, or one name in a crowd."""
_NEVER = float("inf")


def is_owed(item: Item) -> bool:
    """Whether an answer to it is promised, and not given yet."""
    return item.due_at is not None and item.answered_at is None and item.state not in {State.DONE, State.EXPIRED}


def is_owed_by(item: Item, end: datetime) -> bool:
    """Whether that answer is due before then (aware): the end of the person's day, as a rule."""
    return item.due_at is not None and item.due_at < end and is_owed(item)


def group_of(item: Item, *, owed: bool = False) -> Group:
    """Which heading an item stands under. What floods a tool's notifications is bulk, as what comes from lists is. A
    code that is good no more is none: bulk is folded away, and it is to be seen that it came too late.

    `owed`: the answer to it is due today, or was before.
    """
    if owed:
        return Group.PROMISED
    if item.state is State.EXPIRED:
        return Group.PEOPLE
    if item.channel is Channel.MENTION:
        floods = item.reason in {Reason.STATE_CHANGE, Reason.AUTOMATIC} or item.rank <= _QUIET
        return Group.BULK if floods else Group.MENTIONS
    if item.reason in {Reason.LIST, Reason.AUTOMATIC}:
        return Group.BULK
    return Group.PEOPLE


def reading_order(items: Iterable[Item], today: datetime | None = None) -> list[Item]:
    """What is due before `today` ends (aware) first, the soonest before the others. Within the other groups pinned
    first, then what a rule says is urgent and had no budget left for, what is due soonest, mentions by what they ask of
    one, then newest first; ties keep the later arrival first. What expired comes last of the people."""
    return sorted(items, key=lambda item: _place(item, today))


def _place(item: Item, today: datetime | None) -> tuple[int, bool, bool, bool, float, int, float, int]:
    owed = item.due_at is not None and today is not None and is_owed_by(item, today)
    group = group_of(item, owed=owed)
    due = _NEVER if item.due_at is None or not is_owed(item) else item.due_at.timestamp()
    return (
        _ORDER[group],
        item.state is State.EXPIRED,
        not (item.pinned or owed),
        item.because != Because.BUDGET and not owed,
        due,
        -item.rank if group is Group.MENTIONS else 0,
        -item.received_at.timestamp(),
        -item.id,
    )
