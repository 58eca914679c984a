"""The rehearsals of the window tests' desk: no items, whatever week is tried, unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from desktop.core.desk import Later
from desktop.core.rehearsal.values import Rehearsal, Replay
from focus.schedule import Schedule
from inbox.rules import Rule

_UNTIL = datetime(2026, 11, 23, 8, tzinfo=UTC)


class RehearsalDouble:
    """`rehearsals`: what was asked for, in order. `proposed` and `today`: what each of them comes to."""

    def __init__(self) -> None:
        self.rehearsals: list[tuple[Schedule | None, tuple[Rule, ...] | None]] = []
        self.proposed = self.today = Replay()

    def rehearse(
        self, schedule: Schedule | None = None, rules: Sequence[Rule] | None = None, *, days: int = 30
    ) -> Later[Rehearsal]:
        self.rehearsals.append((schedule, None if rules is None else tuple(rules)))
        proposed, today = self.proposed, self.today
        count = sum(getattr(today, name) for name in ("check_in", "together", "open", "rule", "done", "never"))
        return Later(lambda: Rehearsal(proposed, today, count, _UNTIL - timedelta(days=days), _UNTIL))
