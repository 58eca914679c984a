"""Google Docs, Sheets and Slides: comments and action items.

It writes from `comments-noreply@docs.google.com` under `Ada (Google Docs)`, in the person's language. A comment names
people by their addresses: so `@me@example.org` in the text, being where the mail was sent to, is what tells a mention;
an action item is only told of in words, and so is what follows in a thread. A mail about several discussions is a
digest. Reply-To is not looked at: it may be a stranger's.

Threads: `docs.google.com/document/d/ID?disco=DISCUSSION`, without the last part where the mail leads to no discussion.
Events: none, for an address names the discussion and not the reply.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, query_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(
    r"/(?:a/[\w.-]{1,100}/)?(document|spreadsheets|presentation|drawings|forms|file)/(?:u/\d/)?d/([\w-]{10,100})"
)
_CALLED: Final = re.compile(r"(?<![\w+@])[+@]([\w.+-]{1,100}@[\w-]+(?:\.[\w-]+)+)")


def _read(letter: Letter) -> Mention | None:
    found = letter.found(_PATH)
    if not found:
        return None
    discussions = {query_of(link, "disco") for link, _ in found} - {""}
    link, path = next((one for one in found if query_of(one[0], "disco")), found[0])
    discussion = query_of(link, "disco")
    kind = f"docs.google.com/{path[1]}/d/{path[2]}"
    part = f"?disco={discussion}" if discussion.replace("_", "").replace("-", "").isalnum() else ""
    called = {one.lower() for one in _CALLED.findall(letter.new_text())}
    me = next((one for one in letter.to if one.lower() in called), "") or letter.called()
    reason, why = Reason.SUBSCRIBED, "a link to a discussion" if part else "a link to a document"
    if me:
        reason, why = Reason.MENTIONED, f"@{me} in the new text"
    elif len(discussions) > 1:
        reason, why = Reason.AUTOMATIC, "links to several discussions"
    return Mention(
        reason=reason,
        actor=letter.actor("Google Docs"),
        thread=f"{kind}{part}",
        link=f"https://{kind}/edit{part}",
        excerpt=letter.new_text(),
        people=max(1, len(called)),
        why=why,
    )


SPEC = Tool(
    name="googledocs",
    title="Google Docs",
    read=_read,
    senders=("comments-noreply@docs.google.com",),
    signers=("google.com",),
    hosts=("docs.google.com",),
)
