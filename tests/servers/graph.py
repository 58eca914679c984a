"""Microsoft Graph's presence of one person, as learn.microsoft.com/graph describes it: sessions, what is preferred over
them, and the status message, each with its end.

Of whom it is, and what the tenant grants: `personal` is a private Microsoft account, which has no presence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.contract.feeds import TOKEN
from tests.descriptions import Description
from tests.servers.web import Asked, Says, Web

ME = "fa8bf3dc-eca7-46b7-bad1-db199b62afc3"
_API = "/v1.0"
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
        self.session: tuple[str, str] | None = ("Available", "Available")
        self.preferred: Chosen | None = None
        self.message: Told | None = None
        self.personal = False

    @property
    def url(self) -> str:
        return f"{self.web.url}{_API}"

    def choose(self, availability: str, activity: str = "", hours: float = 24) -> None:
        """The person does, in Teams."""
        self.preferred = Chosen(availability, activity or availability, datetime.now(UTC) + timedelta(hours=hours))

    def forget(self) -> None:
        """Their time has come for all that is set."""
        past = datetime.now(UTC) - timedelta(minutes=1)
        if self.preferred is not None:
            self.preferred = Chosen(self.preferred.availability, self.preferred.activity, past)
        if self.message is not None and self.message.until is not None:
            self.message = Told(self.message.content, past)

    # Inside

    def _answer(self, asked: Asked) -> Says | None:
        if asked.headers.get("authorization") != f"Bearer {self.token}":
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
        self.preferred = Chosen(said["availability"], said["activity"], datetime.now(UTC) + life)

    def _clear(self, _: Any) -> None:
        self.preferred = None

    def _tell(self, said: Any) -> None:
        message = said["statusMessage"]
        end = message.get("expiryDateTime")
        until = datetime.fromisoformat(end["dateTime"]).replace(tzinfo=UTC) if end else None
        content = message["message"]["content"]
        self.message = Told(content, until) if content else None

    def _presence(self) -> dict[str, Any]:
        now = datetime.now(UTC)
        availability, activity = self.session or ("Offline", "Offline")
        if self.session is not None and self.preferred is not None and self.preferred.until > now:
            availability, activity = self.preferred.availability, self.preferred.activity
        shown: dict[str, Any] = {"id": ME, "availability": availability, "activity": activity}
        if self.message is not None and (self.message.until is None or self.message.until > now):
            told: dict[str, Any] = {"message": {"content": self.message.content, "contentType": "text"}}
            if self.message.until is not None:
                end = f"{self.message.until:%Y-%m-%dT%H:%M:%S}.0000000"
                told["expiryDateTime"] = {"dateTime": end, "timeZone": self.message.zone}
            shown["statusMessage"] = told
        return shown


def _refused(status: int, code: str, message: str) -> Says:
    return Says(status, {"error": {"code": code, "message": message}})


def _length(duration: str) -> timedelta:
    """PT3600S: Écluse's own way to write ISO 8601."""
    return timedelta(seconds=int(duration.removeprefix("PT").removesuffix("S")))
