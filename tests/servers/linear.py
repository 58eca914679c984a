"""Linear's API as far as its inbox and a status go, for one person: what is asked is carried out by a GraphQL engine
against an excerpt of Linear's own schema (tests/descriptions/linear.graphql), which refuses whatever is not in there.

https://linear.app/developers/graphql
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from graphql import GraphQLError

import focus.providers.linear
from focus.presence import Level, Presence
from focus.providers import Means, Provider
from inbox.sources import Source, Start, Terms, Value
from inbox.sources.linear import SPEC
from tests.contract.feeds import TOKEN
from tests.descriptions.schema import Schema
from tests.servers.web import Asked, Says, Web

_GRACE = "00000000-0000-4000-8000-00000000face"
_SCHEMA = Schema("linear")


@dataclass
class Notification:
    id: str
    kind: str
    category: str
    at: datetime
    more: dict[str, Any] = field(default_factory=dict)
    read_at: str | None = None
    archived_at: str | None = None


class Linear:
    """`told` by number. `may_write`: whether the key has the scope for changes."""

    def __init__(self) -> None:
        self.web = Web(self._answer)
        self.web.check = self._violations
        self.key = TOKEN
        self.may_write = True
        self.told: dict[int, Notification] = {}
        self.documents: dict[str, dict[str, str]] = {}
        self.loops = False
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.writes: list[tuple[str, Presence]] = []
        self._status = Presence()
        self._begin = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)

    def tell(
        self, *numbers: int, text: str = "look here", kind: str = "issueCommentMention", category: str = "mentions",
        **more: Any,
    ) -> None:  # fmt: skip
        for number in numbers:
            issue = f"https://linear.app/acme/issue/ENG-{number}/mend-the-boat"
            about = {
                "__typename": "IssueNotification",
                "actor": {"name": "Ada"},
                "issue": {"identifier": f"ENG-{number}", "title": f"thing {number}", "url": issue},
                "comment": {"body": f"@grace {text}", "url": f"{issue}#comment-{number:08x}"},
            }
            at = self._begin + timedelta(seconds=number)
            id = f"00000000-0000-4000-8000-{number:012}"
            self.told[number] = Notification(id, kind, category, at, {**about, **more})

    def open(self, start: Start, *, url: str = "", **values: Value) -> Source:
        return SPEC.open({"url": url or self.web.url, **values}, {"token": TOKEN}, Terms(start))

    def read_there(self, number: int) -> None:
        self.told[number].read_at = _text(datetime.now(UTC))

    def loop(self) -> None:
        self.loops = True

    # The person's status

    def provider(self, means: Means, **values: Any) -> Provider:
        return focus.providers.linear.SPEC.open({"url": self.web.url, **values}, {"token": TOKEN}, means)

    def shown(self) -> Mapping[str, Presence]:
        until = self._status.until
        return {"status": Presence() if until is not None and until <= self.now() else self._status}

    def by_hand(self, part: str, presence: Presence) -> None:
        assert part == "status"
        self._status = presence

    # Inside: on the server's thread

    def _violations(self, asked: Asked, says: Says | None) -> list[str]:
        if (asked.method, asked.path) != ("POST", "/graphql"):
            return [f"{asked.method} {asked.path}: there is no such path"]
        sent = asked.data
        wrong = _SCHEMA.violations(sent["query"])
        told = says.data.get("errors") if says is not None and isinstance(says.data, dict) else None
        return wrong + [f"{one}" for one in told or () if "extensions" not in one]

    def _answer(self, asked: Asked) -> Says | None:
        if asked.path != "/graphql" or asked.method != "POST":
            return None
        if asked.headers.get("authorization") != self.key:
            return failed("authentication error", "Authentication required, not authenticated", 401)
        sent = asked.data
        root = {
            "viewer": self._viewer(),
            "notifications": self._list,
            "document": self._document,
            "notificationUpdate": self._update,
            "userUpdate": self._set,
        }
        done = _SCHEMA.carried_out(sent, root)
        return Says(200 if done.data is not None else 400, done.formatted)

    def _viewer(self) -> dict[str, Any]:
        status = self.shown()["status"]
        return {
            "id": _GRACE, "name": "Grace", "organization": {"name": "Acme"},
            "statusEmoji": status.emoji or None, "statusLabel": status.text or None,
            "statusUntilAt": status.until and _text(status.until),
        }  # fmt: skip

    def _set(self, _: Any, id: str, input: dict[str, Any]) -> dict[str, Any]:
        if not self.may_write:
            raise _refused("forbidden", "Invalid scope: `write` required")
        if id != _GRACE:
            raise _refused("invalid input", "Entity not found: User")
        there = {**self._viewer(), **input}
        said, emoji, until = (there[name] or "" for name in ("statusLabel", "statusEmoji", "statusUntilAt"))
        end = datetime.fromisoformat(until) if until else None
        self._status = Presence(Level.TEXT, said, emoji, end) if said or emoji else Presence()
        self.writes.append(("status", self._status))
        return {"success": True, "lastSyncId": 1.0, "user": None}

    def _list(self, _: Any, first: int, filter: dict[str, Any], after: str = "", **more: Any) -> dict[str, Any]:
        assert first <= 250
        ids = filter.get("id", {}).get("in")
        since = datetime.fromisoformat(
            filter.get("createdAt", {}).get("gte", "1970-01-01").replace("-P14D", "2000-01-01")
        )
        since = since if since.tzinfo else since.replace(tzinfo=UTC)
        found = [
            one
            for one in self.told.values()
            if one.at >= since and (ids is None or one.id in ids)
            if one.archived_at is None or more.get("includeArchived")
        ]
        found.sort(key=lambda one: one.at, reverse=True)
        begin = 0 if self.loops else int(after or 0)
        part = found[begin : begin + first]
        page = {
            "hasNextPage": self.loops or begin + first < len(found),
            "hasPreviousPage": begin > 0,
            "endCursor": str((int(after or 0) + first) % 500 if self.loops else begin + first),
        }
        return {"nodes": [_node(one) for one in part], "pageInfo": page}

    def _document(self, _: Any, id: str) -> dict[str, str]:
        if id not in self.documents:
            raise _refused("invalid input", "Entity not found: Document")
        return self.documents[id]

    def _update(self, _: Any, id: str, input: dict[str, Any]) -> dict[str, Any]:
        if not self.may_write:
            raise _refused("forbidden", "Invalid scope: `write` required")
        one = next((one for one in self.told.values() if one.id == id), None)
        if one is None:
            raise _refused("invalid input", "Entity not found: Notification")
        one.read_at = input["readAt"]
        return {"success": True, "lastSyncId": 1.0, "notification": _node(one)}


def failed(kind: str, said: str, status: int = 400, headers: dict[str, str] | None = None) -> Says:
    """As Linear writes an error."""
    extensions = {"type": kind, "userError": True, "userPresentableMessage": said}
    return Says(status, {"errors": [{"message": said, "extensions": extensions}]}, headers or {})


def _refused(kind: str, said: str) -> GraphQLError:
    return GraphQLError(said, extensions={"type": kind, "userPresentableMessage": said})


def _node(one: Notification) -> dict[str, Any]:
    return {
        "id": one.id, "type": one.kind, "category": one.category, "createdAt": _text(one.at),
        "updatedAt": _text(one.at), "readAt": one.read_at, "archivedAt": one.archived_at, **one.more,
    }  # fmt: skip


def _text(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S.000Z}"
