"""A provider that signs in as an account of a service does, for tests of what providers have in common."""

from __future__ import annotations

from collections.abc import Mapping

from focus.fields import emoji, token, url
from focus.presence import Level, Presence
from focus.providers import Field, Means, Provider, ProviderSpec, Value
from focus.web import Web, text


class Status:
    """Reads who one is before it writes, as several services want it."""

    name = "status"
    lasting = True

    def __init__(self, web: Web, emoji: str) -> None:
        self._web = web
        self._emoji = emoji

    def shown(self, presence: Presence) -> Presence:
        level = min(presence.level, Level.BUSY)
        return Presence(level, presence.text, self._emoji, presence.until) if presence.text or level else Presence()

    def read(self) -> Presence:
        return Presence(text=text(self._web.ask("GET", "user").data, "status"))

    def write(self, presence: Presence) -> None:
        me = text(self._web.ask("GET", "user").data, "id")
        until = presence.until and presence.until.isoformat()
        body = {"message": presence.text, "busy": presence.level is Level.BUSY, "until": until}
        self._web.ask("PUT", f"users/{me}/status", {"private_token": "as typed"}, body=body)


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    headers = {"Authorization": f"Bearer {secrets.get('token', '')}"}
    web = means.web(str(values.get("url") or "https://chat.example.org"), headers)
    return Provider((Status(web, str(values.get("emoji") or "")),), web.close)


SPEC = ProviderSpec(
    name="gitlab",
    title="Chat",
    fields=(url("https://chat.example.org"), token(), emoji(":lock:"), Field("team", "Team", required=False)),
    level=Level.BUSY,
    expires=True,
    open=_open,
    most_text=50,
    shows_end=True,
    source="gitlab",
    calls={Level.BUSY: "Busy"},
)
"""Under the name of one that shares a kind of account with a source."""
