"""Zulip: mentions and direct messages, asked for now and then.

https://zulip.com/api/get-messages, /api/update-message-flags, /api/rest-error-handling. Zulip 7 or later (2023).

Messages have one rising number for all of a server, and each carries the person's own flags. So what is new is what is
above a number; no event queue is kept, which a server forgets after ten minutes. Of two that are written at once the
later number may show first: the last few are asked for again. One cursor for each list that is asked: between two
requests a message may come that belongs in the first. What an edit turns into a mention later on is not seen.

`thread`: `chat.example.org/channel/9/topic/greet%20all`, or `chat.example.org/dm/8,12` with the numbers of all who are
in it; `event`: `chat.example.org/near/1234`, the number that ends a link to a message.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from inbox.errors import Broken
from inbox.item import Reason
from inbox.rank import MASS
from inbox.sources import Field, Probe, Source, SourceSpec, Start, Terms, Value
from inbox.web import fields, values
from inbox.writing import Standing

if TYPE_CHECKING:  # what asks servers is not needed before an account is opened
    from inbox.wakeup import Wakeup
    from inbox.web.client import Client, Query
    from inbox.web.feed import Portion, Told

_PAGE: Final = 200
_AGAIN: Final = 20
"""So many messages may have come before the last one's number was seen."""
_MOST_PAGES: Final = 400
"""In one fetch; the next goes on from there."""
_LISTS: Final = ("mentioned", "dm")
_WILDCARDS: Final = frozenset({"wildcard_mentioned", "stream_wildcard_mentioned", "topic_wildcard_mentioned"})
_KEY: Final = re.compile(r"\d{1,20}-\d{1,20}")
"""A message's number, and when it was written: a server that was set back gives its numbers again."""
_NAMED: Final = re.compile(r"@_?\*{1,2}([^*|\n]{1,200})(?:\|\d{1,20})?\*{1,2}")
_BY_NUMBERS: Final = 300
"""The feature level from which messages can be asked for by their numbers (Zulip 10)."""
_MOST_ONE_BY_ONE: Final = 40
"""A server answers 200 requests a minute."""


@dataclass(slots=True)
class _Place:
    """How far one list was told. `told`: the numbers of the latest up to `after`; what is not above `floor` was there
    at the first look, and is not told later."""

    after: int
    floor: int
    told: tuple[int, ...] = ()


class _Feed:
    push = False

    def __init__(self, client: Client, start: Start) -> None:
        self._client = client
        self._start = start
        self._me: Mapping[str, Any] = {}
        self._level = 0
        self._bots: dict[int, bool] = {}

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        from inbox.web.feed import Portion

        self._know_me()
        places, newest = _places(cursor), self._newest()
        if not places or newest < max(place.after for place in places.values()):  # set back, it counts from there
            places = {name: _Place(newest, newest) for name in _LISTS}
            told = sorted((one for name in _LISTS for one in self._unread(name, newest, now)), key=lambda one: one.at)
            yield Portion(tuple(told[max(0, len(told) - self._start.mails) :]), _cursor(places))
            return
        for name in _LISTS:
            yield from self._later(name, places, now)

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        wakeup.wait(seconds)

    def probe(self) -> Probe:
        self._know_me()
        unread = self._messages("mentioned", "newest", before=_PAGE, unread=True)
        name = values.text(self._me, "full_name") or values.text(self._me, "email")
        return Probe(
            self._client.host, (f"Zulip, feature level {self._level}",), self._client.tls, len(unread), auth=name
        )

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        self._know_me()
        known = [key for key in keys if _KEY.fullmatch(key)]
        found: dict[str, Standing] = {}
        if self._level < _BY_NUMBERS:
            for key in known[:_MOST_ONE_BY_ONE]:
                path = f"api/v1/messages/{key.partition('-')[0]}"
                answer = self._client.get(path, {"apply_markdown": False}, expects=(200, 400))
                message = values.found(answer.data, "message")
                found[key] = _standing(message) if message and _key(message) == key else Standing.GONE
            return found
        for begin in range(0, len(known), _PAGE):
            asked = known[begin : begin + _PAGE]
            numbers = ",".join(key.partition("-")[0] for key in asked)
            query: Query = {"message_ids": f"[{numbers}]", "apply_markdown": False}
            there = values.objects(self._client.get("api/v1/messages", query).data, "messages")
            flags = {_key(one): one for one in there}
            found.update((key, _standing(flags[key]) if key in flags else Standing.GONE) for key in asked)
        return found

    def mark(self, key: str, *, read: bool) -> bool:
        form = {"messages": f"[{int(key.partition('-')[0])}]", "op": "add" if read else "remove", "flag": "read"}
        self._client.ask("POST", "api/v1/messages/flags", form=form)
        return True

    def close(self) -> None:
        self._client.close()

    def _know_me(self) -> None:
        if self._me:
            return
        me = self._client.get("api/v1/users/me").data
        if not values.number(me, "user_id"):
            raise Broken("The server does not say who we are.")
        self._level = values.number(self._client.get("api/v1/server_settings").data, "zulip_feature_level")
        self._me = me

    def _newest(self) -> int:
        """The number of the newest message of all; 0 where there is none."""
        query: Query = {"anchor": "newest", "num_before": 1, "num_after": 0, "apply_markdown": False}
        found = values.objects(self._client.get("api/v1/messages", query).data, "messages")
        return max([0, *(values.number(one, "id") for one in found)])

    def _unread(self, name: str, newest: int, now: datetime) -> Iterator[Told]:
        """What waits there unread, as far back as `Start`."""
        anchor: str | int = newest
        left = self._start.mails
        while left > 0:  # each page takes from it, or is the last
            found = self._messages(name, anchor, before=min(left, _PAGE), unread=True)
            for one in reversed(found):
                told = self._told(name, one, now)
                if (now - (values.epoch(one, "timestamp") or now)).days >= self._start.days:
                    return
                if told is not None:
                    yield told
            left -= len(found)
            first = min((values.number(one, "id") for one in found), default=0)
            if len(found) < _PAGE or first <= 1:
                return
            anchor = first - 1

    def _later(self, name: str, places: Mapping[str, _Place], now: datetime) -> Iterator[Portion]:
        from inbox.web.feed import Portion

        place = places[name]
        for page in range(_MOST_PAGES):
            found = self._messages(name, place.after, before=0 if page else _AGAIN, after=_PAGE)
            fresh = [one for one in found if place.floor < values.number(one, "id") not in place.told]
            newer = [id for one in found if (id := values.number(one, "id")) > place.after]
            if page and found and not newer:
                raise Broken("The server gives the same messages again and again.")
            place.after = max([place.after, *newer])
            place.told = tuple(sorted({*place.told, *(values.number(one, "id") for one in fresh)})[-2 * _AGAIN :])
            if fresh:
                told = tuple(one for message in fresh if (one := self._told(name, message, now)) is not None)
                yield Portion(told, _cursor(places))
            if len(newer) < _PAGE:
                return

    def _messages(
        self, name: str, anchor: str | int, *, before: int = 0, after: int = 0, unread: bool = False
    ) -> list[Mapping[str, Any]]:
        narrow = [{"operator": "is", "operand": operand} for operand in (name, "unread")[: 1 + unread]]
        query: Query = {
            "anchor": anchor,
            "include_anchor": bool(before),
            "num_before": before,
            "num_after": after,
            "narrow": json.dumps(narrow),
            "apply_markdown": False,
        }
        return values.objects(self._client.get("api/v1/messages", query).data, "messages")

    def _told(self, name: str, message: Mapping[str, Any], now: datetime) -> Told | None:
        """None for what we wrote ourselves, and for what the other list gives."""
        from inbox.mail.clean import preview
        from inbox.web.feed import Told

        flags = _flags(message)
        sender, identity = values.number(message, "sender_id"), values.number(message, "id")
        direct = values.text(message, "type") != "stream"
        named = "mentioned" in flags
        if identity <= 0 or sender == self._me["user_id"] or (direct and (name == "mentioned") != named):
            return None
        crowd = not named and not direct and bool(flags & _WILDCARDS)
        text = _NAMED.sub(r"@\1", values.text(message, "content"))
        thread, link, channel = self._place(message, direct)
        return Told(
            key=_key(message),
            reason=Reason.MENTIONED if named or crowd else Reason.DIRECT,
            actor=values.text(message, "sender_full_name"),
            title=preview(text, 80) if direct else values.text(message, "subject"),
            text=text,
            at=values.epoch(message, "timestamp") or now,
            project=channel,
            thread=f"{self._client.host}/{thread}",
            event=f"{self._client.host}/near/{identity}",
            link=f"{self._client.base}/#narrow/{link}/near/{identity}",
            people=MASS if crowd else 1,
            bot=self._is_bot(sender),
        )

    def _place(self, message: Mapping[str, Any], direct: bool) -> tuple[str, str, str]:
        """The thread, how the web app's address has it, and the name of the channel."""
        if direct:
            people = message.get("display_recipient")
            numbers = sorted(values.number(one, "id") for one in people) if isinstance(people, list) else []
            all_of_them = ",".join(str(one) for one in numbers)
            return f"dm/{all_of_them}", f"dm/{all_of_them}", ""
        stream, topic = values.number(message, "stream_id"), quote(values.text(message, "subject"), safe="")
        # The web app's addresses have a dot for each %, and no other dots.
        shown = topic.replace(".", "%2E").replace("%", ".")
        return (
            f"channel/{stream}/topic/{topic}",
            f"channel/{stream}/topic/{shown}",
            values.text(message, "display_recipient"),
        )

    def _is_bot(self, sender: int) -> bool:
        if sender not in self._bots and sender > 0:
            answer = self._client.get(f"api/v1/users/{sender}", expects=(200, 400, 404))
            self._bots[sender] = values.found(answer.data, "user", "is_bot") is True
        return self._bots.get(sender, False)


def _places(cursor: str) -> dict[str, _Place]:
    """Empty where the cursor is none of ours."""
    try:
        kept = json.loads(cursor) if cursor else {}
        found: dict[str, _Place] = {}
        for name in _LISTS if kept else ():
            after, floor, told = kept[name]
            found[name] = _Place(int(after), int(floor), tuple(int(one) for one in told))
        return found
    except (ValueError, TypeError, KeyError):
        return {}


def _cursor(places: Mapping[str, _Place]) -> str:
    return json.dumps({name: (place.after, place.floor, place.told) for name, place in places.items()})


def _key(message: Any) -> str:
    return f"{values.number(message, 'id')}-{values.number(message, 'timestamp')}"


def _flags(message: Any) -> frozenset[str]:
    flags = values.found(message, "flags")
    return frozenset(one for one in flags if isinstance(one, str)) if isinstance(flags, list) else frozenset()


def _standing(message: Any) -> Standing:
    return Standing.READ if "read" in _flags(message) else Standing.UNREAD


def _open(given: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
    import base64

    from inbox.web.client import Client
    from inbox.web.feed import FeedSource

    pair = f"{str(given.get('user', '')).strip()}:{secrets.get('token', '').strip()}"
    headers = {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
    client = Client(str(given.get("url", "")), headers, ca_file=str(given.get("ca_file") or ""))
    return FeedSource("zulip", _Feed(client, terms.start))


SPEC = SourceSpec(
    name="zulip",
    title="Zulip",
    fields=(
        fields.url(help="Such as https://team.zulipchat.com"),
        Field("user", "User name", identifies=True, help="Your mail address there"),
        fields.token(help="Your API key: in Zulip, Settings, Account & privacy, Manage your API key"),
        fields.poll_seconds(),
        fields.DONE_MARKS_READ,
        fields.READ_ELSEWHERE,
        fields.CA_FILE,
    ),
    open=_open,
    mentions=True,
)
