"""Confluence: Cloud, and Server or Data Center at a host the person added.

Cloud writes from `confluence@SITE.atlassian.net`, signed below atlassian.net (no mail of it was at hand: its layout is
not confirmed, only that its links lead to `/wiki/spaces/...`). The others write from whatever mailbox was set, mostly
`confluence@`; not all their mails bear X-ATLASSIAN-NOTIFICATIONS-VERSION. Their links say which notification it is
(`src.mail.notification=...:comment-created-notification`), whatever the language of the mail.

Threads: `HOST/wiki/pages/123` (Cloud), `HOST/pages/123` where a link tells the page's number, else the page's path
(`HOST/confluence/display/SPACE/Page+title`). Events: of a comment `THREAD#comment-45`.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, path_of, place_of, query_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_NAME: Final = re.compile(r"\s*\(confluence\)\s*$", re.IGNORECASE)
_SUBJECT: Final = re.compile(r"^(?:\w{1,10}:\s*)?\[[^\]]{1,60}\]\s+(.{1,200}?)\s+>\s+")
_PAGE: Final = re.compile(
    r"/(?:[\w.-]+/)?(?:display/(?!~)([^/]+)/[^/]+|spaces/([^/]+)/(?:pages|blog)/\d+|pages/viewpage\.action)"
)
_NUMBER: Final = re.compile(r"/(?:pages|blog)/(\d{1,20})")
_COMMENT: Final = re.compile(r"comment-(\d{1,20})")
_ID: Final = re.compile(r"<contentId-\d{1,20}-")
"""Of what is no more: Data Center tells of a comment that was deleted so, with a link to where it was."""
_KIND: Final = re.compile(r"src\.mail\.notification=[^&#\s\"'<>]{1,200}?(?:%3A|:)([a-z-]{1,60})", re.IGNORECASE)
_REASONS: Final = (
    ("mention", Reason.MENTIONED),
    ("task", Reason.ASSIGNED),
    ("share", Reason.DIRECT),
)
_WATCHED: Final = ("removespacenotification", "removepagenotification")
_EXCERPTS: Final = ("content-excerpt-pattern-container", "text-paragraph-pattern-container")
_BUTTONS: Final = re.compile(r"^.{0,60}•[ ]?$", re.MULTILINE)


def _read(letter: Letter) -> Mention | None:
    page = _page(letter)
    named = _SUBJECT.match(letter.subject)
    if not page or not (named or letter.field("x-atlassian-notifications-version") or _NAME.search(letter.sender_name)):
        return None
    thread = _thread(page)
    deleted = _ID.match(letter.message_id) is not None
    comment = agreed(map(_comment, letter.links()))
    reason, why = _reason(letter, bool(comment))
    found = _PAGE.match(path_of(page))
    space = (found[1] or found[2] or query_of(page, "spaceKey") or "") if found else ""
    return Mention(
        reason=reason,
        actor=_NAME.sub("", letter.sender_name),
        project=named[1] if named else space,
        thread=thread,
        event=f"{thread}#comment-{comment}" if comment and not deleted else "",
        link=_link(page, comment),
        excerpt=_written(letter),
        people=max(1, len(letter.named())),
        why=why,
    )


def _page(letter: Letter) -> str:
    """The first link to a page: that of the thing itself, before those to what else can be done with it."""
    return next((link for link in letter.links() if _PAGE.match(path_of(link))), "")


def _comment(link: str) -> str:
    if not _PAGE.match(path_of(link)):
        return ""
    found = query_of(link, "focusedCommentId") or "".join(_COMMENT.findall(link.partition("#")[2])[:1])
    return found if found.isdigit() else ""


def _thread(page: str) -> str:
    number = query_of(page, "pageId") or "".join(_NUMBER.findall(path_of(page))[:1])
    if not number.isdigit():
        return place_of(page)
    host, _, path = place_of(page).partition("/")
    return f"{host}/wiki/pages/{number}" if path.startswith("wiki/") else f"{host}/pages/{number}"


def _link(page: str, comment: str) -> str:
    bare = page.partition("#")[0].partition("?")[0]
    number = query_of(page, "pageId")
    kept = [f"pageId={number}" if number.isdigit() else "", f"focusedCommentId={comment}" if comment else ""]
    query = "&".join(filter(None, kept))
    return f"{bare}?{query}" if query else bare


def _reason(letter: Letter, comment: bool) -> tuple[Reason, str]:
    kind = _KIND.search(letter.html[:65536]) or _KIND.search(letter.text[:65536])
    told = kind[1].lower() if kind else ""
    if me := letter.logins & letter.named():
        return Reason.MENTIONED, f"@{min(me)} in the text"
    for word, reason in _REASONS:
        if word in told:
            return reason, f"src.mail.notification: {told}"
    if any(word in path_of(link) for link in letter.links() for word in _WATCHED):
        return Reason.SUBSCRIBED, "a link to stop watching"
    if comment:
        return Reason.REPLIED, "the link of a comment"
    return Reason.SUBSCRIBED, f"src.mail.notification: {told}" if told else "From"


def _written(letter: Letter) -> str:
    """What somebody wrote, without the buttons below it."""
    said = next(filter(None, map(letter.element, _EXCERPTS)), "")
    text = letter.new_text()
    buttons = _BUTTONS.search(text)
    return said or (text[: buttons.start()] if buttons else text)


SPEC = Tool(
    name="confluence",
    title="Confluence",
    read=_read,
    senders=("confluence@",),
    signers=("atlassian.net", "atlassian.com"),
    hosts=("atlassian.net",),
    fields=("x-atlassian-notifications-version",),
    marks=("x-atlassian-notifications-version",),
)
