"""Slack's Web API and Socket Mode, as https://docs.slack.dev describes them: one workspace, one person, their app."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from html import escape
from typing import Any
from urllib.parse import parse_qs

from focus.presence import Level, Presence
from inbox.sources import Source, Start, Terms
from inbox.sources.slack import SPEC
from tests.contract.feeds import TOKEN
from tests.descriptions import Description
from tests.servers.sockets import Sockets
from tests.servers.web import Asked, Says, Web

APP = "xapp-of-the-tests"
ME, ADA, BOT = "U0GRACE08", "U0ADA0012", "U0BUILDS3"
GENERAL, SECRET, DIRECT, SMALL = "C0GENERAL", "C0SECRET1", "D0ADA0001", "G0SMALL01"
SITE = "https://acme.slack.com"
_NAMES = {ME: "Grace", ADA: "Ada", BOT: "Builds"}


class Slack:
    """Its clock goes on by a second with each message."""

    def __init__(self) -> None:
        self.web = Web(self.answer)
        self.web.check = Description("slack", "/api").violations
        self.sockets: Sockets | None = None
        self.channels = [GENERAL, SECRET, DIRECT, SMALL]
        self.messages: dict[str, list[dict[str, Any]]] = {}
        self.answers: dict[str, list[dict[str, Any]]] = {}
        self.read: dict[str, str] = {}
        self.found: list[dict[str, Any]] = []
        self.app_refused = ""
        self.person = Person()
        self.seconds = int(time.time()) - 36_000
        self._by_thing: dict[int, tuple[str, str]] = {}
        self._looping = False
        self._page = 0

    def tell(self, *numbers: int, text: str = "look here") -> None:
        for number in numbers:
            channel = GENERAL if number % 2 else SECRET
            self._by_thing[number] = channel, self.put(f"<@{ME}> {text} thing {number}", channel)

    def put(self, text: str, channel: str = GENERAL, *, user: str = ADA, thread: str = "", **more: Any) -> str:
        self.seconds += 1
        ts = f"{self.seconds}.000200"
        message = {"type": "message", "user": user, "text": text, "ts": ts, "team": "T0ACME001", **more}
        self.messages.setdefault(channel, [])
        if thread:
            root = next(one for one in self.messages[channel] if one["ts"] == thread)
            message |= {"thread_ts": thread, "parent_user_id": root["user"]}
            root |= {"thread_ts": thread, "latest_reply": ts, "reply_count": 1}
            self.answers.setdefault(thread, []).append(message)
        else:
            self.messages[channel].append(message)
        return ts

    def event(self, text: str, channel: str = GENERAL, *, put: bool = True, **more: Any) -> str:
        """Somebody writes, and Slack tells of it over the socket."""
        ts = self.put(text, channel, **more) if put else f"{self.seconds + 1}.000200"
        where = [*self.answers.get(more.get("thread", ""), []), *self.messages.get(channel, [])]
        message = next(
            (one for one in where if one["ts"] == ts), {"type": "message", "text": text, "ts": ts, "user": ADA}
        )
        kind = {"D": "im", "G": "mpim"}.get(channel[0], "channel")
        return self.envelope({**message, "channel": channel, "channel_type": kind})

    def envelope(self, event: dict[str, Any]) -> str:
        assert self.sockets is not None
        self._page += 1
        id = f"envelope-{self._page}"
        payload = {"type": "event_callback", "team_id": "T0ACME001", "event": event}
        self.sockets.say(json.dumps({"type": "events_api", "envelope_id": id, "payload": payload}))
        return id

    def open(self, start: Start, *, url: str = "") -> Source:
        secrets = {"token": TOKEN, **({"app_token": APP} if self.sockets else {})}
        return SPEC.open({"url": url or self.web.url}, secrets, Terms(start))

    def read_there(self, number: int) -> None:
        channel, ts = self._by_thing[number]
        self.read[channel] = ts

    def loop(self) -> None:
        self._looping = True

    def answer(self, asked: Asked) -> Says | None:
        method = asked.path.removeprefix("/api/")
        wanted = APP if method == "apps.connections.open" else TOKEN
        if asked.headers.get("authorization") != f"Bearer {wanted}":
            return refused("invalid_auth")
        form = {name: value[0] for name, value in parse_qs(asked.body.decode()).items()}
        if method in self.person.lacks:
            return refused("missing_scope", needed=self.person.lacks[method], provided="identify")
        said = self.person.methods.get(method) or getattr(self, f"_{method.replace('.', '_')}", None)
        if said is None:
            return refused("unknown_method")
        answer = said({**{name: value[0] for name, value in asked.query.items()}, **form})
        if isinstance(answer, str):
            return refused(answer)
        return Says(200, {"ok": True, **answer}, {"Date": formatdate(self.seconds + 1, usegmt=True)})

    def _auth_test(self, _: dict[str, str]) -> Any:
        return {"url": f"{SITE}/", "team": "Acme", "user": "grace", "team_id": "T0ACME001", "user_id": ME}

    def _usergroups_list(self, given: dict[str, str]) -> Any:
        assert given["include_users"] == "true"
        return {
            "usergroups": [
                {"id": "S0BOATS01", "handle": "boats", "users": [ME, ADA]},
                {"id": "S0CARS001", "users": [ADA]},
            ]
        }

    def _users_conversations(self, given: dict[str, str]) -> Any:
        assert given["types"] == "im,mpim,private_channel,public_channel"
        begin = int(given.get("cursor") or 0)
        kinds: dict[str, dict[str, Any]] = {"D": {"is_im": True, "user": ADA}, "G": {"is_mpim": True}}
        found = [{"id": one, "name": one.lower(), **kinds.get(one[0], {})} for one in self.channels[begin : begin + 3]]
        following = str(begin + 3) if begin + 3 < len(self.channels) else ""
        return {"channels": found, "response_metadata": {"next_cursor": following}}

    def _users_info(self, given: dict[str, str]) -> Any:
        if given["user"] not in _NAMES:
            return "user_not_found"
        name = _NAMES[given["user"]]
        profile = {"display_name": "", "real_name": name}
        return {
            "user": {
                "id": given["user"],
                "name": name.lower(),
                "real_name": name,
                "is_bot": name == "Builds",
                "profile": profile,
            }
        }

    def _conversations_history(self, given: dict[str, str]) -> Any:
        if given["channel"] not in self.channels:
            return "channel_not_found"
        return self._paged(self.messages.get(given["channel"], [])[::-1], given)

    def _conversations_replies(self, given: dict[str, str]) -> Any:
        answers = self.answers.get(given["ts"])
        root = [one for one in self.messages[given["channel"]] if one["ts"] == given["ts"]]
        return self._paged([*root, *answers], given, always=1) if answers else "thread_not_found"

    def _paged(self, found: list[dict[str, Any]], given: dict[str, str], always: int = 0) -> Any:
        found = [one for at, one in enumerate(found) if at < always or float(one["ts"]) > float(given["oldest"])]
        begin, size = int(given.get("cursor") or 0), int(given["limit"])
        part = found[begin : begin + size]
        following = str(begin + size) if begin + size < len(found) else ""
        if self._looping and found:
            part, following = found[:1] * size, str(begin + size)
        return {"messages": part, "has_more": bool(following), "response_metadata": {"next_cursor": following}}

    def _conversations_info(self, given: dict[str, str]) -> Any:
        if given["channel"] not in self.channels:
            return "channel_not_found"
        last = self.read.get(given["channel"], "0000000000.000000")
        return {"channel": {"id": given["channel"], "name": given["channel"].lower(), "last_read": last}}

    def _conversations_mark(self, given: dict[str, str]) -> Any:
        self.read[given["channel"]] = given["ts"]
        return {}

    def _search_messages(self, given: dict[str, str]) -> Any:
        return {"query": given["query"], "messages": {"matches": self.found, "total": len(self.found)}}

    def _apps_connections_open(self, _: dict[str, str]) -> Any:
        assert self.sockets is not None
        return self.app_refused or {"url": self.sockets.url}


class Person:
    """Whose token it is: their own status and snooze, which Slack ends by itself. `lacks`: methods whose scope the
    token has not, and that scope."""

    def __init__(self) -> None:
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.writes: list[tuple[str, Presence]] = []
        self.lacks: dict[str, str] = {}
        self.refuses = ""
        """Why their profile cannot be changed."""
        self.emoji = {"no_entry", "train", "lock", "speech_balloon", "palm_tree"}
        self.status = Presence()
        self.snooze = Presence()
        self.methods: Mapping[str, Callable[[dict[str, str]], Any]] = {
            "users.profile.get": lambda _: {"profile": self._profile()},
            "users.profile.set": self._set,
            "dnd.info": lambda _: {**self._schedule(), **self._snooze()},
            "dnd.setSnooze": self._set_snooze,
            "dnd.endSnooze": self._end_snooze,
        }

    def shown(self) -> Mapping[str, Presence]:
        return {"status": self._valid(self.status), "snooze": self._valid(self.snooze)}

    def by_hand(self, part: str, presence: Presence) -> None:
        setattr(self, part, presence)

    def _valid(self, presence: Presence) -> Presence:
        return Presence() if presence.until is not None and presence.until <= self.now() else presence

    def _profile(self) -> dict[str, Any]:
        status = self._valid(self.status)
        ends = int(status.until.timestamp()) if status.until is not None else 0
        said = escape(status.text, quote=False)
        return {"status_text": said, "status_emoji": status.emoji, "status_expiration": ends, "real_name": "Grace"}

    def _set(self, given: dict[str, str]) -> Any:
        wanted = json.loads(given["profile"])
        assert set(wanted) == {"status_text", "status_emoji", "status_expiration"}
        said, emoji, ends = wanted["status_text"], wanted["status_emoji"], wanted["status_expiration"]
        assert isinstance(ends, int)
        if self.refuses or len(said) > 100:
            return self.refuses or "too_long"
        if emoji and not re.fullmatch(r":[a-z0-9_+-]+:", emoji):
            return "profile_status_set_failed_not_emoji_syntax"
        if emoji and emoji.strip(":") not in self.emoji:
            return "profile_status_set_failed_not_valid_emoji"
        until = datetime.fromtimestamp(ends, UTC) if ends else None
        level = Level.TEXT if said or emoji else Level.AVAILABLE
        written = Presence(level, said, emoji or (":speech_balloon:" if said else ""), until if said or emoji else None)
        self.writes.append(("status", written))
        self.status = written
        return {"username": "grace", "profile": self._profile()}

    @staticmethod
    def _schedule() -> dict[str, Any]:
        return {"dnd_enabled": True, "next_dnd_start_ts": 1_794_171_600, "next_dnd_end_ts": 1_794_207_600}

    def _snooze(self) -> dict[str, Any]:
        snooze = self._valid(self.snooze)
        if snooze.blank:
            return {"snooze_enabled": False}
        if snooze.until is None:
            return {"snooze_enabled": True, "snooze_endtime": 0, "snooze_remaining": 0, "snooze_is_indefinite": True}
        left = int((snooze.until - self.now()).total_seconds())
        ends = int(snooze.until.timestamp())
        told = {"snooze_endtime": ends, "snooze_remaining": left, "snooze_is_indefinite": False}
        return {"snooze_enabled": True, **told}

    def _set_snooze(self, given: dict[str, str]) -> Any:
        until = self.now().replace(microsecond=0) + timedelta(minutes=int(given["num_minutes"]))
        self.snooze = Presence(Level.DO_NOT_DISTURB, until=until)
        self.writes.append(("snooze", self.snooze))
        return self._snooze()

    def _end_snooze(self, _: dict[str, str]) -> Any:
        if self._valid(self.snooze).blank:
            return "snooze_not_active"
        self.snooze = Presence()
        self.writes.append(("snooze", self.snooze))
        return {**self._schedule(), "snooze_enabled": False}


def refused(word: str, **more: Any) -> Says:
    return Says(200, {"ok": False, "error": word, **more})
