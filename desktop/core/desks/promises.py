"""What answers are promised, and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop.core.promise_views import PromiseLine, WorkCalendar
    from inbox.promises import Kept, Promise


class PromisesDesk(Protocol):
    """As `desktop.core.desk.Desk`: on the engine's thread, plain values, RequestError."""

    # What is promised from now on counts for all that is not answered yet.
    def promises(self) -> tuple[PromiseLine, ...]:
        """In their order: the first that matches counts."""

    def set_promises(self, promises: Sequence[Promise]) -> tuple[PromiseLine, ...]:
        """These in place of all there were."""

    def calendars(self) -> tuple[WorkCalendar, ...]:
        """That of promises which name none first (`USUAL`), written or not."""

    def set_calendars(self, calendars: Sequence[WorkCalendar]) -> tuple[WorkCalendar, ...]:
        """These in place of all there were. A calendar that a promise names cannot be left out."""

    def promises_kept(self, since: datetime, until: datetime) -> Kept:
        """Of what was due from `since` on and before `until` (aware)."""

    def due_by(self, ids: Sequence[int], until: datetime) -> tuple[int, ...]:
        """Those of these items whose promised answer is due before `until` (aware), and is not given yet."""
