"""Status on Rocket.Chat: availability and message, which stand and end together.

https://developer.rocket.chat/apidocs: users.setStatus, and `me` for what the person chose (`users.getStatus` says what
is made of that by whether they are connected). From 8.6 on it ends by itself (`expiresAt`). Before that a server leaves
the end out, or refuses it, and says so by not giving it back: then it is cleared by us alone. What the server sets by
itself for a call (`statusSource` "internal") it takes back itself, and then shows again what was there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from focus import fields
from focus.errors import Broken, InACall, Offline, ProviderError, Unsupported
from focus.presence import Level, Presence
from focus.providers import Field, Means, Provider, ProviderSpec, Value
from focus.status_text import fitting
from focus.web import Web, found, instant, text, written

_MOST_TEXT: Final = 120
_NOT_ALLOWED: Final = frozenset({"error-not-allowed", "error-status-not-allowed", "error-presence-disabled"})


class Status:
    """It has no emoji: there stands what the person chose besides online and busy, `away` or `offline`."""

    name = "status"
    lasting = True

    def __init__(self, web: Web, now: Callable[[], datetime]) -> None:
        self._web = web
        self._now = now

    def shown(self, presence: Presence) -> Presence:
        said = fitting(presence.text, _MOST_TEXT)
        if presence.level >= Level.BUSY:
            return Presence(Level.BUSY, said, until=presence.until)
        return Presence(Level.TEXT, said, until=presence.until) if said else Presence()

    def read(self) -> Presence:
        data = self._web.ask("GET", "me").data
        if found(data, "success") is not True or not text(data, "_id"):
            raise Broken("Rocket.Chat does not say how you are shown.")
        if text(data, "statusSource") == "internal":
            raise InACall(f"Rocket.Chat shows by itself: {fitting(text(data, 'statusText'), 100) or 'busy'}")
        until, said = instant(data, "statusExpiresAt"), text(data, "statusText")
        if until is not None and until <= self._now():
            return Presence()
        match text(data, "statusDefault") or "online":
            case "online":
                return Presence(Level.TEXT, said, until=until) if said else Presence()
            case "busy":
                return Presence(Level.BUSY, said, until=until)
            case "away":
                return Presence(Level.TEXT, said, "away", until)
            case hidden:  # and nobody is to see that they are there
                return Presence(Level.DO_NOT_DISTURB, said, hidden, until)

    def write(self, presence: Presence) -> None:
        status = presence.emoji or ("busy" if presence.level >= Level.BUSY else "online")
        body = {"status": status, "message": presence.text}
        ends = {} if presence.until is None else {"expiresAt": written(presence.until)}
        data = self._set({**body, **ends})
        if ends and "additional properties" in text(data, "error"):
            data = self._set(body)
        if found(data, "success") is not True:
            raise _refusal(data)

    def _set(self, body: Mapping[str, str]) -> Any:
        return self._web.ask("POST", "users.setStatus", body=body, expects=(200, 400)).data


def _refusal(data: Any) -> ProviderError:
    kind = text(data, "errorType")
    said = f"Rocket.Chat: {fitting(text(data, 'error') or kind, 200) or 'an answer that says nothing'}"
    if kind in _NOT_ALLOWED:
        return Unsupported(f"{said}. Whoever runs this server does not let its people change their status.")
    return Offline(said, wait_seconds=60.0) if kind == "error-too-many-requests" else Broken(said)


def _open(given: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    base = f"{str(given.get('url') or '').strip().rstrip('/')}/api/v1"
    headers = {
        "X-Auth-Token": secrets.get("token", "").strip(),
        "X-User-Id": str(given.get("user_id") or "").strip(),
    }
    web = means.web(base, headers, ca_file=str(given.get("ca_file") or ""))
    return Provider((Status(web, means.now),), web.close)


SPEC = ProviderSpec(
    name="rocketchat",
    title="Rocket.Chat",
    fields=(
        fields.url(help="Such as https://chat.example.org"),
        Field("user_id", "User id", help="Shown beside the token when it is made"),
        fields.token(help="A personal access token: in Rocket.Chat, My account, Personal access tokens"),
        fields.CA_FILE,
    ),
    level=Level.BUSY,
    expires=True,
    open=_open,
    most_text=_MOST_TEXT,
    calls={Level.BUSY: "Busy"},
    source="rocketchat",
)
