"""What a message in a room, or to the person, tells. Plain values; nothing is asked for here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element

MAM: Final = "urn:xmpp:mam:2"
_CLIENT: Final = "{jabber:client}"
_FORWARD: Final = "{urn:xmpp:forward:0}forwarded"


@dataclass(frozen=True, slots=True)
class Said:
    """`where`: the room, or whom it is from (a bare JID); `nick`: who in the room. `id`: its name in the archive
    (XEP-0359), '' where none is kept. `message_id`: what its writer's program called it; `replaces`: so an earlier one
    that it corrects (XEP-0308). `at`: aware; None for what was said just now. `named`: whom it refers to (XEP-0372), as
    URIs. `person`: the writer's bare JID, where the room shows it.
    """

    where: str
    nick: str
    body: str
    room: bool
    id: str = ""
    message_id: str = ""
    replaces: str = ""
    at: datetime | None = None
    named: tuple[str, ...] = ()
    person: str = ""
    encrypted: bool = False

    def names(self, *nicks: str, person: str) -> bool:
        """Whether it names who is called so: as a whole word of what is no quotation (XEP-0393), or by a reference."""
        if any(uri in {f"xmpp:{person}", *(f"xmpp:{self.where}/{nick}" for nick in nicks)} for uri in self.named):
            return True
        words = "\n".join(line for line in self.body.splitlines() if not line.startswith(">"))
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE) for name in {*nicks, person})


def read(message: Element, *, id: str = "", at: datetime | None = None) -> Said | None:
    """None for what says nothing: a subject, a mark, an error."""
    kind, body = message.get("type", "normal"), message.findtext(f"{_CLIENT}body")
    if not body or kind not in {"groupchat", "chat", "normal"}:
        return None
    where, _, nick = message.get("from", "").partition("/")
    if kind == "groupchat" and not nick:
        return None  # the room itself speaks
    if not id and kind == "groupchat":
        ids = message.iterfind("{urn:xmpp:sid:0}stanza-id")
        id = next((one.get("id", "") for one in ids if one.get("by", "").lower() == where.lower()), "")
    named = (one.get("uri", "") for one in message.iterfind("{urn:xmpp:reference:0}reference[@type='mention']"))
    item = message.find("{http://jabber.org/protocol/muc#user}x/{http://jabber.org/protocol/muc#user}item")
    replaces = message.find("{urn:xmpp:message-correct:0}replace")
    return Said(
        where=where.lower(),
        nick=nick,
        body=body,
        room=kind == "groupchat",
        id=id,
        message_id=message.get("id", ""),
        replaces="" if replaces is None else replaces.get("id", ""),
        at=at or stamp(message),
        named=tuple(named),
        person="" if item is None else bare(item.get("jid", "")),
        encrypted=message.find("{urn:xmpp:eme:0}encryption") is not None,
    )


def archived(message: Element) -> tuple[str, Said | None, datetime | None] | None:
    """A result of an archive (XEP-0313): its name there, what it says, and when. None for any other message."""
    result = message.find(f"{{{MAM}}}result")
    forwarded = None if result is None else result.find(_FORWARD)
    if result is None or forwarded is None:
        return None
    inner, at, id = forwarded.find(f"{_CLIENT}message"), stamp(forwarded), result.get("id", "")
    return id, None if inner is None else read(inner, id=id, at=at), at


def stamp(element: Element) -> datetime | None:
    """XEP-0203."""
    delay = element.find("{urn:xmpp:delay}delay")
    try:
        at = datetime.fromisoformat("" if delay is None else delay.get("stamp", ""))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def bare(jid: str) -> str:
    return jid.partition("/")[0].lower()
