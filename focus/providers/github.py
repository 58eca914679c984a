"""The person's status on GitHub, and on GitHub Enterprise Server.

GraphQL only: https://docs.github.com/en/graphql/reference/users#changeuserstatus. A status is replaced as a whole, ends
by itself at `expiresAt`, and may be meant for one organization alone, which is kept: what colleagues there may read is
not for everyone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from focus.errors import Broken, SignInRefused, WrongSetting
from focus.fields import CA_FILE, emoji, token, url
from focus.graphql import asked
from focus.presence import Level, Presence
from focus.providers import Means, Part, Provider, ProviderSpec, Value
from focus.status_text import fitting
from focus.web import Web, found, instant, text, written

MOST_TEXT: Final = 80
# Whose status it is alone needs a scope of its own (read:org), so its name is asked for only where there is one.
STATUS: Final = """
query Status {
  viewer { status { emoji message indicatesLimitedAvailability expiresAt organization { __typename } } }
}
"""
AUDIENCE: Final = "query Audience { viewer { status { organization { id } } } }"
CHANGE: Final = """
mutation Change($input: ChangeUserStatusInput!) {
  changeUserStatus(input: $input) { status { message } }
}
"""


class Status:
    name = "status"
    lasting = True

    def __init__(self, web: Web, path: str, emoji: str) -> None:
        self._web = web
        self._path = path
        self._emoji = emoji.strip()

    def shown(self, presence: Presence) -> Presence:
        if presence.blank:
            return Presence()
        level = Level.BUSY if presence.level >= Level.BUSY else Level.TEXT
        said = fitting(presence.text, MOST_TEXT)
        return Presence(level, said, presence.emoji or self._emoji, presence.until, presence.audience)

    def read(self) -> Presence:
        viewer = found(self._asked(STATUS), "viewer")
        if not isinstance(viewer, Mapping) or "status" not in viewer:
            raise Broken("GitHub's answer is no status.")
        status = viewer["status"]
        if status is None:
            return Presence()
        busy = found(status, "indicatesLimitedAvailability") is True
        level = Level.BUSY if busy else Level.TEXT
        audience = self._audience() if text(status, "organization", "__typename") == "Organization" else ""
        shown = Presence(level, text(status, "message"), text(status, "emoji"), instant(status, "expiresAt"), audience)
        return shown if busy or shown.text or shown.emoji else Presence()

    def write(self, presence: Presence) -> None:
        sent: dict[str, Any] = {}
        if not presence.blank:
            sent = {
                "emoji": presence.emoji or None,
                "message": presence.text or None,
                "limitedAvailability": presence.level >= Level.BUSY,
                "expiresAt": presence.until and written(presence.until),
                "organizationId": presence.audience or None,
            }
        try:
            self._asked(CHANGE, {"input": {name: value for name, value in sent.items() if value is not None}})
        except SignInRefused as error:
            raise SignInRefused(
                f"The token may not set your status: it needs the scope user. {error.detail}"
            ) from error
        except Broken as error:
            if "emoji" in error.detail.lower():
                raise WrongSetting("emoji", f"GitHub does not know this emoji. {error.detail}") from error
            raise

    def _audience(self) -> str:
        try:
            return text(self._asked(AUDIENCE), "viewer", "status", "organization", "id")
        except SignInRefused as error:
            raise SignInRefused(
                "Your status is for one organization alone. To put it back for that one, and not for everyone, the "
                f"token needs the scope read:org, too. {error.detail}"
            ) from error

    def _asked(self, document: str, variables: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        return asked(self._web, self._path, document, variables or {})


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    base, path = _place(str(values.get("url") or "https://github.com").strip().rstrip("/"))
    headers = {"Authorization": f"Bearer {secrets.get('token', '')}"}
    web = means.web(base, headers, ca_file=str(values.get("ca_file") or ""))
    part: Part = Status(web, path, str(values.get("emoji", ":no_entry:")))
    return Provider((part,), web.close)


def _place(address: str) -> tuple[str, str]:
    """Where GraphQL is asked: GitHub itself, and what it hosts for one company (NAME.ghe.com), have a host of its own
    for that; an Enterprise Server has a path."""
    host = address.lower().partition("://")[2]
    if host in {"github.com", "www.github.com", "api.github.com"}:
        return "https://api.github.com", "graphql"
    if host.endswith(".ghe.com"):
        return f"https://api.{host.removeprefix('api.')}", "graphql"
    return address.removesuffix("/api/v3").removesuffix("/api/graphql"), "api/graphql"


SPEC = ProviderSpec(
    name="github",
    title="GitHub",
    fields=(
        url("https://github.com", help="Another one only for GitHub Enterprise Server"),
        token(help='A "personal access token (classic)" with the scope "user"'),
        emoji(":no_entry:", help="Its name between colons, or the emoji itself"),
        CA_FILE,
    ),
    level=Level.BUSY,
    expires=True,
    open=_open,
    most_text=MOST_TEXT,
    calls={Level.BUSY: "Busy"},
    source="github",
)
