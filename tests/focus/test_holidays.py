from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from focus.errors import WrongPlan
from focus.holidays import check, countries, dates, named, region_names
from focus.plan import Plan
from focus.schedule import DayException, DayTemplate, Mode, PublicHolidays, Schedule
from tests.focus.week import PARIS, WORKDAYS, at, check_in, focus

WEEK = (focus("09:00", "11:00", WORKDAYS), check_in("11:00", "11:30", WORKDAYS))
BASTILLE = date(2026, 7, 14)
"""A Tuesday."""


def in_france(*exceptions: DayException, like: str = "") -> Schedule:
    quiet = DayTemplate("quiet", (check_in("18:00", "18:30"),))
    return Schedule(PARIS, WEEK, exceptions, templates=(quiet,), holidays=PublicHolidays("FR", like=like))


def test_a_public_holiday_is_a_day_off() -> None:
    plan = Plan(in_france())
    assert plan.mode_at(at("2026-07-14 09:30")) is Mode.OPEN
    assert plan.next_check_in(at("2026-07-13 12:00")) == at("2026-07-15 11:00")
    assert plan.period_at(at("2026-07-14 09:30")).until == at("2026-07-15 09:00")


def test_it_may_be_like_a_template() -> None:
    plan = Plan(in_france(like="quiet"))
    assert plan.next_check_in(at("2026-07-13 12:00")) == at("2026-07-14 18:00")


def test_what_the_person_says_of_a_date_stands_before_the_holiday() -> None:
    as_ever = Plan(in_france(DayException(BASTILLE, BASTILLE, like="normal")))
    assert as_ever.mode_at(at("2026-07-14 09:30")) is Mode.FOCUS
    away = Plan(in_france(DayException(date(2026, 7, 1), date(2026, 7, 31), name="Summer"), like="quiet"))
    assert away.next_check_in(at("2026-07-01 12:00")) == at("2026-08-03 11:00")


def test_of_two_for_a_date_the_one_written_last_has_it() -> None:
    summer = DayException(date(2026, 7, 1), date(2026, 7, 31), name="Summer")
    day = DayException(date(2026, 7, 8), date(2026, 7, 8), like="quiet")
    assert Plan(in_france(summer, day)).next_check_in(at("2026-07-01 12:00")) == at("2026-07-08 18:00")
    assert Plan(in_france(day, summer)).next_check_in(at("2026-07-01 12:00")) == at("2026-08-03 11:00")


def test_what_only_a_holiday_has_is_found_and_what_none_has_is_not_looked_for_for_ever() -> None:
    rare = Schedule(
        PARIS, (focus("09:00", "11:00"),), holidays=PublicHolidays("FR", spans=(check_in("18:00", "18:30"),))
    )
    assert Plan(rare).next_check_in(at("2026-11-12 12:00")) == at("2026-12-25 18:00")
    assert Plan(rare).period_at(at("2026-12-25 18:10")).since == at("2026-12-25 18:00")
    none = Schedule(PARIS, (focus("09:00", "11:00"),), holidays=PublicHolidays("FR"))
    assert Plan(none).next_check_in(at("2026-11-12 12:00")) is None


def test_called_as_in_the_person_s_language_where_that_is_known() -> None:
    assert named("FR", "", 2026, "fr")[BASTILLE] == "Fête nationale"
    assert named("FR", "", 2026, "en")[BASTILLE] == "National Day"
    assert named("DE", "", 2026, "fr")[date(2026, 10, 3)] == "Tag der Deutschen Einheit"
    assert BASTILLE in dates("FR", "", 2026)


def test_a_region_has_its_own() -> None:
    assert date(2026, 1, 6) in dates("DE", "BY", 2026)
    assert date(2026, 1, 6) not in dates("DE", "", 2026)
    assert "BY" in countries()["DE"]


@pytest.mark.parametrize(
    ("country", "region", "key", "right"),
    [
        ("fr", "", "country", 'a code of a country such as "FR" (did you mean "FR"?)'),
        ("France", "", "country", 'a code of a country such as "FR"'),
        ("FRA", "", "country", 'a code of a country such as "FR"'),
        ("XX", "", "country", 'a code of a country such as "FR"'),
        ("DE", "by", "region", '(did you mean "BY"?)'),
        ("FR", "Bretagne", "region", "left out, or one of 57, 6AE, 971"),
        ("MC", "x", "region", "left out"),
    ],
)
def test_what_there_is_not_says_what_would_be_right(country: str, region: str, key: str, right: str) -> None:
    with pytest.raises(WrongPlan) as raised:
        check(country, region)
    assert raised.value.key == key
    assert right in raised.value.right
    with pytest.raises(WrongPlan) as raised:
        Plan(Schedule(PARIS, WEEK, holidays=PublicHolidays(country, region)))
    assert raised.value.key == f"schedule.holidays.{key}"


def test_the_library_is_loaded_by_those_who_name_a_country_only() -> None:
    asked = "import sys, desktop.core.showing, desktop.core.settings.load, focus.plan; print('holidays' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", asked], text=True).strip() == "False"


def test_regions_are_called_as_people_call_them() -> None:
    assert region_names("DE")["BY"] == "Bayern"
    assert region_names("GB") == {"ENG": "England", "NIR": "Northern Ireland", "SCT": "Scotland", "WLS": "Wales"}
    assert region_names("FR")["57"] == "Moselle"
    assert not any(name.isupper() for name in region_names("FR").values()), "codes are no names"


def test_names_are_of_regions_there_are() -> None:
    for country, regions in countries().items():
        assert set(region_names(country)) <= set(regions), country


def test_there_is_no_such_country() -> None:
    with pytest.raises(WrongPlan):
        region_names("XX")
