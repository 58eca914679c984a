"""The books of the window tests' desk: gaps that a test sets."""

from __future__ import annotations

from datetime import datetime

from desktop.core.book_lines import GapLine


class BooksDouble:
    def __init__(self) -> None:
        self.gap_lines: tuple[GapLine, ...] = ()

    def gaps(self, since: datetime | None = None) -> tuple[GapLine, ...]:
        return tuple(one for one in self.gap_lines if since is None or one.caught_up is None or one.caught_up >= since)
