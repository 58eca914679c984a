"""What arrived, in the order in which it did, and which rule decides of each: none of it depends on the week. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from desktop.core.rehearsal.values import Came
from inbox.rulebook import Found, Rulebook
from inbox.rules import Around, Rule
from inbox.urgency import SECOND_TRY_WITHIN, tried_by, who_tries

_KEPT = 2
"""What rules find is kept for those that the person has and for those that are tried."""
_LOOK_UP = 16


def go_on() -> None:
    """Nobody ends it."""


class Past:
    """Arrivals, in the order of their instants; of one instant, in that in which they are given.

    What rules find in them is kept: a week is tried again and again while one of its spans is dragged. One thread.
    """

    def __init__(self, came: Sequence[Came]) -> None:
        self.order = sorted(range(len(came)), key=lambda place: came[place].arrival.received_at)
        """Of each in order, its place in what was given."""
        self.came = [came[place] for place in self.order]
        self.labels = _labels(self.came)
        self._found: dict[tuple[Rule, ...], list[Found]] = {}

    def found(self, rules: Sequence[Rule], look_up: Callable[[], None] = go_on) -> list[Found]:
        """For each, in order. `look_up` is called now and then: what it raises ends this."""
        book = tuple(rule for rule in rules if not rule.off)
        found = self._found.pop(book, None)
        if found is None:
            found = _found(Rulebook(book), self.came, look_up)
            while len(self._found) >= _KEPT:
                del self._found[next(iter(self._found))]
        self._found[book] = found  # as the latest: while others are tried, those that the person has stay
        return found


def _labels(came: Sequence[Came]) -> list[frozenset[str]]:
    """What a check-in may admit each by. Equal ones are one: they are compared a great deal."""
    known: dict[tuple[str, str, frozenset[str]], frozenset[str]] = {}
    found = []
    for one in came:
        key = (one.arrival.channel.value, one.account, one.also)
        labels = known.get(key)
        if labels is None:
            labels = known[key] = frozenset({*key[:2], *one.also})
        found.append(labels)
    return found


def _found(book: Rulebook, came: Sequence[Came], look_up: Callable[[], None]) -> list[Found]:
    tried: dict[tuple[str, ...], datetime] = {}
    found = []
    for place, one in enumerate(came):
        if not place % _LOOK_UP:
            look_up()
        again = book.asks_second_try and _tries_again(one, tried)
        around = Around(one.thread_mine, one.answers_me, again, one.mine)
        found.append(book.found(one.arrival, one.account, around))
    return found


def _tries_again(one: Came, tried: dict[tuple[str, ...], datetime]) -> bool:
    """`tried`: when each was last known to write."""
    who, at = who_tries(one.arrival, one.account), one.arrival.received_at
    before = None if who is None else tried.get(who)
    for name in tried_by(one.arrival, one.account):
        tried[name] = at
    return before is not None and at - before <= SECOND_TRY_WITHIN
