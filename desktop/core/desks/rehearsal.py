"""A week and rules, tried on what has arrived."""

from __future__ import annotations

from typing import Protocol


class RehearsalDesk(Protocol):
    """As `desktop.core.desk.Desk`: on the engine's thread, plain values, RequestError."""
