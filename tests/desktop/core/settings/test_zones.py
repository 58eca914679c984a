from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from desktop.core.settings.load import read
from desktop.core.settings.zones import SYSTEM, in_zone_now, system_zone, zone_named


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../etc/passwd", "/etc/passwd", "Europe", "Mars/Base", "a\0b", "é" * 300]
)
def test_no_such_zone(name: str) -> None:
    assert zone_named(name) is None


def test_a_zone_by_name() -> None:
    assert zone_named("Europe/Paris") is ZoneInfo("Europe/Paris")


def test_the_machine_is_asked_anew_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    settings, _ = read(b"", "s.toml")
    assert settings.zone == SYSTEM
    assert settings.schedule.zone == ZoneInfo("Asia/Tokyo")
    assert in_zone_now(settings) is settings
    monkeypatch.setenv("TZ", "America/New_York")
    assert in_zone_now(settings).schedule.zone == ZoneInfo("America/New_York")
    fixed = replace(settings, zone="Asia/Tokyo")
    assert in_zone_now(fixed) is fixed


def test_a_machine_that_does_not_know_its_zone(monkeypatch: pytest.MonkeyPatch, logs: object) -> None:
    logs.allow("time zone cannot be read")  # type: ignore[attr-defined]
    monkeypatch.setenv("TZ", "NOT-A-ZONE")
    assert system_zone() == ZoneInfo("UTC")
