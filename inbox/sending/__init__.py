"""Mail that goes out: in the database first, handed over once, and never a second time by itself.

`smtp` hands a letter over, `outbox` remembers what became of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from inbox.errors import SourceError
from inbox.oauth import Tokens


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
    """A server that takes mail of one account's, over TLS from the first byte (RFC 8314 3.3); with `security`
    "starttls" from before anything of the person's is said. `pin`: the fingerprint of its only good certificate."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    ca_file: str = ""
    tokens: Tokens | None = field(default=None, repr=False)
    """In place of a password: an account that signs in by OAuth, and by nothing else."""
    pin: str = ""
    security: str = "tls"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message (RFC 5322, lines ending in CR LF) and its envelope (RFC 5321).

    Both are ASCII, but where an address of it is not: then its header is UTF-8 (RFC 6532).
    """

    id: int
    account: str
    sender: str
    recipients: tuple[str, ...]
    message: bytes

    @property
    def is_ascii(self) -> bool:
        header, _, _ = self.message.partition(b"\r\n\r\n")
        return header.isascii() and all(one.isascii() for one in (self.sender, *self.recipients))


class Progress(StrEnum):
    """Where a letter stands. `refused`: nothing was sent, and nothing happens until the person decides."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One letter without its text. `item`: what it answers, while that is there. `not_before`: the next try, while it
    waits. `problem`: the code of what went wrong last, '' if nothing did; `detail`: what the server said. `send_at`:
    when the person wants it sent, None for at once. Times in UTC.
    """

    id: int
    account: str
    item: int | None
    recipients: tuple[str, ...]
    subject: str
    message_id: str
    progress: Progress
    written_at: datetime
    since: datetime
    not_before: datetime | None
    tries: int
    problem: str
    detail: str
    send_at: datetime | None = None
