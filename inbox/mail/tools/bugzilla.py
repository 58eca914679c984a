"""Bugzilla, at a host the person added.

https://bugzilla.readthedocs.io/en/latest/using/preferences.html, and the header of its mails
(https://github.com/bugzilla/bugzilla/blob/5.2/template/en/default/email/bugmail-header.txt.tmpl)

Threads: `HOST/show_bug.cgi?id=220889`. Events: of a comment `THREAD#c7`; of its beginning `THREAD#c0`.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, host_of, own, path_of, query_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_ID: Final = re.compile(r"<bug-(\d{1,12})-")
_COMMENT: Final = re.compile(r"^--- [^\n#]{1,60}#(\d{1,9})\b[^\n]*---[ ]*\n", re.MULTILINE)
_ASKED: Final = frozenset({"assignedto", "qacontact"})
_FIELDS: Final = {"assignedto": "assigned_to", "qacontact": "qa_contact"}


def _read(letter: Letter) -> Mention | None:
    bug = _ID.match(letter.references[0] if letter.references else letter.message_id)
    kind = letter.field("x-bugzilla-type")
    if not bug or not kind:
        return None
    number = bug[1]
    link = next((one for one in letter.links() if _is_bug(one, number)), "")
    home = own(letter.field("x-bugzilla-url"), letter.own_hosts)
    thread = f"{host_of(link or home) or letter.host()}/show_bug.cgi?id={number}"
    text = letter.new_text()
    said = _COMMENT.search(text)
    comment = "0" if kind == "new" else said[1] if said else ""
    reason, why = _reason(letter, kind, bool(said))
    return Mention(
        reason=reason,
        actor=letter.field("x-bugzilla-who"),
        project="/".join(filter(None, (letter.field("x-bugzilla-product"), letter.field("x-bugzilla-component")))),
        thread=thread,
        event=f"{thread}#c{comment}" if comment else "",
        link=f"{link.partition('#')[0]}#c{comment}" if link and comment not in {"", "0"} else link.partition("#")[0],
        excerpt=text[said.end() :] if said else text,
        why=why,
    )


def _is_bug(link: str, number: str) -> bool:
    path = path_of(link)
    return (path.endswith("/show_bug.cgi") and query_of(link, "id") == number) or path == f"/{number}"


def _reason(letter: Letter, kind: str, said: bool) -> tuple[Reason, str]:
    told = letter.field("x-bugzilla-reason")
    why = f"X-Bugzilla-Reason: {told}"
    reasons = set(told.lower().split())
    changed = set(letter.field("x-bugzilla-changed-fields").lower().split())
    if me := letter.logins & letter.named():
        return Reason.MENTIONED, f"@{min(me)} in the new text"
    if kind == "request":
        return Reason.REVIEW_ASKED, "X-Bugzilla-Type: request"
    if any(kind == "new" or _FIELDS[one] in changed for one in reasons & _ASKED):
        return Reason.ASSIGNED, why
    if not said and {"bug_status", "resolution"} & changed and kind != "new":
        return Reason.STATE_CHANGE, "X-Bugzilla-Changed-Fields: bug_status"
    if reasons & {*_ASKED, "reporter"}:
        return Reason.REPLIED, why
    return Reason.SUBSCRIBED, why


SPEC = Tool(
    name="bugzilla",
    title="Bugzilla",
    read=_read,
    fields=(
        "x-bugzilla-url",
        "x-bugzilla-who",
        "x-bugzilla-product",
        "x-bugzilla-component",
        "x-bugzilla-changed-fields",
    ),
    marks=("x-bugzilla-reason", "x-bugzilla-type"),
)
