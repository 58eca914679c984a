from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

WEEK = """
[schedule]
zone = "Europe/Paris"
[[schedule.span]]
kind = "focus"
days = ["mon", "tue", "wed", "thu", "fri"]
start = "08:30"
end = "11:00"
intention = "Release 2.0"
[[schedule.span]]
kind = "check_in"
days = ["mon", "tue", "wed", "thu", "fri"]
start = "11:00"
end = "11:30"
admits = ["mail"]
name = "late morning"
[[schedule.exception]]
date = "2026-12-25"
spans = []
"""


@pytest.fixture
def week(tmp_path: Path) -> Path:
    file = tmp_path / "week.toml"
    file.write_text(WEEK)
    return file


def test_a_moment(ecluse: Any, week: Path) -> None:
    shown = ecluse("schedule", "show", "--schedule", str(week), "--at", "2026-11-23T08:00:00Z", "--json").json
    assert shown == {
        "mode": "focus",
        "since": "2026-11-23T08:30:00+01:00",
        "until": "2026-11-23T11:00:00+01:00",
        "next_check_in": "2026-11-23T11:00:00+01:00",
    }
    assert not ecluse.profile.exists()
    plain = ecluse("schedule", "show", "--schedule", str(week), "--at", "2026-11-23T08:00:00Z").out
    assert plain == "09:00 In focus until 11:00. Next check-in 11:00.\n"


def test_many_moments(ecluse: Any, week: Path) -> None:
    moments = "2026-11-23T08:00:00Z\n\n2026-11-23t11:15:00+01:00\n2026-12-25T11:15:00.5+01:00\n"
    ran = ecluse("schedule", "show", "--schedule", str(week), "--at", "-", "--json", stdin=moments)
    assert [json.loads(line)["mode"] for line in ran.out.splitlines()] == ["focus", "check_in", "open"]
    wrong = ecluse(
        "schedule", "show", "--schedule", str(week), "--at", "-", "--json", stdin=moments + "now\n", expect=2
    )
    assert len(wrong.out.splitlines()) == 3
    assert "standard input: line 5: 'now' is not an RFC 3339 time" in wrong.err


def test_the_week(ecluse: Any, week: Path) -> None:
    shown = ecluse("schedule", "show", "--schedule", str(week)).out
    assert "Mon  08:30-11:00  In focus: Release 2.0" in shown
    assert "     11:00-11:30  Check-in (mail only): late morning" in shown
    assert "Sun  nothing planned" in shown
    assert "2026-12-25: nothing planned" in shown
    assert ecluse("schedule", "show").out.count("Check-in") >= 3


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('"08:30"', '"25:30"', 'schedule.span[1].start = "25:30" is wrong: it must be a time of day such as "08:30"'),
        (
            '"focus"',
            '"nap"',
            'schedule.span[1].kind = "nap" is wrong: it must be one of "focus", "check_in", "together"',
        ),
        ('end = "11:00"', 'ende = "11:00"', "schedule.span[1].end is missing"),
        ("zone", "zoone", 'schedule.zoone = "Europe/Paris" is not a known key: it must be one of'),
    ],
)
@pytest.mark.parametrize("command", ["show", "check"])
def test_a_wrong_value_is_one_line_with_status_2(
    ecluse: Any, week: Path, before: str, after: str, words: str, command: str
) -> None:
    week.write_text(WEEK.replace(before, after, 1))
    refused = ecluse("schedule", command, "--schedule", str(week), expect=2)
    assert refused.out == ""
    assert refused.err.startswith(f"ecluse: {week}: {words}")
    assert len(refused.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("before", "after", "key", "value"),
    [
        ('"08:30"', '"25:30"', "schedule.span[1].start", '"25:30"'),
        ('end = "11:00"', 'ende = "11:00"', "schedule.span[1].end", None),
        ("zone", "zoone", "schedule.zoone", '"Europe/Paris"'),
        ("[schedule]", "[schedule", None, None),
    ],
)
def test_a_wrong_schedule_is_json_where_that_is_asked_for(
    ecluse: Any, week: Path, before: str, after: str, key: str | None, value: str | None
) -> None:
    week.write_text(WEEK.replace(before, after, 1))
    for given in (("--schedule", str(week)), (str(week),)):
        refused = ecluse("schedule", "check", *given, "--json", expect=2)
        assert refused.err == ""
        found = refused.json
        assert set(found) == {"ok", "file", "problem", "advice", "error"}
        assert (found["ok"], found["file"], found["problem"]) == (False, str(week), "wrong_value")
        assert found["advice"]
        error = found["error"]
        assert set(error) == {"key", "value", "right", "message"}
        assert (error["key"], error["value"]) == (key, value)
        assert error["right"]
        assert error["message"] in ecluse("schedule", "check", *given, expect=2).err


def test_of_what_is_json_the_help_tells(ecluse: Any, week: Path) -> None:
    told = ecluse("schedule", "check", "--help").out
    for field in ecluse("schedule", "check", str(week.with_name("none.toml")), "--json", expect=2).json:
        assert f'"{field}"' in told
    assert ecluse("schedule", "check", "--json").json == []


def test_each_line_is_answered_before_the_next_is_asked(ecluse: Any, week: Path) -> None:
    command = (sys.executable, "-m", "desktop.cli", "schedule", "show", "--schedule", str(week), "--at", "-", "--json")
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for moment, mode in (("2026-11-23T08:00:00Z", "focus"), ("2026-11-23T11:15:00+01:00", "check_in")):
            process.stdin.write(f"{moment}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["mode"] == mode


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_moment_at_the_end_of_the_calendar(ecluse: Any, week: Path, at: str) -> None:
    refused = ecluse("schedule", "show", "--schedule", str(week), "--at", at, "--json", expect=2)
    assert "it must be a time of the years" in refused.err
    assert "line 1" in ecluse("schedule", "show", "--at", "-", stdin=at, expect=2).err
    assert not ecluse.profile.exists()


@pytest.mark.parametrize(
    "at", ["now", "2026-11-23", "2026-11-23T08:00:00", "2026-02-30T08:00:00Z", "2026-11-23T25:00:00Z"]
)
def test_a_moment_without_offset_is_refused(ecluse: Any, week: Path, at: str) -> None:
    refused = ecluse("schedule", "show", "--schedule", str(week), "--at", at, "--json", expect=2)
    assert "is not an RFC 3339 time" in refused.err


def test_checked(ecluse: Any, week: Path) -> None:
    checked = ecluse("schedule", "check", "--schedule", str(week)).out
    assert "Warning: A mail may wait 2 d 23 h 30 min: nothing lets it through from Fri 11:30 to Mon 11:00." in checked
    assert "Warning: A mention would wait for ever: no check-in admits it." in checked
    assert checked.endswith("The schedule can be followed.\n")
    week.write_text(WEEK.replace("check_in", "focus").replace('admits = ["mail"]', ""))
    assert (
        "no check-in is planned: every item would wait for ever"
        in ecluse("schedule", "check", "--schedule", str(week)).out
    )
    assert ecluse("schedule", "check").out == "The schedule is good.\n"


def test_a_file_that_is_not_there(ecluse: Any, tmp_path: Path) -> None:
    refused = ecluse("schedule", "check", "--schedule", str(tmp_path / "none"), expect=2)
    assert "cannot be read: No such file or directory" in refused.err


def test_the_week_says_where_a_block_does_not_show_busy_as_usual(ecluse: Any, tmp_path: Path) -> None:
    file = tmp_path / "week.toml"
    span = '[[schedule.span]]\nkind = "focus"\ndays = ["mon"]\nstart = "{}:00"\nend = "{}:00"\npresence = {}\n'
    levels = ('"text"', '{ slack = "nothing" }', '{ "*" = "busy", slack = "nothing" }')
    file.write_text("".join(span.format(hour, hour + 1, level) for hour, level in enumerate(levels, 10)))
    said = ecluse("schedule", "show", "--schedule", str(file)).out
    assert "10:00-11:00  In focus (text only)\n" in said
    assert "11:00-12:00  In focus (slack: nothing shown)\n" in said
    assert "12:00-13:00  In focus (elsewhere: busy, slack: nothing shown)\n" in said
