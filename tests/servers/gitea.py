"""Notifications of Gitea and Forgejo for one person: https://docs.gitea.com/api/"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from inbox.sources import Source, Start, Terms
from inbox.sources.gitea import SPEC
from tests.contract.feeds import TOKEN
from tests.descriptions import Description
from tests.servers.web import Asked, Says, Web, links

_API = "/api/v1"


@dataclass
class Thread:
    """`comment`: the number of the latest; 0: none yet, and `words` are those of the issue itself."""

    id: int
    title: str
    words: str
    at: datetime
    actor: str = "ada"
    kind: str = "Issue"
    comment: int = 0
    state: str = "open"
    unread: bool = True
    said_at: datetime | None = None
    people: dict[str, list[str]] = field(default_factory=dict)


class Gitea:
    def __init__(self) -> None:
        self.web = Web(self._answer)
        self.web.check = Description("gitea", _API).violations
        self.login = "grace"
        self.token = TOKEN
        self.threads: dict[int, Thread] = {}
        self.may_read = True
        self.loops = False
        self._issues = 0
        self._begin = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)

    def tell(self, *numbers: int, text: str = "look here", **more: Any) -> None:
        for number in numbers:
            at = self._begin + timedelta(seconds=number)
            given = {"comment": 9000 + number, **more}
            self.threads[number] = Thread(number, f"thing {number}", f"@{self.login} {text}", at, **given)

    def open(self, start: Start, *, url: str = "") -> Source:
        return SPEC.open({"url": url or self.web.url}, {"token": TOKEN}, Terms(start))

    def read_there(self, number: int) -> None:
        self._mark(self.threads[number], unread=False)

    def loop(self) -> None:
        self.loops = True

    def begin_anew(self) -> None:
        """The server is set up from an old copy: numbers are given again, for other things."""
        self.threads.clear()
        self._issues += 500
        self._begin += timedelta(hours=1)

    # Inside: on the server's thread, while the test may tell more: what is gone through is a copy

    def _mark(self, thread: Thread, *, unread: bool) -> None:
        thread.unread = unread
        thread.at = datetime.now(UTC).replace(microsecond=0)  # as Gitea has it: marking is a change of the notification

    def _answer(self, asked: Asked) -> Says | None:
        if asked.headers.get("authorization") != f"token {self.token}":
            return Says(
                401, {"message": "user does not exist [uid: 0, name: ]", "url": "https://gitea.example/api/swagger"}
            )
        path = asked.path.removeprefix(_API)
        if asked.method == "GET" and path == "/user":
            return Says(200, _person(self.login))
        if asked.method == "GET" and path == "/notifications":
            return self._list(asked)
        if asked.method in {"GET", "PATCH"} and path.startswith("/notifications/threads/"):
            return self._one(asked, path.rpartition("/")[2])
        if asked.method == "GET" and path.startswith("/repos/") and self.may_read:
            return self._written(path)
        return None

    def _list(self, asked: Asked) -> Says:
        since = datetime.fromisoformat(asked.one("since", "1970-01-01T00:00:00Z"))
        wanted = asked.query.get("status-types", ["unread", "pinned"])
        found = [one for one in list(self.threads.values()) if one.at >= since and (one.unread or "read" in wanted)]
        found.sort(key=lambda one: (one.at, one.id), reverse=True)
        size, page = min(50, int(asked.one("limit", "50"))), int(asked.one("page", "1"))
        last = 10**9 if self.loops else max(1, -(-len(found) // size))
        part = found[:size] if self.loops else found[(page - 1) * size : page * size]
        return Says(200, [self._thread(one) for one in part], links(asked, self.web.url, page, last))

    def _one(self, asked: Asked, id: str) -> Says | None:
        thread = next((one for one in list(self.threads.values()) if str(one.id) == id), None)
        if thread is None:
            return None
        if asked.method == "GET":
            return Says(200, self._thread(thread))
        self._mark(thread, unread=asked.one("to-status", "read") == "unread")
        return Says(205, self._thread(thread))

    def _thread(self, one: Thread) -> dict[str, Any]:
        kind = "pulls" if one.kind == "Pull" else "issues"
        subject = f"{self.web.url}{_API}/repos/acme/boat/{kind}/{one.id + self._issues}"
        comment = f"{self.web.url}{_API}/repos/acme/boat/issues/comments/{one.comment}" if one.comment else ""
        return {
            "id": one.id, "pinned": False, "unread": one.unread, "updated_at": f"{one.at:%Y-%m-%dT%H:%M:%SZ}",
            "url": f"{self.web.url}{_API}/notifications/threads/{one.id}",
            "repository": {"id": 3, "name": "boat", "full_name": "acme/boat", "html_url": f"{self.web.url}/acme/boat"},
            "subject": {
                "title": one.title, "type": one.kind, "state": one.state, "url": subject,
                "html_url": f"{self.web.url}/acme/boat/{kind}/{one.id}",
                "latest_comment_url": comment, "latest_comment_html_url": "",
            },
        }  # fmt: skip

    def _written(self, path: str) -> Says | None:
        last = int(path.rpartition("/")[2])
        of_comment = "/comments/" in path
        thread = next(
            (one for one in list(self.threads.values()) if last == (one.comment if of_comment else one.id)), None
        )
        if thread is None:
            return None
        at = f"{thread.said_at or thread.at:%Y-%m-%dT%H:%M:%SZ}"
        told = {"id": last, "body": thread.words, "user": _person(thread.actor), "created_at": at, "updated_at": at}
        if of_comment:
            return Says(200, told)
        people = {name: [_person(login) for login in logins] for name, logins in thread.people.items()}
        return Says(200, {**told, "number": thread.id, "title": thread.title, "state": "open", **people})


def _person(login: str) -> dict[str, Any]:
    return {"id": 1, "login": login, "full_name": login.title(), "email": "", "avatar_url": "", "is_admin": False}
