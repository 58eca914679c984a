"""How long something may have to wait in a week as it is planned. Pure; in wall-clock minutes of an ordinary week,
without exceptions and clock changes: it is for warning while a week is written, `focus.plan` is what is followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from focus.plan import admits
from focus.schedule import Mode, Schedule, Span

DAY = 24 * 60
WEEK = 7 * DAY

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wait:
    """From `since` to `until`, minutes after Monday 0:00 in the schedule's zone, both in the week; `length` is real."""

    since: int
    until: int
    length: timedelta


def longest_wait(schedule: Schedule, labels: frozenset[str]) -> Wait | None:
    """The longest stretch in which an item with one of these labels (its channel, its account) is not let through.

    None if nothing ever lets it through: it would wait for ever.
    """
    passing = _passing(schedule, labels)
    if not passing:
        return None
    again = (passing[0][0] + WEEK, passing[0][1] + WEEK)
    gaps = [(start - end, end) for (_, end), (start, _) in pairwise([*passing, again])]
    length, since = max(gaps, key=lambda gap: gap[0])
    return Wait(since % WEEK, (since + length) % WEEK, timedelta(minutes=length))


def _passing(schedule: Schedule, labels: frozenset[str]) -> list[Stretch]:
    """The stretches of the week in which such an item is let through, in order and apart."""
    passing = [stretch for span in schedule.spans if _lets_pass(span, labels) for stretch in _stretches(span)]
    if schedule.between == "flow":
        planned = _merged(stretch for span in schedule.spans for stretch in _stretches(span))
        edges = [0, *(edge for stretch in planned for edge in stretch), WEEK]
        passing += [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
    return _merged(passing)


def _lets_pass(span: Span, labels: frozenset[str]) -> bool:
    """Nothing outranks these: together is the strongest of a plan, and a check-in outranks the focus around it."""
    return span.kind is Mode.TOGETHER or (span.kind is Mode.CHECK_IN and admits(span.admits, labels))


def _stretches(span: Span) -> Iterator[Stretch]:
    """A span on each of its days; what goes past the end of the week goes on at its start."""
    start, end = (moment.hour * 60 + moment.minute for moment in (span.start, span.end))
    for day in span.days:
        first, last = day * DAY + start, day * DAY + (end if end > start else end + DAY)
        yield first, min(last, WEEK)
        if last > WEEK:
            yield 0, last - WEEK


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
