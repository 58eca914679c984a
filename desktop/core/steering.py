"""What the person asks of the plan right now: focus, longer or no more, and check-ins. On the engine's thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from desktop.core.desk import RequestError
from desktop.core.rhythm import Rhythm
from desktop.core.views import Now
from focus import overrides
from focus.errors import WrongPlan
from focus.levels import Levels
from focus.plan import Plan
from focus.schedule import Mode, Override

_REFUSALS = {
    "focus": "No focus block is running. Nothing was changed.",
    "check-in": "No check-in is open. Nothing was changed.",
    "plan": "The plan is neither paused nor off. Nothing was changed.",
    "off": "A time off lasts at most a year. Nothing was changed.",
    "length": "A focus block lasts at most 24 hours. Nothing was changed.",
}
"""A plan's own words for these are those of a settings file."""


def focused(
    plan: Plan, now: datetime, length: timedelta | None, until: datetime | None, intention: str, presence: Levels
) -> Plan:
    """The plan as it would be if focus were started so. With nothing said, in a focus block, as it is. Pure.

    Raises as `Steering.focus`.
    """
    if length is None and until is None and not intention and not presence.said and plan.mode_at(now) is Mode.FOCUS:
        return plan
    return started(plan, now, length, until, intention, presence)


def started(
    plan: Plan, now: datetime, length: timedelta | None, until: datetime | None, intention: str, presence: Levels
) -> Plan:
    """The plan as it would be. Pure; raises as `Steering.focus`."""
    try:
        return Plan(plan.schedule, overrides.focus_now(plan, now, length, until, intention, presence))
    except WrongPlan as error:
        raise _refused(error) from error


def _refused(error: WrongPlan) -> RequestError:
    return RequestError(_REFUSALS.get(error.key, f"{error}. Nothing was changed."))


class Steering:
    """Each returns what is going on then. Raises RequestError, and nothing was changed."""

    def __init__(self, rhythm: Rhythm, clock: Callable[[], datetime], tick: Callable[[datetime], object]) -> None:
        self._rhythm = rhythm
        self._clock = clock
        self._tick = tick

    def focus(self, length: timedelta | None, until: datetime | None, intention: str, presence: Levels) -> Now:
        return self._override(lambda plan, now: overrides.focus_now(plan, now, length, until, intention, presence))

    def extend(self, length: timedelta) -> Now:
        return self._override(lambda plan, now: overrides.extend(plan, now, length))

    def stop_focus(self) -> Now:
        return self._override(overrides.stop_focus)

    def open_check_in(self) -> Now:
        return self._override(overrides.open_check_in)

    def close_check_in(self) -> Now:
        return self._override(overrides.close_check_in)

    def pause_plan(self) -> Now:
        return self._override(overrides.pause)

    def off(self, until: datetime) -> Now:
        return self._override(lambda plan, now: overrides.off(plan, now, until))

    def resume_plan(self) -> Now:
        return self._override(overrides.resume)

    def _override(self, change: Callable[[Plan, datetime], tuple[Override, ...]]) -> Now:
        now = self._clock()
        try:
            changed = change(self._rhythm.plan, now)
        except WrongPlan as error:
            raise _refused(error) from error
        try:
            self._rhythm.keep(changed)
        except OSError as error:
            raise RequestError(f"The plan could not be written ({error.strerror}). Nothing was changed.") from error
        self._tick(now)
        return self._rhythm.view(self._clock())
