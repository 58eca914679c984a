from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focus.gate import Opening, attended, hold, openings, quiet
from focus.overrides import close_check_in, focus_now, off, open_check_in, pause
from focus.plan import Plan, admits
from focus.schedule import Mode, Override, Schedule
from tests.focus.strategies import moments, overrides, schedules, zones
from tests.focus.week import HOUR, PARIS, at, check_in, focus, together, week

MINUTE = timedelta(minutes=1)
MAIL, MENTION = frozenset({"mail", "work"}), frozenset({"mention", "slack"})
DAY_PLAN = week(focus("09:00", "11:00"), check_in("11:00", "11:30", name="late morning"), check_in("16:00", "16:30"))


def on(moment: str) -> datetime:
    return at(f"2026-11-23 {moment}")


def under(schedule: Schedule, *layers: Override) -> Plan:
    return Plan(schedule, layers)


# ------------------------------------------------------------------------------------------------ what opens now


def test_a_check_in_opens_for_what_it_admits() -> None:
    plan = under(week(check_in("11:00", "11:30", admits=frozenset({"mail"}), name="late morning")))
    expected = Opening("check_in", on("11:00"), frozenset({"mail"}), "late morning")
    assert openings(plan, None, on("11:00")) == (expected,)
    assert openings(plan, None, on("11:29")) == (expected,)
    assert openings(plan, None, on("11:30")) == ()


def test_overlapping_check_ins_are_two_openings() -> None:
    plan = under(week(check_in("11:00", "12:00", admits=frozenset({"mail"})), check_in("11:15", "11:30")))
    assert [(one.start, one.admits) for one in openings(plan, None, on("11:20"))] == [
        (on("11:00"), frozenset({"mail"})),
        (on("11:15"), None),
    ]


def test_together_opens_for_everything() -> None:
    plan = under(week(together("15:00", "15:30", name="coffee")))
    assert openings(plan, None, on("15:10")) == (Opening("together", on("15:00"), None, "coffee"),)


def test_open_time_opens_only_where_it_flows() -> None:
    assert openings(under(DAY_PLAN), None, on("12:00")) == ()
    flowing = under(week(*DAY_PLAN.spans, between="flow"))
    assert openings(flowing, None, on("12:00")) == (Opening("open", on("11:30"), None),)
    forever = under(week(between="flow"))
    assert openings(forever, None, on("12:00")) == (Opening("open", on("00:00"), None),)


def test_a_check_in_that_was_opened_by_hand() -> None:
    plan = under(DAY_PLAN, *open_check_in(under(DAY_PLAN), on("09:30")))
    assert openings(plan, None, on("09:40")) == (Opening("check_in", on("09:30"), None),)


def test_nothing_opens_in_focus() -> None:
    assert openings(under(DAY_PLAN), on("00:00"), on("10:00")) == ()


# ----------------------------------------------------------------------------------------------------- catching up


def test_a_missed_check_in_is_caught_up_once() -> None:
    plan, now = under(DAY_PLAN), on("12:00")
    caught_up = Opening("check_in", on("11:00"), None, "late morning", on("11:30"), caught_up=True)
    assert openings(plan, on("08:00"), now) == (caught_up,)
    assert openings(plan, attended(plan, on("08:00"), now), now) == ()


def test_several_missed_check_ins_are_merged() -> None:
    mails, mentions = frozenset({"mail"}), frozenset({"mention"})
    plan = under(week(check_in("11:00", "11:30", admits=mails), check_in("16:00", "16:30", admits=mentions)))
    # One batch; but no mail of the afternoon, which neither of them would have let out.
    assert openings(plan, on("08:00"), on("17:00")) == (
        Opening("check_in", on("16:00"), mails, "", on("11:30"), caught_up=True),
        Opening("check_in", on("16:00"), mentions, "", on("16:30"), caught_up=True),
    )


def test_what_came_after_a_missed_check_in_for_all_waits_where_the_next_is_for_mentions() -> None:
    mentions = frozenset({"mention"})
    plan = under(week(check_in("11:00", "11:30"), check_in("13:00", "13:20", admits=mentions)))
    found = {one.admits: one.received_before for one in openings(plan, on("08:00"), on("14:00"))}
    assert found == {None: on("11:30"), mentions: on("13:20")}


def test_a_missed_check_in_waits_for_the_end_of_focus() -> None:
    plan = under(week(check_in("11:00", "11:30"), focus("11:30", "13:00")))
    assert openings(plan, on("08:00"), on("12:00")) == ()
    assert attended(plan, on("08:00"), on("12:00")) == on("08:00")
    assert [one.received_before for one in openings(plan, on("08:00"), on("13:00"))] == [on("11:30")]


def test_a_check_in_hidden_by_focus_is_caught_up_and_one_that_was_closed_is_not() -> None:
    hidden = under(DAY_PLAN, *focus_now(under(DAY_PLAN), on("10:59"), HOUR))
    honoured = attended(hidden, on("10:58"), on("11:45"))
    assert [one.start for one in openings(hidden, honoured, on("11:59"))] == [on("11:00")]
    closed = under(DAY_PLAN, *close_check_in(under(DAY_PLAN), on("11:00")))
    assert openings(closed, on("10:58"), on("11:45")) == ()


def test_a_check_in_that_lets_everything_out_needs_no_catching_up() -> None:
    found = openings(under(DAY_PLAN), on("08:00"), on("16:10"))
    assert [(one.start, one.caught_up) for one in found] == [(on("16:00"), False)]


def test_catching_up_beside_a_check_in_that_admits_less() -> None:
    plan = under(week(check_in("11:00", "11:30"), check_in("16:00", "16:30", admits=frozenset({"mail"}))))
    found = openings(plan, on("08:00"), on("16:10"))
    assert [(one.start, one.admits, one.caught_up) for one in found] == [
        (on("16:00"), frozenset({"mail"}), False),
        (on("11:00"), None, True),
    ]


def test_missed_may_mean_next() -> None:
    plan = under(week(*DAY_PLAN.spans, missed="next"))
    assert openings(plan, on("08:00"), on("12:00")) == ()


def test_a_month_with_the_app_closed_is_one_opening() -> None:
    found = openings(under(DAY_PLAN), at("2026-10-20 08:00"), on("08:30"))
    assert [one.start for one in found] == [at("2026-11-22 16:00")]


def test_attended_never_goes_back() -> None:
    plan = under(DAY_PLAN)
    assert attended(plan, None, on("10:00")) == on("10:00")
    assert attended(plan, on("12:00"), on("08:00")) == on("12:00")
    assert attended(plan, on("08:00"), on("12:00")) == on("12:00")


# ---------------------------------------------------------------------------------------------------- until when


@pytest.mark.parametrize(
    ("now", "labels", "expected"),
    [
        ("10:00", MAIL, ("11:00", "focus", "late morning")),
        ("12:00", MAIL, ("15:00", "together_soon", "coffee")),
        ("15:40", MAIL, ("16:00", "between", "")),
        ("11:10", MENTION, ("15:00", "not_admitted", "coffee")),
        ("08:00", MENTION, ("15:00", "together_soon", "coffee")),
    ],
)
def test_until_when_and_why(now: str, labels: frozenset[str], expected: tuple[str, str, str]) -> None:
    mails = frozenset({"mail"})
    plan = under(
        week(
            focus("09:00", "11:00"),
            check_in("11:00", "11:30", admits=mails, name="late morning"),
            together("15:00", "15:30", name="coffee"),
            check_in("16:00", "16:30"),
        )
    )
    until, because, name = hold(plan, on(now), labels)
    assert until is not None
    assert (until.astimezone(PARIS).strftime("%H:%M"), because, name) == expected


def test_what_nothing_lets_out_is_held_for_never() -> None:
    plan = under(week(focus("09:00", "11:00"), check_in("11:00", "11:30", admits=frozenset({"mail"}))))
    assert hold(plan, on("10:00"), MENTION) == (None, "never", "")
    assert hold(under(week(between="flow")), on("10:00"), MENTION)[0] == on("10:00")
    flowing = under(week(focus("09:00", "11:00"), between="flow"))
    assert hold(flowing, on("10:00"), MENTION) == (on("11:00"), "focus", "")


def test_a_hidden_check_in_lets_out_when_the_focus_ends() -> None:
    plan = under(DAY_PLAN, *focus_now(under(DAY_PLAN), on("10:50"), HOUR))
    assert hold(plan, on("11:00"), MAIL, honoured=on("10:50")) == (on("11:50"), "focus", "late morning")
    late = hold(plan, on("11:40"), MAIL, honoured=on("10:50"), received_at=on("11:35"))
    assert late == (on("16:00"), "focus", "")


# ---------------------------------------------------------------------------------------------------- properties


@given(st.data())
def test_openings_never_come_in_focus_and_repeat_themselves(data: st.DataObject) -> None:
    zone = data.draw(zones)
    now = data.draw(moments(zone))
    plan = Plan(data.draw(schedules(zone, now)), data.draw(overrides(now)))
    honoured = now - timedelta(minutes=data.draw(st.integers(-100, 5000)))
    found = openings(plan, honoured, now)
    assert found == openings(plan, honoured, now)
    assert not (found and plan.mode_at(now) is Mode.FOCUS)
    assert all(one.start <= now for one in found)
    for one in found:
        assert one.caught_up is (one.received_before is not None)
        assert one.received_before is None or honoured < one.received_before <= now
    later = attended(plan, honoured, now)
    assert later is not None
    assert later >= honoured
    if plan.mode_at(now) is not Mode.FOCUS:
        assert not any(one.caught_up for one in openings(plan, later, now))


@given(st.data())
def test_what_is_held_comes_out_when_it_was_said_to(data: st.DataObject) -> None:
    zone = data.draw(zones)
    now = data.draw(moments(zone))
    plan = Plan(data.draw(schedules(zone, now)), data.draw(overrides(now)))
    labels = data.draw(st.sampled_from([MAIL, MENTION]))
    honoured = now - timedelta(minutes=data.draw(st.integers(0, 600)))
    until, because, _ = hold(plan, now, labels, honoured=honoured)

    def lets_out(moment: datetime) -> bool:
        return any(
            admits(one.admits, labels) and (one.received_before is None or now < one.received_before)
            for one in openings(plan, honoured, moment)
        )

    if until is None:
        assert because == "never"
        return
    assert until >= now
    assert lets_out(until)
    assert not until > now or not lets_out(now)
    moment = now
    while (change := plan.next_change(moment)) is not None and change < min(until, now + timedelta(days=4)):
        assert not lets_out(change)
        moment = change


@given(st.data())
def test_a_day_of_settling_attends_or_catches_up_each_check_in_once(data: st.DataObject) -> None:
    """Ticks at random, the app closed in between: an item never comes out early, and never twice for one check-in."""
    zone = data.draw(zones)
    start = data.draw(moments(zone))
    plan = Plan(data.draw(schedules(zone, start, most=4)), data.draw(overrides(start)))
    steps = data.draw(st.lists(st.integers(0, 400), min_size=1, max_size=20))
    honoured: datetime | None = start
    caught_up: Counter[datetime] = Counter()
    now = start
    for step in steps:
        now += step * MINUTE
        for one in openings(plan, honoured, now):
            assert plan.mode_at(now) is not Mode.FOCUS
            if one.caught_up:
                assert one.received_before is not None
                caught_up[one.received_before] += 1
        honoured = attended(plan, honoured, now)
    assert all(count == 1 for count in caught_up.values())
    missed = plan.check_ins_missed(start, now)
    if plan.schedule.missed == "release" and plan.mode_at(now) is not Mode.FOCUS and missed:
        assert honoured is not None
        assert honoured >= missed[-1].end


# ---------------------------------------------------------------------------------------------- paused and off


def test_a_pause_lets_everything_out_and_a_time_off_nothing() -> None:
    paused = under(DAY_PLAN, *pause(under(DAY_PLAN), on("09:30")))
    assert openings(paused, on("09:00"), on("10:00")) == (Opening("open", on("09:30"), None),)
    assert hold(paused, on("10:00"), MAIL) == (on("10:00"), "between", "")
    flowing = week(*DAY_PLAN.spans, between="flow")
    away = under(flowing, *off(under(flowing), on("09:30"), on("17:00")))
    for moment in ("09:30", "11:10", "12:00", "16:10"):
        assert openings(away, on("09:00"), on(moment)) == ()
    assert hold(away, on("10:00"), MAIL) == (on("17:00"), "off", "")
    assert openings(away, on("09:00"), on("17:00")) == (Opening("open", on("17:00"), None),)


def test_after_a_time_off_what_waits_waits_for_the_next_check_in() -> None:
    away = under(DAY_PLAN, *off(under(DAY_PLAN), on("10:00"), on("14:00")))
    assert hold(away, on("11:10"), MAIL) == (on("16:00"), "off", "")
    assert openings(away, on("09:00"), on("14:00")) == ()
    assert [one.start for one in openings(away, on("09:00"), on("16:00"))] == [on("16:00")]
    inside = under(DAY_PLAN, *off(under(DAY_PLAN), on("10:00"), on("11:10")))
    assert [one.start for one in openings(inside, on("09:00"), on("11:10"))] == [on("11:00")]


def test_what_is_held_in_focus_before_a_pause_comes_with_it() -> None:
    paused = under(DAY_PLAN, *pause(under(DAY_PLAN), on("08:00")))
    plan = under(DAY_PLAN, *focus_now(paused, on("09:00"), HOUR))
    assert hold(plan, on("09:30"), MAIL) == (on("10:00"), "focus", "")
    assert quiet(plan, on("09:30"))
    assert not quiet(plan, on("10:00"))
