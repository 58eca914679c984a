"""Promises and the calendars that they run by, as they are set and shown: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from focus.working_time import OFFICE_HOURS, Hours
from inbox.promises import Promise

USUAL = "default"
"""The calendar of promises that name none: from Monday to Friday, 9:00 to 18:00, until one of this name is written."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """When work is done. `zone`: an IANA name, '' for the schedule's zone. Nobody works on `days_off` and on the public
    holidays of `country` and `region` (ISO 3166 codes, '' for none)."""

    name: str
    zone: str = ""
    hours: tuple[Hours, ...] = OFFICE_HOURS
    country: str = ""
    region: str = ""
    days_off: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise and how it stands: `open` items wait for an answer, of which `late` are due already. `next_due`: when
    the first of those is that are not due yet; `asked_now`: when what is asked now would be (both aware, in UTC; None
    for never). `problem`, a code: '' or no_calendar (there is none of the name it has, and the usual one counts)."""

    promise: Promise
    open: int = 0
    late: int = 0
    next_due: datetime | None = None
    asked_now: datetime | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """An answer that is due: to whom, and when (aware, in UTC)."""

    item: int
    who: str
    subject: str
    promise: str
    due_at: datetime
