"""How long something may have to wait in a week as it is planned. Pure; in wall-clock minutes of an ordinary week,
without exceptions and clock changes: it is for warning while a week is written, `focus.plan` is what is followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from focus.plan import admits
from focus.schedule import Mode, Schedule, Span

DAY = 24 * 60
WEEK = 7 * DAY


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
    if all(passing):
        return Wait(0, 0, timedelta())
    starts = [minute for minute in range(WEEK) if passing[minute] and not passing[minute - 1]]
    if not starts:
        return None
    ends = [minute for minute in range(WEEK) if not passing[minute] and passing[minute - 1]]
    waits = [(_next(starts, end) - end, end) for end in ends]
    length, since = max(waits, key=lambda wait: (wait[0], -wait[1]))
    return Wait(since, (since + length) % WEEK, timedelta(minutes=length))


def _next(starts: list[int], end: int) -> int:
    return next((start for start in starts if start > end), starts[0] + WEEK)


def _passing(schedule: Schedule, labels: frozenset[str]) -> list[bool]:
    """For every minute of the week, whether such an item is let through."""
    passing = [schedule.between == "flow"] * WEEK
    for kinds in ({Mode.FOCUS}, {Mode.CHECK_IN}, {Mode.TOGETHER}):
        for span in schedule.spans:
            if span.kind in kinds:
                _lay(passing, span, labels)
    return passing


def _lay(passing: list[bool], span: Span, labels: frozenset[str]) -> None:
    lets_pass = span.kind is Mode.TOGETHER or (span.kind is Mode.CHECK_IN and admits(span.admits, labels))
    for start, end in _minutes(span):
        for minute in range(start, end):
            at = minute % WEEK
            # Two check-ins at once let through what either admits.
            passing[at] = lets_pass or (span.kind is Mode.CHECK_IN and passing[at] and _is_check_in(passing, at))


def _is_check_in(passing: list[bool], at: int) -> bool:
    return passing[at]


def _minutes(span: Span) -> Iterator[tuple[int, int]]:
    start, end = (moment.hour * 60 + moment.minute for moment in (span.start, span.end))
    for day in span.days:
        yield day * DAY + start, day * DAY + (end if end > start else end + DAY)
