"""Jira: Cloud, and Server or Data Center at a host the person added.

Cloud writes from `jira@SITE.atlassian.net`, signed by mail-us.atlassian.net or another below atlassian.net. The others
write from whatever mailbox was set; X-JIRA-FingerPrint tells them. No field of the header tells of a mention: what
stands in the comment's cell does, by the links to profiles that Jira makes of `[~login]`, or by that mark-up itself.

Threads: `SITE.atlassian.net/browse/KEY-7`. Events: of a comment `THREAD#comment-12`; '' where the mail does not link to
it.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, host_of, own, path_of, query_of, without_query
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_ISSUE: Final = re.compile(
    r"((?:/[\w.-]+)?)/(?:browse|servicedesk/customer/portal/\d{1,9})/([A-Z][A-Z0-9_]{0,40}-\d{1,12})$"
)
_KEY: Final = re.compile(r"\(([A-Z][A-Z0-9_]{0,40}-\d{1,12})\)")
_COMMENT: Final = re.compile(r"comment-(\d{1,20})")
_NAME: Final = re.compile(r"\s*\(jira[^()]{0,40}\)\s*$", re.IGNORECASE)
_MARKED: Final = re.compile(r"\[~([^\]\s]{1,100})\]")
_PROFILE: Final = re.compile(r"https://[^\s\"'<>]{1,500}?/ViewProfile\.jspa\?[^\s\"'<>]{1,500}")
_CHANGED: Final = re.compile(r"class=[\"']diff(?:addedchars|removedchars|context)\b")
_CELLS: Final = ("text-paragraph-pattern-container", "comment-body")
_FOOTER: Final = re.compile(r"^[ \t]*(?:--|—)|\bAtlassian Jira\b", re.IGNORECASE | re.MULTILINE)


def _read(letter: Letter) -> Mention | None:
    key = _KEY.search(letter.subject)
    links = [link for link in letter.links() if _ISSUE.fullmatch(path_of(link))]
    at_issue = next((link for link in links if not key or path_of(link).endswith(f"/{key[1]}")), "")
    if not at_issue and not (key and letter.field("x-jira-fingerprint")):
        return None
    name = key[1] if key else path_of(at_issue).rpartition("/")[2]
    found = _ISSUE.fullmatch(path_of(at_issue)) if at_issue else None
    thread = f"{host_of(at_issue) or letter.host()}{found[1] if found else ''}/browse/{name}"
    comments = [_comment(link) for link in links if path_of(link) == path_of(at_issue)]
    comment = agreed(comments)
    written = _written(letter)
    reason, why, people = _reason(letter, written, any(comments))
    return Mention(
        reason=reason,
        actor=_NAME.sub("", letter.sender_name),
        project=name.partition("-")[0],
        thread=thread,
        event=f"{thread}#comment-{comment}" if comment else "",
        link=_link(letter, at_issue, comment),
        excerpt=written,
        people=people,
        why=why,
    )


def _comment(link: str) -> str:
    if focused := query_of(link, "focusedCommentId"):
        return focused if focused.isdigit() else ""
    found = _COMMENT.search(link.partition("#")[2])
    return found[1] if found else ""


def _link(letter: Letter, at_issue: str, comment: str) -> str:
    bare = without_query(at_issue).partition("#")[0]
    return own(f"{bare}?focusedCommentId={comment}" if bare and comment else bare, letter.own_hosts)


def _written(letter: Letter) -> str:
    """What somebody wrote, without the tables of fields and buttons around it."""
    for cell in _CELLS:
        if said := letter.element(cell):
            return said
    text = letter.new_text()
    footer = _FOOTER.search(text, 1)
    return text[: footer.start()] if footer else text


def _reason(letter: Letter, written: str, comment: bool) -> tuple[Reason, str, int]:
    named = {found[1].lower() for found in _MARKED.finditer(letter.text[:65536])} | letter.named() | _profiles(letter)
    if me := letter.logins & named:
        return Reason.MENTIONED, f"[~{min(me)}] in the comment", max(1, len(named))
    if comment or letter.element("comment-top-pattern"):
        return Reason.REPLIED, "a comment's link or cell", 1
    if _CHANGED.search(letter.html[:65536]):
        return Reason.STATE_CHANGE, "fields that changed", 1
    return Reason.SUBSCRIBED, "X-JIRA-FingerPrint" if letter.field("x-jira-fingerprint") else "From", 1


def _profiles(letter: Letter) -> set[str]:
    """Whom the cell of the comment links to: in the one above it stands who wrote it."""
    begun = max(letter.html.find(cell) for cell in (*_CELLS, "comment-top-pattern"))
    if begun < 0:
        return set()
    links = (found[0].replace("&amp;", "&") for found in _PROFILE.finditer(letter.html[begun : begun + 65536]))
    return {(query_of(link, "name") or query_of(link, "accountId")).lower() for link in links} - {""}


SPEC = Tool(
    name="jira",
    title="Jira",
    read=_read,
    senders=("jira@",),
    signers=("atlassian.net", "atlassian.com"),
    hosts=("atlassian.net", "atlassian.com"),
    fields=("x-jira-fingerprint",),
    marks=("x-jira-fingerprint",),
)
