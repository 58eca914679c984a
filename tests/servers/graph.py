"""Microsoft Graph's presence of one person, as learn.microsoft.com/graph describes it: sessions, what is preferred over
them, and the status message, each with its end.

Of whom it is, and what the tenant grants: `personal` is a private Microsoft account, which has no presence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from focus.presence import Level, Presence
from focus.providers import Means, Provider
from focus.providers.teams import SPEC
from tests.contract.feeds import TOKEN
from tests.descriptions import Description
from tests.servers.web import Asked, Says, Web

ME = "fa8bf3dc-eca7-46b7-bad1-db199b62afc3"
_API = "/v1.0"
_LEVELS = {"Busy": Level.BUSY, "DoNotDisturb": Level.DO_NOT_DISTURB}
_DEFAULT = {"Busy": timedelta(days=1), "DoNotDisturb": timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Chosen:
    availability: str
    activity: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Told:
    content: str
    until: datetime | None
    zone: str = "UTC"


class Graph:
    """`session`: what the devices and the calendar come to; None where Teams is open nowhere."""

    def __init__(self) -> None:
        self.web = Web(self._answer)
        self.web.check = Description("graph", _API).violations
        self.token = TOKEN
        self.tokens: Sequence[str] = ()
        """More that are taken."""
        self.session: tuple[str, str] | None = ("Available", "Available")
        self.preferred: Chosen | None = None
        self.message: Told | None = None
        self.personal = False
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.writes: list[tuple[str, Presence]] = []

    @property
    def url(self) -> str:
        return f"{self.web.url}{_API}"

    def choose(self, availability: str, activity: str = "", hours: float = 24) -> None:
        """The person does, in Teams."""
        self.preferred = Chosen(availability, activity or availability, self.now() + timedelta(hours=hours))

    def provider(self, means: Means) -> Provider:
        return SPEC.open({"url": self.url, "sign_in": "token"}, {"token": self.token}, means)

    def shown(self) -> Mapping[str, Presence]:
        """Nobody sees until when a presence lasts."""
        told = self._told()
        message = Presence() if told is None else Presence(Level.TEXT, told.content, until=told.until)
        return {"presence": Presence(_LEVELS.get(self._seen()[0], Level.AVAILABLE)), "message": message}

    def by_hand(self, part: str, presence: Presence) -> None:
        if part == "message":
            self.message = Told(presence.text, presence.until) if presence.text else None
        elif presence.blank:
            self.preferred = None
        else:
            name = next(name for name, level in _LEVELS.items() if level is presence.level)
            self.preferred = Chosen(name, name, presence.until or self.now() + timedelta(days=1))

    # Inside

    def _answer(self, asked: Asked) -> Says | None:
        if asked.headers.get("authorization") not in {f"Bearer {one}" for one in (self.token, *self.tokens)}:
            return _refused(401, "InvalidAuthenticationToken", "Access token is empty or has expired.")
        if self.personal:
            return _refused(403, "Forbidden", "Personal Microsoft accounts are not supported.")
        path = asked.path.removeprefix(_API)
        if asked.method == "GET" and path == "/me/presence":
            return Says(200, self._presence())
        action = path.removeprefix(f"/users/{ME}/presence/")
        done = {
            "setUserPreferredPresence": self._prefer,
            "clearUserPreferredPresence": self._clear,
            "setStatusMessage": self._tell,
        }.get(action)
        if asked.method != "POST" or done is None:
            return _refused(404, "NotFound", "")
        done(asked.data)
        return Says(200, body=b"")

    def _prefer(self, said: Any) -> None:
        asked = said.get("expirationDuration")
        life = _length(asked) if asked else _DEFAULT.get(said["availability"], timedelta(days=7))
        self.preferred = Chosen(said["availability"], said["activity"], self.now() + life)
        level = _LEVELS[said["availability"]]
        self.writes.append(("presence", Presence(level, until=self.preferred.until if asked else None)))

    def _clear(self, _: Any) -> None:
        self.preferred = None
        self.writes.append(("presence", Presence()))

    def _tell(self, said: Any) -> None:
        message = said["statusMessage"]
        end = message.get("expiryDateTime")
        until = datetime.fromisoformat(end["dateTime"]).replace(tzinfo=UTC) if end else None
        content = message["message"]["content"]
        self.message = Told(content, until) if content else None
        self.writes.append(("message", Presence(Level.TEXT, content, until=until) if content else Presence()))

    def _seen(self) -> tuple[str, str]:
        if self.session is None:
            return "Offline", "Offline"
        if self.preferred is not None and self.preferred.until > self.now():
            return self.preferred.availability, self.preferred.activity
        return self.session

    def _told(self) -> Told | None:
        ended = self.message is not None and self.message.until is not None and self.message.until <= self.now()
        return None if ended else self.message

    def _presence(self) -> dict[str, Any]:
        availability, activity = self._seen()
        shown: dict[str, Any] = {"id": ME, "availability": availability, "activity": activity}
        if (message := self._told()) is not None:
            told: dict[str, Any] = {"message": {"content": message.content, "contentType": "text"}}
            if message.until is not None:
                end = f"{message.until:%Y-%m-%dT%H:%M:%S}.0000000"
                told["expiryDateTime"] = {"dateTime": end, "timeZone": message.zone}
            shown["statusMessage"] = told
        return shown


def _refused(status: int, code: str, message: str) -> Says:
    return Says(status, {"error": {"code": code, "message": message}})


def _length(duration: str) -> timedelta:
    """PT3600S: Écluse's own way to write ISO 8601."""
    return timedelta(seconds=int(duration.removeprefix("PT").removesuffix("S")))
