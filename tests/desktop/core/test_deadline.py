from __future__ import annotations

import threading

import pytest

from desktop.core.deadline import Limited, TookTooLong


def test_an_answer_and_an_error_come_through() -> None:
    limited = Limited("test", 60.0)
    assert limited.call(lambda: threading.current_thread().name) == "test"
    with pytest.raises(TimeoutError, match="its own"):
        limited.call(lambda: (_ for _ in ()).throw(TimeoutError("its own")))
    assert limited.call(lambda: 1) == 1


def test_what_hangs_costs_one_thread_and_is_tried_again_once_it_came_back() -> None:
    limited = Limited("hangs", 0.05)
    release, came_back = threading.Event(), threading.Event()

    def hang() -> None:
        release.wait(60)
        came_back.set()

    with pytest.raises(TookTooLong):
        limited.call(hang)
    for _ in range(5):
        with pytest.raises(TookTooLong):
            limited.call(lambda: None)
    assert sum(thread.name == "hangs" for thread in threading.enumerate()) == 1
    release.set()
    assert came_back.wait(60)
    for thread in threading.enumerate():
        if thread.name == "hangs":
            thread.join(60)
    limited._seconds = 60.0  # what does not hang has all the time a busy machine needs
    assert limited.call(lambda: 2) == 2
