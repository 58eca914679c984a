"""Editing a week: what the schedule form does to it. Plain values; no Qt, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time

from focus.schedule import Mode, Schedule, Span

DAY = 24 * 60
STEP = 15
WORKDAYS = frozenset(range(5))


def minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def clock(minute: int) -> time:
    """The wall time `minute` minutes after midnight; the end of a day is the start of the next."""
    return time(minute % DAY // 60, minute % 60)


def snap(minute: float) -> int:
    """The nearest quarter of an hour within the day."""
    return max(0, min(DAY, round(minute / STEP) * STEP))


@dataclass(frozen=True, slots=True)
class Piece:
    """What one span paints in one day's column: `start` and `end` in minutes after midnight."""

    span: int
    day: int
    start: int
    end: int


def pieces(spans: Sequence[Span]) -> Iterator[Piece]:
    """Every span in every column, weaker kinds first, so that what wins at an hour is painted last."""
    strength = {Mode.OPEN: 0, Mode.FOCUS: 1, Mode.CHECK_IN: 2, Mode.TOGETHER: 3}
    for number, span in sorted(enumerate(spans), key=lambda pair: strength[pair[1].kind]):
        start, end = minutes(span.start), minutes(span.end)
        for day in sorted(span.days):
            if end > start:
                yield Piece(number, day, start, end)
                continue
            yield Piece(number, day, start, DAY)
            if end:
                yield Piece(number, (day + 1) % 7, 0, end)


def drawn(day: int, first: float, last: float) -> Span | None:
    """The focus block that a drag within one column asks for; None if it is shorter than a quarter of an hour."""
    start, end = snap(min(first, last)), snap(max(first, last))
    if end - start < STEP:
        return None
    return Span(Mode.FOCUS, frozenset({day}), clock(start), clock(end))


class Draft:
    """A schedule being edited, with every step kept so that it can be undone."""

    def __init__(self, schedule: Schedule) -> None:
        self.saved = schedule
        self.schedule = schedule
        self._past: list[Schedule] = []
        self._step = ""

    @property
    def changed(self) -> bool:
        return self.schedule != self.saved

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    def change(self, schedule: Schedule, step: str = "") -> None:
        """Go on from `schedule`. Changes in a row with the same non-empty `step` are undone as one (typing a time)."""
        if schedule == self.schedule:
            return
        if not step or step != self._step:
            self._past.append(self.schedule)
        self._step = step
        self.schedule = schedule

    def undo(self) -> bool:
        if not self._past:
            return False
        self.schedule = self._past.pop()
        self._step = ""
        return True

    def keep(self) -> None:
        """What is here has been saved."""
        self.saved = self.schedule
        self._step = ""

    def add(self, span: Span) -> int:
        self.change(replace(self.schedule, spans=(*self.schedule.spans, span)))
        return len(self.schedule.spans) - 1

    def put(self, number: int, span: Span, step: str = "") -> None:
        spans = list(self.schedule.spans)
        spans[number] = span
        self.change(replace(self.schedule, spans=tuple(spans)), step and f"{step} {number}")

    def delete(self, number: int) -> None:
        spans = self.schedule.spans
        self.change(replace(self.schedule, spans=spans[:number] + spans[number + 1 :]))


def free_start(spans: Sequence[Span], days: frozenset[int], length: int = 60) -> int:
    """Where a new block fits on these days, in minutes, from 9:00 on; 9:00 if nowhere."""
    busy = [piece for piece in pieces(spans) if piece.day in days]
    for start in range(9 * 60, DAY - length + 1, STEP):
        if all(piece.end <= start or piece.start >= start + length for piece in busy):
            return start
    return 9 * 60
