"""GitHub, and GitHub Enterprise Server at a host the person added.

https://docs.github.com/en/account-and-profile/how-tos/setting-up-notifications/configuring-notifications
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, without_query
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_REASONS: Final = {
    "mention": Reason.MENTIONED,
    "team_mention": Reason.MENTIONED,
    "assign": Reason.ASSIGNED,
    "review_requested": Reason.REVIEW_ASKED,
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
_THREAD: Final = re.compile(r"([\w.-]+/[\w.-]+)/(issues|pull|discussions|repo-discussions|commit|releases)/([\w.-]+)")
_COMMENT: Final = re.compile(r"[\w.-]+/[\w.-]+/(?:issues|pull)/\d+/[cr]?(\d+)@")


def _read(letter: Letter) -> Mention | None:
    told = letter.field("x-github-reason")
    if not told:
        return None
    link = letter.view_action() or letter.link(r"/[\w.-]+/[\w.-]+/(?:issues|pull|discussions|commit|releases)/")
    named = letter.named()
    actor = letter.field("x-github-sender") or letter.sender_name
    reason = _REASONS.get(told, Reason.SUBSCRIBED)
    why = f"X-GitHub-Reason: {told}"
    me = letter.logins | {letter.field("x-github-recipient").lower()} - {""}
    if told == "mention" and not me & named:
        # The reason sticks to the thread: once named there, always "mention".
        reason, why = Reason.REPLIED, f"{why}, and nobody named you in this one"
    begun = _THREAD.search(letter.references[0] if letter.references else letter.message_id)
    thread = f"{letter.own_hosts[-1]}/{begun[1]}/{begun[2]}/{begun[3]}" if begun else ""
    comment = _COMMENT.search(letter.message_id)
    return Mention(
        reason=reason,
        actor=actor,
        project=begun[1] if begun else letter.field("list-id").partition(" ")[0],
        thread=thread,
        event=f"{thread}#{comment[1]}" if thread and comment else "",
        link=without_query(link),
        excerpt=letter.new_text(),
        people=max(1, len(named)),
        bot=actor.endswith("[bot]"),
        why=why,
    )


SPEC = Tool(
    name="github",
    title="GitHub",
    read=_read,
    senders=("notifications@github.com", "noreply@github.com"),
    signers=("github.com",),
    hosts=("github.com",),
    fields=("x-github-reason", "x-github-sender", "x-github-recipient", "list-id"),
    marks=("x-github-reason",),
    unless=("x-gitea-reason", "x-forgejo-reason"),
)
