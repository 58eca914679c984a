"""Discourse's API as far as notifications go, for one person, at a site below a path.

https://docs.discourse.org/ and Discourse's own app/controllers/notifications_controller.rb
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from inbox.sources import Source, Start, Terms, Value
from inbox.sources.discourse import SPEC
from tests.contract.feeds import TOKEN
from tests.descriptions import Description
from tests.servers.web import Asked, Says, Web

_SITE = "/forum"
_PAGE = 60


@dataclass
class Notification:
    id: int
    number: int
    at: datetime
    raw: str
    data: dict[str, Any]
    more: dict[str, Any] = field(default_factory=dict)
    read: bool = False


class Discourse:
    """`told` by number. `may_read`: whether the key is good for posts and sessions too."""

    def __init__(self) -> None:
        self._vendor = Description("discourse", _SITE)
        self._shown = self._vendor.example("/notifications.json")["notifications"][0]
        self.web = Web(self._answer)
        self.web.check = self._vendor.violations
        self.told: dict[int, Notification] = {}
        self.may_read = True
        self.loops = False
        self.key = {"user-api-key": TOKEN}
        self._begin = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)

    def tell(
        self, *numbers: int, text: str = "look here", data: dict[str, Any] | None = None, **more: Any
    ) -> None:  # fmt: skip
        for number in numbers:
            at = self._begin + timedelta(seconds=number)
            about = {**self._shown["data"], "topic_title": f"thing {number}"} if data is None else data
            self.told[number] = Notification(1000 + number, number, at, f"@grace {text}", about, more)

    def open(self, start: Start, *, url: str = "", **values: Value) -> Source:
        return SPEC.open({"url": url or self.web.url + _SITE, **values}, {"token": TOKEN}, Terms(start))

    def read_there(self, number: int) -> None:
        self.told[number].read = True

    def loop(self) -> None:
        self.loops = True

    # Inside: on the server's thread

    def _answer(self, asked: Asked) -> Says | None:
        sent = {name: value for name, value in asked.headers.items() if "api-" in name}
        if sent != self.key:
            return _refused()
        path = asked.path.removeprefix(_SITE)
        match asked.method, path.strip("/").split("/"):
            case "GET", ["notifications.json"]:
                return Says(200, self._list(asked))
            case "PUT", ["notifications", "mark-read.json"]:
                for one in self.told.values():
                    one.read = one.read or one.id == asked.data["id"]
                return Says(200, {"success": "OK"})
            case "GET", ["session", "current.json"]:
                return Says(200, self._vendor.example("/session/current.json")) if self.may_read else _refused()
            case "GET", ["posts", "by_number", topic, number]:
                return self._post(int(topic), number.removesuffix(".json")) if self.may_read else _refused()
        return None

    def _list(self, asked: Asked) -> dict[str, Any]:
        found = [one for one in self.told.values() if not one.read or asked.one("filter") != "unread"]
        found.sort(key=lambda one: one.at, reverse=True)
        offset, size = int(asked.one("offset", "0")), int(asked.one("limit", str(_PAGE)))
        part = found[:size] if self.loops else found[offset : offset + size]
        return {
            "notifications": [self._notification(one) for one in part],
            "total_rows_notifications": 10**9 if self.loops else len(found),
            "seen_notification_id": 0,
            "load_more_notifications": f"/notifications?offset={offset + size}&username=grace",
        }

    def _notification(self, one: Notification) -> dict[str, Any]:
        return {
            **self._shown,
            "id": one.id, "created_at": f"{one.at:%Y-%m-%dT%H:%M:%S.000Z}", "read": one.read, "topic_id": one.number,
            "fancy_title": f"thing {one.number}", "data": one.data, **one.more,
        }  # fmt: skip

    def _post(self, topic: int, number: str) -> Says | None:
        if topic not in self.told:
            return None
        shown = self._vendor.example("/posts/by_number/{topic_id}/{post_number}.json")
        return Says(200, {**shown, "topic_id": topic, "post_number": int(number), "raw": self.told[topic].raw})


def _refused() -> Says:
    said = "You are not permitted to view the requested resource."
    return Says(403, {"errors": [said], "error_type": "invalid_access"})
