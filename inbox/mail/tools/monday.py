"""monday.com.

It writes from `notifications@monday.com`, which strangers use too, as anyone can open an account there; no mail of it
was at hand, and no field of its header is known to tell anything. So the reason comes from the person's name in the
words and from the links.

Threads: `ACCOUNT.monday.com/boards/12/pulses/34`. Events: of an update `THREAD/posts/56`, as in its address.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, host_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(r"(/boards/\d{1,20})(?:/views/\d+)?(/pulses/\d{1,20})(/posts/\d{1,20})?")


def _read(letter: Letter) -> Mention | None:
    found = letter.found(_PATH)
    if not found:
        return None
    link, path = next((one for one in found if one[1][3]), found[0])
    host = host_of(link)
    thread = f"{host}{path[1]}{path[2]}"
    reason, why = Reason.SUBSCRIBED, "a link to an item"
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the new text"
    elif len({one[1][2] for one in found}) > 2:
        reason, why = Reason.AUTOMATIC, "links to several items"
    elif path[3]:
        reason, why = Reason.REPLIED, "a link to an update"
    return Mention(
        reason=reason,
        actor=letter.actor("monday.com"),
        project=host.partition(".")[0],
        thread=thread,
        event=agreed(f"{host_of(link)}{path[1]}{path[2]}{path[3]}" for link, path in found if path[3]),
        link=link.partition("?")[0],
        excerpt=letter.new_text(),
        people=max(1, len(letter.named())),
        why=why,
    )


SPEC = Tool(
    name="monday",
    title="monday.com",
    read=_read,
    senders=("notifications@monday.com",),
    signers=("monday.com",),
    hosts=("monday.com",),
)
