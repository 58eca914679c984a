from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

from desktop.window.forms.day_templates import day_of, fresh_name, renamed, template_of, with_template, without
from focus.plan import check
from focus.schedule import NORMAL, DayException, DayTemplate, Mode, PublicHolidays, Schedule, Span

CHECK_IN = Span(Mode.CHECK_IN, frozenset({0, 4}), time(11), time(11, 30))
LATE = Span(Mode.FOCUS, frozenset({4}), time(14), time(16))
EVE = date(2026, 12, 24)
HALF = DayTemplate("Half", (Span(Mode.CHECK_IN, frozenset(), time(9), time(9, 30)),))
WEEK = Schedule(
    ZoneInfo("Europe/Paris"),
    (CHECK_IN, LATE),
    (DayException(EVE, EVE, like="Half"), DayException(EVE, EVE, like=NORMAL)),
    templates=(HALF,),
    holidays=PublicHolidays("FR", like="Half"),
)


def test_a_day_s_blocks_without_their_days() -> None:
    assert [span.kind for span in day_of(WEEK, 4)] == [Mode.CHECK_IN, Mode.FOCUS]
    assert all(not span.days for span in day_of(WEEK, 4))
    assert day_of(WEEK, 2) == ()


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert fresh_name(WEEK, "Whole") == "Whole"
    assert fresh_name(WEEK, "Half") == "Half 2"
    assert fresh_name(WEEK, NORMAL) == f"{NORMAL} 2"


def test_what_is_put_replaces_or_comes_last() -> None:
    more = with_template(with_template(WEEK, "Whole", (CHECK_IN,)), "Half", ())
    assert [one.name for one in more.templates] == ["Half", "Whole"]
    assert template_of(more, "Half") == DayTemplate("Half", ())
    check(more)


def test_a_new_name_is_taken_along_by_what_is_like_it() -> None:
    other = renamed(WEEK, "Half", "Short")
    assert [one.like for one in other.exceptions] == ["Short", NORMAL]
    assert other.holidays == PublicHolidays("FR", like="Short")
    check(other)


def test_what_was_like_it_keeps_its_blocks() -> None:
    left = without(WEEK, "Half")
    assert left.templates == ()
    assert left.exceptions == (DayException(EVE, EVE, HALF.spans), DayException(EVE, EVE, like=NORMAL))
    assert left.holidays == PublicHolidays("FR", spans=HALF.spans)
    check(left)
    assert without(left, "Half") == left
