"""GitLab's to-do items for one person: https://docs.gitlab.com/api/todos/"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

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

    # Inside: on the server's thread, while the test may tell more: what is gone through is a copy

    def _answer(self, asked: Asked) -> Says | None:
        if asked.headers.get("private-token") != self.token:
            return Says(401, {"message": "401 Unauthorized"})
        path = asked.path.removeprefix(_API)
        if asked.method == "GET" and path == "/user":
            return Says(200, self._person(self.login))
        if asked.method == "GET" and path == "/todos":
            return self._list(asked)
        if asked.method == "POST" and path.endswith("/mark_as_done"):
            return self._done(int(path.split("/")[2]))
        return None

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
