"""What the books show: when sources were out of reach. Plain values; times are aware, in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class GapLine:
    """A source could not be asked from `since` until `until` (None: it lasts). `account` '': the machine slept.

    `caught_up`: when all that came meanwhile was stored, `items` of it; None where that is still to come. `problem`,
    `detail`: as an account's `health`. `title`: what its kind is called, in English.
    `doubt`: '' where nothing can be missing once it is caught up, else not_kept (the source tells nothing of the past),
    too_long (the gap was longer than it keeps what came) or begun_anew (how far it had been read was not known any
    more).
    """

    account: str
    title: str
    since: datetime
    until: datetime | None
    caught_up: datetime | None
    items: int
    problem: str
    detail: str = ""
    doubt: str = ""

    @property
    def asleep(self) -> bool:
        return not self.account

    @property
    def nothing_lost(self) -> bool:
        return self.caught_up is not None and not self.doubt
