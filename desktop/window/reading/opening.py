"""What the pane asks of the engine for one mail. What comes to be shown when another is on screen is dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from desktop.bridge import Bridge
from desktop.core.desk import Desk, Later
from desktop.core.views import Row
from desktop.window.reading.flow import Flow, flows
from inbox.mail.opened import Attachment, Opened

T = TypeVar("T")
_PAUSE_MS = 150
"""Somebody who moves down the list does not open each mail on the way."""
_SLOW_MS = 600


@dataclass(frozen=True)
class Prepared:
    """One HTML part after another, and the pictures there are."""

    pages: tuple[Flow, ...] = ()
    images: Mapping[str, QImage] = field(default_factory=dict)


class Opening(QObject):
    """UI thread only; none of its methods waits."""

    opened = Signal(object)
    """An `Opened`."""
    failed = Signal(object)
    """An Exception: nothing could be opened."""
    slow = Signal()
    """It takes so long that it is worth a word."""
    thread_found = Signal(object)
    """A tuple of `Row`: what came before it, oldest first."""
    prepared = Signal(object)
    """A `Prepared`."""
    earlier_found = Signal(object)
    """The `Details` of an earlier mail of the conversation."""
    saved = Signal(int, object)
    """The id of the item, a list of Path."""
    not_saved = Signal(int, object, object)
    """The id of the item, an Exception, a list of Path: those that were saved before it."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._id: int | None = None
        self._turn = 0
        self._bytes: dict[str, bytes] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._open)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_SLOW_MS)
        self._patience.timeout.connect(self.slow)
        self.opened.connect(self._patience.stop)
        self.failed.connect(self._patience.stop)

    @property
    def id(self) -> int | None:
        return self._id

    def begin(self, id: int) -> None:
        """Open this one, unless it is on its way or open already."""
        if id != self._id:
            self.stop()
            self._id = id
            self._pause.start()

    def again(self) -> None:
        if self._id is not None:
            self._turn += 1
            self._open()

    def stop(self) -> None:
        self._pause.stop()
        self._patience.stop()
        self._id = None
        self._turn += 1
        self._bytes = {}

    def _open(self) -> None:
        id = self._id
        if id is None:
            return
        self._patience.start()
        self._ask(lambda desk: desk.open_mail(id), self.opened.emit, self.failed.emit)
        self._ask(lambda desk: desk.thread(id), lambda rows: self.thread_found.emit(_before(rows, id)), lambda _: None)

    def prepare(self, mail: Opened) -> None:
        """Cut the HTML and decode its pictures, away from this thread."""
        images = dict(mail.inline_images) | self._bytes
        deceptive = frozenset(number for number, link in enumerate(mail.links) if link.deceptive)
        self._ask(
            lambda _: Later(lambda: _prepared(mail.html, images, deceptive)), self.prepared.emit, self.failed.emit
        )

    def load_images(self, mail: Opened) -> None:
        """Fetch the remote images, which tells their senders, and prepare it anew with them."""
        id = self._id
        if id is None:
            return

        def loaded(images: Mapping[str, bytes]) -> None:
            self._bytes = dict(images)
            self.prepare(mail)

        self._ask(lambda desk: desk.load_images(id), loaded, self.failed.emit)

    def read_earlier(self, id: int) -> None:
        self._ask(lambda desk: desk.details(id), self.earlier_found.emit, lambda _: None)

    def save(self, id: int, attachments: Sequence[Attachment], folder: Path) -> None:
        """One after the other, whatever is on screen meanwhile; the first that cannot be saved ends it."""
        waiting = list(attachments)
        done: list[Path] = []

        def next_one() -> None:
            if not waiting:
                self.saved.emit(id, done)
                return
            index = waiting.pop(0).index
            self._ask(lambda desk: desk.save_attachment(id, index, folder), took, refused, always=True)

        def took(path: Path) -> None:
            done.append(path)
            next_one()

        def refused(error: Exception) -> None:
            self.not_saved.emit(id, error, done)

        next_one()

    def _ask(
        self,
        fn: Callable[[Desk], T | Later[T]],
        then: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        always: bool = False,
    ) -> None:
        """`always`: the answer counts for another mail on screen, too."""
        mine = self._turn

        def wanted() -> bool:
            return (always or mine == self._turn) and shiboken6.isValid(self)

        def answered(value: T) -> None:
            if wanted():
                then(value)

        def refused(error: Exception) -> None:
            if wanted():
                failed(error)

        self._bridge.ask(fn, answered, refused)


def _before(rows: Sequence[Row], id: int) -> tuple[Row, ...]:
    place = next((at for at, row in enumerate(rows) if row.item.id == id), len(rows))
    return tuple(rows[:place])


def _prepared(html: Sequence[str], images: Mapping[str, bytes], deceptive: frozenset[int]) -> Prepared:
    from desktop.window.reading.pictures import decoded

    pictures = decoded(images)
    return Prepared(flows(html, pictures.keys(), deceptive), pictures)
