"""How the time of a week was lived."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focus.errors import WrongPlan
from focus.review import Lived, Objective, Week, apart, hours, interruptions, is_quarter, quarter_of
from focus.schedule import Mode

PARIS = ZoneInfo("Europe/Paris")
W47 = Week(2026, 47)
H, M = timedelta(hours=1), timedelta(minutes=1)
MONDAY = datetime(2026, 11, 15, 23, tzinfo=UTC)
AFTER = datetime(2027, 6, 1, tzinfo=UTC)


def focus(since: datetime, length: timedelta, intention: str = "") -> Lived:
    return Lived(Mode.FOCUS, since, since + length, "", intention)


@pytest.mark.parametrize(
    ("text", "first"),
    [("2026-W47", date(2026, 11, 16)), ("2026-W53", date(2026, 12, 28)), ("2020-W53", date(2020, 12, 28))],
)
def test_a_week_is_read_and_written(text: str, first: date) -> None:
    assert (str(Week.read(text)), Week.read(text).monday, Week.of(first)) == (text, first, Week.read(text))


@pytest.mark.parametrize(
    "text",
    ["", "2026-47", "2026-W5", "2026-W00", "2026-W54", "2027-W53", "1066-W10", "9999-W01", "२०२६-W47", "2026-W47 "],
)
def test_what_is_no_week_says_what_would_be_one(text: str) -> None:
    with pytest.raises(WrongPlan, match="2026-W47"):
        Week.read(text)


def test_the_week_before_goes_over_the_year() -> None:
    assert str(Week(2027, 1).before()) == "2026-W53"
    assert str(Week(2027, 1).before(12)) == "2026-W42"


def test_a_week_of_its_zone_begins_at_midnight_there() -> None:
    assert W47.bounds(PARIS) == (MONDAY, MONDAY + 7 * 24 * H)
    spring, autumn = Week(2026, 13).bounds(PARIS), Week(2026, 43).bounds(PARIS)
    assert (spring[1] - spring[0], autumn[1] - autumn[0]) == (167 * H, 169 * H)


def test_focus_by_day_intention_and_objective() -> None:
    objectives = (Objective("Ship", "2026-Q4", ("release 2.0", "Docs")), Objective("Hire", "", ("A designer",)))
    lived = (
        focus(MONDAY + 9 * H, 2 * H, "Release  2.0"),
        Lived(Mode.CHECK_IN, MONDAY + 11 * H, MONDAY + 11 * H + 30 * M),
        focus(MONDAY + 33 * H, H, "Docs"),
        focus(MONDAY + 34 * H, H),
        focus(MONDAY + 35 * H, 30 * M, "The garden"),
    )
    found = hours(W47, lived, objectives, PARIS, AFTER)
    assert [day.focus for day in found.days[:3]] == [2 * H, 2 * H + 30 * M, timedelta()]
    assert found.days[0].check_in == 30 * M
    assert found.days[0].away == 24 * H - 2 * H - 30 * M
    assert [(one.intention, one.objective) for one in found.intentions] == [
        ("Release  2.0", "Ship"), ("", ""), ("Docs", "Ship"), ("The garden", ""),
    ]  # fmt: skip
    assert [(one.objective.name, one.length) for one in found.objectives] == [("Ship", 3 * H), ("Hire", timedelta())]
    assert (found.outside, found.focus) == (H + 30 * M, 4 * H + 30 * M)


def test_an_objective_counts_in_its_quarter_alone() -> None:
    ship = (Objective("Ship", "2026-Q4", ("Release",)),)
    turn = Week(2026, 53)
    monday = turn.bounds(PARIS)[0]
    lived = (focus(monday + 9 * H, H, "Release"), focus(monday + 5 * 24 * H, H, "Release"))
    found = hours(turn, lived, ship, PARIS, AFTER)
    assert (found.objectives[0].length, found.outside) == (H, H)
    assert hours(Week(2027, 2), (), ship, PARIS, AFTER).objectives == ()
    assert [quarter_of(date(2026, month, 1)) for month in (1, 3, 4, 12)] == ["2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4"]
    assert [is_quarter(text) for text in ("2026-Q4", "2026-Q5", "2026Q4", "0026-Q1")] == [True, False, False, False]


def test_a_block_over_midnight_is_shared_between_its_days() -> None:
    found = hours(W47, (focus(MONDAY + 23 * H, 3 * H),), (), PARIS, AFTER)
    assert [day.focus for day in found.days[:2]] == [H, 2 * H]


def test_a_day_with_a_change_of_clocks_has_the_hours_it_had() -> None:
    for week, whole in ((Week(2026, 13), 23 * H), (Week(2026, 43), 25 * H)):
        since, until = week.bounds(PARIS)
        found = hours(week, (focus(since, until - since),), (), PARIS, AFTER)
        assert (found.days[6].focus, found.days[6].away) == (whole, timedelta())


def test_a_week_that_goes_on_has_what_has_passed_and_one_to_come_nothing() -> None:
    now = MONDAY + 30 * H
    found = hours(W47, (focus(MONDAY + 29 * H, 5 * H),), (), PARIS, now)
    assert [day.lived + day.away for day in found.days] == [24 * H, 6 * H, *[timedelta()] * 5]
    assert found.focus == H
    assert all(day.away == timedelta() for day in hours(W47.before(-1), (), (), PARIS, now).days)


def test_interruptions_are_what_broke_in_and_what_was_left_for_a_look() -> None:
    start = MONDAY + 9 * H
    lived = (
        focus(start, H),
        Lived(Mode.CHECK_IN, start + H, start + H + 10 * M, asked=True),
        focus(start + 2 * H, H),
        Lived(Mode.CHECK_IN, start + 3 * H, start + 4 * H),
    )
    passed = [start + 30 * M, start + H + 5 * M, start + 150 * M, start - H, start + 9 * H]
    assert interruptions(lived, passed) == 3
    assert interruptions((), passed) == 0


_STRETCHES = st.builds(
    lambda mode, start, length, intention: Lived(
        mode, MONDAY + timedelta(seconds=start), MONDAY + timedelta(seconds=start + length), "", intention
    ),
    st.sampled_from(Mode),
    st.integers(-90_000, 700_000),
    st.integers(0, 200_000),
    st.sampled_from(["", "a", "b"]),
)
_ZONES = st.sampled_from(
    ["Europe/Paris", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "Africa/Casablanca"]
)


@given(
    lived=st.lists(_STRETCHES, max_size=30),
    zone=_ZONES,
    week=st.builds(Week, st.integers(2009, 2030), st.integers(1, 52)),
    now=st.integers(-(10**6), 10**6),
)
def test_the_parts_are_the_whole_whatever_was_lived_and_however_clocks_go(
    lived: list[Lived], zone: str, week: Week, now: int
) -> None:
    place = ZoneInfo(zone)
    since, until = week.bounds(place)
    moved = [
        Lived(one.mode, one.since - MONDAY + since, one.until - MONDAY + since, "", one.intention) for one in lived
    ]
    at = since + timedelta(seconds=now)
    found = hours(week, apart(moved), (Objective("A", "", ("a",)),), place, at)
    assert sum((day.lived + day.away for day in found.days), timedelta()) == max(min(until, at) - since, timedelta())
    assert all(min(day.focus, day.check_in, day.together, day.open, day.away) >= timedelta() for day in found.days)
    assert found.focus == sum((one.length for one in found.intentions), timedelta())
    assert found.focus == sum((one.length for one in found.objectives), found.outside)
