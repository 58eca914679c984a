from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from desktop.core.days import Days, HolidayLine, coming, usual
from desktop.core.later import RequestError
from desktop.core.settings.week import preset
from focus.schedule import DayException, DayTemplate, PublicHolidays, Schedule
from inbox.reviewing import Opened
from tests.focus.week import PARIS, check_in

NOW = datetime(2026, 7, 1, 8, tzinfo=UTC)
BASTILLE = date(2026, 7, 14)
WEEK = Schedule(
    PARIS, preset(3), templates=(DayTemplate("quiet", (check_in("18:00", "18:30"),)),), holidays=PublicHolidays("FR")
)
SUMMER = DayException(date(2026, 7, 10), date(2026, 7, 20), name="Summer")


class Kept:
    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.times = 0

    def keep(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.times += 1

    def days(self, **more: Any) -> Days:
        return Days(lambda: self.schedule, self.keep, lambda: "fr", lambda: NOW, **more)


def test_said_again_of_a_date_it_takes_the_place_of_what_was_said() -> None:
    kept = Kept(WEEK)
    for like in ("quiet", "normal", "quiet"):
        kept.days().like(date(2026, 7, 8), like)
    assert kept.schedule.exceptions == (DayException(date(2026, 7, 8), date(2026, 7, 8), like="quiet"),)
    with pytest.raises(RequestError, match='no day template "loud"'):
        kept.days().like(date(2026, 7, 8), "loud")


def test_normal_again_is_as_its_weekday_whatever_else_there_is() -> None:
    kept = Kept(replace(WEEK, exceptions=(SUMMER,)))
    kept.days().normal(date(2026, 7, 8))
    assert kept.times == 0
    kept.days().normal(BASTILLE)
    last = kept.schedule.exceptions[-1]
    assert (last.first, last.last, last.like) == (BASTILLE, BASTILLE, "normal")
    assert kept.schedule.exceptions[0] is SUMMER


def test_the_holidays_to_come_in_the_person_s_language_and_what_is_in_their_place() -> None:
    found = coming(replace(WEEK, exceptions=(SUMMER,)), NOW.date(), "fr", 2)
    assert found == (HolidayLine(BASTILLE, "Fête nationale", "Summer"), HolidayLine(date(2026, 8, 15), "Assomption"))
    assert coming(replace(WEEK, holidays=None), NOW.date(), "fr", 2) == ()


def test_what_check_ins_usually_bring() -> None:
    def opened(number: int, minutes: float | None) -> Opened:
        at = NOW - timedelta(days=14 - number)
        return Opened(number, "", at, 10, None if minutes is None else timedelta(minutes=minutes))

    few = [opened(number, 10) for number in range(4)]
    assert usual(few, NOW) is None
    found = usual([*few, opened(4, 30), opened(5, None), opened(6, 500)], NOW)
    assert found is not None
    assert (found.a_week, found.each) == (35.0, timedelta(minutes=1))


def test_warnings_of_the_week_there_is_and_of_one_that_is_edited() -> None:
    days = Kept(WEEK).days()
    assert [one.cause for one in days.warnings()] == ["Fête nationale", "Assomption"]
    assert [one.code for one in days.warnings(Schedule(PARIS))] == ["no_check_in"]
