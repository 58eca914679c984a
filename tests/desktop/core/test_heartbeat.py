"""The engine's thread: every request is answered, time is noticed, and an end is an end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from desktop.core.clock import SystemClock
from desktop.core.desk import Desk, Later
from desktop.core.heartbeat import LONGEST, MOST_ANSWERS, Beating, EngineThread, Stopped
from tests.waiting import until


class Ticking:
    """As much of an engine as the thread needs, with a record of what was asked of it."""

    def __init__(self, next_in: timedelta | None = None) -> None:
        self.calls: list[str] = []
        self.threads: set[str] = set()
        self.ticked = threading.Event()
        self.next_in = next_in

    def start(self, now: datetime) -> None:
        self.calls.append("start")

    def tick(self, now: datetime) -> datetime | None:
        self.calls.append("tick")
        self.threads.add(threading.current_thread().name)
        if self.calls.count("tick") > 2:
            self.ticked.set()
        return None if self.next_in is None else now + self.next_in

    def woke(self, now: datetime) -> None:
        self.calls.append("woke")

    def close(self) -> None:
        self.calls.append("close")


class Jumping(SystemClock):
    """A wall clock that is an hour further each time it is read."""

    def __init__(self) -> None:
        self._reads = 0

    def now(self) -> datetime:
        self._reads += 1
        return super().now() + self._reads * timedelta(hours=1)


def thread_for(engine: Ticking, clock: SystemClock | None = None) -> EngineThread:
    return EngineThread(lambda _: cast(Beating, engine), clock or SystemClock())


@pytest.fixture
def engine() -> Ticking:
    return Ticking()


@pytest.fixture
def thread(engine: Ticking) -> Iterator[EngineThread]:
    running = thread_for(engine)
    running.start().result(60)
    yield running
    assert running.stop(60)


def ask(thread: EngineThread, value: Any) -> Any:
    return thread.call(lambda _: value).result(60)


def test_requests_run_on_the_engines_thread(thread: EngineThread) -> None:
    assert thread.call(lambda _: threading.current_thread().name).result(60) == "engine"


def test_what_waits_for_a_network_runs_elsewhere(thread: EngineThread) -> None:
    name: str = thread.call(lambda _: Later(lambda: threading.current_thread().name)).result(60)
    assert name.startswith("later")


def test_a_request_that_fails_tells_who_asked_and_harms_nobody_else(thread: EngineThread) -> None:
    def broken(_: Desk) -> None:
        raise ValueError("no such thing")

    with pytest.raises(ValueError, match="no such thing"):
        thread.call(broken).result(60)
    with pytest.raises(ZeroDivisionError):
        thread.call(lambda _: Later(lambda: 1 // 0)).result(60)
    assert ask(thread, 7) == 7


def test_where_no_thread_can_be_had_the_one_who_asked_is_told(
    thread: EngineThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", full)
        with pytest.raises(RuntimeError, match="new thread"):
            thread.call(lambda _: Later(lambda: 1)).result(60)
    assert ask(thread, 7) == 7


def test_it_wakes_at_the_next_change() -> None:
    engine = Ticking(timedelta(milliseconds=5))
    thread = thread_for(engine)
    thread.start().result(60)
    assert engine.ticked.wait(LONGEST.total_seconds())  # in which there is one more by itself, and these are two
    assert thread.stop(60)
    assert engine.threads == {"engine"}


def test_a_clock_that_jumps_is_noticed() -> None:
    engine = Ticking(timedelta(0))
    thread = thread_for(engine, Jumping())
    thread.start().result(60)
    assert engine.ticked.wait(60)
    thread.stop(60)
    assert "woke" in engine.calls


def test_an_engine_that_cannot_be_opened_says_why() -> None:
    def refuse(_: EngineThread) -> Beating:
        raise OSError("disk on fire")

    thread = EngineThread(refuse, SystemClock())
    with pytest.raises(OSError, match="on fire"):
        thread.start().result(60)
    with pytest.raises(Stopped):
        ask(thread, 1)


def test_after_the_end_requests_are_refused_and_the_engine_is_closed(engine: Ticking) -> None:
    thread = thread_for(engine)
    thread.start().result(60)
    assert thread.stop(60)
    assert engine.calls[-1] == "close"
    with pytest.raises(Stopped):
        ask(thread, 1)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_engine_that_cannot_be_closed_has_ended_all_the_same(
    engine: Ticking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OSError("disk on fire")

    monkeypatch.setattr(engine, "close", refuse)
    thread = thread_for(engine)
    thread.start().result(60)
    assert thread.stop(60)
    assert thread.ended.done()


def test_a_request_is_followed_by_a_tick_soon(thread: EngineThread, engine: Ticking) -> None:
    ask(thread, 1)
    ask(thread, 2)
    until(lambda: engine.calls.count("tick") >= 2, LONGEST.total_seconds() / 2)


def test_however_much_is_asked_time_goes_on(thread: EngineThread, engine: Ticking) -> None:
    begin = threading.Event()
    thread.call(lambda _: begin.wait(60))
    last = [thread.call(lambda _: None) for _ in range(10 * MOST_ANSWERS)][-1]
    before = engine.calls.count("tick")
    begin.set()
    last.result(60)
    assert engine.calls.count("tick") - before >= 9
