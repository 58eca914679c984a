"""By whose clock the week is followed, on the real engine and settings file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desktop.core.desk import RequestError
from desktop.core.events import NowChanged
from desktop.core.settings import zones
from desktop.core.views import WeekZone
from focus.schedule import Mode
from inbox.item import State
from tests.desktop.core.day import Day, at


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    monkeypatch.setattr(zones, "system_zone", lambda: ZoneInfo("Europe/Paris"))
    made = Day(tmp_path, at(7), "system")
    yield made
    made.engine.close()


def test_another_clock_holds_at_once_and_all_keeps_its_hours(day: Day) -> None:
    assert day.engine.week_zone() == WeekZone("Europe/Paris", "Europe/Paris", follows=True)
    spans = day.engine.schedule().spans
    day.events.clear()
    assert day.engine.set_week_zone("Asia/Tokyo") == WeekZone("Asia/Tokyo", "Europe/Paris", follows=False)
    day.be(at(7, 0, 1))
    assert day.engine.schedule().spans == spans
    [now] = [one.now for one in day.events if isinstance(one, NowChanged)]
    assert (str(now.at.tzinfo), now.elsewhere) == ("Asia/Tokyo", "Europe/Paris")
    assert now.mode is Mode.CHECK_IN  # it is 16:00 there
    assert 'zone = "Asia/Tokyo"' in day.paths.settings_file.read_text()
    day.restart(at(7, 1))
    assert not day.engine.week_zone().follows


def test_back_to_the_machine(day: Day) -> None:
    day.engine.set_week_zone("Asia/Tokyo")
    assert day.engine.set_week_zone("system") == WeekZone("Europe/Paris", "Europe/Paris", follows=True)
    assert 'zone = "system"' in day.paths.settings_file.read_text()


def test_the_zone_that_it_is_in_may_become_its_own(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    day.engine.set_week_zone("Europe/Paris")
    monkeypatch.setattr(zones, "system_zone", lambda: ZoneInfo("America/New_York"))
    day.be(at(7, 1))
    assert day.engine.week_zone() == WeekZone("Europe/Paris", "America/New_York", follows=False)


@pytest.mark.parametrize("how", ["asked", "written", "travelled"])
def test_what_the_other_clock_had_before_was_not_missed_after_a_restart_either(
    day: Day, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    day.be(at(16))
    tomorrow = at(0) + timedelta(days=1)
    day.be(tomorrow + timedelta(hours=2))
    day.arrive()
    day.be(tomorrow + timedelta(hours=7))  # no check-in has been since; in India the first one is over
    file = day.paths.settings_file
    if how == "asked":
        day.engine.set_week_zone("Asia/Kolkata")
    elif how == "written":
        file.write_text(file.read_text().replace('"system"', '"Asia/Kolkata"'))
    else:
        monkeypatch.setattr(zones, "system_zone", lambda: ZoneInfo("Asia/Kolkata"))
    day.be(tomorrow + timedelta(hours=7, minutes=1))
    assert day.engine.week_zone().zone == "Asia/Kolkata"
    assert day.count(State.HELD) == 1
    day.restart(tomorrow + timedelta(hours=7, minutes=2), killed=True)
    assert day.count(State.HELD) == 1
    day.be(tomorrow + timedelta(hours=10, minutes=30))  # 16:00 there
    assert day.count(State.HELD) == 0


@pytest.mark.parametrize("zone", ["", "Paris", "Europe", "../etc/passwd", "x" * 300])
def test_a_zone_there_is_not(day: Day, zone: str) -> None:
    before = day.paths.settings_file.read_text()
    with pytest.raises(RequestError, match="There is no time zone"):
        day.engine.set_week_zone(zone)
    assert day.paths.settings_file.read_text() == before


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ('# mine\n[schedule]\nzone = "Europe/Paris"  # home\nmine = 1\n', "# home"),
        (
            'schedule.between = "flow"\n[[schedule.span]]\nkind = "focus"\ndays = ["mon"]\n'
            'start = "08:00"\nend = "09:00"\n',
            "[[schedule.span]]",
        ),
        ('[schedule.holidays]\ncountry = "FR"\n', "[schedule.holidays]"),
    ],
)
def test_nothing_else_of_the_file_is_written(day: Day, written: str, kept: str) -> None:
    day.paths.settings_file.write_text(written)
    day.be(at(7, 1))
    spans = day.engine.schedule().spans
    day.engine.set_week_zone("Asia/Tokyo")
    text = day.paths.settings_file.read_text()
    assert kept in text
    assert "check_in" not in text
    assert day.engine.schedule().spans == spans
    assert str(day.engine.schedule().zone) == "Asia/Tokyo"
