from __future__ import annotations

from datetime import date, timedelta

import pytest

from focus.cautions import Usual, WeekWarning, warnings
from focus.schedule import DayException, PublicHolidays, Schedule, Span
from tests.focus.week import HOUR, PARIS, WORKDAYS, at, check_in, focus, together

NOW = at("2026-11-23 08:00")
DAILY = (focus("09:00", "11:00"), check_in("11:00", "11:30"), check_in("16:00", "16:30"))
MINUTE = timedelta(minutes=1)


def told(
    *spans: Span, exceptions: tuple[DayException, ...] = (), country: str = "", between: str = "hold"
) -> list[WeekWarning]:
    holidays = PublicHolidays(country) if country else None
    return list(warnings(Schedule(PARIS, spans, exceptions, between, holidays=holidays), NOW, language="fr"))


def test_a_good_week_has_none() -> None:
    assert told(*DAILY) == []
    assert told(between="flow") == []


def test_a_week_that_lets_nothing_out() -> None:
    assert told(focus("09:00", "11:00")) == [WeekWarning("no_check_in")]


def test_what_nothing_lets_out() -> None:
    mail = check_in("11:00", "11:30", admits=frozenset({"mail"}))
    assert told(mail) == [WeekWarning("never", "mention")]
    assert told(mail, together("12:00", "12:30")) == []


def test_what_waits_each_week_is_told_once_with_its_next_time() -> None:
    workdays = (check_in("11:00", "11:30", WORKDAYS),)
    assert told(*workdays)[0] == WeekWarning(
        "long_wait", "mail", at("2026-11-20 11:30"), at("2026-11-23 11:00"), 71 * HOUR + 30 * MINUTE, weekly=True
    )
    assert [one.label for one in told(*workdays)] == ["mail", "mention"]


def test_days_that_differ_make_it_worse() -> None:
    winter = DayException(date(2026, 12, 21), date(2027, 1, 3), name="Winter")
    assert told(*DAILY, exceptions=(winter,)) == [
        WeekWarning(
            "long_wait", "mail", at("2026-12-20 16:30"), at("2027-01-04 11:00"),
            at("2027-01-04 11:00") - at("2026-12-20 16:30"), cause="Winter",
        )
    ]  # fmt: skip


def test_a_public_holiday_is_named_in_the_person_s_language() -> None:
    (found,) = [one for one in told(*DAILY, country="FR") if one.since == at("2026-12-24 16:30")]
    assert (found.until, found.cause) == (at("2026-12-26 11:00"), "Noël")


def test_a_wait_that_began_before_and_one_that_ends_after_the_days_looked_at() -> None:
    now = DayException(date(2026, 11, 20), date(2026, 11, 25), name="Away")
    assert told(*DAILY, exceptions=(now,))[0].since == at("2026-11-19 16:30")
    over = DayException(date(2026, 11, 20), date(2026, 11, 22), name="Away")
    assert [one.since for one in told(*DAILY, exceptions=(over,))] == [at("2026-11-19 16:30")]  # until 11:00 today
    far = DayException(date(2026, 12, 1), date(2027, 12, 1))
    assert told(*DAILY, exceptions=(far,))[0].until == at("2027-12-02 11:00")
    once = DayException(date(2026, 11, 24), date(2026, 11, 24), (check_in("11:00", "11:30"),))
    weekly = check_in("11:00", "11:30", frozenset({0}))
    assert [one.weekly for one in told(weekly, exceptions=(once,))] == [True, True]


def test_a_change_of_the_clock_is_nobody_s_plan() -> None:
    day = Schedule(PARIS, (check_in("11:00", "11:01"),))
    assert list(warnings(day, at("2026-10-20 08:00"))) == []  # 24 h 59 min on the 25th


@pytest.mark.parametrize(("each", "short"), [(1, []), (2, ["", "evening"])])
def test_a_check_in_too_short_for_its_usual_batch(each: int, short: list[str]) -> None:
    spans = (check_in("11:00", "12:00"), check_in("16:00", "16:30"), check_in("18:00", "18:20", name="evening"))
    usual = Usual(21 * 20.0, each * MINUTE)
    found = warnings(Schedule(PARIS, spans), NOW, usual=usual)
    assert [one.name for one in found] == short
    for one in found:
        assert (one.code, one.items, one.needs) == ("too_short", 20, 20 * each * MINUTE)
        assert one.length < one.needs
        assert one.since is not None
        assert one.since > NOW
