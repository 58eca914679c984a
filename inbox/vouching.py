"""Who vouches for mails about which no server has said anything: whoever signed them.

A server that is believed is believed alone. Where there is none, or it writes nothing of the kind, the signatures of
those mails are looked at for which it makes a difference: what looks like a tool's, and what a rule would let pass.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, Protocol

from inbox import mail
from inbox.item import Arrival
from inbox.mail import MOST_BYTES, Raw
from inbox.mail.doubt import in_doubt


class Signatures(Protocol):
    """Looks at what was signed (`inbox.dkim`). Any thread."""

    def of(self, content: bytes, counts: Callable[[str], bool]) -> frozenset[str]:
        """The domains (ASCII), of those for which `counts` says yes, that have signed this mail as it is.

        May ask DNS, and takes a few seconds at most. Never raises: what cannot be found out is not signed.
        """


class Unsigned:
    """Looks at nothing: no signature is good."""

    def of(self, content: bytes, counts: Callable[[str], bool]) -> frozenset[str]:
        return frozenset()


UNSIGNED: Final = Unsigned()


def read_all(raws: Sequence[Raw], now: datetime, signatures: Signatures) -> list[Arrival]:
    """As `inbox.mail.read_all`, with the signatures of those for which it matters. On the source's thread."""
    found = mail.read_all(raws, now)
    for place, (raw, arrival) in enumerate(zip(raws, found, strict=True)):
        if signed := signers(raw, arrival, signatures):
            found[place] = mail.read(raw._replace(signed=signed), now)
    return found


def signers(raw: Raw, arrival: Arrival, signatures: Signatures) -> frozenset[str]:
    """Who has signed this mail, as far as it would change what is thought of it. Never of one that was cut."""
    counts = in_doubt(raw, arrival) if len(raw.content) < MOST_BYTES else None
    return signatures.of(raw.content, counts) if counts is not None else frozenset()
