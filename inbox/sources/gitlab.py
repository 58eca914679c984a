"""GitLab's to-do items: https://docs.gitlab.com/api/todos/

There is one for each time something is asked of the person, and none for what they only follow. Threads and events are
called as in `inbox.mail.tools.gitlab`: `gitlab.com/group/project/issues/7`, `THREAD#note_18`, `THREAD#opened`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

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
    "mentioned": Reason.MENTIONED,
    "directly_addressed": Reason.MENTIONED,
    "assigned": Reason.ASSIGNED,
    "review_requested": Reason.REVIEW_ASKED,
    "approval_required": Reason.REVIEW_ASKED,
    "review_submitted": Reason.REPLIED,
    "member_access_requested": Reason.DIRECT,
    "build_failed": Reason.AUTOMATIC,
    "unmergeable": Reason.AUTOMATIC,
    "merge_train_removed": Reason.AUTOMATIC,
    "ssh_key_expired": Reason.AUTOMATIC,
    "ssh_key_expiring_soon": Reason.AUTOMATIC,
}
_THING: Final = re.compile(
    r"/(?:[\w./-]+/)?(?:-/)?(?:issues|work_items|merge_requests|epics|snippets|commit|wikis|designs|alert_management)/\S+"
)
_NOTE: Final = re.compile(r"note_\d{1,20}")
_BOT: Final = re.compile(r"(?:project|group)_\d+_bot\w*|.*\[bot\]|GitLabDuo")
_PAGE: Final = 100
_STANDING_PAGES: Final = 20


@dataclass(frozen=True, slots=True)
class _Todo:
    id: int
    at: datetime
    action: str
    actor: str
    project: str
    title: str
    body: str
    url: str

    @property
    def key(self) -> str:
        """With its time: a server that was set up anew, or from a copy, gives its numbers again."""
        return f"{self.id}:{self.at:%Y%m%dT%H%M%SZ}"


class _Feed:
    push = False

    def __init__(self, client: Client, terms: Terms) -> None:
        self._client = client
        self._terms = terms
        self._login = ""

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        from inbox.web.listing import Mark

        mark = Mark(cursor, now, self._terms.start)

        def listed() -> Iterator[Listed]:
            return (self._listed(todo) for page in self._pages() for todo in page)

        yield from mark.news(listed(), listed)

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        wakeup.wait(seconds)

    def probe(self) -> Probe:
        waiting = next(iter(self._pages()), [])
        return Probe(self._client.host, (), self._client.tls, len(waiting), auth=self._me())

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        """What waits is listed, the newest first; what is further back than some pages is not looked at."""
        asked = {key: int(id) for key in keys if (id := key.partition(":")[0]).isdecimal()}
        waiting: set[int] = set()
        if not asked:
            return {}
        oldest = min(asked.values())
        for page, todos in enumerate(self._pages(), 1):
            waiting |= {todo.id for todo in todos}
            last = min((todo.id for todo in todos), default=0)
            if last <= oldest:
                break
            if page == _STANDING_PAGES:
                oldest = last
                break
        return {
            key: Standing.UNREAD if id in waiting else Standing.READ
            for key, id in asked.items()
            if id in waiting or id >= oldest
        }

    def mark(self, key: str, *, read: bool) -> bool:
        id = key.partition(":")[0]
        if not read or not id.isdecimal():
            return False  # what is done stays so, as far as the API goes
        self._client.ask("POST", f"todos/{id}/mark_as_done")
        return True

    def close(self) -> None:
        self._client.close()

    def _pages(self) -> Iterator[list[_Todo]]:
        from inbox.web.paging import pages
        from inbox.web.values import objects

        for answer in pages(self._client, "todos", {"state": "pending", "per_page": _PAGE}):
            yield [todo for one in objects(answer.data) if (todo := _todo(one)) is not None]

    def _listed(self, todo: _Todo) -> Listed:
        from inbox.web.listing import Listed

        return Listed(todo.key, todo.at, lambda: self._told(todo))

    def _told(self, todo: _Todo) -> Told:
        from inbox.mail.letter import named
        from inbox.web.feed import Told

        reason = _REASONS.get(todo.action, Reason.SUBSCRIBED)
        place, note = self._place(todo.url)
        thread = place.replace("/-/", "/").replace("/work_items/", "/issues/")
        opened = "opened" if reason is Reason.MENTIONED else ""
        what = note or opened
        names = named(todo.body)
        everyone = reason is Reason.MENTIONED and "all" in names
        return Told(
            key=todo.key,
            reason=reason,
            actor=todo.actor,
            title=todo.title,
            text=todo.body,
            at=todo.at,
            project=todo.project,
            thread=thread,
            event=f"{thread}#{what}" if thread and what else "",
            link=f"https://{place}{'#' if note else ''}{note}"
            if place
            else f"https://{self._client.host}/dashboard/todos",
            people=max(1, len(names)),
            group=everyone and not names & {self._me().lower(), *self._terms.known().logins},
            bot=_BOT.fullmatch(todo.actor) is not None,
        )

    def _place(self, url: str) -> tuple[str, str]:
        """Where it is, without the scheme, and its note. The server's own name for itself may be another than ours."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return "", ""
        note = _NOTE.fullmatch(parts.fragment)
        return f"{self._client.host}{parts.path}" if _THING.fullmatch(parts.path) else "", note[0] if note else ""

    def _me(self) -> str:
        from inbox.web.values import text

        if not self._login:
            self._login = text(self._client.get("user").data, "username")
        return self._login


def _todo(one: Mapping[str, Any]) -> _Todo | None:
    """None: it has no number or no time, and cannot be told from others."""
    from inbox.web.values import instant, number, text

    id, at = number(one, "id"), instant(one, "created_at")
    if id <= 0 or at is None:
        return None
    title = text(one, "target", "title") or text(one, "target", "name") or text(one, "target_type")
    return _Todo(
        id,
        at,
        text(one, "action_name"),
        text(one, "author", "username"),
        text(one, "project", "path_with_namespace") or text(one, "group", "full_path"),
        title,
        text(one, "body"),
        text(one, "target_url"),
    )


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
    from inbox.web.client import Client
    from inbox.web.feed import FeedSource

    address = str(values.get("url") or "https://gitlab.com").strip().rstrip("/").removesuffix("/api/v4")
    token = {"PRIVATE-TOKEN": secrets.get("token", "")}
    client = Client(f"{address}/api/v4", token, ca_file=str(values.get("ca_file") or ""))
    return FeedSource("gitlab", _Feed(client, terms))


SPEC = SourceSpec(
    name="gitlab",
    title="GitLab",
    fields=(
        fields.url("https://gitlab.com", help="Another one for a GitLab that your team runs itself"),
        fields.token(help="A personal access token with the scope read_api, or api where done is to mark as read"),
        fields.poll_seconds(),
        fields.DONE_MARKS_READ,
        fields.READ_ELSEWHERE,
        fields.CA_FILE,
    ),
    open=_open,
    mentions=True,
)
