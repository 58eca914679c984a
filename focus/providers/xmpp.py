"""XMPP: a presence of Écluse's own, beside those of the person's programs (RFC 6121 4).

It is of one connection, and ends with it: nothing stays behind after a crash. What the person's own programs show is
left as it is, so who looks at the most available of them sees that. It has a connection of its own even where mentions
are read from the same account: that one is of another thread, is opened anew whenever reading fails, and sits in rooms,
which would have to be told too; and nobody sees it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from focus.errors import Unsupported, WrongSetting
from focus.fields import CA_FILE
from focus.presence import Level, Presence
from focus.providers import Field, Means, Provider, ProviderSpec, Value
from focus.status_text import fitting
from focus.stream import Shown, Stream

_MOST_TEXT: Final = 200


class Connection:
    """The show and status of our connection. There is one word for busy and do not disturb (4.7.2.1)."""

    name = "connection"
    lasting = False

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def shown(self, presence: Presence) -> Presence:
        text = fitting(presence.text, _MOST_TEXT)
        return replace(presence, level=_level(presence.level, text), text=text, emoji="")

    def read(self) -> Presence:
        found = self._stream.shown()
        if found is None:
            return Presence()
        return Presence(_level(Level.BUSY if found.show == "dnd" else Level.AVAILABLE, found.status), found.status)

    def write(self, presence: Presence) -> None:
        busy = presence.level >= Level.BUSY
        self._stream.show(None if presence.blank else Shown("dnd" if busy else "", presence.text))


def _level(level: Level, text: str) -> Level:
    return Level.BUSY if level >= Level.BUSY else Level.TEXT if text else Level.AVAILABLE


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
    if means.stream is None:
        raise Unsupported("There is no XMPP here.")
    jid = str(values.get("jid") or "").strip().partition("/")[0].lower()
    if not all(jid.partition("@")) or not jid.isprintable() or " " in jid:
        raise WrongSetting("jid", f"{jid!r} is no address, such as me@example.org.")
    host = str(values.get("host") or "").strip()
    stream = means.stream(
        jid,
        secrets.get("password", ""),
        server=(host, int(str(values.get("port") or 5222))) if host else None,
        security=str(values.get("security") or "starttls"),
        ca_file=str(values.get("ca_file") or ""),
    )
    return Provider((Connection(stream),), stream.close)


SPEC = ProviderSpec(
    name="xmpp",
    title="XMPP",
    fields=(
        Field("jid", "Address", help="Such as me@example.org"),
        Field("password", "Password", kind="secret"),
        Field("host", "Server", required=False, help="Only where your domain does not tell", group="server"),
        Field("port", "Port", kind="number", default=5222, least=1, most=65535, group="server"),
        Field(
            "security",
            "Protection",
            kind="choice",
            default="starttls",
            choices=("tls", "starttls"),
            help="With a server named here: TLS from the first byte is on port 5223",
            group="server",
        ),
        CA_FILE,
    ),
    level=Level.BUSY,
    expires=False,
    open=_open,
    most_text=_MOST_TEXT,
    source="xmpp",
    calls={Level.BUSY: "dnd"},
)
