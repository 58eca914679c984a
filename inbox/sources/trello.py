"""Trello's notifications: who mentions the person on a card, adds them to one, comments on what they follow.

https://developer.atlassian.com/cloud/trello/rest/api-group-members/ (notifications) and api-group-notifications. Key
and token go in a header, as https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/ has it, and so
are in no address and no log. The key names the program and is meant to be public (api-introduction there); the token is
the secret. Threads and events are called as in `inbox.mail.tools.trello`: `trello.com/c/SHORTLINK` (a card) or
`trello.com/b/SHORTLINK`, of a comment `#comment-ID`, where ID is that of the action.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from inbox.item import Reason
from inbox.sources import Field, Probe, Source, SourceSpec, Terms, Value
from inbox.web import fields
from inbox.writing import Standing

if TYPE_CHECKING:  # what asks servers is not needed before an account is opened
    from inbox.wakeup import Wakeup
    from inbox.web.client import Client
    from inbox.web.feed import Portion, Told
    from inbox.web.listing import Listed

_REASONS: Final = {
    "mentionedOnCard": Reason.MENTIONED,
    "addedToCard": Reason.ASSIGNED,
    "addedMemberToCard": Reason.ASSIGNED,
    "commentCard": Reason.REPLIED,
    "addedToBoard": Reason.DIRECT,
    "addedToOrganization": Reason.DIRECT,
    "invitedToBoard": Reason.DIRECT,
    "invitedToOrganization": Reason.DIRECT,
    "cardDueSoon": Reason.AUTOMATIC,
    "reactionAdded": Reason.SUBSCRIBED,
}
"""All other kinds tell that something is otherwise than before."""
_CONCERNS: Final = frozenset({Reason.MENTIONED, Reason.ASSIGNED, Reason.REPLIED, Reason.DIRECT, Reason.AUTOMATIC})
_WRITTEN: Final = frozenset({"mentionedOnCard", "commentCard"})
_CROWDS: Final = frozenset({"card", "board"})
"""@card names all its members, @board all of the board's."""
_ID: Final = re.compile(r"[0-9a-f]{24}")
"""Begins with the seconds since 1970: of two the one that is newer is greater."""
_SHORT: Final = re.compile(r"\w{6,12}")
_PAGE: Final = 200
_MOST_PAGES: Final = 100
"""Trello gives no more."""
_STANDING_PAGES: Final = 5


class _Feed:
    push = False

    def __init__(self, client: Client, *, participating: bool, terms: Terms) -> None:
        self._client = client
        self._participating = participating
        self._terms = terms
        self._login = ""

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        from inbox.web.listing import Mark

        def listed() -> Iterator[Listed]:
            return (found for one in self._unread(_MOST_PAGES) if (found := self._listed(one)) is not None)

        yield from Mark(cursor, now, self._terms.start).news(listed(), listed)

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        wakeup.wait(seconds)

    def probe(self) -> Probe:
        login = self._me()
        unread = self._page(0)
        return Probe(self._client.host, (), self._client.tls, len(unread), auth=login or "?")

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        """Trello lists what is unread, the newest first: what is further back than some pages is not looked at."""
        from inbox.web.values import text

        known = [key for key in keys if _ID.fullmatch(key)]
        if not known:
            return {}
        oldest = min(known)
        unread: set[str] = set()
        for one in self._unread(_STANDING_PAGES):
            unread.add(text(one, "id"))
            if text(one, "id") < oldest:
                break
        judged = "" if len(unread) < _STANDING_PAGES * _PAGE else min(unread)
        return {
            key: Standing.UNREAD if key in unread else Standing.READ for key in known if key in unread or key > judged
        }

    def mark(self, key: str, *, read: bool) -> bool:
        if not _ID.fullmatch(key):
            return False
        self._client.ask("PUT", f"notifications/{key}", {"unread": not read}, expects=(200,))
        return True

    def close(self) -> None:
        self._client.close()

    def _unread(self, most: int) -> Iterator[Mapping[str, Any]]:
        """The newest first."""
        for page in range(most):
            found = self._page(page)
            yield from found
            if len(found) < _PAGE:
                return

    def _page(self, number: int) -> list[Mapping[str, Any]]:
        from inbox.web.values import objects

        answer = self._client.get(
            "members/me/notifications",
            {
                "read_filter": "unread",
                "memberCreator": True,
                "memberCreator_fields": "fullName,username",
                "limit": _PAGE,
                "page": number,
            },
        )
        return objects(answer.data)

    def _listed(self, one: Mapping[str, Any]) -> Listed | None:
        from inbox.web.listing import Listed
        from inbox.web.values import instant, text

        id, at = text(one, "id"), instant(one, "date")
        if not _ID.fullmatch(id) or at is None:
            return None
        return Listed(id, at, lambda: self._told(one, id, at))

    def _told(self, one: Mapping[str, Any], id: str, at: datetime) -> Told | None:
        from inbox.mail.letter import named
        from inbox.web.feed import Told
        from inbox.web.values import text

        kind = text(one, "type")
        reason = _REASONS.get(kind, Reason.STATE_CHANGE)
        if self._participating and reason not in _CONCERNS:
            return None
        written = text(one, "data", "text") if kind in _WRITTEN else ""
        names = named(written)
        thread, action = _thread(one), text(one, "idAction")
        comment = f"#comment-{action}" if written and _ID.fullmatch(action) and "/c/" in thread else ""
        board = text(one, "data", "board", "name")
        return Told(
            key=id,
            reason=reason,
            actor=text(one, "memberCreator", "fullName") or text(one, "memberCreator", "username"),
            title=text(one, "data", "card", "name") or board or text(one, "data", "organization", "name") or kind,
            text=written,
            at=at,
            project=board,
            thread=thread,
            event=f"{thread}{comment}" if comment else "",
            link=f"https://{thread}{comment}" if thread else "",
            people=max(1, len(names)),
            group=bool(names & _CROWDS) and self._me().lower() not in names,
        )

    def _me(self) -> str:
        from inbox.web.values import text

        if not self._login:
            self._login = text(self._client.get("members/me", {"fields": "username"}).data, "username")
        return self._login


def _thread(one: Mapping[str, Any]) -> str:
    from inbox.web.values import text

    for name, letter in (("card", "c"), ("board", "b")):
        short = text(one, "data", name, "shortLink")
        if _SHORT.fullmatch(short):
            return f"trello.com/{letter}/{short}"
    return ""


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
    from inbox.web.client import Client
    from inbox.web.feed import FeedSource

    key, token = (quote(told.strip(), safe="") for told in (str(values.get("key") or ""), secrets.get("token", "")))
    address = str(values.get("url") or "https://api.trello.com").strip().rstrip("/").removesuffix("/1")
    client = Client(
        f"{address}/1",
        {"Authorization": f'OAuth oauth_consumer_key="{key}", oauth_token="{token}"'},
        ca_file=str(values.get("ca_file") or ""),
    )
    return FeedSource("trello", _Feed(client, participating=bool(values.get("participating", True)), terms=terms))


SPEC = SourceSpec(
    name="trello",
    title="Trello",
    fields=(
        fields.url("https://api.trello.com"),
        Field("key", "API key", help="Of a Power-Up that you make at trello.com/power-ups/admin; it is no secret"),
        fields.token(help='Beside the key there, under "Token", and allowed by you'),
        fields.participating(),
        fields.poll_seconds(120, 60),
        fields.DONE_MARKS_READ,
        fields.READ_ELSEWHERE,
        fields.CA_FILE,
    ),
    open=_open,
    mentions=True,
)
