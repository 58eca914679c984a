from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.desk import RequestError
from desktop.core.events import BatchReleased, Problem, QueueChanged
from desktop.core.heartbeat import Stopped
from desktop.core.views import Counts
from tests.conftest import Logs


class Pool:
    """Answers on a thread of its own, as the engine does."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1)
        self.threads: set[int] = set()

    def call(self, fn: Any) -> Future[Any]:
        def run() -> Any:
            self.threads.add(threading.get_ident())
            return fn(None)

        return self._pool.submit(run)

    def stop(self) -> None:
        self._pool.shutdown()


def _given(number: int, _: object) -> int:
    return number


@pytest.fixture
def pool() -> Any:
    made = Pool()
    yield made
    made.stop()


def test_events_of_many_threads_arrive_on_the_ui_thread_in_full(qtbot: QtBot) -> None:
    bridge = Bridge()
    seen: list[tuple[int, bool]] = []
    bridge.batch_released.connect(lambda event: seen.append((event.batch, QThread.currentThread() is bridge.thread())))

    def burst(start: int) -> None:
        for number in range(250):
            bridge.post(BatchReleased(start + number, False))

    threads = [threading.Thread(target=burst, args=(start,)) for start in (0, 1000, 2000, 3000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    qtbot.waitUntil(lambda: len(seen) == 1000)
    assert all(on_ui for _, on_ui in seen)
    assert len({batch for batch, _ in seen}) == 1000


def test_the_first_queue_change_is_told_at_once_then_four_a_second_at_most_and_the_last_is_kept(qtbot: QtBot) -> None:
    bridge = Bridge()
    seen: list[QueueChanged] = []
    bridge.queue_changed.connect(seen.append)
    for held in range(500):
        bridge.post(QueueChanged(Counts(0, held, 0)))
    qtbot.waitUntil(lambda: len(seen) == 2)
    qtbot.wait(300)
    assert [changed.counts.held for changed in seen] == [0, 499]


def test_what_is_asked_before_the_engine_runs_is_answered_in_order_once_it_does(qtbot: QtBot, pool: Pool) -> None:
    bridge = Bridge()
    answers: list[int] = []
    for number in range(3):
        bridge.ask(partial(_given, number), answers.append)
    assert answers == []
    bridge.attach(pool)
    qtbot.waitUntil(lambda: answers == [0, 1, 2])
    assert threading.get_ident() not in pool.threads


def test_a_failure_goes_to_who_asked_or_else_is_shown(qtbot: QtBot, pool: Pool, logs: Logs) -> None:
    logs.allow("a request to the engine failed")
    bridge = Bridge()
    bridge.attach(pool)
    own: list[Exception] = []
    refused: list[RequestError] = []
    problems: list[Problem] = []
    bridge.refused.connect(refused.append)
    bridge.problem.connect(problems.append)

    def wrong(_: object) -> None:
        raise ValueError("out of order")

    def refuse(_: object) -> None:
        raise RequestError("No.", "Try later.")

    bridge.ask(wrong, None, own.append)
    bridge.ask(refuse)
    bridge.ask(wrong)
    qtbot.waitUntil(lambda: bool(own and refused and problems))
    assert str(own[0]) == "out of order"
    assert refused[0].advice == "Try later."
    assert problems == [Problem("broken", "out of order")]


def test_an_engine_that_ended_is_nobody_s_problem(qtbot: QtBot, pool: Pool) -> None:
    bridge = Bridge()
    bridge.attach(pool)
    problems: list[Problem] = []
    failed: list[Exception] = []
    bridge.problem.connect(problems.append)
    done: list[int] = []

    def stopped(_: object) -> None:
        raise Stopped

    bridge.ask(stopped, None, failed.append)
    bridge.ask(stopped)
    bridge.ask(lambda _: 1, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert not problems
    assert not failed


def test_after_close_nothing_crosses(qtbot: QtBot, pool: Pool) -> None:
    bridge = Bridge()
    bridge.attach(pool)
    answers: list[object] = []
    gate = threading.Event()
    bridge.ask(lambda _: gate.wait(60), answers.append)
    bridge.on_ui(lambda: answers.append("late"))
    bridge.close()
    gate.set()
    bridge.post(BatchReleased(1, False))
    bridge.ask(lambda _: 1, answers.append)
    pool.stop()
    qtbot.wait(50)
    assert answers == []


def test_an_answer_for_a_widget_that_is_gone_is_dropped(qtbot: QtBot, pool: Pool) -> None:
    class Page(QObject):
        def take(self, value: int) -> None:
            self.setObjectName(str(value))  # raises if the C++ side is gone

    bridge = Bridge()
    bridge.attach(pool)
    page = Page()
    gate = threading.Event()
    bridge.ask(lambda _: gate.wait(60) and 1, page.take)
    page.deleteLater()
    qtbot.wait(20)
    gate.set()
    done: list[int] = []
    bridge.ask(lambda _: 1, done.append)
    qtbot.waitUntil(lambda: bool(done))


def test_something_to_do_on_the_ui_thread_is_done_there(qtbot: QtBot) -> None:
    bridge = Bridge()
    seen: list[bool] = []
    thread = threading.Thread(
        target=lambda: bridge.on_ui(lambda: seen.append(QThread.currentThread() is bridge.thread()))
    )
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: seen == [True])
