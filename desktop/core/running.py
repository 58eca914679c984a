"""The app without its window: lock, log, engine, socket. The window and `run --headless` both stand on it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from desktop.core import logs
from desktop.core.control import ControlError, ControlServer
from desktop.core.desk import RequestError
from desktop.core.events import Ended, Event
from desktop.core.heartbeat import EngineThread
from desktop.core.instance import only_one
from desktop.core.opening import engine_thread
from desktop.core.paths import Paths
from desktop.core.requests import LONGEST, answer
from desktop.core.secrets import Secrets
from inbox.store import StoreError

STOP_SECONDS = 3.5
_log = logging.getLogger(__name__)


@contextmanager
def running(
    paths: Paths,
    listener: Callable[[Event], None],
    raise_window: Callable[[], bool],
    *,
    live: bool = True,
    wait_seconds: float = 0.5,
) -> Iterator[EngineThread]:
    """The engine of this profile, open and ticking; everything is closed again at the end.

    `listener` is called on several threads, `raise_window` on the socket's: it shows the window and says whether there
    is one. Without `live` nothing is watched: a command that works alone, and answers other commands until it has done.
    `wait_seconds`: how long the lock is waited for. Raises AlreadyRunning, SettingsError, and RequestError for a
    database that cannot be opened.
    """
    with ExitStack() as parts:
        parts.enter_context(only_one(paths, wait_seconds))
        listener = parts.enter_context(_erasing(paths, listener))
        handler = logs.set_up(paths.log_file)
        parts.callback(logs.tear_down, handler)
        thread = engine_thread(paths, listener, live=live, secrets=Secrets(paths.mark))
        parts.callback(_stop, thread)
        try:
            thread.start().result()
        except StoreError as error:
            raise RequestError(str(error), _advice(error)) from error
        parts.enter_context(_reachable(paths, thread, raise_window, live=live))
        yield thread


@contextmanager
def _erasing(paths: Paths, listener: Callable[[Event], None]) -> Iterator[Callable[[Event], None]]:
    """Where all is to be deleted, the files go when everything is closed."""
    wanted = False

    def listen(event: Event) -> None:
        nonlocal wanted
        wanted = wanted or isinstance(event, Ended)
        listener(event)

    try:
        yield listen
    finally:
        if wanted:
            from desktop.core.erased_files import erase

            for problem in erase(paths):
                sys.stderr.write(f"ecluse: {problem}\n")


@contextmanager
def _reachable(paths: Paths, thread: EngineThread, raise_window: Callable[[], bool], *, live: bool) -> Iterator[None]:
    """An app whose socket cannot be made still holds and releases; only commands cannot reach it.

    Each answer says whether it comes from a command that works `alone`. That one ends when it has answered all.
    """
    server = ControlServer(paths.socket, lambda request: {**answer(thread, request, raise_window), "alone": not live})
    patience = 0.0 if live else LONGEST
    try:
        server.start()
    except ControlError as error:
        _log.warning("Commands cannot reach this app: %s", error)
    try:
        yield
    except KeyboardInterrupt:
        patience = 0.0
        raise
    finally:
        server.stop(patience)


def _advice(error: StoreError) -> str:
    if error.damaged is None:
        return "`ecluse doctor` says more."
    return (
        f"If you have no copy to put in its place, rename {error.damaged} and start again. What the servers have "
        "is fetched anew, and shown as new; your settings and accounts stay."
    )


def _stop(thread: EngineThread) -> None:
    if not thread.stop(STOP_SECONDS):
        _log.warning("The engine did not end within %g seconds", STOP_SECONDS)
