"""Mattermost: what names the person, answers them, or is written to them alone.

https://developers.mattermost.com/api-documentation/ (v4). Each time the person's channels are listed, and of those in
which something was written since, the posts are read; so nothing hangs on the WebSocket, which only says when to ask.
It is off at first: a server shows whoever has one open as online, and sends who is online neither mail nor push.

A channel is marked as read by `view` with an empty `channel_id` and the channel as the one that was left: with its
name there the server would show the person as online. What an edit turns into a mention later on is not seen.

`thread`: `chat.example.org/pl/ROOTID`, `event`: `chat.example.org/pl/POSTID` (the identifiers of posts, as mails have
them in Message-ID and References), below the site's path where it has one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from inbox.errors import Broken, SignInRefused
from inbox.item import Reason
from inbox.rank import MASS
from inbox.sources import Field, Probe, Source, SourceSpec, Terms, Value
from inbox.web import fields, values
from inbox.writing import Standing

if TYPE_CHECKING:  # what asks servers is not needed before an account is opened
    from inbox.wakeup import Wakeup
    from inbox.web.client import Client
    from inbox.web.feed import Portion, Told
    from inbox.web.live import Live, Place

_PAGE: Final = 200
_MOST_PAGES: Final = 100
"""Of one channel in one fetch."""
_MOST_CHANNELS: Final = 100
"""Looked at for how things stand."""
_KEY: Final = re.compile(r"([a-z0-9]{1,40}):([a-z0-9]{1,40}):(\d{1,20}):([a-z0-9]{0,40}):([a-z0-9]{0,40})")
_ID: Final = re.compile(r"[a-z0-9]{1,40}")
_CODE: Final = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_EVERYONE: Final = re.compile(r"(?<![\w@.-])@(?:all|channel|here)(?![\w-])", re.IGNORECASE)
_GROUP: Final = 2
_THERE: Final = (200, 403, 404)
"""Of one channel: the person may have left it, which is no matter of the token."""


@dataclass(frozen=True, slots=True)
class _Channel:
    """`kind`: D for two people, G for a few, O and P for channels. `last`: when something was last written there."""

    id: str
    kind: str
    name: str
    team: str
    last: int


@dataclass(frozen=True, slots=True)
class _Name:
    """What a key says: a post, where and when (microseconds) it was written, and the thread it answers in, if any."""

    channel: str
    post: str
    at: int
    root: str
    team: str

    @property
    def room(self) -> str:
        """What is read as a whole."""
        return self.root or self.channel


class _Feed:
    def __init__(self, client: Client, token: str, *, push: bool, ca_file: str, terms: Terms) -> None:
        from inbox.web.rooms import Rooms

        self._client = client
        self._token = token
        self._start = terms.start
        self._site = client.base.partition("://")[2]
        self._rooms = Rooms()
        self._me: Mapping[str, Any] = {}
        self._named: re.Pattern[str] | None = None
        self._people: dict[str, str] = {}
        self._teams: dict[str, str] = {}
        self._said: set[str] = set()
        self._live: Live | None = None
        if push:
            from inbox.web.live import Live

            self._live = Live(self._place, self._hears, ca_file=ca_file)

    @property
    def push(self) -> bool:
        return self._live is not None and self._live.connected

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        from inbox.web.rooms import micros

        self._know_me()
        goes_on = self._rooms.begin(cursor)
        channels = self._channels()
        newest = max((one.last for one in channels.values()), default=0)
        self._rooms.set_back(newest)
        said, self._said = self._said, set()
        told: list[Told] = []
        if goes_on:
            for channel in channels.values():
                if channel.last >= self._rooms.since:
                    told += self._told_since(channel, self._rooms.since, said, now)
        else:
            oldest = micros(now) - self._start.days * 86_400_000_000
            for channel, viewed in self._unread(channels):
                told += self._told_since(channel, max(oldest, viewed), said, now)
            told.sort(key=lambda one: one.at)
            told = told[max(0, len(told) - self._start.mails) :]
        yield from self._rooms.portions(self._with_names(told), newest, now)

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        if self._live is None:
            wakeup.wait(seconds)
        else:
            self._live.wait(wakeup, seconds)

    def probe(self) -> Probe:
        self._me = {}
        self._know_me()
        channels = self._channels()
        unread = sum(1 for _ in self._unread(channels))
        return Probe(self._client.host, tuple(self._teams.values()), self._client.tls, unread, auth=_called(self._me))

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        """By how far a channel is read, or a thread where the post is in one; who left it is not told."""
        named = [(key, name) for key in keys if (name := _name(key)) is not None]
        rooms = list({name.room: name for _, name in named}.values())[:_MOST_CHANNELS]
        places = {name.room: self._position(name) for name in rooms}
        return {
            key: self._rooms.standing(name.room, name.at, position)
            for key, name in named
            if (position := places.get(name.room)) is not None
        }

    def mark(self, key: str, *, read: bool) -> bool:
        name = _name(key)
        before = self._position(name) if name is not None else None
        if name is None or before is None:
            return False
        if not read:
            self._mark_unread(name)
        elif name.root:
            at = max(before, name.at) // 1000
            self._client.ask("PUT", f"{self._thread(name)}/read/{at}")
        else:
            left = {"channel_id": "", "prev_channel_id": name.channel}
            self._client.ask("POST", "api/v4/channels/members/me/view", body=left)
        to = self._position(name)
        if to is not None and read:
            self._rooms.move(name.room, name.at, before, to)
        elif to is not None:
            self._rooms.take_back(name.room, name.at, to)
        return True

    def close(self) -> None:
        if self._live is not None:
            self._live.close()
        self._client.close()

    # ------------------------------------------------------------------------------------------- reading

    def _know_me(self) -> None:
        if self._me:
            return
        me = self._client.get("api/v4/users/me").data
        if not values.text(me, "id"):
            raise Broken("The server does not say who we are.")
        told = values.found(me, "notify_props")
        keys = {f"@{values.text(me, 'username')}", *values.text(told, "mention_keys").split(",")}
        if values.text(told, "first_name") == "true":
            keys.add(values.text(me, "first_name"))
        words = "|".join(re.escape(one.strip()[:100]) for one in sorted(keys) if one.strip(" @"))
        self._named = re.compile(rf"(?<![\w@.-])(?:{words})(?![\w-]|\.\w)", re.IGNORECASE) if words else None
        self._me = me

    def _channels(self) -> dict[str, _Channel]:
        """All the person is in. Those of two people stand in each team's list."""
        teams = values.objects(self._client.get("api/v4/users/me/teams").data)
        self._teams = {values.text(one, "id"): values.text(one, "name") for one in teams if _is_id(one.get("id"))}
        found: dict[str, _Channel] = {}
        for team in self._teams:
            for one in values.objects(self._client.get(f"api/v4/users/me/teams/{team}/channels").data):
                if _is_id(one.get("id")):
                    last = values.number(one, "last_post_at") * 1000
                    kind, name = values.text(one, "type"), values.text(one, "display_name")
                    found.setdefault(one["id"], _Channel(one["id"], kind, name, team, last))
        return found

    def _unread(self, channels: Mapping[str, _Channel]) -> Iterator[tuple[_Channel, int]]:
        """Those with something for the person, and until when they are read."""
        met: set[str] = set()
        for team in self._teams:
            for one in values.objects(self._client.get(f"api/v4/users/me/teams/{team}/channels/members").data):
                channel = channels.get(values.text(one, "channel_id"))
                viewed = values.number(one, "last_viewed_at") * 1000
                if channel is None or channel.id in met:
                    continue
                met.add(channel.id)
                if channel.last > viewed and values.number(one, "mention_count") > 0:
                    yield channel, viewed

    def _told_since(self, channel: _Channel, since: int, said: set[str], now: datetime) -> list[Told]:
        told: dict[str, Told] = {}
        query: dict[str, str | int | bool] = {"page": 0, "per_page": _PAGE}
        seen: set[str] = set()
        for _ in range(_MOST_PAGES):
            answer = self._client.get(f"api/v4/channels/{channel.id}/posts", query, expects=_THERE)
            if answer.status != 200:
                break
            order, posts = values.found(answer.data, "order"), values.found(answer.data, "posts")
            if not isinstance(order, list) or not isinstance(posts, dict):
                raise Broken("The server's answer has no posts.")
            found = [post for id in order if _is_id(id) and isinstance(post := posts.get(id), dict)]
            last = next((id for id in reversed(order) if _is_id(id)), "")
            if last in seen:
                raise Broken("The server gives the same posts again and again.")
            seen.add(last)
            query["before"] = last  # by number the pages move up where a post is deleted
            for post in found:
                if values.number(post, "create_at") * 1000 > since and (
                    one := self._told(channel, post, posts, said, now)
                ):
                    told[one.key] = one
            if len(order) < _PAGE or min((values.number(one, "create_at") for one in found), default=0) * 1000 <= since:
                break
        return list(told.values())

    def _told(
        self, channel: _Channel, post: Mapping[str, Any], posts: Mapping[str, Any], said: set[str], now: datetime
    ) -> Told | None:
        """None for what is not for the person. `actor` is still an identifier."""
        from inbox.mail.clean import preview
        from inbox.web.feed import Told
        from inbox.web.rooms import instant

        id, root, author = values.text(post, "id"), values.text(post, "root_id"), values.text(post, "user_id")
        system = values.text(post, "type").startswith("system_")
        if not _is_id(id) or system or values.number(post, "delete_at") or author == self._me["id"]:
            return None
        text = values.text(post, "message")
        told = self._reason(channel, text, values.text(posts.get(root), "user_id"), by_server=id in said)
        if told is None:
            return None
        root = root if _is_id(root) else ""
        at = values.number(post, "create_at") * 1000
        props = post.get("props")
        return Told(
            key=f"{channel.id}:{id}:{at}:{root}:{channel.team}",
            reason=told[0],
            actor=author,
            title=preview(text, 80),
            text=text,
            at=instant(at, now),
            project="" if channel.kind == "D" else channel.name,
            thread=f"{self._site}/pl/{root or id}",
            event=f"{self._site}/pl/{id}",
            link=f"{self._client.base}/{self._teams.get(channel.team) or '_redirect'}/pl/{id}",
            people=told[1],
            group=told[1] == _GROUP,
            bot=any(values.text(props, name) == "true" for name in ("from_bot", "from_webhook", "from_plugin")),
        )

    def _reason(self, channel: _Channel, text: str, asked_by: str, *, by_server: bool) -> tuple[Reason, int] | None:
        """Why it is for the person, and how many were named; None where it is not."""
        words = _CODE.sub(" ", text)
        if self._named is not None and self._named.search(words):
            return Reason.MENTIONED, 1
        if channel.kind in {"D", "G"}:
            return Reason.DIRECT, 1
        if values.text(self._me, "notify_props", "channel") != "false" and _EVERYONE.search(words):
            return Reason.MENTIONED, MASS
        if by_server:
            return Reason.MENTIONED, _GROUP  # by a group's name, or a word of theirs that we do not know
        return (Reason.REPLIED, 1) if asked_by == self._me["id"] else None

    def _with_names(self, told: Sequence[Told]) -> list[Told]:
        """Who those are that we do not know yet is asked first."""
        missing = sorted({one.actor for one in told if _is_id(one.actor)} - self._people.keys())
        for begin in range(0, len(missing), 100):
            part = missing[begin : begin + 100]
            self._people |= dict.fromkeys(part, "")
            for one in values.objects(self._client.ask("POST", "api/v4/users/ids", body=part).data):
                self._people[values.text(one, "id")] = _called(one)
        return [replace(one, actor=self._people.get(one.actor, "")) for one in told]

    # ----------------------------------------------------------------------------------- changing there

    def _position(self, name: _Name) -> int | None:
        """Until when it is read there; None where the person is not in it any more."""
        if name.root:
            answer = self._client.get(self._thread(name), expects=_THERE)
        else:
            answer = self._client.get(f"api/v4/channels/{name.channel}/members/me", expects=_THERE)
        viewed = values.number(answer.data, "last_viewed_at") if answer.status == 200 else 0
        return viewed * 1000 if viewed > 0 else None

    def _mark_unread(self, name: _Name) -> None:
        if name.root:
            self._client.ask("POST", f"{self._thread(name)}/set_unread/{name.post}")
        else:
            self._client.ask("POST", f"api/v4/users/me/posts/{name.post}/set_unread")

    @staticmethod
    def _thread(name: _Name) -> str:
        return f"api/v4/users/me/teams/{name.team}/threads/{name.root}"

    # ---------------------------------------------------------------------------------- being told at once

    def _place(self) -> Place:
        from inbox.web.live import Place

        challenge = {"seq": 1, "action": "authentication_challenge", "data": {"token": self._token}}
        url = f"{self._client.base}/api/v4/websocket".replace("http", "ws", 1)
        return Place(url, greeting=json.dumps(challenge))

    def _hears(self, message: str) -> bool:
        from inbox.web.client import parsed

        event = parsed(message.encode())
        if values.text(event, "status") == "FAIL":
            raise SignInRefused(f"The token is not taken ({values.text(event, 'error', 'message')[:200]})")
        if values.text(event, "event") != "posted":
            return False
        data = values.found(event, "data")
        post, mentions = _nested(data, "post"), _nested(data, "mentions")
        named = isinstance(mentions, list) and values.text(self._me, "id") in mentions
        if named:
            self._said.add(values.text(post, "id"))
        # Whether a post answers one of ours is known only from the posts.
        return named or values.text(data, "channel_type") in {"D", "G"} or bool(values.text(post, "root_id"))


def _nested(data: Any, name: str) -> Any:
    """JSON within a string of JSON; None where it is none."""
    try:
        return json.loads(values.text(data, name))
    except (ValueError, RecursionError):
        return None


def _called(user: Any) -> str:
    full = f"{values.text(user, 'first_name')} {values.text(user, 'last_name')}".strip()
    return full or values.text(user, "username")


def _is_id(value: object) -> bool:
    """What may stand in a path."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _name(key: str) -> _Name | None:
    found = _KEY.fullmatch(key)
    return _Name(found[1], found[2], int(found[3]), found[4], found[5]) if found else None


def _open(given: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
    from inbox.web.client import Client
    from inbox.web.feed import FeedSource

    token, ca_file = secrets.get("token", "").strip(), str(given.get("ca_file") or "")
    client = Client(str(given.get("url", "")), {"Authorization": f"Bearer {token}"}, ca_file=ca_file)
    return FeedSource("mattermost", _Feed(client, token, push=given.get("push") is True, ca_file=ca_file, terms=terms))


SPEC = SourceSpec(
    name="mattermost",
    title="Mattermost",
    fields=(
        fields.url(help="Such as https://chat.example.org"),
        fields.token(help="A personal access token: in Mattermost, Profile, Security"),
        Field(
            "push",
            "Be told at once (WebSocket)",
            kind="flag",
            default=False,
            help="Shows you as online there, and who is online is sent no mail and nothing on the phone",
            group="reading",
        ),
        fields.poll_seconds(),
        replace(fields.DONE_MARKS_READ, help="At the server too: the whole channel, or the thread"),
        fields.READ_ELSEWHERE,
        fields.CA_FILE,
    ),
    open=_open,
    mentions=True,
)
