"""A Zulip server, as https://zulip.com/api describes it: messages by anchor and narrow, flags, one person."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from focus.presence import Level, Presence
from inbox.sources import Source, Start, Terms
from inbox.sources.zulip import SPEC
from tests.contract.feeds import TOKEN
from tests.descriptions import Description
from tests.servers.web import Asked, Says, Web

AUTHORIZATION = f"Basic {base64.b64encode(f'grace@example.org:{TOKEN}'.encode()).decode()}"
ME, ADA, ROBOT = 8, 12, 30
_PEOPLE = {ME: "Grace Hopper", ADA: "Ada Lovelace", ROBOT: "Builds"}


class Zulip:
    def __init__(self, level: int = 400) -> None:
        self.web = Web(self.answer)
        self.web.check = Description("zulip", "/api/v1").violations
        self.level = level
        self.messages: list[dict[str, Any]] = []
        self.by_thing: dict[int, int] = {}
        self.person = Person()
        self._looping = False
        self._begin = int(time.time()) - 600 * 60

    def tell(self, *numbers: int, text: str = "look here") -> None:
        for number in numbers:
            identity = self.put(f"@**Grace Hopper** {text} thing {number}", flags=("mentioned",))
            self.by_thing[number] = identity

    def put(
        self,
        content: str,
        *,
        sender: int = ADA,
        flags: Sequence[str] = (),
        direct: Sequence[int] = (),
        topic: str = "greet all",
    ) -> int:
        identity = len(self.messages) + 1
        place: dict[str, Any] = {"type": "stream", "stream_id": 9, "display_recipient": "general", "subject": topic}
        if direct:
            people = [{"id": one, "full_name": _PEOPLE[one], "email": f"user{one}@example.org"} for one in direct]
            place = {"type": "private", "display_recipient": people, "subject": ""}
        self.messages.append(
            {
                "id": identity, "sender_id": sender, "sender_full_name": _PEOPLE[sender], "content": content,
                "sender_email": f"user{sender}@example.org", "timestamp": self._begin + identity,
                "flags": [*flags, *(["read"] if sender == ME else [])], "reactions": [], "client": "website", **place,
            }
        )  # fmt: skip
        return identity

    def open(self, start: Start, *, url: str = "") -> Source:
        return SPEC.open({"url": url or self.web.url, "user": "grace@example.org"}, {"token": TOKEN}, Terms(start))

    def read_there(self, number: int) -> None:
        self.messages[self.by_thing[number] - 1]["flags"].append("read")

    def loop(self) -> None:
        self._looping = True

    def answer(self, asked: Asked) -> Says | None:
        if asked.headers.get("authorization") != AUTHORIZATION:
            return Says(401, {"code": "INVALID_API_KEY", "msg": "Invalid API key", "result": "error"})
        path = asked.path.removeprefix("/api/v1/")
        if path == "users/me":
            return _success(user_id=ME, full_name=_PEOPLE[ME], email="grace@example.org")
        if path == "server_settings":
            return _success(zulip_feature_level=self.level, zulip_version="11.0")
        if path == "users/me/status":
            return self.person.set(parse_qs(asked.body.decode(), keep_blank_values=True))
        if path == f"users/{ME}/status":
            return _success(status=self.person.told()) if self.level >= 262 else None
        if path.startswith("users/"):
            who = int(path.partition("/")[2])
            return _success(user={"user_id": who, "is_bot": who == ROBOT, "full_name": _PEOPLE[who]})
        if path == "messages/flags" and asked.method == "POST":
            return self._flagged(parse_qs(asked.body.decode()))
        if path.startswith("messages/"):
            found = [one for one in self.messages if str(one["id"]) == path.partition("/")[2]]
            return _success(message=found[0]) if found else _refused("Invalid message(s)")
        return self._found(asked) if path == "messages" else None

    def _found(self, asked: Asked) -> Says:
        assert asked.one("apply_markdown") == "false"
        if asked.one("message_ids"):
            if self.level < 300:
                return _refused("Missing 'num_before' argument")
            wanted = json.loads(asked.one("message_ids"))
            return _success(messages=[one for one in self.messages if one["id"] in wanted])
        before, after = int(asked.one("num_before")), int(asked.one("num_after"))
        assert before + after <= 5000
        anchor = int(asked.one("anchor")) if asked.one("anchor") != "newest" else 10**9
        narrow = json.loads(asked.one("narrow", "[]"))
        if self._looping:
            return self._looped(anchor, after or before)
        own = asked.one("include_anchor", "true") == "true"
        found = [one for one in self.messages if all(_matches(one, term) for term in narrow)]
        older = [one for one in found if one["id"] < anchor or (own and one["id"] == anchor)]
        newer = [one for one in found if one["id"] > anchor]
        return _success(messages=[*older[max(0, len(older) - before) :], *newer[:after]], anchor=anchor)

    def _looped(self, anchor: int, count: int) -> Says:
        one = self.messages[0]
        return _success(messages=[{**one, "id": min(anchor, 10**8) + number + 1} for number in range(count)])

    def _flagged(self, form: Mapping[str, list[str]]) -> Says:
        assert form["flag"] == ["read"]
        wanted = json.loads(form["messages"][0])
        for one in self.messages:
            if one["id"] in wanted:
                one["flags"] = [flag for flag in one["flags"] if flag != "read"]
                one["flags"] += ["read"] if form["op"] == ["add"] else []
        return _success(messages=wanted)


class Person:
    """Whose key it is: their status, which has no end. `emoji`: what there is, and its code."""

    def __init__(self) -> None:
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.writes: list[tuple[str, Presence]] = []
        self.status = Presence()
        self.emoji = {"no_entry": "26d4", "train": "1f686", "lock": "1f512", "palm_tree": "1f334"}

    def shown(self) -> Mapping[str, Presence]:
        return {"status": self.status}

    def by_hand(self, part: str, presence: Presence) -> None:
        assert part == "status"
        self.status = presence

    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = {"status_text": self.status.text} if self.status.text else {}
        if self.status.emoji:
            code = self.emoji.get(self.status.emoji, "2049")
            told |= {"emoji_name": self.status.emoji, "emoji_code": code, "reaction_type": "unicode_emoji"}
        return told

    def set(self, form: Mapping[str, list[str]]) -> Says:
        """What is not given stays as it is."""
        said = form.get("status_text", [self.status.text])[0].strip()
        emoji = form.get("emoji_name", [self.status.emoji])[0]
        if len(said) > 60:
            return _refused("status_text is too long (limit: 60 characters)")
        if emoji and emoji not in self.emoji:
            return _refused(f"Emoji '{emoji}' does not exist")
        self.status = Presence(Level.TEXT, said, emoji) if said or emoji else Presence()
        self.writes.append(("status", self.status))
        return _success()


def _matches(message: Mapping[str, Any], term: Mapping[str, str]) -> bool:
    flags = set(message["flags"])
    assert term["operator"] == "is"
    matching: dict[str, bool] = {
        "mentioned": any("mentioned" in flag for flag in flags),
        "dm": message["type"] == "private",
        "unread": "read" not in flags,
    }
    return matching[term["operand"]]


def _success(**data: Any) -> Says:
    return Says(200, {"result": "success", "msg": "", **data}, {"X-RateLimit-Remaining": "199"})


def _refused(words: str) -> Says:
    return Says(400, {"result": "error", "msg": words, "code": "BAD_REQUEST"})
