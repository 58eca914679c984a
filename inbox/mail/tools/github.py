"""GitHub, and GitHub Enterprise Server at a host the person added.

https://docs.github.com/en/account-and-profile/how-tos/setting-up-notifications/configuring-notifications

Threads: `github.com/owner/repo/issues/7`, `.../pull/8`, `.../discussions/9`, `.../commit/SHA`, `.../releases/12` (the
number, as in Message-ID and API), `.../check-suites/CS_...`, `.../repository-advisories/...`. Events: of a comment, be
it on an issue, a line of code, a commit or a discussion, `THREAD#1873088667` (its number); of a review
`THREAD#review-12`; of what else happens in it `THREAD#event-12`; of its beginning `THREAD#opened`; of a release the
thread itself.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, fragment_of, path_of, place_of, without_query
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_REASONS: Final = {
    "mention": Reason.MENTIONED,
    "team_mention": Reason.MENTIONED,
    "assign": Reason.ASSIGNED,
    "review_requested": Reason.REVIEW_ASKED,
    "approval_requested": Reason.REVIEW_ASKED,
    "author": Reason.REPLIED,
    "comment": Reason.REPLIED,
    "manual": Reason.SUBSCRIBED,
    "subscribed": Reason.SUBSCRIBED,
    "state_change": Reason.STATE_CHANGE,
    "your_activity": Reason.AUTOMATIC,
    "ci_activity": Reason.AUTOMATIC,
    "push": Reason.AUTOMATIC,
    "security_alert": Reason.AUTOMATIC,
}
_THREAD: Final = re.compile(
    r"([\w.-]{1,100}/[\w.-]{1,100})/(issues?|pull|repo-discussions|discussions|commit|releases|check-suites|"
    r"repository-advisories|repository-vulnerability-alerts)/([\w.-]{1,100})((?:/[\w.-]{1,100}){0,4})@"
)
"""What a Message-ID begins with; of some events the thread is called `issue`."""
_KINDS: Final = {"issue": "issues", "repo-discussions": "discussions"}
_PROGRAMS: Final = frozenset({"releases", "check-suites", "repository-advisories", "repository-vulnerability-alerts"})
_PATH: Final = re.compile(
    r"/([\w.-]+/[\w.-]+)/(?:(issues|pull|discussions|commit)/(\w+)|(?:releases|actions|security|compare)\b)"
)


def _read(letter: Letter) -> Mention | None:
    told = _told(letter)
    begun = _begun(letter)
    if not told and not letter.field("x-github-sender") and not begun:
        return None  # a bill, a login from elsewhere, news: nothing happened in a repository
    link = without_query(letter.view_action() or _link(letter, begun))
    project, thread = _thread(letter, link, begun)
    actor = letter.field("x-github-sender") or letter.sender_name
    named = letter.named()
    reason, group, why = _reason(letter, told, named)
    kind = begun[2] if begun else ""
    if kind in _PROGRAMS and reason is Reason.SUBSCRIBED:
        reason, why = Reason.AUTOMATIC, f"Message-ID: {kind}"
    return Mention(
        reason=reason,
        actor=actor,
        project=project,
        thread=thread,
        event=_event(letter, thread, kind),
        link=link,
        excerpt=letter.new_text(),
        people=max(1, len(named)),
        group=group,
        bot=actor.endswith("[bot]"),
        why=why,
    )


def _begun(letter: Letter) -> re.Match[str] | None:
    ids = (_THREAD.search(f"{one}@") for one in (*letter.references[:1], letter.message_id))
    return next(filter(None, ids), None)


def _link(letter: Letter, begun: re.Match[str] | None) -> str:
    """Of those to what happens in repositories: with the number of its Message-ID, in its thread, any. Whoever wrote
    may have linked to others before."""
    links = [one for one in letter.links() if _PATH.match(path_of(one))]
    number = letter.message_id.partition("@")[0].rpartition("/")[2].lstrip("cdr")
    place = f"/{begun[3]}" if begun else "/"
    exact = (one for one in links if begun and number.isdigit() and fragment_of(one).endswith(number))
    in_thread = (one for one in links if begun and path_of(one).endswith(place) and f"/{begun[1]}/" in one)
    return next(exact, "") or next(in_thread, "") or next(iter(links), "")


def _told(letter: Letter) -> str:
    """X-GitHub-Reason; where older mails have none, the same word stands in Cc (`mention@noreply.github.com`)."""
    if told := letter.field("x-github-reason"):
        return told
    addressed = (one.partition("@") for one in letter.to)
    return next((word for word, _, host in addressed if host.startswith("noreply.") and word in _REASONS), "")


def _reason(letter: Letter, told: str, named: frozenset[str]) -> tuple[Reason, bool, str]:
    """The reason sticks to the thread: once named there, always "mention". So the new text has to name them."""
    reason = _REASONS.get(told, Reason.SUBSCRIBED)
    why = f"X-GitHub-Reason: {told}" if told else "X-GitHub-Sender"
    me = letter.logins | {letter.field("x-github-recipient").lower()} - {""}
    if me & named and reason not in {Reason.ASSIGNED, Reason.REVIEW_ASKED}:
        also = "" if told == "mention" else f", and @{min(me & named)} in the new text"
        return Reason.MENTIONED, False, f"{why}{also}"
    if told == "team_mention" and any("/" in one for one in named):
        return Reason.MENTIONED, True, f"{why}, and a team in the new text"
    if told == "mention" and not me and named:
        return Reason.MENTIONED, False, why
    if reason is Reason.MENTIONED:
        return Reason.REPLIED, False, f"{why}, and nobody named you in this one"
    return reason, False, why


def _thread(letter: Letter, link: str, begun: re.Match[str] | None) -> tuple[str, str]:
    if begun:
        kind = _KINDS.get(begun[2], begun[2])
        return begun[1], f"{letter.host()}/{begun[1]}/{kind}/{begun[3]}"
    path = _PATH.match(path_of(link)) if link else None
    project = letter.field("list-id").partition(" ")[0] or (path[1] if path else "")
    return project, place_of(link) if path and path[2] else ""


def _event(letter: Letter, thread: str, kind: str) -> str:
    own = _THREAD.search(letter.message_id)
    if not own or not thread:
        return ""
    *before, last = own[4].strip("/").split("/")
    if kind in _PROGRAMS:
        return thread
    if not last:
        return f"{thread}#opened"
    number = last.lstrip("cdr")
    if before in ([], ["comments"]):
        return f"{thread}#{number}" if number.isdigit() else ""
    what = {"review": "review", "issue_event": "event"}.get(before[0])
    return f"{thread}#{what}-{last}" if what and last.isdigit() else ""


SPEC = Tool(
    name="github",
    title="GitHub",
    read=_read,
    senders=("notifications@github.com", "noreply@github.com"),
    signers=("github.com",),
    hosts=("github.com",),
    fields=("x-github-reason", "x-github-sender", "x-github-recipient", "list-id"),
    marks=("x-github-reason", "x-github-sender"),
    unless=("x-gitea-reason", "x-gitea-sender", "x-forgejo-reason", "x-forgejo-sender"),
)
