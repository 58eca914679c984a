"""Airtable.

It writes from `noreply@airtable.com`; what somebody's automation writes comes from
`noreply+automations@airtableemail.com` and says whatever they had it say. No mail of it was at hand, and no field of
its header is known to tell anything: the reason comes from the person's name in the words. Invitations, forms and bills
lead to no record.

Threads: `airtable.com/APP/TBL/REC`, the ids of base, table and record. Events: none are known.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(r"/(app\w{14})/(tbl\w{14})/(?:viw\w{14}/)?(rec\w{14})")
_AUTOMATION: Final = "noreply+automations@airtableemail.com"


def _read(letter: Letter) -> Mention | None:
    automatic = letter.sender_address.lower() == _AUTOMATION
    link, path = next(iter(letter.found(_PATH)), ("", None))
    if path is None and not automatic:
        return None
    reason, why = Reason.SUBSCRIBED, "a link to a record"
    if automatic:
        reason, why = Reason.AUTOMATIC, _AUTOMATION
    elif me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the new text"
    return Mention(
        reason=reason,
        actor="" if automatic else letter.actor("Airtable"),
        thread=f"airtable.com/{path[1]}/{path[2]}/{path[3]}" if path else "",
        link=link.partition("?")[0],
        excerpt=letter.new_text(),
        people=max(1, len(letter.named())),
        bot=automatic,
        why=why,
    )


SPEC = Tool(
    name="airtable",
    title="Airtable",
    read=_read,
    senders=("noreply@airtable.com", _AUTOMATION),
    signers=("airtable.com", "airtableemail.com"),
    hosts=("airtable.com",),
)
