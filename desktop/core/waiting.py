"""What waits for a check-in of its own, because a rule says so: until when. Pure.

A rule's "until" names a check-in of the week: what it holds comes out there, or when everyone is together.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.core.letting_out import missed
from desktop.core.views import Hold
from focus.plan import Plan
from focus.schedule import Mode

_FURTHEST = timedelta(days=60)
_SEEK = frozenset({Mode.CHECK_IN, Mode.TOGETHER})


def waiting(
    plan: Plan, now: datetime, name: str, *, honoured: datetime | None = None, received_at: datetime | None = None
) -> Hold:
    """Until when an item waits that a rule holds for the check-in `name`, which is one of the week."""
    period = plan.period_at(now)
    if period.mode is Mode.FOCUS and period.until is not None:
        end = missed(plan, honoured, period.until).get(name)
        if end is not None and (received_at or now) < end:
            return Hold(period.until, "rule", name)
    for one in plan.stretches(now, _SEEK):
        if one.start > now + _FURTHEST:
            break
        named = one.mode is Mode.CHECK_IN and any(check_in.name == name for check_in in one.in_effect())
        if named or one.mode is Mode.TOGETHER:
            return Hold(max(one.start, now), "rule" if named else "together_soon", name if named else "")
    return Hold(None, "never", name)
