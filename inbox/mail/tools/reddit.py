"""Reddit.

It writes from `noreply@redditmail.com`, formerly `notifications@redditmail.com`. Its links say for themselves what
happened, whatever the language: `utm_content=username_mention`, or of late `ref=email_username_mention`. Those of
digests and advertisements say something else, and tell of nothing. Of several messages in one mail it is the one that
asks most.

Threads: `www.reddit.com/r/SUB/comments/POST`, `www.reddit.com/message/messages/ID`. Events: `THREAD/COMMENT`; of a
message the thread.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, query_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(
    r"/(?:(r/\w{2,30}|u(?:ser)?/[\w-]{2,30})/comments/(\w{1,12})(?:/[^/]*/(\w{1,12}))?|message/messages/(\w{1,12})|(chat)\b)"
)
_REASONS: Final = {
    "username_mention": Reason.MENTIONED,
    "private_message": Reason.DIRECT,
    "chat_request": Reason.DIRECT,
    "comment_reply": Reason.REPLIED,
    "post_reply": Reason.REPLIED,
}
_ACTOR: Final = re.compile(r"(?<![\w/])/?u/([\w-]{3,20})")


def _read(letter: Letter) -> Mention | None:
    said = [(_kind(link), link, path) for link, path in letter.found(_PATH)]
    kind = next((kind for kind in _REASONS if any(told == kind for told, _, _ in said)), "")
    if not kind:
        return None
    link, path = next((link, path) for told, link, path in said if told == kind)
    if path[2]:
        thread = f"www.reddit.com/{path[1]}/comments/{path[2]}"
    else:
        thread = f"www.reddit.com/message/messages/{path[4]}" if path[4] else ""
    actor = _ACTOR.search(letter.subject) or _ACTOR.search(letter.text[:4000])
    return Mention(
        reason=_REASONS[kind],
        actor=actor[1] if actor else "",
        project=path[1] or "",
        thread=thread,
        event=agreed(_event(path) for told, _, path in said if told == kind),
        link=link.partition("?")[0],
        excerpt=letter.prose(),
        bot=bool(actor and actor[1] == "AutoModerator"),
        why=kind,
    )


def _kind(link: str) -> str:
    return query_of(link, "utm_content") or query_of(link, "ref").removeprefix("email_")


def _event(path: re.Match[str]) -> str:
    if path[4]:
        return f"www.reddit.com/message/messages/{path[4]}"
    return f"www.reddit.com/{path[1]}/comments/{path[2]}/{path[3]}" if path[3] else ""


SPEC = Tool(
    name="reddit",
    title="Reddit",
    read=_read,
    senders=("noreply@redditmail.com", "notifications@redditmail.com"),
    signers=("redditmail.com", "reddit.com"),
    hosts=("reddit.com",),
)
