from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focus.errors import WrongPlan
from focus.plan import Plan
from focus.schedule import DayException, Mode, Occurrence, Override, Schedule, Span, Stand
from tests.focus.strategies import moments, overrides, schedules, zones
from tests.focus.week import (
    DAY,
    HOUR,
    PARIS,
    WORKDAYS,
    Reference,
    at,
    check_in,
    focus,
    together,
    week,
)

FORTNIGHT = 14 * DAY
MORNING = week(focus("08:30", "11:00", intention="Release 2.0"), check_in("11:00", "11:30", name="late morning"))


def modes(plan: Plan, *times: str) -> list[Mode]:
    return [plan.mode_at(at(f"2026-11-23 {moment}")) for moment in times]


def held(plan: Plan, moment: datetime) -> tuple[Mode, Stand]:
    period = plan.period_at(moment)
    return period.mode, period.stand


# ------------------------------------------------------------------------------------------ against the reference


@given(st.data())
def test_the_mode_is_the_reference_s_and_lasts_until_it_changes(data: st.DataObject) -> None:
    zone = data.draw(zones)
    now = data.draw(moments(zone))
    plan = Plan(data.draw(schedules(zone, now)), data.draw(overrides(now)))
    reference = Reference(plan.schedule, plan.overrides, now)
    period = plan.period_at(now)
    assert (period.mode, period.stand) == (reference.mode(now), reference.stand(now))
    assert period.overridden is (reference.override(now) is not None)
    assert plan.next_change(now) == period.until
    coming = next(reference.changes(now), None)
    if coming is not None and coming <= now + FORTNIGHT:
        assert period.until == coming
    if period.until is not None:
        assert period.until > now
        assert held(plan, period.until) != (period.mode, period.stand)
        assert held(plan, period.until - timedelta(microseconds=1)) == (period.mode, period.stand)
    if period.since is not None:
        assert period.since <= now
        assert held(plan, period.since) == (period.mode, period.stand)
        assert held(plan, period.since - timedelta(microseconds=1)) != (period.mode, period.stand)


@given(st.data())
def test_the_next_check_in_is_the_reference_s_and_strictly_later(data: st.DataObject) -> None:
    zone = data.draw(zones)
    now = data.draw(moments(zone))
    plan = Plan(data.draw(schedules(zone, now)), data.draw(overrides(now)))
    labels = data.draw(st.sampled_from([None, frozenset({"mail"}), frozenset({"mention", "work"}), frozenset({"x"})]))
    found = plan.next_check_in(now, labels)
    expected = Reference(plan.schedule, plan.overrides, now).next_check_in(now, labels)
    if expected is not None and expected <= now + FORTNIGHT:
        assert found == expected
    else:
        assert found is None or found > now + FORTNIGHT
    if found is not None:
        assert found > now
        assert plan.mode_at(found) is Mode.CHECK_IN
        assert plan.next_check_in(found - timedelta(microseconds=1), labels) == found


@given(st.data())
def test_what_is_in_effect_covers_the_days_without_overlap(data: st.DataObject) -> None:
    zone = data.draw(zones)
    now = data.draw(moments(zone))
    plan = Plan(data.draw(schedules(zone, now)), data.draw(overrides(now)))
    end = now + timedelta(minutes=data.draw(st.integers(1, 3 * 1440)))
    found = plan.occurrences(now, end)
    bounds = [moment for one in found for moment in (one.start, one.end)]
    assert bounds == sorted(bounds)
    assert all(now <= one.start < one.end <= end for one in found)
    reference = Reference(plan.schedule, plan.overrides, now)
    for moment in (now, *(cut for cut in reference.cuts if now <= cut < end)):
        shown = next((one for one in found if one.start <= moment < one.end), None)
        assert (shown.kind if shown else Mode.OPEN) is reference.mode(moment)


@given(st.data())
def test_a_walk_from_change_to_change_has_no_gap(data: st.DataObject) -> None:
    zone = data.draw(zones)
    now = data.draw(moments(zone))
    plan = Plan(data.draw(schedules(zone, now)), data.draw(overrides(now)))
    reference = Reference(plan.schedule, plan.overrides, now)
    for expected in [cut for cut in reference.changes(now) if cut <= now + 4 * DAY]:
        period = plan.period_at(now)
        assert period.until == expected
        now = expected
        assert plan.period_at(now).since == expected


# -------------------------------------------------------------------------------------------------- by example


def test_precedence() -> None:
    plan = Plan(week(focus("09:00", "12:00"), check_in("10:00", "11:00"), together("10:30", "10:45")))
    assert modes(plan, "08:59", "09:00", "10:00", "10:30", "10:45", "11:00", "12:00") == [
        Mode.OPEN, Mode.FOCUS, Mode.CHECK_IN, Mode.TOGETHER, Mode.CHECK_IN, Mode.FOCUS, Mode.OPEN,
    ]  # fmt: skip
    covered = Plan(plan.schedule, (Override(Mode.OPEN, at("2026-11-23 10:40"), at("2026-11-23 10:50")),))
    assert modes(covered, "10:39", "10:40", "10:50") == [Mode.TOGETHER, Mode.OPEN, Mode.CHECK_IN]


def test_a_period_tells_what_makes_it_so() -> None:
    plan = Plan(MORNING)
    period = plan.period_at(at("2026-11-23 10:00"))
    assert (period.since, period.until) == (at("2026-11-23 08:30"), at("2026-11-23 11:00"))
    assert period.occurrence is not None
    assert period.occurrence.intention == "Release 2.0"
    assert plan.period_at(at("2026-11-23 12:00")).occurrence is None


def test_touching_spans_are_one_period_and_two_check_ins() -> None:
    plan = Plan(week(check_in("11:00", "11:30", name="first"), check_in("11:30", "12:00", name="second")))
    now = at("2026-11-23 11:10")
    period = plan.period_at(now)
    assert (period.since, period.until) == (at("2026-11-23 11:00"), at("2026-11-23 12:00"))
    assert plan.next_check_in(now) == at("2026-11-23 11:30")
    later = plan.period_at(at("2026-11-23 11:30")).occurrence
    assert later is not None
    assert (later.start, later.name) == (at("2026-11-23 11:30"), "second")


def test_of_overlapping_check_ins_the_latest_started_shows() -> None:
    plan = Plan(week(check_in("11:00", "12:00", name="long"), check_in("11:15", "11:30", name="short")))
    names = [plan.period_at(at(f"2026-11-23 {moment}")).occurrence for moment in ("11:10", "11:20", "11:40")]
    assert [one.name if one else "" for one in names] == ["long", "short", "long"]


def test_a_check_in_hidden_by_focus_comes_into_effect_when_that_ends() -> None:
    hiding = Override(Mode.FOCUS, at("2026-11-23 10:50"), at("2026-11-23 11:10"))
    assert Plan(MORNING, (hiding,)).next_check_in(at("2026-11-23 10:55")) == at("2026-11-23 11:10")
    longer = Override(Mode.FOCUS, at("2026-11-23 10:50"), at("2026-11-23 11:40"))
    assert Plan(MORNING, (longer,)).next_check_in(at("2026-11-23 10:55")) == at("2026-11-24 11:00")


def test_only_check_ins_that_admit_a_label_count() -> None:
    plan = Plan(week(check_in("11:00", "11:30", admits=frozenset({"mail"})), check_in("16:00", "16:30")))
    now = at("2026-11-23 09:00")
    assert plan.next_check_in(now, frozenset({"mail", "work"})) == at("2026-11-23 11:00")
    assert plan.next_check_in(now, frozenset({"mention", "slack"})) == at("2026-11-23 16:00")
    nothing = Plan(week(check_in("11:00", "11:30", admits=frozenset({"mail"}))))
    assert nothing.next_check_in(now, frozenset({"mention"})) is None


def test_nothing_planned() -> None:
    period = Plan(week()).period_at(at("2026-11-23 09:00"))
    assert (period.mode, period.since, period.until) == (Mode.OPEN, None, None)
    assert Plan(week()).next_check_in(at("2026-11-23 09:00")) is None
    always = Plan(week(focus("00:00", "12:00"), focus("12:00", "00:00")))
    period = always.period_at(at("2026-11-23 09:00"))
    assert (period.mode, period.since, period.until) == (Mode.FOCUS, None, None)


def test_a_month_of_holidays() -> None:
    days = {f"2026-12-{day:02}": () for day in range(1, 32)}
    plan = Plan(week(focus("09:00", "11:00"), check_in("11:00", "11:30"), exceptions=days))
    now = at("2026-11-30 12:00")
    assert plan.period_at(now).until == at("2027-01-01 09:00")
    assert plan.next_check_in(now) == at("2027-01-01 11:00")
    assert plan.period_at(at("2026-12-31 12:00")).since == at("2026-11-30 11:30")


@pytest.mark.parametrize("weekly", [(), (focus("00:00", "12:00"), focus("12:00", "00:00"))])
def test_an_exception_years_ahead(weekly: tuple[Span, ...]) -> None:
    plan = Plan(week(*weekly, exceptions={"2034-05-01": (check_in("11:00", "11:30"),)}))
    now = at("2026-11-23 12:00")
    assert plan.next_check_in(now) == at("2034-05-01 11:00")
    assert plan.period_at(at("2040-01-01 12:00")).since is not None
    assert plan.mode_at(at("2034-05-01 11:00")) is Mode.CHECK_IN


def test_an_exception_replaces_only_what_starts_on_its_date() -> None:
    plan = Plan(week(focus("22:00", "02:00"), exceptions={"2026-11-24": ()}))
    assert plan.mode_at(at("2026-11-24 01:00")) is Mode.FOCUS  # from the evening before
    assert plan.mode_at(at("2026-11-24 23:00")) is Mode.OPEN
    assert plan.mode_at(at("2026-11-25 01:00")) is Mode.OPEN
    assert plan.mode_at(at("2026-11-25 22:00")) is Mode.FOCUS


def test_overrides_that_are_over_are_ignored() -> None:
    past = Override(Mode.FOCUS, at("2026-11-22 10:00"), at("2026-11-22 11:00"))
    assert Plan(MORNING, (past,)).period_at(at("2026-11-23 12:00")) == Plan(MORNING).period_at(at("2026-11-23 12:00"))


def test_the_newest_override_wins_and_the_older_returns() -> None:
    layers = (
        Override(Mode.FOCUS, at("2026-11-23 13:00"), at("2026-11-23 15:00"), "deep"),
        Override(Mode.CHECK_IN, at("2026-11-23 13:30"), at("2026-11-23 14:00")),
    )
    plan = Plan(week(), layers)
    assert modes(plan, "12:59", "13:00", "13:30", "14:00", "15:00") == [
        Mode.OPEN, Mode.FOCUS, Mode.CHECK_IN, Mode.FOCUS, Mode.OPEN,
    ]  # fmt: skip
    assert plan.next_check_in(at("2026-11-23 13:10")) == at("2026-11-23 13:30")


def test_the_next_start_of_a_mode() -> None:
    plan = Plan(MORNING)
    assert plan.next_start(Mode.FOCUS, at("2026-11-23 08:00")) == at("2026-11-23 08:30")
    assert plan.next_start(Mode.FOCUS, at("2026-11-23 09:00")) == at("2026-11-24 08:30")
    assert plan.next_start(Mode.TOGETHER, at("2026-11-23 09:00")) is None
    assert Plan(week()).next_start(Mode.OPEN, at("2026-11-23 09:00")) is None


def test_a_year_has_as_many_check_ins_as_days() -> None:
    for name in ("Europe/Paris", "Australia/Lord_Howe", "America/Sao_Paulo"):
        zone = ZoneInfo(name)
        plan = Plan(Schedule(zone, (check_in("02:30", "02:45"),)))
        now = datetime(2018, 1, 1, tzinfo=zone).astimezone(UTC)
        end, count = datetime(2019, 1, 1, tzinfo=zone).astimezone(UTC), 0
        while (coming := plan.next_check_in(now)) is not None and coming < end:
            assert count == 0 or timedelta(hours=22) < coming - now < timedelta(hours=27)
            now, count = coming, count + 1
        assert count == 365


def test_the_day_of_the_day_bar() -> None:
    plan = Plan(week(focus("22:00", "02:00"), check_in("11:00", "11:30"), together("11:15", "11:20")))
    found = plan.occurrences(at("2026-11-23 00:00"), at("2026-11-24 00:00"))
    shown = [
        (one.kind, one.start.astimezone(PARIS).strftime("%H:%M"), one.end.astimezone(PARIS).strftime("%H:%M"))
        for one in found
    ]
    assert shown == [
        (Mode.FOCUS, "00:00", "02:00"),
        (Mode.CHECK_IN, "11:00", "11:15"),
        (Mode.TOGETHER, "11:15", "11:20"),
        (Mode.CHECK_IN, "11:20", "11:30"),
        (Mode.FOCUS, "22:00", "00:00"),
    ]


def test_check_ins_missed() -> None:
    plan = Plan(week(check_in("11:00", "11:30"), check_in("16:00", "16:30")))
    missed = plan.check_ins_missed(at("2026-11-23 11:10"), at("2026-11-24 11:20"))
    assert missed == (Occurrence(at("2026-11-23 16:00"), at("2026-11-23 16:30"), Mode.CHECK_IN),)
    hidden = Override(Mode.FOCUS, at("2026-11-23 15:50"), at("2026-11-23 17:00"))
    assert len(Plan(plan.schedule, (hidden,)).check_ins_missed(at("2026-11-23 12:00"), at("2026-11-23 17:00"))) == 1
    closed = Override(Mode.OPEN, at("2026-11-23 16:00"), at("2026-11-23 16:30"))
    assert Plan(plan.schedule, (closed,)).check_ins_missed(at("2026-11-23 12:00"), at("2026-11-23 17:00")) == ()


# --------------------------------------------------------------------------------------------- what cannot be


@pytest.mark.parametrize(
    ("schedule", "key"),
    [
        (week(focus("09:00", "09:00")), "schedule.span 1.end"),
        (week(focus("09:00", "10:00"), Span(Mode.OPEN, WORKDAYS, time(9), time(10))), "schedule.span 2.kind"),
        (week(focus("09:00", "10:00", frozenset({7}))), "schedule.span 1.days"),
        (week(Span(Mode.FOCUS, WORKDAYS, time(9), time(10), frozenset({"mail"}))), "schedule.span 1.admits"),
        (week(between="sometimes"), "schedule.between"),
        (week(missed="never"), "schedule.missed"),
        (week(exceptions={"2026-12-25": (focus("09:00", "09:00"),)}), "schedule.exception 1.span 1.end"),
        (
            Schedule(
                PARIS,
                exceptions=(
                    DayException(date(2026, 12, 25), date(2026, 12, 25)),
                    DayException(date(2026, 12, 25), date(2026, 12, 24)),
                ),
            ),
            "schedule.exception 2.to",
        ),
    ],
)
def test_a_schedule_that_cannot_be_names_what_is_wrong(schedule: Schedule, key: str) -> None:
    with pytest.raises(WrongPlan) as raised:
        Plan(schedule)
    assert raised.value.key == key


def test_the_ends_of_time_are_refused_not_crashed_into() -> None:
    plan = Plan(MORNING)
    for year in (1, 9999):
        with pytest.raises(WrongPlan):
            plan.period_at(datetime(year, 6, 1, tzinfo=UTC))
    assert plan.mode_at(datetime(9000, 1, 1, 9, tzinfo=UTC)) is Mode.FOCUS
    assert plan.period_at(datetime(1600, 1, 1, 20, tzinfo=UTC)).until is not None


def test_a_long_override_over_many_days() -> None:
    away = Override(Mode.OPEN, at("2026-11-23 09:00"), at("2026-12-20 09:00"))
    plan = Plan(MORNING, (away,))
    assert plan.period_at(at("2026-12-01 10:00")).until == at("2026-12-20 09:00")
    assert plan.next_check_in(at("2026-11-23 10:00")) == at("2026-12-20 11:00")
    assert plan.period_at(at("2026-12-10 10:00")).since == at("2026-11-23 09:00")
    assert plan.next_start(Mode.FOCUS, at("2026-12-01 10:00") + HOUR) == at("2026-12-20 09:00")
