"""Status text on Zulip: it has no do-not-disturb, and a status has no end, so it is cleared by us alone.

https://zulip.com/api/update-status and /get-user-status, the latter from Zulip 9 on (2024).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final

from focus import fields
from focus.errors import Broken, Unsupported, WrongSetting
from focus.presence import Level, Presence
from focus.providers import Field, Means, Provider, ProviderSpec, Value
from focus.status_text import fitting
from focus.web import Web, found, identifier, text, whole

_MOST_TEXT: Final = 60


class Status:
    """Text and emoji beside the name. The emoji is named; the server knows which it is."""

    name = "status"
    lasting = True

    def __init__(self, web: Web, emoji: str) -> None:
        self._web = web
        self._emoji = _bare(emoji)
        self._me = ""

    def shown(self, presence: Presence) -> Presence:
        if presence.blank:
            return Presence()
        said, emoji = fitting(presence.text, _MOST_TEXT), _bare(presence.emoji) or self._emoji
        return Presence(Level.TEXT, said, emoji, presence.until) if said or emoji else Presence()

    def read(self) -> Presence:
        if not self._me:
            data = self._web.ask("GET", "users/me").data
            me = identifier(data, "user_id") or str(max(whole(data, "user_id"), 0))
            if me == "0":
                raise Broken("Zulip does not say who the key is of.")
            self._me = me
        try:
            data = _checked(self._web.ask("GET", f"users/{self._me}/status").data)
        except Unsupported as error:
            raise Unsupported(
                f"Only Zulip 9 or later says what a status is, and without that yours is left alone ({error.detail})"
            ) from error
        status = found(data, "status")
        if not isinstance(status, Mapping):
            raise Broken("Zulip's answer has no status in it.")
        said, emoji = text(status, "status_text"), text(status, "emoji_name")
        return Presence(Level.TEXT, said, emoji) if said or emoji else Presence()

    def write(self, presence: Presence) -> None:
        data = self._set(presence.text, presence.emoji)
        if presence.emoji and found(data, "result") == "error" and "emoji" in text(data, "msg").lower():
            if presence.emoji == self._emoji:
                raise WrongSetting("emoji", f"Zulip: {fitting(text(data, 'msg'), 200)}. Give the name of one it has.")
            # It was the person's own, and is no more: their text is put back all the same.
            data = self._set(presence.text, "")
        _checked(data)

    def _set(self, said: str, emoji: str) -> Any:
        form = {"status_text": said, "emoji_name": emoji}
        return self._web.ask("POST", "users/me/status", form=form, expects=(200, 400)).data


def _checked(data: Any) -> Any:
    if found(data, "result") != "success":
        raise Broken(f"Zulip: {fitting(text(data, 'msg'), 200) or 'an answer that says nothing'}")
    return data


def _bare(emoji: str) -> str:
    """Its name without colons, as this API has it."""
    return emoji.strip().strip(":")


def _open(given: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    base = f"{str(given.get('url') or '').strip().rstrip('/')}/api/v1"
    pair = f"{str(given.get('user') or '').strip()}:{secrets.get('token', '').strip()}"
    headers = {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}
    web = means.web(base, headers, ca_file=str(given.get("ca_file") or ""))
    return Provider((Status(web, str(given.get("emoji") or "")),), web.close)


SPEC = ProviderSpec(
    name="zulip",
    title="Zulip",
    fields=(
        fields.url(help="Such as https://team.zulipchat.com"),
        Field("user", "User name", help="Your mail address there"),
        fields.token(help="Your API key: in Zulip, Settings, Account & privacy, Manage your API key"),
        fields.emoji("no_entry", help="Its name, as you write it between colons"),
        fields.CA_FILE,
    ),
    level=Level.TEXT,
    expires=False,
    open=_open,
    usual=Level.TEXT,
    most_text=_MOST_TEXT,
    source="zulip",
)
