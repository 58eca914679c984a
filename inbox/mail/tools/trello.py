"""Trello.

It writes from `do-not-reply@trello.com`, in the language of the person's account; no mail of it was at hand, and no
field of its header is known to tell anything. So the reason comes from the links and from the person's name in the
words: a member who is added to a card, or a card that is due, cannot be told from another change. A mail that leads to
several cards is a digest.

Threads: `trello.com/c/SHORTLINK` (a card), `trello.com/b/SHORTLINK` (a board). Events: of a comment
`THREAD#comment-ID`, as in its address, where ID is that of the action.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, fragment_of, without_query
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(r"/([cb])/(\w{6,12})(?:/(?:\d+-)?([^/]{1,200}))?$")
_COMMENT: Final = re.compile(r"comment-[0-9a-f]{24}$")


def _read(letter: Letter) -> Mention | None:
    found = letter.found(_PATH)
    cards = [one for one in found if one[1][1] == "c"]
    if not found:
        return None  # of the account, or an advertisement
    link, path = next((one for one in cards if fragment_of(one[0])), (cards or found)[0])
    board = next((one[1][3] for one in found if one[1][1] == "b" and one[1][3]), "")
    thread = f"trello.com/{path[1]}/{path[2]}"
    comment = _COMMENT.match(fragment_of(link))
    reason, why = Reason.SUBSCRIBED, "a link to a card" if cards else "a link to a board"
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the new text"
    elif len({one[1][2] for one in cards}) > 1:
        reason, why = Reason.AUTOMATIC, "links to several cards"
    elif comment:
        reason, why = Reason.REPLIED, "a link to a comment"
    return Mention(
        reason=reason,
        actor=letter.actor("Trello"),
        project=board,
        thread=thread,
        event=agreed(_event(one, path) for one, path in cards),
        link=without_query(link),
        excerpt=letter.new_text(),
        people=max(1, len(letter.named())),
        why=why,
    )


def _event(link: str, path: re.Match[str]) -> str:
    comment = _COMMENT.match(fragment_of(link))
    return f"trello.com/c/{path[2]}#{comment[0]}" if comment else ""


SPEC = Tool(
    name="trello",
    title="Trello",
    read=_read,
    senders=("do-not-reply@trello.com",),
    signers=("trello.com",),
    hosts=("trello.com",),
)
