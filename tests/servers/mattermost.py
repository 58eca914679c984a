"""A Mattermost server (API v4): two teams' channels, posts page by page, positions of reading, one person."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from focus.presence import Level, Presence
from inbox.sources import Source, Start, Terms
from inbox.sources.mattermost import SPEC
from tests.contract.feeds import TOKEN
from tests.descriptions import Description
from tests.servers.web import Asked, Says, Web

TEAM, ME, ADA, BOT = "team1", "grace8", "ada12", "builds30"
SQUARE, DIRECT, SMALL, ODD, EVEN = "square1", "direct1", "group1", "odd1", "even1"
_PEOPLE = {ME: ("Grace", "Hopper", "grace"), ADA: ("Ada", "Lovelace", "ada"), BOT: ("", "", "builds")}
_KINDS = {SQUARE: "O", DIRECT: "D", SMALL: "G", ODD: "P", EVEN: "P"}


class Mattermost:
    def __init__(self) -> None:
        self.web = Web(self.answer)
        self.web.check = Description("mattermost", "/api/v4").violations
        self.posts: dict[str, dict[str, Any]] = {}
        self.viewed: dict[str, int] = {}
        self.person = Person()
        self.push = False
        self.keys = "grace,Amazing"
        self._by_thing: dict[int, str] = {}
        self._looping = False
        self._begin = int(time.time() * 1000) - 36_000_000

    def tell(self, *numbers: int, text: str = "look here") -> None:
        for number in numbers:
            self._by_thing[number] = self.put(f"@grace {text} thing {number}", ODD if number % 2 else EVEN)

    def put(self, message: str, channel: str = SQUARE, *, author: str = ADA, root: str = "", **more: Any) -> str:
        id = f"post{len(self.posts) + 1}"
        at = self._begin + len(self.posts) * 1000
        self.posts[id] = {
            "id": id, "create_at": at, "update_at": at, "edit_at": 0, "delete_at": 0, "user_id": author,
            "channel_id": channel, "root_id": root, "message": message, "type": "", "props": {}, **more,
        }  # fmt: skip
        return id

    def open(self, start: Start, *, url: str = "") -> Source:
        return SPEC.open({"url": url or self.web.url, "push": self.push}, {"token": TOKEN}, Terms(start))

    def read_there(self, number: int) -> None:
        self.view(self.posts[self._by_thing[number]]["channel_id"])

    def view(self, channel: str) -> None:
        self.viewed[channel] = max(self._last(channel), self.viewed.get(channel, 1))

    def loop(self) -> None:
        self._looping = True

    def answer(self, asked: Asked) -> Says | None:  # noqa: PLR0911 - a table of addresses
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return _refused(401, "api.context.session_expired.app_error")
        path = asked.path.removeprefix("/api/v4/").split("/")
        match asked.method, path:
            case "GET", ["users", "me"]:
                notify = {"mention_keys": self.keys, "channel": "true"}
                return Says(200, {**_user(ME), "notify_props": notify, "props": self.person.props()})
            case _, ["users", user, "status", *rest] if user == ME:
                return self.person.answer(asked, rest)
            case "POST", ["users", "ids"]:
                return Says(200, [_user(one) for one in asked.data])
            case "GET", ["users", "me", "teams"]:
                return Says(200, [{"id": TEAM, "name": "boats", "display_name": "Boats"}])
            case "GET", ["users", "me", "teams", _, "channels"]:
                return Says(200, [self._channel(one) for one in _KINDS])
            case "GET", ["users", "me", "teams", _, "channels", "members"]:
                return Says(200, [self._member(one) for one in _KINDS])
            case "GET", ["channels", channel, "members", "me"] if channel in _KINDS:
                return Says(200, self._member(channel))
            case "GET", ["channels", channel, "posts"] if channel in _KINDS:
                assert asked.one("page") == "0"
                return self._page(channel, asked.one("before"), int(asked.one("per_page")))
            case "POST", ["channels", "members", "me", "view"]:
                return self._view(asked.data)
            case "POST", ["users", "me", "posts", post, "set_unread"]:
                channel = self.posts[post]["channel_id"]
                self.viewed[channel] = self.posts[post]["create_at"] - 1
                return Says(200, self._member(channel))
            case _, ["users", "me", "teams", _, "threads", root, *rest] if root in self.posts:
                return self._thread(root, rest)
        return _refused(404, "api.context.404.app_error")

    def _page(self, channel: str, before: str, size: int) -> Says:
        assert size <= 200
        found = sorted(self._there(channel), key=lambda one: -one["create_at"])
        if self._looping:
            asked = len(self.web.asked)
            extra = [{**found[0], "id": f"loop{asked}x{number}", "create_at": found[0]["create_at"] + number}
                     for number in range(size)] if found else []  # fmt: skip
            return Says(200, {"order": [one["id"] for one in extra], "posts": {one["id"]: one for one in extra}})
        at = self.posts[before]["create_at"] if before else math.inf
        part = [one for one in found if one["create_at"] < at and not one["delete_at"]][:size]
        roots = [self.posts[one["root_id"]] for one in part if one["root_id"]]
        return Says(200, {"order": [one["id"] for one in part], "posts": {one["id"]: one for one in (*part, *roots)}})

    def _view(self, view: dict[str, str]) -> Says:
        if view["channel_id"]:
            self.person.seen_there()
        for channel in {view["channel_id"], view["prev_channel_id"]} - {""}:
            self.view(channel)
        return Says(200, {"status": "OK", "last_viewed_at_times": self.viewed})

    def _thread(self, root: str, rest: list[str]) -> Says:
        if rest[:1] == ["read"]:
            self.viewed[root] = int(rest[1])
        elif rest[:1] == ["set_unread"]:
            self.viewed[root] = self.posts[rest[1]]["create_at"] - 1
        return Says(200, {"id": root, "last_viewed_at": self.viewed.get(root, 1), "post": self.posts[root]})

    def _there(self, channel: str) -> list[dict[str, Any]]:
        return [one for one in self.posts.values() if one["channel_id"] == channel]

    def _last(self, channel: str) -> int:
        return max((one["create_at"] for one in self._there(channel)), default=0)

    def _channel(self, id: str) -> dict[str, Any]:
        name = "" if _KINDS[id] == "D" else id.title()
        team = "" if _KINDS[id] in "DG" else TEAM
        return {"id": id, "type": _KINDS[id], "display_name": name, "team_id": team, "last_post_at": self._last(id)}

    def _member(self, id: str) -> dict[str, Any]:
        viewed = self.viewed.get(id, 1)
        unread = [one for one in self._there(id) if one["create_at"] > viewed and "@" in one["message"]]
        return {"channel_id": id, "user_id": ME, "last_viewed_at": viewed, "mention_count": len(unread)}


class Person:
    """Whose token it is. What was set by hand stays until it is set to "online", or do-not-disturb comes to its end;
    a custom status that has ended is kept, and shown to nobody."""

    def __init__(self) -> None:
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.writes: list[tuple[str, Presence]] = []
        self.custom: dict[str, str] = {}
        self.state = "away"
        self.manual = False
        self.ends = 0
        self.shows_statuses = True
        self.shows_customs = True
        self._before = "away"

    def seen_there(self) -> None:
        """By a client, which has the server take them for online."""
        if not self.manual:
            self.state = "online"

    def shown(self) -> Mapping[str, Presence]:
        return {"custom_status": self._custom(), "status": self._status()}

    def by_hand(self, part: str, presence: Presence) -> None:
        if part == "status":
            self._put(presence.emoji or ("online" if presence.blank else "dnd"), presence.until)
        elif presence.blank:
            self.custom = {}
        else:
            ends = {} if presence.until is None else {"expires_at": presence.until.isoformat()}
            self.custom = {"emoji": presence.emoji, "text": presence.text, "duration": "", **ends}

    def props(self) -> dict[str, str]:
        never = {"expires_at": "0001-01-01T00:00:00Z"}
        return {"customStatus": json.dumps({**never, **self.custom})} if self.custom else {}

    def answer(self, asked: Asked, rest: list[str]) -> Says:
        if not (self.shows_customs if rest == ["custom"] else self.shows_statuses):
            kept = (501, "api.custom_status.disabled") if rest else (404, "api.status.user_not_found.app_error")
            return _refused(*kept)
        match asked.method, rest:
            case "GET", []:
                return Says(200, self._told())
            case "PUT", []:
                if asked.data["user_id"] != ME:
                    return _refused(400, "api.context.invalid_body_param.app_error")
                ends = asked.data.get("dnd_end_time", 0)
                until = datetime.fromtimestamp(ends, UTC) if ends else None
                self._put(asked.data["status"], until)
                self.writes.append(("status", self._status()))
                return Says(200, self._told())
            case "PUT", ["custom"]:
                ends = asked.data.get("expires_at", "")
                if not (asked.data["emoji"] or asked.data["text"]) or (
                    ends and datetime.fromisoformat(ends) < self.now()
                ):
                    return _refused(400, "api.context.invalid_body_param.app_error")
                self.custom = asked.data
                self.writes.append(("custom_status", self._custom()))
                return Says(200, {"status": "OK"})
            case "DELETE", ["custom"]:
                self.custom = {}
                self.writes.append(("custom_status", Presence()))
                return Says(200, {"status": "OK"})
        return _refused(404, "api.context.404.app_error")

    def _put(self, state: str, until: datetime | None) -> None:
        self._before = self.state if self.state != "dnd" else self._before
        self.state, self.manual = state, state != "online"
        self.ends = int(until.timestamp()) // 60 * 60 if until is not None and state == "dnd" else 0

    def _told(self) -> dict[str, Any]:
        self._status()
        told = {"user_id": ME, "status": self.state, "manual": self.manual, "last_activity_at": 0, "active_channel": ""}
        return {**told, "dnd_end_time": self.ends}

    def _status(self) -> Presence:
        if self.ends and self.ends <= self.now().timestamp():
            self.state, self.manual, self.ends = self._before, False, 0
        if self.state == "dnd":
            return Presence(Level.DO_NOT_DISTURB, until=datetime.fromtimestamp(self.ends, UTC) if self.ends else None)
        if not self.manual:
            return Presence()
        return Presence(Level.TEXT if self.state == "away" else Level.DO_NOT_DISTURB, emoji=self.state)

    def _custom(self) -> Presence:
        ends = self.custom.get("expires_at")
        until = datetime.fromisoformat(ends) if ends else None
        if not self.custom or (until is not None and until <= self.now()):
            return Presence()
        return Presence(Level.TEXT, self.custom["text"], self.custom["emoji"], until)


def _user(id: str) -> dict[str, Any]:
    first, last, name = _PEOPLE[id]
    return {"id": id, "username": name, "first_name": first, "last_name": last, "email": f"{name}@example.org"}


def _refused(status: int, id: str) -> Says:
    return Says(status, {"id": id, "message": "Sorry.", "detailed_error": "", "request_id": "r", "status_code": status})
