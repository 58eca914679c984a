"""Editing a week: what the schedule form does to it. Plain values; no Qt, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from zoneinfo import ZoneInfo

from desktop.window.forms.day_templates import template_of, with_template
from focus.schedule import Mode, Schedule, Span

DAY = 24 * 60
STEP = 15
WORKDAYS = frozenset(range(5))
_A_DAY = frozenset({0})


def minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def clock(minute: int) -> time:
    """The wall time `minute` minutes after midnight; the end of a day is the start of the next."""
    return time(minute % DAY // 60, minute % 60)


def snap(minute: float) -> int:
    """The nearest quarter of an hour within the day."""
    return _within(_quarter(minute), 0, DAY)


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


class Grip(StrEnum):
    """By what a block is held while it is dragged."""

    START = "start"
    END = "end"
    WHOLE = "whole"


def dragged(span: Span, grip: Grip, by: float, days: int = 0) -> Span:
    """The span after a drag of `by` minutes, to the quarter; by its middle also to another day, if it has one only.

    It keeps to the day it starts on, and a quarter of an hour is left of it.
    """
    moved = round(by / STEP) * STEP
    start, end = minutes(span.start), minutes(span.end)
    overnight = end <= start
    end += DAY if overnight else 0
    if moved and grip is Grip.START:
        start = _within(snap(start + moved), max(0, end - DAY + STEP), min(end, DAY) - STEP)
    elif moved and grip is Grip.END:
        end = _within(_quarter(end + moved), start + STEP, start + DAY - STEP if overnight else DAY)
    elif moved:
        length = end - start
        start = _within(snap(start + moved), 0, DAY - STEP if overnight else DAY - length)
        end = start + length
    on = span.days
    if grip is Grip.WHOLE and len(on) == 1:
        on = frozenset({_within(next(iter(on)) + days, 0, 6)})
    return replace(span, start=clock(start), end=clock(end), days=on)


def _quarter(minute: float) -> int:
    return round(minute / STEP) * STEP


def _within(value: int, least: int, most: int) -> int:
    return max(least, min(most, value))


class Draft:
    """A schedule being edited, with every step kept so that it can be undone.

    `subject`: the day template whose spans are edited, '' for the week.
    """

    def __init__(self, schedule: Schedule) -> None:
        self.saved = schedule
        self.schedule = schedule
        self.subject = ""
        self._past: list[Schedule] = []
        self._step = ""

    @property
    def changed(self) -> bool:
        return self.schedule != self.saved

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Those of the subject; of a template as if they were a Monday's, for there must be a day to paint them on."""
        template = template_of(self.schedule, self.subject) if self.subject else None
        if template is None:
            return self.schedule.spans
        return tuple(replace(span, days=_A_DAY) for span in template.spans)

    def choose(self, subject: str) -> None:
        self.subject = subject
        self._step = ""

    def change(self, schedule: Schedule, step: str = "") -> None:
        """Go on from `schedule`. Changes in a row with the same non-empty `step` are undone as one (typing a time)."""
        if schedule == self.schedule:
            return
        if not step or step != self._step:
            self._past.append(self.schedule)
        self._step = step
        self._take(schedule)

    def pause(self) -> None:
        """What follows is a step of its own."""
        self._step = ""

    def undo(self) -> bool:
        if not self._past:
            return False
        self._take(self._past.pop())
        self._step = ""
        return True

    def move(self, zone: ZoneInfo) -> None:
        """All of it, and what undo goes back to, by the clock of another zone."""
        self.saved, self.schedule = replace(self.saved, zone=zone), replace(self.schedule, zone=zone)
        self._past = [replace(one, zone=zone) for one in self._past]

    def add(self, span: Span) -> int:
        self.change(self.with_spans((*self.spans, span)))
        return len(self.spans) - 1

    def put(self, number: int, span: Span, step: str = "") -> None:
        spans = list(self.spans)
        spans[number] = span
        self.change(self.with_spans(spans), step and f"{step} {number}")

    def delete(self, number: int) -> None:
        self.change(self.with_spans(self.spans[:number] + self.spans[number + 1 :]))

    def with_spans(self, spans: Iterable[Span]) -> Schedule:
        """The schedule with these in place of the subject's."""
        if self.subject:
            return with_template(self.schedule, self.subject, spans)
        return replace(self.schedule, spans=tuple(spans))

    def _take(self, schedule: Schedule) -> None:
        self.schedule = schedule
        if self.subject and template_of(schedule, self.subject) is None:
            self.subject = ""  # it was made, or got its name, in a step that was undone


def free_start(spans: Sequence[Span], days: frozenset[int], length: int = 60) -> int:
    """Where a new block fits on these days, in minutes, from 9:00 on; 9:00 if nowhere."""
    busy = [piece for piece in pieces(spans) if piece.day in days]
    for start in range(9 * 60, DAY - length + 1, STEP):
        if all(piece.end <= start or piece.start >= start + length for piece in busy):
            return start
    return 9 * 60
