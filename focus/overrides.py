"""What the person asks for just now: each request gives the new overrides, oldest first, without those that are over.

Pure: no I/O and no clock. Overrides lie in layers, so that a check-in opened during focus returns to the focus when
it ends. A request that cannot be raises `WrongPlan`, and nothing has changed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from focus.errors import WrongPlan
from focus.levels import AS_USUAL, Levels
from focus.plan import Plan
from focus.schedule import Mode, Override, Stand
from focus.wall_time import next_wall

LONGEST = timedelta(hours=24)
LONGEST_OFF = timedelta(days=366)
CHECK_IN_LENGTH = timedelta(minutes=30)
FOCUS_LENGTH = timedelta(minutes=50)
"""Of a focus without an end, where no check-in comes within `_SOON`."""
_SOON = timedelta(hours=12)
_REMEMBERED = timedelta(days=60)
"""As far back as check-ins are caught up (`focus.gate.LOOK_BACK`)."""

Overrides = tuple[Override, ...]


def focus_now(
    plan: Plan,
    now: datetime,
    length: timedelta | None = None,
    until: datetime | None = None,
    intention: str = "",
    presence: Levels = AS_USUAL,
) -> Overrides:
    """For `length`, until an instant, or until the next check-in; in place of any focus asked for before."""
    if length is not None and until is not None:
        raise WrongPlan("until", until.isoformat(), "asked for together with a length: give one of the two")
    if length is not None:
        end = now + _checked(length)
    elif until is not None:
        if until <= now:
            raise WrongPlan("until", until.isoformat(), "a time to come")
        _checked(until - now, "until", until.isoformat())
        end = until
    else:
        end = _default_end(plan, now)
    zone = "" if length is not None or end == now + FOCUS_LENGTH else _wall(plan)
    return (*_without(plan, now, Mode.FOCUS), Override(Mode.FOCUS, now, end, intention, presence, zone=zone))


def extend(plan: Plan, now: datetime, length: timedelta) -> Overrides:
    """The focus block of now, planned or asked for, ends `length` later."""
    period = plan.period_at(now)
    if period.mode is not Mode.FOCUS:
        raise WrongPlan("focus", period.mode.value, "a running focus block")
    if period.until is None:
        raise WrongPlan("focus", "without an end", "a focus block that ends")
    _checked(length)
    end = period.until + length
    _checked(end - now, "length", str(length))
    since = period.occurrence.start if period.overridden and period.occurrence else now
    intention = period.occurrence.intention if period.occurrence else ""
    presence = period.occurrence.presence if period.occurrence else AS_USUAL
    asked = next((one for one in reversed(plan.overrides) if one.since <= now < one.until), None)
    zone = _wall(plan) if asked is None else asked.zone
    return (*_without(plan, now, Mode.FOCUS), Override(Mode.FOCUS, since, end, intention, presence, zone=zone))


def stop_focus(plan: Plan, now: datetime) -> Overrides:
    """Ends the focus that was asked for, and what the schedule has of this focus block."""
    asked = any(one.mode is Mode.FOCUS and one.since <= now < one.until for one in plan.overrides)
    if not asked and plan.mode_at(now) is not Mode.FOCUS:
        raise WrongPlan("focus", plan.mode_at(now).value, "a running focus block")
    left = Plan(plan.schedule, _without(plan, now, Mode.FOCUS))
    period = left.period_at(now)
    if period.mode is not Mode.FOCUS:
        return left.overrides
    return (*left.overrides, Override(Mode.OPEN, now, period.until or now + _SOON, zone=_wall(plan)))


def open_check_in(plan: Plan, now: datetime, length: timedelta = CHECK_IN_LENGTH) -> Overrides:
    """A check-in that admits everything. One that was asked for before goes on, as the same batch."""
    end = now + _checked(length)
    running = [one for one in plan.overrides if one.mode is Mode.CHECK_IN and one.since <= now < one.until]
    since = min((one.since for one in running), default=now)
    end = max([end, *(one.until for one in running)])
    return (*_without(plan, now, Mode.CHECK_IN), Override(Mode.CHECK_IN, since, end))


def close_check_in(plan: Plan, now: datetime) -> Overrides:
    """Ends the check-in that was asked for, and the planned ones of now, which do not come back."""
    if plan.mode_at(now) is not Mode.CHECK_IN:
        raise WrongPlan("check-in", plan.mode_at(now).value, "a running check-in")
    left = Plan(plan.schedule, _without(plan, now, Mode.CHECK_IN))
    here = next(left.stretches(now))
    if here.mode is not Mode.CHECK_IN:
        return left.overrides
    return (*left.overrides, Override(Mode.OPEN, now, max(one.end for one in here.in_effect()), zone=_wall(plan)))


def pause(plan: Plan, now: datetime) -> Overrides:
    """Nothing is held and nobody is shown busy until the local day ends, in place of all that was asked for but off."""
    end = next_wall(now, time(), plan.schedule.zone)
    paused = Override(Mode.OPEN, now, end, stand=Stand.PAUSED, zone=_wall(plan))
    return (*(one for one in current(plan, now) if one.stand is Stand.OFF), paused)


def off(plan: Plan, now: datetime, until: datetime) -> Overrides:
    """Everything is held until then, without check-ins and without being busy; in place of all that was asked for."""
    if until <= now:
        raise WrongPlan("until", until.isoformat(), "a time to come")
    if until - now > LONGEST_OFF:
        raise WrongPlan("off", until.isoformat(), "within a year")
    return (Override(Mode.OPEN, now, until, stand=Stand.OFF, zone=_wall(plan)),)


def resume(plan: Plan, now: datetime) -> Overrides:
    """The plan is followed again. A time off stays, as one that ended now: what it hid is not caught up."""
    running = [one for one in current(plan, now) if one.stand is not Stand.FOLLOWS and one.until > now]
    if not running:
        raise WrongPlan("plan", "followed", "paused or off")
    left = [one for one in current(plan, now) if one not in running or one.stand is Stand.OFF]
    return tuple(replace(one, until=now, zone="") if one in running else one for one in left)


def current(plan: Plan, now: datetime) -> Overrides:
    """Those that are not over, and the times off of which it still matters that they were: what they hid was not missed
    (`Plan.check_ins_missed`)."""
    return tuple(
        one for one in plan.overrides if one.until > now or (one.stand is Stand.OFF and now - one.until < _REMEMBERED)
    )


def _without(plan: Plan, now: datetime, mode: Mode) -> Overrides:
    return tuple(one for one in current(plan, now) if one.mode is not mode)


def _wall(plan: Plan) -> str:
    return plan.schedule.zone.key or ""


def _default_end(plan: Plan, now: datetime) -> datetime:
    coming = plan.next_check_in(now)
    return coming if coming is not None and coming - now <= _SOON else now + FOCUS_LENGTH


def _checked(length: timedelta, key: str = "length", value: str = "") -> timedelta:
    if not timedelta() < length <= LONGEST:
        raise WrongPlan(key, value or str(length), "more than nothing and at most 24 hours")
    return length
