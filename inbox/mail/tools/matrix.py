"""Matrix: what a homeserver (Synapse) writes to who missed messages, at a host the person added; matrix.org itself
writes from `noreply@matrix.org`, which is not confirmed.

https://github.com/element-hq/synapse/blob/develop/synapse/push/mailer.py: its links name room and event; its
List-Unsubscribe leads to the homeserver. Whether one was named shows only by the link that a client makes of the name.

Threads: `matrix.to/#/ROOM`, events: `matrix.to/#/ROOM/EVENT`, unquoted, whatever client the links are made for;
'' where the mail tells of several.
"""

from __future__ import annotations

import re
from typing import Final

from inbox.item import Reason
from inbox.mail.letter import Letter, fragment_of
from inbox.mail.links import unquoted
from inbox.mail.mentions import Mention
from inbox.mail.tools import Tool
from inbox.rank import MASS

_PLACE: Final = re.compile(r"/(?:room/)?(![^/?]{1,255})(?:/(\$[^/?]{1,255}))?")
_PILL: Final = re.compile(r"https://matrix\.to/#/(?:@|%40)([^:%\s\"'<>]{1,255})")
_ROOM_NAMED: Final = frozenset({"room"})


def _read(letter: Letter) -> Mention | None:
    places = [(link, place) for link in letter.links() if (place := _PLACE.match(unquoted(fragment_of(link))))]
    if not places or "/unsubscribe" not in letter.field("list-unsubscribe"):
        return None
    rooms = {place[1] for _, place in places}
    events = {place[2] for _, place in places if place[2]}
    link, place = next((one for one in places if one[1][2]), places[0])
    named = letter.named() | {found[1].lower() for found in _PILL.finditer(letter.html[:65536])}
    reason, crowd, why = Reason.SUBSCRIBED, False, "a link to a room"
    if me := letter.logins & named:
        reason, why = Reason.MENTIONED, f"@{min(me)} in the text"
    elif named & _ROOM_NAMED:
        reason, crowd, why = Reason.MENTIONED, True, "@room in the text"
    return Mention(
        reason=reason,
        thread=f"matrix.to/#/{place[1]}" if len(rooms) == 1 else "",
        event=f"matrix.to/#/{place[1]}/{place[2]}" if len(events) == 1 and place[2] else "",
        link=link,
        excerpt=letter.new_text(),
        people=MASS if crowd else max(1, len(named)),
        group=crowd,
        why=why,
    )


SPEC = Tool(
    name="matrix",
    title="Matrix",
    read=_read,
    senders=("noreply@matrix.org",),
    signers=("matrix.org",),
    hosts=("matrix.to", "app.element.io", "vector.im"),
    fields=("list-unsubscribe",),
    shapes={"list-unsubscribe": r"<https://[^<>\s]{1,300}/_synapse/client/unsubscribe\?"},
    unmarked=True,
    names=("matrix.to",),
)
