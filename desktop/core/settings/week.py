"""A schedule, to and from the tables of a TOML file; and the week of someone who has not chosen one yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from desktop.core.settings.levels import read_levels
from desktop.core.settings.reader import MISSING, Table, one_of
from desktop.core.settings.zones import SYSTEM, zone_named
from focus.errors import WrongPlan
from focus.holidays import check
from focus.levels import written
from focus.schedule import NORMAL, DayException, DayTemplate, Mode, PublicHolidays, Schedule, Span

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

_PRESETS: dict[int, tuple[tuple[Mode, str, str], ...]] = {
    2: (
        (Mode.FOCUS, "09:00", "11:30"),
        (Mode.CHECK_IN, "11:30", "12:00"),
        (Mode.FOCUS, "14:00", "16:30"),
        (Mode.CHECK_IN, "16:30", "17:00"),
    ),
    4: (
        (Mode.CHECK_IN, "09:00", "09:30"),
        (Mode.FOCUS, "09:30", "11:30"),
        (Mode.CHECK_IN, "11:30", "12:00"),
        (Mode.FOCUS, "13:30", "15:30"),
        (Mode.CHECK_IN, "15:30", "16:00"),
        (Mode.CHECK_IN, "17:30", "18:00"),
    ),
}
PRESETS = (2, 3, 4)


def preset(check_ins: int) -> tuple[Span, ...]:
    """A week with 2, 3 or 4 check-ins a working day, and one on the others: nothing waits for longer than a day."""
    if check_ins not in _PRESETS:
        return DEFAULT_SPANS
    days = tuple(
        Span(kind, _WORKDAYS, time.fromisoformat(start), time.fromisoformat(end))
        for kind, start, end in _PRESETS[check_ins]
    )
    return (*days, Span(Mode.CHECK_IN, _WEEKEND, time(11), time(11, 30)))


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
    templates = tuple(_templates(table))
    names = [one.name for one in templates]
    exceptions = _exceptions(table, names)
    holidays = _holidays(table, names)
    table.finish()
    return Schedule(zone, spans, exceptions, str(between), str(missed), templates, holidays), written


def _templates(table: Table) -> Iterator[DayTemplate]:
    taken: set[str] = set()
    for one in table.tables("template"):
        name = one.text("name")
        if name == NORMAL or name in taken:
            raise one.wrong("name", f'a name that no other template has, and not "{NORMAL}"')
        taken.add(name)
        if not one.has("span"):
            raise one.wrong("span", "a list of spans; [] for nothing on such a day")
        yield DayTemplate(name, tuple(_span(span, weekly=False) for span in one.tables("span")))
        one.finish()


def _exceptions(table: Table, templates: list[str]) -> tuple[DayException, ...]:
    """Two with spans for the very same dates are one with the spans of both, in the order written."""
    found: list[DayException] = []
    for one in table.tables("exception"):
        first, last = _dates(one)
        spans, like = _plan(one, [*templates, NORMAL])
        name = one.text("name", "")
        one.finish()
        same = next((other for other in found if (other.first, other.last) == (first, last)), None)
        if same is not None and not like and not same.like:
            found.remove(same)
            spans, name = same.spans + spans, name or same.name
        found.append(DayException(first, last, spans, name, like))
    return tuple(found)


def _holidays(table: Table, templates: list[str]) -> PublicHolidays | None:
    if not table.has("holidays"):
        return None
    one = table.table("holidays")
    country, region = one.text("country"), one.text("region", "")
    try:
        check(country, region)
    except WrongPlan as error:
        raise one.wrong(error.key, error.right) from error
    spans, like = _plan(one, templates) if one.has("spans") or one.has("like") else ((), "")
    one.finish()
    return PublicHolidays(country, region, spans, like)


def _plan(table: Table, templates: list[str]) -> tuple[tuple[Span, ...], str]:
    """Spans of its own, or like which template it is."""
    spans = tuple(_span(span, weekly=False) for span in table.tables("spans"))
    if table.has("spans") == table.has("like"):
        if table.has("like"):
            raise table.wrong("like", "left out where there are spans")
        raise table.wrong("spans", 'a list of spans, [] for nothing that day; or like = "...", the name of a template')
    if not table.has("like"):
        return spans, ""
    like = table.text("like")
    if like not in templates:
        named = one_of(templates) if templates else "the name of a [[schedule.template]], and there is none"
        raise table.wrong("like", named)
    return (), like


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


def _dates(table: Table) -> tuple[date, date]:
    if table.has("date"):
        for key in ("from", "to"):
            if table.has(key):
                raise table.wrong(key, 'left out where there is a "date"')
        day = _day(table, "date")
        return day, day
    if not table.has("from") and not table.has("to"):
        raise table.wrong("date", f'{_DATE_RIGHT}; or "from" and "to", the first day and the last')
    first, last = _day(table, "from"), _day(table, "to")
    if last < first:
        raise table.wrong("to", f"{first.isoformat()} or later: the last day, and not before the first")
    return first, last


def _day(table: Table, key: str) -> date:
    found = read_date(table, key)
    from desktop.core.when import LATEST  # few weeks have dates, and the first paint waits for this module

    if found.year >= LATEST.year:
        raise table.wrong(key, f"a date before the year {LATEST.year}")
    return found


def schedule_table(schedule: Schedule, zone: str) -> dict[str, Any]:
    """The same as plain values for a [schedule] table: read again, it gives an equal schedule."""
    found: dict[str, Any] = {
        "zone": zone,
        "between": schedule.between,
        "missed": schedule.missed,
        "span": [_span_table(span, weekly=True) for span in schedule.spans],
    }
    if schedule.templates:
        found["template"] = [{"name": one.name, "span": _spans_tables(one.spans)} for one in schedule.templates]
    if schedule.exceptions:
        found["exception"] = [_exception_table(one) for one in schedule.exceptions]
    if (days := schedule.holidays) is not None:
        region = {"region": days.region} if days.region else {}
        found["holidays"] = {
            "country": days.country,
            **region,
            **(_plan_table(days) if days.like or days.spans else {}),
        }
    return found


def _exception_table(one: DayException) -> dict[str, Any]:
    first, last = one.first.isoformat(), one.last.isoformat()
    dates = {"date": first} if one.first == one.last else {"from": first, "to": last}
    return {**dates, **({"name": one.name} if one.name else {}), **_plan_table(one)}


def _plan_table(one: DayException | PublicHolidays) -> dict[str, Any]:
    return {"like": one.like} if one.like else {"spans": _spans_tables(one.spans)}


def _spans_tables(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [_span_table(span, weekly=False) for span in spans]


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
