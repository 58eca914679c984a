from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from desktop.core.settings.week import preset
from desktop.core.showing import now_view
from focus.plan import Plan
from focus.schedule import Mode, Schedule, Span

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


def test_a_day_begins_at_its_first_midnight_where_the_clock_shows_it_twice() -> None:
    havana = ZoneInfo("America/Havana")  # at 01:00 on that Sunday it is 00:00 once more
    night = Span(Mode.FOCUS, frozenset({6}), time(0), time(4))
    later = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    [shown] = now_view(Plan(Schedule(havana, (night,))), later).day
    assert shown.start.astimezone(UTC) == datetime(2026, 11, 1, 4, tzinfo=UTC)
    assert shown.end.astimezone(UTC) == datetime(2026, 11, 1, 9, tzinfo=UTC)
