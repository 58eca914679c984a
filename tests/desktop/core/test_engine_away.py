"""A day on which the plan is paused, one that is off, and one on which the person travels."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop.core.desk import RequestError
from focus.schedule import Mode
from inbox.item import State
from tests.desktop.core.day import Day, at

HOUR, NIGHT = timedelta(hours=1), timedelta(hours=12)
TOMORROW = at(0) + timedelta(days=1)


@pytest.fixture
def day(tmp_path: Path) -> Day:
    return Day(tmp_path, at(8))


def batches(day: Day) -> list[datetime]:
    """When what made each batch began, the newest first."""
    found = []
    number = 1
    while (one := day.engine.batch(number)) is not None:
        found.append(one[0].start)
        number += 1
    return found[::-1]


def test_off_holds_everything_until_the_first_check_in_after(day: Day) -> None:
    day.be(at(12))
    now = day.engine.off(TOMORROW)
    assert (now.mode, now.stands, now.until, now.next_check_in) == (
        Mode.OPEN, "off", TOMORROW, TOMORROW + 11 * HOUR,
    )  # fmt: skip
    day.arrive(3)
    for hour in (15, 16, 17, 23):
        day.be(at(hour))
        assert (day.count(State.HELD), day.shown().get("level", "available")) == (3, "available")
    hold = day.engine.hold(1)
    assert hold is not None
    assert (hold.because, hold.until) == ("off", TOMORROW + 11 * HOUR)
    for hours in (0, 5, 9, 10):
        day.be(TOMORROW + hours * HOUR)
        assert day.count(State.HELD) == 3
    assert day.engine.now().stands == ""
    day.be(TOMORROW + 11 * HOUR)
    assert (day.count(State.RELEASED), batches(day)[0], len(day.notices)) == (3, TOMORROW + 11 * HOUR, 1)


@pytest.mark.parametrize("killed", [True, False])
def test_a_time_off_that_was_slept_through_is_not_caught_up(day: Day, killed: bool) -> None:
    day.be(at(12))
    day.engine.off(TOMORROW + 12 * HOUR)
    day.arrive(2)
    day.restart(TOMORROW + 13 * HOUR, killed=killed)
    day.be(TOMORROW + 14 * HOUR)
    assert day.count(State.HELD) == 2
    day.be(TOMORROW + 16 * HOUR)
    assert day.count(State.RELEASED) == 2


def test_what_a_focus_hid_before_is_not_caught_up_at_the_end_of_a_time_off(day: Day) -> None:
    day.engine.focus(length=9 * HOUR)
    day.arrive(2)
    day.be(at(16, 50))
    day.engine.off(TOMORROW)
    day.restart(TOMORROW + HOUR, killed=True)
    assert day.count(State.HELD) == 2
    day.engine.focus(length=HOUR)  # drops what is over
    day.restart(TOMORROW + 3 * HOUR, killed=True)
    assert day.count(State.HELD) == 2
    day.be(TOMORROW + 11 * HOUR)
    assert day.count(State.RELEASED) == 2


def test_back_before_the_time(day: Day) -> None:
    day.engine.off(TOMORROW)
    day.arrive()
    day.be(at(12))
    assert day.engine.resume_plan().stands == ""
    day.restart(at(12, 30), killed=True)
    day.be(at(15))
    assert day.count(State.HELD) == 1  # 11:00 was not missed
    day.be(at(16))
    assert day.count(State.RELEASED) == 1
    with pytest.raises(RequestError, match="neither paused nor off"):
        day.engine.resume_plan()


def test_a_check_in_opened_while_off(day: Day) -> None:
    day.engine.off(TOMORROW)
    day.arrive()
    assert day.engine.open_check_in().mode is Mode.CHECK_IN
    assert day.count(State.RELEASED) == 1
    day.be(at(9))
    day.arrive()
    assert (day.engine.now().stands, day.count(State.HELD)) == ("off", 1)


def test_a_focus_within_a_time_off_makes_nothing_of_its_check_ins(day: Day) -> None:
    day.engine.off(TOMORROW)
    day.arrive()
    day.be(at(10))
    day.engine.focus(length=2 * HOUR)
    day.be(at(12, 1))
    assert (day.engine.now().stands, day.count(State.HELD)) == ("off", 1)


def test_what_was_snoozed_comes_back_when_one_is_back(day: Day) -> None:
    day.arrive()
    day.be(at(11))
    day.engine.snooze([1], at(13))
    day.engine.off(at(20))
    day.be(at(15))
    (row,) = day.engine.rows(State.SNOOZED)
    assert row.hold is not None
    assert row.hold.until == at(20)
    day.be(at(20))
    assert day.count(State.RELEASED) == 1


def test_what_a_rule_lets_through_comes_while_off_too(day: Day) -> None:
    day.arrive()  # the first look brings the past, of which nothing is urgent
    day.engine.off(TOMORROW)
    day.be(at(9))
    day.arrive(subject="Your sign-in code", text="Your sign-in code is 482913.")
    assert day.count(State.RELEASED) == 1
    assert [one.notice.kind for one in day.notices] == ["passed"]


def test_off_has_an_end_within_a_year(day: Day) -> None:
    for until in (at(7), at(8), at(8) + timedelta(days=367)):
        with pytest.raises(RequestError, match="Nothing was changed"):
            day.engine.off(until)
    assert day.engine.off(at(8) + timedelta(days=366)).stands == "off"


def test_paused_nothing_is_held_and_nobody_is_busy_until_the_day_ends(day: Day) -> None:
    day.be(at(9))
    day.arrive(2)
    assert day.shown()["level"] == "do_not_disturb"
    now = day.engine.pause_plan()
    assert (now.mode, now.stands, now.until, now.flows) == (Mode.OPEN, "paused", TOMORROW, True)
    assert day.shown()["level"] == "available"
    assert (day.count(State.HELD), batches(day)) == (0, [at(9)])
    day.restart(at(14), killed=True)
    day.arrive()
    assert (day.count(State.RELEASED), day.engine.now().stands) == (3, "paused")
    day.be(at(16, 10))
    assert day.engine.now().mode is Mode.OPEN
    day.be(TOMORROW)
    day.arrive()
    assert (day.count(State.HELD), day.engine.now().stands, day.engine.now().flows) == (1, "", False)


def test_a_pause_ends_what_was_asked_for_and_is_itself_ended(day: Day) -> None:
    day.engine.focus(length=3 * HOUR)
    day.engine.pause_plan()
    day.be(at(8, 20))
    assert day.engine.resume_plan().mode is Mode.OPEN
    day.be(at(9))
    day.arrive()
    assert (day.engine.now().mode, day.count(State.HELD)) == (Mode.FOCUS, 1)


def test_a_pause_within_a_time_off_is_of_that_day(day: Day) -> None:
    day.engine.off(TOMORROW + NIGHT)
    day.engine.pause_plan()
    day.arrive()
    assert day.count(State.RELEASED) == 1
    day.be(TOMORROW)
    assert day.engine.now().stands == "off"
    assert day.engine.resume_plan().stands == ""


# ------------------------------------------------------------------------------------------------------- travel


def test_a_plan_travels_along_and_a_length_stays_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Paris")
    day = Day(tmp_path, at(10, 30), "system")  # 11:30 in Paris: the check-in is over
    assert day.engine.now().next_check_in == at(15)
    started = day.engine.focus(length=HOUR)
    assert started.until == at(11, 30)
    monkeypatch.setenv("TZ", "Europe/London")  # 10:40 there
    day.be(at(10, 40))
    now = day.engine.now()
    assert (now.mode, now.until, str(now.at.tzinfo)) == (Mode.FOCUS, at(11, 30), "Europe/London")
    assert now.next_check_in == at(16)  # the one of 11:00 is hidden
    day.be(at(11, 30))
    assert day.engine.now().mode is Mode.OPEN
    assert day.engine.now().next_check_in == at(16)


def test_what_ends_at_a_time_of_day_travels_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Paris")
    day = Day(tmp_path, at(12), "system")
    assert day.engine.focus(until=at(13)).until == at(13)  # 14:00 in Paris
    monkeypatch.setenv("TZ", "Europe/London")
    day.be(at(12, 30))
    assert day.engine.now().until == at(14)
    day.restart(at(12, 40), killed=True)
    assert day.engine.now().until == at(14)
    monkeypatch.setenv("TZ", "Asia/Tokyo")  # 21:45 there: it has been 14:00
    day.be(at(12, 45))
    assert day.engine.now().mode is Mode.OPEN
    day.engine.off(at(15))  # midnight there
    monkeypatch.setenv("TZ", "Europe/Paris")
    day.be(at(13))
    assert (day.engine.now().stands, day.engine.now().until) == ("off", at(23))


def test_a_zone_that_cannot_be_read_is_told_of_and_a_fixed_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    day = Day(tmp_path, at(8), "Europe/Paris")
    monkeypatch.setenv("TZ", "America/New_York")
    day.be(at(9))
    assert str(day.engine.schedule().zone) == "Europe/Paris"
    assert day.engine.now().next_check_in == at(10)
