"""HubSpot.

It writes from `noreply@notifications.hubspot.com`
(https://knowledge.hubspot.com/email/not-receiving-hubspot-system-or-notification-emails), of mentions and assignments,
and also bills and forms that were sent in. No mail of it was at hand, and no field of its header is known to tell
anything: a mail must lead to a record or a conversation, and the reason comes from the person's name in the words.

Threads: `app.hubspot.com/contacts/PORTAL/record/0-1/ID`, or as the link has it, at whichever of its hosts. Events: none
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
    r"/(?:contacts/(\d{1,12})/(?:record/[\d-]{1,20}|contact|company|deal|ticket)/(\d{1,20})"
    r"|(?:live-messages|help-desk)/(\d{1,12})/(?:inbox|view/\d{1,20}/ticket)/(\d{1,20})"
    r"|tasks/(\d{1,12})/(?:view/\w{1,20}/)?task/(\d{1,20}))"
)


def _read(letter: Letter) -> Mention | None:
    link, path = next(iter(letter.found(_PATH)), ("", None))
    if path is None:
        return None
    reason, why = Reason.SUBSCRIBED, "a link to a record"
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the new text"
    return Mention(
        reason=reason,
        actor=letter.actor("HubSpot"),
        project=path[1] or path[3] or path[5],
        thread=f"{host_of(link)}{path[0]}",
        link=f"https://{host_of(link)}{path[0]}",
        excerpt=letter.new_text(),
        people=max(1, len(letter.named())),
        why=why,
    )


SPEC = Tool(
    name="hubspot",
    title="HubSpot",
    read=_read,
    senders=("noreply@notifications.hubspot.com",),
    signers=("hubspot.com",),
    hosts=("hubspot.com",),
)
