"""A connection with a thread of its own, which outlives whatever the connection comes to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast

import pytest

from desktop.core.streams import Stream
from focus.errors import Offline
from focus.stream import Shown
from inbox import errors

SECONDS = 60.0
DND = Shown("dnd", "In focus")


class Session:
    """What a connection does; `fails` while nobody asks anything."""

    def __init__(self, fails: Exception | None = None, asked: Exception | None = None) -> None:
        self.shown: tuple[str, str] | None = None
        self.ended = threading.Event()
        self._fails = fails
        self._asked = asked

    def open(self) -> None:
        """It is there."""

    def ping(self) -> None:
        if self._asked is not None:
            raise self._asked

    def show(self, shown: tuple[str, str] | None) -> None:
        self.shown = shown

    def wait(self, wakeup: Any, seconds: float) -> None:
        if self._fails is not None:
            raise self._fails
        wakeup.wait(seconds)

    def close(self) -> None:
        self.ended.set()


@pytest.fixture
def sessions() -> list[Session]:
    return []


@pytest.fixture
def stream(sessions: list[Session]) -> Iterator[Stream]:
    left = iter(sessions)
    made = Stream(cast(Any, lambda: next(left)))
    yield made
    made.close()
    made.close()


def within_time(ask: Any) -> Any:
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(ask).result(SECONDS)
    finally:
        pool.shutdown(wait=False)


@pytest.mark.parametrize("fails", [errors.Offline("reset by peer"), RuntimeError("not ours")])
def test_a_connection_that_fails_by_itself_is_followed_by_another(
    stream: Stream, sessions: list[Session], fails: Exception, logs: Any
) -> None:
    logs.allow("in a way of its own")
    sessions += [Session(fails), Session()]
    within_time(lambda: stream.show(DND))
    assert sessions[0].ended.wait(SECONDS)
    assert within_time(stream.shown) is None  # it has ended with its connection
    within_time(lambda: stream.show(DND))
    assert within_time(stream.shown) == DND


def test_what_goes_wrong_is_told_in_the_words_of_focus(stream: Stream, sessions: list[Session]) -> None:
    sessions += [Session(asked=errors.Offline("no answer")), Session()]
    with pytest.raises(Offline, match="no answer"):
        within_time(stream.shown)
    assert sessions[0].ended.wait(SECONDS)
    assert within_time(stream.shown) is None
