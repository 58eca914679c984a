"""What one needs to begin an answer, asked of the engine in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.core.desk import Desk
from desktop.core.submission import sends
from inbox.answering import Draft, Way
from inbox.item import Details
from inbox.sources import Value


@dataclass(frozen=True, slots=True)
class Begun:
    """The mail, its account's settings, the draft there may be, and to whom it goes."""

    details: Details
    values: Mapping[str, Value]
    draft: Draft | None
    way: Way
    to: tuple[str, ...]

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
    to = desk.recipients(id, wanted) if sends(values) else ()
    return Begun(details, values, draft, wanted, to)
