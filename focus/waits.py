"""How long something may have to wait in a week as it is planned. Pure; in wall-clock minutes of an ordinary week,
without exceptions and clock changes: it is for warning while a week is written, `focus.plan` is what is followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

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
    if len(passing) == WEEK:
        return Wait(0, 0, timedelta())
    starts = sorted(minute for minute in passing if (minute - 1) % WEEK not in passing)
    if not starts:
        return None
    ends = (minute for minute in range(WEEK) if minute not in passing and (minute - 1) % WEEK in passing)
    length, since = max(((_next(starts, end) - end, end) for end in ends), key=lambda wait: (wait[0], -wait[1]))
    return Wait(since, (since + length) % WEEK, timedelta(minutes=length))


def _next(starts: list[int], end: int) -> int:
    return next((start for start in starts if start > end), starts[0] + WEEK)


def _passing(schedule: Schedule, labels: frozenset[str]) -> frozenset[int]:
    """The minutes of the week in which such an item is let through."""
    planned = frozenset(minute for span in schedule.spans for minute in _minutes(span))
    letting = (span for span in schedule.spans if _lets_pass(span, labels))
    passing = frozenset(minute for span in letting for minute in _minutes(span))
    return passing | frozenset(range(WEEK)) - planned if schedule.between == "flow" else passing


def _lets_pass(span: Span, labels: frozenset[str]) -> bool:
    """Nothing outranks these: together is the strongest of a plan, and a check-in outranks the focus around it."""
    return span.kind is Mode.TOGETHER or (span.kind is Mode.CHECK_IN and admits(span.admits, labels))


def _minutes(span: Span) -> Iterator[int]:
    start, end = (moment.hour * 60 + moment.minute for moment in (span.start, span.end))
    for day in span.days:
        last = end if end > start else end + DAY
        yield from (minute % WEEK for minute in range(day * DAY + start, day * DAY + last))
