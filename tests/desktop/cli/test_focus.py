from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest


def test_started_looked_at_extended_stopped(ecluse: Any) -> None:
    started = ecluse("focus", "start", "50m", "--on", "Release 2.0")
    assert started.out.startswith("In focus on Release 2.0 until ")
    assert "Écluse does not run: this is noted, and busy is shown once it runs" in started.err
    status = ecluse("focus", "status", "--json").json
    assert set(status) == {"mode", "until", "next_check_in", "because", "stands"}
    assert (status["mode"], status["because"]) == ("focus", "override")
    until = datetime.fromisoformat(status["until"])
    assert until.tzinfo is not None
    ecluse("focus", "extend", "15m")
    assert datetime.fromisoformat(ecluse("focus", "status", "--json").json["until"]) - until == timedelta(minutes=15)
    ecluse("focus", "stop")
    assert ecluse("focus", "status", "--json").json["because"] != "override"


def test_until_a_wall_time(ecluse: Any) -> None:
    ecluse("focus", "start", "--until", "11:30")
    assert "T11:30:00" in ecluse("focus", "status", "--json").json["until"]


def test_a_check_in_opened_and_closed(ecluse: Any) -> None:
    assert ecluse("checkin", "open").out.startswith("Check-in until")
    assert ecluse("focus", "status", "--json").json["mode"] == "check_in"
    ecluse("checkin", "close")
    assert ecluse("focus", "status", "--json").json["mode"] != "check_in"


@pytest.mark.parametrize(
    "words",
    [
        ("start", "50"),
        ("start", "0m"),
        ("start", "soon"),
        ("start", "--until", "25:00"),
        ("start", "50m", "--until", "11:00"),
        ("extend",),
        (),
    ],
)
def test_asked_in_a_wrong_way(ecluse: Any, words: tuple[str, ...]) -> None:
    refused = ecluse("focus", *words, expect=2)
    assert len(refused.err.splitlines()) == 1
