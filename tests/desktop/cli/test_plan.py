from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest


def test_paused_looked_at_resumed(ecluse: Any) -> None:
    paused = ecluse("plan", "pause")
    assert paused.out.startswith("The plan is paused, nothing is held, until tomorrow 00:00.")
    status = ecluse("focus", "status", "--json").json
    assert (status["mode"], status["stands"], status["because"]) == ("open", "paused", "override")
    assert ecluse("plan", "resume", "--json").json["stands"] is None
    refused = ecluse("plan", "resume", expect=1)
    assert "The plan is neither paused nor off. Nothing was changed." in refused.err


def test_off_until_a_day(ecluse: Any) -> None:
    status = ecluse("plan", "off", "--until", "monday", "--json").json
    until = datetime.fromisoformat(status["until"])
    assert (status["stands"], until.weekday(), f"{until:%H:%M}") == ("off", 0, "00:00")
    assert ecluse("focus", "status").out.startswith("Off, everything is held, until ")
    hours = ecluse("plan", "off", "--until", "3h", "--json").json
    assert datetime.fromisoformat(hours["until"]) < until + timedelta(days=7)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("2026-02-30", 2, "'2026-02-30' is not a time: it must be monday"),
        ("whenever", 2, "'whenever' is not a time: it must be monday"),
        ("2020-01-01", 2, "'2020-01-01' has passed"),
        ("9999-12-31", 1, "A time off lasts at most a year. Nothing was changed."),
    ],
)
def test_off_until_what_cannot_be(ecluse: Any, words: str, status: int, said: str) -> None:
    assert said in ecluse("plan", "off", "--until", words, expect=status).err
    assert ecluse("focus", "status", "--json").json["stands"] is None
