"""Redmine, at a host the person added.

https://github.com/redmine/redmine/blob/master/app/models/mailer.rb: its header says to whom the issue is assigned and
who did it, never why the mail was sent.

Threads: `HOST/issues/12`, `HOST/boards/3/topics/4`, `HOST/news/5`, of the others the path of their link. Events: of a
change or comment `THREAD#change-34`; of the beginning of an issue the thread.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, path_of, place_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(
    r"(?:/[\w.-]+)*?/(?:issues/(\d+)|boards/\d+/topics/\d+|news/\d+|documents/\d+|projects/[\w-]+/wiki/.+)$"
)
_ID: Final = re.compile(r"<redmine\.([a-z_]{1,30})-(\d{1,12})\.")


def _read(letter: Letter) -> Mention | None:
    issue = letter.field("x-redmine-issue-id")
    links = [link for link in letter.links() if _PATH.match(path_of(link))]
    link = next((one for one in links if not issue or path_of(one).endswith(f"/issues/{issue}")), "")
    kind = _ID.match(letter.message_id)
    if not link and not issue:
        return None  # a reminder of several issues, a password
    thread = place_of(link) if link else f"{letter.host()}/issues/{issue}"
    at = kind[1] if kind else ""
    change = f"#change-{kind[2]}" if kind and at == "journal" else ""
    named = letter.named()
    reason, why = _reason(letter, named, at)
    sender = letter.field("x-redmine-sender")
    return Mention(
        reason=reason,
        actor=sender or letter.sender_name,
        project=letter.field("x-redmine-project"),
        thread=thread,
        event=thread if at == "issue" else f"{thread}{change}" if change else "",
        link=f"{link.partition('#')[0]}{change}" if link else "",
        excerpt=letter.new_text(),
        people=max(1, len(named)),
        why=why,
    )


def _reason(letter: Letter, named: frozenset[str], kind: str) -> tuple[Reason, str]:
    if me := letter.logins & named:
        return Reason.MENTIONED, f"@{min(me)} in the new text"
    mine = {letter.field(f"x-redmine-issue-{role}").lower(): role for role in ("author", "assignee")}
    role = next((mine[login] for login in letter.logins if login in mine), "")
    if role == "assignee" and kind == "issue":
        return Reason.ASSIGNED, "X-Redmine-Issue-Assignee"
    if role:  # whoever has written it or is to do it hears of all that follows for that
        return Reason.REPLIED, f"X-Redmine-Issue-{role.capitalize()}"
    return Reason.SUBSCRIBED, "X-Redmine-Issue-Id" if letter.field("x-redmine-issue-id") else "Message-ID"


SPEC = Tool(
    name="redmine",
    title="Redmine",
    read=_read,
    fields=(
        "x-redmine-project",
        "x-redmine-issue-id",
        "x-redmine-issue-author",
        "x-redmine-issue-assignee",
        "x-redmine-sender",
    ),
    marks=("x-redmine-host", "x-redmine-site"),
)
