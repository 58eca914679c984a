from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

WRITTEN = """# mine
[schedule]
zone = "Europe/Paris"  # home
[[schedule.template]]
name = "quiet day"
span = [{ kind = "check_in", start = "16:00", end = "16:05" }]
[[schedule.exception]]  # the mountains
from = "2099-02-14"
to = "2099-02-22"
name = "Winter"
spans = []
[schedule.holidays]
country = "FR"  # since 2019
"""


@pytest.fixture
def file(ecluse: Any) -> Path:
    path = Path(ecluse.paths.settings_file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(WRITTEN)
    return path


def test_a_day_like_a_template_and_normal_again(ecluse: Any, file: Path) -> None:
    ecluse("schedule", "day", "2099-01-07", "--like", "quiet day")
    assert '2099-01-07: like "quiet day"' in ecluse("schedule", "show").out
    ecluse("schedule", "day", "2099-01-07", "--normal")
    assert "2099-01-07" not in file.read_text()
    ecluse("schedule", "day", "2099-02-16", "--normal")  # within a range
    ecluse("schedule", "day", "2099-07-14", "--normal")  # a holiday
    shown = ecluse("schedule", "show").out
    assert "2099-02-16: as its weekday" in shown
    assert "2099-07-14: as its weekday" in shown
    assert "2099-02-14 to 2099-02-22 (Winter): nothing planned" in shown
    text = file.read_text()
    assert all(one in text for one in ("# mine", "# home", "# the mountains", "# since 2019"))


def test_there_is_no_such_template_and_no_such_day(ecluse: Any, file: Path) -> None:
    refused = ecluse("schedule", "day", "2099-01-07", "--like", "loud day", expect=1)
    assert 'There is no day template "loud day". Nothing was changed. There are: quiet day.' in refused.err
    assert "'2099-02-30' is not a day" in ecluse("schedule", "day", "2099-02-30", "--normal", expect=2).err
    assert file.read_text() == WRITTEN


def test_the_holidays_to_come(ecluse: Any, file: Path) -> None:
    found = ecluse("schedule", "holidays", "--json", "--count", "3").json
    assert len(found) == 3
    assert set(found[0]) == {"date", "name", "instead"}
    assert [one["date"] for one in found] == sorted(one["date"] for one in found)
    assert "day off" in ecluse("schedule", "holidays").out


def test_without_a_country_there_are_none(ecluse: Any) -> None:
    assert "Your settings name no country." in ecluse("schedule", "holidays", expect=1).err
    assert ecluse("schedule", "holidays", "--json").json == []


def test_a_wrong_country_says_what_would_be_right(ecluse: Any, file: Path) -> None:
    file.write_text(WRITTEN.replace('"FR"', '"fr"'))
    said = ecluse("schedule", "show", expect=2).err
    assert 'schedule.holidays.country = "fr" is wrong: it must be a code of a country such as "FR"' in said


@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_week_to_begin_with(ecluse: Any, file: Path, count: int) -> None:
    ecluse("schedule", "preset", str(count))
    monday = ecluse("schedule", "show").out.split("Tue ")[0]
    assert monday.count("Check-in") == count
    assert "# the mountains" in file.read_text()


def test_checked_by_file_and_as_json(ecluse: Any, tmp_path: Path) -> None:
    week = tmp_path / "week.toml"
    week.write_text(
        '[schedule]\n[[schedule.span]]\nkind = "check_in"\ndays = ["mon"]\nstart = "11:00"\nend = "11:30"\n'
    )
    said = ecluse("schedule", "check", str(week)).out
    assert "A mail may wait 6 d 23 h 30 min: nothing lets it through from Mon 11:30 to Mon 11:00." in said
    found = ecluse("schedule", "check", str(week), "--json").json
    assert [(one["code"], one["label"], one["weekly"]) for one in found] == [
        ("long_wait", "mail", True), ("long_wait", "mention", True),
    ]  # fmt: skip
    assert not ecluse.profile.exists()
    assert "Two files were given" in ecluse("schedule", "check", str(week), "--schedule", str(week), expect=2).err


def test_by_whose_clock_the_week_is(ecluse: Any, file: Path) -> None:
    found = ecluse("schedule", "zone", "--json").json
    assert set(found) == {"zone", "machine", "follows_machine"}
    assert (found["zone"], found["follows_machine"]) == ("Europe/Paris", False)
    assert "The week follows the clock of Asia/Tokyo" in ecluse("schedule", "zone", "Asia/Tokyo").out
    assert 'zone = "Asia/Tokyo"  # home' in file.read_text()
    assert ecluse("schedule", "zone", "system", "--json").json["follows_machine"]
    assert ecluse("schedule", "zone").out.startswith("The week follows this machine's clock, wherever it is taken")
    assert 'There is no time zone "Pariss". Nothing was changed.' in ecluse("schedule", "zone", "Pariss", expect=1).err
