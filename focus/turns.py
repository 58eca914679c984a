"""Whose turn it is: the lanes of all providers, what is wanted of each, and when. No threads, no locks, no clock.

`at` is in seconds of a clock that nobody sets. `focus.keeper` calls this under its lock, and has the threads that
`work`, which alone is called without it: a lane that is busy belongs to one thread.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from focus.errors import Offline
from focus.journal import Journal
from focus.lane import Lane, Line, Open, gone
from focus.presence import Entry, Presence


@dataclass(slots=True, eq=False)
class Turn:
    """A lane and when it is looked at next (`due`)."""

    lane: Lane
    due: float | None = None
    look: bool = False
    """Also where nothing is wanted and nothing is noted."""
    undo: bool = False
    busy: bool = False
    leaving: bool = False
    rests: bool = False
    """As at our end, ours is put back, and what the person decided stays noted."""
    replacement: Open | None = None
    line: Line | None = None
    """While it is busy, how it was before."""

    def seen(self) -> Line:
        """A lane that is busy is another thread's."""
        return self.line if self.busy and self.line else self.lane.line()


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done with a lane now."""

    turn: Turn
    wanted: Presence | None
    since: datetime | None
    look: bool
    undo: bool
    leaves: bool
    """Put back what is ours, for now: the app ends or does not run, or the settings of this one are others."""

    def work(self, now: datetime, at: float) -> None:
        """Blocks, and never raises."""
        lane = self.turn.lane
        if self.undo:
            lane.undo(self.wanted, now, at, self.since)
        if self.leaves:
            if lane.ours or self.look:
                lane.leave(now, at, look=self.look)
        elif not self.undo and (self.wanted is not None or self.look or lane.noted):
            lane.bring(self.wanted, now, at, self.since)


class Turns:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._all: dict[str, Turn] = {}
        self._wanted: Mapping[str, Presence] = {}
        self._since: datetime | None = None
        self._quits = False
        self.told = False
        """Whether it is known what is wanted. Before that, nothing is touched by itself."""

    def __len__(self) -> int:
        return len(self._all)

    def follow(self, providers: Mapping[str, Open], keep: str, at: float) -> None:
        """As `Keeper.follow`."""
        entries = self._journal.entries()
        for name, opener in providers.items():
            turn = self._all.get(name)
            if turn is None or turn.lane.open is gone:
                self._all[name] = Turn(self._lane(name, opener, entries.get(name, {})), at if self.told else None)
            elif turn.leaving or not _same_opener(turn.lane.open, opener):
                turn.replacement, turn.leaving, turn.due = opener, False, at
        for name in self._all.keys() - providers.keys() - {keep}:
            self.let_go(name, at)
        for name in entries.keys() - self._all.keys():
            self._all[name] = Turn(self._lane(name, gone, entries[name]))
        self._all = {name: self._all[name] for name in (*providers, *self._all)}

    def let_go(self, name: str, at: float) -> None:
        """Put back as it was, then forgotten."""
        turn = self._all[name]
        if turn.lane.open is gone:
            return
        if self.told or turn.lane.noted:
            turn.leaving, turn.due = True, at
        else:
            del self._all[name]

    def forget(self, name: str) -> None:
        """Whatever the service shows. Raises OSError."""
        self._all[name].lane.forget()
        del self._all[name]

    def want(self, presences: Mapping[str, Presence], since: datetime | None, at: float) -> None:
        if self._quits or (self.told and (presences, since) == (self._wanted, self._since)):
            return
        before, moved, first = self._wanted, since != self._since, not self.told
        self._wanted, self._since, self.told = dict(presences), since, True
        for name, turn in self._all.items():
            changed = presences.get(name) != before.get(name) or (moved and name in presences)
            if first or changed or turn.lane.error is not None:
                turn.due = max(at, turn.lane.not_before)

    def heal(self, at: float, resting: Collection[str] = ()) -> None:
        """Look at each one anew, also where a service asked us to wait: it was long ago, or a person asks."""
        self.told = True
        for name, turn in self._all.items():
            turn.look, turn.rests, turn.due = True, name in resting, at

    def undo(self, name: str, wanted: Presence | None, since: datetime | None, at: float) -> None:
        """`wanted` counts where nobody has told yet what is."""
        turn = self._all[name]
        if not self.told:
            self._wanted, self._since = {} if wanted is None else {name: wanted}, since
        turn.undo, turn.due = True, at

    def reconnected(self, at: float) -> None:
        """There is a network: who had none tries again."""
        for name, turn in self._all.items():
            concerned = turn.lane.noted or name in self._wanted
            if isinstance(turn.lane.error, Offline) and concerned and not (turn.busy or self._quits):
                turn.due = max(at, turn.lane.not_before)

    def leave(self, at: float) -> None:
        """Our process ends: as `Lane.leave`."""
        if self._quits or not self.told:
            return
        self._quits = True
        for turn in self._all.values():
            turn.due = at if turn.busy or turn.lane.ours else None

    def next(self, at: float) -> Task | None:
        """What is due at `at`, now taken."""
        for turn in self._all.values():
            if not turn.busy and turn.due is not None and turn.due <= at:
                lane = turn.lane
                wanted = None if turn.leaving else self._wanted.get(lane.name)
                leaves = self._quits or turn.rests or turn.replacement is not None
                task = Task(turn, wanted, self._since, turn.look, turn.undo, leaves)
                turn.line = lane.line()
                turn.due, turn.look, turn.undo, turn.busy = None, False, False, True
                return task
        return None

    def finish(self, task: Task, now: datetime, at: float) -> tuple[bool, Lane | None]:
        """It was worked on. Whether its line is another now, and a lane to be closed, which may take long."""
        turn, lane = task.turn, task.turn.lane
        turn.busy = False
        was = turn.line.problem if turn.line else ""
        if was == Offline.code and not isinstance(lane.error, Offline):
            self.reconnected(at)
        closed = None
        if turn.due is None:
            if turn.leaving and not lane.noted:
                closed = lane
                self._all.pop(lane.name, None)
            elif turn.replacement is not None:
                closed = lane
                entries = self._journal.entries().get(lane.name, {})
                turn.lane = self._lane(lane.name, turn.replacement, entries)
                turn.replacement, turn.due = None, at
            else:
                turn.due = None if self._quits else lane.due(now, at)
        line = turn.lane.line()
        changed, turn.line = line != turn.line, line
        return changed, closed

    def soonest(self) -> float | None:
        """When the next one that is not busy is due."""
        return min((turn.due for turn in self._all.values() if turn.due is not None and not turn.busy), default=None)

    def settled(self, at: float, name: str = "") -> bool:
        """Each one, or that one, is as wanted or has failed since."""
        turns = self._all.values() if not name else [turn for key, turn in self._all.items() if key == name]
        return not any(turn.busy or (turn.due is not None and turn.due <= at) for turn in turns)

    def get(self, name: str) -> Turn | None:
        return self._all.get(name)

    def idle(self) -> list[Lane]:
        """Those that are open, and not being worked on."""
        return [turn.lane for turn in self._all.values() if not turn.busy and turn.lane.opened]

    def lines(self) -> tuple[Line, ...]:
        """In the order they were set up."""
        return tuple(turn.seen() for turn in self._all.values())

    def _lane(self, name: str, opener: Open, entries: Mapping[str, Entry]) -> Lane:
        return Lane(name, opener, entries, partial(self._journal.put, name))


def _same_opener(one: Open, other: Open) -> bool:
    """Partials are compared by what they would call: settings are read anew, and mostly have not changed."""
    if isinstance(one, partial) and isinstance(other, partial):
        return (one.func, one.args, one.keywords) == (other.func, other.args, other.keywords)
    return one == other
