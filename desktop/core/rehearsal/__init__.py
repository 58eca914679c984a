"""A week and rules, tried on what has arrived: the functions the app runs on, walked forward through the past. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from desktop.core.rehearsal.past import Past, go_on
from desktop.core.rehearsal.replay import replay
from desktop.core.rehearsal.summary import counted
from desktop.core.rehearsal.values import Rehearsal, Replay
from focus.schedule import Schedule
from inbox.rulebook import Rulebook
from inbox.rules import Rule

Proposal = tuple[Schedule, tuple[Rule, ...]]
"""A week and the rules in it."""


def rehearsed(
    past: Past,
    proposed: Proposal,
    own: Proposal,
    days: int,
    span: tuple[datetime, datetime],
    look_up: Callable[[], None] = go_on,
) -> Rehearsal:
    """What is proposed beside what the person has. `span`: of when to when the arrivals are. Raises `WrongPlan`, and
    what `look_up` raises, which is called now and then."""
    tried = replayed(past, proposed, days, look_up)
    today = tried if proposed == own else replayed(past, own, days, look_up)
    return Rehearsal(tried, today, len(past.came), *span)


def replayed(past: Past, one: Proposal, days: int, look_up: Callable[[], None] = go_on) -> Replay:
    schedule, rules = one
    return counted(past, replay(schedule, Rulebook(rules), past, look_up), rules, days)
