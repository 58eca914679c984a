"""Calendar events in a mail (RFC 5545, 5546): what and when, and nothing is answered or kept. Pure, never raises."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any, Final

from inbox.mail.clean import one_line
from inbox.mail.opened import Invitation

MOST_EVENTS: Final = 10
_MOST: Final = 256 * 1024
_MOST_LINES: Final = 5000
_MOST_WORDS: Final = 300
_METHODS: Final = frozenset({"PUBLISH", "REQUEST", "REPLY", "ADD", "CANCEL", "REFRESH", "COUNTER", "DECLINECOUNTER"})
_ANSWERS: Final = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative"}


def read(text: str, method: str = "") -> tuple[Invitation, ...]:
    """The events of one text/calendar part; `method` is what its Content-Type says, where the calendar says nothing."""
    from icalendar import Calendar
    from icalendar.timezone import tzp

    if len(text) > _MOST or text.count("\n") > _MOST_LINES:
        return ()
    tzp.use("zoneinfo")  # which forgets the zones that calendars brought: one mail's would hold for another's times
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        return tuple(islice((one for found in calendars for one in _events(found, method)), MOST_EVENTS))
    except Exception:  # the library names no class for what is broken; nothing is lost, it stays an attachment  # noqa: BLE001
        return ()


def _events(calendar: Any, method: str) -> list[Invitation]:
    told = str(calendar.get("METHOD") or method).strip().upper()
    told = told if told in _METHODS else ""
    return [_event(one, told) for one in islice(calendar.walk("VEVENT"), MOST_EVENTS)]


def _event(event: Any, method: str) -> Invitation:
    start, floating = _instant(event, "DTSTART")
    end, _ = _instant(event, "DTEND")
    length = _told(event, "DURATION")
    with suppress(OverflowError):
        if end is None and start is not None and isinstance(length, timedelta):
            end = start + length
        if end is not None and not isinstance(end, datetime):
            end = max(end - timedelta(days=1), start) if start is not None else end  # DTEND is the day after the last
    all_day = start is not None and not isinstance(start, datetime)
    if all_day and end is None:
        end = start
    if isinstance(end, datetime) is all_day or (start is not None and end is not None and end < start):
        end = None
    cancelled = _words(event, "STATUS").upper() == "CANCELLED"
    return Invitation(
        method="CANCEL" if cancelled else method,
        summary=_words(event, "SUMMARY"),
        location=_words(event, "LOCATION"),
        organizer=_person(event.get("ORGANIZER")),
        start=start,
        end=end,
        all_day=all_day,
        floating=floating,
        recurs=any(event.get(name) is not None for name in ("RRULE", "RDATE")),
        answer=_answer(event) if method == "REPLY" else "",
    )


def _instant(event: Any, name: str) -> tuple[datetime | date | None, bool]:
    """Aware, or a date; and whether it was in no zone that is known."""
    told = _told(event, name)
    if isinstance(told, datetime):
        return (told.replace(tzinfo=UTC), True) if told.tzinfo is None else (told, False)
    return (told, False) if isinstance(told, date) else (None, False)


def _told(event: Any, name: str) -> object:
    value = event.get(name)
    try:
        return getattr((value[0] if value else None) if isinstance(value, list) else value, "dt", None)
    except ValueError:  # what cannot be read says so only when it is asked
        return None


def _words(event: Any, name: str) -> str:
    value = event.get(name)
    first = (value[0] if value else None) if isinstance(value, list) else value
    return one_line(str(first), _MOST_WORDS) if first is not None else ""


def _person(value: Any) -> str:
    """ "Name <address>" where both are told."""
    first = (value[0] if value else None) if isinstance(value, list) else value
    if first is None:
        return ""
    address = one_line(str(first), 320)
    address = address[7:] if address.lower().startswith("mailto:") else address
    params = getattr(first, "params", {})
    name = one_line(str(params.get("CN", "")), 200)
    return f"{name} <{address}>" if name and name.lower() != address.lower() else address


def _answer(event: Any) -> str:
    value = event.get("ATTENDEE")
    first = (value[0] if value else None) if isinstance(value, list) else value
    params = getattr(first, "params", {})
    return _ANSWERS.get(str(params.get("PARTSTAT", "")).upper(), "")
