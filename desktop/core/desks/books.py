"""The ledger, and when a source could not be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.core.book_lines import GapLine
    from inbox.item import Ledger


class BooksDesk(Protocol):
    """As `desktop.core.desk.Desk`: on the engine's thread, plain values, RequestError."""

    def ledger(self) -> Ledger:
        """What was received, and where it is now, in all and account by account: the two sides are counted apart."""

    def gaps(self, since: datetime | None = None) -> tuple[GapLine, ...]:
        """When a source could not be asked, or the machine slept: what was not caught up by `since`, else all that is
        kept; the latest first."""
