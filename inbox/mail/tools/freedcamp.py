"""Freedcamp.

Neither the address it writes from nor a mail of it is known. So any sender at its domain is taken for it, but only
where the mail leads to something within a project; and the reason comes from the person's name in the words. Where its
mails come from elsewhere, one key makes their sender a tool's.

Threads: `freedcamp.com/view/PROJECT/tasks/ID`, with the name of the part of the project. Events: none are known.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(r"/view/(\d{1,12})/([a-z_-]{1,30})/(?:panel/[a-z_-]{1,30}/)?(\d{1,12})")


def _read(letter: Letter) -> Mention | None:
    link, path = next(iter(letter.found(_PATH)), ("", None))
    if path is None:
        return None
    reason, why = Reason.SUBSCRIBED, f"a link to {path[2]}"
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the new text"
    return Mention(
        reason=reason,
        actor=letter.actor("Freedcamp"),
        project=path[1],
        thread=f"freedcamp.com/view/{path[1]}/{path[2]}/{path[3]}",
        link=link.partition("?")[0],
        excerpt=letter.new_text(),
        people=max(1, len(letter.named())),
        why=why,
    )


SPEC = Tool(
    name="freedcamp",
    title="Freedcamp",
    read=_read,
    senders=("@freedcamp.com",),
    signers=("freedcamp.com",),
    hosts=("freedcamp.com",),
)
