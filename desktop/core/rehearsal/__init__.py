"""A week and rules, tried on what has arrived: the functions the app runs on, walked forward through the past. Pure."""

from __future__ import annotations

from collections.abc import Callable

from desktop.core.rehearsal.past import Past, go_on
from desktop.core.rehearsal.replay import replay as live_through
from desktop.core.rehearsal.summary import counted
from desktop.core.rehearsal.values import Replay
from focus.schedule import Schedule
from inbox.rulebook import Rulebook
from inbox.rules import Rule

Proposal = tuple[Schedule, tuple[Rule, ...]]
"""A week and the rules in it."""


def replayed(past: Past, one: Proposal, days: int, look_up: Callable[[], None] = go_on) -> Replay:
    """What becomes of all that arrived. Raises `WrongPlan`, and what `look_up` raises, which is called now and then."""
    schedule, rules = one
    return counted(past, live_through(schedule, Rulebook(rules), past, look_up), rules, days)
