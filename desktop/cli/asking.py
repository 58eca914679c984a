"""How a command reaches the engine: the running app over its socket, or, if none runs, the engine itself."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Any

from desktop.cli.output import Failed
from desktop.cli.words import advice_for, sentence_for
from desktop.core.control import ControlError, ask
from desktop.core.instance import AlreadyRunning
from desktop.core.paths import Paths

if TYPE_CHECKING:
    from desktop.core.heartbeat import EngineThread

_ANSWER_SECONDS = 330.0
_LOCK_SECONDS = 15.0
_NOT_NOW = frozenset({"busy", "stopped"})
"""What was asked was not begun."""
_PAUSE_SECONDS = 0.1


class RequestFailed(Failed):
    """The engine said no; `code` is stable, `detail` what it or a server said."""

    def __init__(self, error: Mapping[str, Any]) -> None:
        self.code: str = error["code"]
        self.detail: str = error["message"]
        super().__init__(sentence_for(error), error["advice"] or advice_for(self.code), error["status"])


class Asking:
    """`asking("done", ids=[1])` gives the answer or raises Failed. A context: an engine that was opened is closed."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._parts = ExitStack()
        self._alone: EngineThread | None = None
        self._by_a_command = False

    def __enter__(self) -> Asking:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._parts.__exit__(kind, error, at)

    @property
    def alone(self) -> bool:
        """No app runs: what was asked last was done here, or by another command. Known after the first request."""
        return self._alone is not None or self._by_a_command

    def __call__(self, request: str, **given: Any) -> Any:
        whole = {"request": request, **given}
        found = self._running(whole) if self._alone is None else None
        if found is None:
            from desktop.core.requests import answer

            assert self._alone is not None
            found = answer(self._alone, whole, lambda: False)
        if "error" in found:
            raise RequestFailed(found["error"])
        return found["ok"]

    def _running(self, whole: Mapping[str, Any]) -> dict[str, Any] | None:
        """The running app's answer; or the engine is opened here. An app may be just starting, or just ending."""
        deadline = time.monotonic() + _LOCK_SECONDS
        while True:
            try:
                found = ask(self._paths.socket, dict(whole), _ANSWER_SECONDS)
            except ControlError as error:
                raise Failed(f"The running Écluse cannot be asked: {error}.", "Quit it and start it again.") from error
            if found is not None and found.get("error", {}).get("code") not in _NOT_NOW:
                self._by_a_command = bool(found.get("alone"))
                return found
            try:
                self._alone = self._open()
            except AlreadyRunning:
                if time.monotonic() > deadline:
                    if found is not None:
                        return found
                    raise Failed(
                        f"Another Écluse works on {self._paths.data} and does not answer. Nothing was changed.",
                        "End it, or wait for it to end, and try again.",
                    ) from None
            else:
                return None

    def _open(self) -> EngineThread:
        from desktop.core.running import running

        return self._parts.enter_context(
            running(self._paths, lambda _: None, lambda: False, live=False, wait_seconds=_PAUSE_SECONDS)
        )
