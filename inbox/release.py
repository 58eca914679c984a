"""What may come out now, as a plain value. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

FLOW_PAUSE: Final = timedelta(seconds=60)
"""Where nothing is held, notifications still come at most this often."""


@dataclass(frozen=True, slots=True)
class Release:
    """What may come out now. `by` is check_in, together, open or snooze; `start` is when that began, and with `by`
    makes the batch what it is. `admits`: channels or accounts, None for all. `received_before`: nothing later.

    `waited`: the check-ins that are held now; what a rule has wait for one of them comes out, if received before the
    instant beside it. What waits for another stays, as long as that is among those of the `week`: then nothing else
    lets it out but being together.
    """

    by: str
    start: datetime
    admits: frozenset[str] | None = None
    name: str = ""
    received_before: datetime | None = None
    waited: tuple[tuple[str, datetime | None], ...] = ()
    week: frozenset[str] = frozenset()

    def lets_out(self, labels: frozenset[str], waits_for: str = "", received_at: datetime | None = None) -> bool:
        """Whether what is held with these labels (its channel, its accounts) comes out. `inbox.releasing` says the same
        in SQL. `received_at` matters to check-ins that are over alone: None is before their end."""

        def in_time(before: datetime | None) -> bool:
            return before is None or received_at is None or received_at < before

        admitted = (self.admits is None or not self.admits.isdisjoint(labels)) and in_time(self.received_before)
        if admitted and (self.by == "together" or waits_for not in self.week):
            return True
        return any(name == waits_for and in_time(before) for name, before in self.waited)
