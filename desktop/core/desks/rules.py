"""What passes a hold, what waits for which check-in, what is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop.core.later import Later
    from desktop.core.rule_views import Caught, RuleSet
    from desktop.core.views import RuleLine
    from inbox.rules import Rule


class RulesDesk(Protocol):
    """As `desktop.core.desk.Desk`: on the engine's thread, plain values, RequestError."""

    # Rules. What these write holds from now on; what has arrived stays as it was decided.
    def rules(self) -> tuple[RuleLine, ...]:
        """In their order: the first that matches decides."""

    def not_urgent(self, id: int) -> RuleLine:
        """A rule let this item through at once: put one before it that has its sender's wait. `undo` takes it back."""

    def always(self, id: int) -> RuleLine:
        """Let this item's sender through at once from now on, where someone vouches that it is them. `undo` takes it
        back."""

    def remove_rule(self, name: str) -> RuleLine: ...

    # Rules as a list that is edited. Places count from 0. What was seen is named, and raises RequestError where the
    # rules were changed meanwhile: by a key, or by hand in the file.
    def rule_set(self) -> RuleSet: ...
    def set_rules(self, rules: Sequence[Rule], seen: Sequence[Rule] | None = None) -> RuleSet:
        """These, in this order; in the file one that was there keeps what stands beside it. None: whatever is there."""

    def put_rule(self, place: int, rule: Rule, seen: Rule | None = None) -> RuleSet:
        """In place of the one at `place`, which is `seen`; None: a new one, before that."""

    def move_rule(self, place: int, to: int, seen: Rule) -> RuleSet: ...
    def take_rule(self, place: int, seen: Rule) -> RuleSet:
        """Remove this one alone, whatever others are called."""

    def caught(self, rules: Sequence[Rule], place: int, days: int = 30) -> Later[Caught]:
        """What the one at `place` would have decided of in the last days, had these been the rules."""
