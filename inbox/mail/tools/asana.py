"""Asana.

It writes from `no-reply@asana.com`; no mail of it was at hand, and no field of its header is known to tell anything. So
the reason comes from the person's name in the words and from the links; that a task was assigned cannot be told. Mails
of its account and advertisements lead to no task.

Threads: `app.asana.com/0/0/TASK`, an address that leads there, whichever of its kinds of address the mail has. Events:
of a comment `THREAD/COMMENT`.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(
    r"/(?:0/inbox/\d+/(\d{6,20})/(\d{6,20})|0/\w{1,20}/(\d{6,20})|1/\d+/(?:[\w-]+/)*?task/(\d{6,20})"
    r"(?:/comment/(\d{6,20}))?|1/\d+/inbox/\d+/item/(\d{6,20})/story/(\d{6,20}))(?:/f)?$"
)


def _read(letter: Letter) -> Mention | None:
    found = letter.found(_PATH)
    if not found:
        return None
    ids = [(link, path[1] or path[3] or path[4] or path[6], path[2] or path[5] or path[7]) for link, path in found]
    link, task, comment = next((one for one in ids if one[2]), ids[0])
    thread = f"app.asana.com/0/0/{task}"
    reason, why = Reason.SUBSCRIBED, "a link to a task"
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the new text"
    elif len({one[1] for one in ids}) > 2:
        reason, why = Reason.AUTOMATIC, "links to several tasks"
    elif comment:
        reason, why = Reason.REPLIED, "a link to a comment"
    return Mention(
        reason=reason,
        actor=letter.actor("Asana"),
        thread=thread,
        event=agreed(f"app.asana.com/0/0/{one[1]}/{one[2]}" for one in ids if one[2]),
        link=link.partition("?")[0],
        excerpt=letter.new_text(),
        people=max(1, len(letter.named())),
        why=why,
    )


SPEC = Tool(
    name="asana",
    title="Asana",
    read=_read,
    senders=("no-reply@asana.com",),
    signers=("asana.com",),
    hosts=("app.asana.com",),
)
