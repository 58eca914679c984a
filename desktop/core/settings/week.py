"""A schedule, to and from the tables of a TOML file; and the week of someone who has not chosen one yet."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from desktop.core.settings.levels import read_levels
from desktop.core.settings.reader import MISSING, Table
from desktop.core.settings.zones import SYSTEM, zone_named
from focus.levels import written
from focus.schedule import DayException, Mode, Schedule, Span

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WORKDAYS = frozenset(range(5))
_WEEKEND = frozenset({5, 6})
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME_RIGHT = 'a time of day such as "08:30", from "00:00" to "23:59" (midnight is "00:00")'
_DATE_RIGHT = 'a date such as "2026-12-25"'

DEFAULT_SPANS = (
    Span(Mode.FOCUS, _WORKDAYS, time(9), time(11)),
    Span(Mode.CHECK_IN, _WORKDAYS, time(11), time(11, 30)),
    Span(Mode.FOCUS, _WORKDAYS, time(13, 30), time(16)),
    Span(Mode.CHECK_IN, _WORKDAYS, time(16), time(16, 30)),
    Span(Mode.CHECK_IN, _WORKDAYS, time(18), time(18, 20)),
    Span(Mode.CHECK_IN, _WEEKEND, time(11), time(11, 30)),
)
"""Three check-ins a working day and one on the others, until the person has written their own week."""


class Between(StrEnum):
    HOLD = "hold"
    FLOW = "flow"


class Missed(StrEnum):
    RELEASE = "release"
    NEXT = "next"


class Kind(StrEnum):
    FOCUS = "focus"
    CHECK_IN = "check_in"
    TOGETHER = "together"


def read_schedule(table: Table, without_spans: tuple[Span, ...] = ()) -> tuple[Schedule, str]:
    """The schedule of a [schedule] table, and its zone as written; `without_spans` where it has no `span` key."""
    written = table.text("zone", SYSTEM)
    zone = zone_named(written)
    if zone is None:
        raise table.wrong("zone", 'a time zone such as "Europe/Paris", or "system"')
    between = table.choice("between", Between, Between.HOLD)
    missed = table.choice("missed", Missed, Missed.RELEASE)
    written_spans = tuple(_span(one, weekly=True) for one in table.tables("span"))
    spans = written_spans if table.has("span") else without_spans
    exceptions = _exceptions(table)
    table.finish()
    return Schedule(zone, spans, exceptions, str(between), str(missed)), written


def _exceptions(table: Table) -> tuple[DayException, ...]:
    """One per date: a date that stands twice has the spans of both, in the order written."""
    by_date: dict[date, tuple[Span, ...]] = {}
    for one in table.tables("exception"):
        day = read_date(one, "date")
        by_date[day] = by_date.get(day, ()) + tuple(_span(span, weekly=False) for span in one.tables("spans"))
        if not one.has("spans"):
            raise one.wrong("spans", "a list of spans; [] for nothing that day")
        one.finish()
    return tuple(DayException(day, spans) for day, spans in by_date.items())


def _span(table: Table, *, weekly: bool) -> Span:
    kind = table.choice("kind", Kind)
    days = read_days(table) if weekly or table.has("days") else frozenset()
    start, end = read_time(table, "start"), read_time(table, "end")
    if start == end:
        raise table.wrong("end", 'another time than "start": a span of no length holds and releases nothing')
    admits = table.texts(
        "admits", 'a list of channels ("mail", "mention") or account names; leave it out for everything'
    )
    if admits is not None and kind is not Kind.CHECK_IN:
        raise table.wrong("admits", "left out: only a check_in admits")
    presence = read_levels(table)
    if table.has("presence") and kind is not Kind.FOCUS:
        raise table.wrong("presence", "left out: only a focus block shows you busy")
    name, intention = table.text("name", ""), table.text("intention", "")
    table.finish()
    admitted = None if admits is None else frozenset(admits)
    return Span(Mode(kind), days, start, end, admitted, name, intention, presence)


def read_days(table: Table) -> frozenset[int]:
    right = f"a list of days out of {', '.join(DAYS)}, with one at least"
    names = table.texts("days", right)
    if names is None or not set(names) <= set(DAYS):
        raise table.wrong("days", right)
    return frozenset(DAYS.index(name) for name in names)


def read_time(table: Table, key: str) -> time:
    value = table.value(key)
    if isinstance(value, time) and not value.second and not value.microsecond:
        return value
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise table.wrong(key, _TIME_RIGHT)
    return time.fromisoformat(value)


def read_date(table: Table, key: str, right: str = _DATE_RIGHT) -> date:
    value = table.value(key)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if value is MISSING or not isinstance(value, str) or not _DATE.fullmatch(value):
        raise table.wrong(key, right)
    try:
        return date.fromisoformat(value)
    except ValueError as error:  # such as the 30th of February
        raise table.wrong(key, right) from error


def schedule_table(schedule: Schedule, zone: str) -> dict[str, Any]:
    """The same as plain values for a [schedule] table: read again, it gives an equal schedule."""
    found: dict[str, Any] = {
        "zone": zone,
        "between": schedule.between,
        "missed": schedule.missed,
        "span": [_span_table(span, weekly=True) for span in schedule.spans],
    }
    if schedule.exceptions:
        found["exception"] = [
            {"date": one.date.isoformat(), "spans": [_span_table(span, weekly=False) for span in one.spans]}
            for one in schedule.exceptions
        ]
    return found


def _span_table(span: Span, *, weekly: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": str(span.kind)}
    if weekly or span.days:
        found["days"] = [DAYS[day] for day in sorted(span.days)]
    found |= {"start": f"{span.start:%H:%M}", "end": f"{span.end:%H:%M}"}
    if span.admits is not None:
        found["admits"] = sorted(span.admits)
    for key in ("name", "intention"):
        if getattr(span, key):
            found[key] = getattr(span, key)
    if span.presence.said:
        found["presence"] = written(span.presence)
    return found
