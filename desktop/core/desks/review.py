"""What became of a week, and what is kept of it."""

from __future__ import annotations

from typing import Protocol


class ReviewDesk(Protocol):
    """As `desktop.core.desk.Desk`: on the engine's thread, plain values, RequestError."""
