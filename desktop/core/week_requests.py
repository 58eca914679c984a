"""What a request says of the week, and the desk's answers as JSON; as `desktop.core.answers`. Pure."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import TYPE_CHECKING, Any

from desktop.core.answers import rfc3339
from desktop.core.settings.reader import Table
from desktop.core.settings.week import read_schedule, schedule_table

if TYPE_CHECKING:
    from desktop.core.days import HolidayLine
    from desktop.core.views import WeekZone
    from focus.cautions import WeekWarning
    from focus.schedule import Schedule

Json = Any


def day(given: Table) -> date:
    try:
        return date.fromisoformat(given.text("date"))
    except ValueError as error:
        raise given.wrong("date", 'a date such as "2026-12-25"') from error


def schedule(found: Schedule, _: tzinfo) -> Json:
    """As the settings file has it."""
    return schedule_table(found, str(found.zone))


def written(given: Table) -> Schedule:
    """`schedule`, as `schedule` answers it."""
    return read_schedule(given.table("schedule"))[0]


def zone(one: WeekZone, _: tzinfo) -> Json:
    """`zone` in force, the `machine`'s, and whether the week `follows_machine`."""
    return {"zone": one.zone, "machine": one.machine or None, "follows_machine": one.follows}


def holiday(one: HolidayLine, _: tzinfo) -> Json:
    """`instead`: what the person has in its place, called by its name; null where it is as holidays are."""
    return {"date": one.day.isoformat(), "name": one.name, "instead": one.exception}


def warning(one: WeekWarning, zone: tzinfo) -> Json:
    """`code`, and what else there is as in `focus.cautions.WeekWarning`; lengths are whole seconds."""
    return {
        "code": one.code,
        "label": one.label or None,
        "since": rfc3339(one.since, zone),
        "until": rfc3339(one.until, zone),
        "seconds": int(one.length.total_seconds()),
        "weekly": one.weekly,
        "cause": one.cause or None,
        "name": one.name or None,
        "items": one.items,
        "needs_seconds": int(one.needs.total_seconds()),
    }
