"""Days that are not as their weekday: what the person says of them, and the public holidays. On the engine's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.core.later import Later, RequestError
from focus import holidays
from focus.cautions import Usual, WeekWarning, warnings
from focus.schedule import NORMAL, DayException, Schedule
from focus.wall_time import local_date

if TYPE_CHECKING:
    from inbox.reviewing import Opened
    from inbox.store import Store

_YEARS = 3
_LATELY = timedelta(days=28)
_AT_ONCE = timedelta(hours=2)
"""Who comes back to a batch later than that did not need so long for it."""
_ENOUGH = 5


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
        usual: Callable[[datetime], Usual | None] = lambda _: None,
    ) -> None:
        self._schedule, self._keep, self._language, self._clock = schedule, keep, language, clock
        self._usual = usual

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
        now = self._clock()
        return warnings(schedule or self._schedule(), now, usual=self._usual(now), language=self._language())


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


def usual_of(store: Store) -> Callable[[datetime], Usual | None]:
    """What check-ins of the last four weeks brought; None where there were too few to tell."""

    def lately(now: datetime) -> Usual | None:
        from inbox.reviewing import Reviewing

        return usual(Reviewing(store).check_ins((now - _LATELY, now)), now)

    return lately


def usual(opened: Sequence[Opened], now: datetime) -> Usual | None:
    """Pure. A check-in after which all was handled within `_AT_ONCE` says how long an item takes."""
    took = sorted(
        one.cleared_after / one.items for one in opened if one.cleared_after and one.cleared_after <= _AT_ONCE
    )
    if len(took) < _ENOUGH:
        return None
    weeks = max((now - opened[0].at) / timedelta(days=7), 1.0)
    return Usual(sum(one.items for one in opened) / weeks, took[len(took) // 2])


def _is_holiday(schedule: Schedule, day: date) -> bool:
    of = schedule.holidays
    return of is not None and day in holidays.dates(of.country, of.region, day.year)
