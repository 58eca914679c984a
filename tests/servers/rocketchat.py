"""A Rocket.Chat server (REST, v1): subscriptions, mentions by room, direct messages, threads, one person."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from focus.presence import Level, Presence
from inbox.sources import Source, Start, Terms
from inbox.sources.rocketchat import SPEC
from tests.contract.feeds import TOKEN
from tests.descriptions import Description
from tests.servers.web import Asked, Says, Web

ME, ADA, BOT = "graceUser00000008", "adaUser0000000012", "buildsUser0000030"
GENERAL, ODD, EVEN, DIRECT = "GENERAL", "oddRoom0000000001", "evenRoom000000002", "directRoom0000003"
_NAMES = {ME: ("grace", "Grace Hopper"), ADA: ("ada", "Ada Lovelace"), BOT: ("builds", "Builds")}


class RocketChat:
    """Its clock goes on by a second with each message."""

    def __init__(self, rooms: int = 0) -> None:
        self.web = Web(self.answer)
        self.web.check = Description("rocketchat", "/api/v1").violations
        self.kinds = {GENERAL: "c", ODD: "p", EVEN: "p", DIRECT: "d"} | {f"room{one:013}": "c" for one in range(rooms)}
        self.messages: list[dict[str, Any]] = []
        self.read = dict.fromkeys(self.kinds, 0.0)
        self.read_threads: set[str] = set()
        self.person = Person()
        self.clock = time.time() - 36_000
        self.changed = dict.fromkeys(self.kinds, self.clock)
        self._by_thing: dict[int, str] = {}
        self._looping = False

    def tell(self, *numbers: int, text: str = "look here") -> None:
        for number in numbers:
            self._by_thing[number] = ODD if number % 2 else EVEN
            self.put(f"@grace {text} thing {number}", self._by_thing[number])

    def put(self, text: str, room: str = GENERAL, *, author: str = ADA, thread: str = "", **more: Any) -> str:
        self.clock += 1
        id = f"message{len(self.messages) + 1:010}"
        name, full = _NAMES[author]
        mentions = [{"_id": ME, "username": "grace", "type": "user"}] if "@grace" in text else []
        mentions += [{"_id": "all", "username": "all"}] if "@all" in text else []
        self.messages.append(
            {
                "_id": id, "rid": room, "msg": text, "ts": _iso(self.clock),
                "u": {"_id": author, "username": name, "name": full},
                "mentions": mentions, "at": self.clock, **({"tmid": thread} if thread else {}), **more,
            }
        )  # fmt: skip
        self.changed[room] = self.clock
        return id

    def open(self, start: Start, *, url: str = "") -> Source:
        return SPEC.open({"url": url or self.web.url, "user_id": ME}, {"token": TOKEN}, Terms(start))

    def read_there(self, number: int) -> None:
        self.view(self._by_thing[number])

    def view(self, room: str) -> None:
        self.clock += 1
        self.read[room] = self.changed[room] = self.clock

    def loop(self) -> None:
        self._looping = True

    def answer(self, asked: Asked) -> Says | None:
        if (asked.headers.get("x-auth-token"), asked.headers.get("x-user-id")) != (TOKEN, ME):
            return Says(401, {"status": "error", "message": "You must be logged in to do this."})
        match asked.method, asked.path.removeprefix("/api/v1/"):
            case "GET", "me":
                return _success(_id=ME, username="grace", name="Grace Hopper", **self.person.told())
            case "POST", "users.setStatus":
                return self.person.set(asked.data)
            case "GET", "subscriptions.get":
                since = asked.one("updatedSince")
                after = datetime.fromisoformat(since).timestamp() if since else 0.0
                there = [self._subscription(one) for one in self.kinds if self.changed[one] >= after]
                return _success(update=there, remove=[])
            case "GET", "subscriptions.getOne":
                room = asked.one("roomId")
                return _success(subscription=self._subscription(room) if room in self.kinds else None)
            case "GET", "chat.getMentionedMessages" | "im.messages" | "chat.getThreadMessages" as method:
                return self._list(method, asked)
            case "POST", "subscriptions.read":
                self.view(asked.data["rid"])
                return _success()
            case "POST", "subscriptions.unread":
                (one,) = (one for one in self.messages if one["_id"] == asked.data["firstUnreadMessage"]["_id"])
                self.read[one["rid"]] = one["at"] - 0.001
                return _success()
        return None

    def _list(self, method: str, asked: Asked) -> Says:
        assert json.loads(asked.one("sort")) == {"ts": -1}
        room, thread = asked.one("roomId"), asked.one("tmid")
        if room and room not in self.kinds:
            return Says(400, {"success": False, "error": "[error-not-allowed]", "errorType": "error-not-allowed"})
        found = [one for one in reversed(self.messages) if one["rid"] == room or (thread and one.get("tmid") == thread)]
        if method == "chat.getMentionedMessages":
            found = [one for one in found if any(who["_id"] == ME for who in one["mentions"])]
        begin, size = int(asked.one("offset")), int(asked.one("count"))
        assert size <= 100
        part = found[:1] * size if self._looping else found[begin : begin + size]
        shown = [{name: value for name, value in one.items() if name != "at"} for one in part]
        return _success(messages=shown, count=len(shown), offset=begin, total=len(found))

    def _subscription(self, room: str) -> dict[str, Any]:
        unread = [
            one for one in self.messages if one["rid"] == room and one["at"] > self.read[room] and one["u"]["_id"] != ME
        ]
        named = [one for one in unread if any(who["_id"] == ME for who in one["mentions"])]
        mine = {one["_id"] for one in self.messages if one["u"]["_id"] == ME}
        threads = {one["tmid"] for one in unread if one.get("tmid") in mine} - self.read_threads
        return {
            "_id": f"sub{room}", "rid": room, "t": self.kinds[room], "name": room.lower(), "fname": room, "open": True,
            "ls": _iso(self.read[room]), "_updatedAt": _iso(self.changed[room]), "unread": len(unread),
            "userMentions": len(named), "groupMentions": 0, "alert": bool(unread), "tunread": sorted(threads),
            "u": {"_id": ME, "username": "grace"},
        }  # fmt: skip


class Person:
    """Whose token it is: what they chose, and what is made of it. `ends`: how the server takes an end: from 8.6 on it
    is kept ("kept"), before it is left out ("left out") or not understood ("refused")."""

    def __init__(self) -> None:
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.writes: list[tuple[str, Presence]] = []
        self.state = Presence()
        self.ends = "kept"
        self.refuses = ""
        self.in_a_call = False
        """The server shows that, and keeps what was set for afterwards."""

    def shown(self) -> Mapping[str, Presence]:
        until = self.state.until
        if until is not None and until <= self.now():
            self.state = Presence()
        return {"status": self.state}

    def by_hand(self, part: str, presence: Presence) -> None:
        assert part == "status"
        self.state = presence

    def call_begins(self) -> None:
        self.in_a_call = True

    def call_ends(self) -> None:
        self.in_a_call = False

    def told(self) -> dict[str, Any]:
        """Nobody is connected, so that they are offline, whatever they chose."""
        if self.in_a_call:
            call = {"statusSource": "internal", "statusDefault": "busy", "statusText": "In a call"}
            return {"status": "offline", "statusConnection": "offline", **call}
        shown = self.shown()["status"]
        chosen = shown.emoji or ("busy" if shown.level >= Level.BUSY else "online")
        told = {"status": "offline", "statusConnection": "offline", "statusDefault": chosen, "statusText": shown.text}
        return told if shown.until is None else {**told, "statusExpiresAt": _iso(shown.until.timestamp())}

    def set(self, wanted: Mapping[str, str]) -> Says:
        if self.refuses:
            return _failure(f"Change status is not allowed [{self.refuses}]", self.refuses)
        if "expiresAt" in wanted and self.ends == "refused":
            return _failure("must NOT have additional properties [invalid-params]", "invalid-params")
        until = datetime.fromisoformat(wanted["expiresAt"]) if "expiresAt" in wanted else None
        if until is not None and until <= self.now() and self.ends == "kept":
            return _failure("statusExpiresAt must be a future date", "")
        status, said = wanted["status"], wanted["message"].strip()[:120]
        levels = {"online": Level.TEXT if said else Level.AVAILABLE, "away": Level.TEXT, "busy": Level.BUSY}
        level = levels.get(status, Level.DO_NOT_DISTURB)
        written = Presence(level, said, status if status in {"away", "offline"} else "", until)
        self.writes.append(("status", written))
        self.state = written
        if self.ends != "kept" or written.blank:
            self.state = Presence(level, said, written.emoji)
        return _success()


def _failure(words: str, kind: str) -> Says:
    return Says(400, {"success": False, "error": words, "errorType": kind})


def _iso(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z"


def _success(**data: Any) -> Says:
    return Says(200, {**data, "success": True})
