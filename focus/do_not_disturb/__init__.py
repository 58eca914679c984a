"""Do-not-disturb of the running desktop: one module for each notification service that can be told."""

from __future__ import annotations

from typing import Protocol


class Backend(Protocol):
    """Do-not-disturb of one notification service. Raises only what `focus.errors` has."""

    @property
    def lasting(self) -> bool:
        """Whether what was turned on stays, but for the person. Asked after `is_on`."""

    @property
    def ended_by(self) -> tuple[str, ...]:
        """The command that ends it, for a timer that runs where we do not come back; () where it ends by itself."""

    def is_on(self) -> bool: ...

    def turn(self, on: bool) -> None:
        """Turning it on twice is harmless."""
