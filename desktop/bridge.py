"""The only place where other threads meet Qt.

Values cross as `Signal(object)`: a typed Qt signal would convert, and lose, some of them. The engine's events come
in by `post` from any thread; questions go out by `ask` and their answers come back on the UI thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop.core.desk import Desk, Later, RequestError
from desktop.core.events import (
    AccountsChanged,
    BatchReleased,
    Event,
    HistoryChanged,
    NoticeDue,
    NowChanged,
    OutboxChanged,
    PresenceChanged,
    Problem,
    QueueChanged,
)
from desktop.core.heartbeat import Stopped

log = logging.getLogger(__name__)
T = TypeVar("T")
COALESCE_MS = 250


class Asked(Protocol):
    """The engine's thread, as far as the window needs it."""

    def call(self, fn: Callable[[Desk], Any]) -> Future[Any]: ...


@dataclass(frozen=True, slots=True)
class _Question:
    fn: Callable[[Desk], Any]
    then: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None


@dataclass(frozen=True, slots=True)
class _Answer:
    question: _Question
    value: Any
    error: BaseException | None


class Bridge(QObject):
    """Lives on the UI thread. `post` may be called from any thread, all else from the UI thread only."""

    now_changed = Signal(object)
    """A `Now`."""
    queue_changed = Signal(object)
    """A `QueueChanged`: the first at once, then at most one per 250 ms, the latest."""
    batch_released = Signal(object)
    """A `BatchReleased`."""
    accounts_changed = Signal(object)
    """A tuple of `AccountLine`."""
    history_changed = Signal(object)
    """A tuple of `HistoryLine`."""
    presence_changed = Signal(object)
    """A tuple of `ProviderLine`."""
    notice_due = Signal(object)
    """A `Notice`."""
    outbox_changed = Signal()
    """Something in the outbox is not as it was."""
    problem = Signal(object)
    """A `Problem`."""
    refused = Signal(object)
    """A `RequestError` that nobody else took: what the person asked for could not be done."""

    attached = Signal()
    """The engine runs, and what was asked so far has gone to it."""

    _called = Signal(object)
    _posted = Signal(object)
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine: Asked | None = None
        self._waiting: list[_Question] = []
        self._closed = False
        self._changed: QueueChanged | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(COALESCE_MS)
        self._quiet.timeout.connect(self._tell_changed)
        self._called.connect(self._call, Qt.ConnectionType.QueuedConnection)
        self._posted.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, event: Event) -> None:
        """Take one event of the engine, from any thread. After `close` it is dropped."""
        if not self._closed:
            self._posted.emit(event)

    def on_ui(self, fn: Callable[[], object]) -> None:
        """Run `fn` on the UI thread, soon; from any thread. After `close` it is dropped."""
        if not self._closed:
            self._called.emit(fn)

    def attach(self, engine: Asked) -> None:
        """The engine runs: what was asked so far goes to it, in order."""
        self._engine = engine
        waiting, self._waiting = self._waiting, []
        for question in waiting:
            self._send(question)
        self.attached.emit()

    def ask(
        self,
        fn: Callable[[Desk], T | Later[T]],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `fn` on the engine's thread, then `then` with its answer here. Without `failed`, a failure is shown."""
        question = _Question(fn, then, failed)
        if self._engine is None:
            self._waiting.append(question)
        else:
            self._send(question)

    def close(self) -> None:
        """Nothing crosses any more, in either direction."""
        self._closed = True
        self._quiet.stop()
        self._waiting.clear()
        self._engine = None

    def _send(self, question: _Question) -> None:
        if self._closed or self._engine is None:
            return

        def answered(future: Future[Any]) -> None:
            if self._closed:
                return
            if future.cancelled():
                self._answered.emit(_Answer(question, None, CancelledError()))
                return
            error = future.exception()
            self._answered.emit(_Answer(question, None if error else future.result(), error))

        self._engine.call(question.fn).add_done_callback(answered)

    @Slot(object)
    def _call(self, fn: Callable[[], object]) -> None:
        if not self._closed:
            fn()

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        if self._closed:
            return
        question, error = answer.question, answer.error
        if error is None:
            if question.then is not None and alive(question.then):
                question.then(answer.value)
        elif isinstance(error, CancelledError | Stopped):
            return  # the app is ending: nobody waits for it any more
        elif question.failed is not None and isinstance(error, Exception):
            if alive(question.failed):
                question.failed(error)
        elif isinstance(error, RequestError):
            self.refused.emit(error)
        else:
            log.error("a request to the engine failed", exc_info=error)
            self.problem.emit(Problem("broken", str(error)))

    @Slot(object)
    def _receive(self, event: Event) -> None:
        if self._closed:
            return
        match event:
            case QueueChanged():
                self._changed = event
                if not self._quiet.isActive():
                    self._tell_changed()
            case NowChanged(now):
                self.now_changed.emit(now)
            case BatchReleased():
                self.batch_released.emit(event)
            case AccountsChanged(accounts):
                self.accounts_changed.emit(accounts)
            case HistoryChanged(lines):
                self.history_changed.emit(lines)
            case PresenceChanged(providers):
                self.presence_changed.emit(providers)
            case NoticeDue(notice):
                self.notice_due.emit(notice)
            case OutboxChanged():
                self.outbox_changed.emit()
            case Problem():
                self.problem.emit(event)

    @Slot()
    def _tell_changed(self) -> None:
        if self._changed is not None:
            changed, self._changed = self._changed, None
            self._quiet.start()
            self.queue_changed.emit(changed)


def alive(callback: Callable[..., None]) -> bool:
    """Whether the widget that a bound method belongs to still exists: an answer may come after it was closed."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or bool(shiboken6.isValid(owner))
