"""LinkedIn.

Each of its mails names its template in `X-LinkedIn-Template` (`email_type_messaging_digest`); where it is missing, the
address tells: `invitations@linkedin.com`, `messages-noreply@linkedin.com`, `inmail-hit-reply@linkedin.com`. Of jobs,
news and accounts there are far more: they tell of nothing that happened to the person.

An invitation's own link accepts it at once, so the one that is shown leads to all of them. Threads:
`www.linkedin.com/messaging/thread/ID`, `www.linkedin.com/feed/update/URN`. Events: none are known.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, path_of
from inbox.mail.links import unquoted
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_KINDS: Final = (
    (re.compile(r"job|career|hiring|recruit|digest_news|security|password|verif|login|premium|learning"), None),
    (re.compile(r"invit"), Reason.SUBSCRIBED),
    (re.compile(r"messag|inmail|hit-reply"), Reason.DIRECT),
    (re.compile(r"mention|tagged"), Reason.MENTIONED),
    (re.compile(r"comment|repl(?:y|ied)(?!@)"), Reason.REPLIED),
)
"""In this order, of the template; else of what stands before the @."""
_THREAD: Final = re.compile(r"/(?:comm/)?(messaging/thread/[\w=-]{5,100}|feed/update/urn:li:\w{1,30}:[\w-]{5,40})")
_INVITATIONS: Final = "https://www.linkedin.com/mynetwork/invitation-manager/"


def _read(letter: Letter) -> Mention | None:
    template = letter.field("x-linkedin-template").lower()
    told = template or letter.sender_address.lower().partition("@")[0].replace("noreply", "")
    reason = next((reason for pattern, reason in _KINDS if pattern.search(told)), None)
    if reason is None:
        return None
    found = (_THREAD.match(unquoted(path_of(link))) for link in letter.links())
    place = next((one[1] for one in found if one), "")
    return Mention(
        reason=reason,
        actor=letter.actor("LinkedIn"),
        thread=f"www.linkedin.com/{place}" if place else "",
        link=_INVITATIONS if reason is Reason.SUBSCRIBED else f"https://www.linkedin.com/{place}" if place else "",
        excerpt=letter.prose(),
        why=f"X-LinkedIn-Template: {template}" if template else letter.sender_address,
    )


SPEC = Tool(
    name="linkedin",
    title="LinkedIn",
    read=_read,
    senders=("@linkedin.com",),
    signers=("linkedin.com",),
    hosts=("linkedin.com",),
    fields=("x-linkedin-template",),
)
