"""Google Chat's availability and Google Calendar's events of one person, as their discovery documents describe them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from focus.presence import Level, Presence
from focus.providers import Means, Provider, google_calendar, google_chat
from tests.contract.feeds import TOKEN
from tests.descriptions import Description
from tests.servers.web import Asked, Says, Web

_CHAT = "/v1/users/me/availability"
_CALENDAR = "/calendar/v3"
_EVENTS = "/calendars/primary/events"
DAY = timedelta(days=1)


class _Google:
    """A token, a clock, and what was written through the API."""

    def __init__(self, description: str, base: str = "") -> None:
        self.web = Web(self._asked)
        self.web.check = Description(description, base).violations
        self.token = TOKEN
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.writes: list[tuple[str, Presence]] = []

    def _asked(self, asked: Asked) -> Says | None:
        if asked.headers.get("authorization") != f"Bearer {self.token}":
            return refused(401, "UNAUTHENTICATED", "authError")
        return self._answer(asked)

    def _answer(self, asked: Asked) -> Says | None:
        raise NotImplementedError


class GoogleChat(_Google):
    """`state`: what Chat makes of the person's activity."""

    def __init__(self) -> None:
        super().__init__("google_chat")
        self.state = "ACTIVE"
        self.quiet_until: datetime | None = None
        self.status = Presence()

    def provider(self, means: Means) -> Provider:
        return google_chat.SPEC.open({"url": self.web.url, "sign_in": "token"}, {"token": self.token}, means)

    def shown(self) -> Mapping[str, Presence]:
        quiet = self.quiet_until is not None and self.quiet_until > self.now()
        over = self.status.until is not None and self.status.until <= self.now()
        return {
            "do_not_disturb": Presence(Level.DO_NOT_DISTURB, until=self.quiet_until) if quiet else Presence(),
            "status": Presence() if over else self.status,
        }

    def by_hand(self, part: str, presence: Presence) -> None:
        if part == "status":
            self.status = presence
        else:
            self.quiet_until = None if presence.blank else presence.until or self.now() + DAY

    def _answer(self, asked: Asked) -> Says | None:
        match asked.method, asked.path.removeprefix(_CHAT):
            case "GET", "":
                pass
            case "PATCH", "" if asked.one("updateMask") == "customStatus":
                self._tell(asked.data.get("customStatus"))
            case "POST", ":markAsDoNotDisturb":
                self.quiet_until = _instant(asked.data["expireTime"])
                self.writes.append(("do_not_disturb", Presence(Level.DO_NOT_DISTURB, until=self.quiet_until)))
            case "POST", ":markAsActive":
                self.quiet_until, self.state = None, "ACTIVE"
                self.writes.append(("do_not_disturb", Presence()))
            case _:
                return None
        return Says(200, self._availability())

    def _tell(self, said: Any) -> None:
        self.status = Presence()
        if said is not None:
            end, emoji = said.get("expireTime"), said.get("emoji", {}).get("unicode", "")
            self.status = Presence(Level.TEXT, said["text"], emoji, _instant(end) if end else None)
        self.writes.append(("status", self.status))

    def _availability(self) -> dict[str, Any]:
        shown = self.shown()
        quiet, status = shown["do_not_disturb"], shown["status"]
        told: dict[str, Any] = {"name": "users/me/availability", "state": self.state}
        if quiet.until is not None:
            told |= {"state": "DO_NOT_DISTURB", "doNotDisturbMetadata": {"expirationTime": _written(quiet.until)}}
        if not status.blank:
            told["customStatus"] = {"text": status.text, "emoji": {"unicode": status.emoji}}
            if status.until is not None:
                told["customStatus"]["expireTime"] = _written(status.until)
        return told


@dataclass
class Booked:
    id: str
    start: datetime
    end: datetime
    told: dict[str, Any] = field(default_factory=dict)
    version: int = 1

    @property
    def etag(self) -> str:
        return f'"{self.version}-{self.id}"'

    @property
    def as_presence(self) -> Presence:
        properties = self.told.get("extendedProperties", {}).get("private", {})
        deep = properties.get("ecluseLevel") == "DO_NOT_DISTURB"
        level = Level.DO_NOT_DISTURB if deep else Level.BUSY
        return Presence(level, self.told.get("summary", ""), until=self.end)


class GoogleCalendar(_Google):
    """`workspace`: a work account, which has focus time. `pages`: so many empty ones come before what a list has."""

    def __init__(self) -> None:
        super().__init__("google_calendar", _CALENDAR)
        self.workspace = True
        self.pages = 0
        self.events: dict[str, Booked] = {}
        self._made = 0

    @property
    def url(self) -> str:
        return f"{self.web.url}{_CALENDAR}"

    def provider(self, means: Means, **values: str) -> Provider:
        given = {"url": self.url, "sign_in": "token", **values}
        return google_calendar.SPEC.open(given, {"token": self.token}, means)

    def book(self, title: str, hours: float = 1) -> Booked:
        """The person does, by hand: from a while ago."""
        start = self.now() - timedelta(minutes=10)
        return self._keep(start, start + timedelta(hours=hours), {"summary": title})

    def ours(self) -> list[Booked]:
        return [one for one in self.events.values() if "extendedProperties" in one.told]

    def shown(self) -> Mapping[str, Presence]:
        now = self.now()
        there = [one for one in self.ours() if one.start <= now < one.end]
        return {"event": there[0].as_presence if there else Presence()}

    def by_hand(self, part: str, presence: Presence) -> None:
        """There is but one thing of ours that the person can do: away with it."""
        assert presence.blank
        now = self.now()
        self.events = {id: one for id, one in self.events.items() if not one.start <= now < one.end}

    def _answer(self, asked: Asked) -> Says | None:
        path = asked.path.removeprefix(f"{_CALENDAR}{_EVENTS}")
        if asked.method == "GET" and not path:
            return Says(200, {"kind": "calendar#events", **self._page(asked)})
        if asked.method == "POST" and not path:
            return self._insert(asked.data)
        event = self.events.get(path.removeprefix("/"))
        if event is None:
            return refused(410, "Resource has been deleted", "deleted")
        if asked.headers.get("if-match", event.etag) != event.etag:
            return refused(412, "Precondition Failed", "conditionNotMet")
        if asked.method == "DELETE":
            del self.events[event.id]
            self.writes.append(("event", Presence()))
            return Says(204)
        return self._change(event, asked.data)

    def _page(self, asked: Asked) -> dict[str, Any]:
        number = int(asked.one("pageToken", "0"))
        if number < self.pages:
            return {"items": [], "nextPageToken": str(number + 1)}
        return {"items": [self._shown(one) for one in self._listed(asked)]}

    def _listed(self, asked: Asked) -> list[Booked]:
        name, _, value = asked.one("privateExtendedProperty").partition("=")
        least, most = _instant(asked.one("timeMin")), _instant(asked.one("timeMax"))
        assert least < most
        return [
            one
            for one in list(self.events.values())
            if one.told.get("extendedProperties", {}).get("private", {}).get(name) == value
            and one.end > least
            and one.start < most
        ]

    def _insert(self, said: dict[str, Any]) -> Says:
        if said.get("eventType") == "focusTime" and not self.workspace:
            return refused(400, "This type of event is not available to this person.", "eventTypeRestriction")
        start, end = _instant(said["start"]["dateTime"]), _instant(said["end"]["dateTime"])
        if end <= start:
            return refused(400, "The specified time range is empty.", "timeRangeEmpty")
        made = self._keep(start, end, said)
        self.writes.append(("event", made.as_presence))
        return Says(200, self._shown(made))

    def _change(self, event: Booked, said: dict[str, Any]) -> Says:
        if "eventType" in said or ("focusTimeProperties" in said and event.told.get("eventType") != "focusTime"):
            return refused(400, "Event type cannot be changed.", "eventTypeRestriction")
        if "end" in said:
            event.end = _instant(said["end"]["dateTime"])
        if event.end <= event.start:
            return refused(400, "The specified time range is empty.", "timeRangeEmpty")
        event.told |= {name: value for name, value in said.items() if name not in {"start", "end"}}
        event.version += 1
        self.writes.append(("event", event.as_presence if event.end > self.now() else Presence()))
        return Says(200, self._shown(event))

    def _keep(self, start: datetime, end: datetime, said: dict[str, Any]) -> Booked:
        self._made += 1
        told = {name: value for name, value in said.items() if name not in {"start", "end"}}
        made = self.events[f"event{self._made}"] = Booked(f"event{self._made}", start, end, told)
        return made

    @staticmethod
    def _shown(one: Booked) -> dict[str, Any]:
        return {
            "kind": "calendar#event", "id": one.id, "etag": one.etag, "status": "confirmed", "eventType": "default",
            **one.told, "start": {"dateTime": _written(one.start), "timeZone": "Europe/Paris"},
            "end": {"dateTime": _written(one.end), "timeZone": "Europe/Paris"},
        }  # fmt: skip


def refused(status: int, message: str, reason: str) -> Says:
    errors = [{"domain": "global", "reason": reason, "message": message}]
    return Says(status, {"error": {"code": status, "message": message, "errors": errors}})


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written)


def _written(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%S}.000000Z"
