"""A clock that moves when told, and never by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class HandClock:
    """Both clocks move by `pass_by`; `set_to` moves the wall clock alone, as a person or a time server would."""

    def __init__(self, now: datetime = datetime(2026, 11, 23, 8, tzinfo=UTC)) -> None:
        self._now = now
        self._monotonic = 1000.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def pass_by(self, length: timedelta) -> datetime:
        self._now += length
        self._monotonic += length.total_seconds()
        return self._now

    def set_to(self, now: datetime) -> datetime:
        self._now = now
        return now
