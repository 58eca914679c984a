"""What was decided of an item as it arrived, as lines of its history. Pure."""

from __future__ import annotations

from inbox.item import Event, Item
from inbox.rules import Because

_WHAT = {Because.BUDGET.value: "over_budget", Because.OLD.value: "too_old", Because.DONE.value: "done_by_rule"}


def decided(of: Item) -> list[Event]:
    """`by` is the rule's name. What lets it pass is told when it does.

    unverified (the rule would have let it pass, had anyone vouched for who wrote it), over_budget (enough had passed in
    that block), too_old (it came too late to be urgent), done_by_rule, held_by_rule, and with the name of the check-in
    that it waits for held_by_rule:NAME.
    """
    events = [Event(of.arrived_at, "unverified", of.refused_by)] if of.refused_by and not of.passed_by else []
    if of.passed_by or not of.ruled_by:
        return events
    what = _WHAT.get(of.because)
    if what is None:
        what = f"held_by_rule:{of.waits_for}" if of.waits_for else "held_by_rule"
    return [*events, Event(of.arrived_at, what, of.ruled_by)]
