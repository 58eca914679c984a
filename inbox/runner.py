"""One thread per account that fetches, hands over, waits, and runs errands.

What it is given to call (`open_source`, `cursor`, `accept`, `report`) is called on that thread. What it offers may be
called from any.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from inbox.errors import Broken, Gone, Offline, SignInRefused, SourceError
from inbox.item import Fetched
from inbox.mail.clean import one_line
from inbox.sources import Remark, Source
from inbox.wakeup import Wakeup

T = TypeVar("T")

_log = logging.getLogger(__name__)

_OFFLINE_FIRST: Final = 5.0
_OFFLINE_MOST: Final = 300.0
_NOW_AND_THEN: Final = 3600.0
_SIGN_IN_AGAIN: Final = 120.0
_SIGN_INS: Final = 2
_NEVER: Final = float("inf")
_PUSH_SECONDS: Final = 540.0
_BURST: Final = 20
_BURST_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Health:
    """How an account is. `code`: connecting, ok, or the code of the `SourceError` that was met last.

    `since`: since when it has been so. `last_fetch`: when everything there was had last been handed over. Both aware.
    `push`: the server tells of new items by itself. `next_try`: when it is asked again, while something is wrong.
    `remarks`: what the person should know although it is read.
    """

    code: str
    since: datetime
    detail: str = ""
    last_fetch: datetime | None = None
    push: bool = False
    next_try: datetime | None = None
    remarks: tuple[Remark, ...] = ()


class Runner:
    """Reads one account until it is stopped."""

    def __init__(
        self,
        account: str,
        *,
        kind: str,
        open_source: Callable[[], Source],
        cursor: Callable[[], str],
        accept: Callable[[str, Fetched], Callable[[], None]],
        report: Callable[[str, Health], None],
        interval: float,
        now: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
        look: Callable[[Source], None] | None = None,
    ) -> None:
        """`accept` gives what waits until the portion is stored, and raises if it was not. `interval` is in seconds;
        `jitter` gives 0 to 1. `look` follows each fetch, as a part of it."""
        self._account = account
        self._open_source = open_source
        self._cursor = cursor
        self._accept = accept
        self._report = report
        self._interval = interval
        self._now = now
        self._monotonic = monotonic
        self._jitter = jitter
        self._look = look
        self._source: Source | None = None
        self._health = Health("connecting", now())
        self._reached = ""
        """The cursor that is stored, which nobody else moves; '' where it must be asked for."""
        self._failures = 0
        self._starts: deque[float] = deque(maxlen=_BURST)

        self._wakeup = Wakeup()
        self._lock = threading.Lock()
        self._hurried = False
        self._restarted = False
        self._stopping = False
        self._given_up = False
        self._over = False
        self._asked: list[threading.Event] = []
        self._errands: deque[tuple[Callable[[Source], Any], Future[Any]]] = deque()
        self._refused: SourceError | None = None
        self._thread = threading.Thread(target=self._run, name=f"source:{kind}:{account}", daemon=True)

    # ----------------------------------------------------------------------------------- from any thread

    @property
    def health(self) -> Health:
        return self._health

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something changed (network, resume): fetch now, whatever was being waited for.

        Not where sign-in was refused: each try counts against the account, and none would go better.
        """
        with self._lock:
            self._hurried = True
            self._rouse()

    def pull(self, *, insist: bool = False) -> threading.Event:
        """Fetch now. The event is set when a fetch that began after this call has ended, well or not.

        Where sign-in was refused nothing is fetched, unless `insist`: the person asks, and may know more than we.
        """
        ended = threading.Event()
        with self._lock:
            self._given_up = self._given_up and not insist
            if self._over or self._stopping or self._given_up:
                ended.set()
                return ended
            self._asked.append(ended)
            self._hurried = True
            self._rouse()
        return ended

    def errand(self, work: Callable[[Source], T]) -> Future[T]:
        """Have something done with the source between two fetches, on its thread; the future raises SourceError.

        Where sign-in was refused, if only once, it is not tried; where there is no network it is, at once: whoever
        repeats an errand by itself keeps a distance.
        """
        future: Future[T] = Future()
        with self._lock:
            if self._over or self._stopping:
                future.set_exception(Offline("Écluse is ending."))
                return future
            self._errands.append((work, future))
            self._rouse()
        return future

    def restart(self) -> None:
        """The person mended something: open the source anew and try at once, as if nothing had been refused."""
        with self._lock:
            self._restarted = self._hurried = True
            self._given_up = False
            self._rouse()

    def stop(self, deadline: float) -> bool:
        """Hand nothing over any more, and wait at most `deadline` seconds for the thread's end. True if it ended."""
        with self._lock:
            self._stopping = True
            self._rouse()
        if self._thread.ident is None or self._thread is threading.current_thread():
            return True
        self._thread.join(max(0.0, deadline))
        return not self._thread.is_alive()

    def _rouse(self) -> None:
        """With the lock held."""
        if not self._over:
            self._wakeup.wake()

    # ------------------------------------------------------------------------------- on the runner's own

    def _run(self) -> None:
        try:
            self._report(self._account, self._health)
            while not self._stopping:
                self._wait(self._once())
        except Exception:  # nothing above a thread would ever show it  # noqa: BLE001
            _log.exception("The reading of account %r ended", self._account)
        finally:
            self._close_source()
            with self._lock:
                self._over = True
                self._wakeup.close()
                asked, self._asked = self._asked, []
                left, self._errands = self._errands, deque()
            for ended in asked:
                ended.set()
            for _, future in left:
                if future.set_running_or_notify_cancel():
                    future.set_exception(Offline("Écluse is ending."))

    def _run_errands(self) -> bool:
        """Those that were asked for until now. False if there were none, or the connection may have ended with one:
        a source may let go of it with any error but `Gone`."""
        sound = bool(self._errands)
        for _ in range(len(self._errands)):
            work, future = self._errands.popleft()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                if self._stopping:
                    raise Offline("Écluse is ending.")
                if self._refused is not None:
                    raise self._refused
                future.set_result(work(self._opened()))
            except Exception as error:  # it goes to whoever sent the errand  # noqa: BLE001
                if isinstance(error, SignInRefused):
                    self._refused = error
                future.set_exception(error)
                sound = sound and isinstance(error, Gone)
        return sound

    def _opened(self) -> Source:
        if self._source is None:
            self._source = self._open_source()
        return self._source

    def _once(self) -> float | None:
        """One fetch, whole. The seconds until the next; None: whatever the source waits for."""
        with self._lock:
            asked, self._asked = self._asked, []
            restarted, self._restarted = self._restarted, False
            self._hurried = False
        if restarted:
            self._close_source()
            self._failures = 0
        self._starts.append(self._monotonic())
        try:
            self._fetch()
            self._failures = 0
            self._refused = None
            return None
        except SourceError as error:
            return self._failed(error)
        except Exception as error:  # the boundary: a fault of ours in one source stops no other  # noqa: BLE001
            return self._failed(self._fault(error))
        finally:
            for ended in asked:
                ended.set()

    def _fetch(self) -> None:
        source = self._opened()
        stored: Callable[[], None] = _nothing
        reached, self._reached = self._reached or self._cursor(), ""
        try:
            with closing(source.fetch(reached, self._now())) as portions:  # type: ignore[type-var]
                # A portion is read while the one before is being stored, and handed over only once that is.
                for fetched in portions:
                    before, stored = stored, _nothing
                    before()
                    if self._stopping:
                        return
                    stored = self._accept(self._account, fetched)
                    reached = fetched.cursor
        finally:
            stored()
        self._reached = reached
        if self._look is not None and not self._stopping:
            self._look(source)
        now = self._now()
        self._say(Health("ok", now, "", now, push=source.push, remarks=source.remarks))

    def _fault(self, error: Exception) -> Broken:
        self._close_source()
        broken = Broken(one_line(f"{type(error).__name__}: {error}", 300))
        broken.__cause__ = error
        return broken

    def _failed(self, error: SourceError) -> float:
        """How long to wait after this error; what it means to the person is said."""
        self._failures += 1
        pause = self._pause(error)
        if isinstance(error, Broken):
            _log.error("Account %r: %s", self._account, error.detail, exc_info=error)
        self._refused = error if isinstance(error, SignInRefused) else None
        if pause == _NEVER:
            with self._lock:
                self._given_up = not self._restarted
        now = self._now()
        remarks = self._source.remarks if self._source is not None else ()
        again = None if pause == _NEVER else now + timedelta(seconds=pause)
        self._say(Health(error.code, now, error.detail, self._health.last_fetch, next_try=again, remarks=remarks))
        return pause

    def _pause(self, error: SourceError) -> float:
        if isinstance(error, SignInRefused):  # servers say so wrongly at times, but each try counts against the account
            return max(error.wait_seconds, _SIGN_IN_AGAIN) if self._failures < _SIGN_INS else _NEVER
        if isinstance(error, Offline):
            pause = min(_OFFLINE_MOST, _OFFLINE_FIRST * 2.0 ** min(self._failures - 1, 16))
            return max(error.wait_seconds, pause * (0.75 + 0.25 * self._jitter()))
        # No secret was refused, so a try costs nothing; and what a hotel's network shows before one has signed in there
        # looks like a wrong certificate or a wrong port, and ends with it.
        return max(error.wait_seconds, _NOW_AND_THEN)

    def _wait(self, pause: float | None) -> None:
        pause = self._calm(pause)
        if pause is not None:
            self._rest(pause)
            return
        left = _PUSH_SECONDS if self._opened().push else self._interval
        end = self._monotonic() + left
        try:
            while not (self._hurried or self._stopping):
                if not self._errands:  # what woke us for one may have been the last of a connection
                    self._opened().wait(self._wakeup, left)
                if not self._run_errands():
                    return
                left = max(0.0, end - self._monotonic())
        except SourceError as error:  # the connection ended while nothing was asked: make a new one soon
            self._rest(self._calm(error.wait_seconds) or 0.0)
        except Exception as error:  # as in `_once`  # noqa: BLE001
            self._rest(self._failed(self._fault(error)))

    def _calm(self, pause: float | None) -> float | None:
        """However often a server calls, no more than so many fetches in so many seconds."""
        if len(self._starts) == _BURST:
            left = _BURST_SECONDS - (self._monotonic() - self._starts[0])
            if left > 0:
                return max(pause or 0.0, left)
        return pause

    def _rest(self, seconds: float) -> None:
        """Until then, or until hurried, mended or stopped."""
        end = self._monotonic() + seconds
        while not (self._stopping or self._restarted or (self._hurried and not self._given_up)):
            self._run_errands()
            left = end - self._monotonic()
            if left <= 0:
                return
            self._wakeup.wait(min(left, 3600.0))
        if self._hurried and self._health.code == Offline.code:
            self._failures = 0

    def _say(self, health: Health) -> None:
        if health.code == self._health.code:
            health = replace(health, since=self._health.since)
        self._health = health
        if not self._stopping:
            self._report(self._account, health)

    def _close_source(self) -> None:
        source, self._source = self._source, None
        if source is not None:
            with suppress(Exception):  # it promises not to raise; a broken promise must not end the thread
                source.close()


def _nothing() -> None:
    """What there is to wait for where nothing was handed over."""
