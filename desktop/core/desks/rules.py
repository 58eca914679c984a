"""What passes a hold, what waits for which check-in, what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop.core.views import RuleLine


class RulesDesk(Protocol):
    """As `desktop.core.desk.Desk`: on the engine's thread, plain values, RequestError."""

    # Rules. What these write holds from now on; what has arrived stays as it was decided.
    def rules(self) -> tuple[RuleLine, ...]:
        """In their order: the first that matches decides."""

    def not_urgent(self, id: int) -> RuleLine:
        """A rule let this item through at once: put one before it that has its sender's wait."""

    def always(self, id: int) -> RuleLine:
        """Let this item's sender through at once from now on, where someone vouches that it is them."""

    def remove_rule(self, name: str) -> RuleLine: ...
