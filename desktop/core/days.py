"""Days that are not as their weekday: what the person says of them, and the public holidays. On the engine's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from desktop.core.later import Later, RequestError
from focus import holidays
from focus.cautions import WeekWarning
from focus.schedule import NORMAL, DayException, Schedule
from focus.wall_time import local_date

_YEARS = 3


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """A public holiday, called as in the person's language where that is known. `exception`: what the person has in its
    place on that day, by its name or by what it is like ('' for neither); None where it is as holidays are."""

    day: date
    name: str
    exception: str | None = None


class Days:
    def __init__(
        self,
        schedule: Callable[[], Schedule],
        keep: Callable[[Schedule], None],
        language: Callable[[], str],
        clock: Callable[[], datetime],
    ) -> None:
        self._schedule, self._keep, self._language, self._clock = schedule, keep, language, clock

    def like(self, day: date, template: str) -> None:
        schedule = self._schedule()
        names = [one.name for one in schedule.templates]
        if template not in (*names, NORMAL):
            there = f"There are: {', '.join(names)}." if names else "A [[schedule.template]] in the settings makes one."
            raise RequestError(f'There is no day template "{template}". Nothing was changed.', there)
        kept = tuple(one for one in schedule.exceptions if (one.first, one.last) != (day, day))
        self._keep(replace(schedule, exceptions=(*kept, DayException(day, day, like=template))))

    def normal(self, day: date) -> None:
        schedule = self._schedule()
        kept = tuple(one for one in schedule.exceptions if (one.first, one.last) != (day, day))
        left = replace(schedule, exceptions=kept)
        if left.exception_on(day) is not None or _is_holiday(left, day):
            self.like(day, NORMAL)
        elif kept != schedule.exceptions:
            self._keep(left)

    def holidays(self, *, count: int = 20) -> tuple[HolidayLine, ...]:
        schedule = self._schedule()
        if schedule.holidays is None:
            return ()
        return coming(schedule, local_date(self._clock(), schedule.zone), self._language(), count)

    def countries(self) -> Later[Mapping[str, tuple[str, ...]]]:
        return Later(holidays.countries)

    def warnings(self, schedule: Schedule | None = None) -> tuple[WeekWarning, ...]:
        return ()


def coming(schedule: Schedule, today: date, language: str, count: int) -> tuple[HolidayLine, ...]:
    """The next public holidays, today's among them; () where the schedule has no country. Pure."""
    of = schedule.holidays
    if of is None:
        return ()
    found: list[HolidayLine] = []
    for year in range(today.year, today.year + _YEARS):
        for day, name in sorted(holidays.named(of.country, of.region, year, language).items()):
            if day >= today:
                other = schedule.exception_on(day)
                found.append(HolidayLine(day, name, None if other is None else other.name or other.like))
    return tuple(found[:count])


def _is_holiday(schedule: Schedule, day: date) -> bool:
    of = schedule.holidays
    return of is not None and day in holidays.dates(of.country, of.region, day.year)
