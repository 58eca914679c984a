"""Basecamp's API as far as the "Hey!" menu goes, for one person.

https://github.com/basecamp/bc3-api/blob/master/sections/my_notifications.md
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from inbox.sources import Source, Start, Terms, Value
from inbox.sources.basecamp import SPEC
from tests.contract.feeds import TOKEN
from tests.descriptions import Description
from tests.servers.web import Asked, Says, Web

ACCOUNT = "/195539477"
CONTACT = "grace@example.org"


@dataclass
class Reading:
    id: int
    title: str
    excerpt: str
    created: datetime
    unread_at: datetime
    read_at: datetime | None = None
    more: dict[str, Any] = field(default_factory=dict)


class Basecamp:
    """`readings` by number. What is unread is listed up to a hundred, the newest first."""

    def __init__(self) -> None:
        self._vendor = Description("basecamp", ACCOUNT)
        self._shown = self._vendor.example("/my/readings.json")["unreads"][0]
        self.web = Web(self._answer)
        self.web.check = self._vendor.violations
        self.readings: dict[int, Reading] = {}
        self._begin = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)

    def tell(self, *numbers: int, text: str = "look here", **more: Any) -> None:
        for number in numbers:
            at = self._begin + timedelta(seconds=number)
            self.readings[number] = Reading(1000 + number, f"thing {number}", text, at, at, more=more)

    def open(self, start: Start, *, url: str = "", **values: Value) -> Source:
        told = {"url": url or self.web.url + ACCOUNT, "contact": CONTACT, **values}
        return SPEC.open(told, {"token": TOKEN}, Terms(start))

    def read_there(self, number: int) -> None:
        self.readings[number].read_at = datetime.now(UTC)

    def loop(self) -> None:
        raise NotImplementedError("there are no pages")

    # Inside: on the server's thread

    def _answer(self, asked: Asked) -> Says | None:
        if "@" not in asked.headers.get("user-agent", ""):
            return Says(400, {"error": "Please provide a User-Agent header with your contact"})
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return Says(401, {"error": "OAuth token expired (old age)"})
        match asked.method, asked.path.removeprefix(ACCOUNT):
            case "GET", "/my/profile.json":
                return Says(200, {**self._vendor.example("/my/profile.json"), "name": "Grace"})
            case "GET", "/my/readings.json":
                return self._list(asked)
            case "PUT", "/my/unreads.json":
                for one in self.readings.values():
                    if _sgid(one) in asked.data["readables"]:
                        one.read_at = datetime.now(UTC)
                return Says(200)
        return None

    def _list(self, asked: Asked) -> Says:
        unread = sorted(
            (one for one in self.readings.values() if one.read_at is None), key=lambda one: one.unread_at, reverse=True
        )
        told = {"unreads": [self._reading(one) for one in unread[:100]], "reads": [], "memories": []}
        tag = f'W/"{hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]}"'
        if asked.headers.get("if-none-match") == tag:
            return Says(304, None, {"ETag": tag})
        return Says(200, told, {"ETag": tag})

    def _reading(self, one: Reading) -> dict[str, Any]:
        return {
            **self._shown,
            "id": one.id, "title": one.title, "content_excerpt": one.excerpt, "readable_sgid": _sgid(one),
            "created_at": _text(one.created), "updated_at": _text(one.unread_at), "unread_at": _text(one.unread_at),
            "app_url": f"https://3.basecamp.com{ACCOUNT}/buckets/2/messages/{one.id}", **one.more,
        }  # fmt: skip


def _sgid(one: Reading) -> str:
    return f"BAh7{one.id}--5fe7"


def _text(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"
