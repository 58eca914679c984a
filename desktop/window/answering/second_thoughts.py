"""The ten seconds in which the latest answer, or a draft that was discarded, can be had back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

SECONDS = 10
"""`desktop.core.dispatch` holds an answer for as long."""


class SecondThoughts(QObject):
    """UI thread only. What was done since is undone first, by whoever did it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._back: Callable[[], None] | None = None
        self._deeds_since = 0
        self.expiry = QTimer(self)
        self.expiry.setSingleShot(True)
        self.expiry.timeout.connect(self._forget)

    def offer(self, back: Callable[[], None]) -> None:
        """For the next ten seconds `back` undoes it."""
        self._back, self._deeds_since = back, 0
        self.expiry.start(SECONDS * 1000)

    def another_deed(self) -> None:
        """Something else was done that can be undone."""
        self._deeds_since += 1

    def have(self) -> bool:
        """Undo: False where something else is to be undone, or nothing."""
        if self._back is None:
            return False
        if self._deeds_since > 0:
            self._deeds_since -= 1
            return False
        back = self._back
        self._forget()
        back()
        return True

    def _forget(self) -> None:
        self._back = None
        self.expiry.stop()
