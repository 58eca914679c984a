"""Of several questions only the latest is answered, whatever order the answers come in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.desk import Desk, RequestError
from desktop.window.latest import Latest
from tests.desktop.window.late import delivered


class Futures:
    """An engine that is answered for by the test."""

    def __init__(self) -> None:
        self.asked: list[Future[Any]] = []

    def call(self, fn: Callable[[Desk], Any]) -> Future[Any]:
        self.asked.append(Future())
        return self.asked[-1]


@pytest.fixture
def engine() -> Futures:
    return Futures()


@pytest.fixture
def bridge(qtbot: QtBot, engine: Futures) -> Bridge:
    made = Bridge()
    made.attach(engine)
    return made


def test_the_latest_is_told_and_an_earlier_one_never(bridge: Bridge, engine: Futures, qtbot: QtBot) -> None:
    latest, told = Latest(bridge), list[Any]()
    for _ in range(3):
        latest.ask(lambda desk: None, told.append, told.append)
    engine.asked[2].set_result("third")
    engine.asked[0].set_result("first")
    engine.asked[1].set_exception(RequestError("second"))
    delivered(bridge, qtbot)
    assert told == ["third"]


def test_an_earlier_one_is_not_told_before_the_latest_either(bridge: Bridge, engine: Futures, qtbot: QtBot) -> None:
    latest, told = Latest(bridge), list[Any]()
    for _ in range(2):
        latest.ask(lambda desk: None, told.append, told.append)
    engine.asked[0].set_result("first")
    delivered(bridge, qtbot)
    assert told == []
    error = RequestError("second")
    engine.asked[1].set_exception(error)
    delivered(bridge, qtbot)
    assert told == [error]


def test_what_is_forgotten_is_not_told(bridge: Bridge, engine: Futures, qtbot: QtBot) -> None:
    latest, told = Latest(bridge), list[Any]()
    latest.ask(lambda desk: None, told.append, told.append)
    latest.forget()
    engine.asked[0].set_result("first")
    delivered(bridge, qtbot)
    assert told == []


def test_a_failure_that_nobody_takes_is_shown(bridge: Bridge, engine: Futures, qtbot: QtBot) -> None:
    latest, refused = Latest(bridge), list[Any]()
    bridge.refused.connect(refused.append)
    latest.ask(lambda desk: None, lambda _: None)
    error = RequestError("The database is busy.")
    engine.asked[0].set_exception(error)
    delivered(bridge, qtbot)
    assert refused == [error]


class _Told(QWidget):
    def __init__(self, met: list[object]) -> None:
        super().__init__()
        self.met = met

    def tell(self, answer: object) -> None:
        self.met.append(answer)


@pytest.mark.parametrize("fails", [False, True])
def test_a_widget_that_is_gone_is_told_nothing(bridge: Bridge, engine: Futures, qtbot: QtBot, *, fails: bool) -> None:
    met: list[object] = []
    widget, latest = _Told(met), Latest(bridge)
    latest.ask(lambda desk: None, widget.tell, widget.tell)
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)
    if fails:
        engine.asked[0].set_exception(RequestError("late"))
    else:
        engine.asked[0].set_result("late")
    delivered(bridge, qtbot)
    assert met == []
