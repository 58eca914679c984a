"""The engine's thread: it owns the clock, ticks at the next change and at least every 30 s, and runs every request.

One thread, so that the database has one writer and no decision is taken twice. A request that would wait for a
network or a keyring comes back as `Later` and is run on a thread of its own.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar, overload

from desktop.core.clock import Clock
from desktop.core.desk import Desk, Later

T = TypeVar("T")

LONGEST = timedelta(seconds=30)
"""Between two ticks; also how late a suspend, a set clock or a changed zone is noticed."""

SOON = 0.05
MOST_ANSWERS = 10
"""A request is followed by a tick so many seconds, or so many further requests, later."""

JUMP = timedelta(seconds=90)
"""A wall clock that went further than the monotonic one by this slept, or was set."""

log = logging.getLogger(__name__)


class Beating(Desk, Protocol):
    """What the thread drives: a desk that also wants to be told that time passes."""

    def start(self, now: datetime) -> None: ...
    def tick(self, now: datetime) -> datetime | None:
        """Do what is due; the instant of the next change, if one is known. May be called any number of times."""

    def woke(self, now: datetime) -> None:
        """The machine slept or its clock was set: connections are to be made anew."""

    def close(self) -> None: ...


class Stopped(Exception):
    """The engine has ended: this request was not carried out."""


class EngineThread:
    """Runs one engine. `call` may be used from any thread but the engine's own."""

    def __init__(self, make: Callable[[EngineThread], Beating], clock: Clock) -> None:
        """`make` opens the engine, on the new thread: a database connection belongs to the thread that made it."""
        self._make = make
        self._clock = clock
        self._requests: queue.SimpleQueue[tuple[Callable[[Any], Any], Future[Any]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._ready: Future[None] = Future()
        self._ended = threading.Event()
        self.ended: Future[None] = Future()
        """Done when the engine has ended, whatever ended it: nothing is held or released from then on."""

    def start(self) -> Future[None]:
        """The future is done when the engine is open and has ticked once; it raises what kept it from opening."""
        self._thread.start()
        return self._ready

    @overload
    def call(self, fn: Callable[[Desk], Later[T]]) -> Future[T]: ...
    @overload
    def call(self, fn: Callable[[Desk], T]) -> Future[T]: ...
    def call(self, fn: Callable[[Desk], Any]) -> Future[Any]:
        """Run `fn` on the engine's thread. Its result, or that of the `Later` it gave, is in the future."""
        future: Future[Any] = Future()
        self._requests.put((fn, future))
        # Looked at after the request is in: one that comes too late is refused here, one in time by the thread's end.
        if self._ended.is_set():
            self._refuse()
        return future

    def stop(self, seconds: float = 5.0) -> bool:
        """Close the engine and end the thread. True if it ended in time."""
        self._requests.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            engine = self._make(self)
        except BaseException as error:  # noqa: BLE001 (whoever waits for the start is told, whatever it was)
            self._refuse_all()
            self._ready.set_exception(error)
            self.ended.set_result(None)
            return
        try:
            engine.start(self._clock.now())
            due = self._tick(engine)
            self._ready.set_result(None)
            self._beat(engine, due)
        except BaseException as error:
            if not self._ready.done():
                self._ready.set_exception(error)
            log.exception("the engine ended")
            raise
        finally:
            # First of all: a source that waits for its answer would be waited for itself.
            self._refuse_all()
            try:
                engine.close()
            finally:
                self.ended.set_result(None)

    def _beat(self, engine: Beating, due: float) -> None:
        wall, monotonic = self._clock.now(), self._clock.monotonic()
        answered = 0
        while True:
            try:
                request = self._requests.get(timeout=max(0.0, due - self._clock.monotonic()))
            except queue.Empty:
                if _jumped(wall, monotonic, self._clock):
                    engine.woke(self._clock.now())
                wall, monotonic = self._clock.now(), self._clock.monotonic()
                due, answered = self._tick(engine), 0
                continue
            if request is None:
                return
            self._answer(engine, *request)
            # A request may have changed what comes next. What must happen at once it has done itself; a tick right
            # here would keep the next question of a window waiting that is showing what was answered.
            answered += 1
            now = self._clock.monotonic()
            if now >= due or answered >= MOST_ANSWERS:
                due, answered = self._tick(engine), 0
            else:
                due = min(due, now + SOON)

    def _tick(self, engine: Beating) -> float:
        now = self._clock.now()
        next_change = engine.tick(now)
        wait = LONGEST if next_change is None else min(LONGEST, max(timedelta(0), next_change - now))
        return self._clock.monotonic() + wait.total_seconds()

    def _answer(self, engine: Beating, fn: Callable[[Any], Any], future: Future[Any]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            value = fn(engine)
            if isinstance(value, Later):
                # Not a pool: Python waits for a pool's threads at its end, and these may wait for a server for minutes.
                threading.Thread(target=_resolve, args=(value, future), name="later", daemon=True).start()
                return
        except Exception as error:  # noqa: BLE001 (the one who asked is told; the engine goes on)
            future.set_exception(error)
            return
        future.set_result(value)

    def _refuse_all(self) -> None:
        self._ended.set()
        self._refuse()

    def _refuse(self) -> None:
        """Nobody waits for ever: what was not begun is answered. Any thread may call this once the engine has ended."""
        while True:
            try:
                request = self._requests.get_nowait()
            except queue.Empty:
                return
            if request is not None and request[1].set_running_or_notify_cancel():
                request[1].set_exception(Stopped())


def _resolve(later: Later[Any], future: Future[Any]) -> None:
    try:
        future.set_result(later.run())
    except Exception as error:  # noqa: BLE001 (the one who asked is told)
        future.set_exception(error)


def _jumped(wall: datetime, monotonic: float, clock: Clock) -> bool:
    passed = timedelta(seconds=clock.monotonic() - monotonic)
    return abs((clock.now() - wall) - passed) > JUMP
