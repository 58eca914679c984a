"""Calls that may never come back (a locked keyring, a notification service that hangs), given a limit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


class TookTooLong(Exception):
    """The call has not come back in time; it goes on, alone, and its result is dropped."""


class Limited:
    """Runs one call at a time on a thread of that name, and waits for each no longer than `seconds`.

    May be called from any thread. While a call that took too long is still out, others fail at once: at most one
    thread is ever lost to whatever hangs, and the first call after it came back is tried again.
    """

    def __init__(self, name: str, seconds: float) -> None:
        self._name = name
        self._seconds = seconds
        self._turn = threading.Lock()
        self._lost = threading.Event()

    def call(self, work: Callable[[], T]) -> T:
        """What `work` returns or raises, or TookTooLong."""
        if self._lost.is_set() or not self._turn.acquire(timeout=self._seconds):
            raise TookTooLong(self._name)
        answer: Future[T] = Future()
        threading.Thread(target=self._run, args=(work, answer), name=self._name, daemon=True).start()
        try:
            return answer.result(self._seconds)
        except TimeoutError:
            if answer.done():
                raise  # its own
            self._lost.set()
            if answer.done():
                self._lost.clear()  # it came back just then, and may have cleared the mark before it was set
            raise TookTooLong(self._name) from None

    def _run(self, work: Callable[[], T], answer: Future[T]) -> None:
        try:
            answer.set_result(work())
        except BaseException as error:  # noqa: BLE001 (handed to the caller, who is on another thread)
            answer.set_exception(error)
        finally:
            self._lost.clear()
            self._turn.release()
