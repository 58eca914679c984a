"""What the plan lets out at an instant, and when it will let out what it holds now. Pure: no I/O and no clock.

`honoured` is the instant up to which check-ins were attended; the session keeps it, `attended` moves it on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from focus.plan import Plan, admits
from focus.schedule import Mode, Stand
from focus.wall_time import instant, local_date

LOOK_BACK = timedelta(days=60)
"""Check-ins missed longer ago are no reason to release anything: later ones have been missed as well."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What may come out now. `by` and `start` (aware, UTC) identify the batch, however often this is asked.

    `admits` None lets everything out. `received_before`: only what had come by then, for a check-in that is over.
    """

    by: str
    start: datetime
    admits: frozenset[str] | None
    name: str = ""
    received_before: datetime | None = None
    caught_up: bool = False


def openings(plan: Plan, honoured: datetime | None, now: datetime) -> tuple[Opening, ...]:
    """In the order in which to release. Never anything in focus, nor while the person is off."""
    period = plan.period_at(now)
    if period.mode is Mode.FOCUS or period.stand is Stand.OFF:
        return ()
    occurrence = period.occurrence
    if period.mode is Mode.CHECK_IN:
        current = tuple(
            Opening("check_in", one.start, one.admits, one.name) for one in next(plan.stretches(now)).in_effect()
        )
    elif period.mode is Mode.TOGETHER and occurrence is not None:
        current = (Opening("together", occurrence.start, None, occurrence.name),)
    elif flows(plan, period.stand):
        current = (Opening("open", period.since or _midnight(plan, now), None),)
    else:
        current = ()
    return current + _caught_up(plan, honoured, now, current)


def quiet(plan: Plan, at: datetime) -> bool:
    """Whether the person is left alone, in focus or off: nothing comes out but what a rule lets pass."""
    here = next(plan.stretches(at))
    return here.mode is Mode.FOCUS or here.stand is Stand.OFF


def flows(plan: Plan, stand: Stand) -> bool:
    """Whether open time lets everything out."""
    return stand is Stand.PAUSED or (stand is Stand.FOLLOWS and plan.schedule.between == "flow")


def attended(plan: Plan, honoured: datetime | None, now: datetime) -> datetime | None:
    """The value to keep once `openings` have been released. Never earlier than `honoured`, though the clock go back.

    In focus it stays: what is hidden there is caught up afterwards. What a time off hides is not.
    """
    if honoured is None:
        return now
    return honoured if plan.mode_at(now) is Mode.FOCUS else max(honoured, now)


def hold(
    plan: Plan,
    now: datetime,
    labels: frozenset[str],
    *,
    honoured: datetime | None = None,
    received_at: datetime | None = None,
) -> tuple[datetime | None, str, str]:
    """Until when an item with these labels (its channel, its account) is held, why, and the name of what lets it out.

    The reasons: off, focus, not_admitted, together_soon, between; never, with None, if nothing planned lets it out.
    With `honoured`, a check-in that a focus block hides counts too: it is caught up when the block ends.
    """
    period = plan.period_at(now)
    until, by, name = _next_opening(plan, now, labels)
    if period.mode is Mode.FOCUS and period.until is not None and (until is None or period.until < until):
        received = received_at or now
        for one in openings(plan, honoured, period.until):
            if one.received_before and received < one.received_before and admits(one.admits, labels):
                until, by, name = period.until, Mode.CHECK_IN, one.name
    if until is None:
        return None, "never", ""
    if period.stand is Stand.OFF:
        return until, "off", name
    if period.mode is Mode.FOCUS:
        return until, "focus", name
    if period.mode is Mode.CHECK_IN:
        return until, "not_admitted", name
    return until, "together_soon" if by is Mode.TOGETHER else "between", name


def _next_opening(plan: Plan, now: datetime, labels: frozenset[str]) -> tuple[datetime | None, Mode, str]:
    flowing = plan.schedule.between == "flow" or any(one.stand is Stand.PAUSED for one in plan.overrides)
    seek = {Mode.CHECK_IN, Mode.TOGETHER} | ({Mode.OPEN} if flowing else set())
    for one in plan.stretches(now, seek):
        if one.mode in seek and (one.mode is not Mode.OPEN or flows(plan, one.stand)):
            in_effect = one.in_effect()
            passing = [check_in for check_in in in_effect if admits(check_in.admits, labels)]
            if passing or not in_effect:
                return max(one.start, now), one.mode, passing[-1].name if passing else ""
    return None, Mode.OPEN, ""


def _caught_up(
    plan: Plan, honoured: datetime | None, now: datetime, current: tuple[Opening, ...]
) -> tuple[Opening, ...]:
    """The missed check-ins as one batch, without what is let out anyway: an opening for each thing they admit."""
    if honoured is None or plan.schedule.missed != "release" or any(one.admits is None for one in current):
        return ()
    missed = plan.check_ins_missed(max(honoured, now - LOOK_BACK), now)
    if not missed:
        return ()
    # Of those that admit the same the last: what came after one that admits all is not let out by one that admits less.
    last = {one.admits: one for one in missed}
    out = frozenset().union(*(one.admits or () for one in current))
    made_up = ((one.admits if one.admits is None else one.admits - out, one.end) for one in last.values())
    latest = missed[-1]
    return tuple(
        Opening("check_in", latest.start, admitted, latest.name, received_before=end, caught_up=True)
        for admitted, end in made_up
        if admitted is None or admitted
    )


def _midnight(plan: Plan, now: datetime) -> datetime:
    """Open time without a beginning needs batches all the same: one a day."""
    return instant(local_date(now, plan.schedule.zone), time(), plan.schedule.zone)
