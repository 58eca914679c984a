"""Undo: what the queue takes back, and what of it stands in the settings. Called on the engine's thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from inbox.queue import Queue

TakeBack = Callable[[str], None]


class Undoing:
    """`settings`: by the first word of an action's name, what takes back what it wrote there; it is given the rest."""

    def __init__(self, queue: Queue, now: Callable[[], datetime], settings: dict[str, TakeBack]) -> None:
        self._queue = queue
        self._now = now
        self._settings = settings

    def undo(self) -> str:
        """The first word of the name of what was undone, '' for nothing."""
        what, _, about = self._queue.undo(self._now()).partition(" ")
        if what in self._settings:
            self._settings[what](about)
        return what
