"""What Basecamp's "Hey!" menu has unread: mentions, pings, and what happened to what the person follows.

https://github.com/basecamp/bc3-api/blob/master/sections/my_notifications.md: one list of at most 100 that are unread,
without pages, given again only where something changed (304). A thing is listed once, however often something happens
to it meanwhile, and anew when it was read in between. Threads and events are called as in `inbox.mail.tools.basecamp`:
`basecamp.com/ACCOUNT/buckets/12/messages/34`, a comment `#__recording_56`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from inbox.errors import Gone, WrongSetting
from inbox.item import Reason
from inbox.sources import Field, Probe, Source, SourceSpec, Terms, Value
from inbox.web import fields
from inbox.writing import Standing

if TYPE_CHECKING:  # what asks servers is not needed before an account is opened
    from inbox.wakeup import Wakeup
    from inbox.web.client import Client
    from inbox.web.feed import Portion, Told
    from inbox.web.listing import Listed

_SECTIONS: Final = {"mentions": Reason.MENTIONED, "pings": Reason.DIRECT}
_LINK: Final = re.compile(
    r"https://[\w.]*basecamp\.com(/\d{1,20}/)(?:buckets|projects)(/\d{1,20}/[a-z_]{1,40}(?:/[a-z_]{1,40})?/\d{1,20})"
    r"(?:[@/?][^#]*)?(#__recording_\d{1,20})?"
)
_SHOWN: Final = 100
"""Of what is unread no more is listed."""
_ACCOUNT: Final = re.compile(r"https://3\.basecamp(?:api)?\.com/(\d{1,20})(?:/.*)?")
_CONTACT: Final = re.compile(r"[!-'*-~]{1,100}@[!-'*-~]{1,100}")


class _Feed:
    push = False

    def __init__(self, client: Client, *, participating: bool, terms: Terms) -> None:
        from inbox.web.shortlist import Whole

        self._client = client
        self._participating = participating
        self._list = Whole(client, "my/readings.json", terms.start)

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        return self._list.news(cursor, now, self._listing)

    def _listing(self, data: Any) -> list[Listed]:
        return [found for one in _unread(data) if (found := self._listed(one)) is not None]

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        wakeup.wait(seconds)

    def probe(self) -> Probe:
        from inbox.web.values import text

        name = text(self._client.get("my/profile.json").data, "name")
        unread = _unread(self._client.get("my/readings.json").data)
        return Probe(self._client.host, (), self._client.tls, len(unread), auth=name or "?")

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        from inbox.web.values import name

        asked = {key: found for key in keys if (found := _parted(key)) is not None}
        if not asked:
            return {}
        unread = _unread(self._client.get("my/readings.json").data)
        there = {name(one, "id") for one in unread}
        oldest = min((at for one in unread if (at := _since(one))), default=None) if len(unread) >= _SHOWN else None
        return {
            key: Standing.UNREAD if id in there else Standing.READ
            for key, (id, at) in asked.items()
            if id in there or oldest is None or at > oldest
        }

    def mark(self, key: str, *, read: bool) -> bool:
        from inbox.web.values import name, text

        asked = _parted(key)
        if not read or asked is None:
            return False  # Basecamp has no way to mark as unread
        unread = _unread(self._client.get("my/readings.json").data)
        one = next((one for one in unread if name(one, "id") == asked[0]), None)
        if one is None:
            return len(unread) < _SHOWN  # it was read already
        if _since(one) != asked[1]:
            raise Gone("More has happened to it since: it stays unread.")
        self._client.ask("PUT", "my/unreads.json", body={"readables": [text(one, "readable_sgid")]}, expects=(200, 204))
        return True

    def close(self) -> None:
        self._client.close()

    def _listed(self, one: Mapping[str, Any]) -> Listed | None:
        from inbox.web.listing import Listed
        from inbox.web.values import name

        id, at = name(one, "id"), _since(one)
        if not id.isdecimal() or at is None:
            return None
        key = f"{id}:{at:%Y-%m-%dT%H:%M:%S.%f}"
        return Listed(key, at, lambda: self._told(one, key, at))

    def _told(self, one: Mapping[str, Any], key: str, at: datetime) -> Told | None:
        from inbox.web.feed import Told
        from inbox.web.values import instant, number, text

        section = text(one, "section")
        if self._participating and section == "chats":
            return None
        link = text(one, "app_url")
        place = _LINK.match(link)
        thread = f"basecamp.com{place[1]}buckets{place[2]}" if place else ""
        comment = place[3] if place and place[3] else ""
        # A thing that is told of anew is told of for what happened to it, and not for itself.
        itself = number(one, "unread_count") <= 1 and instant(one, "created_at") == at
        return Told(
            key=key,
            reason=_SECTIONS.get(section, Reason.REPLIED if comment else Reason.SUBSCRIBED),
            actor=text(one, "creator", "name"),
            title=text(one, "title"),
            text=text(one, "content_excerpt"),
            at=at,
            project=text(one, "bucket_name"),
            thread=thread,
            event=f"{thread}{comment}" if thread and (comment or itself) else "",
            link=link if place else "",
            bot=text(one, "creator", "personable_type") not in {"User", "Client", ""},
        )


def _unread(data: Any) -> list[Mapping[str, Any]]:
    from inbox.web.values import objects

    return objects(data, "unreads")


def _since(one: Mapping[str, Any]) -> datetime | None:
    """Since when it is unread."""
    from inbox.web.values import instant

    return instant(one, "unread_at")


def _parted(key: str) -> tuple[str, datetime] | None:
    from inbox.web.values import instant

    id, _, since = key.partition(":")
    at = instant({"at": since}, "at")
    return (id, at) if id.isdecimal() and at is not None else None


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
    from inbox.web.client import Client
    from inbox.web.feed import FeedSource

    address = str(values.get("url") or "").strip()
    account = _ACCOUNT.fullmatch(address)
    contact = str(values.get("contact") or "").strip()
    if not _CONTACT.fullmatch(contact):
        raise WrongSetting("contact", "Basecamp answers only who tells it an address to write to.")
    client = Client(
        f"https://3.basecampapi.com/{account[1]}" if account else address,
        {"Authorization": f"Bearer {secrets.get('token', '')}", "User-Agent": f"Ecluse ({contact})"},
        ca_file=str(values.get("ca_file") or ""),
    )
    return FeedSource("basecamp", _Feed(client, participating=bool(values.get("participating", True)), terms=terms))


SPEC = SourceSpec(
    name="basecamp",
    title="Basecamp",
    fields=(
        fields.url(help="As your browser shows it: https://3.basecamp.com/ and the number of your account"),
        fields.token(help="An access token of an app that you register at launchpad.37signals.com"),
        Field(
            "contact",
            "Your mail address",
            help="Basecamp wants one from every program that asks, and only Basecamp gets it",
        ),
        fields.participating("Not what is said in chats, unless you are mentioned"),
        fields.poll_seconds(),
        fields.DONE_MARKS_READ,
        fields.READ_ELSEWHERE,
        fields.CA_FILE,
    ),
    open=_open,
    mentions=True,
)
