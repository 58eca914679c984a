"""What answers are promised, and to whom."""

from __future__ import annotations

from typing import Protocol


class PromisesDesk(Protocol):
    """As `desktop.core.desk.Desk`: on the engine's thread, plain values, RequestError."""
