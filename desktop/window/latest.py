"""Questions to the engine of which only the latest counts: an answer to an earlier one is dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from desktop.bridge import Bridge, alive
from desktop.core.desk import Desk, Later

T = TypeVar("T")


class Latest:
    """UI thread only."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._turn = 0

    def ask(
        self,
        fn: Callable[[Desk], T | Later[T]],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """As `Bridge.ask`; neither `then` nor `failed` is called once something else has been asked."""
        self._turn += 1
        turn = self._turn

        def told(answer: T) -> None:
            if turn == self._turn and alive(then):
                then(answer)

        def refused(error: Exception) -> None:
            if turn == self._turn and failed is not None and alive(failed):
                failed(error)

        self._bridge.ask(fn, told, None if failed is None else refused)

    def forget(self) -> None:
        """What has been asked counts no more."""
        self._turn += 1
