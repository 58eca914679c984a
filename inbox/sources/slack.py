"""Slack, by an app of the person's own with their user token: who names them, answers them, or writes to them alone.

https://docs.slack.dev/apis/web-api/ and /apis/events-api/using-socket-mode/. The app is made from
`resources/slack/manifest.json`; apps that are not sold through Slack may read history as often as it needs.

What is guaranteed: every conversation the person is in is read through (`conversations.history`) from where it was read
before, whenever the account is opened, whenever a connection was made anew, and every hour; only then the cursor moves
on. So whatever was written in a conversation while Écluse was closed or the connection was gone comes all the same. In
between Socket Mode tells at once; what it told is acknowledged once it is stored, so that Slack tells it again where it
was not. Answers within a thread are in no history: they come over the connection, from the threads begun or gone on
with since, and, where they name the person, from the search. One that only answers the person, in an old thread, while
Écluse was closed, is not seen.

`thread`: `acme.slack.com/archives/C123/p1700000000000100`, of the thread's first message; `event`: the same of the
message itself: what Slack's own links have after https://.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from inbox.errors import Broken, Gone, Offline, SignInRefused, Unsupported, WrongSetting
from inbox.sources import Field, Probe, Source, SourceSpec, Terms, Value
from inbox.web import fields, values
from inbox.writing import Standing

if TYPE_CHECKING:  # what asks servers is not needed before an account is opened
    from inbox.wakeup import Wakeup
    from inbox.web.feed import Portion, Told
    from inbox.web.live import Live, Place
    from inbox.web.slack import Workspace

_SLICE: Final = 40
"""So many requests in one go: Slack grants fifty a minute."""
_SLICE_SECONDS: Final = 60.0
_SWEEP_SECONDS: Final = 3600.0
_LOOKS: Final = 40
"""A minute, for how things stand."""
_THREADS: Final = 30
_DAY: Final = 86_400_000_000


@dataclass(slots=True)
class _Sweep:
    """One reading of all conversations, from `since` on. `until`: when it began, by Slack's clock."""

    since: int
    until: int
    first: bool
    left: deque[tuple[str, bool]]
    """Conversations, and whether they are of a few people only."""
    searched: bool
    kept: list[Told] = field(default_factory=list)
    """The first time, until it is known which are the newest of all."""


class _Feed:
    def __init__(self, there: Workspace, app: Workspace | None, name: str, ca_file: str, terms: Terms) -> None:
        from inbox.web.rooms import Rooms

        self._there = there
        self._app = app
        self._workspace = name
        self._start = terms.start
        self._rooms = Rooms()
        self._me = ""
        self._site = ""
        self._groups: frozenset[str] = frozenset()
        self._sweep: _Sweep | None = None
        self._sweep_at = 0.0
        self._given = ""
        self._looked: deque[float] = deque(maxlen=_LOOKS)
        self._heard: dict[str, Mapping[str, Any]] = {}
        self._told_of: list[str] = []
        self._live: Live | None = None
        if app is not None:
            from inbox.web.live import Live

            self._live = Live(self._place, self._hears, ca_file=ca_file)

    @property
    def push(self) -> bool:
        return self._live is not None and self._live.connected

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        if self._live is not None and isinstance(self._live.problem, SignInRefused):
            problem, self._live.problem = self._live.problem, None
            raise problem
        self._there.count = 0
        self._know_me()
        sweep, heard = self._going_on(cursor, now), list(self._heard)
        told = [one for id in heard if (one := self._told(self._heard[id], now)) is not None]
        newest, self._given = self._rooms.at, cursor
        if sweep is not None:
            told += self._slice(sweep, now)
            newest = newest if sweep.left else sweep.until
        for portion in self._rooms.portions([self._in_words(one) for one in told], newest, now):
            self._given = portion.cursor
            yield portion
        if sweep is not None and not sweep.left:
            self._rooms.floor = max(self._rooms.floor, sweep.until if sweep.first else 0)
            self._sweep_at = time.monotonic() + (_SWEEP_SECONDS if self.push else 0.0)
            for portion in self._rooms.portions([], newest, now):
                self._given = portion.cursor
                yield portion
        # Whoever stops before this begins the reading of all conversations anew.
        self._sweep = sweep if sweep is not None and sweep.left else None
        self._told_of = heard

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        told_of, self._told_of = self._told_of, []
        for envelope in told_of:  # stored: nobody waits before that
            self._heard.pop(envelope, None)
            self._acknowledge(envelope)
        if self._sweep is not None:
            seconds = min(seconds, _SLICE_SECONDS)
        if self._live is None:
            wakeup.wait(seconds)
        else:
            self._live.wait(wakeup, seconds)

    def probe(self) -> Probe:
        self._me = ""
        self._know_me()
        self._there.conversations()
        if self._app is not None:
            self._place()
        can = ("Socket Mode",) if self._app is not None else ()
        name = self._there.person(self._me)[0] or self._me
        return Probe(urlsplit(self._site).netloc, can, self._there.client.tls, 0, auth=name)

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        """By how far a conversation is read; of answers within a thread Slack does not tell it."""
        from inbox.web.slack import parts

        rooms: dict[str, list[tuple[str, int]]] = {}
        for key in keys:
            channel, at, root = parts(key)
            if channel and not root:
                rooms.setdefault(channel, []).append((key, at))
        found: dict[str, Standing] = {}
        for channel, asked in rooms.items():
            if len(self._looked) == _LOOKS and time.monotonic() - self._looked[0] < 60.0:
                break
            self._looked.append(time.monotonic())
            try:
                position = self._there.position(channel)
            except Gone:
                continue
            found |= {key: self._rooms.standing(channel, at, position) for key, at in asked}
        return found

    def mark(self, key: str, *, read: bool) -> bool:
        from inbox.web.slack import parts, ts

        channel, at, root = parts(key)
        if not channel or root:
            return False
        before = self._there.position(channel)
        to = max(before, at) if read else self._rooms.earlier(channel, at)
        if to != before:
            self._there.tell("conversations.mark", channel=channel, ts=ts(to))
        if read:
            self._rooms.move(channel, at, before, to)
        else:
            self._rooms.take_back(channel, at, to)
        return True

    def close(self) -> None:
        if self._live is not None:
            self._live.close()
        for one in (self._there, self._app):
            if one is not None:
                one.client.close()

    # ------------------------------------------------------------------------------------------- reading

    def _know_me(self) -> None:
        if self._me:
            return
        test = self._there.ask("auth.test")
        me, site = values.text(test, "user_id"), values.text(test, "url").rstrip("/")
        if not me or not site.startswith("https://"):
            raise Broken("Slack does not say who we are.")
        if self._workspace and urlsplit(site).netloc != self._workspace:
            raise WrongSetting("url", f"The token is for {site}.")
        self._groups = self._there.groups(me)
        self._me, self._site = me, site

    def _going_on(self, cursor: str, now: datetime) -> _Sweep | None:
        """The reading of all conversations that is due, or under way; None where there is none."""
        from inbox.web.rooms import micros
        from inbox.web.slack import checked, clock

        sweep, self._sweep = self._sweep, None
        # What was given and not stored is to be given again.
        whole = sweep is not None and cursor == self._given
        self._rooms.begin(cursor)
        if whole:
            return sweep
        first = self._rooms.at == 0
        if not (first or sweep is not None or time.monotonic() >= self._sweep_at or cursor != self._given):
            return None
        test = self._there.client.get("auth.test")
        checked(test)
        since = max(0, micros(now) - self._start.days * _DAY) if first else self._rooms.since
        return _Sweep(since, clock(test, now), first, deque(self._there.conversations()), searched=first)

    def _slice(self, sweep: _Sweep, now: datetime) -> list[Told]:
        """What the next conversations have. Raises Offline where nothing was read; what was stays so."""
        told: list[Told] = []
        begun = sweep.searched, len(sweep.left)
        try:
            if not sweep.searched:
                told += self._searched(sweep.since, now)
                sweep.searched = True
            while sweep.left and self._there.count < _SLICE:
                with suppress(Gone):  # the person left it meanwhile
                    told += self._of(*sweep.left[0], sweep, now)
                sweep.left.popleft()
        except Offline:  # a limit that others have used up, too
            if begun == (sweep.searched, len(sweep.left)):
                self._sweep = sweep
                raise
        if not sweep.first:
            return told
        sweep.kept = sorted((*sweep.kept, *told), key=lambda one: one.at)
        most = self._start.mails
        return [] if sweep.left or most == 0 else sweep.kept[-most:]

    def _of(self, channel: str, direct: bool, sweep: _Sweep, now: datetime) -> list[Told]:
        from inbox.web.slack import micros, parts, ts

        oldest = ts(sweep.since)
        found: list[Mapping[str, Any]] = []
        for page in self._there.pages("conversations.history", channel=channel, oldest=oldest):
            found += values.objects(page, "messages")
            if sweep.first:
                break  # no more than the newest of each, the first time
        threads = [values.text(one, "ts") for one in found if micros(values.text(one, "latest_reply")) > sweep.since]
        for root in threads[:_THREADS]:
            with suppress(Gone):  # somebody deleted it meanwhile
                for page in self._there.pages("conversations.replies", channel=channel, ts=root, oldest=oldest):
                    found += values.objects(page, "messages")
        kind = "im" if direct else ""
        told = [self._told({**one, "channel": channel, "channel_type": kind}, now) for one in found]
        mine = {one.key: one for one in told if one is not None}
        if not sweep.first or not mine:
            return list(mine.values())
        read = self._there.position(channel)
        return [one for one in mine.values() if max(read, sweep.since) < parts(one.key)[1]]

    def _searched(self, since: int, now: datetime) -> list[Told]:
        """What names the person within older threads, as far as the search knows it."""
        from inbox.web.slack import micros

        query: dict[str, str | int | bool] = {"query": f"<@{self._me}>", "sort": "timestamp", "count": 100}
        try:
            matches = values.objects(self._there.ask("search.messages", **query), "messages", "matches")
        except (Unsupported, Broken):
            return []  # an app that may not search, or a search that takes no such words
        found = [{**one, "channel": values.text(one, "channel", "id")} for one in matches]
        told = [self._told(one, now) for one in found if micros(values.text(one, "ts")) > since]
        return [one for one in told if one is not None and f"<@{self._me}" in one.text]

    def _told(self, message: Mapping[str, Any], now: datetime) -> Told | None:
        """None for what is not for the person. `actor` and `text` are still as Slack has them."""
        from inbox.web import slack
        from inbox.web.feed import Told
        from inbox.web.rooms import instant

        channel, written = values.text(message, "channel"), values.text(message, "ts")
        author, at = values.text(message, "user"), slack.micros(written)
        if not slack.is_channel(channel) or not at or author == self._me or not slack.spoken(message):
            return None
        direct = values.text(message, "channel_type") in {"im", "mpim"} or channel.startswith("D")
        why = slack.reason(message, self._me, self._groups, direct=direct)
        if why is None:
            return None
        root = values.text(message, "thread_ts")
        root = root if slack.micros(root) and root != written else ""
        place = f"{self._site}/archives/{channel}"
        link = f"{place}/p{written.replace('.', '')}"
        return Told(
            key=f"{channel}:{written}:{root}",
            reason=why[0],
            actor=author,
            title=values.text(message, "username"),
            text=values.text(message, "text"),
            at=instant(at, now),
            project=self._there.channels.get(channel, ""),
            thread=f"{place}/p{(root or written).replace('.', '')}".removeprefix("https://"),
            event=link.removeprefix("https://"),
            link=f"{link}?thread_ts={root}&cid={channel}" if root else link,
            people=why[1],
            group=why[2],
            bot=bool(values.text(message, "bot_id")) or values.text(message, "subtype") == "bot_message",
        )

    def _in_words(self, told: Told) -> Told:
        """With names, and without mark-up."""
        from inbox.mail.clean import preview
        from inbox.web.slack import plain

        if told.key in self._rooms.known:
            return told
        name, bot = self._there.person(told.actor)
        text = plain(told.text, lambda id: self._there.person(id)[0])
        return replace(told, actor=name or told.title, title=preview(text, 80), text=text, bot=told.bot or bot)

    # ---------------------------------------------------------------------------------- being told at once

    def _place(self) -> Place:
        from inbox.web.live import Place

        assert self._app is not None
        url = values.text(self._app.tell("apps.connections.open"), "url")
        self._sweep_at = 0.0  # what came while there was no connection is in the conversations
        return Place(url)

    def _hears(self, message: str) -> bool:
        from inbox.web import slack
        from inbox.web.client import parsed

        told = parsed(message.encode())
        kind, envelope = values.text(told, "type"), values.text(told, "envelope_id")
        if kind == "disconnect" and self._live is not None:
            if values.text(told, "reason") == "link_disabled":
                raise Offline("Socket Mode is switched off in the app's settings.", wait_seconds=300.0)
            self._live.renew()
            return True
        event = values.found(told, "payload", "event")
        if kind == "events_api" and isinstance(event, dict) and values.text(event, "type") == "message":
            event = slack.edited(event, self._me) or event
            if envelope and self._told(event, slack.NEVER) is not None:
                self._heard[envelope] = event
                return True
        if envelope:
            self._acknowledge(envelope)
        return False

    def _acknowledge(self, envelope: str) -> None:
        if self._live is not None:
            self._live.send(json.dumps({"envelope_id": envelope}))


def _open(given: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
    from inbox.web.client import Client
    from inbox.web.feed import FeedSource
    from inbox.web.slack import Workspace

    address = str(given.get("url") or "").strip().rstrip("/")
    host = Client(address, {}).host.lower()
    government = host == "slack-gov.com" or host.endswith(".slack-gov.com")
    if host.partition(":")[0] in {"localhost", "127.0.0.1"}:
        base, workspace = f"{address}/api", ""
    elif government or host.endswith(".slack.com"):
        base, workspace = f"https://{'slack-gov.com' if government else 'slack.com'}/api", host
    else:
        raise WrongSetting("url", f"{address!r} is no workspace of Slack, such as https://acme.slack.com.")
    token, app = secrets.get("token", "").strip(), secrets.get("app_token", "").strip()
    ca_file = str(given.get("ca_file") or "")
    there, own = (Workspace(Client(base, {"Authorization": f"Bearer {one}"}, ca_file=ca_file)) for one in (token, app))
    return FeedSource("slack", _Feed(there, own if app else None, workspace, ca_file, terms))


SPEC = SourceSpec(
    name="slack",
    title="Slack",
    fields=(
        fields.url(help="Of your workspace, such as https://acme.slack.com"),
        fields.token(help="The user token (xoxp-) of an app of your own: see the help page on chat tools"),
        Field(
            "app_token",
            "App token",
            kind="secret",
            required=False,
            help="The app's own (xapp-), to be told at once. Empty: Slack is asked now and then",
        ),
        fields.poll_seconds(300, 60),
        replace(fields.DONE_MARKS_READ, help="At the server too, with all before it in its channel"),
        fields.READ_ELSEWHERE,
        fields.CA_FILE,
    ),
    open=_open,
    mentions=True,
    paste=("slack", "manifest.json"),
)
