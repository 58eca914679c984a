"""ClickUp.

It writes from `notifications@tasks.clickup.com`, under the name of the workspace, and only of tasks: no field of its
header tells more. So the reason comes from the person's name in the words and from the links.

Threads: `app.clickup.com/t/TASK`. Events: of a comment `THREAD?comment=ID`, as in its address.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, query_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(r"/t/(?:\d{1,20}/)?([A-Za-z0-9]{1,20}(?:-\d{1,12})?)$")


def _read(letter: Letter) -> Mention | None:
    found = letter.found(_PATH)
    link, path = next((one for one in found if query_of(one[0], "comment")), found[0] if found else ("", None))
    thread = f"app.clickup.com/t/{path[1]}" if path else ""
    comment = query_of(link, "comment")
    reason, why = Reason.SUBSCRIBED, SPEC.senders[0]
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the new text"
    elif len({one[1][1] for one in found}) > 2:
        reason, why = Reason.AUTOMATIC, "links to several tasks"
    elif comment.isdigit():
        reason, why = Reason.REPLIED, "a link to a comment"
    at_comment = f"?comment={comment}" if comment.isdigit() else ""
    return Mention(
        reason=reason,
        project=letter.actor("ClickUp"),
        thread=thread,
        event=agreed(_event(link, path) for link, path in found),
        link=link.partition("?")[0] + at_comment,
        excerpt=letter.new_text(),
        people=max(1, len(letter.named())),
        why=why,
    )


def _event(link: str, path: re.Match[str]) -> str:
    comment = query_of(link, "comment")
    return f"app.clickup.com/t/{path[1]}?comment={comment}" if comment.isdigit() else ""


SPEC = Tool(
    name="clickup",
    title="ClickUp",
    read=_read,
    senders=("notifications@tasks.clickup.com",),
    signers=("clickup.com",),
    hosts=("app.clickup.com",),
)
