"""Has what is older than the person wants to keep deleted, once a day, a little at a time. On the engine's thread.

Nothing is deleted before the settings say so (`desktop.core.settings.retained`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from desktop.core.kept_mails import KeptMails
from desktop.core.settings.retained import Retention, length
from desktop.core.setup import Setup
from inbox.forgetting import PORTION, Forgetting
from inbox.store import Store

AFTER_START: Final = timedelta(minutes=2)
EVERY: Final = timedelta(days=1)
PAUSE: Final = timedelta(seconds=1)
"""Between two portions: what arrives, and who reads, does not wait."""
_log = logging.getLogger(__name__)


class Retaining:
    def __init__(self, store: Store, setup: Setup, changed: Callable[[], None]) -> None:
        """`changed`: items are gone."""
        self._forgetting = Forgetting(store)
        self._setup = setup
        self._mails = KeptMails(setup.mails)
        self._changed = changed
        self._next: datetime | None = None
        self._steps: Iterator[None] | None = None
        self._applied: Retention | None = None

    def tick(self, now: datetime) -> datetime | None:
        """When there is more to do. Raises SQLAlchemy's errors, and then begins anew the next time."""
        wanted = self._setup.settings.retention
        if not self._setup.live or wanted == Retention():
            return None
        if self._next is None or not -EVERY <= now - self._next <= EVERY:  # the first time, or the clock was set
            self._next = now + AFTER_START
        if wanted != self._applied and self._applied is not None:
            self._next, self._steps = now, None
        self._applied = wanted
        if now < self._next:
            return self._next
        steps, self._steps = self._steps or self._all(wanted, now), None
        if next(steps, "over") == "over":
            self._next = now + EVERY
        else:
            self._next, self._steps = now + PAUSE, steps
        return self._next

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
