"""Work that is done at an account's server, one piece at a time for each account, while the engine goes on.

The engine's thread calls this, except for what is marked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy.exc import DBAPIError

from desktop.core.answered import answered
from desktop.core.desk import Later
from desktop.core.setup import Setup
from inbox.errors import Offline, SourceError
from inbox.sources import Source

T = TypeVar("T")
Call = Callable[[Callable[[Any], Any]], Future[Any]]

_GROUNDED_SECONDS: Final = 60.0
"""No flight for so long where not even its failure could be noted, as on a full disk: each would sign in anew."""

_log = logging.getLogger(__name__)


class Finishes(Protocol):
    def finish(self) -> Later[None]:
        """Begin what is due, and wait until it has landed."""


def at_servers_too(
    pulled: Later[None], call: Callable[[Callable[[Any], Any]], Future[Any]], *who: Finishes
) -> Later[None]:
    """A pull without the app running: it also carries out what commands have left to be done at the servers."""

    def run() -> None:
        pulled.run()
        for one in who:
            call(partial(_finish, one)).result()

    return Later(run)


def _finish(one: Finishes, _: Any) -> Later[None]:
    return one.finish()


class Flights:
    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._flying: dict[str, Future[None]] = {}
        self._grounded: dict[str, float] = {}

    def __contains__(self, account: str) -> bool:
        """It flies, or may not yet again."""
        return account in self._flying or monotonic() < self._grounded.get(account, 0.0)

    def begin(self, account: str, work: Callable[[Source], None], landed: Callable[[SourceError | None], None]) -> None:
        """`work` is done on the account's thread; then `landed` is told, on the engine's, what kept it from its end."""
        landing: Future[None] = Future()
        self._flying[account] = landing
        errand = self._setup.errand(account, work)

        def fly() -> None:
            error: SourceError | None = None
            try:
                errand.run()
            except SourceError as refused:
                error = refused
            except Exception as fault:  # a fault of ours: tried again as if the server had been away  # noqa: BLE001
                _log.error("What was to be done at %r failed", account, exc_info=fault)
                error = Offline(f"{type(fault).__name__} while doing it")
            try:
                with suppress(Offline):  # the engine ended: the next start goes on where this stood
                    self.call(lambda: self._landed(account, error, landed))
            finally:
                landing.set_result(None)

        self._setup.elsewhere(fly)

    def call(self, work: Callable[[], T]) -> T:
        """On the engine's thread, and wait: for any other. Raises Offline where the engine cannot."""

        def run(_: Any) -> T:
            return work()

        return answered(self._setup.call(run))

    def finish(self) -> Later[None]:
        """Waits until all that has begun has landed."""
        flying = list(self._flying.values())

        def run() -> None:
            for one in flying:
                one.result()

        return Later(run)

    def _landed(self, account: str, error: SourceError | None, landed: Callable[[SourceError | None], None]) -> None:
        self._flying.pop(account, None)
        try:
            landed(error)
        except (DBAPIError, OSError):
            self._grounded[account] = monotonic() + _GROUNDED_SECONDS
            raise
