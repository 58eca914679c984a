"""The person's status on GitLab: https://docs.gitlab.com/api/users/#set-your-user-status

One resource, which PUT replaces as a whole: what is not sent is cleared. It ends by itself, but only after one of a few
lengths of time: the smallest that is enough is asked for, and the rest is taken back by us. (A task of the server's
looks for ended ones each minute.)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from focus.errors import Broken, SignInRefused, WrongSetting
from focus.fields import CA_FILE, emoji, token, url
from focus.presence import Level, Presence
from focus.providers import Means, Part, Provider, ProviderSpec, Value
from focus.status_text import fitting
from focus.web import Web, found, instant, text

MOST_TEXT: Final = 100
STEPS: Final = {
    "30_minutes": timedelta(minutes=30),
    "3_hours": timedelta(hours=3),
    "8_hours": timedelta(hours=8),
    "1_day": timedelta(days=1),
    "3_days": timedelta(days=3),
    "7_days": timedelta(days=7),
    "30_days": timedelta(days=30),
}
UNSAID: Final = "speech_balloon"
"""What GitLab shows where a status has no emoji of its own; alone it is no status."""
_PATH: Final = "/api/v4/user/status"
_KEYS: Final = frozenset({"emoji", "message"})


class Status:
    name = "status"
    lasting = True

    def __init__(self, web: Web, means: Means, emoji: str) -> None:
        self._web = web
        self._now = means.now
        self._emoji = emoji.strip().strip(":") or UNSAID

    def shown(self, presence: Presence) -> Presence:
        if presence.blank:
            return Presence()
        level = Level.BUSY if presence.level >= Level.BUSY else Level.TEXT
        said = fitting(presence.text, MOST_TEXT)
        return Presence(level, said, presence.emoji.strip(":") or self._emoji, presence.until)

    def read(self) -> Presence:
        data = self._web.ask("GET", _PATH).data
        if not isinstance(data, Mapping) or not data.keys() >= _KEYS:
            raise Broken("GitLab's answer is no status.")
        busy = text(data, "availability") == "busy"
        said, emoji = text(data, "message"), text(data, "emoji")
        if not busy and not said and emoji in {"", UNSAID}:
            return Presence()
        return Presence(Level.BUSY if busy else Level.TEXT, said, emoji, instant(data, "clear_status_at"))

    def write(self, presence: Presence) -> None:
        # Where all of it is blank it is deleted; an availability that is said makes a status of it.
        sent: dict[str, Any] = {"emoji": presence.emoji, "message": presence.text}
        if not presence.blank:
            sent["availability"] = "busy" if presence.level >= Level.BUSY else "not_set"
            if presence.until is not None:
                sent["clear_status_after"] = self._step(presence.until)
        answer = self._web.ask("PUT", _PATH, body=sent, expects=(200, 201, 400, 403))
        if answer.status == 403:
            raise SignInRefused("The token may not set your status: it needs the scope api; read_api is not enough.")
        if answer.status == 400:
            raise _not_taken(answer.data)

    def _step(self, until: datetime) -> str:
        left = until - self._now()
        return next((name for name, length in STEPS.items() if length >= left), "30_days")


def _not_taken(data: Any) -> Exception:
    if found(data, "message", "emoji") is not None:
        return WrongSetting("emoji", "GitLab does not know this emoji: it wants a name that it has, such as no_entry.")
    return Broken(f"GitLab did not take the status: {str(data)[:200]}")


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    headers = {"PRIVATE-TOKEN": secrets.get("token", "")}
    web = means.web(str(values.get("url") or "https://gitlab.com"), headers, ca_file=str(values.get("ca_file") or ""))
    part: Part = Status(web, means, str(values.get("emoji", "no_entry")))
    return Provider((part,), web.close)


SPEC = ProviderSpec(
    name="gitlab",
    title="GitLab",
    fields=(
        url("https://gitlab.com", help="Another one for a GitLab that your team runs itself"),
        token(help="A personal access token with the scope api"),
        emoji("no_entry", help="Its name as in GitLab, without colons"),
        CA_FILE,
    ),
    level=Level.BUSY,
    expires=True,
    open=_open,
    usual=Level.BUSY,
    most_text=MOST_TEXT,
    source="gitlab",
    calls={Level.BUSY: "Busy"},
)
