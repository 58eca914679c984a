from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desktop.demo.clock import DayClock

MORNING = datetime(2026, 3, 12, 7, tzinfo=UTC)


def test_wall_and_monotonic_time_move_together() -> None:
    clock = DayClock(MORNING)
    clock.move(MORNING + timedelta(seconds=40))
    clock.move(MORNING + timedelta(seconds=100))
    assert clock.now() == MORNING + timedelta(seconds=100)
    assert clock.monotonic() == 100.0


@pytest.mark.parametrize("seconds", [-1, 61])
def test_a_step_back_or_one_that_looks_like_a_suspend_is_refused(seconds: int) -> None:
    with pytest.raises(ValueError, match="no step of a day"):
        DayClock(MORNING).move(MORNING + timedelta(seconds=seconds))
