from __future__ import annotations

import time

import pytest

from desktop.core.desk import Superseded
from desktop.core.giving_way import BUSY, TURN, giving_way


def test_what_is_to_be_looked_up_is_looked_up_each_time() -> None:
    calls: list[None] = []
    look_up = giving_way(lambda: calls.append(None))
    for _ in range(3):
        look_up()
    assert len(calls) == 3


def test_what_it_raises_ends_the_work() -> None:
    def superseded() -> None:
        raise Superseded("Another was asked for.")

    with pytest.raises(Superseded):
        giving_way(superseded)()


def test_after_a_while_of_work_the_others_have_a_turn_and_then_not_at_once_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, slept = [100.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(time, "sleep", sleep)
    look_up = giving_way(lambda: None)
    look_up()
    assert slept == []
    now[0] += 2 * BUSY
    look_up()
    look_up()
    assert slept == [TURN]
    now[0] += 2 * BUSY
    look_up()
    assert slept == [TURN, TURN]
