"""The promises of a settings file and their calendars: read, and looked at for what cannot be meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from datetime import date

from desktop.core.promise_views import USUAL, WorkCalendar
from desktop.core.settings.reader import Table
from desktop.core.settings.rules import Oddity, read_match
from desktop.core.settings.week import read_date, read_days, read_time
from desktop.core.settings.zones import SYSTEM, zone_named
from focus.errors import WrongPlan
from focus.holidays import check
from focus.working_time import OFFICE_HOURS, Hours, within
from inbox.promises import Promise
from inbox.rules import HOLD, Rule
from inbox.shadows import shadowed

MOST_PROMISES = 1000
_MOST_DAYS_OFF = 2000
_DAYS_OFF = 'a list of dates such as ["2026-12-24"]'


def read_promises(table: Table) -> tuple[Promise, ...]:
    """Raises SettingsError."""
    found = table.tables("promise")
    if len(found) > MOST_PROMISES:
        raise table.wrong("promise", f"at most {MOST_PROMISES} promises")
    taken: set[str] = set()
    return tuple(_promise(one, taken) for one in found)


def read_calendars(table: Table) -> tuple[WorkCalendar, ...]:
    """Raises SettingsError."""
    taken: set[str] = set()
    return tuple(_calendar(one, taken) for one in table.tables("calendar"))


def promise_oddities(
    promises: Sequence[Promise], calendars: Sequence[WorkCalendar], rules: Sequence[Rule]
) -> Iterator[Oddity]:
    """Of the promises in their order, then of the rules. `code`: never_matches (the promise at `by` takes all of it),
    no_calendar (there is none of that name, and the usual one counts), no_promise (a rule names one there is not)."""
    known = {USUAL, *(one.name for one in calendars)}
    by = dict(shadowed([Rule(one.name, one.match, HOLD) for one in promises]))
    for place, one in enumerate(promises):
        called = f'promise {place + 1} ("{one.name}")'
        if place in by:
            words = f'{called} never counts: promise {by[place] + 1} ("{promises[by[place]].name}") takes all of it'
            yield Oddity(place + 1, one.name, "never_matches", words, by[place] + 1)
        if one.calendar and one.calendar not in known:
            words = f'{called} runs by the calendar "{one.calendar}"{_hint(one.calendar, known)}: the usual one is used'
            yield Oddity(place + 1, one.name, "no_calendar", words)
    names = {one.name for one in promises}
    for place, rule in enumerate(rules):
        if rule.promise and rule.promise not in names:
            named = f'rule {place + 1} ("{rule.name}") names the promise "{rule.promise}"'
            words = f"{named}{_hint(rule.promise, names)}: the first that matches counts"
            yield Oddity(place + 1, rule.name, "no_promise", words)


def _hint(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return ", and there is none of that name" + (f' (did you mean "{near[0]}"?)' if near else "")


def _promise(table: Table, taken: set[str]) -> Promise:
    name = _name(table, taken)
    match = read_match(table)
    if match.second_try is not None or match.unverified is not None:
        raise table.wrong("match", "without second_try and unverified: neither changes what is promised")
    length = table.text("within")
    try:
        written = str(within(length))
    except WrongPlan as error:
        raise table.wrong("within", error.right) from error
    found = Promise(name, match, written, table.text("calendar", ""))
    table.finish()
    return found


def _calendar(table: Table, taken: set[str]) -> WorkCalendar:
    name, zone = _name(table, taken), table.text("zone", "")
    if zone == SYSTEM or (zone and zone_named(zone) is None):
        raise table.wrong("zone", 'a time zone such as "Europe/Paris"; left out it is that of the schedule')
    hours = tuple(_hours(one) for one in table.tables("hours"))
    if table.has("hours") and not hours:
        raise table.wrong("hours", 'a list such as [{ days = ["mon"], start = "09:00", end = "18:00" }]')
    country, region = table.text("country", ""), table.text("region", "")
    if country or region:
        try:
            check(country, region)
        except WrongPlan as error:
            raise table.wrong(error.key, error.right) from error
    found = WorkCalendar(name, zone, hours or OFFICE_HOURS, country, region, _days_off(table))
    table.finish()
    return found


def _hours(table: Table) -> Hours:
    days, start, end = read_days(table), read_time(table, "start"), read_time(table, "end")
    if start == end:
        raise table.wrong("end", 'another time than "start"')
    table.finish()
    return Hours(days, start, end)


def _days_off(table: Table) -> tuple[date, ...]:
    value = table.value("days_off") if table.has("days_off") else []
    if not isinstance(value, list) or len(value) > _MOST_DAYS_OFF:
        raise table.wrong("days_off", _DAYS_OFF)
    table.known.add("days_off")
    found = (Table(table.file, {"days_off": one}, table.path) for one in value)
    return tuple(sorted({read_date(one, "days_off", _DAYS_OFF) for one in found}))


def _name(table: Table, taken: set[str]) -> str:
    name = table.text("name")
    if name in taken:
        raise table.wrong("name", "a name that no other one has")
    taken.add(name)
    return name
