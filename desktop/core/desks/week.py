"""The week and what steps out of it: exceptions, pause, days off."""

from __future__ import annotations

from typing import Protocol


class WeekDesk(Protocol):
    """As `desktop.core.desk.Desk`: on the engine's thread, plain values, RequestError."""
