"""Do-not-disturb of the running desktop: one module for each notification service that can be told."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Backend(Protocol):
    """Do-not-disturb of one notification service. Raises only what `focus.errors` has."""

    @property
    def lasting(self) -> bool:
        """Whether it stays on when our process has gone."""

    def is_on(self) -> bool: ...

    def turn(self, on: bool, until: datetime | None) -> None:
        """Turning it on twice is harmless. `until` (aware): when it is to end even if we do not come back."""
