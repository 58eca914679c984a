"""Discourse's notifications, at a site that anyone runs.

https://docs.discourse.org/ and, for what it does not say, app/controllers/notifications_controller.rb and
app/models/notification.rb of github.com/discourse/discourse. A notification holds no words: the post itself is asked
for where the key may read posts. Threads and events are called as in `inbox.mail.tools.discourse`: `HOST/t/12` (a
topic, with the path the site lies under), `HOST/t/12/3` (a post); of chat `HOST/chat/c/7` and `HOST/chat/c/7/1234`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

from inbox.errors import Offline, SourceError
from inbox.item import Reason
from inbox.rank import MASS
from inbox.sources import Field, Probe, Source, SourceSpec, Terms, Value
from inbox.web import fields
from inbox.writing import Standing

if TYPE_CHECKING:  # what asks servers is not needed before an account is opened
    from inbox.wakeup import Wakeup
    from inbox.web.client import Client, Query
    from inbox.web.feed import Portion, Told
    from inbox.web.listing import Listed

_REASONS: Final = {
    1: Reason.MENTIONED,
    2: Reason.REPLIED,
    3: Reason.REPLIED,  # quoted
    4: Reason.STATE_CHANGE,  # edited
    6: Reason.DIRECT,
    7: Reason.DIRECT,  # invited to a private message
    10: Reason.STATE_CHANGE,  # a post was moved
    12: Reason.AUTOMATIC,  # a badge
    13: Reason.DIRECT,  # invited to a topic
    15: Reason.MENTIONED,  # a group was
    18: Reason.AUTOMATIC,  # reminders: of a topic, a bookmark, an event
    20: Reason.STATE_CHANGE,  # a post, a commit, a membership is approved
    21: Reason.STATE_CHANGE,
    22: Reason.STATE_CHANGE,
    24: Reason.AUTOMATIC,
    27: Reason.AUTOMATIC,
    28: Reason.DIRECT,  # invited to an event
    29: Reason.MENTIONED,  # in chat
    30: Reason.DIRECT,  # a message in chat
    31: Reason.DIRECT,
    32: Reason.MENTIONED,
    33: Reason.REPLIED,  # quoted in chat
    34: Reason.ASSIGNED,
    35: Reason.REPLIED,
    37: Reason.AUTOMATIC,  # features, problems of the site
    38: Reason.AUTOMATIC,
}
"""By `notification_type`; all others, such as likes and what is watched, are what the person follows."""
_CONCERNS: Final = frozenset({Reason.MENTIONED, Reason.REPLIED, Reason.DIRECT, Reason.ASSIGNED})
_WRITTEN: Final = frozenset({1, 2, 3, 6, 9, 15, 17, 36})
"""These tell of a post that is new, and not of what became of one."""
_GROUPS: Final = frozenset({15, 32})
_PROGRAMS: Final = frozenset({"system", "discobot"})
_PAGE: Final = 60
_MOST_PAGES: Final = 400
_STANDING_PAGES: Final = 10
_LOOKS: Final = 15
"""So many posts are asked for in one fetch: a person's own key is good for 20 requests a minute."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where it happened, as `HOST/...`; `link` without a scheme."""

    thread: str = ""
    event: str = ""
    link: str = ""


class _Feed:
    push = False

    def __init__(self, client: Client, user: str, *, participating: bool, terms: Terms) -> None:
        self._client = client
        self._site = _site(client.base)
        self._user = user
        self._participating = participating
        self._terms = terms
        self._looks = _LOOKS
        self._may_read = True

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        from inbox.web.listing import Mark

        def listed() -> Iterator[Listed]:
            return (found for one in self._unread() if (found := self._listed(one)) is not None)

        self._looks = _LOOKS
        yield from Mark(cursor, now, self._terms.start).news(listed(), listed)

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        wakeup.wait(seconds)

    def probe(self) -> Probe:
        from inbox.web.values import objects, text

        unread = objects(self._page(0), "notifications")
        name = self._user
        try:
            name = text(self._client.get("session/current.json").data, "current_user", "username") or name
        except Offline:
            raise
        except SourceError:
            pass  # a key may be good for notifications only, and not say whose it is
        return Probe(self._client.host, (), self._client.tls, len(unread), auth=name or "?")

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        """What is unread is listed, the newest first: what is further back than some pages is not looked at."""
        from inbox.web.values import number, objects

        known = {key: int(key) for key in keys if key.isdecimal()}
        if not known:
            return {}
        oldest = min(known.values())
        unread: set[int] = set()
        judged = 0
        for offset in range(0, _STANDING_PAGES * _PAGE, _PAGE):
            page = self._page(offset)
            found = {number(one, "id") for one in objects(page, "notifications")}
            unread |= found
            if _is_last(page, offset) or min(found, default=oldest) < oldest:
                break
        else:
            judged = min(unread, default=0)
        return {
            key: Standing.UNREAD if id in unread else Standing.READ
            for key, id in known.items()
            if id in unread or id > judged
        }

    def mark(self, key: str, *, read: bool) -> bool:
        if not read or not key.isdecimal():
            return False  # Discourse has no way to mark as unread
        self._client.ask("PUT", "notifications/mark-read.json", body={"id": int(key)}, expects=(200,))
        return True

    def close(self) -> None:
        self._client.close()

    def _page(self, offset: int) -> Any:
        query: Query = {"filter": "unread", "limit": _PAGE, "offset": offset}
        return self._client.get("notifications.json", query).data

    def _unread(self) -> Iterator[Mapping[str, Any]]:
        """The newest first. A page may have fewer than were asked for: what the person may not see is left out."""
        from inbox.web.values import objects

        for offset in range(0, _MOST_PAGES * _PAGE, _PAGE):
            page = self._page(offset)
            yield from objects(page, "notifications")
            if _is_last(page, offset):
                return

    def _listed(self, one: Mapping[str, Any]) -> Listed | None:
        from inbox.web.listing import Listed
        from inbox.web.values import instant, number

        id, at = number(one, "id"), instant(one, "created_at")
        if not 0 < id < 10**18 or at is None or one.get("read") is True:  # an old server knows no filter
            return None
        return Listed(str(id), at, lambda: self._told(one, str(id), at))

    def _told(self, one: Mapping[str, Any], id: str, at: datetime) -> Told | None:
        from inbox.mail.letter import named
        from inbox.web.feed import Told
        from inbox.web.values import found, number, text

        kind = number(one, "notification_type")
        reason = _REASONS.get(kind, Reason.SUBSCRIBED)
        if self._participating and reason not in _CONCERNS:
            return None
        place = self._place(one, kind)
        data = found(one, "data")
        actor = next((name for key in _ACTORS if (name := text(data, key))), "")
        title = text(data, "topic_title") or unescape(text(one, "fancy_title")) or text(data, "chat_channel_title")
        body = self._post(one) if kind in _WRITTEN else ""
        names = named(body)
        everyone = text(data, "identifier") in {"all", "here"}
        return Told(
            key=id,
            reason=reason,
            actor=actor,
            title=title or text(data, "badge_name") or text(data, "group_name") or actor or "Discourse",
            text=body,
            at=at,
            project=text(data, "chat_channel_title"),
            thread=place.thread,
            event=place.event,
            link=f"https://{place.link}" if place.link else "",
            people=MASS if everyone else max(1, len(names)),
            group=kind in _GROUPS or found(data, "is_group_mention") is True,
            bot=actor in _PROGRAMS,
        )

    def _place(self, one: Mapping[str, Any], kind: int) -> _Place:
        from inbox.web.values import found, number, text

        topic, post = number(one, "topic_id"), number(one, "post_number")
        if topic > 0:
            slug = quote(text(one, "slug"), safe="")
            thread = f"{self._site}/t/{topic}"
            below = f"{self._site}/t/{slug}/{topic}" if slug else thread
            return _Place(
                thread,
                f"{thread}/{post}" if post > 0 and kind in _WRITTEN else "",
                f"{below}/{post}" if post > 0 else below,
            )
        data = found(one, "data")
        channel, message = number(data, "chat_channel_id"), number(data, "chat_message_id")
        if channel <= 0:
            return _Place()
        thread = f"{self._site}/chat/c/{channel}"
        below = f"{self._site}/chat/c/{quote(text(data, 'chat_channel_slug'), safe='') or '-'}/{channel}"
        if message <= 0:
            return _Place(thread, "", below)
        return _Place(thread, f"{thread}/{message}", f"{below}/{message}")

    def _post(self, one: Mapping[str, Any]) -> str:
        """What was written, where it may be read; '' otherwise."""
        from inbox.web.values import number, text

        topic, post = number(one, "topic_id"), number(one, "post_number")
        if not self._may_read or self._looks <= 0 or topic <= 0 or post <= 0:
            return ""
        self._looks -= 1
        try:
            return text(self._client.get(f"posts/by_number/{topic}/{post}.json").data, "raw")
        except Offline:
            raise
        except SourceError as error:
            # A key for notifications only is refused each time: it is asked no more, until the next start.
            self._may_read = error.code != "sign_in_refused"
            return ""


_ACTORS: Final = (
    "mentioned_by_username", "invited_by_username", "display_username", "original_username", "username",
)  # fmt: skip


def _is_last(page: Any, offset: int) -> bool:
    from inbox.web.values import number

    return offset + _PAGE >= number(page, "total_rows_notifications")


def _site(base: str) -> str:
    """As addresses in mails have it: without a scheme and the usual port."""
    parts = urlsplit(base)
    return f"{parts.netloc.lower().removesuffix(':443')}{parts.path}"


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
    from inbox.web.client import Client
    from inbox.web.feed import FeedSource

    token, user = secrets.get("token", ""), str(values.get("user") or "").strip().removeprefix("@")
    key = {"Api-Key": token, "Api-Username": quote(user, safe="")} if user else {"User-Api-Key": token}
    client = Client(str(values.get("url") or "").strip(), key, ca_file=str(values.get("ca_file") or ""))
    feed = _Feed(client, user, participating=bool(values.get("participating", True)), terms=terms)
    return FeedSource("discourse", feed)


SPEC = SourceSpec(
    name="discourse",
    title="Discourse",
    fields=(
        fields.url(help="Of the site, such as https://forum.example.org"),
        Field(
            "user",
            "User name",
            required=False,
            identifies=True,
            help="Only with a key that an administrator made for you; empty with a user API key of your own",
        ),
        fields.token(help="An API key for your name, or a user API key"),
        fields.participating(),
        fields.poll_seconds(120, 60),
        fields.DONE_MARKS_READ,
        fields.READ_ELSEWHERE,
        fields.CA_FILE,
    ),
    open=_open,
    mentions=True,
)
