"""Pipedrive.

Neither the address it writes from nor a mail of it is known. So any sender at its domain is taken for it, but only
where the mail leads to something in a company's account; and the reason comes from the person's name in the words.
Where its mails come from elsewhere, one key makes their sender a tool's.

Threads: `COMPANY.pipedrive.com/deal/12`, `.../person/12`, `.../organization/12`, `.../leads/inbox/UUID`. Events: none
are known.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, host_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(
    r"/(?:(deal|person|organization|project|projects)/(\d{1,12})|(leads/inbox)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))"
)


def _read(letter: Letter) -> Mention | None:
    link, path = next(iter(letter.found(_PATH)), ("", None))
    if path is None:
        return None
    reason, why = Reason.SUBSCRIBED, f"a link to {path[1] or 'lead'}"
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the new text"
    return Mention(
        reason=reason,
        actor=letter.actor("Pipedrive"),
        project=host_of(link).partition(".")[0],
        thread=f"{host_of(link)}{path[0]}",
        link=link.partition("?")[0],
        excerpt=letter.new_text(),
        people=max(1, len(letter.named())),
        why=why,
    )


SPEC = Tool(
    name="pipedrive",
    title="Pipedrive",
    read=_read,
    senders=("@pipedrive.com",),
    signers=("pipedrive.com",),
    hosts=("pipedrive.com",),
)
