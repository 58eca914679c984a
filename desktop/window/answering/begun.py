"""What one needs to begin an answer, asked of the engine in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.core.desk import Desk
from desktop.core.submission import sends
from inbox.answering import Answer, Draft, Way
from inbox.item import Details
from inbox.sources import Value

_SOMETHING = "…"
"""An answer without a word is none."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The mail, its account's settings, the draft there may be, and to whom it goes.

    `left_out`: who should get it, by what is no address.
    """

    details: Details
    values: Mapping[str, Value]
    draft: Draft | None
    way: Way
    to: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def can_be_sent(self) -> bool:
        return sends(self.values)

    @property
    def is_signed(self) -> bool:
        return bool(self.values.get("signature_file"))


def begun(desk: Desk, id: int, way: Way | None) -> Begun:
    """On the engine's thread. Without `way`: that of the draft. Raises RequestError."""
    details, draft = desk.details(id), desk.draft(id)
    wanted = way or (draft.way if draft else Way.REPLY)
    values = desk.account(details.item.account).values
    if wanted is Way.FORWARD or not sends(values):
        return Begun(details, values, draft, wanted)
    # Composed, not sent: so it is told who would be left out. Of an answer without files this is done at once.
    composed = desk.compose(id, Answer(wanted, _SOMETHING)).run()
    return Begun(details, values, draft, wanted, composed.recipients, composed.left_out)
