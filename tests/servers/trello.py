"""Trello's REST API as far as notifications go, for one person.

https://developer.atlassian.com/cloud/trello/rest/api-group-members/ (notifications) and api-group-notifications
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from inbox.sources import Source, Start, Terms, Value
from inbox.sources.trello import SPEC
from tests.contract.feeds import TOKEN
from tests.descriptions import Description
from tests.servers.web import Asked, Says, Web

KEY = "0123456789abcdef"


@dataclass
class Notification:
    id: str
    at: datetime
    data: dict[str, Any]
    more: dict[str, Any] = field(default_factory=dict)
    unread: bool = True


class Trello:
    """`told` by number."""

    def __init__(self) -> None:
        self._vendor = Description("trello", "/1")
        self._shown = self._vendor.example("/members/me/notifications")[0]
        self.web = Web(self._answer)
        self.web.check = self._vendor.violations
        self.told: dict[int, Notification] = {}
        self.loops = False
        self._begin = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)

    def tell(self, *numbers: int, text: str = "look here", **more: Any) -> None:
        for number in numbers:
            at = self._begin + timedelta(seconds=number)
            card = {**self._shown["data"]["card"], "name": f"thing {number}"}
            data = {**self._shown["data"], "text": f"@grace {text}", "card": card}
            about = {"idAction": f"{number + 1:024x}", **more}
            self.told[number] = Notification(f"{int(at.timestamp()):08x}{number:016x}", at, data, about)

    def open(self, start: Start, *, url: str = "", **values: Value) -> Source:
        return SPEC.open({"url": url or self.web.url, "key": KEY, **values}, {"token": TOKEN}, Terms(start))

    def read_there(self, number: int) -> None:
        self.told[number].unread = False

    def loop(self) -> None:
        self.loops = True

    # Inside: on the server's thread

    def _answer(self, asked: Asked) -> Says | None:
        if asked.headers.get("authorization") != f'OAuth oauth_consumer_key="{KEY}", oauth_token="{TOKEN}"':
            return Says(401, body=b"invalid token", headers={"Content-Type": "text/plain"})
        path = asked.path.removeprefix("/1")
        if (asked.method, path) == ("GET", "/members/me"):
            return Says(200, self._vendor.example("/members/me"))
        if (asked.method, path) == ("GET", "/members/me/notifications"):
            return Says(200, self._list(asked))
        if asked.method == "PUT" and path.startswith("/notifications/"):
            one = next((one for one in self.told.values() if path.endswith(f"/{one.id}")), None)
            if one is None:
                return Says(404, body=b"The requested resource was not found.", headers={"Content-Type": "text/plain"})
            one.unread = asked.one("unread") == "true"
            return Says(200, self._notification(one))
        return None

    def _list(self, asked: Asked) -> list[dict[str, Any]]:
        found = [one for one in self.told.values() if one.unread or asked.one("read_filter", "all") == "all"]
        found.sort(key=lambda one: one.id, reverse=True)
        size, page = int(asked.one("limit", "50")), int(asked.one("page", "0"))
        part = (found * size)[:size] if self.loops else found[page * size : (page + 1) * size]
        return [self._notification(one) for one in part]

    def _notification(self, one: Notification) -> dict[str, Any]:
        at = f"{one.at:%Y-%m-%dT%H:%M:%S.000Z}"
        return {**self._shown, "id": one.id, "unread": one.unread, "date": at, "data": one.data, **one.more}
