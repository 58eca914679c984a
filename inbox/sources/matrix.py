"""Matrix: what a homeserver counts as naming the person, asked for at `/notifications`.

Polled, and never by `/sync`: a sync takes the device's encryption messages away from the program whose token it is, and
may show the person online. What is asked here does neither.
https://spec.matrix.org/v1.16/client-server-api/#get_matrixclientv3notifications, #receipts
Names as everywhere: thread `matrix.to/#/ROOM` or `matrix.to/#/ROOM/ROOT`, event `matrix.to/#/ROOM/EVENT`, unquoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from inbox.errors import Broken, Offline
from inbox.item import Reason
from inbox.rank import MASS
from inbox.sources import Field, Probe, SourceSpec, Start, Terms, Value
from inbox.wakeup import Wakeup
from inbox.web import fields
from inbox.web.feed import FeedSource, Portion, Told
from inbox.web.listing import Listed, Mark
from inbox.web.paging import MOST_PAGES
from inbox.web.values import epoch, found, objects, text
from inbox.writing import Standing

if TYPE_CHECKING:
    from inbox.web.client import Client

_Entry = Mapping[str, Any]
"""A notification, as the server lists it."""

_API: Final = "/_matrix/client/v3"
_PAGE: Final = 50
"""Events have at most 64 KiB: so many stay below what one answer may hold."""
_SHALLOW: Final = 4
_DEEP: Final = 40
_SELDOM: Final = 20
"""How many pages are looked through for how things stand, each time and now and then."""
_MOST_LOOKUPS: Final = 200
"""Names of rooms and people that are asked for in one go; of others their identifiers do."""


class _Feed:
    push = False

    def __init__(self, client: Client, *, direct: bool, encrypted: bool, all_of_it: bool, start: Start) -> None:
        """`direct`, `encrypted`: what is told beside mentions. `all_of_it`: also what was read there before us."""
        self._client = client
        self._direct = direct
        self._encrypted = encrypted
        self._all_of_it = all_of_it
        self._start = start
        self._me = ""
        self._names: dict[str, str] = {}
        self._lookups = 0
        self._looks = 0

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        self._lookups = 0
        me = self._whoami()
        direct = self._direct_rooms() if self._direct else frozenset()
        read_too = self._all_of_it and bool(cursor)
        listed = (
            Listed(_key(one), _at(one), partial(self._told, one, reason, me, read_too=read_too))
            for one in self._newest_first(MOST_PAGES, everything=self._direct or self._encrypted)
            if (self._all_of_it or one.get("read") is not True) and (reason := self._reason(one, me, direct))
        )
        yield from Mark(cursor, now, self._start).news(listed)

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        wakeup.wait(seconds)

    def probe(self) -> Probe:
        me = self._whoami()
        unread = sum(one.get("read") is not True for one in self._newest_first(1))
        return Probe(self._client.host, (), self._client.tls, unread, auth=me)

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        wanted = {key for key in keys if all(key.partition(" "))}
        known: dict[str, Standing] = {}
        most = len(wanted) // _PAGE + (_DEEP if self._looks % _SELDOM == 0 else _SHALLOW)
        for everything in (False, True) if self._direct or self._encrypted else (False,):
            if not wanted - known.keys():
                return known
            for one in self._newest_first(most, everything=everything):
                if _key(one) in wanted:
                    known[_key(one)] = _standing(one)
                    if len(known) == len(wanted):
                        return known
        # What is not listed (any more) was deleted, or is older than was looked; some of it each time.
        rest = sorted(wanted - known.keys())
        begin = self._looks * _SHALLOW % max(1, len(rest))
        for key in [*rest[begin:], *rest[:begin]][:_SHALLOW]:
            if self._gone(key):
                known[key] = Standing.GONE
        self._looks += 1
        return known

    def mark(self, key: str, *, read: bool) -> bool:
        if not read:
            return False  # a receipt only moves on
        room, _, event = key.partition(" ")
        path = f"rooms/{_quoted(room)}/receipt/m.read/{_quoted(event)}"
        return self._client.ask("POST", path, body={}, expects=(200, 400, 403, 404)).status == 200

    def close(self) -> None:
        self._client.close()

    # -------------------------------------------------------------------------------------------- the list

    def _newest_first(self, most: int, *, everything: bool = False) -> Iterator[_Entry]:
        """At most so many pages; one that was had before ends it, too."""
        had = {""}
        token = ""
        for _ in range(most):
            query: dict[str, str | int | bool] = {"limit": _PAGE}
            query |= ({} if everything else {"only": "highlight"}) | ({"from": token} if token else {})
            answer = self._client.get("notifications", query, expects=(200, 400) if token else (200,))
            if answer.status == 400:
                raise Offline("The server does not know its own list any more: it is read anew.")
            listed = objects(answer.data, "notifications")
            yield from (one for one in listed if all(_key(one).partition(" ")) and _key(one).isprintable())
            token = text(answer.data, "next_token")
            if token in had or not listed:
                return
            had.add(token)

    # ------------------------------------------------------------------------------------------- one event

    def _told(self, one: _Entry, reason: Reason, me: str, *, read_too: bool) -> Told | None:
        room, id, sender = text(one, "room_id"), text(one, "event", "event_id"), text(one, "event", "sender")
        kind = text(one, "event", "type")
        encrypted, invited = kind == "m.room.encrypted", kind == "m.room.member"
        if (one.get("read") is True and not read_too) or (invited and not self._still_invited(one, me)):
            return None
        content = found(one, "event", "content")
        relation, related = text(content, "m.relates_to", "rel_type"), text(content, "m.relates_to", "event_id")
        answers = bool(text(content, "m.relates_to", "m.in_reply_to", "event_id"))
        said = found(content, "m.new_content") or content
        words = "(encrypted message)" if encrypted else "(invitation)" if invited else text(said, "body")
        if answers and words.startswith("> "):  # older programs put what is answered before an answer
            words = re.sub(r"\A(?:> .*\n?)+\n?", "", words)
        if reason is Reason.MENTIONED and answers and not self._names_me(said, words, me):
            reason = Reason.REPLIED
        place = f"matrix.to/#/{room}"
        name, actor = self._name_of(room), self._person(room, sender)
        return Told(
            key=_key(one),
            reason=reason,
            actor=actor,
            title=name or actor,
            text=words,
            at=_at(one),
            project=name,
            thread=f"{place}/{related}" if relation == "m.thread" else place,
            event=f"{place}/{id}",
            others=(f"{place}/{related}",) if relation == "m.replace" and related else (),
            link=f"https://matrix.to/#/{_quoted(room)}/{_quoted(id)}",
            people=_people(said, words, me),
            bot=text(said, "msgtype") == "m.notice",
        )

    def _reason(self, one: _Entry, me: str, direct: frozenset[str]) -> Reason | None:
        """None: not told. The server cannot read what is encrypted, so there it highlights nothing."""
        if text(one, "event", "sender") == me or _redacted(one["event"]):
            return None
        actions = one.get("actions")
        for action in actions if isinstance(actions, list) else ():
            if text(action, "set_tweak") == "highlight" and found(action, "value") is not False:
                return Reason.MENTIONED
        kind = text(one, "event", "type")
        if self._direct and (text(one, "room_id") in direct or kind == "m.room.member"):
            return Reason.DIRECT
        return Reason.SUBSCRIBED if self._encrypted and kind == "m.room.encrypted" else None

    def _names_me(self, said: Any, words: str, me: str) -> bool:
        """In its words: who answers names whom they answer without a word of it."""
        if me in text(said, "formatted_body").rpartition("</mx-reply>")[2] or me in words:
            return True
        names = {_local(me), self._named(f"profile/{_quoted(me)}/displayname", "displayname")} - {""}
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE) for name in names)

    # -------------------------------------------------------------------------------------- what is called how

    def _whoami(self) -> str:
        if not self._me:
            self._me = text(self._client.get("account/whoami").data, "user_id")
            if not self._me:
                raise Broken("The server does not say who its token is for.")
        return self._me

    def _direct_rooms(self) -> frozenset[str]:
        answer = self._client.get(f"user/{_quoted(self._me)}/account_data/m.direct", expects=(200, 404))
        lists = answer.data.values() if answer.status == 200 and isinstance(answer.data, dict) else ()
        return frozenset(str(room) for rooms in lists if isinstance(rooms, list) for room in rooms)

    def _gone(self, key: str) -> bool:
        room, _, event = key.partition(" ")
        answer = self._client.get(f"rooms/{_quoted(room)}/event/{_quoted(event)}", expects=(200, 400, 403, 404))
        return answer.status == 404 or (answer.status == 200 and _redacted(answer.data))

    def _still_invited(self, one: _Entry, me: str) -> bool:
        if text(one, "event", "content", "membership") != "invite" or text(one, "event", "state_key") != me:
            return False
        path = f"rooms/{_quoted(text(one, 'room_id'))}/state/m.room.member/{_quoted(me)}"
        now = self._client.get(path, expects=(200, 403, 404))
        return now.status != 200 or text(now.data, "membership") == "invite"

    def _person(self, room: str, person: str) -> str:
        path = f"rooms/{_quoted(room)}/state/m.room.member/{_quoted(person)}"
        return self._named(path, "displayname") or _local(person)

    def _name_of(self, room: str) -> str:
        """'' for many of two people, and for those one is not in."""
        path = f"rooms/{_quoted(room)}/state/m.room."
        return self._named(f"{path}name", "name") or self._named(f"{path}canonical_alias", "alias")

    def _named(self, path: str, field: str) -> str:
        if path not in self._names:
            self._lookups += 1
            if self._lookups > _MOST_LOOKUPS:
                return ""
            answer = self._client.get(path, expects=(200, 400, 403, 404))
            self._names[path] = text(answer.data, field) if answer.status == 200 else ""
        return self._names[path]


def _key(one: _Entry) -> str:
    return f"{text(one, 'room_id')} {text(one, 'event', 'event_id')}"


def _at(one: _Entry) -> datetime:
    return epoch(one, "ts", unit=0.001) or datetime.fromtimestamp(0, UTC)


def _local(person: str) -> str:
    """`@ada:example.org` is ada."""
    return person[1:].partition(":")[0]


def _redacted(event: Any) -> bool:
    return found(event, "unsigned", "redacted_because") is not None or not found(event, "content")


def _standing(one: _Entry) -> Standing:
    if _redacted(one["event"]):
        return Standing.GONE
    return Standing.READ if one.get("read") is True else Standing.UNREAD


def _people(said: Any, words: str, me: str) -> int:
    """How many were named: a whole room is a crowd, unless the person is named beside it."""
    mentions = found(said, "m.mentions")
    if not isinstance(mentions, dict):
        return MASS if re.search(r"(?<!\w)@room(?!\w)", words) and me not in words else 1
    named = mentions.get("user_ids")
    users = named if isinstance(named, list) else []
    return MASS if mentions.get("room") is True and me not in users else max(1, len(users))


def _quoted(part: str) -> str:
    return quote(part, safe="!$:@")


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> FeedSource:
    from inbox.web.client import Client

    client = Client(
        str(values["url"]).strip().rstrip("/").removesuffix(_API) + _API,
        {"Authorization": f"Bearer {secrets.get('token', '').strip()}"},
        ca_file=str(values.get("ca_file") or ""),
    )
    feed = _Feed(
        client,
        direct=bool(values.get("direct_messages")),
        encrypted=bool(values.get("encrypted_rooms")),
        all_of_it=not values.get("read_elsewhere_is_done", True),
        start=terms.start,
    )
    return FeedSource("matrix", feed)


SPEC = SourceSpec(
    name="matrix",
    title="Matrix",
    fields=(
        fields.url(help="Of your homeserver, such as https://matrix.example.org"),
        fields.token("Best that of a session of its own: the help page on mentions tells how to get one"),
        fields.poll_seconds(30, least=10),
        Field(
            "direct_messages",
            "Direct messages too",
            kind="flag",
            default=True,
            help="Those of encrypted rooms without their text",
            group="reading",
        ),
        Field(
            "encrypted_rooms",
            "All messages of encrypted rooms",
            kind="flag",
            default=False,
            help="There the server cannot see who is named: this tells of every message it notifies you of",
            group="reading",
        ),
        fields.DONE_MARKS_READ,
        fields.READ_ELSEWHERE,
        fields.CA_FILE,
    ),
    open=_open,
    mentions=True,
)
