"""Answers that come late, and in another order than they were asked for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.desk import Desk, RequestError
from tests.desktop.desk_double import DeskDouble, EngineDouble


class Slow(EngineDouble):
    """Answers when told to, in any order."""

    def __init__(self, desk: DeskDouble) -> None:
        super().__init__(desk)
        self.waiting: list[tuple[Callable[[Desk], Any], Future[Any]]] = []

    def call(self, fn: Callable[[Desk], Any]) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((fn, future))
        return future

    def answer(self, place: int) -> None:
        fn, future = self.waiting.pop(place)
        try:
            future.set_result(super().call(fn).result())
        except RequestError as error:
            future.set_exception(error)


def delivered(bridge: Bridge, bot: QtBot) -> None:
    """Wait until all that has been answered so far has come to the window: it comes in the order it was answered."""
    came: list[bool] = []
    bridge.on_ui(lambda: came.append(True))
    bot.waitUntil(lambda: bool(came))
