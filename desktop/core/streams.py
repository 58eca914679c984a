"""Presence that lasts as long as a connection: `focus.stream.Stream`, over XMPP as sources have it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, TypeVar

from desktop.core.connecting import in_words
from focus.stream import Shown
from inbox.errors import SourceError
from inbox.wakeup import Wakeup

if TYPE_CHECKING:  # slixmpp takes a while
    from inbox.xmpp.session import Session

T = TypeVar("T")

_UNUSED_SECONDS: Final = 60.0
"""A connection that shows nothing is let go of after this."""
_USED_SECONDS: Final = 3600.0
_BYE_SECONDS: Final = 2.0

log = logging.getLogger(__name__)


class Stream:
    """A connection with a thread of its own, so that a server that asks whether we are still there is answered between
    two looks of the keeper. Neither is begun before something is asked."""

    def __init__(self, connect: Callable[[], Session]) -> None:
        self._connect = connect
        self._work: SimpleQueue[tuple[Callable[[Session], Any], Future[Any]] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._wakeup: Wakeup | None = None
        self._session: Session | None = None

    def shown(self) -> Shown | None:
        def ask(session: Session) -> Shown | None:
            session.ping()
            return None if session.shown is None else Shown(*session.shown)

        return self._ask(ask)

    def show(self, shown: Shown | None) -> None:
        self._ask(lambda session: session.show(None if shown is None else (shown.show, shown.status)))

    def close(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            self._put(None)
            thread.join(_BYE_SECONDS)
            if self._wakeup is not None and not thread.is_alive():  # else its connection hangs, and it is let go of
                self._wakeup.close()

    def _ask(self, work: Callable[[Session], T]) -> T:
        if self._thread is None:
            self._wakeup = Wakeup()
            self._thread = threading.Thread(target=self._run, args=(self._wakeup,), name="stream", daemon=True)
            self._thread.start()
        answer: Future[T] = Future()
        self._put((work, answer))
        return in_words(answer.result)

    def _put(self, work: tuple[Callable[[Session], Any], Future[Any]] | None) -> None:
        self._work.put(work)
        if self._wakeup is not None:
            self._wakeup.wake()

    # ------------------------------------------------------------------------------------- on its own thread

    def _run(self, wakeup: Wakeup) -> None:
        while True:
            while self._work.empty():
                self._listen(wakeup)
            one = self._work.get()
            wakeup.wait(0)
            if one is None:
                break
            work, answer = one
            try:
                answer.set_result(work(self._opened()))
            except Exception as error:  # noqa: BLE001 (whoever asked has it)
                self._let_go()
                answer.set_exception(error)
        self._let_go()

    def _listen(self, wakeup: Wakeup) -> None:
        """Until there is work, or the connection has ended; what was shown has ended with it."""
        if self._session is None:
            wakeup.wait(None)
            return
        try:
            self._session.wait(wakeup, _UNUSED_SECONDS if self._session.shown is None else _USED_SECONDS)
        except SourceError as error:
            log.info("an XMPP connection ended: %s (%s)", error.code, error.detail)
            self._let_go()
            return
        except Exception as error:
            # Without this thread whoever asks next would wait for ever.
            log.warning("an XMPP connection failed in a way of its own", exc_info=error)
            self._let_go()
            return
        if self._session.shown is None and self._work.empty():
            self._let_go()

    def _opened(self) -> Session:
        if self._session is None:
            self._session = self._connect()
            self._session.open()
        return self._session

    def _let_go(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()


def stream(jid: str, password: str, *, server: tuple[str, int] | None, security: str, ca_file: str) -> Stream:
    """`focus.stream.Open`."""

    def connect() -> Session:
        from inbox.xmpp.session import Session

        return Session(jid, password, server=server, security=security, ca_file=ca_file)

    return Stream(connect)
