"""GitHub's REST API as far as its notifications go, for one person, as GitHub Enterprise Server has it (/api/v3), and
its GraphQL (/api/graphql) as far as their status goes, carried out by a GraphQL engine against an excerpt of GitHub's
own schema (tests/descriptions/github.graphql).

https://docs.github.com/en/rest/activity/notifications and .../issues/comments
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import focus.providers.github
from focus.presence import Level, Presence
from focus.providers import Means, Provider
from inbox.sources import Source, Start, Terms, Value
from inbox.sources.github import SPEC
from tests.contract.feeds import TOKEN
from tests.descriptions import Description
from tests.descriptions.schema import Schema
from tests.servers.web import Asked, Says, Web, links

_API = "/api/v3"
_SCHEMA = Schema("github")


@dataclass
class Thread:
    id: str
    reason: str
    title: str
    updated: datetime
    comment: str
    actor: str = "ada"
    repository: str = "acme/boat"
    unread: bool = True
    kind: str = "Issue"
    said_at: datetime | None = None
    extra: dict[str, Any] = field(default_factory=dict)


class GitHub:
    """`threads` by number. `may_read`: the token has the scope "repo", without which no comment can be read.
    `poll_interval` as the server wishes it. `scopes`: those of a status."""

    def __init__(self) -> None:
        self._vendor = Description("github", _API)
        self._shown = self._vendor.example("/notifications")[0]
        self.web = Web(self._answer)
        self.web.check = self._violations
        self.login = "grace"
        self.token = TOKEN
        self.threads: dict[int, Thread] = {}
        self.may_read = True
        self.poll_interval = 60
        self.modified = datetime.now(UTC) - timedelta(days=2)
        self.loops = False
        self.scopes = {"user", "read:org"}
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.writes: list[tuple[str, Presence]] = []
        self._status = Presence()
        self._age = 9
        self._begin = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)

    def tell(self, *numbers: int, text: str = "look here", reason: str = "mention", **extra: Any) -> None:
        for number in numbers:
            updated = self._begin + timedelta(seconds=number)
            said = f"@{self.login} {text}"
            self.threads[number] = Thread(str(1000 + number), reason, f"thing {number}", updated, said, **extra)
            self.modified = updated  # last: who is told of it meanwhile, on the server's thread, must see the thread

    def open(self, start: Start, *, url: str = "", **values: Value) -> Source:
        return SPEC.open({"url": url or self.web.url, **values}, {"token": TOKEN}, Terms(start))

    def read_there(self, number: int) -> None:
        self.threads[number].unread = False

    def loop(self) -> None:
        self.loops = True

    def begin_anew(self) -> None:
        """The server is set up from an old copy: numbers are given again, for other things."""
        self.threads.clear()
        self._age += 1
        self._begin += timedelta(hours=1)

    # The person's status

    def provider(self, means: Means, **values: Any) -> Provider:
        return focus.providers.github.SPEC.open({"url": self.web.url, **values}, {"token": TOKEN}, means)

    def shown(self) -> Mapping[str, Presence]:
        until = self._status.until
        return {"status": Presence() if until is not None and until <= self.now() else self._status}

    def by_hand(self, part: str, presence: Presence) -> None:
        assert part == "status"
        self._status = presence

    def _asked(self, sent: dict[str, Any]) -> Says:
        needs = "user" if "changeUserStatus" in sent["query"] else "read:org" if "{ id }" in sent["query"] else ""
        if needs and needs not in self.scopes:
            said = f"Your token has not been granted the required scopes to execute this query: ['{needs}']."
            return Says(200, {"errors": [{"type": "INSUFFICIENT_SCOPES", "message": said}]})
        root = {"viewer": {"login": self.login, "status": self._told()}, "changeUserStatus": self._set}
        return Says(200, _SCHEMA.carried_out(sent, root).formatted)

    def _told(self) -> dict[str, Any] | None:
        status = self.shown()["status"]
        return None if status.blank else {
            "emoji": status.emoji or None, "message": status.text or None,
            "indicatesLimitedAvailability": status.level is Level.BUSY,
            "expiresAt": status.until and f"{status.until:%Y-%m-%dT%H:%M:%SZ}",
            "organization": {"id": status.audience} if status.audience else None,
        }  # fmt: skip

    def _set(self, _: Any, input: dict[str, Any]) -> dict[str, Any]:
        said, emoji, until = (input.get(name) or "" for name in ("message", "emoji", "expiresAt"))
        if emoji.isalpha():
            raise ValueError("Could not find emoji")
        end = datetime.fromisoformat(until) if until else None
        level = Level.BUSY if input["limitedAvailability"] else Level.TEXT
        shown = Presence(level, said, emoji, end, input.get("organizationId") or "")
        self._status = shown if said or emoji or level is Level.BUSY else Presence()
        self.writes.append(("status", self._status))
        return {"status": self._told()}

    # Inside: on the server's thread, while the test may tell more: what is gone through is a copy

    def _answer(self, asked: Asked) -> Says | None:
        if asked.headers.get("authorization") != f"Bearer {self.token}":
            return Says(401, {"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest"})
        if asked.path == "/api/graphql" and asked.method == "POST":
            return self._asked(asked.data)
        path = asked.path.removeprefix(_API)
        if asked.method == "GET" and path == "/user":
            shown = self._vendor.example("/user")
            return Says(200, {**shown, "login": self.login}, {"X-OAuth-Scopes": "notifications"})
        if asked.method == "GET" and path == "/notifications":
            return self._list(asked)
        if path.startswith("/notifications/threads/"):
            return self._one(path.rpartition("/")[2], read=asked.method == "PATCH")
        if path.startswith("/repos/") and asked.method == "GET":
            return self._comment(path) if self.may_read else None
        return None

    def _violations(self, asked: Asked, says: Says | None) -> list[str]:
        if asked.path != "/api/graphql":
            return self._vendor.violations(asked, says)
        return _SCHEMA.violations(asked.data["query"])

    def _list(self, asked: Asked) -> Says:
        told = {
            "Last-Modified": format_datetime(self.modified, usegmt=True),
            "X-Poll-Interval": str(self.poll_interval),
        }
        if asked.headers.get("if-modified-since") == told["Last-Modified"]:
            return Says(304, None, told)
        since = datetime.fromisoformat(asked.one("since", "1970-01-01T00:00:00Z"))
        every = asked.one("all") == "true"
        found = [one for one in list(self.threads.values()) if one.updated >= since and (every or one.unread)]
        found.sort(key=lambda one: one.updated, reverse=True)
        size, page = min(50, int(asked.one("per_page", "50"))), int(asked.one("page", "1"))
        last = 10**9 if self.loops else max(1, -(-len(found) // size))
        part = found[:size] if self.loops else found[(page - 1) * size : page * size]
        return Says(200, [self._thread(one) for one in part], {**told, **links(asked, self.web.url, page, last)})

    def _one(self, id: str, *, read: bool) -> Says | None:
        thread = next((one for one in list(self.threads.values()) if one.id == id), None)
        if thread is None:
            return None
        if not read:
            return Says(200, self._thread(thread))
        thread.unread = False
        return Says(205)

    def _thread(self, one: Thread) -> dict[str, Any]:
        api = f"{self.web.url}{_API}"
        comment = f"issues/comments/{self._age}{one.id}"
        plural = {"Issue": "issues", "PullRequest": "pulls"}.get(one.kind)
        return {
            **self._shown,
            "id": one.id, "unread": one.unread, "reason": one.reason,
            "updated_at": f"{one.updated:%Y-%m-%dT%H:%M:%SZ}", "last_read_at": None,
            "subject": {
                "title": one.title, "type": one.kind,
                "url": f"{api}/repos/{one.repository}/{plural}/{one.id}" if plural else None,
                "latest_comment_url": f"{api}/repos/{one.repository}/{comment}" if plural else None,
            },
            "repository": {**self._shown["repository"], "full_name": one.repository},
            "url": f"{api}/notifications/threads/{one.id}",
            "subscription_url": f"{api}/notifications/threads/{one.id}/subscription",
            **one.extra,
        }  # fmt: skip

    def _comment(self, path: str) -> Says | None:
        thread = next(
            (one for one in list(self.threads.values()) if path.endswith(f"/comments/{self._age}{one.id}")), None
        )
        if thread is None:
            return None
        said = thread.said_at or thread.updated
        number = f"{self._age}{thread.id}"
        host = self.web.url.replace("http:", "https:")
        return Says(
            200,
            {
                **self._vendor.example("/repos/{owner}/{repo}/issues/comments/{comment_id}"),
                "id": int(number), "body": thread.comment, "updated_at": f"{said:%Y-%m-%dT%H:%M:%SZ}",
                "created_at": f"{said:%Y-%m-%dT%H:%M:%SZ}",
                "html_url": f"{host}/{thread.repository}/issues/{thread.id}#issuecomment-{number}",
                "user": {
                    **self._vendor.example("/repos/{owner}/{repo}/issues/comments/{comment_id}")["user"],
                    "login": thread.actor, "type": "Bot" if thread.actor.endswith("[bot]") else "User",
                },
            },
        )  # fmt: skip
