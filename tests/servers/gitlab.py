"""GitLab's to-do items and status for one person: https://docs.gitlab.com/api/todos/ and .../users/"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import focus.providers.gitlab
from focus.presence import Level, Presence
from focus.providers import Means, Provider
from inbox.sources import Source, Start, Terms
from inbox.sources.gitlab import SPEC
from tests.contract.feeds import TOKEN
from tests.descriptions import Description
from tests.servers.web import Asked, Says, Web, links

_API = "/api/v4"


@dataclass
class Todo:
    id: int
    title: str
    body: str
    at: datetime
    action: str = "mentioned"
    author: str = "ada"
    place: str = "/acme/boat/-/issues/7"
    note: str = ""
    pending: bool = True
    own_name: str = "https://gitlab.behind.example"
    """The server may know itself by another address than the one it is asked by."""


class GitLab:
    def __init__(self) -> None:
        self.web = Web(self._answer)
        self.web.check = Description("gitlab", _API).violations
        self.login = "grace"
        self.token = TOKEN
        self.todos: dict[int, Todo] = {}
        self.loops = False
        self.may_write = True
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.writes: list[tuple[str, Presence]] = []
        self._status = Presence()
        self._notes = 9
        self._begin = datetime.now(UTC) - timedelta(hours=3)

    def tell(self, *numbers: int, text: str = "look here", **more: Any) -> None:
        for number in numbers:
            at = self._begin + timedelta(seconds=number)
            given = {"note": f"note_{self._notes}{number}", **more}
            self.todos[number] = Todo(number + 100, f"thing {number}", f"@{self.login} {text}", at, **given)

    def open(self, start: Start, *, url: str = "") -> Source:
        return SPEC.open({"url": url or self.web.url}, {"token": TOKEN}, Terms(start))

    def read_there(self, number: int) -> None:
        self.todos[number].pending = False

    def loop(self) -> None:
        self.loops = True

    def begin_anew(self) -> None:
        """The server is set up from an old copy: numbers are given again, for other things."""
        self.todos.clear()
        self._notes += 1
        self._begin += timedelta(hours=1)

    # The person's status

    def provider(self, means: Means, **values: Any) -> Provider:
        return focus.providers.gitlab.SPEC.open({"url": self.web.url, **values}, {"token": TOKEN}, means)

    def shown(self) -> Mapping[str, Presence]:
        until = self._status.until
        return {"status": Presence() if until is not None and until <= self.now() else self._status}

    def by_hand(self, part: str, presence: Presence) -> None:
        assert part == "status"
        self._status = presence

    # Inside: on the server's thread, while the test may tell more: what is gone through is a copy

    def _answer(self, asked: Asked) -> Says | None:
        if asked.headers.get("private-token") != self.token:
            return Says(401, {"message": "401 Unauthorized"})
        path = asked.path.removeprefix(_API)
        if asked.method == "GET" and path == "/user":
            return Says(200, self._person(self.login))
        if path == "/user/status":
            return Says(200, self._told()) if asked.method == "GET" else self._set(asked.data)
        if asked.method == "GET" and path == "/todos":
            return self._list(asked)
        if asked.method == "POST" and path.endswith("/mark_as_done"):
            return self._done(int(path.split("/")[2]))
        return None

    def _told(self) -> dict[str, Any]:
        status = self.shown()["status"]
        if status.blank:
            return dict.fromkeys(("emoji", "message", "availability", "message_html", "clear_status_at"))
        return {"emoji": status.emoji, "message": status.text, "message_html": status.text,
                "availability": "busy" if status.level is Level.BUSY else "not_set",
                "clear_status_at": status.until and f"{status.until:%Y-%m-%dT%H:%M:%S}.000Z"}  # fmt: skip

    def _set(self, sent: dict[str, Any]) -> Says:
        if not self.may_write:
            return Says(403, {"error": "insufficient_scope", "scope": "api", "error_description": "higher privileges"})
        said, emoji, availability = (sent.get(name) or "" for name in ("message", "emoji", "availability"))
        if len(said) > 100 or (not emoji.replace("_", "").isalnum() and emoji):
            name = "message" if len(said) > 100 else "emoji"
            return Says(400, {"message": {name: ["is not a valid emoji name" if name == "emoji" else "is too long"]}})
        length = focus.providers.gitlab.STEPS.get(sent.get("clear_status_after") or "")
        if said or emoji or availability:
            until = None if length is None else self.now() + length
            level = Level.BUSY if availability == "busy" else Level.TEXT
            self._status = Presence(level, said, emoji or "speech_balloon", until)
        else:
            self._status = Presence()
        self.writes.append(("status", self._status))
        return Says(200, self._told())

    def _list(self, asked: Asked) -> Says:
        pending = asked.one("state", "pending") == "pending"
        found = sorted((one for one in list(self.todos.values()) if one.pending is pending), key=lambda one: -one.id)
        size, page = min(100, int(asked.one("per_page", "20"))), int(asked.one("page", "1"))
        last = 10**9 if self.loops else max(1, -(-len(found) // size))
        part = found[:size] if self.loops else found[(page - 1) * size : page * size]
        return Says(200, [self._todo(one) for one in part], links(asked, "https://gitlab.behind.example", page, last))

    def _done(self, id: int) -> Says | None:
        found = next((one for one in list(self.todos.values()) if one.id == id), None)
        if found is None:
            return Says(404, {"message": "404 Not found"})
        found.pending = False
        return Says(201, self._todo(found))

    def _person(self, login: str) -> dict[str, Any]:
        return {"id": 1, "username": login, "name": login.title(), "state": "active", "avatar_url": None,
                "web_url": f"{self.web.url}/{login}"}  # fmt: skip

    def _todo(self, one: Todo) -> dict[str, Any]:
        at = f"{one.at:%Y-%m-%dT%H:%M:%S}.{one.at.microsecond // 1000:03}Z"
        return {
            "id": one.id,
            "project": {"id": 2, "name": "boat", "path": "boat", "path_with_namespace": "acme/boat"},
            "author": self._person(one.author),
            "action_name": one.action, "target_type": "Issue",
            "target": {"id": 34, "iid": 7, "project_id": 2, "title": one.title, "description": None, "state": "opened"},
            "target_url": f"{one.own_name}{one.place}" + (f"#{one.note}" if one.note else ""),
            "body": one.body, "state": "pending" if one.pending else "done", "created_at": at, "updated_at": at,
        }  # fmt: skip
