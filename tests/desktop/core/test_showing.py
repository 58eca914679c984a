from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from desktop.core.settings.week import preset
from desktop.core.showing import now_view
from focus.plan import Plan
from focus.schedule import Schedule

PARIS = Plan(Schedule(ZoneInfo("Europe/Paris"), preset(3)))
WINTER = datetime(2026, 11, 18, 9, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("machine", "at", "told"),
    [
        (None, WINTER, ""),
        ("Europe/Paris", WINTER, ""),
        ("Europe/Berlin", WINTER, ""),
        ("Africa/Lagos", WINTER, ""),
        ("Africa/Lagos", SUMMER, "Africa/Lagos"),
        ("America/New_York", WINTER, "America/New_York"),
    ],
)
def test_where_the_machine_is_matters_where_its_clock_shows_another_time(
    machine: str | None, at: datetime, told: str
) -> None:
    view = now_view(PARIS, at, None if machine is None else ZoneInfo(machine))
    assert view.elsewhere == told
