"""Brings every service to the presence that is wanted, and back: the only threads of `focus`.

Level-triggered: each attempt compares what is wanted with what is found, so that repeats, crashes and reordering end
right. A service that fails is tried again by itself and holds up no other.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import monotonic

from focus.journal import Journal
from focus.lane import Lane, Line, Open, gone
from focus.presence import Entry, Presence

__all__ = ["Keeper", "Line", "Open"]

POOL = 16
"""Threads at most, and no more than there are providers: the slowest service is all that is waited for."""
DROP_SECONDS = 10.0


@dataclass(slots=True, eq=False)
class _Turn:
    """A lane and when it is its turn. While `busy` the lane belongs to a thread of the pool; the rest is under the
    keeper's lock."""

    lane: Lane
    pending: bool = False
    look: bool = False
    """Also where nothing is wanted and nothing is noted."""
    busy: bool = False
    leaving: bool = False
    replacement: Open | None = None
    due: float | None = None
    line: Line | None = None


class Keeper:
    """`want` and the rest may be called from any thread and never wait for a service, but where seconds are named.

    `report` is called on a thread of the pool whenever a line has changed.
    """

    def __init__(
        self, providers: Mapping[str, Open], journal: Journal, now: Callable[[], datetime], report: Callable[[], None]
    ) -> None:
        self._journal = journal
        self._now = now
        self._report = report
        self._changed = threading.Condition()
        self._turns: dict[str, _Turn] = {}
        self._wanted: Mapping[str, Presence] = {}
        self._told = False
        self._started = False
        self._threads: list[threading.Thread] = []
        self._closed = False
        self.follow(providers)

    def start(self) -> None:
        """From now on there are threads. Nothing is touched before the first `want`. May be called twice."""
        with self._changed:
            if not self._closed:
                self._started = True
                self._grow()

    def follow(self, providers: Mapping[str, Open], *, keep: str = "") -> None:
        """Have these providers from now on. One that is gone, but for `keep`, is put back as it was and let go.

        One that went while no app ran can only be reported, until it is there again or dropped. Raises OSError.
        """
        with self._changed:
            entries = self._journal.entries()
            for name, opener in providers.items():
                turn = self._turns.get(name)
                if turn is None or turn.lane.open is gone:
                    self._turns[name] = self._turn(name, opener, entries.get(name, {}))
                    self._turns[name].pending = self._told
                elif turn.leaving or not _same_opener(turn.lane.open, opener):
                    turn.replacement, turn.leaving, turn.pending = opener, False, True
            for name in self._turns.keys() - providers.keys() - {keep}:
                self._let_go(name)
            for name in entries.keys() - self._turns.keys():
                self._turns[name] = self._turn(name, gone, entries[name])
            self._grow()
            self._changed.notify_all()

    def drop(self, name: str) -> Line | None:
        """Put this one back as it was, and let it go. Waits for that, but not for long.

        What is left of it, where it could not be put back: that is tried again. One that is gone is forgotten.
        """
        with self._changed:
            turn = self._turns.get(name)
            if turn is None:
                return None
            if turn.lane.open is gone:
                turn.lane.forget()
                del self._turns[name]
                return None
            if turn.lane.ours:
                self.start()
            self._let_go(name)
            self._changed.notify_all()

            def over() -> bool:
                failed = turn.lane.error is not None and not (turn.busy or turn.pending)
                return failed or self._turns.get(name) is not turn

            self._changed.wait_for(over, DROP_SECONDS)
            return turn.lane.line() if self._turns.get(name) is turn else None

    def want(self, presences: Mapping[str, Presence]) -> None:
        """Show these, by provider, until they end or others are wanted; on the rest, what the person had."""
        with self._changed:
            if self._closed or (self._told and presences == self._wanted):
                return
            before, first = self._wanted, not self._told
            self._wanted, self._told = dict(presences), True
            self._stir(
                turn
                for name, turn in self._turns.items()
                if first or presences.get(name) != before.get(name) or turn.lane.error is not None
            )

    def heal(self) -> None:
        """Look at every service anew and put right what is not as it should be. Starts the pool if need be."""
        self.start()
        with self._changed:
            self._told = True
            for turn in self._turns.values():
                turn.look = True
            self._stir(self._turns.values())

    def settled(self, seconds: float) -> bool:
        """Wait until each provider is as wanted or has failed once; False if that takes longer."""
        with self._changed:
            if not self._started:
                return True
            return self._changed.wait_for(
                lambda: not any(turn.busy or turn.pending for turn in self._turns.values()), seconds
            )

    def lines(self) -> tuple[Line, ...]:
        """In the order they were set up. While a provider is being worked on, as it was before."""
        with self._changed:
            return tuple(turn.line if turn.busy and turn.line else turn.lane.line() for turn in self._turns.values())

    def close(self, seconds: float) -> None:
        """Put back what can be within `seconds`; the rest stays noted for the next start. May be called twice."""
        with self._changed:
            self._wanted = {}
            self._stir([turn for turn in self._turns.values() if turn.busy or turn.lane.ours])
        ended = self.settled(seconds)
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            idle = [turn for turn in self._turns.values() if not turn.busy]
        for turn in idle:
            turn.lane.close()
        for thread in self._threads if ended else ():
            thread.join(seconds)

    # Under the lock

    def _turn(self, name: str, opener: Open, entries: Mapping[str, Entry]) -> _Turn:
        return _Turn(Lane(name, opener, entries, partial(self._journal.put, name)))

    def _grow(self) -> None:
        while self._started and not self._closed and len(self._threads) < min(POOL, len(self._turns)):
            thread = threading.Thread(target=self._work, name=f"presence:{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _stir(self, turns: Iterable[_Turn]) -> None:
        for turn in turns:
            turn.pending, turn.due = True, None
        self._changed.notify_all()

    def _let_go(self, name: str) -> None:
        turn = self._turns[name]
        if turn.lane.open is gone:
            return
        if self._started or turn.lane.ours:
            turn.leaving = turn.pending = True
        else:
            del self._turns[name]

    def _next(self) -> _Turn | None:
        with self._changed:
            while not self._closed:
                idle = [turn for turn in self._turns.values() if not turn.busy]
                now = monotonic()
                for turn in idle:
                    if turn.pending or (turn.due is not None and turn.due <= now):
                        turn.line = turn.lane.line()
                        turn.pending, turn.busy, turn.due = False, True, None
                        return turn
                waits = [turn.due - now for turn in idle if turn.due is not None]
                self._changed.wait(min(waits, default=None))
            return None

    def _wanted_of(self, turn: _Turn) -> Presence | None:
        return None if turn.leaving or turn.replacement else self._wanted.get(turn.lane.name)

    # On the pool

    def _work(self) -> None:
        while (turn := self._next()) is not None:
            with self._changed:
                wanted, looks = self._wanted_of(turn), turn.look
                turn.look = False
            if wanted is not None or looks or turn.lane.ours:
                turn.lane.bring(wanted, self._now())
            with self._changed:
                self._finish(turn)
                line = turn.lane.line()
                changed, turn.line = line != turn.line, line
                self._changed.notify_all()
            if changed:
                self._report()

    def _finish(self, turn: _Turn) -> None:
        lane = turn.lane
        turn.busy = False
        if lane.error is not None and not lane.error.retries:
            # A new secret, another desktop: the next try begins from nothing.
            lane.close()
        if turn.leaving and not turn.pending and not lane.ours:
            lane.close()
            self._turns.pop(lane.name, None)
        elif turn.replacement is not None and not turn.pending:
            lane.close()
            entries = self._journal.entries().get(lane.name, {})
            turn.lane = Lane(lane.name, turn.replacement, entries, partial(self._journal.put, lane.name))
            turn.replacement, turn.pending = None, True
        elif (wait := lane.wait()) is not None:
            turn.due = monotonic() + wait


def _same_opener(one: Open, other: Open) -> bool:
    """Partials are compared by what they would call: settings are read anew, and mostly have not changed."""
    if isinstance(one, partial) and isinstance(other, partial):
        return (one.func, one.args, one.keywords) == (other.func, other.args, other.keywords)
    return one == other
