"""Figma and FigJam: comments.

It writes of comments from `comments-FILEKEY@email.figma.com`: the address has the key of the file. Its links lead
through click.figma.com, which tells Figma who opened what, so the link is put together from the key instead. No field
of its header tells more: the reason comes from the person's name in the words. `no-reply@email.figma.com` sends codes
to sign in with and invitations, whose Reply-To may be a stranger's: these tell of nothing that happened.

Threads: `www.figma.com/file/KEY`, an address that leads to the file, whatever its kind. Events: of a comment
`THREAD#ID`, where a link names it.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, fragment_of, host_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool

_SENDER: Final = re.compile(r"comments-([A-Za-z0-9]{10,128})@email\.figma\.com", re.IGNORECASE)
_PATH: Final = re.compile(r"/(?:file|design|board|slides|proto)/([A-Za-z0-9]{10,128})")


def _read(letter: Letter) -> Mention | None:
    sender = _SENDER.fullmatch(letter.sender_address)
    if not sender:
        return None
    links = [one for one in letter.found(_PATH) if host_of(one[0]) in {"figma.com", "www.figma.com"}]
    # The case of the letters matters to Figma; a server on the way may not have kept it in the address.
    links = [one for one in links if one[1][1].lower() == sender[1].lower()]
    thread = f"www.figma.com/file/{links[0][1][1] if links else sender[1]}"
    comment = agreed(found for one, _ in links if (found := fragment_of(one)).isdigit())
    at_comment = f"#{comment}" if comment else ""
    reason, why = Reason.SUBSCRIBED, "comments-KEY@email.figma.com"
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the new text"
    return Mention(
        reason=reason,
        actor=letter.actor("Figma"),
        thread=thread,
        event=f"{thread}{at_comment}" if at_comment else "",
        link=f"https://{thread}{at_comment}",
        excerpt=letter.new_text(),
        people=max(1, len(letter.named())),
        why=why,
    )


SPEC = Tool(
    name="figma",
    title="Figma",
    read=_read,
    senders=("@email.figma.com",),
    signers=("figma.com",),
    hosts=("figma.com",),
)
