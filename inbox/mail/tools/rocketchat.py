"""Rocket.Chat, at a host the person added.

https://github.com/RocketChat/Rocket.Chat/blob/develop/apps/meteor/app/lib/server/functions/notifications/email.js: the
name in From is who wrote, the button leads to the room and the message. The subject is what an administrator set.

Threads: `HOST/channel/NAME`, `HOST/group/NAME`, `HOST/direct/ID`, as in the addresses of rooms. Events: `HOST/?msg=ID`.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, agreed, host_of, place_of, query_of
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool
from inbox.rank import MASS

_ROOM: Final = re.compile(r"(?:/[\w.-]+)*?/(channel|group|direct)/([^/]{1,200})(?:/thread/(\w{1,40}))?$")
_EVERYONE: Final = frozenset({"all", "here"})
_MESSAGE: Final = re.compile(r"\w{10,40}")


def _read(letter: Letter) -> Mention | None:
    found = [one for one in letter.found(_ROOM) if _MESSAGE.fullmatch(query_of(one[0], "msg"))]
    if not found:
        return None
    link, room = found[0]
    named = letter.named()
    reason, crowd, why = _reason(letter, named, room[1] == "direct")
    return Mention(
        reason=reason,
        actor=letter.sender_name.replace("%40", "@"),
        project="" if room[1] == "direct" else room[2],
        thread=place_of(link),
        event=agreed(f"{host_of(one)}/?msg={query_of(one, 'msg')}" for one, _ in found),
        link=link.partition("&")[0],
        excerpt=letter.new_text(),
        people=MASS if crowd else max(1, len(named)),
        group=crowd,
        why=why,
    )


def _reason(letter: Letter, named: frozenset[str], direct: bool) -> tuple[Reason, bool, str]:
    if me := letter.logins & named:
        return Reason.MENTIONED, False, f"@{min(me)} in the text"
    if direct:
        return Reason.DIRECT, False, "a link to a direct message"
    if named & _EVERYONE:
        return Reason.MENTIONED, True, f"@{min(named & _EVERYONE)} in the text"
    if named and not letter.logins:
        return Reason.MENTIONED, False, "somebody in the text"
    return Reason.SUBSCRIBED, False, "a link to a room"


SPEC = Tool(name="rocketchat", title="Rocket.Chat", read=_read, unmarked=True)
