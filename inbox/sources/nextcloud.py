"""Nextcloud's notifications: mentions in Talk and in comments, cards, shares, and what else its apps tell.

https://github.com/nextcloud/notifications/blob/master/docs/ocs-endpoint-v2.md: of all that were not dismissed the
latest 25, without pages, given again only where something changed (304). There is nothing that is read: to dismiss one
is to delete it. What kind a notification is of is in no field, and its words are of the person's language; the
parameters of these tell (`lib/Notification/Notifier.php` of nextcloud/spreed, and of other apps).

Threads and events: of Talk `HOST/call/TOKEN` and `HOST/call/TOKEN#message_12`, as in its addresses; of all else
`HOST/APP/OBJECT/ID`, and no event.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from inbox.errors import Gone, Unsupported
from inbox.item import Reason
from inbox.rank import MASS
from inbox.sources import Field, Probe, Source, SourceSpec, Terms, Value
from inbox.web import fields
from inbox.writing import Standing

if TYPE_CHECKING:  # what asks servers is not needed before an account is opened
    from inbox.wakeup import Wakeup
    from inbox.web.client import Client
    from inbox.web.feed import Portion, Told
    from inbox.web.listing import Listed

_PATH: Final = "ocs/v2.php/apps/notifications/api/v2/notifications"
_CONCERNS: Final = frozenset({Reason.MENTIONED, Reason.DIRECT, Reason.ASSIGNED, Reason.REPLIED})
_MENTION_APPS: Final = frozenset({"comments", "text", "onlyoffice", "richdocuments"})
"""They tell of mentions only."""
_SHOWN: Final = 25
_MOST_ASKED: Final = 200
_TALK: Final = re.compile(r"([a-z0-9]{4,32})(?:/(\d{1,18}))?")
_NAME: Final = re.compile(r"[\w.:-]{1,100}")


class _Feed:
    push = False

    def __init__(self, client: Client, *, participating: bool, terms: Terms) -> None:
        from inbox.web.shortlist import Whole

        self._client = client
        self._site = _site(client.base)
        self._participating = participating
        self._list = Whole(client, _PATH, terms.start, expects=(200, 204))

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        return self._list.news(cursor, now, self._listing)

    def _listing(self, data: Any) -> list[Listed]:
        return [found for one in _objects(data) if (found := self._listed(one)) is not None]

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        wakeup.wait(seconds)

    def probe(self) -> Probe:
        from inbox.web.values import text

        shown = _objects(self._client.get(_PATH, expects=(200, 204)).data)
        name = text(self._client.get("ocs/v2.php/cloud/user").data, "ocs", "data", "id")
        return Probe(self._client.host, (), self._client.tls, len(shown), auth=name or "?")

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        known = {key: id for key in keys if (id := _id(key)) is not None}
        if not known:
            return {}
        try:
            there = self._existing(sorted(set(known.values())))
            judged = 0
        except Unsupported:  # before Nextcloud 26 nothing but the list tells
            there = {_number(one) for one in _objects(self._client.get(_PATH, expects=(200, 204)).data)}
            judged = min(there) if len(there) >= _SHOWN else 0
        return {
            key: Standing.UNREAD if id in there else Standing.GONE
            for key, id in known.items()
            if id in there or id > judged
        }

    def mark(self, key: str, *, read: bool) -> bool:
        """What asks for a decision is left: some apps take it for a no when that is dismissed."""
        from inbox.web.values import found, objects, text

        id = _id(key)
        if not read or id is None:
            return False  # what was dismissed is gone
        answer = self._client.get(f"{_PATH}/{id}", expects=(200, 404))
        one = found(answer.data, "ocs", "data")
        if answer.status == 404 or not isinstance(one, Mapping) or _key(one) != key:
            return True  # it was dismissed already; a server that was set back gives its numbers again
        if any(text(action, "type") not in {"GET", "WEB"} for action in objects(one, "actions")):
            raise Gone("It asks for a decision there: it stays until you take it.")
        self._client.ask("DELETE", f"{_PATH}/{id}", expects=(200, 404))
        return True

    def close(self) -> None:
        self._client.close()

    def _existing(self, ids: list[int]) -> set[int]:
        from inbox.web.values import found

        there: set[int] = set()
        for begin in range(0, len(ids), _MOST_ASKED):
            answer = self._client.ask("POST", f"{_PATH}/exists", body={"ids": ids[begin : begin + _MOST_ASKED]})
            told = found(answer.data, "ocs", "data")
            if not isinstance(told, list):
                raise Unsupported("The server does not say which notifications there are.")
            there |= {one for one in told if isinstance(one, int)}
        return there

    def _listed(self, one: Mapping[str, Any]) -> Listed | None:
        from inbox.web.listing import Listed
        from inbox.web.values import instant

        key, at = _key(one), instant(one, "datetime")
        if key is None or at is None:
            return None
        return Listed(key, at, lambda: self._told(one, key, at))

    def _told(self, one: Mapping[str, Any], key: str, at: datetime) -> Told | None:
        from inbox.web.feed import Told
        from inbox.web.values import found, text

        reason, people, group = _meaning(one)
        if self._participating and reason not in _CONCERNS:
            return None
        thread, event = self._place(one)
        about = found(one, "subjectRichParameters")
        return Told(
            key=key,
            reason=reason,
            actor=text(about, "user", "name") or text(about, "guest", "name"),
            title=text(one, "subject") or text(one, "app"),
            text=text(one, "message"),
            at=at,
            project=text(about, "call", "name") or text(about, "board", "name") or text(about, "deck-board", "name"),
            thread=thread,
            event=event,
            link=self._own(text(one, "link")),
            people=people,
            group=group,
        )

    def _place(self, one: Mapping[str, Any]) -> tuple[str, str]:
        """Thread and event."""
        from inbox.web.values import found, text

        app, kind, object_id = text(one, "app"), text(one, "object_type"), text(one, "object_id")
        talk = _TALK.fullmatch(object_id) if app == "spreed" else None
        if talk:
            thread = f"{self._site}/call/{talk[1]}"
            # A reaction and a reminder name the message they are to, which is another thing that happened.
            said = kind == "chat" and talk[2] and found(one, "subjectRichParameters", "reaction") is None
            return thread, f"{thread}#message_{talk[2]}" if said else ""
        named = all(_NAME.fullmatch(part) for part in (app, kind, object_id))
        return (f"{self._site}/{app}/{kind}/{object_id}" if named else ""), ""

    def _own(self, link: str) -> str:
        host = self._site.partition("/")[0]
        return link if link.startswith(f"https://{host}/") else ""


def _meaning(one: Mapping[str, Any]) -> tuple[Reason, int, bool]:
    """Why it reached the person, how many were named with them, and whether as one of a group."""
    from inbox.web.values import found, text

    app, about = text(one, "app"), found(one, "subjectRichParameters")
    by_someone = found(about, "user") is not None or found(about, "guest") is not None
    if app == "spreed":
        return _talk(one)
    if app in _MENTION_APPS:
        return Reason.MENTIONED, 1, False
    if app == "deck":
        if not by_someone:
            return Reason.AUTOMATIC, 1, False  # it is due
        # Who mentions leaves words; who assigns a card or shares a board leaves none.
        return (Reason.MENTIONED if text(one, "message") else Reason.ASSIGNED), 1, False
    if app == "files_sharing":
        return Reason.DIRECT, 1, False
    return (Reason.SUBSCRIBED if by_someone else Reason.AUTOMATIC), 1, False


def _talk(one: Mapping[str, Any]) -> tuple[Reason, int, bool]:
    from inbox.web.values import found, text

    kind, about = text(one, "object_type"), found(one, "subjectRichParameters")
    if kind == "reminder":
        return Reason.AUTOMATIC, 1, False
    if kind != "chat":
        return Reason.DIRECT, 1, False  # a call, an invitation
    if found(about, "reaction") is not None:
        return Reason.SUBSCRIBED, 1, False
    named = _named(one)
    people = sum(text(there, "type") == "user" for there in named)
    if any(text(there, "type") == "user" and text(there, "id") == text(one, "user") for there in named):
        return Reason.MENTIONED, max(1, people), False
    if any(text(there, "type") == "call" for there in named):
        return Reason.MENTIONED, MASS, True  # everyone in the room
    if any(text(there, "type") in {"user-group", "circle"} for there in named) or found(about, "group") is not None:
        return Reason.MENTIONED, max(1, people), True
    if text(about, "call", "call-type") == "one2one":
        return Reason.DIRECT, 1, False
    return Reason.REPLIED, 1, False


def _named(one: Mapping[str, Any]) -> list[Any]:
    """Who is named in a message of Talk: `mention-user1` and so on."""
    from inbox.web.values import found

    told = found(one, "messageRichParameters")  # an empty one is a list
    return [there for name, there in told.items() if name.startswith("mention-")] if isinstance(told, Mapping) else []


def _objects(data: Any) -> list[Mapping[str, Any]]:
    """Of an answer without content none: there is no app that tells of anything."""
    from inbox.web.values import objects

    return [] if data is None else objects(data, "ocs", "data")


def _number(one: Mapping[str, Any]) -> int:
    from inbox.web.values import number

    return number(one, "notification_id")


def _key(one: Mapping[str, Any]) -> str | None:
    """None: it has no name or no time, and cannot be told from others."""
    from inbox.web.values import instant

    id, at = _number(one), instant(one, "datetime")
    return f"{id}:{int(at.timestamp())}" if 0 < id < 10**18 and at is not None else None


def _id(key: str) -> int | None:
    id, _, at = key.partition(":")
    return int(id) if id.isdecimal() and at.lstrip("-").isdecimal() else None


def _site(base: str) -> str:
    parts = urlsplit(base)
    return f"{parts.netloc.lower().removesuffix(':443')}{parts.path}"


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
    from inbox.web.client import Client
    from inbox.web.feed import FeedSource

    address = str(values.get("url") or "").strip().rstrip("/").removesuffix("/index.php")
    login = f"{str(values.get('user') or '').strip()}:{secrets.get('token', '').strip()}"
    client = Client(
        address,
        {"Authorization": f"Basic {base64.b64encode(login.encode()).decode()}", "OCS-APIRequest": "true"},
        ca_file=str(values.get("ca_file") or ""),
    )
    return FeedSource("nextcloud", _Feed(client, participating=bool(values.get("participating", True)), terms=terms))


SPEC = SourceSpec(
    name="nextcloud",
    title="Nextcloud",
    fields=(
        fields.url(help="As your browser shows it, such as https://cloud.example.org"),
        Field("user", "User name", identifies=True),
        Field("token", "App password", kind="secret", help="Made in Nextcloud under Settings, Security"),
        fields.participating(),
        fields.poll_seconds(),
        Field(
            "done_marks_read",
            "Done dismisses",
            kind="flag",
            default=False,
            help="Nextcloud deletes what is dismissed: Undo does not bring it back there",
            group="changes",
        ),
        fields.READ_ELSEWHERE,
        fields.CA_FILE,
    ),
    open=_open,
    mentions=True,
)
