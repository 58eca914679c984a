"""Notes how the time is really lived, as it passes. Called on the engine's thread, at each tick.

A tick comes at each change of the plan and at least every 30 s: where it does not, the machine slept or its clock was
set, and the time between counts for nothing. What goes on is written every `WRITTEN` only, and open time every
`OPEN_WRITTEN`, for an idle app writes next to nothing: after a crash a stretch may be short by that much, and is never
too long.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from focus.plan import Plan
from focus.schedule import Mode
from inbox.lived import LivedTime, Stretch

SLEPT: Final = timedelta(seconds=90)
"""Between two ticks. A shorter sleep is not noticed."""
WRITTEN: Final = timedelta(minutes=5)
OPEN_WRITTEN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Going:
    """The stretch that goes on, its row, and until when that says it lasted. `stretch.until`: the last tick."""

    id: int
    stretch: Stretch
    written: datetime


class Living:
    def __init__(self, lived: LivedTime, *, live: Callable[[], bool]) -> None:
        """`live`: whether this is the running app. A command that ends at once lives nothing."""
        self._lived = lived
        self._live = live
        self._going: _Going | None = None

    def tick(self, plan: Plan, now: datetime) -> None:
        """Raises SQLAlchemy's errors, and then the next tick does all of it."""
        if not self._live():
            return
        found = _at(plan, now)
        going = self._going
        if going is None or not timedelta() <= now - going.stretch.until <= SLEPT:
            # A first tick, or one after a sleep: what held before did so until the last tick, and this begins now.
            self._begin(found._replace(since=now, until=now), None if going is None else going.stretch.until)
        elif _same(found, going.stretch):
            self._go_on(going, now)
        else:
            # When it began, if that was since the last tick; else it was there below what has just been taken away.
            began = found.since if going.stretch.until < found.since <= now else now
            self._begin(Stretch(found.mode, began, now, found.name, found.intention, found.asked), began)

    def leave(self, plan: Plan, now: datetime) -> None:
        """The app ends."""
        self.tick(plan, now)
        self.keep()
        self._going = None

    def keep(self) -> None:
        """Write down what has been lived until the last tick: for whoever reads it, and at the end."""
        if self._going is not None and self._going.written < self._going.stretch.until:
            self._write(self._going)

    def _begin(self, stretch: Stretch, ended: datetime | None) -> None:
        going = self._going
        after = (going.id, ended) if going is not None and ended is not None else None
        self._going = _Going(self._lived.write(stretch, after=after), stretch, stretch.until)

    def _go_on(self, going: _Going, now: datetime) -> None:
        longer = replace(going, stretch=going.stretch._replace(until=now))
        self._going = longer
        if now - longer.written >= (OPEN_WRITTEN if longer.stretch.mode == Mode.OPEN else WRITTEN):
            self._write(longer)

    def _write(self, going: _Going) -> None:
        self._lived.write(going.stretch, going.id)
        self._going = replace(going, written=going.stretch.until)


def _at(plan: Plan, now: datetime) -> Stretch:
    """What holds now, since when the plan has it."""
    period = plan.period_at(now)
    one = period.occurrence
    since = one.start if one is not None else period.since or now
    name, intention = ("", "") if one is None else (one.name, one.intention)
    return Stretch(
        period.mode.value, since, now, name, intention if period.mode is Mode.FOCUS else "", period.overridden
    )


def _same(one: Stretch, other: Stretch) -> bool:
    """Whether it is the same that goes on."""
    return (one.mode, one.name, one.intention, one.asked) == (other.mode, other.name, other.intention, other.asked)
