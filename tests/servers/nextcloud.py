"""Nextcloud's OCS API as far as notifications go, for one person, below a path.

https://github.com/nextcloud/notifications/blob/master/docs/ocs-endpoint-v2.md
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from inbox.sources import Source, Start, Terms, Value
from inbox.sources.nextcloud import SPEC
from tests.contract.feeds import TOKEN
from tests.descriptions import Description
from tests.servers.web import Asked, Says, Web

SITE = "/cloud"
_PATH = "/ocs/v2.php/apps/notifications/api/v2/notifications"
LOGIN = base64.b64encode(f"grace:{TOKEN}".encode()).decode()


@dataclass
class Notification:
    id: int
    number: int
    at: datetime
    text: str
    more: dict[str, Any] = field(default_factory=dict)


class Nextcloud:
    """`told` by number, what is dismissed is out of it. `is_old`: it does not know which notifications exist."""

    def __init__(self) -> None:
        self._vendor = Description("nextcloud", SITE)
        self._shown = self._vendor.example(_PATH)["ocs"]["data"][0]
        self.web = Web(self._answer)
        self.web.check = self._vendor.violations
        self.told: dict[int, Notification] = {}
        self.has_apps = True
        self.is_old = False
        self._begin = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)

    def tell(self, *numbers: int, text: str = "look here", **more: Any) -> None:
        for number in numbers:
            at = self._begin + timedelta(seconds=number)
            self.told[number] = Notification(1000 + number, number, at, f"@Grace {text}", more)

    def open(self, start: Start, *, url: str = "", **values: Value) -> Source:
        told = {"url": url or self.web.url + SITE, "user": "grace", **values}
        return SPEC.open(told, {"token": TOKEN}, Terms(start))

    def read_there(self, number: int) -> None:
        del self.told[number]

    def loop(self) -> None:
        raise NotImplementedError("there are no pages")

    # Inside: on the server's thread

    def _answer(self, asked: Asked) -> Says | None:
        if asked.headers.get("ocs-apirequest") != "true":
            return ocs([], 412, "CSRF check failed")
        if asked.headers.get("authorization") != f"Basic {LOGIN}":
            return ocs([], 401, "Current user is not logged in")
        path = asked.path.removeprefix(SITE)
        if (asked.method, path) == ("GET", "/ocs/v2.php/cloud/user"):
            return Says(200, self._vendor.example("/ocs/v2.php/cloud/user"))
        match asked.method, path.removeprefix(_PATH).strip("/"):
            case "GET", "":
                return self._list(asked)
            case "POST", "exists" if not self.is_old:
                return ocs([one.id for one in self.told.values() if one.id in asked.data["ids"]])
            case (("GET" | "DELETE"), id) if id.isdecimal():
                one = next((one for one in self.told.values() if one.id == int(id)), None)
                if one is None:
                    return ocs(None, 404)
                if asked.method == "GET":
                    return ocs(self._notification(one))
                del self.told[one.number]
                return ocs([])
        return ocs([], 404)

    def _list(self, asked: Asked) -> Says:
        if not self.has_apps:
            return Says(204)
        found = sorted(self.told.values(), key=lambda one: one.id, reverse=True)[:25]
        tag = f'"{hashlib.sha256(json.dumps([one.id for one in found]).encode()).hexdigest()[:16]}"'
        if asked.headers.get("if-none-match") == tag:
            return Says(304, None, {"ETag": tag})
        says = ocs([self._notification(one) for one in found])
        return Says(says.status, says.data, {"ETag": tag})

    def _notification(self, one: Notification) -> dict[str, Any]:
        link = f"{self.web.url.replace('http:', 'https:')}{SITE}/call/boatroom#message_{one.number}"
        return {
            **self._shown,
            "notification_id": one.id, "datetime": f"{one.at:%Y-%m-%dT%H:%M:%S+00:00}", "message": one.text,
            "object_id": f"boatroom/{one.number}", "subject": f"Ada L mentioned you: thing {one.number}", "link": link,
            **one.more,
        }  # fmt: skip


def ocs(data: Any, status: int = 200, said: str = "") -> Says:
    meta = {"status": "ok" if status == 200 else "failure", "statuscode": status, "message": said}
    return Says(status, {"ocs": {"meta": meta, "data": data}})
