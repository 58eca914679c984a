"""Notion.

It writes from `notify@mail.notion.so`, more lately `notify@mail.notion.com`: of mentions, comments and invitations, and
also codes to sign in with, which lead to no page. No mail of it was at hand, and no field of its header is known to
tell anything: the reason comes from the person's name in the words. Anyone can name anyone there, so a mention is no
proof that one knows who wrote.

Threads: `www.notion.so/ID`, the 32 digits that end a page's address. Events: none, for an address names the discussion
and not the comment.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, query_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(r"/(?:([\w-]{1,100})/)?(?:[^/]{0,300}-)?([0-9a-f]{32})$")
_DISCUSSION: Final = re.compile(r"[0-9a-f]{32}$")


def _read(letter: Letter) -> Mention | None:
    found = letter.found(_PATH)
    if not found:
        return None
    link, path = found[0]
    reason, why = Reason.SUBSCRIBED, "a link to a page"
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the new text"
    elif _DISCUSSION.match(query_of(link, "d")):
        reason, why = Reason.REPLIED, "a link to a discussion"
    discussion = query_of(link, "d")
    return Mention(
        reason=reason,
        actor=letter.actor("Notion"),
        project=path[1] or "",
        thread=f"www.notion.so/{path[2]}",
        link=link.partition("?")[0].partition("#")[0] + (f"?d={discussion}" if discussion.isalnum() else ""),
        excerpt=letter.new_text(),
        people=max(1, len(letter.named())),
        why=why,
    )


SPEC = Tool(
    name="notion",
    title="Notion",
    read=_read,
    senders=("notify@mail.notion.so", "notify@mail.notion.com"),
    signers=("notion.so", "notion.com"),
    hosts=("notion.so", "notion.com"),
)
