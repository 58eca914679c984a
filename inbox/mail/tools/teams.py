"""Microsoft Teams.

It writes of what was missed from `no-reply@teams.mail.microsoft`
(https://learn.microsoft.com/microsoft-365/admin/email/select-domain-to-use-for-email-from-microsoft-365-products),
formerly `noreply@email.teams.microsoft.com` and the like, under the name of who did it, some time after and not of
everything. No field of its header is known to tell more: the reason comes from the links, where @unq.gbl.spaces ends
the id of a conversation of two, and from the person's name in the words.

Threads: `teams.microsoft.com/l/message/CONVERSATION`, where there is one with the number of the message that began it
after a /. Events: `teams.microsoft.com/l/message/CONVERSATION/NUMBER`.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, path_of, query_of
from inbox.mail.links import unquoted
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_PATH: Final = re.compile(r"/l/(?:message|chat|channel)/(19:[\w.@-]{5,200})(?:/(\d{10,16}))?")


def _read(letter: Letter) -> Mention | None:
    found = [(link, path) for link in letter.links() if (path := _PATH.match(unquoted(path_of(link))))]
    if not found:
        return None
    link, path = next((one for one in found if one[1][2]), found[0])
    place = f"teams.microsoft.com/l/message/{path[1]}"
    root = query_of(link, "parentMessageId")
    reason, why = Reason.SUBSCRIBED, "a link to a conversation"
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the text"
    elif path[1].endswith("@unq.gbl.spaces"):
        reason, why = Reason.DIRECT, "a link to a conversation of two"
    elif root.isdigit() and root != path[2]:
        reason, why = Reason.REPLIED, "a link into a thread"
    return Mention(
        reason=reason,
        actor=letter.actor("Microsoft Teams")
        if letter.sender_name.endswith("Microsoft Teams")
        else letter.actor("Teams"),
        thread=f"{place}/{root}" if root.isdigit() else place,
        event=agreed(f"teams.microsoft.com/l/message/{path[1]}/{path[2]}" for _, path in found if path[2]),
        link=link,
        excerpt=letter.new_text(),
        people=max(1, len(letter.named())),
        why=why,
    )


SPEC = Tool(
    name="teams",
    title="Microsoft Teams",
    read=_read,
    senders=("no-reply@teams.mail.microsoft", "@email.teams.microsoft.com", "noreply@emeaemail.teams.microsoft.com"),
    signers=("microsoft.com", "mail.microsoft"),
    hosts=("teams.microsoft.com", "teams.cloud.microsoft"),
)
