"""The sample mailbox beside the window: opened when the person asks for it, forgotten when the app ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from desktop.bridge import Bridge
from desktop.core.clock import Clock
from desktop.core.desk import Desk, Later

if TYPE_CHECKING:
    from desktop.demo.sample import SampleMailbox

translate = QCoreApplication.translate
NAME = "sample"
"""As `desktop.demo.sample.NAME`, which is imported only when it is needed: it brings a mail server."""


class Samples(QObject):
    """UI thread only, except `forget`."""

    def __init__(self, bridge: Bridge, clock: Clock, say: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._clock = clock
        self._say = say
        self._mailbox: SampleMailbox | None = None
        # A crash may have left one that nobody serves any more.
        bridge.attached.connect(lambda: bridge.ask(forget))

    def open(self) -> None:
        """Serve it and have it read; what comes of it is said."""
        if self._mailbox is None:
            now = self._clock.now()
            self._bridge.ask(lambda desk: Later(lambda: _started(now)), self._serves, self._failed)

    def close(self) -> None:
        if self._mailbox is not None:
            self._mailbox.stop()

    def _serves(self, mailbox: SampleMailbox) -> None:
        self._mailbox = mailbox

        def added(_: str) -> None:
            self._say(translate("Samples", "The sample mailbox is open. It is forgotten when you quit Écluse."))

        self._bridge.ask(mailbox.add_to, added, self._failed)

    def _failed(self, error: Exception) -> None:
        title = translate("Samples", "The sample mailbox could not be opened.")
        self._say(f"{title} {error}")


def _started(now: datetime) -> SampleMailbox:
    from desktop.demo.sample import SampleMailbox

    made = SampleMailbox(now)
    made.start()
    return made


def forget(desk: Desk) -> bool | Later[bool]:
    """On the engine's thread: the sample account goes, with its items. Others are left alone."""
    if all(line.name != NAME for line in desk.accounts()):
        return False
    from desktop.demo.sample import forget

    return forget(desk)
