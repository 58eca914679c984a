"""Mail that goes out: in the database first, handed over once, and never a second time by itself.

`smtp` hands a letter over, `outbox` remembers what became of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from inbox.errors import SourceError


class MailRefused(SourceError):
    """The server takes the message not, or not for one of its recipients: nothing was sent, and the person decides."""

    code = "mail_refused"
    retries = False


class Unsure(SourceError):
    """The message was handed over whole, and no answer came: it may have been sent. Only the person sends it again."""

    code = "unsure"
    retries = False


@dataclass(frozen=True, slots=True)
class Submission:
    """A server that takes mail of one account's, over TLS from the first byte (RFC 8314 3.3)."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message (RFC 5322, ASCII, lines ending in CR LF) and its envelope (RFC 5321)."""

    id: int
    account: str
    sender: str
    recipients: tuple[str, ...]
    message: bytes
