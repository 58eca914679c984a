"""Slack.

It writes from `notification@slack.com`, only while one is away, and of several messages in one mail. No field of its
header is known to tell anything: the reason comes from the links, where D begins the id of a conversation of two, and
from the person's name in the words. Mails of accounts, and those that lead to no conversation, tell of nothing.

Threads: `WORKSPACE.slack.com/archives/C0123/p1700000000000000`, the first message of a thread; without one the
message's own. Events: `WORKSPACE.slack.com/archives/C0123/p1700000000000001`.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, host_of, query_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool
from inbox.rank import MASS

_PATH: Final = re.compile(r"/(?:x-p[\w-]{1,100}/)?archives/([CDG][A-Z0-9]{5,20})(?:/(p\d{16}))?")
_EVERYONE: Final = frozenset({"channel", "here", "everyone"})


def _read(letter: Letter) -> Mention | None:
    found = letter.found(_PATH)
    if not found:
        return None
    link, path = next((one for one in found if one[1][2]), found[0])
    place = f"{host_of(link)}/archives/{path[1]}"
    message = f"{place}/{path[2]}" if path[2] else ""
    root = query_of(link, "thread_ts").replace(".", "")
    named = letter.named()
    reason, crowd, why = Reason.SUBSCRIBED, False, "a link to a channel"
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the text"
    elif path[1].startswith("D"):
        reason, why = Reason.DIRECT, "a link to a direct message"
    elif named & _EVERYONE:
        reason, crowd, why = Reason.MENTIONED, True, f"@{min(named & _EVERYONE)} in the text"
    elif root.isdigit():
        reason, why = Reason.REPLIED, "a link into a thread"
    return Mention(
        reason=reason,
        actor=letter.actor("Slack"),
        project=host_of(link).partition(".")[0],
        thread=f"{place}/p{root}" if root.isdigit() else message or place,
        event=agreed(f"{host_of(one)}/archives/{path[1]}/{path[2]}" for one, path in found if path[2]),
        link=f"https://{message or place}" + (f"?thread_ts={query_of(link, 'thread_ts')}" if root.isdigit() else ""),
        excerpt=letter.new_text(),
        people=MASS if crowd else max(1, len(named)),
        group=crowd,
        why=why,
    )


SPEC = Tool(
    name="slack",
    title="Slack",
    read=_read,
    senders=("notification@slack.com",),
    signers=("slack.com",),
    hosts=("slack.com",),
)
