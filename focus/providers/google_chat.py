"""Google Chat: do not disturb, and the custom status.

developers.google.com/workspace/chat/api/reference/rest/v1/users.availability (discovery document chat.v1). Both have an
end at the service. Chat has no "busy" beside "do not disturb": where "busy" is wanted, the status alone says so.

Do not disturb is ended by being marked as active for a minute: from then on Chat goes by what the person does. Who had
marked themselves as away is then no longer so, since Chat does not tell that from being idle.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from focus.errors import Broken
from focus.fields import bearer, emoji, sign_in, url
from focus.presence import Level, Presence
from focus.providers import Means, Provider, ProviderSpec, Value
from focus.status_text import fitting
from focus.web import Answer, Web, found, instant, permitted, text, written

ADDRESS: Final = "https://chat.googleapis.com"
MOST_TEXT: Final = 64
_PATH: Final = "v1/users/me/availability"
_EMOJI: Final = "🔒"
_DO_NOT_DISTURB: Final = "DO_NOT_DISTURB"


class DoNotDisturb:
    name = "do_not_disturb"
    lasting = True

    def __init__(self, web: Web) -> None:
        self._web = web

    def shown(self, presence: Presence) -> Presence:
        """Nothing without an end: Chat wants one."""
        if presence.level is not Level.DO_NOT_DISTURB or presence.until is None:
            return Presence()
        return Presence(Level.DO_NOT_DISTURB, until=presence.until)

    def read(self) -> Presence:
        said = _availability(self._web)
        if text(said, "state") != _DO_NOT_DISTURB:
            return Presence()
        return Presence(Level.DO_NOT_DISTURB, until=instant(said, "doNotDisturbMetadata", "expirationTime"))

    def write(self, presence: Presence) -> None:
        until = self.shown(presence).until
        if until is None:
            _asked(self._web, "POST", f"{_PATH}:markAsActive", body={"ttl": "60s"})
        else:
            _asked(self._web, "POST", f"{_PATH}:markAsDoNotDisturb", body={"expireTime": written(until)})


class Status:
    name = "status"
    lasting = True

    def __init__(self, web: Web, means: Means, emoji: str) -> None:
        self._web = web
        self._now = means.now
        self._emoji = emoji.strip() or _EMOJI

    def shown(self, presence: Presence) -> Presence:
        said = fitting(presence.text, MOST_TEXT)
        if not said:
            return Presence()
        return Presence(Level.TEXT, said, presence.emoji or self._emoji, presence.until)

    def read(self) -> Presence:
        said = found(_availability(self._web), "customStatus")
        status = Presence(
            Level.TEXT, text(said, "text"), text(said, "emoji", "unicode"), instant(said, "expireTime")
        )  # fmt: skip
        over = status.until is not None and status.until <= self._now()
        return Presence() if over or not (status.text or status.emoji) else status

    def write(self, presence: Presence) -> None:
        status: dict[str, Any] = {"text": presence.text}
        if presence.emoji:
            status["emoji"] = {"unicode": presence.emoji}
        if presence.until is not None:
            status["expireTime"] = written(presence.until)
        # What the mask names and the body leaves out is cleared.
        body = {} if presence.blank else {"customStatus": status}
        _asked(self._web, "PATCH", _PATH, {"updateMask": "customStatus"}, body=body)


def _asked(web: Web, method: str, path: str, query: Mapping[str, str] | None = None, *, body: Any = None) -> Answer:
    return permitted(web.ask(method, path, query, body=body, expects=(200, 403)), "Google Chat")


def _availability(web: Web) -> object:
    said = _asked(web, "GET", _PATH).data
    if not text(said, "state"):
        raise Broken("Google Chat's answer tells no state.")
    return said


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    web = means.web(str(values.get("url") or ADDRESS), bearer(values, secrets))
    status = Status(web, means, str(values.get("emoji") or _EMOJI))
    return Provider((DoNotDisturb(web), status), web.close)


SPEC = ProviderSpec(
    name="google_chat",
    title="Google Chat",
    fields=(
        *sign_in("Only where your organisation has a sign-in of its own for Google"),
        emoji(_EMOJI, help="One emoji, as it is"),
        url(ADDRESS, help="Google's, unless you test"),
    ),
    level=Level.DO_NOT_DISTURB,
    expires=True,
    open=_open,
    usual=Level.BUSY,
    calls={Level.TEXT: "Custom status", Level.DO_NOT_DISTURB: "Do not disturb"},
    most_text=MOST_TEXT,
    authority="google",
    scope="https://www.googleapis.com/auth/chat.users.availability",
)
