"""Bitbucket: Cloud, and Server or Data Center at a host the person added.

Cloud writes from `notifications-noreply@bitbucket.org`
(https://support.atlassian.com/bitbucket-cloud/kb/email-notifications-not-working/); no field of its header is known to
tell anything, and no mail of Server was at hand: those are known by their links alone. So the reason comes from the
links and from the person's name in the words.

Threads: `bitbucket.org/workspace/repo/pull-requests/5`, `.../issues/5`, `.../commits/SHA`;
`HOST/projects/KEY/repos/repo/pull-requests/5`. Events: of a comment `THREAD#comment-12`.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, host_of, path_of, query_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(
    r"/(?:projects/([\w.~-]+)/repos/([\w.-]+)|users/([\w.-]+)/repos/([\w.-]+)|([\w.{}-]+/[\w.-]+))"
    r"/(pull-requests|issues?|commits|pipelines|addon/pipelines)\b(?:/([\w.-]+))?"
)
_COMMENT: Final = re.compile(r"comment-(\d{1,20})")
_REASONS: Final = {"pipelines": Reason.AUTOMATIC, "addon/pipelines": Reason.AUTOMATIC, "commits": Reason.AUTOMATIC}


def _read(letter: Letter) -> Mention | None:
    at_home = letter.sender_address.lower() == SPEC.senders[0]
    found = _first(letter, at_home)
    if found is None:
        return None
    link, path = found
    kind = "issues" if path[6] == "issue" else path[6]
    where = path[0].partition(f"/{path[6]}")[0]
    thread = f"{host_of(link)}{where}/{kind}/{path[7]}" if path[7] and "pipelines" not in kind else ""
    comment = agreed(_comment(one) for one in letter.links() if _PATH.match(path_of(one)))
    named = letter.named()
    reason, why = _REASONS.get(kind, Reason.REPLIED if comment else Reason.SUBSCRIBED), f"a link to {kind}"
    if me := letter.logins & named:
        reason, why = Reason.MENTIONED, f"@{min(me)} in the new text"
    return Mention(
        reason=reason,
        actor=letter.sender_name,
        project=path[5] or "/".join(filter(None, path.group(1, 2, 3, 4))),
        thread=thread,
        event=f"{thread}#comment-{comment}" if thread and comment else "",
        link=_link(link, comment),
        excerpt=letter.new_text(),
        people=max(1, len(named)),
        why=why,
    )


def _first(letter: Letter, at_home: bool) -> tuple[str, re.Match[str]] | None:
    """The first link to something that happens; elsewhere than at Bitbucket's own, only such as nothing else has."""
    for link in letter.links():
        path = _PATH.match(path_of(link))
        if path and (at_home or path[2] or path[4]):
            return link, path
    return None


def _comment(link: str) -> str:
    found = _COMMENT.search(link.partition("#")[2])
    told = found[1] if found else query_of(link, "commentId")
    return told if told.isdigit() else ""


def _link(link: str, comment: str) -> str:
    bare, _, fragment = link.partition("#")
    at_comment = f"?commentId={comment}" if comment and not fragment else ""
    return bare.partition("?")[0] + (f"#{fragment}" if fragment else at_comment)


SPEC = Tool(
    name="bitbucket",
    title="Bitbucket",
    read=_read,
    senders=("notifications-noreply@bitbucket.org",),
    signers=("bitbucket.org", "atlassian.com", "atlassian.net"),
    hosts=("bitbucket.org",),
    unmarked=True,
)
