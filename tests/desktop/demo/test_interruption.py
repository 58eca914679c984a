from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from desktop.demo.interruption import ended_by_sigterm, uninterrupted


@pytest.fixture(autouse=True)
def interrupted() -> Iterator[None]:
    """As in a terminal: what runs in the background is started with SIGINT ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_waits_for_what_is_being_made(number: signal.Signals) -> None:
    made: list[str] = []

    def make() -> None:
        with ended_by_sigterm():
            with uninterrupted():
                signal.raise_signal(number)
                made.append("whole")
            made.append("too late")

    with pytest.raises(KeyboardInterrupt):
        make()
    assert made == ["whole"]


def test_without_one_all_is_as_before() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with ended_by_sigterm(), uninterrupted():
        assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) != before
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_on_another_thread_it_is_not_ours() -> None:
    reached: list[str] = []

    def work() -> None:
        with ended_by_sigterm(), uninterrupted():
            reached.append("here")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)
    assert reached == ["here"]
