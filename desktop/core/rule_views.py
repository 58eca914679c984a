"""What is shown of rules beside the rules themselves: plain values, for the window and the socket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.core.settings.rules import Oddity
    from inbox.rules import Rule


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules in their order, what is odd about them, and what one can be about: `check_ins` (their names, of the
    week), `accounts`, `tools` and `promises` (the person's own, by name)."""

    rules: tuple[Rule, ...]
    oddities: tuple[Oddity, ...] = ()
    check_ins: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaughtLine:
    """An item that a rule would have decided of. `what`: through, held, done, over_budget (as many had passed in that
    block), or unverified (it would have come through, had anyone vouched for who wrote). `not_urgent`: the person said
    so of it afterwards. `at`: when it was received."""

    id: int
    at: datetime
    sender: str
    subject: str
    what: str
    not_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Caught:
    """What a rule would have done in the last `days`, had it been on. `items`: how many arrived in all, `lines`: those
    that it would have decided of, newest first, of which there are `total`."""

    days: int
    items: int
    total: int
    through: int = 0
    held: int = 0
    done: int = 0
    unverified: int = 0
    over_budget: int = 0
    not_urgent: int = 0
    """Of those that would have come through."""
    lines: tuple[CaughtLine, ...] = ()
