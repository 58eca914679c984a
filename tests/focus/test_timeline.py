"""A part of `python -m tests.zones`, the same in every run: a few changes and a year of each fourth zone."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

import pytest

from tests import zones
from tests.focus.strategies import ODD_ZONES, transitions

_SHARE = 4
_CHANGES = 5
_LISTS = 6


def _some() -> list[str]:
    return sorted({*list(zones.different())[::_SHARE], *ODD_ZONES})


@pytest.mark.parametrize("part", range(_LISTS))
def test_around_changes_of_the_clock_as_the_reference_has_it(part: int) -> None:
    for name in _some()[part::_LISTS]:
        zone = ZoneInfo(name)
        changes = transitions(zone)
        for near in changes[:: max(1, len(changes) // _CHANGES)]:
            zones.around_a_change(zone, near, "suite")


@pytest.mark.parametrize("part", range(_LISTS))
def test_a_year_s_runs_are_its_planned_days(part: int) -> None:
    for name in _some()[part::_LISTS]:
        zone = ZoneInfo(name)
        chosen = list(zones.years(zone, "suite"))
        year, at = chosen[len(name) * 7 % len(chosen)]
        zones.a_year(zone, year, at)


def test_every_zone_there_is_is_looked_at() -> None:
    found = zones.different()
    assert {*found, *(name for others in found.values() for name in others)} == available_timezones()
