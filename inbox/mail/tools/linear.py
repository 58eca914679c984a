"""Linear.

It writes from `notifications@linear.app`; no field of its header is known to tell anything, and no mail of it was at
hand. So the reason comes from the links and from the person's name in the words; a mail that leads to several issues
is a digest.

Threads: `linear.app/WORKSPACE/issue/ENG-7`, `linear.app/WORKSPACE/project/SLUG`, `.../document/SLUG`,
`.../initiative/SLUG`, `.../review/SLUG`, without the words that follow an issue's key. Events: of a comment
`THREAD#comment-a1b2c3d4`, as in its address.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, fragment_of, path_of, without_query
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(r"/([\w-]{1,100})/(issue|project|document|initiative|review)/([\w-]{1,200})")
_COMMENT: Final = re.compile(r"comment-[\w-]{1,64}$")


def _read(letter: Letter) -> Mention | None:
    found = [(link, path) for link in letter.links() if (path := _PATH.match(path_of(link)))]
    if not found:
        return None
    at_home = [one for one in found if one[1][3] in letter.subject.split()] or found
    link, path = next((one for one in at_home if _COMMENT.match(fragment_of(one[0]))), at_home[0])
    thread = f"linear.app{path[0]}"
    comment = _COMMENT.match(fragment_of(link))
    named = letter.named()
    several = at_home is found and len({one[0] for _, one in found if one[2] == "issue"}) > 1
    reason, why = Reason.SUBSCRIBED, f"a link to {path[2]}"
    if me := letter.logins & named:
        reason, why = Reason.MENTIONED, f"@{min(me)} in the new text"
    elif several:
        reason, why = Reason.AUTOMATIC, "links to several issues"
    elif comment:
        reason, why = Reason.REPLIED, "a link to a comment"
    elif path[2] == "review":
        reason = Reason.REVIEW_ASKED
    return Mention(
        reason=reason,
        actor="" if letter.sender_name == "Linear" else letter.sender_name.removesuffix(" (Linear)"),
        project=path[3].rpartition("-")[0] if path[2] == "issue" else path[1],
        thread=thread,
        event=agreed(_event(one, path) for one, path in at_home),
        link=without_query(link),
        excerpt=letter.new_text(),
        people=max(1, len(named)),
        why=why,
    )


def _event(link: str, path: re.Match[str]) -> str:
    comment = _COMMENT.match(fragment_of(link))
    return f"linear.app{path[0]}#{comment[0]}" if comment else ""


SPEC = Tool(
    name="linear",
    title="Linear",
    read=_read,
    senders=("notifications@linear.app",),
    signers=("linear.app",),
    hosts=("linear.app",),
)
