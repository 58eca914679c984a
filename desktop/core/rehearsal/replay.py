"""A week and its rules, lived through once more: when each arrival would have come out, and by what. Pure.

The plan's stretches are walked once, not once for each arrival. What an opening lets out is asked of the functions that
the app asks (`focus.gate`, `desktop.core.letting_out`, `inbox.release`), at the instants at which it would.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from desktop.core.letting_out import releases
from desktop.core.rehearsal.past import Past, go_on
from desktop.core.rehearsal.values import Outcome
from focus.gate import openings
from focus.plan import Plan, Stretch
from focus.schedule import Mode, Schedule
from inbox.release import Release
from inbox.rulebook import Found, Rulebook
from inbox.rules import DONE

FURTHEST: Final = timedelta(days=60)
"""What has not come out so long after it came counts as never."""
_FAR: Final = timedelta(days=2)

_Kind = tuple[frozenset[str], str]
"""Arrivals that come out together: by what they may be admitted, and the name of the check-in that they wait for."""


def replay(schedule: Schedule, rules: Rulebook, past: Past, look_up: Callable[[], None] = go_on) -> list[Outcome]:
    """What became of each arrival, in the order of `past`. Raises `WrongPlan`, and what `look_up` raises."""
    found = past.found(rules.rules, look_up)
    return _Walk(schedule, rules, past, found, look_up).done()


class _Walk:
    def __init__(
        self, schedule: Schedule, rules: Rulebook, past: Past, found: list[Found], look_up: Callable[[], None]
    ) -> None:
        self._plan = Plan(schedule)
        self._rules = rules
        self._found = found
        self._look_up = look_up
        self._at = [one.arrival.received_at for one in past.came]
        self._labels = past.labels
        self._matter = _matter(schedule)
        self._kinds: dict[frozenset[str], frozenset[str]] = {}
        # Open time that never began has a batch for each day by the calendar, whatever the plan's days are.
        self._by_the_day = schedule.between == "flow" and not any(span.days for span in schedule.spans)
        # What became alike of several is one value: thousands of them at each step of a drag would have Python collect
        # garbage through all that the app has in memory, and meanwhile no thread goes on.
        self._outcomes = [Outcome()] * len(self._at)
        self._decided: dict[tuple[str, str], Outcome] = {}
        self._waiting: dict[_Kind, list[int]] = {}
        self._passes: dict[str, list[datetime]] = {}
        self._passed: dict[str, int] | None = None

    def done(self) -> list[Outcome]:
        place, count = 0, len(self._at)
        while place < count:
            for one in self._plan.stretches(self._at[place]):
                self._look_up()
                due = self._due(one.start) if one.mode is not Mode.FOCUS else []
                self._let_out(one.start, due)
                self._passed = self._passed_in(one)
                chosen: dict[_Kind, Release | None] = {}
                while place < count and self._at[place] < one.end:
                    if self._by_the_day and one.mode is Mode.OPEN:
                        due, chosen = self._due(self._at[place]), {}
                    self._arrive(place, due, chosen)
                    place += 1
                if not self._waiting and (place == count or self._at[place] - one.end > _FAR):
                    break
        return self._outcomes

    def _due(self, now: datetime) -> Sequence[Release]:
        return releases(self._plan, openings(self._plan, None, now), now)

    def _let_out(self, now: datetime, due: Sequence[Release]) -> None:
        for kind, places in list(self._waiting.items()):
            by = _first(due, kind)
            late = bisect_left(places, now - FURTHEST, key=self._at.__getitem__)
            if by is not None:
                self._out(places[late:], now, by)
            if by is not None or late == len(places):
                del self._waiting[kind]

    def _arrive(self, place: int, due: Sequence[Release], chosen: dict[_Kind, Release | None]) -> None:
        """What comes is decided of first, and then comes out if it may: as `inbox.queue.accept_and_settle`."""
        decision = self._rules.decided(self._found[place], self._passed)
        if decision.passes:
            self._pass(decision.rule, self._at[place])
            self._outcomes[place] = Outcome(self._at[place], "rule", None, decision.rule, decision.act)
            return
        decided = decision.rule, decision.act if decision.rule else ""
        outcome = self._decided.get(decided)
        if outcome is None:
            outcome = self._decided[decided] = Outcome(rule=decided[0], act=decided[1])
        self._outcomes[place] = outcome
        if decision.act == DONE:
            return
        kind = self._kind(self._labels[place], decision.until)
        if kind not in chosen:
            chosen[kind] = _first(due, kind)
        by = chosen[kind]
        if by is None:
            self._waiting.setdefault(kind, []).append(place)
        else:
            self._out((place,), self._at[place], by)

    def _out(self, places: Sequence[int], now: datetime, by: Release) -> None:
        outcomes, alike = self._outcomes, dict[Outcome, Outcome]()
        for place in places:
            waited = outcomes[place]
            out = alike.get(waited)
            if out is None:
                out = alike[waited] = Outcome(now, str(by.by), by.start, waited.rule, waited.act)
            outcomes[place] = out

    def _kind(self, labels: frozenset[str], until: str) -> _Kind:
        reduced = self._kinds.get(labels)
        if reduced is None:
            reduced = self._kinds[labels] = labels & self._matter
        return reduced, until

    def _pass(self, rule: str, at: datetime) -> None:
        self._passes.setdefault(rule, []).append(at)
        if self._passed is not None:
            self._passed[rule] = self._passed.get(rule, 0) + 1

    def _passed_in(self, one: Stretch) -> dict[str, int] | None:
        """How many each rule has let pass in the block of this stretch, None outside a block: as `Ruling.block_since`,
        those count too that passed while it was interrupted."""
        if one.mode is not Mode.FOCUS or not self._rules.asks_budget:
            return None
        since = one.in_effect()[-1].start
        return {name: len(times) - bisect_left(times, since) for name, times in self._passes.items()}


def _first(due: Sequence[Release], kind: _Kind) -> Release | None:
    return next((one for one in due if one.lets_out(*kind)), None)


def _matter(schedule: Schedule) -> frozenset[str]:
    """All that any check-in admits by name."""
    spans = schedule.every_span()
    return frozenset(name for span in spans for name in span.admits or ())
