"""Brings every service to the presence that is wanted, and back: the only threads of `focus`.

Level-triggered: each attempt compares what is wanted with what is found, so that repeats, crashes and reordering end
right. A service that fails is tried again by itself and holds up no other. One thread waits for whose turn is next
(`focus.turns`); a turn has a thread while it lasts, which an idle app has not.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from time import monotonic

from focus.journal import Journal
from focus.lane import Line, Open, gone
from focus.presence import Presence
from focus.turns import Task, Turns

__all__ = ["Keeper", "Line", "Open"]

POOL = 16
"""Turns at once: with no more providers than that, the slowest service is all that is waited for."""
DROP_SECONDS = 10.0
GOODBYE_SECONDS = 0.1


class Keeper:
    """`want` and the rest may be called from any thread and never wait for a service, but where seconds are named.

    `report` is called on a thread of the pool whenever a line has changed. `clock`: seconds that nobody sets.
    """

    def __init__(
        self,
        providers: Mapping[str, Open],
        journal: Journal,
        now: Callable[[], datetime],
        report: Callable[[], None],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._now = now
        self._report = report
        self._clock = clock
        lock = threading.RLock()
        self._stirred = threading.Condition(lock)
        """For the thread that waits for turns."""
        self._changed = threading.Condition(lock)
        """For whoever waits until something is done."""
        self._turns = Turns(journal)
        self._thread: threading.Thread | None = None
        self._working = 0
        self._closed = False
        self.follow(providers)

    def start(self) -> None:
        """From now on there is a thread. Nothing is touched before the first `want`. May be called twice."""
        with self._stirred:
            if not self._closed and self._thread is None:
                self._thread = threading.Thread(target=self._wait, name="presence", daemon=True)
                self._thread.start()

    def follow(self, providers: Mapping[str, Open], *, keep: str = "") -> None:
        """Have these providers from now on. One that is gone, but for `keep`, is put back as it was and let go.

        One that went while no app ran can only be reported, until it is there again or dropped. Raises OSError.
        """
        with self._stirred:
            self._turns.follow(providers, keep, self._clock())
            self._stirred.notify()

    def drop(self, name: str) -> Line | None:
        """Put this one back as it was, and let it go. Waits for that, but not for long.

        What is left of it, where it could not be put back: that is tried again. One that is gone is forgotten.
        """
        with self._stirred:
            turn = self._turns.get(name)
            if turn is None:
                return None
            if turn.lane.open is gone:
                self._turns.forget(name)
                return None
            if turn.lane.noted:
                self.start()
            self._turns.let_go(name, self._clock())
            self._stirred.notify()

            def over() -> bool:
                failed = turn.lane.error is not None and self._turns.settled(self._clock(), name)
                return failed or self._turns.get(name) is not turn

            self._changed.wait_for(over, DROP_SECONDS)
            return turn.seen() if self._turns.get(name) is turn else None

    def want(self, presences: Mapping[str, Presence], since: datetime | None = None) -> None:
        """Show these, by provider, until they end or others are wanted; on the rest, what the person had.

        `since`: when the block began, or the first of those that touch: what the person changed in an earlier one is
        what they had before this one.
        """
        with self._stirred:
            if not self._closed:
                self._turns.want(presences, since, self._clock())
                self._stirred.notify()

    def undo(self, name: str, wanted: Presence | None = None, since: datetime | None = None) -> None:
        """Put back now what the person had there, and leave it alone until the block ends, restarts included.

        `wanted` and `since` count where `want` was never called: of a block that an app which was killed was in.
        Raises KeyError where there is no such provider.
        """
        self.start()
        with self._stirred:
            self._turns.undo(name, wanted, since, self._clock())
            self._stirred.notify()

    def heal(self, resting: Collection[str] = ()) -> None:
        """Look at every service anew and put right what is not as it should be. Starts the thread if need be.

        `resting`: those in a block that an app would show, and none runs: what the person decided there stays noted.
        """
        self.start()
        with self._stirred:
            self._turns.heal(self._clock(), resting)
            self._stirred.notify()

    def reconnected(self) -> None:
        """Someone else found that there is a network again: who had none tries at once."""
        with self._stirred:
            self._turns.reconnected(self._clock())
            self._stirred.notify()

    def settled(self, seconds: float, name: str = "") -> bool:
        """Wait until each provider, or that one, is as wanted or has failed once; False if that takes longer."""
        with self._changed:
            if self._thread is None:
                return True
            return self._changed.wait_for(lambda: self._turns.settled(self._clock(), name), seconds)

    def lines(self) -> tuple[Line, ...]:
        """In the order they were set up. While a provider is being worked on, as it was before."""
        with self._changed:
            return self._turns.lines()

    def leave(self) -> None:
        """The app ends: put back what is ours. `close` waits for that; nothing else is wanted any more."""
        with self._stirred:
            self._turns.leave(self._clock())
            self._stirred.notify()

    def close(self, seconds: float) -> None:
        """`leave`, within `seconds`; the rest stays noted for the next start. May be called twice."""
        deadline = self._clock() + seconds
        self.leave()
        ended = self.settled(seconds)
        with self._stirred:
            self._closed = True
            self._stirred.notify()
            idle = self._turns.idle()
        # Each may say goodbye to its service: all at once, and none is waited for much longer.
        threads = [threading.Thread(target=lane.close, name=f"presence:{lane.name}", daemon=True) for lane in idle]
        for thread in threads:
            thread.start()
        if ended and self._thread is not None:
            threads.append(self._thread)
        for thread in threads:
            thread.join(max(GOODBYE_SECONDS, deadline - self._clock()))

    # Threads

    def _wait(self) -> None:
        with self._stirred:
            while not self._closed:
                at = self._clock()
                while self._working < POOL and (task := self._turns.next(at)) is not None:
                    self._working += 1
                    threading.Thread(
                        target=self._work, args=(task,), name=f"presence:{task.turn.lane.name}", daemon=True
                    ).start()
                soonest = self._turns.soonest() if self._working < POOL else None
                self._stirred.wait(None if soonest is None else max(0.0, soonest - at))

    def _work(self, first: Task) -> None:
        task: Task | None = first
        try:
            while task is not None:
                task.work(self._now(), self._clock())
                with self._stirred:
                    changed, closed = self._turns.finish(task, self._now(), self._clock())
                    self._changed.notify_all()
                    self._stirred.notify()
                if closed is not None:
                    closed.close()
                if changed:
                    self._report()
                with self._stirred:
                    task = None if self._closed else self._turns.next(self._clock())
        finally:
            with self._stirred:
                self._working -= 1
                self._stirred.notify()
