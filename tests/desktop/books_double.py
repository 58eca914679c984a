"""The books of the window tests' desk: gaps that a test sets, and the ledger of its items."""

from __future__ import annotations

from datetime import datetime

from desktop.core.book_lines import GapLine
from inbox.item import Event, Item, Ledger, State, Sums


class BooksDouble:
    items: dict[int, Item]

    def __init__(self) -> None:
        self.gap_lines: tuple[GapLine, ...] = ()
        self.happened: dict[int, tuple[Event, ...]] = {}
        """By item, a history in place of the usual one."""
        self.forgotten = 0

    def gaps(self, since: datetime | None = None) -> tuple[GapLine, ...]:
        return tuple(one for one in self.gap_lines if since is None or one.caught_up is None or one.caught_up >= since)

    def ledger(self) -> Ledger:
        names = sorted({item.account for item in self.items.values()})
        accounts = tuple(
            self._sums(name, [one for one in self.items.values() if one.account == name]) for name in names
        )
        every = self._sums("", list(self.items.values()))
        return Ledger(
            every.received, every.held, every.released, every.snoozed, every.done, every.expired, self.forgotten,
            min((item.arrived_at for item in self.items.values()), default=None), accounts,
        )  # fmt: skip

    @staticmethod
    def _sums(name: str, items: list[Item]) -> Sums:
        held, released, snoozed, done, expired = ([item.state for item in items].count(state) for state in State)
        return Sums(name, len(items), held, released, snoozed, done, expired)
