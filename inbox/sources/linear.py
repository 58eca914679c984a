"""Linear's inbox: mentions, assignments, comments, reviews.

GraphQL at https://api.linear.app (its schema: `packages/sdk/src/schema.graphql` of github.com/linear/linear), with a
personal key, which is sent as it is, without "Bearer". Errors come with 200 or 400 and `extensions`
(https://linear.app/developers/rate-limiting). Threads and events are called as in `inbox.mail.tools.linear`:
`linear.app/WORKSPACE/issue/ENG-7`, of a comment `#comment-a1b2c3d4`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from inbox.errors import Broken, Gone, Offline, SignInRefused, SourceError, Unsupported
from inbox.item import Reason
from inbox.sources import Probe, Source, SourceSpec, Terms, Value
from inbox.web import fields
from inbox.writing import Standing

if TYPE_CHECKING:  # what asks servers is not needed before an account is opened
    from inbox.wakeup import Wakeup
    from inbox.web.client import Answer, Client
    from inbox.web.feed import Portion, Told
    from inbox.web.listing import Listed

NOTIFICATIONS: Final = """
query Notifications($first: Int!, $after: String, $since: DateTimeOrDuration!) {
  notifications(first: $first, after: $after, filter: {createdAt: {gte: $since}}) {
    nodes {
      id type category createdAt readAt
      actor { name }
      botActor { name }
      externalUserActor { name }
      ... on IssueNotification { issue { identifier title url } comment { body url } }
      ... on ProjectNotification { project { name url } projectUpdate { body url } comment { body url } }
      ... on InitiativeNotification { initiative { name url } initiativeUpdate { body url } comment { body url } }
      ... on PullRequestNotification { pullRequest { title url } }
      ... on DocumentNotification { documentId }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
DOCUMENT: Final = "query Document($id: String!) { document(id: $id) { title url } }"
STANDING: Final = """
query Standing($ids: [ID!], $first: Int!) {
  notifications(first: $first, filter: {id: {in: $ids}}, includeArchived: true) { nodes { id readAt archivedAt } }
}
"""
VIEWER: Final = "query Viewer { viewer { name organization { name } } }"
MARK: Final = """
mutation Mark($id: String!, $readAt: DateTime) {
  notificationUpdate(id: $id, input: {readAt: $readAt}) { success }
}
"""

_TYPES: Final = {
    "issueUnassignedFromYou": Reason.STATE_CHANGE,
    "projectAddedAsMember": Reason.SUBSCRIBED,
    "projectAddedAsLead": Reason.ASSIGNED,
    "pullRequestReviewRequested": Reason.REVIEW_ASKED,
    "pullRequestReviewRerequested": Reason.REVIEW_ASKED,
}
_ENDINGS: Final = {
    "Mention": Reason.MENTIONED,
    "NewComment": Reason.REPLIED,
    "AddedAsOwner": Reason.ASSIGNED,
    "ThreadResolved": Reason.STATE_CHANGE,
    "Reminder": Reason.AUTOMATIC,
}
_CATEGORIES: Final = {
    "mentions": Reason.MENTIONED,
    "assignments": Reason.ASSIGNED,
    "commentsAndReplies": Reason.REPLIED,
    "reviews": Reason.REPLIED,
    "statusChanges": Reason.STATE_CHANGE,
    "appsAndIntegrations": Reason.AUTOMATIC,
    "billing": Reason.AUTOMATIC,
    "loops": Reason.AUTOMATIC,
    "reminders": Reason.AUTOMATIC,
    "system": Reason.AUTOMATIC,
}
_CONCERNS: Final = frozenset({Reason.MENTIONED, Reason.ASSIGNED, Reason.REVIEW_ASKED, Reason.REPLIED})
_THINGS: Final = ("issue", "project", "initiative", "pullRequest", "document")
_WORDS: Final = ("comment", "projectUpdate", "initiativeUpdate")
_PATH: Final = re.compile(
    r"https://(linear\.app/([\w-]{1,100})/(issue|project|document|initiative|review)/([\w-]{1,200}))"
)
_COMMENT: Final = re.compile(r"#(comment-[\w-]{1,64})$")
_ID: Final = re.compile(r"[0-9A-Za-z-]{8,64}")
_PAGE: Final = 50
"""What a question costs grows with it, however little comes: an hour has 3,000,000 points."""
_MOST_PAGES: Final = 1000
_LOOKED_AT: Final = 100
_MOST_DOCUMENTS: Final = 50
"""So many are asked for by name in one fetch."""


class _Feed:
    push = False

    def __init__(self, client: Client, *, participating: bool, terms: Terms) -> None:
        self._client = client
        self._participating = participating
        self._terms = terms
        self._documents = 0

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        from inbox.web.listing import Mark

        self._documents = 0
        mark = Mark(cursor, now, self._terms.start)
        yield from mark.news(self._unread(mark.since))

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        wakeup.wait(seconds)

    def probe(self) -> Probe:
        from inbox.web.values import found, objects, text

        viewer = found(self._asked(VIEWER, {}), "viewer")
        page = self._asked(NOTIFICATIONS, {"first": _PAGE, "after": None, "since": "1970-01-01T00:00:00.000Z"})
        unread = [one for one in objects(page, "notifications", "nodes") if one.get("readAt") is None]
        told = tuple(one for one in (text(viewer, "organization", "name"),) if one)
        return Probe(self._client.host, told, self._client.tls, len(unread), auth=text(viewer, "name") or "?")

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        from inbox.web.values import objects, text

        known = [key for key in keys if _ID.fullmatch(key)]
        standing: dict[str, Standing] = {}
        for begin in range(0, len(known), _LOOKED_AT):
            asked = known[begin : begin + _LOOKED_AT]
            data = self._asked(STANDING, {"ids": asked, "first": _LOOKED_AT})
            there = {text(one, "id"): one for one in objects(data, "notifications", "nodes")}
            standing.update((key, _standing(there.get(key))) for key in asked)
        return standing

    def mark(self, key: str, *, read: bool) -> bool:
        from inbox.web.values import found

        at = f"{self._client.now():%Y-%m-%dT%H:%M:%S.000Z}" if read else None
        return found(self._asked(MARK, {"id": key, "readAt": at}), "notificationUpdate", "success") is True

    def close(self) -> None:
        self._client.close()

    def _unread(self, since: datetime) -> Iterator[Listed]:
        """The newest first, as Linear orders by itself."""
        from inbox.web.listing import Listed
        from inbox.web.values import found, instant, objects, text

        asked: dict[str, Any] = {"first": _PAGE, "after": None, "since": f"{since:%Y-%m-%dT%H:%M:%S.000Z}"}
        seen: set[str] = set()
        for _ in range(_MOST_PAGES):
            page = self._asked(NOTIFICATIONS, asked)
            for one in objects(page, "notifications", "nodes"):
                id, at = text(one, "id"), instant(one, "createdAt")
                if _ID.fullmatch(id) and at is not None and one.get("readAt") is None:
                    yield Listed(id, at, lambda one=one, id=id, at=at: self._told(one, id, at))  # type: ignore[misc]
            following = text(page, "notifications", "pageInfo", "endCursor")
            if found(page, "notifications", "pageInfo", "hasNextPage") is not True or not following:
                return
            if following in seen:
                raise Broken("The pages of the server's list go round in circles.")
            seen.add(following)
            asked["after"] = following
        raise Broken(f"The server's list has more than {_MOST_PAGES} pages.")

    def _told(self, one: Mapping[str, Any], id: str, at: datetime) -> Told | None:
        from inbox.mail.letter import named
        from inbox.web.feed import Told
        from inbox.web.values import found, text

        kind = text(one, "type")
        reason = _reason(kind, text(one, "category"))
        if self._participating and reason not in _CONCERNS:
            return None
        thing = next((there for name in _THINGS if (there := found(one, name))), None) or self._document(one)
        address = text(thing, "url")
        said = next((there for name in _WORDS if (there := found(one, name))), None)
        place, body = _PATH.match(address), text(said, "body")
        comment = _COMMENT.search(text(said, "url"))
        key = text(thing, "identifier")
        title = text(thing, "title") or text(thing, "name")
        bot = found(one, "actor") is None and found(one, "botActor") is not None
        return Told(
            key=id,
            reason=reason,
            actor=text(one, "actor", "name") or text(one, "externalUserActor", "name") or text(one, "botActor", "name"),
            title=f"{key} {title}".strip() or _spelt(kind),
            text=body,
            at=at,
            project=_project(place),
            thread=place[1] if place else "",
            event=f"{place[1]}#{comment[1]}" if place and comment else "",
            link=_own(text(said, "url")) or _own(address),
            people=max(1, len(named(body))),
            bot=bot,
        )

    def _document(self, one: Mapping[str, Any]) -> Any:
        """A notification of a document has its number only."""
        from inbox.web.values import found, text

        id = text(one, "documentId")
        if not id or self._documents >= _MOST_DOCUMENTS:
            return None
        self._documents += 1
        try:
            return found(self._asked(DOCUMENT, {"id": id}), "document")
        except Offline:
            raise
        except SourceError:
            return None  # it is gone, or not shown to this person any more: what was told of it stands all the same

    def _asked(self, query: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        from inbox.web.values import found

        answer = self._client.ask("POST", "graphql", body={"query": query, "variables": variables}, expects=(200, 400))
        wrong = found(answer.data, "errors")
        if wrong or answer.status != 200:
            raise self._refusal(answer, wrong)
        data = found(answer.data, "data")
        if not isinstance(data, Mapping):
            raise Broken("The server's answer has no data.")
        return data

    def _refusal(self, answer: Answer, wrong: Any) -> SourceError:
        from inbox.mail.clean import one_line
        from inbox.web.values import text

        first = wrong[0] if isinstance(wrong, list) and wrong else {}
        said = one_line(text(first, "extensions", "userPresentableMessage") or text(first, "message"), 200)
        told = text(first, "extensions", "type") or text(first, "extensions", "code")
        match re.sub(r"[^a-z]", "", told.lower()):
            case "ratelimited":
                wait = self._wait(answer.headers)
                return Offline(f"The server asks to be asked less often ({said})", wait_seconds=wait)
            case "authenticationerror" | "forbidden":
                return SignInRefused(f"The token is not taken ({said})")
            case "internalerror" | "internalservererror" | "networkerror" | "locktimeout" | "bootstraperror":
                return Offline(f"The server has a fault ({said})")
            case "featurenotaccessible" | "graphqlerror" | "graphqlvalidationfailed":
                return Unsupported(f"The server does not know what was asked ({said})")
            case "invalidinput" | "usererror" if "not found" in said.lower():
                return Gone(f"The server has it no more ({said})")
            case _:
                return Broken(f"The server did not understand us ({said})")

    def _wait(self, headers: Mapping[str, str]) -> float:
        """Seconds: as the server says, or until the hour's share that was used up is given anew; else a minute."""
        from inbox.web.client import MOST_WAIT, retry_after
        from inbox.web.values import epoch

        now = self._client.now()
        resets = [
            epoch(headers, f"x-ratelimit-{name}-reset", unit=0.001)
            for name in ("requests", "complexity")
            if headers.get(f"x-ratelimit-{name}-remaining") == "0"
        ]
        until = max((at for at in resets if at is not None), default=now)
        return retry_after(headers, now) or min(max((until - now).total_seconds(), 0.0), MOST_WAIT) or 60.0


def _reason(kind: str, category: str) -> Reason:
    by_ending = next((reason for ending, reason in _ENDINGS.items() if kind.endswith(ending)), None)
    return _TYPES.get(kind) or by_ending or _CATEGORIES.get(category, Reason.SUBSCRIBED)


def _standing(there: Mapping[str, Any] | None) -> Standing:
    if there is None:
        return Standing.GONE
    return Standing.UNREAD if there.get("readAt") is None and there.get("archivedAt") is None else Standing.READ


def _project(place: re.Match[str] | None) -> str:
    """An issue's team, by the letters of its keys; of what belongs to no team the workspace."""
    if place is None:
        return ""
    return place[4].rpartition("-")[0] if place[3] == "issue" else place[2]


def _own(link: str) -> str:
    return link if link.startswith("https://linear.app/") else ""


def _spelt(kind: str) -> str:
    """`teamUpdateMention` as words, for what has no title."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).capitalize() or "Linear"


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
    from inbox.web.client import Client
    from inbox.web.feed import FeedSource

    client = Client(
        str(values.get("url") or "https://api.linear.app").strip().rstrip("/").removesuffix("/graphql"),
        {"Authorization": secrets.get("token", "")},
        ca_file=str(values.get("ca_file") or ""),
    )
    return FeedSource("linear", _Feed(client, participating=bool(values.get("participating", True)), terms=terms))


SPEC = SourceSpec(
    name="linear",
    title="Linear",
    fields=(
        fields.url("https://api.linear.app"),
        fields.token(help="A personal API key: in Linear under Settings, Security & access"),
        fields.participating(),
        fields.poll_seconds(120, 60),
        fields.DONE_MARKS_READ,
        fields.READ_ELSEWHERE,
        fields.CA_FILE,
    ),
    open=_open,
    mentions=True,
)
