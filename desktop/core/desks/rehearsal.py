"""A week and rules, tried on what has arrived."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop.core.later import Later
    from desktop.core.rehearsal.values import Rehearsal
    from focus.schedule import Schedule
    from inbox.rules import Rule


class RehearsalDesk(Protocol):
    """As `desktop.core.desk.Desk`: on the engine's thread, plain values, RequestError."""

    def rehearse(
        self, schedule: Schedule | None = None, rules: Sequence[Rule] | None = None, *, days: int = 30
    ) -> Later[Rehearsal]:
        """What arrived in the last `days` days under this week and these rules, None for the person's own, beside
        their own. It reads the database and computes: both off the engine's thread.

        The latest wins: one that waits, or takes long, when the next is asked for ends with `Superseded`
        (`desktop.core.later`), and may be forgotten. A schedule that cannot be (`WrongPlan`) is a RequestError.
        """
