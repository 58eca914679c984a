"""A Matrix homeserver's notifications, as the specification has them (v1.16); with one person on it.

https://spec.matrix.org/v1.16/client-server-api/#get_matrixclientv3notifications
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

from inbox.sources import Source, Start, Terms
from inbox.sources.matrix import SPEC
from tests.contract.feeds import TOKEN, now
from tests.servers.web import Asked, Says, Web

_API = "/_matrix/client/v3/"
ROOM = "!canal:example.org"
ME = "@me:example.org"


@dataclass(slots=True)
class Said:
    id: str
    body: str
    ts: int
    read: bool = False
    highlight: bool = True


class Matrix:
    """`double` of `FeedContract`."""

    def __init__(self) -> None:
        self.web = Web(self._answer)
        self.said: list[Said] = []
        self.loops = False
        self._begin = now() - timedelta(minutes=30)

    def tell(self, *numbers: int, text: str = "look here") -> None:
        for number in numbers:
            at = self._begin + timedelta(milliseconds=len(self.said) * 100)
            self.said.append(Said(f"$event{number}", f"me: thing {number} {text}", int(at.timestamp() * 1000)))

    def chat(self, count: int) -> None:
        """What notifies, and names nobody."""
        for number in range(count):
            at = self._begin + timedelta(milliseconds=len(self.said) * 100)
            self.said.append(Said(f"$chat{number}", "hello", int(at.timestamp() * 1000), highlight=False))

    def open(self, start: Start, *, url: str = "") -> Source:
        return SPEC.open({"url": url or self.web.url, "direct_messages": True}, {"token": TOKEN}, Terms(start))

    def read_there(self, number: int) -> None:
        next(one for one in self.said if one.id == f"$event{number}").read = True

    def loop(self) -> None:
        self.loops = True

    # Inside: on the server's thread

    def _answer(self, asked: Asked) -> Says | None:
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return Says(401, {"errcode": "M_UNKNOWN_TOKEN", "error": "Invalid access token", "soft_logout": False})
        path = unquote(asked.path.removeprefix(_API))
        known: Mapping[str, Any] = {
            "account/whoami": {"user_id": ME, "device_id": "D"},
            f"user/{ME}/account_data/m.direct": {"@ada:example.org": ["!two:example.org"]},
            f"rooms/{ROOM}/state/m.room.name": {"name": "Canal"},
            f"rooms/{ROOM}/state/m.room.member/@ada:example.org": {"membership": "join", "displayname": "Ada"},
        }
        if asked.method == "GET" and path in known:
            return Says(200, known[path])
        if asked.method == "GET" and path == "notifications":
            return self._list(asked)
        if asked.method == "POST" and path.startswith(f"rooms/{ROOM}/receipt/m.read/"):
            return self._marked(path.rpartition("/")[2])
        return Says(404, {"errcode": "M_NOT_FOUND", "error": "There is none."})

    def _list(self, asked: Asked) -> Says:
        assert set(asked.query) <= {"from", "limit", "only"}
        newest_first = [one for one in self.said[::-1] if one.highlight or "only" not in asked.query]
        begin, size = int(asked.one("from", "0")), int(asked.one("limit", "50"))
        part = newest_first[:size] if self.loops else newest_first[begin : begin + size]
        data: dict[str, Any] = {"notifications": [_listed(one) for one in part]}
        if self.loops or begin + size < len(newest_first):
            data["next_token"] = str(begin + size)
        return Says(200, data)

    def _marked(self, id: str) -> Says | None:
        """A receipt is for all that came before, too; the contract's double reads one alone."""
        for one in self.said:
            if one.id == id:
                one.read = True
                return Says(200, {})
        return None


def _listed(one: Said) -> dict[str, Any]:
    content = {"msgtype": "m.text", "body": one.body, "m.mentions": {"user_ids": [ME]}}
    event = {
        "type": "m.room.message", "event_id": one.id, "sender": "@ada:example.org", "origin_server_ts": one.ts,
        "content": content, "unsigned": {"age": 7},
    }  # fmt: skip
    actions: list[Any] = ["notify", {"set_tweak": "highlight"}] if one.highlight else ["notify"]
    return {
        "room_id": ROOM, "profile_tag": None, "actions": actions, "ts": one.ts, "event": event, "read": one.read,
    }  # fmt: skip
