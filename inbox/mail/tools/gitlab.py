"""GitLab: gitlab.com, and any other at a host the person added.

https://docs.gitlab.com/user/profile/notifications/ (its header fields, its reasons and which goes before which)

Threads: `gitlab.com/group/project/issues/7`, `.../merge_requests/7`, `.../snippets/7`, `.../commit/SHA`,
`gitlab.com/groups/GROUP/epics/7`; without the `/-` of its links, and a work item is an issue. Events: of a comment
`THREAD#note_18`; of its beginning `THREAD#opened`; '' of what else happens to it.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, fragment_of, path_of, place_of, without_query
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool
from inbox.rank import MASS

_REASONS: Final = {
    "own_activity": Reason.AUTOMATIC,
    "assigned": Reason.ASSIGNED,
    "review_requested": Reason.REVIEW_ASKED,
    "mentioned": Reason.MENTIONED,
    "subscribed": Reason.SUBSCRIBED,
}
_KINDS: Final = {"issue": "issues", "workitem": "issues", "mergerequest": "merge_requests", "snippet": "snippets"}
_CLOSED: Final = frozenset({"closed", "merged", "locked"})
_PATH: Final = re.compile(
    r"/(?:groups/)?[\w./-]+?/(?:-/)?(?:issues|work_items|merge_requests|epics|snippets|commit|pipelines|jobs)/\w+"
)
_NOTE: Final = re.compile(r"<note_(\d{1,20})@")
_OPENED: Final = re.compile(r"<(?:issue|merge_request|work_item|epic|personal_snippet|snippet)_\d{1,20}@")
_LOGIN: Final = re.compile(r"\(@([\w.-]{1,255})\)\s*$")


def _read(letter: Letter) -> Mention | None:
    project = letter.field("x-gitlab-project-path") or letter.field("x-gitlab-group-path")
    if not project and not letter.field("x-gitlab-project") and not letter.field("x-gitlab-notificationreason"):
        return None  # the account's own mails: sign-ins, keys, news
    note = _NOTE.match(letter.message_id)
    shown = letter.view_action()
    link = without_query(shown or _link(letter, note))
    told = _told(letter, project)
    thread = told or place_of(link).replace("/-/", "/").replace("/work_items/", "/issues/")
    login = _LOGIN.search(letter.sender_name)
    actor = login[1] if login else letter.sender_name
    named = letter.named()
    reason, why = _reason(letter, named, note is not None)
    at_note = note is not None and fragment_of(link) == f"note_{note[1]}"
    began = not note and not letter.references and _OPENED.match(letter.message_id)
    # Where neither a field nor the mail's own link tells the thread, it is of the first link that somebody wrote.
    sure = bool(thread) and (told or shown or at_note)
    event = f"{thread}#note_{note[1]}" if note else f"{thread}#opened" if began else ""
    return Mention(
        reason=reason,
        actor=actor,
        project=project or letter.field("x-gitlab-project"),
        thread=thread,
        event=event if sure else "",
        link=link,
        excerpt=letter.new_text(),
        people=MASS if "all" in named and not letter.names_me() else max(1, len(named)),
        bot=bool(re.match(r"(?:project|group)_\d+_bot", actor)) or actor.endswith("[bot]"),
        why=why,
    )


def _link(letter: Letter, note: re.Match[str] | None) -> str:
    """To the note that it is about, if any is: whoever wrote may have linked to others before."""
    links = [one for one in letter.links() if _PATH.match(path_of(one))]
    exact = (one for one in links if note and fragment_of(one) == f"note_{note[1]}")
    return next(exact, "") or next(iter(links), "")


def _reason(letter: Letter, named: frozenset[str], note: bool) -> tuple[Reason, str]:
    """The first of its reasons hides all others: who is assigned and named is told "assigned"."""
    if letter.field("x-gitlab-pipeline-id"):
        return Reason.AUTOMATIC, "X-GitLab-Pipeline-Id"
    told = letter.field("x-gitlab-notificationreason")
    why = f"X-GitLab-NotificationReason: {told}"
    reason = _REASONS.get(told, Reason.SUBSCRIBED)
    if note and letter.logins & named and told != "own_activity":
        return Reason.MENTIONED, f"{why}, and you in the new text"
    if note and reason in {Reason.ASSIGNED, Reason.REVIEW_ASKED}:
        return Reason.REPLIED, f"{why}, and a comment"
    states = (letter.field(f"x-gitlab-{kind}-state") for kind in _KINDS)
    if not note and reason is not Reason.AUTOMATIC and any(state in _CLOSED for state in states):
        return Reason.STATE_CHANGE, f"{why}, and it is closed"
    return reason, why


def _told(letter: Letter, project: str) -> str:
    """The thread, as its fields name it; '' where they do not."""
    for kind, place in _KINDS.items():
        number = letter.field(f"x-gitlab-{kind}-iid")
        if number.isdigit() and letter.field("x-gitlab-project-path"):
            return f"{letter.host()}/{project}/{place}/{number}"
    return ""


SPEC = Tool(
    name="gitlab",
    title="GitLab",
    read=_read,
    senders=("gitlab@mg.gitlab.com", "noreply@gitlab.com"),
    signers=("gitlab.com",),
    hosts=("gitlab.com",),
    fields=(
        "x-gitlab-project-path",
        "x-gitlab-pipeline-id",
        *(f"x-gitlab-{kind}-{what}" for kind in _KINDS for what in ("iid", "state")),
    ),
    marks=("x-gitlab-project", "x-gitlab-notificationreason", "x-gitlab-group-path"),
    unless=("x-gitea-reason", "x-gitea-sender", "x-forgejo-reason", "x-forgejo-sender"),
)
