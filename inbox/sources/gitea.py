"""Notifications of Gitea and Forgejo, Codeberg's for one: the list is the same with both.

https://docs.gitea.com/api/ (notification). No reason is given there: what was written last is looked at, as by mail.
Threads and events are called as in `inbox.mail.tools.gitea`: `HOST/owner/repo/issues/12`, `THREAD#issuecomment-34`,
`THREAD#opened`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

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

_SUBJECT: Final = re.compile(r"/(repos/([\w.-]+/[\w.-]+)/(issues|pulls|releases)/(\d+))$")
_COMMENT: Final = re.compile(r"/(repos/[\w.-]+/[\w.-]+/issues/comments/(\d+))$")
_BOTS: Final = frozenset({"gitea-actions", "forgejo-actions"})
_CLOSED: Final = frozenset({"closed", "merged"})
_PAGE: Final = 50
_LOOKS: Final = 200
"""So many comments are looked at in one fetch."""
_LATE: Final = timedelta(minutes=2)
_STANDING_PAGES: Final = 10


@dataclass(frozen=True, slots=True)
class _Thread:
    id: str
    at: datetime
    title: str
    kind: str
    state: str
    repository: str
    subject: str
    comment: str

    @property
    def key(self) -> str:
        """With its latest comment, so that the same thread can tell again; its time is no help: that changes when it is
        read, too. With what it is about, since a server that was set up anew gives its numbers again."""
        number = _COMMENT.search(self.comment)
        what = number[2] if number else self.state if self.state in _CLOSED else "opened"
        about = hashlib.blake2b(f"{self.repository} {self.subject}".encode(), digest_size=4).hexdigest()
        return f"{self.id}:{what}:{about}"


class _Feed:
    push = False

    def __init__(self, client: Client, place: str, terms: Terms) -> None:
        self._client = client
        self._place = place
        self._terms = terms
        self._login = ""
        self._looks = 0

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        from inbox.web.listing import Mark

        self._looks = 0
        mark = Mark(cursor, now, self._terms.start)

        def listed() -> Iterator[Listed]:
            return (self._listed(thread) for page in self._pages(mark.since) for thread in page)

        yield from mark.news(listed(), listed)

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        wakeup.wait(seconds)

    def probe(self) -> Probe:
        unread = next(iter(self._pages()), [])
        return Probe(self._client.host, (), self._client.tls, len(unread), auth=self._me())

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        """What is unread is listed, the newest first: what is further back than some pages is not looked at."""
        asked = {key: id for key in keys if (id := key.partition(":")[0]).isdecimal()}
        unread: set[str] = set()
        whole = True
        for page, threads in enumerate(self._pages() if asked else (), 1):
            unread |= {thread.id for thread in threads}
            if page == _STANDING_PAGES:
                whole = len(threads) < _PAGE
                break
        return {
            key: Standing.UNREAD if id in unread else Standing.READ
            for key, id in asked.items()
            if whole or id in unread
        }

    def mark(self, key: str, *, read: bool) -> bool:
        id = key.partition(":")[0]
        if not id.isdecimal():
            return False
        place = f"notifications/threads/{id}"
        thread = _thread(self._client.get(place).data) if read else None
        if read and (thread is None or thread.key != key):
            raise Gone("More was said in that thread since: it stays unread.")
        self._client.ask("PATCH", place, {"to-status": "read" if read else "unread"})
        return True

    def close(self) -> None:
        self._client.close()

    def _pages(self, since: datetime | None = None) -> Iterator[list[_Thread]]:
        from inbox.web.paging import pages
        from inbox.web.values import objects

        query: dict[str, str | int | bool] = {"status-types": "unread", "limit": _PAGE}
        if since is not None:
            query["since"] = f"{since:%Y-%m-%dT%H:%M:%SZ}"
        for answer in pages(self._client, "notifications", query):
            yield [thread for one in objects(answer.data) if (thread := _thread(one)) is not None]

    def _listed(self, thread: _Thread) -> Listed:
        from inbox.web.listing import Listed

        return Listed(thread.key, thread.at, lambda: self._told(thread))

    def _told(self, thread: _Thread) -> Told:
        from inbox.web.feed import Told

        subject = _SUBJECT.search(thread.subject)
        path = f"{subject[2]}/{subject[3]}/{subject[4]}" if subject else ""
        release = subject is not None and subject[3] == "releases"
        told = Told(
            key=thread.key,
            reason=Reason.AUTOMATIC if release else Reason.SUBSCRIBED,
            actor="",
            title=thread.title or thread.kind,
            text="",
            at=thread.at,
            project=thread.repository,
            thread=f"{self._place}/{path}" if path else "",
            event=f"{self._place}/{path}" if release else "",
            link=f"https://{self._place}/{thread.repository if release or not path else path}",
        )
        written = None if release else self._written(thread)
        if written is not None:
            return self._with_words(told, thread, written)
        return replace(told, reason=Reason.STATE_CHANGE) if thread.state in _CLOSED else told

    def _written(self, thread: _Thread) -> Any:
        """What was written last, where it may be read and is not older than the notification; None otherwise."""
        from inbox.web.values import instant

        comment = _COMMENT.search(thread.comment)
        where = comment or _SUBJECT.search(thread.subject)
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
        at = instant(found, "updated_at" if comment else "created_at")
        return found if at is not None and at >= thread.at - _LATE else None

    def _with_words(self, told: Told, thread: _Thread, written: Any) -> Told:
        from inbox.mail.letter import named
        from inbox.web.values import text

        actor, body = text(written, "user", "login"), text(written, "body")
        names, comment = named(body), _COMMENT.search(thread.comment)
        me = {self._me().lower(), *self._terms.known().logins}
        what = f"issuecomment-{comment[2]}" if comment else "opened"
        return replace(
            told,
            reason=_reason(written, me, names),
            actor=actor,
            text=body,
            event=f"{told.thread}#{what}" if told.thread else "",
            link=f"{told.link}#{what}" if comment else told.link,
            people=max(1, len(names)),
            bot=actor.endswith("[bot]") or actor in _BOTS,
        )

    def _me(self) -> str:
        from inbox.web.values import text

        if not self._login:
            self._login = text(self._client.get("user").data, "login")
        return self._login


def _reason(written: Any, me: set[str], names: frozenset[str]) -> Reason:
    """Of an issue or a pull request itself also who is to work on it."""
    from inbox.web.values import found, text

    if me & names:
        return Reason.MENTIONED
    for name, reason in (("requested_reviewers", Reason.REVIEW_ASKED), ("assignees", Reason.ASSIGNED)):
        people = found(written, name)
        if isinstance(people, list) and me & {text(one, "login").lower() for one in people}:
            return reason
    return Reason.SUBSCRIBED


def _thread(one: Any) -> _Thread | None:
    """None: it has no number or no time, and cannot be told from others."""
    from inbox.web.values import instant, name, text

    id, at = name(one, "id"), instant(one, "updated_at")
    if not id.isdecimal() or at is None:
        return None
    subject = {field: text(one, "subject", field) for field in ("title", "type", "state", "url", "latest_comment_url")}
    return _Thread(id, at, subject["title"], subject["type"], subject["state"], text(one, "repository", "full_name"),
                   subject["url"], subject["latest_comment_url"])  # fmt: skip


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
    from inbox.web.client import Client
    from inbox.web.feed import FeedSource

    address = str(values.get("url") or "").strip().rstrip("/").removesuffix("/api/v1")
    token = {"Authorization": f"token {secrets.get('token', '')}"}
    client = Client(f"{address}/api/v1", token, ca_file=str(values.get("ca_file") or ""))
    return FeedSource("gitea", _Feed(client, address.partition("://")[2].lower(), terms))


SPEC = SourceSpec(
    name="gitea",
    title="Gitea, Forgejo",
    fields=(
        fields.url(help="Such as https://codeberg.org"),
        fields.token(
            help="An access token that may read users, issues and notifications; and write these, to mark as read"
        ),
        fields.poll_seconds(),
        fields.DONE_MARKS_READ,
        fields.READ_ELSEWHERE,
        fields.CA_FILE,
    ),
    open=_open,
    mentions=True,
)
