"""GitHub's notifications, and those of GitHub Enterprise Server.

https://docs.github.com/en/rest/activity/notifications: given again only where something changed (304), and asked for no
more often than the server wishes. Threads and events are called as in `inbox.mail.tools.github`:
`github.com/owner/repo/issues/7`, its comments `#` with their number, its beginning `#opened`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from inbox.errors import Gone, Offline, SourceError
from inbox.item import Reason
from inbox.sources import Probe, Source, SourceSpec, Terms, Value
from inbox.web import fields
from inbox.writing import Standing

if TYPE_CHECKING:  # what asks servers is not needed before an account is opened
    from inbox.wakeup import Wakeup
    from inbox.web.client import Client
    from inbox.web.feed import Portion, Told
    from inbox.web.listing import Listed

_REASONS: Final = {
    "mention": Reason.MENTIONED,
    "team_mention": Reason.MENTIONED,
    "security_advisory_credit": Reason.MENTIONED,
    "assign": Reason.ASSIGNED,
    "review_requested": Reason.REVIEW_ASKED,
    "approval_requested": Reason.REVIEW_ASKED,
    "invitation": Reason.DIRECT,
    "author": Reason.REPLIED,
    "comment": Reason.REPLIED,
    "state_change": Reason.STATE_CHANGE,
    "ci_activity": Reason.AUTOMATIC,
    "security_alert": Reason.AUTOMATIC,
}
_SUBJECT: Final = re.compile(r"/repos/([\w.-]+/[\w.-]+)/(issues|pulls|discussions|commits|releases)/([\w.-]+)$")
_WRITTEN: Final = re.compile(
    r"/(repos/[\w.-]+/[\w.-]+/(?:(?:issues|pulls)/(?:comments/)?\d+|(?:comments|releases)/\d+|commits/[0-9a-f]{7,64}))$"
)
"""Where what was written last can be had; nothing else is asked for, whatever a server names."""
_COMMENT: Final = re.compile(r"/comments/(\d+)$")
_PATHS: Final = {"pulls": "pull", "commits": "commit"}
_PAGE: Final = 50
"""The most GitHub gives at once."""
_LOOKS: Final = 200
"""So many comments are looked at in one fetch: the hour has 5,000 requests for everything the person does."""
_LATE: Final = timedelta(minutes=2)
"""A comment that was there so long before the notification is not what it tells of."""
_STANDING_PAGES: Final = 10


@dataclass(frozen=True, slots=True)
class _Thread:
    id: str
    updated: str
    at: datetime
    reason: str
    title: str
    kind: str
    repository: str
    subject: str
    comment: str


class _Feed:
    push = False

    def __init__(self, client: Client, host: str, *, participating: bool, terms: Terms) -> None:
        self._client = client
        self._host = host
        self._participating = participating
        self._terms = terms
        self._login = ""
        self._unchanged: tuple[str, datetime, str] | None = None
        self._not_before = 0.0
        self._looks = 0

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        from inbox.web.listing import Mark

        mark = Mark(cursor, now, self._terms.start)
        since, known = mark.since, ""
        if self._unchanged is not None:
            stored, asked, modified_at = self._unchanged
            # Only where all that was told before is stored, and where no more is asked for than was then, as after a
            # clock that was ahead: else it is to be told again.
            known = modified_at if cursor == stored and since >= asked else ""
        self._looks = 0
        modified: list[str] = []

        def listed() -> Iterator[Listed]:
            return (self._listed(one) for one in self._threads(since, known, modified))

        for portion in mark.news(listed(), listed):
            yield portion
            cursor = portion.cursor
        if modified:
            self._unchanged = (cursor, since, modified[0])

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        wakeup.wait(max(seconds, self._not_before - time.monotonic()))

    def probe(self) -> Probe:
        unread = self._client.get("notifications", self._query())
        return Probe(self._host, (), self._client.tls, len(_objects(unread.data)), auth=self._me())

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        """GitHub lists what is unread, the newest first: what is further back than some pages is not looked at."""
        from inbox.web.paging import pages
        from inbox.web.values import instant, name

        asked = {key: (key.partition(":")[0], at) for key in keys if (at := _updated(key)) is not None}
        if not asked:
            return {}
        oldest = min(at for _, at in asked.values()) - timedelta(seconds=1)
        unread: set[str] = set()
        for page, answer in enumerate(pages(self._client, "notifications", self._query(oldest)), 1):
            found = _objects(answer.data)
            unread |= {name(one, "id") for one in found}
            if page == _STANDING_PAGES:
                oldest = max([oldest, *(at for one in found if (at := instant(one, "updated_at")))])
                break
        return {
            key: Standing.UNREAD if id in unread else Standing.READ
            for key, (id, at) in asked.items()
            if id in unread or at > oldest
        }

    def mark(self, key: str, *, read: bool) -> bool:
        if not read or _updated(key) is None:
            return False  # GitHub has no way to mark as unread
        place = f"notifications/threads/{key.partition(':')[0]}"
        thread = _thread(self._client.get(place).data)
        if thread is None or f"{thread.id}:{thread.updated}" != key:
            raise Gone("More has happened in that thread since: it stays unread.")
        self._client.ask("PATCH", place, expects=(205, 200, 304))
        return True

    def close(self) -> None:
        self._client.close()

    def _query(self, since: datetime | None = None) -> dict[str, str | int | bool]:
        query: dict[str, str | int | bool] = {
            "all": False, "participating": self._participating, "per_page": _PAGE,
        }  # fmt: skip
        return query if since is None else {**query, "since": f"{since:%Y-%m-%dT%H:%M:%SZ}"}

    def _threads(self, since: datetime, known: str, modified: list[str]) -> Iterator[_Thread]:
        """The newest first. `modified` is given what the list can be asked by whether it is still the same."""
        from inbox.web.paging import pages

        headers = {"If-Modified-Since": known} if known else None
        for answer in pages(self._client, "notifications", self._query(since), headers=headers, expects=(200, 304)):
            if not modified:
                modified.append(answer.headers.get("last-modified", known))
                self._not_before = time.monotonic() + _seconds(answer.headers.get("x-poll-interval", ""))
            if answer.status == 304:
                return
            for one in _objects(answer.data):
                thread = _thread(one)
                if thread is not None:
                    yield thread

    def _listed(self, thread: _Thread) -> Listed:
        from inbox.web.listing import Listed

        return Listed(f"{thread.id}:{thread.updated}", thread.at, lambda: self._told(thread))

    def _told(self, thread: _Thread) -> Told:
        from inbox.web.feed import Told

        place = _SUBJECT.search(thread.subject)
        path = f"{place[1]}/{_PATHS.get(place[2], place[2])}/{place[3]}" if place else ""
        told = Told(
            key=f"{thread.id}:{thread.updated}",
            reason=_REASONS.get(thread.reason, Reason.SUBSCRIBED),
            actor="",
            title=thread.title or thread.kind,
            text="",
            at=thread.at,
            project=thread.repository,
            thread=f"{self._host}/{path}" if path else "",
            link=f"https://{self._host}/{path or thread.repository}",
        )
        comment = self._comment(thread)
        return told if comment is None else self._with_comment(told, thread, comment)

    def _comment(self, thread: _Thread) -> Any:
        """What was written last, where it may be read and is not older than the notification; None otherwise."""
        from inbox.web.values import instant

        where = _WRITTEN.search(thread.comment or thread.subject)
        if not where or self._looks >= _LOOKS:
            return None
        self._looks += 1
        try:
            found = self._client.get(where[1]).data
        except Offline:
            raise
        except SourceError:
            return None  # the token may not read the repository, or it is gone: the notification stands all the same
        # Of an issue itself only its beginning is a thing that was written: it changes with every label.
        at = instant(found, "updated_at" if thread.comment != thread.subject else "created_at")
        return found if at is not None and at >= thread.at - _LATE else None

    def _with_comment(self, told: Told, thread: _Thread, comment: Any) -> Told:
        from inbox.mail.letter import named
        from inbox.web.values import text

        actor, body = text(comment, "user", "login"), text(comment, "body")
        names, number = named(body), _COMMENT.search(thread.comment)
        reason, group = self._reason(thread.reason, told.reason, names)
        return replace(
            told,
            reason=reason,
            actor=actor,
            text=body,
            event=_event(told.thread, number[1] if number else ""),
            link=_own(text(comment, "html_url"), self._host) or told.link,
            people=max(1, len(names)),
            group=group,
            bot=text(comment, "user", "type") == "Bot" or actor.endswith("[bot]"),
        )

    def _reason(self, told: str, reason: Reason, names: frozenset[str]) -> tuple[Reason, bool]:
        """As by mail: a reason sticks to the thread, once named there always "mention"; and whether a team is meant."""
        if names & {self._me().lower(), *self._terms.known().logins}:
            return (reason if reason in {Reason.ASSIGNED, Reason.REVIEW_ASKED} else Reason.MENTIONED), False
        if told == "team_mention" and any("/" in one for one in names):
            return Reason.MENTIONED, True
        return (Reason.REPLIED if told in {"mention", "team_mention"} else reason), False

    def _me(self) -> str:
        from inbox.web.values import text

        if not self._login:
            self._login = text(self._client.get("user").data, "login")
        return self._login


def _objects(data: Any) -> list[Mapping[str, Any]]:
    from inbox.web.values import objects

    return objects(data)


def _thread(one: Any) -> _Thread | None:
    """None: it has no name or no time, and cannot be told from others."""
    from inbox.web.values import instant, name, text

    id, at = name(one, "id"), instant(one, "updated_at")
    if not id.isalnum() or at is None:
        return None
    return _Thread(
        id,
        f"{at:%Y-%m-%dT%H:%M:%SZ}",
        at,
        text(one, "reason"),
        text(one, "subject", "title"),
        text(one, "subject", "type"),
        text(one, "repository", "full_name"),
        text(one, "subject", "url"),
        text(one, "subject", "latest_comment_url"),
    )


def _event(thread: str, comment: str) -> str:
    if not thread or "/releases/" in thread:
        return thread
    return f"{thread}#{comment or 'opened'}"


def _updated(key: str) -> datetime | None:
    from inbox.web.values import instant

    id, _, updated = key.partition(":")
    return instant({"at": updated}, "at") if id.isalnum() else None


def _seconds(said: str) -> float:
    return min(float(said), 3600.0) if said.isdecimal() else 0.0


def _own(link: str, host: str) -> str:
    return link if link.startswith(f"https://{host}/") else ""


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
    from inbox.web.client import Client
    from inbox.web.feed import FeedSource

    address = str(values.get("url") or "https://github.com").strip().rstrip("/")
    hosted = address.lower() in {"https://github.com", "https://www.github.com", "https://api.github.com"}
    client = Client(
        "https://api.github.com" if hosted else f"{address.removesuffix('/api/v3')}/api/v3",
        {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {secrets.get('token', '')}",
            "X-GitHub-Api-Version": "2022-11-28",
        },
        ca_file=str(values.get("ca_file") or ""),
    )
    host = "github.com" if hosted else urlsplit(address).netloc.lower()
    return FeedSource("github", _Feed(client, host, participating=bool(values.get("participating", True)), terms=terms))


SPEC = SourceSpec(
    name="github",
    title="GitHub",
    fields=(
        fields.url("https://github.com", help="Another one only for GitHub Enterprise Server"),
        fields.token(help='A "personal access token (classic)" with the scope "notifications"'),
        fields.participating(),
        fields.poll_seconds(),
        fields.DONE_MARKS_READ,
        fields.READ_ELSEWHERE,
        fields.CA_FILE,
    ),
    open=_open,
    mentions=True,
)
