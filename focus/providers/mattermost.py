"""Status and custom status on Mattermost, with the token that the source of mentions uses too.

https://developers.mattermost.com/api-documentation (status): PUT /users/{id}/status, PUT and DELETE
/users/{id}/status/custom. A status that was set by hand stays until "online" is set again, which means: by what the
person does. Whoever is on do-not-disturb there gets no mail about mentions either, so that is only for who chose it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from focus import fields
from focus.errors import Broken, Unsupported
from focus.presence import Level, Presence
from focus.providers import Means, Provider, ProviderSpec, Value
from focus.status_text import fitting
from focus.web import Web, found, identifier, instant, text, written

_MOST_TEXT: Final = 100
_KEPT: Final = frozenset({"offline", "ooo"})
"""Who hides has chosen so, and to change "out of office" ends its answers: both are left alone."""


class Me:
    """Who the token is of."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self._id = ""

    def path(self, more: str) -> str:
        """Below the person's own address: what changes a status has to name them."""
        return f"users/{self.id}/{more}"

    @property
    def id(self) -> str:
        if not self._id:
            self.profile()
        return self._id

    def profile(self) -> Any:
        data = self.web.ask("GET", "users/me").data
        id = identifier(data, "id")
        if not id:
            raise Broken("Mattermost does not say who the token is of.")
        self._id = id
        return data


class CustomStatus:
    """Text and emoji beside the name. It ends at its end, to the second, and tells everyone that in their own time."""

    name = "custom_status"
    lasting = True

    def __init__(self, me: Me, emoji: str, now: Callable[[], datetime]) -> None:
        self._me = me
        # To a text without one some servers add this, and what is shown must be what was asked for.
        self._emoji = _bare(emoji) or "speech_balloon"
        self._now = now

    def shown(self, presence: Presence) -> Presence:
        if presence.blank:
            return Presence()
        emoji = _bare(presence.emoji) or self._emoji
        return Presence(Level.TEXT, fitting(presence.text, _MOST_TEXT), emoji, presence.until)

    def read(self) -> Presence:
        kept = text(self._me.profile(), "props", "customStatus")
        try:
            status = json.loads(kept) if kept else {}
        except (ValueError, RecursionError) as error:
            raise Broken("Mattermost's custom status cannot be read.") from error
        until = instant(status, "expires_at")
        if until is not None and until.year < 1970:  # a time that was never set, as Go writes it
            until = None
        said, emoji = text(status, "text"), text(status, "emoji")
        # The server goes on keeping what has ended; nobody is shown it.
        if not (said or emoji) or (until is not None and until <= self._now()):
            return Presence()
        return Presence(Level.TEXT, said, emoji, until)

    def write(self, presence: Presence) -> None:
        path, body = self._me.path("status/custom"), {"emoji": presence.emoji, "text": presence.text}
        if presence.until is not None:
            body |= {"duration": "date_and_time", "expires_at": written(presence.until)}
        try:
            if presence.blank:
                self._me.web.ask("DELETE", path)
            else:
                self._me.web.ask("PUT", path, body=body)
        except Unsupported as error:
            raise Unsupported(
                "This Mattermost has no custom statuses: whoever runs it has switched them off, or it is an old one "
                f"({error.detail})"
            ) from error


class Availability:
    """Do not disturb, or what else the person set by hand: that is the emoji, `away`, `offline`, `ooo`, or `dnd`
    for do-not-disturb without an end, which is never ours."""

    name = "status"
    lasting = True

    def __init__(self, me: Me, now: Callable[[], datetime]) -> None:
        self._me = me
        self._now = now

    def shown(self, presence: Presence) -> Presence:
        """Nothing between online and do-not-disturb: "busy" is told by the custom status alone."""
        wanted = presence.level is Level.DO_NOT_DISTURB
        return Presence(Level.DO_NOT_DISTURB, until=presence.until) if wanted else Presence()

    def read(self) -> Presence:
        data = self._ask("GET")
        status, until = text(data, "status"), instant(data, "dnd_end_time")
        if not status:
            raise Broken("Mattermost's answer has no status in it.")
        if status == "dnd":
            if until is None:
                return Presence(Level.DO_NOT_DISTURB, emoji=status)
            return Presence(Level.DO_NOT_DISTURB, until=until) if until > self._now() else Presence()
        if status in _KEPT and (status == "ooo" or found(data, "manual") is True):
            return Presence(Level.DO_NOT_DISTURB, emoji=status)
        # Away by itself is not theirs to be put back: it is what they do.
        return Presence(Level.TEXT, emoji=status) if status == "away" and found(data, "manual") is True else Presence()

    def write(self, presence: Presence) -> None:
        body: dict[str, str | int] = {"user_id": self._me.id, "status": presence.emoji or "dnd"}
        if presence.blank:
            body["status"] = "online"
        elif presence.until is not None:
            # The server cuts the seconds off: rounded up, it does not end before the block.
            body["dnd_end_time"] = math.ceil(presence.until.timestamp() / 60) * 60
        self._ask("PUT", body)

    def _ask(self, method: str, body: Mapping[str, str | int] | None = None) -> Any:
        try:
            return self._me.web.ask(method, self._me.path("status"), body=body).data
        except Unsupported as error:
            raise Unsupported(
                f"This Mattermost shows nobody's status: whoever runs it has switched that off ({error.detail})"
            ) from error


def _bare(emoji: str) -> str:
    """Its name without colons, as this API has it."""
    return emoji.strip().strip(":")


def _open(given: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    base = f"{str(given.get('url') or '').strip().rstrip('/')}/api/v4"
    headers = {"Authorization": f"Bearer {secrets.get('token', '').strip()}"}
    web = means.web(base, headers, ca_file=str(given.get("ca_file") or ""))
    me = Me(web)
    return Provider(
        (CustomStatus(me, str(given.get("emoji") or ""), means.now), Availability(me, means.now)), web.close
    )


SPEC = ProviderSpec(
    name="mattermost",
    title="Mattermost",
    fields=(
        fields.url(help="Such as https://chat.example.org"),
        fields.token(help="A personal access token: in Mattermost, Profile, Security"),
        fields.emoji("no_entry", help="Its name, as you write it between colons"),
        fields.CA_FILE,
    ),
    level=Level.DO_NOT_DISTURB,
    expires=True,
    open=_open,
    most_text=_MOST_TEXT,
    shows_end=True,
    calls={Level.TEXT: "Custom status", Level.DO_NOT_DISTURB: "Do Not Disturb"},
    source="mattermost",
)
