"""Discord.

It writes of what was missed from `notifications@discord.com` and `noreply@discord.com`, formerly at discordapp.com, and
from the latter also of accounts. No mail of it was at hand. Where its links lead through an address that only counts
clicks, nothing tells what happened, and it is taken for an ordinary mail; else the reason comes from the links, where
@me stands for a conversation without a server, and from the person's name in the words.

Threads: `discord.com/channels/SERVER/CHANNEL`. Events: `THREAD/MESSAGE`.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool
from inbox.rank import MASS

_PATH: Final = re.compile(r"/channels/(@me|\d{15,21})/(\d{15,21})(?:/(\d{15,21}))?")
_EVERYONE: Final = frozenset({"everyone", "here"})


def _read(letter: Letter) -> Mention | None:
    found = letter.found(_PATH)
    if not found:
        return None
    link, path = next((one for one in found if one[1][3]), found[0])
    thread = f"discord.com/channels/{path[1]}/{path[2]}"
    named = letter.named()
    reason, crowd, why = Reason.SUBSCRIBED, False, "a link to a channel"
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the text"
    elif path[1] == "@me":
        reason, why = Reason.DIRECT, "a link to a direct message"
    elif named & _EVERYONE:
        reason, crowd, why = Reason.MENTIONED, True, f"@{min(named & _EVERYONE)} in the text"
    elif len({one[1][2] for one in found}) > 2:
        reason, why = Reason.AUTOMATIC, "links to several channels"
    return Mention(
        reason=reason,
        actor=letter.actor("Discord"),
        thread=thread,
        event=agreed(f"discord.com{path[0]}" for _, path in found if path[3]),
        link=link.partition("?")[0],
        excerpt=letter.new_text(),
        people=MASS if crowd else max(1, len(named)),
        group=crowd,
        why=why,
    )


SPEC = Tool(
    name="discord",
    title="Discord",
    read=_read,
    senders=(
        "notifications@discord.com",
        "noreply@discord.com",
        "notifications@discordapp.com",
        "noreply@discordapp.com",
    ),
    signers=("discord.com", "discordapp.com"),
    hosts=("discord.com",),
)
