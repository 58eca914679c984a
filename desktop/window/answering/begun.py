"""What one needs to begin an answer, asked of the engine in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.core.desk import Desk
from inbox.answering import Answer, Draft, Way
from inbox.item import Details

_SOMETHING = "…"
"""An answer without a word is none."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The mail, the draft there may be, and to whom it goes. `left_out`: who should get it, by what is no address."""

    details: Details
    draft: Draft | None
    way: Way
    can_be_sent: bool
    is_signed: bool
    to: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def begun(desk: Desk, id: int, way: Way | None) -> Begun:
    """On the engine's thread. Without `way`: that of the draft. Raises RequestError."""
    from desktop.core.submission import sends  # with it comes much that only the engine needs

    details, draft = desk.details(id), desk.draft(id)
    wanted = way or (draft.way if draft else Way.REPLY)
    values = desk.account(details.item.account).values
    ready = Begun(details, draft, wanted, sends(values), bool(values.get("signature_file")))
    if wanted is Way.FORWARD or not ready.can_be_sent:
        return ready
    # Composed, not sent: so it is told who would be left out. Of an answer without files this is done at once.
    composed = desk.compose(id, Answer(wanted, _SOMETHING)).run()
    return replace(ready, to=composed.recipients, left_out=composed.left_out)
