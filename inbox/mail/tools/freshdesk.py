"""Freshdesk: the tickets of a support team, and the answers to those who asked one.

A team's mails come from below freshdesk.com; those from its own address bear nothing that is known to tell, unless one
key makes their sender a tool's. Anyone can open an account there. No mail of it was at hand: the reason comes from the
person's name in the words and from the links, of which /a/tickets and /helpdesk are for those who work on tickets.

Threads: `HOST/tickets/12`. Events: none are known.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, host_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(r"/(?:(a|helpdesk)|support)/tickets/(\d{1,15})")


def _read(letter: Letter) -> Mention | None:
    link, path = next(iter(letter.found(_PATH)), ("", None))
    if path is None:
        return None
    reason, why = Reason.REPLIED, "a link to a request"
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the new text"
    elif path[1]:
        reason, why = Reason.SUBSCRIBED, "a link to a ticket"
    return Mention(
        reason=reason,
        actor=letter.actor("Freshdesk"),
        project=host_of(link).partition(".")[0],
        thread=f"{host_of(link)}/tickets/{path[2]}",
        link=link.partition("?")[0],
        excerpt=letter.new_text(),
        people=max(1, len(letter.named())),
        why=why,
    )


SPEC = Tool(
    name="freshdesk",
    title="Freshdesk",
    read=_read,
    senders=("@freshdesk.com",),
    signers=("freshdesk.com",),
    hosts=("freshdesk.com",),
)
