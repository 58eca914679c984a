"""How long what happened is kept. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

FOREVER: Final = "forever"
RIGHT: Final = f'"{FOREVER}", or a length such as "90 days", "8 weeks", "6 months" or "2 years"'
"""To end the sentence "it must be ..."."""
_DAYS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}
_LENGTH: Final = re.compile(r"([1-9][0-9]{0,4}) (day|week|month|year)s?")
_MOST: Final = 365 * 1000


@dataclass(frozen=True, slots=True)
class Retention:
    """Each is `FOREVER` or as in "2 years". `items`: what is done, counted from when it was; `lived`: how the time was
    spent; `gaps`: when a source could not be asked."""

    items: str = FOREVER
    lived: str = FOREVER
    gaps: str = FOREVER


def is_right(text: str) -> bool:
    found = _LENGTH.fullmatch(text)
    return text == FOREVER or (found is not None and int(found[1]) * _DAYS[found[2]] <= _MOST)


def length(text: str) -> timedelta | None:
    """Of one that is right; None for ever. A month counts as 30 days, a year as 365."""
    found = _LENGTH.fullmatch(text)
    return None if found is None else timedelta(days=int(found[1]) * _DAYS[found[2]])
