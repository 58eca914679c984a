"""The engine beside the window: opened after the first paint, on a thread of its own, and closed again in order."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.bridge import Bridge
from desktop.core.events import Event, NoticeDue, Problem
from desktop.core.heartbeat import EngineThread
from desktop.core.instance import AlreadyRunning
from desktop.core.paths import Paths
from desktop.core.views import Preferences

log = logging.getLogger(__name__)

STOP_SECONDS = 10.0


class Host:
    """Opens the engine on a thread of its own, keeps it open, and closes it again in order."""

    def __init__(self, paths: Paths, bridge: Bridge, *, raise_window: Callable[[], None], clicked: Callable[[], None]):
        self._paths = paths
        self._bridge = bridge
        self._raise_window = raise_window
        self._clicked = clicked
        self._engine: Future[EngineThread] = Future()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="host", daemon=True)  # noqa: TID251 (owns the engine's thread)
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
        from desktop.core.running import running
        from desktop.notify import Notifications

        notifications = Notifications(self._about, self._noticed, lambda _: self._bridge.on_ui(self._clicked))

        def listen(event: Event) -> None:
            if isinstance(event, NoticeDue):
                notifications.show(event.notice)
            self._bridge.post(event)

        def raise_window() -> bool:
            self._bridge.on_ui(self._raise_window)
            return True

        try:
            with running(self._paths, listen, raise_window) as engine:
                self._engine.set_result(engine)
                self._bridge.on_ui(lambda: self._bridge.attach(engine))
                self._ending.wait()
                notifications.close()
        except AlreadyRunning as error:
            self._fail(error)
            refused = error
            self._bridge.on_ui(lambda: self._refuse(refused))
        except Exception as error:
            # The window is the only place where the person can be told: nothing else runs.
            log.exception("the engine could not be started")
            self._fail(error)
            self._bridge.post(Problem("start", str(error)))
        finally:
            notifications.close()

    def _fail(self, error: Exception) -> None:
        if not self._engine.done():
            self._engine.set_exception(error)

    def _refuse(self, error: AlreadyRunning) -> None:
        self.refused = error
        QCoreApplication.quit()

    def _about(self) -> tuple[Preferences, datetime]:
        return self._engine.result().call(lambda desk: (desk.preferences(), desk.now().at)).result()

    def _noticed(self, notice: int) -> None:
        self._engine.result().call(lambda desk: desk.noticed(notice))
