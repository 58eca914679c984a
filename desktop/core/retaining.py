"""Has what is older than the person wants to keep deleted, once a day, a little at a time. On the engine's thread.

Nothing is deleted before the settings say so (`desktop.core.settings.retained`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.exc import DBAPIError

from desktop.core.kept_mails import KeptMails
from desktop.core.settings.retained import Retention, length
from desktop.core.setup import Setup
from inbox.forgetting import PORTION, Forgetting
from inbox.store import Store

AFTER_START: Final = timedelta(hours=1)
"""Also after the clock jumped: one that is wrong for a while deletes nothing."""
JUMP: Final = timedelta(days=1)
AGAIN: Final = timedelta(hours=1)
"""After a fault of the disk."""
EVERY: Final = timedelta(days=1)
PAUSE: Final = timedelta(seconds=1)
"""Between two portions: what arrives, and who reads, does not wait."""
_OVER: Final = object()
_log = logging.getLogger(__name__)


class Retaining:
    def __init__(self, store: Store, setup: Setup, changed: Callable[[], None]) -> None:
        """`changed`: items are gone."""
        self._forgetting = Forgetting(store)
        self._setup = setup
        self._mails = KeptMails(setup.mails)
        self._changed = changed
        self._next: datetime | None = None
        self._last: datetime | None = None
        self._steps: Iterator[None] | None = None
        self._applied: Retention | None = None

    def tick(self, now: datetime) -> datetime | None:
        """When there is more to do."""
        wanted = self._setup.settings.retention
        if not self._setup.live or wanted == Retention():
            return None
        if self._next is None or not -JUMP <= now - (self._last or now) <= JUMP or self._next - now > EVERY:
            self._next, self._steps = now + AFTER_START, None
        if wanted != self._applied:
            self._applied, self._steps = wanted, None
        self._last = now
        if now >= self._next:
            self._next = now + self._step(wanted, now)
        return self._next

    def _step(self, wanted: Retention, now: datetime) -> timedelta:
        """One portion. How long to wait then."""
        steps, self._steps = self._steps or self._all(wanted, now), None
        try:
            if next(steps, _OVER) is _OVER:
                return EVERY
        except (DBAPIError, OSError) as error:
            _log.warning("what is old could not be deleted, which is tried again: %s", error)
            return AGAIN
        self._steps = steps
        return PAUSE

    def _all(self, wanted: Retention, now: datetime) -> Iterator[None]:
        """A step each."""
        gone = 0
        if (kept := length(wanted.items)) is not None:
            while portion := self._forgetting.items(now - kept):
                gone += len(portion)
                self._mails.forget(portion)
                self._changed()
                yield
                if len(portion) < PORTION:
                    break
            self._forgetting.left_over(now - kept)
        if (kept := length(wanted.lived)) is not None:
            self._forgetting.lived(now - kept)
        if (kept := length(wanted.gaps)) is not None:
            self._forgetting.gaps(now - kept)
        if gone:
            _log.info("%d items are deleted that were done more than %s ago", gone, wanted.items)
            yield
            more = self._forgetting.words(first=True)
            while more:
                yield
                more = self._forgetting.words(first=False)
