"""A clock that is moved by hand: the day in the terminal takes seconds, and waits where something is not done yet."""

from __future__ import annotations

from datetime import datetime, timedelta

LONGEST_STEP = timedelta(minutes=1)
"""Below what the engine's heartbeat takes for a suspended machine."""


class DayClock:
    """A `Clock` whose wall and monotonic time move together. `move` belongs to one thread; any thread may read.

    The heartbeat waits in real time, so whoever moves the clock asks the engine to tick right after.
    """

    def __init__(self, start: datetime) -> None:
        """`start` is aware, in UTC."""
        self._start = self._at = start

    def now(self) -> datetime:
        return self._at

    def monotonic(self) -> float:
        return (self._at - self._start).total_seconds()

    def move(self, to: datetime) -> None:
        """Forward, by at most LONGEST_STEP."""
        if not self._at <= to <= self._at + LONGEST_STEP:
            raise ValueError(f"from {self._at} to {to} is no step of a day")
        self._at = to
