"""The week and what steps out of it: exceptions, pause, days off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop.core.days import HolidayLine
    from desktop.core.later import Later
    from desktop.core.views import Now, WeekZone
    from focus.cautions import WeekWarning
    from focus.schedule import Schedule


class WeekDesk(Protocol):
    """As `desktop.core.desk.Desk`: on the engine's thread, plain values, RequestError."""

    # What steps out of the plan. Each returns what is going on then; what was asked for before it is over, but for a
    # time off under a pause. Focus and check-ins may be asked for meanwhile, and lie on top.
    def pause_plan(self) -> Now:
        """Until the local day ends nothing is held and nobody is shown busy."""

    def off(self, until: datetime) -> Now:
        """Until then everything is held, nobody is shown busy and no check-in comes. At most 366 days.

        What came meanwhile comes out at the first check-in after; those that it hid are not caught up.
        """

    def resume_plan(self) -> Now:
        """Follow the plan again. Raises RequestError where it is neither paused nor off."""

    # By whose clock it is followed
    def week_zone(self) -> WeekZone: ...
    def set_week_zone(self, zone: str) -> WeekZone:
        """Follow the week by the clock of this zone (an IANA name), "system" for the machine's, wherever it is. All
        that is planned keeps its hours on that clock. Raises RequestError for one there is not."""

    # Days that are not as their weekday
    def day_like(self, day: date, template: str) -> None:
        """From now on this date is like the template of that name; with `focus.schedule.NORMAL` as its weekday, though
        it be a holiday or among days that differ. Raises RequestError for a name there is not."""

    def day_normal(self, day: date) -> None:
        """What was said of this date alone is taken back; where it still differs (a holiday, a range) it is as its
        weekday all the same."""

    def coming_holidays(self, *, count: int = 20) -> tuple[HolidayLine, ...]:
        """The public holidays from today on, of the country that the settings name; () for none."""

    def countries(self) -> Later[Mapping[str, tuple[str, ...]]]:
        """The codes of the countries whose holidays are known, each with those of its regions."""

    def week_warnings(self, schedule: Schedule | None = None) -> tuple[WeekWarning, ...]:
        """What one may not have meant with this week, or with one that is being edited.

        Raises `focus.errors.WrongPlan` for one that cannot be.
        """
