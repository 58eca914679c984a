"""What a Matrix homeserver shows of the person beside their name: https://spec.matrix.org/v1.16/client-server-api/#presence

Of the two things it keeps only the words stay as they are set. Whether one is there ("online", "unavailable") is said
anew by every program of theirs with each of its syncs, and on some servers for each device apart: it is set once,
beside our words, and is neither held nor looked at, so that nobody is fought over it. Nothing there ends by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from focus.errors import Broken, SignInRefused, Unsupported
from focus.fields import CA_FILE, token, url
from focus.presence import Level, Presence
from focus.providers import Means, Provider, ProviderSpec, Value
from focus.status_text import fitting
from focus.web import Web, text

_API: Final = "/_matrix/client/v3"
_MOST_TEXT: Final = 200
_BUSY: Final = frozenset({"busy", "org.matrix.msc3026.busy"})
"""Not in the specification yet: some programs set it in a call."""
_NOT_KEPT: Final = "This server does not keep what is shown beside names: whoever runs it has switched presence off."


class Message:
    """The words (`status_msg`)."""

    name = "message"
    lasting = True

    def __init__(self, web: Web) -> None:
        self._web = web
        self._me = ""

    def shown(self, presence: Presence) -> Presence:
        said = fitting(presence.text, _MOST_TEXT)
        return Presence(Level.TEXT, said, "", presence.until) if said else Presence()

    def read(self) -> Presence:
        data = self._asked()
        said = text(data, "status_msg")
        if text(data, "presence") in _BUSY:
            return Presence(Level.BUSY, said)  # theirs, and more than we could show
        return Presence(Level.TEXT, said) if said else Presence()

    def write(self, presence: Presence) -> None:
        there = text(self._asked(), "presence")
        # Only ours have an end. What the person is there themselves is left as it is found.
        state = "unavailable" if presence.until is not None and there not in _BUSY else there
        answer = self._web.ask("PUT", self._path(), body={"presence": state, "status_msg": presence.text})
        if not isinstance(answer.data, Mapping):
            raise Broken("The server's answer is none that it has for this.")
        if presence.text and text(self._asked(), "status_msg") != presence.text:
            raise Unsupported(_NOT_KEPT)

    def _asked(self) -> Any:
        answer = self._web.ask("GET", self._path(), expects=(200, 403, 404))
        if answer.status != 200:
            if text(answer.data, "errcode") == "M_UNKNOWN_TOKEN":
                raise SignInRefused("The server does not take the token.")
            raise Unsupported(_NOT_KEPT)
        if not text(answer.data, "presence"):
            raise Broken("The server's answer tells of no presence.")
        return answer.data

    def _path(self) -> str:
        if not self._me:
            self._me = text(self._web.ask("GET", "account/whoami").data, "user_id")
            if not self._me:
                raise Broken("The server does not say who its token is for.")
        return f"presence/{quote(self._me, safe='!$:@')}/status"


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    web = means.web(
        str(values.get("url") or "").strip().rstrip("/").removesuffix(_API) + _API,
        {"Authorization": f"Bearer {secrets.get('token', '').strip()}"},
        ca_file=str(values.get("ca_file") or ""),
    )
    return Provider((Message(web),), web.close)


SPEC = ProviderSpec(
    name="matrix",
    title="Matrix",
    fields=(
        url(help="Of your homeserver, such as https://matrix.example.org"),
        token("Best that of a session of its own: the help page on mentions tells how to get one"),
        CA_FILE,
    ),
    level=Level.TEXT,
    expires=False,
    open=_open,
    usual=Level.TEXT,
    most_text=_MOST_TEXT,
    source="matrix",
)
