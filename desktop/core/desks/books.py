"""The ledger, and when a source could not be reached."""

from __future__ import annotations

from typing import Protocol


class BooksDesk(Protocol):
    """As `desktop.core.desk.Desk`: on the engine's thread, plain values, RequestError."""
