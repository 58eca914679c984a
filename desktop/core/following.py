"""The newest batch, sent along with a change of the queue: a window that shows it need not ask, and shows both by one
paint. On the engine's thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from desktop.core.events import Event, QueueChanged
from desktop.core.views import BatchView, Row

PAUSE: Final = 0.25
"""Seconds between two batches that are sent: while thousands of mails come, the window asks when it gets to it."""


class Following:
    """Passes every event on."""

    def __init__(
        self,
        emit: Callable[[Event], None],
        newest: Callable[[], tuple[BatchView, tuple[Row, ...]] | None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._emit = emit
        self._newest = newest
        self._monotonic = monotonic
        self._is_shown = False
        self._not_before = 0.0

    def follow(self, is_shown: bool) -> None:
        """Whether the newest batch is on screen."""
        self._is_shown = is_shown

    def emit(self, event: Event) -> None:
        if isinstance(event, QueueChanged) and self._is_shown and self._monotonic() >= self._not_before:
            event = replace(event, newest=self._newest())
            self._not_before = self._monotonic() + PAUSE
        self._emit(event)
