"""The person's status on Linear: an emoji and a label beside their name, which say nothing of being busy by themselves.

GraphQL at https://api.linear.app, with a personal key that is sent as it is, without "Bearer". A status ends by itself
at `statusUntilAt`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from focus.errors import Broken, SignInRefused
from focus.fields import CA_FILE, emoji, token, url
from focus.graphql import asked
from focus.presence import Level, Presence
from focus.providers import Means, Part, Provider, ProviderSpec, Value
from focus.status_text import fitting
from focus.web import Web, found, instant, text, written

MOST_TEXT: Final = 80
"""None is published; a longer one is not read beside a name."""
STATUS: Final = "query Status { viewer { id statusEmoji statusLabel statusUntilAt } }"
CHANGE: Final = (
    "mutation Change($id: String!, $input: UserUpdateInput!) { userUpdate(id: $id, input: $input) { success } }"
)


class Status:
    name = "status"
    lasting = True

    def __init__(self, web: Web, emoji: str) -> None:
        self._web = web
        self._emoji = emoji.strip()
        self._id = ""

    def shown(self, presence: Presence) -> Presence:
        if presence.blank:
            return Presence()
        said = fitting(presence.text, MOST_TEXT)
        return Presence(Level.TEXT, said, presence.emoji or self._emoji, presence.until)

    def read(self) -> Presence:
        viewer = found(self._asked(STATUS, {}), "viewer")
        if not text(viewer, "id") or not {"statusEmoji", "statusLabel"} <= viewer.keys():
            raise Broken("Linear's answer is no person.")
        self._id = text(viewer, "id")
        said, emoji = text(viewer, "statusLabel"), text(viewer, "statusEmoji")
        return Presence(Level.TEXT, said, emoji, instant(viewer, "statusUntilAt")) if said or emoji else Presence()

    def write(self, presence: Presence) -> None:
        if not self._id:
            self.read()
        # What is not said stays as it was: all three are.
        sent = {
            "statusEmoji": presence.emoji or None,
            "statusLabel": presence.text or None,
            "statusUntilAt": presence.until and written(presence.until),
        }
        try:
            done = self._asked(CHANGE, {"id": self._id, "input": sent})
        except SignInRefused as error:
            raise SignInRefused(f"The key may not set your status: it needs write access. {error.detail}") from error
        if found(done, "userUpdate", "success") is not True:
            raise Broken("Linear did not take the status.")

    def _asked(self, document: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        return asked(self._web, "graphql", document, variables)


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    web = means.web(
        str(values.get("url") or "https://api.linear.app").strip().rstrip("/").removesuffix("/graphql"),
        {"Authorization": secrets.get("token", "")},
        ca_file=str(values.get("ca_file") or ""),
    )
    part: Part = Status(web, str(values.get("emoji", "⛔")))
    return Provider((part,), web.close)


SPEC = ProviderSpec(
    name="linear",
    title="Linear",
    fields=(
        url("https://api.linear.app"),
        token(help="A personal API key with write access: in Linear under Settings, Security & access"),
        emoji("⛔"),
        CA_FILE,
    ),
    level=Level.TEXT,
    expires=True,
    open=_open,
    usual=Level.TEXT,
    most_text=MOST_TEXT,
    source="linear",
)
