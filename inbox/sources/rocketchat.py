"""Rocket.Chat: what names the person, answers them in a thread, or is written to them alone, while it is unread there.

https://developer.rocket.chat/apidocs (REST). The person's subscriptions say in which rooms there is something; only of
those the messages are asked for, and of no more than eight rooms in one go: a server grants ten requests a minute for
each address, unless whoever runs it allows more. Who names a whole room (@all, @here) is not told of: the server's list
of mentions has only those by name. What was read there before it was asked for is not told either.

`thread`: `chat.example.org/channel/general`, `.../group/NAME`, `.../direct/ID`, as the addresses of rooms; `event`:
`chat.example.org/?msg=ID`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from inbox.errors import Broken
from inbox.item import Reason
from inbox.sources import Field, Probe, Source, SourceSpec, Terms, Value
from inbox.web import fields, values
from inbox.writing import Standing

if TYPE_CHECKING:  # what asks servers is not needed before an account is opened
    from inbox.wakeup import Wakeup
    from inbox.web.client import Client, Query
    from inbox.web.feed import Portion, Told

_PAGE: Final = 100
"""The most a server gives at once, where nobody changed that."""
_MOST_PAGES: Final = 100
_ROOMS: Final = 8
_DAY: Final = 86_400_000_000
_ID: Final = re.compile(r"[\w-]{1,80}", re.ASCII)
_PATHS: Final = {"c": "channel", "p": "group", "d": "direct"}
_LEFT: Final = frozenset({"error-room-not-found", "error-invalid-room", "error-not-allowed", "error-invalid-message"})
"""The person is not there any more, or it is not: which is no matter of the token."""


@dataclass(frozen=True, slots=True)
class _Room:
    """A subscription. `at`: when it changed; `read`: until when the person has read; microseconds."""

    id: str
    kind: str
    name: str
    at: int
    read: int
    named: int
    unread: int
    threads: tuple[str, ...] | None
    """Those with something unread; None where it is not said."""


class _Feed:
    push = False

    def __init__(self, client: Client, terms: Terms) -> None:
        from inbox.web.rooms import Rooms

        self._client = client
        self._start = terms.start
        self._site = client.base.partition("://")[2]
        self._rooms = Rooms()
        self._me: Mapping[str, Any] = {}
        self._asked: dict[str, int] = {}
        self._all = True

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        from inbox.web.rooms import micros

        everything, self._all = self._all, True
        self._know_me()
        goes_on = self._rooms.begin(cursor)
        if everything or not goes_on:
            self._asked.clear()
        there = self._subscriptions(0 if everything or not goes_on else self._rooms.since)
        newest = max((one.at for one in there), default=self._rooms.at)
        if everything:
            self._rooms.set_back(newest)
        since = self._rooms.since if goes_on else micros(now) - self._start.days * _DAY
        due = sorted((one for one in there if self._is_due(one, since)), key=lambda one: one.at)
        told: list[Told] = []
        for room in due[:_ROOMS]:
            told += self._of(room, max(since, room.read), now)
        enough = not goes_on and len(told) >= self._start.mails
        if len(due) > _ROOMS and not enough:  # the others are due the next time
            newest = due[_ROOMS - 1].at
        if not goes_on:
            told.sort(key=lambda one: one.at)
            told = told[max(0, len(told) - self._start.mails) :]
        yield from self._rooms.portions(told, newest, now)
        if not goes_on and len(due) > _ROOMS and not enough:
            self._rooms.floor = 0  # what is unread in the others is older than what was read now
        self._asked |= {room.id: room.at for room in due[:_ROOMS]}
        self._all = False

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        wakeup.wait(seconds)

    def probe(self) -> Probe:
        self._me = {}
        self._know_me()
        unread = sum(one.named + (one.unread if one.kind == "d" else 0) for one in self._subscriptions(0))
        name = values.text(self._me, "name") or values.text(self._me, "username")
        return Probe(self._client.host, (), self._client.tls, unread, auth=name)

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        """By how far a room is read; for an answer in a thread, by whether the thread has something unread."""
        named = {key: parts for key in keys if (parts := _parts(key)) is not None}
        if not named:
            return {}
        there = {one.id: one for one in self._subscriptions(0)}
        found: dict[str, Standing] = {}
        for key, (rid, _, at, thread) in named.items():
            room = there.get(rid)
            if room is not None and not thread:
                found[key] = self._rooms.standing(rid, at, room.read)
            elif room is not None and room.threads is not None:
                found[key] = Standing.UNREAD if thread in room.threads else Standing.READ
        return found

    def mark(self, key: str, *, read: bool) -> bool:
        parts = _parts(key)
        if parts is None or parts[3]:
            return False
        rid, id, at, _ = parts
        before = self._position(rid)
        if before is None:
            return False
        if read:
            self._client.ask("POST", "api/v1/subscriptions.read", body={"rid": rid})
        else:
            self._client.ask("POST", "api/v1/subscriptions.unread", body={"firstUnreadMessage": {"_id": id}})
        to = self._position(rid)
        if to is not None and read:
            self._rooms.move(rid, at, before, to)
        elif to is not None:
            self._rooms.take_back(rid, at, to)
        return True

    def close(self) -> None:
        self._client.close()

    def _know_me(self) -> None:
        if self._me:
            return
        me = self._client.get("api/v1/me").data
        if not values.text(me, "_id"):
            raise Broken("The server does not say who we are.")
        self._me = me

    def _subscriptions(self, since: int) -> list[_Room]:
        query: Query = {"updatedSince": _iso(since)} if since else {}
        there = values.objects(self._client.get("api/v1/subscriptions.get", query).data, "update")
        return [_room(one) for one in there if _is_id(one.get("rid")) and values.text(one, "t") in _PATHS]

    def _is_due(self, room: _Room, since: int) -> bool:
        asked = room.named or room.threads or (room.kind == "d" and room.unread)
        return bool(asked) and room.at >= since and self._asked.get(room.id) != room.at

    def _position(self, rid: str) -> int | None:
        answer = self._client.get("api/v1/subscriptions.getOne", {"roomId": rid}).data
        one = values.found(answer, "subscription")
        return _room(one).read if isinstance(one, dict) else None

    def _of(self, room: _Room, since: int, now: datetime) -> list[Told]:
        told: dict[str, Told] = {}
        lists: list[tuple[str, dict[str, str | int | bool], Reason]] = []
        if room.kind == "d":
            lists.append(("im.messages", {"roomId": room.id}, Reason.DIRECT))
        elif room.named:
            lists.append(("chat.getMentionedMessages", {"roomId": room.id}, Reason.MENTIONED))
        lists += [("chat.getThreadMessages", {"tmid": one}, Reason.REPLIED) for one in (room.threads or ())[:_ROOMS]]
        for method, query, reason in lists:
            for message in self._messages(method, query, since):
                if (one := self._told(room, message, reason, now)) is not None:
                    told.setdefault(one.key, one)
        return list(told.values())

    def _messages(self, method: str, query: dict[str, str | int | bool], since: int) -> Iterator[Mapping[str, Any]]:
        """The newest first, down to `since`."""
        for page in range(_MOST_PAGES):
            asked = {**query, "count": _PAGE, "offset": page * _PAGE, "sort": '{"ts": -1}'}
            answer = self._client.get(f"api/v1/{method}", asked, expects=(200, 400, 403))
            if answer.status != 200:
                if values.text(answer.data, "errorType") in _LEFT:
                    return
                raise Broken(f"{method}: {values.text(answer.data, 'error')[:200]}")
            found = values.objects(answer.data, "messages")
            for one in found:
                if _time(one, "ts") <= since:
                    return
                yield one
            if len(found) < _PAGE:
                return

    def _told(self, room: _Room, message: Mapping[str, Any], reason: Reason, now: datetime) -> Told | None:
        """None for what the person wrote, and for what the server says of the room."""
        from inbox.mail.clean import preview
        from inbox.web.feed import Told
        from inbox.web.rooms import instant

        id, author = values.text(message, "_id"), values.text(message, "u", "_id")
        if not _is_id(id) or author == self._me["_id"] or values.text(message, "t"):
            return None
        at, text, thread = _time(message, "ts"), values.text(message, "msg"), values.text(message, "tmid")
        mentions = values.found(message, "mentions")
        named = [values.text(one, "_id") for one in mentions] if isinstance(mentions, list) else []
        path = f"{_PATHS[room.kind]}/{room.id if room.kind == 'd' else room.name}"
        return Told(
            key=f"{room.id}:{id}:{at}:{thread if _is_id(thread) else ''}",
            reason=Reason.MENTIONED if self._me["_id"] in named else reason,
            actor=values.text(message, "u", "name") or values.text(message, "u", "username"),
            title=preview(text, 80),
            text=text,
            at=instant(at, now),
            project="" if room.kind == "d" else room.name,
            thread=f"{self._site}/{path}",
            event=f"{self._client.host}/?msg={id}",
            link=f"{self._client.base}/{path}?msg={id}",
            people=max(1, len(named)),
            bot=bool(message.get("bot")),
        )


def _room(one: Mapping[str, Any]) -> _Room:
    threads = one.get("tunread")
    return _Room(
        id=values.text(one, "rid"),
        kind=values.text(one, "t"),
        name=values.text(one, "name"),
        at=_time(one, "_updatedAt"),
        read=_time(one, "ls"),
        named=values.number(one, "userMentions"),
        unread=values.number(one, "unread"),
        threads=tuple(id for id in threads if _is_id(id)) if isinstance(threads, list) else None,
    )


def _time(of: Any, name: str) -> int:
    from inbox.web.rooms import micros

    at = values.instant(of, name)
    return micros(at) if at is not None else 0


def _iso(at: int) -> str:
    from inbox.web.rooms import instant

    return f"{instant(at):%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z"


def _is_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _parts(key: str) -> tuple[str, str, int, str] | None:
    """The room, the message, when it was written, and the thread it answers in."""
    parts = key.split(":")
    if len(parts) != 4 or not all(map(_is_id, parts[:2])) or not parts[2].isdecimal():
        return None
    return parts[0], parts[1], int(parts[2][:20]), parts[3]


def _open(given: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
    from inbox.web.client import Client
    from inbox.web.feed import FeedSource

    headers = {
        "X-Auth-Token": secrets.get("token", "").strip(),
        "X-User-Id": str(given.get("user_id", "")).strip(),
    }
    client = Client(str(given.get("url", "")), headers, ca_file=str(given.get("ca_file") or ""))
    return FeedSource("rocketchat", _Feed(client, terms))


SPEC = SourceSpec(
    name="rocketchat",
    title="Rocket.Chat",
    fields=(
        fields.url(help="Such as https://chat.example.org"),
        Field("user_id", "User id", identifies=True, help="Shown beside the token when it is made"),
        fields.token(help="A personal access token: in Rocket.Chat, My account, Personal access tokens"),
        fields.poll_seconds(),
        replace(fields.DONE_MARKS_READ, help="At the server too: the whole room"),
        fields.READ_ELSEWHERE,
        fields.CA_FILE,
    ),
    open=_open,
    mentions=True,
)
