"""A rule tried on what has arrived: what it would have decided of, had it been on."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from desktop.core.desk import Later, RequestError, Superseded
from desktop.core.giving_way import giving_way
from desktop.core.rehearsing import Rehearsing
from desktop.core.rule_views import Caught, CaughtLine
from focus.plan import Plan
from focus.schedule import Mode
from inbox.rules import DONE, PASS, Rule

if TYPE_CHECKING:
    from desktop.core.rehearsal.past import Past
    from desktop.core.rehearsal.values import Came
    from inbox.rulebook import Found

MOST_LINES: Final = 200
MOST_DAYS: Final = 366
LONGEST: Final = 10.0
"""Seconds: an expression of the most that is allowed takes some hundredths for each long message."""
_IT: Final = "\0"
"""What the rule is called while it is tried: others may have its name."""
_COUNTED: Final = ("through", "held", "done", "unverified", "over_budget")


class Trying:
    """The latest wins: one that is under way when the next is asked for ends with `Superseded`."""

    def __init__(
        self, lately: Rehearsing, plan: Callable[[], Plan], seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._lately = lately
        self._plan = plan
        self._seconds = seconds
        self._asked = 0

    def caught(self, rules: Sequence[Rule], place: int, days: int = 30) -> Later[Caught]:
        """Called on the engine's thread. It reads the database and computes off it."""
        if not 0 <= place < len(rules) or not 0 < days <= MOST_DAYS:
            raise RequestError("There is no such rule, or no such time. Nothing was tried.")
        it = replace(rules[place], name=_IT, off=False)
        tried, plan = (*rules[:place], it, *rules[place + 1 :]), self._plan()
        self._asked += 1
        asked, began = self._asked, self._seconds()

        def look_up() -> None:
            if asked != self._asked:
                raise Superseded("Another rule was tried.")
            if self._seconds() - began > LONGEST:
                raise RequestError(
                    f"This rule takes longer than {LONGEST:g} seconds on the last {days} days. It was not tried to the "
                    "end.",
                    "A simpler expression takes less; the rule can be used as it is.",
                )

        def run(past: Past, not_urgent: frozenset[int]) -> Caught:
            return counted(past.came, past.found(tried, giving_way(look_up)), it, plan, days, not_urgent)

        return self._lately.with_past(run, days, look_up)


def counted(
    came: Sequence[Came], found: Sequence[Found], it: Rule, plan: Plan, days: int, not_urgent: frozenset[int]
) -> Caught:
    """`came` in the order of their instants, and what decides of each; `not_urgent`: the ids of those that the person
    called so. Pure."""
    blocks = _Blocks(plan, it.budget)
    lines = []
    for one, (rule, refused, _) in zip(came, found, strict=True):
        if rule is not None and rule.name == it.name:
            what = _what(it, blocks, one.arrival.received_at)
        elif refused == it.name:
            what = "unverified"
        else:
            continue
        arrival = one.arrival
        sender = arrival.sender_name or arrival.sender_address
        lines.append(CaughtLine(one.id, arrival.received_at, sender, arrival.subject, what, one.id in not_urgent))
    counts = {what: sum(line.what == what for line in lines) for what in _COUNTED}
    regretted = sum(line.not_urgent for line in lines if line.what == "through")
    newest = tuple(lines[::-1][:MOST_LINES])
    return Caught(days, len(came), len(lines), **counts, not_urgent=regretted, lines=newest)


def _what(it: Rule, blocks: _Blocks, at: datetime) -> str:
    if it.act == PASS:
        return "through" if blocks.passes(at) else "over_budget"
    return "done" if it.act == DONE else "held"


class _Blocks:
    """How many have passed in each focus block; asked in the order of time."""

    def __init__(self, plan: Plan, budget: int | None) -> None:
        self._plan = plan
        self._budget = budget
        self._until: datetime | None = None
        self._in_focus = False
        self._passed = 0

    def passes(self, at: datetime) -> bool:
        if self._budget is None:
            return True
        if self._until is None or at >= self._until:
            period = self._plan.period_at(at)
            self._until, self._in_focus, self._passed = period.until, period.mode is Mode.FOCUS, 0
        if self._in_focus and self._passed >= self._budget:
            return False
        self._passed += 1
        return True
