"""The engine beside the window: opened after the first paint, on a thread of its own, and closed again in order."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import wait
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer

from desktop.bridge import Bridge
from desktop.core.desk import Desk
from desktop.core.events import Ended, Event, NoticeDue, Problem
from desktop.core.heartbeat import EngineThread
from desktop.core.instance import AlreadyRunning
from desktop.core.paths import Paths
from desktop.core.views import Notice, Preferences

if TYPE_CHECKING:
    from desktop.notify import Notifications

log = logging.getLogger(__name__)

STOP_SECONDS = 10.0
LAST_SECONDS = 0.5
LAST_WORDS_MS = 3000
"""How long the window says that all is deleted, before the app ends."""


class Host:
    """Opens the engine on a thread of its own, keeps it open, and closes it again in order."""

    def __init__(
        self,
        paths: Paths,
        bridge: Bridge,
        *,
        raise_window: Callable[[], None],
        clicked: Callable[[], None],
        at_end: Iterable[Callable[[Desk], object]] = (),
    ) -> None:
        """`raise_window` and `clicked` (a notification was) run on the UI thread, `at_end` on the engine's."""
        self._paths = paths
        self._bridge = bridge
        self._raise_window = raise_window
        self._clicked = clicked
        self._at_end = tuple(at_end)
        self._ending = threading.Event()
        self._lock = threading.Lock()
        self._show: Callable[[Notice], None] | None = None
        self._early: list[Notice] = []
        self._thread = threading.Thread(target=self._run, name="host", daemon=True)  # noqa: TID251 (owns the engine)
        self.refused: AlreadyRunning | None = None
        """Set, on the UI thread, when another process holds this profile."""

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> bool:
        """Everything is closed when this returns True. Any thread but its own."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)
        return not self._thread.is_alive()

    def _run(self) -> None:
        # Here, not at the top: importing all the engine needs takes longer than the first paint.
        from desktop.core.running import running

        try:
            with running(self._paths, self._listen, self._raised) as engine, closing(self._notifications(engine)):
                engine.ended.add_done_callback(lambda _: self._engine_ended())
                self._bridge.on_ui(lambda: self._bridge.attach(engine))
                self._ending.wait()
                self._last(engine)
        except AlreadyRunning as error:
            refused = error
            self._bridge.on_ui(lambda: self._refuse(refused))
        except Exception as error:
            # The window is the only place where the person can be told: nothing else runs.
            log.exception("the engine could not be started")
            self._bridge.post(Problem("start", str(error)))

    def _engine_ended(self) -> None:
        """On the engine's thread. Nothing is held or released from now on: a window that looked alive would lie."""
        if not self._ending.is_set():
            self._bridge.post(Problem("start", "the engine ended by itself; the log says why"))

    def _last(self, engine: EngineThread) -> None:
        """A keyring that does not answer must not hold up the end."""
        for one in wait([engine.call(last) for last in self._at_end], LAST_SECONDS).done:
            if one.exception() is not None:
                log.error("what is done at the end failed", exc_info=one.exception())

    def _notifications(self, engine: EngineThread) -> Notifications:
        from desktop.notify import Notifications

        def about() -> tuple[Preferences, datetime]:
            return engine.call(lambda desk: (desk.preferences(), desk.now().at)).result()

        def shown(notice: int) -> None:
            engine.call(lambda desk: desk.noticed(notice))

        made = Notifications(about, shown, lambda _: self._bridge.on_ui(self._clicked))
        with self._lock:
            self._show = made.show
            for notice in self._early:
                made.show(notice)
        return made

    def _listen(self, event: Event) -> None:
        """On the engine's threads."""
        if isinstance(event, NoticeDue):
            with self._lock:
                if self._show is None:
                    self._early.append(event.notice)  # due at the very start, before there is anything to show it with
                else:
                    self._show(event.notice)
        if isinstance(event, Ended):
            self._all_deleted(event)
        self._bridge.post(event)

    def _all_deleted(self, event: Ended) -> None:
        """The app ends, once the window has said so; where something is left, when the person has read that."""
        if event.problems:
            from desktop.window.left_words import left_words

            self._bridge.post(Problem("left", " ".join(map(left_words, event.problems))))
        else:
            self._bridge.on_ui(lambda: QTimer.singleShot(LAST_WORDS_MS, QCoreApplication.quit))

    def _raised(self) -> bool:
        """On the control socket's thread."""
        self._bridge.on_ui(self._raise_window)
        return True

    def _refuse(self, error: AlreadyRunning) -> None:
        self.refused = error
        QCoreApplication.quit()
