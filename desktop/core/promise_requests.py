"""What a request says of promises, as values, and the answers as JSON; with their rows in the table of requests.
Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from desktop.core.answers import rfc3339
from desktop.core.asked import instant
from desktop.core.desk import Desk
from desktop.core.settings.promise_edit import hours_table
from desktop.core.settings.promises import read_calendars, read_promises
from desktop.core.settings.reader import Table
from desktop.core.settings.rule_edit import match_table
from inbox.promises import Kept, Tally

if TYPE_CHECKING:
    from desktop.core.promise_views import PromiseLine, WorkCalendar

Json = Any
Row = tuple[Callable[[Desk, Table], Any], Callable[[Any, tzinfo], Json]]


def promise(line: PromiseLine, zone: tzinfo) -> Json:
    """`match` as in the settings. `open`: how many items wait for an answer, `late` of them too long already;
    `next_due`: when the next one is due. `asked_now`: when what is asked now would be. `problem`: no_calendar, or
    null."""
    one = line.promise
    return {
        "name": one.name,
        "match": match_table(one.match),
        "within": one.within,
        "calendar": one.calendar or None,
        "open": line.open,
        "late": line.late,
        "next_due": rfc3339(line.next_due, zone),
        "asked_now": rfc3339(line.asked_now, zone),
        "problem": line.problem or None,
    }


def calendar(one: WorkCalendar, _: tzinfo) -> Json:
    """`zone`, `country` and `region`: null where they are left out."""
    return {
        "name": one.name,
        "zone": one.zone or None,
        "hours": hours_table(one),
        "country": one.country or None,
        "region": one.region or None,
        "days_off": [day.isoformat() for day in one.days_off],
    }


def kept(found: Kept, _: tzinfo) -> Json:
    return {**_sums(found), "promises": {name: _sums(one) for name, one in found.of.items()}}


def _sums(one: Tally) -> Json:
    names = ("total", "kept", "late", "open", "answered", "done", "elsewhere", "missed")
    return {name: getattr(one, name) for name in names}


def _ids(given: Table) -> list[int]:
    ids = given.value("ids")
    if not isinstance(ids, list) or not all(type(one) is int and abs(one) < 2**63 for one in ids):
        raise given.wrong("ids", "a list of the numbers of items")
    return ids


def _lines(found: Any, zone: tzinfo) -> Json:
    return [promise(one, zone) for one in found]


def _calendars(found: Any, zone: tzinfo) -> Json:
    return [calendar(one, zone) for one in found]


ROWS: Mapping[str, Row] = {
    "promises": (lambda desk, _: desk.promises(), _lines),
    "set_promises": (lambda desk, given: desk.set_promises(read_promises(given)), _lines),
    "calendars": (lambda desk, _: desk.calendars(), _calendars),
    "set_calendars": (lambda desk, given: desk.set_calendars(read_calendars(given)), _calendars),
    "promises_kept": (
        lambda desk, given: desk.promises_kept(instant(given, "since"), instant(given, "until")),
        kept,
    ),
    "due_by": (lambda desk, given: desk.due_by(_ids(given), instant(given, "until")), lambda ids, _: list(ids)),
}
"""`set_promises` has a list `promise` and `set_calendars` a list `calendar`, of tables as in the settings: in place of
all there were."""
