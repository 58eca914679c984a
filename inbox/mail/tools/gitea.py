"""Gitea and Forgejo, at a host the person added; Codeberg.

https://github.com/go-gitea/gitea/blob/main/services/mailer/mail_issue_common.go

They send the header fields of GitHub and GitLab as well, with `issue` and `pull` for a reason: those are not read.
Nothing in the header tells of a mention, so the words have to name the person.

Threads: `HOST/owner/repo/issues/12`, `HOST/owner/repo/pulls/12`, `HOST/owner/repo/releases/5` (its number). Events: of
a comment `THREAD#issuecomment-34`; of its beginning `THREAD#opened`; of a release the thread; '' of a change of state.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, host_of, own, place_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_MAKERS: Final = ("x-forgejo", "x-gitea")
_ID: Final = re.compile(
    r"<([\w.-]{1,100}/[\w.-]{1,100})/(issues|pulls|releases)/(\d{1,20})(?:/(comment|close|reopen|merge|ready)/(\d{1,20}))?@"
)
_LINK: Final = r"(?:/[\w.-]+)*?/[\w.-]+/[\w.-]+/(?:issues|pulls|releases)/"


def _read(letter: Letter) -> Mention | None:
    own_id = _ID.match(letter.message_id)
    project = _field(letter, "repository-path") or (own_id[1] if own_id else "")
    if not project:
        return None
    issue = own(_field(letter, "issue-link"), letter.own_hosts)
    link = _link(letter, issue, own_id)
    begun = _ID.match(letter.references[0]) if letter.references else own_id
    where = host_of(issue) or letter.host()
    thread = place_of(issue) or (f"{where}/{project}/{begun[2]}/{begun[3]}" if begun else "")
    actor = _field(letter, "sender") or letter.sender_name
    # The template of a mention begins with who did it, by the name with an @: they are not among the named.
    named = letter.named() - {actor.lower()}
    me = letter.logins | {_field(letter, "recipient").lower()} - {""}
    reason, why = Reason.SUBSCRIBED, "X-Gitea-Sender"
    if me & named:
        reason, why = Reason.MENTIONED, f"X-Gitea-Recipient, and @{min(me & named)} in the new text"
    elif own_id and own_id[2] == "releases":
        reason, why = Reason.AUTOMATIC, "Message-ID: releases"
    elif own_id and own_id[4] not in {None, "comment"}:
        reason, why = Reason.STATE_CHANGE, f"Message-ID: {own_id[4]}"
    return Mention(
        reason=reason,
        actor=actor,
        project=project,
        thread=thread,
        event=_event(thread, own_id),
        link=link,
        excerpt=letter.new_text(),
        people=max(1, len(named)),
        bot=actor.endswith("[bot]") or actor in {"gitea-actions", "forgejo-actions"},
        why=why,
    )


def _link(letter: Letter, issue: str, own_id: re.Match[str] | None) -> str:
    at = f"#issuecomment-{own_id[5]}" if own_id and own_id[4] == "comment" else ""
    return f"{issue}{at}" if issue else letter.link(_LINK)


def _field(letter: Letter, name: str) -> str:
    return next(filter(None, (letter.field(f"{maker}-{name}") for maker in _MAKERS)), "")


def _event(thread: str, own_id: re.Match[str] | None) -> str:
    if not thread or not own_id:
        return ""
    if own_id[2] == "releases":
        return thread
    if own_id[4] is None:
        return f"{thread}#opened"
    return f"{thread}#issuecomment-{own_id[5]}" if own_id[4] == "comment" else ""


SPEC = Tool(
    name="gitea",
    title="Gitea",
    read=_read,
    senders=("noreply@codeberg.org",),
    signers=("codeberg.org",),
    hosts=("codeberg.org",),
    fields=tuple(
        f"{maker}-{name}" for maker in _MAKERS for name in ("sender", "recipient", "repository-path", "issue-link")
    ),
    marks=("x-gitea-reason", "x-gitea-sender", "x-forgejo-reason", "x-forgejo-sender"),
)
