"""Keeping a drawn week, and no other one: the week may have been changed from elsewhere while it was drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.core.desk import Desk
from desktop.window.forms.wait_words import SERIOUS
from focus.cautions import WeekWarning
from focus.schedule import Schedule


class ChangedElsewhere(Exception):
    """The week in force is not the one that the drawing began with: a rule got a check-in of its own, or a command
    gave a day another plan."""

    def __init__(self, week: Schedule) -> None:
        super().__init__("the week was changed elsewhere")
        self.week = week


@dataclass(frozen=True, slots=True)
class Kept:
    """`week` is the one in force then. `serious`: why it is not the drawn one; something would wait for ever."""

    week: Schedule
    serious: tuple[WeekWarning, ...]


def keep(desk: Desk, drawn: Schedule, begun: Schedule) -> Kept:
    """Keep `drawn`, which `begun` was made into. The zone is that of now: the person may have travelled meanwhile.

    On the engine's thread. Raises `ChangedElsewhere`, and what `Desk.set_schedule` does.
    """
    week = desk.schedule()
    if replace(week, zone=begun.zone) != begun:
        raise ChangedElsewhere(week)
    drawn = replace(drawn, zone=week.zone)
    serious = tuple(one for one in desk.week_warnings(drawn) if one.code in SERIOUS)
    if not serious:
        desk.set_schedule(drawn)
    return Kept(desk.schedule(), serious)
