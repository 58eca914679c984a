"""How strongly one is shown busy now, provider by provider, and until when. Pure: no I/O and no clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from focus.plan import Plan
from focus.presence import Level
from focus.schedule import Mode


def busy(plan: Plan, now: datetime, usual: Mapping[str, Level]) -> dict[str, tuple[Level, datetime]]:
    """Of the providers with their `usual` level those that show something now, each until it shows less (aware, UTC).

    Nothing outside a focus block, or in one that nothing planned ends. Blocks that touch go on as one.
    """
    end = plan.period_at(now).until
    if end is None or plan.mode_at(now) is not Mode.FOCUS:
        return {}
    found: dict[str, tuple[Level, datetime]] = {}
    over: set[str] = set()
    for one in plan.stretches(now):
        if one.start >= end or len(over) == len(usual):
            break
        levels = one.in_effect()[-1].presence
        for name in usual.keys() - over:
            level = levels.of(name, usual[name])
            first = found[name][0] if name in found else level
            if level is Level.AVAILABLE or level < first:
                over.add(name)
            else:
                found[name] = (first, one.end)
    return found
