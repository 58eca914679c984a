"""The week of the window tests' desks: what steps out of the plan, and days that differ, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from desktop.core.days import Days, HolidayLine
from desktop.core.desk import Later
from desktop.core.views import Now, WeekZone
from focus import overrides
from focus.cautions import WeekWarning
from focus.plan import Plan
from focus.schedule import Override, Schedule

if TYPE_CHECKING:
    from tests.clock import HandClock


class DaysDouble:
    language = "en"
    warned: tuple[WeekWarning, ...] | None = None
    """What `week_warnings` says, in place of what it would."""

    def day_like(self, day: date, template: str) -> None:
        self._days().like(day, template)

    def day_normal(self, day: date) -> None:
        self._days().normal(day)

    def coming_holidays(self, *, count: int = 20) -> tuple[HolidayLine, ...]:
        return self._days().holidays(count=count)

    def countries(self) -> Later[Mapping[str, tuple[str, ...]]]:
        return self._days().countries()

    def week_warnings(self, schedule: Schedule | None = None) -> tuple[WeekWarning, ...]:
        return self._days().warnings(schedule) if self.warned is None else self.warned

    machine_zone = "Europe/Paris"
    follows = True

    def week_zone(self) -> WeekZone:
        return WeekZone(self.schedule().zone.key, self.machine_zone, self.follows)

    def set_week_zone(self, zone: str) -> WeekZone:
        self.follows = zone == "system"
        self.set_schedule(replace(self.schedule(), zone=ZoneInfo(self.machine_zone if self.follows else zone)))
        return self.week_zone()

    def _days(self) -> Days:
        return Days(self.schedule, self.set_schedule, lambda: self.language, self._moment)

    def _moment(self) -> datetime:
        raise NotImplementedError

    def schedule(self) -> Schedule:
        raise NotImplementedError

    def set_schedule(self, schedule: Schedule) -> None:
        raise NotImplementedError


class WeekDouble(DaysDouble):
    _clock: HandClock

    def pause_plan(self) -> Now:
        return self._override(overrides.pause(self._plan(), self._moment()))

    def off(self, until: datetime) -> Now:
        return self._override(overrides.off(self._plan(), self._moment(), until))

    def resume_plan(self) -> Now:
        return self._override(overrides.resume(self._plan(), self._moment()))

    def _moment(self) -> datetime:
        return self._clock.now()

    def _plan(self) -> Plan:
        raise NotImplementedError

    def _override(self, changed: tuple[Override, ...]) -> Now:
        raise NotImplementedError
