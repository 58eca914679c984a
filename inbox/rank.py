"""How much a mention asks of the person: 5 most, 0 least. Pure."""

from __future__ import annotations

from typing import Final

from inbox.item import Reason

MASS: Final = 20
"""Who names so many at once speaks to nobody."""
STRANGER: Final = 3
"""At the most, for a direct mention by someone who has not been met, in a project that has not been either."""

_RANKS: Final = {
    Reason.MENTIONED: 5,
    Reason.DIRECT: 4,
    Reason.REVIEW_ASKED: 4,
    Reason.ASSIGNED: 4,
    Reason.REPLIED: 3,
    Reason.SUBSCRIBED: 2,
    Reason.LIST: 2,
    Reason.STATE_CHANGE: 2,
    Reason.AUTOMATIC: 1,
}


def rank(reason: Reason, *, people: int = 1, group: bool = False, bot: bool = False) -> int:
    """`people`: how many were named in one go; `group`: as one of a team or a room. What nobody vouches for is 0,
    whatever it says.

    5 named; 4 asked for a review, assigned, or written to alone; 3 replied, or a group was named; 2 follows it, or its
    state changed; 1 a program's doing; 0 one name in a crowd.
    """
    if people >= MASS:
        return 0
    return min(_RANKS[reason], 1 if bot else 3 if group else 5)
