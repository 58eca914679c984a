"""A busy time on the person's calendar, kept by any CalDAV server (RFC 4791, 5545).

One event for each focus block, with a mark by which it is known as ours; nothing else there is ever changed. A block
that ends early shortens its event, so that the calendar still tells what was. What colleagues may see of a private
event is their server's to say; its title is what they may read, never the intention.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin
from uuid import uuid4

from focus import dav
from focus.calendars import Calendars
from focus.errors import Broken, Offline
from focus.fields import CA_FILE
from focus.presence import Level, Presence
from focus.providers import Field, Means, Provider, ProviderSpec, Value
from focus.status_text import fitting

if TYPE_CHECKING:
    from icalendar import Calendar, Event

MARK: Final = "X-ECLUSE"
_MOST_TEXT: Final = 200
_XML: Final = {"Content-Type": "application/xml; charset=utf-8", "Depth": "1"}
_ICAL: Final = {"Content-Type": "text/calendar; charset=utf-8"}
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Ours:
    """An event of ours, as it stands there. `whole`: all that its resource holds, what others added included."""

    url: str
    tag: str
    whole: Calendar
    event: Event
    start: datetime
    end: datetime

    @property
    def presence(self) -> Presence:
        free = str(self.event.get("TRANSP", "OPAQUE")).upper() == "TRANSPARENT"
        text = str(self.event.get("SUMMARY", ""))
        return Presence(Level.BUSY if not free else Level.TEXT, text, "", self.end)


class Block:
    """The event of ours that goes on now."""

    name = "event"
    lasting = True

    def __init__(self, calendars: Calendars, means: Means) -> None:
        self._calendars = calendars
        self._now = means.now
        self._seen: list[_Ours] | None = None
        """What was read, and is still to be decided on: it is changed as it was then, or not at all."""

    def shown(self, presence: Presence) -> Presence:
        text = fitting(presence.text, _MOST_TEXT)
        if presence.level < Level.BUSY and not text:
            return Presence()
        until = presence.until and presence.until.replace(microsecond=0)
        return Presence(min(max(presence.level, Level.TEXT), Level.BUSY), text, "", until)

    def read(self) -> Presence:
        self._seen = self._going_on()
        return self._seen[0].presence if self._seen else Presence()

    def write(self, presence: Presence) -> None:
        ours, self._seen = self._going_on() if self._seen is None else self._seen, None
        for one in ours if presence.blank else ours[1:]:
            self._end(one)
        if presence.blank:
            return
        if ours:
            _fill(ours[0].event, presence, self._now())
            self._store(ours[0])
        else:
            self._make(presence)

    def _going_on(self) -> list[_Ours]:
        """Of more than one (of a second computer's) first the one that ends last."""
        now = self._now()
        start = now.replace(microsecond=0)
        asked = dav.query("VEVENT", _utc(start), _utc(start + _SECOND))
        calendar = self._calendars.chosen()
        answer = self._calendars.ask("REPORT", calendar, content=asked, headers=_XML, expects=(207,))
        found = [one for there in dav.resources(answer.body) if (one := _ours(there, calendar)) is not None]
        return sorted((one for one in found if one.start <= now < one.end), key=lambda one: one.end, reverse=True)

    def _make(self, presence: Presence) -> None:
        from icalendar import Calendar, Event

        now = self._now()
        event, whole = Event(), Calendar()
        event.add("UID", f"{uuid4()}@ecluse")
        event.add(MARK, "1")
        event.add("CLASS", "PRIVATE")
        event.add("DTSTART", now.replace(microsecond=0))
        whole.add("VERSION", "2.0")
        whole.add("PRODID", "-//Ecluse//EN")
        _fill(event, presence, now)
        whole.add_component(event)
        url = urljoin(f"{self._calendars.chosen().rstrip('/')}/", f"{uuid4()}.ics")
        self._put(url, whole, {"If-None-Match": "*"})

    def _end(self, one: _Ours) -> None:
        now = self._now()
        end = now.replace(microsecond=0)
        if end > one.start:
            _put(one.event, "DTEND", end)
            _stamp(one.event, now)
            self._store(one)
            return
        answer = self._calendars.ask(
            "DELETE", one.url, headers=_if_match(one.tag), expects=(200, 202, 204, 404, 410, 412)
        )
        if answer.status == 412:
            raise Offline("The event was changed meanwhile: it is looked at again.")
        _no_page(answer.body)

    def _store(self, one: _Ours) -> None:
        self._put(one.url, one.whole, _if_match(one.tag))

    def _put(self, url: str, whole: Calendar, condition: Mapping[str, str]) -> None:
        answer = self._calendars.ask(
            "PUT", url, content=whole.to_ical(), headers={**_ICAL, **condition}, expects=(200, 201, 204, 412)
        )
        if answer.status == 412:
            # RFC 9110 13: somebody was faster. What they made of it is read before anything is written.
            raise Offline("The event was changed meanwhile: it is looked at again.")
        _no_page(answer.body)


def _ours(there: dav.Resource, calendar: str) -> _Ours | None:
    from icalendar import Calendar

    text = there.text(f"{dav.CALDAV}calendar-data")
    if MARK not in text.upper():
        return None
    with suppress(ValueError, KeyError, AttributeError, TypeError):  # strangers' events may be anything
        whole = Calendar.from_ical(text)
        for event in whole.events:
            start, end = event.get("DTSTART"), event.get("DTEND")
            if MARK in event and start is not None and end is not None:
                at, until = _instant(start.dt), _instant(end.dt)
                if at is not None and until is not None:
                    url = urljoin(calendar, there.href)
                    return _Ours(url, there.text(f"{dav.DAV}getetag"), whole, event, at, until)
    return None


def _instant(value: object) -> datetime | None:
    """None for a day: who makes it one has made it theirs."""
    return value.astimezone(UTC) if isinstance(value, datetime) and value.tzinfo is not None else None


def _fill(event: Event, presence: Presence, now: datetime) -> None:
    end = presence.until or now + timedelta(hours=1)
    _put(event, "SUMMARY", presence.text)
    _put(event, "TRANSP", "OPAQUE" if presence.level >= Level.BUSY else "TRANSPARENT")
    _put(event, "DTEND", end.astimezone(UTC).replace(microsecond=0))
    _stamp(event, now)


def _stamp(event: Event, now: datetime) -> None:
    """RFC 5545 3.8.7: when, and the how manieth time."""
    number = event.get("SEQUENCE", -1)
    _put(event, "SEQUENCE", int(number) + 1 if isinstance(number, int) else 1)
    _put(event, "DTSTAMP", now.replace(microsecond=0))
    _put(event, "LAST-MODIFIED", now.replace(microsecond=0))


def _put(event: Event, name: str, value: Any) -> None:
    event.pop(name, None)
    if value != "":
        event.add(name, value)


def _if_match(tag: str) -> dict[str, str]:
    """A weak tag (RFC 9110 8.8.1) matches nothing; without one the event is changed as it is."""
    return {"If-Match": tag} if tag and not tag.startswith("W/") else {}


def _no_page(body: bytes) -> None:
    if b"<html" in body[:500].lower():
        raise Broken("A web page came, where a calendar's answer was asked for.")


def _utc(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    login = f"{str(values.get('user') or '').strip()}:{secrets.get('password', '')}"
    headers = {"Authorization": f"Basic {base64.b64encode(login.encode()).decode()}"}
    web = partial(means.web, headers=headers, ca_file=str(values.get("ca_file") or ""))
    calendars = Calendars(web, str(values.get("url") or ""), str(values.get("calendar") or ""))
    return Provider((Block(calendars, means),), calendars.close)


SPEC = ProviderSpec(
    name="caldav",
    title="A calendar (CalDAV)",
    fields=(
        Field("url", "Address", help="Of your calendar server, or of one calendar there"),
        Field("user", "User name"),
        Field("password", "Password", kind="secret", help="An app password, where your server has them"),
        Field(
            "calendar",
            "Calendar",
            required=False,
            help="Its name, where you have several; your usual one if empty",
        ),
        CA_FILE,
    ),
    level=Level.BUSY,
    expires=True,
    open=_open,
    most_text=_MOST_TEXT,
    shows_end=True,
)
