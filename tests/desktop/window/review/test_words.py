"""A review in words, in every state a week can be in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from desktop.core.review_views import CheckIns, Kept, Outage, PassedBy, Review
from desktop.window.review import words
from tests.desktop.review_double import blank_review, sample_review

H = timedelta(hours=1)
AFTER = datetime(2027, 1, 20, tzinfo=UTC)


def tiles(review: Review) -> list[str]:
    return [" ".join(said) for said in words.tiles(review, quiet=False)]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (0 * H, AFTER, "18 h 10 in focus"),
        (18 * H + timedelta(minutes=10), AFTER, "18 h 10 in focus, as much as the week before"),
        (20 * H, AFTER, "18 h 10 in focus, 1 h 50 less than the week before"),
        (20 * H, datetime(2026, 11, 22, 20, 0, tzinfo=UTC), "18 h 10 in focus so far; 20 h the whole week before"),
        (10 * H, datetime(2026, 11, 22, 20, 0, tzinfo=UTC), "18 h 10 in focus, 8 h 10 more than the week before"),
    ],
)
def test_focus_is_compared_fairly(before: timedelta, now: datetime, said: str) -> None:
    """A week that is not over is not called less than one that is."""
    assert tiles(replace(sample_review(now=now), focus_before=before))[0] == said


def test_check_ins_that_were_not_cleared_have_no_median() -> None:
    review = sample_review()
    first = review.check_ins.each[0]
    uncleared = replace(first, cleared_after=None)
    assert tiles(replace(review, check_ins=CheckIns()))[1] == "0 check-ins that gave something"
    assert tiles(replace(review, check_ins=CheckIns((uncleared,))))[1] == "1 check-in, not cleared yet"
    assert tiles(replace(review, check_ins=CheckIns((first,), H / 6)))[1] == "1 check-in, 10 min to clear"
    assert tiles(replace(review, check_ins=CheckIns((uncleared,) * 2)))[1] == "2 check-ins, none cleared yet"


def test_no_promise_is_no_hundred_per_cent() -> None:
    review = sample_review()
    assert tiles(replace(review, promises=None))[3] == "– no promised answer was due"
    assert tiles(replace(review, promises=Kept(99, 100)))[3].startswith("99 %")
    assert tiles(replace(review, promises=Kept(199, 200)))[3].startswith("99 %")
    assert tiles(replace(review, promises=Kept(29, 100)))[3].startswith("29 %")
    assert tiles(replace(review, promises=Kept(7, 7)))[3].startswith("100 %")


def test_nothing_let_through_is_said_too() -> None:
    assert tiles(replace(sample_review(), passed=()))[2] == "412 interruptions held, none let through as urgent"


@pytest.mark.parametrize(
    ("week", "now", "said"),
    [
        ("2026-W47", AFTER.replace(year=2026, month=12), "16 to 22 November"),
        ("2026-W49", AFTER.replace(year=2026, month=12), "30 November to 6 December"),
        ("2026-W47", AFTER, "16 to 22 November 2026"),
        ("2026-W53", AFTER, "28 December 2026 to 3 January 2027"),
    ],
)
def test_dates_name_a_month_and_a_year_where_they_are_needed(week: str, now: datetime, said: str) -> None:
    assert words.dates(sample_review(week, now=now)) == said


def test_open_time_alone_is_no_first_week_and_is_a_later_one() -> None:
    def idle(*, first: bool) -> Review:
        blank = blank_review("2026-W47", first=first)
        monday = replace(blank.hours.days[0], open=3 * H)
        return replace(blank, hours=replace(blank.hours, days=(monday, *blank.hours.days[1:])))

    assert not words.has_figures(idle(first=True))
    assert words.has_figures(idle(first=False))
    assert not words.has_figures(blank_review("2026-W47", first=False))
    assert words.has_figures(replace(idle(first=True), held=1))


def test_days_to_come_and_days_away_are_no_zeros() -> None:
    wednesday = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
    figures = words.days(sample_review(now=wednesday))
    assert [one.known for one in figures] == [True, True, True, False, False]
    assert figures[3].said == "Thursday: still to come."
    away = words.days(blank_review("2026-W47", first=True))
    assert away[0].said == "Monday: Écluse did not run."


def test_a_weekend_is_shown_where_something_happened_on_it() -> None:
    review = sample_review(now=AFTER)
    assert len(words.days_shown(review)) == 5
    days = list(review.hours.days)
    days[5] = replace(days[5], focus=H)
    assert len(words.days_shown(replace(review, hours=replace(review.hours, days=tuple(days))))) == 6


@pytest.mark.parametrize(
    ("until", "caught_up", "said"),
    [
        (None, None, "“GitHub” not reached since Wed 10:05"),
        (35, None, "“GitHub” not reached Wed 10:05 to 10:40, not caught up yet"),
        (35, 36, "“GitHub” not reached Wed 10:05 to 10:40, caught up at 10:41: nothing lost"),
        (60 * 24, 60 * 24 + 1, "“GitHub” not reached Wed 10:05 to Thu 10:05, caught up at 10:06: nothing lost"),
    ],
)
def test_what_was_out_of_reach(until: int | None, caught_up: int | None, said: str) -> None:
    since = datetime(2026, 11, 18, 9, 5, tzinfo=UTC)
    end, caught = (None if one is None else since + timedelta(minutes=one) for one in (until, caught_up))
    assert words.outage(Outage("GitHub", since, end, caught, 3, "offline"), sample_review()) == said


def test_what_strangers_wrote_is_one_plain_line() -> None:
    review = sample_review()
    odd = replace(review.waits[0], sender="<b>Eve</b>\n\u202e", subject="a\nb")
    shown = replace(review, waits=(odd,), passed=(PassedBy("<img src=x>\n", 1),))
    assert words.waits(shown)[0][0] == "<b>Eve</b>: a b"
    assert words.passed(shown)[0][0] == "<img src=x>"


def test_numbers_are_written_as_the_locale_writes_them() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("fr_FR"))
    try:
        assert words.tiles(replace(sample_review(), held=12_345), quiet=False)[2][0] == "12\u202f345"
    finally:
        QLocale.setDefault(before)
