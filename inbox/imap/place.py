"""One of the mailboxes that are read: how far, and what its server has shown of itself there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from inbox.errors import Broken, SourceError
from inbox.imap import mailbox as mails
from inbox.imap.connection import Connection, Glance, Selected
from inbox.imap.cursor import Cursor
from inbox.imap.mailbox import Portion, Trouble
from inbox.item import Arrival
from inbox.mail.authenticity import Trust
from inbox.mail.mentions import Known
from inbox.sources import Start
from inbox.vouching import Signatures

_MOST_RENUMBERINGS: Final = 3


@dataclass
class Place:
    """Remembered across connections. `settled`: up to here all is read that was there when it was looked at last.

    `glance`: what STATUS told then. `problem`: why it cannot be read now.
    """

    name: str
    trust: Trust
    known: Callable[[], Known]
    signatures: Signatures
    settled: Cursor | None = None
    glance: Glance | None = None
    problem: SourceError | None = None
    trouble: Trouble = field(default_factory=lambda: Trouble(validity=-1))
    _renumberings: int = 0
    _latest_validity: int = -1
    _next_uid_lies: bool = False

    def stirs(self, glance: Glance) -> bool:
        """Whether STATUS tells of anything that may be new. What it does not tell counts as such."""
        return glance != self.glance or glance.next_uid is None or self._next_uid_lies

    def plan(
        self, connection: Connection, selected: Selected, before: Cursor | None, start: Start, now: datetime
    ) -> tuple[Cursor, list[int], int]:
        """Where we are, what to read, and the UID up to which all is known afterwards."""
        if before is not None and not self._numbered_anew(before, selected):
            uids = mails.newer(connection, before.uid)
            return before, uids, uids[-1] if uids else before.uid
        since = before.unknown_since if before is not None else None
        if selected.validity != self.trouble.validity:
            self.trouble = Trouble(selected.validity)
        uids, highest = mails.latest(connection, start, since, now)
        if selected.next_uid is not None and highest >= selected.next_uid:
            self._next_uid_lies = True
        top = highest or (selected.next_uid or 1) - 1
        return Cursor(selected.validity, 0, before.seconds if before else 0), uids, top

    def _numbered_anew(self, before: Cursor, selected: Selected) -> bool:
        """UIDVALIDITY changed; or UIDs are given a second time without that, which shows in a UIDNEXT that fell."""
        if selected.validity == before.validity:
            self._renumberings = 0
            fell = selected.next_uid is not None and selected.next_uid <= before.uid
            return fell and not self._next_uid_lies
        if selected.validity != self._latest_validity:
            self._latest_validity = selected.validity
            self._renumberings += 1
            if self._renumberings >= _MOST_RENUMBERINGS:
                raise Broken(
                    "The server numbers the mailbox anew each time (UIDVALIDITY): only its owner can mend that."
                )
        return True

    def arrivals(self, portion: Portion, before: Cursor, now: datetime) -> tuple[list[Arrival], Cursor]:
        """What a portion is to the queue, and the cursor that is right once that is stored."""
        found = mails.arrivals(
            f"{self.name}:{before.validity}", portion, now, self.trust, self.known(), self.signatures
        )
        newest = max((one.received for one in portion.answers if one.received is not None), default=None)
        return found, before.moved(portion.upto, min(newest, now) if newest else None)
