from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focus.errors import WrongPlan
from focus.overrides import close_check_in, extend, focus_now, off, open_check_in, pause, resume, stop_focus
from focus.plan import Plan
from focus.schedule import Mode, Override, Schedule, Stand
from tests.focus.strategies import moments, overrides, schedules, zones
from tests.focus.week import HOUR, at, check_in, focus, week

MINUTE = timedelta(minutes=1)
DAY_PLAN = week(focus("09:00", "11:00", intention="Release"), check_in("11:00", "11:30"), check_in("16:00", "16:30"))
NOON = at("2026-11-23 12:00")


def under(schedule: Schedule, *layers: Override) -> Plan:
    return Plan(schedule, layers)


# ---------------------------------------------------------------------------------------------------- focus now


def test_focus_for_a_length() -> None:
    found = focus_now(under(DAY_PLAN), NOON, 50 * MINUTE, intention="Tests")
    assert found == (Override(Mode.FOCUS, NOON, NOON + 50 * MINUTE, "Tests"),)


def test_focus_until_an_instant() -> None:
    assert focus_now(under(DAY_PLAN), NOON, until=at("2026-11-23 13:15"))[0].until == at("2026-11-23 13:15")


def test_focus_until_the_next_check_in() -> None:
    assert focus_now(under(DAY_PLAN), NOON)[0].until == at("2026-11-23 16:00")


@pytest.mark.parametrize("schedule", [week(), week(check_in("00:30", "01:00"))])
def test_focus_without_a_check_in_soon_lasts_fifty_minutes(schedule: Schedule) -> None:
    assert focus_now(under(schedule), NOON)[0].until == NOON + 50 * MINUTE


def test_another_focus_takes_the_place_of_the_first() -> None:
    long = focus_now(under(DAY_PLAN), NOON, 3 * HOUR)
    short = focus_now(under(DAY_PLAN, *long), NOON + MINUTE, 10 * MINUTE)
    assert [one.until for one in short] == [NOON + 11 * MINUTE]


def test_what_is_over_is_dropped() -> None:
    over = Override(Mode.OPEN, NOON - 2 * HOUR, NOON)
    assert over not in focus_now(under(DAY_PLAN, over), NOON, HOUR)


@pytest.mark.parametrize(
    ("length", "until", "key"),
    [
        (timedelta(), None, "length"),
        (-MINUTE, None, "length"),
        (25 * HOUR, None, "length"),
        (None, NOON, "until"),
        (None, NOON - MINUTE, "until"),
        (None, NOON + 25 * HOUR, "until"),
        (HOUR, NOON + HOUR, "until"),
    ],
)
def test_a_focus_that_cannot_be(length: timedelta | None, until: object, key: str) -> None:
    with pytest.raises(WrongPlan) as raised:
        focus_now(under(DAY_PLAN), NOON, length, until)  # type: ignore[arg-type]
    assert raised.value.key == key


# ------------------------------------------------------------------------------------------- extend, stop


def test_extending_a_focus_that_was_asked_for() -> None:
    running = focus_now(under(DAY_PLAN), NOON, HOUR, intention="Tests")
    found = extend(under(DAY_PLAN, *running), NOON + 10 * MINUTE, 15 * MINUTE)
    assert found == (Override(Mode.FOCUS, NOON, NOON + HOUR + 15 * MINUTE, "Tests"),)


def test_extending_a_planned_focus_hides_the_check_in_that_follows() -> None:
    now = at("2026-11-23 10:50")
    found = extend(under(DAY_PLAN), now, 15 * MINUTE)
    assert found == (Override(Mode.FOCUS, now, at("2026-11-23 11:15"), "Release", zone="Europe/Paris"),)
    assert under(DAY_PLAN, *found).next_check_in(now) == at("2026-11-23 11:15")


def test_there_must_be_something_to_extend() -> None:
    with pytest.raises(WrongPlan, match="focus: 'open' is not a running focus block"):
        extend(under(DAY_PLAN), NOON, 15 * MINUTE)
    always = week(focus("00:00", "12:00"), focus("12:00", "00:00"))
    with pytest.raises(WrongPlan, match="that ends"):
        extend(under(always), NOON, 15 * MINUTE)
    running = focus_now(under(DAY_PLAN), NOON, 23 * HOUR)
    with pytest.raises(WrongPlan, match="length"):
        extend(under(DAY_PLAN, *running), NOON, 2 * HOUR)


def test_stopping_a_focus_that_was_asked_for() -> None:
    running = focus_now(under(DAY_PLAN), NOON, HOUR)
    assert stop_focus(under(DAY_PLAN, *running), NOON + MINUTE) == ()


def test_stopping_a_planned_focus_opens_the_rest_of_it() -> None:
    now = at("2026-11-23 10:00")
    found = stop_focus(under(DAY_PLAN), now)
    assert found == (Override(Mode.OPEN, now, at("2026-11-23 11:00"), zone="Europe/Paris"),)
    assert under(DAY_PLAN, *found).mode_at(at("2026-11-23 11:00")) is Mode.CHECK_IN
    again = focus_now(under(DAY_PLAN, *found), now + MINUTE, 10 * MINUTE)
    assert under(DAY_PLAN, *again).mode_at(now + 5 * MINUTE) is Mode.FOCUS


def test_stopping_focus_inside_a_check_in_that_was_opened_in_it() -> None:
    running = focus_now(under(DAY_PLAN), NOON, 2 * HOUR)
    opened = open_check_in(under(DAY_PLAN, *running), NOON + MINUTE)
    left = stop_focus(under(DAY_PLAN, *opened), NOON + 2 * MINUTE)
    assert [one.mode for one in left] == [Mode.CHECK_IN]


def test_there_must_be_something_to_stop() -> None:
    with pytest.raises(WrongPlan):
        stop_focus(under(DAY_PLAN), NOON)


# -------------------------------------------------------------------------------------------------- check-ins


def test_a_check_in_opened_in_focus_returns_to_it() -> None:
    running = focus_now(under(DAY_PLAN), NOON, 2 * HOUR)
    plan = under(DAY_PLAN, *open_check_in(under(DAY_PLAN, *running), NOON + 10 * MINUTE))
    assert plan.mode_at(NOON + 39 * MINUTE) is Mode.CHECK_IN
    assert plan.mode_at(NOON + 40 * MINUTE) is Mode.FOCUS
    closed = close_check_in(plan, NOON + 20 * MINUTE)
    assert under(DAY_PLAN, *closed).mode_at(NOON + 20 * MINUTE) is Mode.FOCUS


def test_opening_again_goes_on_with_the_same_check_in() -> None:
    opened = open_check_in(under(DAY_PLAN), NOON)
    again = open_check_in(under(DAY_PLAN, *opened), NOON + 10 * MINUTE)
    assert again == (Override(Mode.CHECK_IN, NOON, NOON + 40 * MINUTE),)


def test_closing_a_planned_check_in() -> None:
    now = at("2026-11-23 11:10")
    found = close_check_in(under(DAY_PLAN), now)
    assert found == (Override(Mode.OPEN, now, at("2026-11-23 11:30"), zone="Europe/Paris"),)


def test_closing_one_of_two_overlapping_check_ins_closes_both() -> None:
    plan = under(week(check_in("11:00", "12:00"), check_in("11:15", "11:30")))
    now = at("2026-11-23 11:20")
    assert close_check_in(plan, now)[0].until == at("2026-11-23 12:00")


def test_there_must_be_something_to_close() -> None:
    with pytest.raises(WrongPlan):
        close_check_in(under(DAY_PLAN), NOON)


# ------------------------------------------------------------------------------------------------- properties


@given(st.data())
def test_each_request_does_what_it_says_or_refuses(data: st.DataObject) -> None:
    zone = data.draw(zones)
    now = data.draw(moments(zone))
    plan = Plan(data.draw(schedules(zone, now)), data.draw(overrides(now)))
    length = timedelta(minutes=data.draw(st.integers(1, 240)))
    before = plan.period_at(now)

    started = Plan(plan.schedule, focus_now(plan, now, length))
    assert started.period_at(now).mode is Mode.FOCUS
    opened = Plan(plan.schedule, open_check_in(plan, now))
    assert opened.period_at(now).mode is Mode.CHECK_IN
    assert all(one.until > now or one.stand is Stand.OFF for one in (*started.overrides, *opened.overrides))
    if before.mode is Mode.FOCUS:
        try:
            longer = Plan(plan.schedule, extend(plan, now, length)).period_at(now)
        except WrongPlan:
            assert before.until is None or before.until + length - now > timedelta(hours=24)
        else:
            assert before.until is not None
            assert longer.mode is Mode.FOCUS
            assert longer.until is None or longer.until >= before.until + length
        assert Plan(plan.schedule, stop_focus(plan, now)).period_at(now).mode is not Mode.FOCUS
    if before.mode is Mode.CHECK_IN:
        assert Plan(plan.schedule, close_check_in(plan, now)).period_at(now).mode is not Mode.CHECK_IN


# ---------------------------------------------------------------------------------------- paused, off, resumed


def test_a_pause_lasts_until_the_local_day_ends() -> None:
    (paused,) = pause(under(DAY_PLAN), NOON)
    assert paused == Override(Mode.OPEN, NOON, at("2026-11-24 00:00"), stand=Stand.PAUSED, zone="Europe/Paris")
    long_day = at("2026-10-25 00:00")
    assert pause(under(DAY_PLAN), long_day)[0].until - long_day == 25 * HOUR


def test_a_pause_takes_the_place_of_what_was_asked_for_and_lies_on_a_time_off() -> None:
    running = focus_now(under(DAY_PLAN), NOON, HOUR)
    assert [one.stand for one in pause(under(DAY_PLAN, *running), NOON)] == [Stand.PAUSED]
    away = off(under(DAY_PLAN, *running), NOON, at("2026-11-30 00:00"))
    plan = under(DAY_PLAN, *pause(under(DAY_PLAN, *away), NOON + HOUR))
    stands = [plan.period_at(NOON + hours * HOUR).stand for hours in (0, 1, 11, 12, 30)]
    assert stands == [Stand.OFF, Stand.PAUSED, Stand.PAUSED, Stand.OFF, Stand.OFF]


def test_a_time_off_has_no_check_in_and_nobody_is_busy() -> None:
    plan = under(DAY_PLAN, *off(under(DAY_PLAN), NOON, at("2026-11-30 09:30")))
    period = plan.period_at(NOON)
    assert (period.mode, period.stand, period.until) == (Mode.OPEN, Stand.OFF, at("2026-11-30 09:30"))
    assert plan.next_check_in(NOON) == at("2026-11-30 11:00")
    assert plan.period_at(at("2026-11-30 09:30")).mode is Mode.FOCUS


@pytest.mark.parametrize(("until", "key"), [(NOON, "until"), (NOON - MINUTE, "until"), (NOON + 367 * 24 * HOUR, "off")])
def test_a_time_off_that_cannot_be(until: datetime, key: str) -> None:
    with pytest.raises(WrongPlan) as raised:
        off(under(DAY_PLAN), NOON, until)
    assert raised.value.key == key


def test_resumed_the_plan_is_followed_and_what_was_hidden_is_not_missed() -> None:
    away = off(under(DAY_PLAN), at("2026-11-23 10:00"), at("2026-11-30 00:00"))
    opened = open_check_in(under(DAY_PLAN, *away), NOON)
    left = resume(under(DAY_PLAN, *opened), NOON + MINUTE)
    plan = under(DAY_PLAN, *left)
    assert plan.mode_at(NOON + MINUTE) is Mode.CHECK_IN
    assert plan.period_at(NOON + HOUR).stand is Stand.FOLLOWS
    assert plan.check_ins_missed(at("2026-11-23 09:00"), NOON + 2 * HOUR) == ()
    assert [one.start for one in plan.check_ins_missed(NOON, NOON + 5 * HOUR)] == [at("2026-11-23 16:00")]
    assert resume(under(DAY_PLAN, *pause(under(DAY_PLAN), NOON)), NOON + MINUTE) == ()
    for nothing in (under(DAY_PLAN), plan):
        with pytest.raises(WrongPlan, match="'followed' is not paused or off"):
            resume(nothing, NOON + 2 * HOUR)


def test_a_time_off_is_remembered_as_long_as_it_matters() -> None:
    away = off(under(DAY_PLAN), NOON, NOON + 24 * HOUR)
    later = NOON + 48 * HOUR
    assert away[0] in focus_now(under(DAY_PLAN, *away), later, HOUR)
    assert away[0] not in focus_now(under(DAY_PLAN, *away), NOON + 90 * 24 * HOUR, HOUR)


def test_on_another_wall_a_time_of_day_moves_and_a_length_does_not() -> None:
    tokyo = replace(DAY_PLAN, zone=ZoneInfo("Asia/Tokyo"))
    length, until = focus_now(under(DAY_PLAN), NOON, HOUR), focus_now(under(DAY_PLAN), NOON, until=NOON + HOUR)
    assert under(tokyo, *length).overrides == length
    (moved,) = under(tokyo, *until).overrides
    assert (moved.until, moved.zone) == (NOON - 7 * HOUR, "Asia/Tokyo")
    assert under(DAY_PLAN, moved).overrides == until
    nowhere = replace(until[0], zone="Mars/Base")
    assert under(tokyo, nowhere).overrides[0].until == until[0].until


def test_a_time_off_that_ends_at_midnight_ends_there_seen_from_both_sides() -> None:
    end = at("2026-11-30 00:00")
    plan = under(DAY_PLAN, *off(under(DAY_PLAN), NOON, end))
    assert plan.period_at(NOON).until == end
    assert plan.period_at(end).since == end
    assert plan.period_at(end - MINUTE).since == NOON


def test_a_long_time_off_costs_no_more_than_a_short_one() -> None:
    """The days wholly under it are not looked at one by one."""
    often = ((hour, minute) for hour in range(24) for minute in (0, 20, 40))
    busy = week(*(check_in(f"{hour:02}:{minute:02}", f"{hour:02}:{minute + 5:02}") for hour, minute in often))
    plan = under(busy, *off(under(busy), NOON, NOON + 366 * 24 * HOUR))
    seen = list(islice(plan.stretches(NOON, {Mode.CHECK_IN}), 200))
    assert plan.next_check_in(NOON) == NOON + 366 * 24 * HOUR
    assert len({one.start.date() for one in seen if one.start < NOON + 365 * 24 * HOUR}) <= 2
