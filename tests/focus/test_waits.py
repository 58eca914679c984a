from datetime import time, timedelta
from zoneinfo import ZoneInfo

from focus.schedule import Mode, Schedule, Span
from focus.waits import DAY, longest_wait

PARIS = ZoneInfo("Europe/Paris")
WORKDAYS = frozenset(range(5))
MAIL = frozenset({"mail"})


def week(*spans: Span, between: str = "hold") -> Schedule:
    return Schedule(PARIS, spans, between=between)


def check_in(start: time, end: time, days: frozenset[int] = WORKDAYS, admits: frozenset[str] | None = None) -> Span:
    return Span(Mode.CHECK_IN, days, start, end, admits)


def test_without_a_check_in_things_wait_for_ever() -> None:
    assert longest_wait(week(Span(Mode.FOCUS, WORKDAYS, time(9), time(11))), MAIL) is None


def test_the_weekend_is_the_longest_wait() -> None:
    wait = longest_wait(week(check_in(time(11), time(11, 30)), check_in(time(18), time(18, 30))), MAIL)
    assert wait is not None
    assert (wait.since, wait.until) == (4 * DAY + 18 * 60 + 30, 11 * 60)
    assert wait.length == timedelta(days=2, hours=16, minutes=30)


def test_a_check_in_that_admits_something_else_does_not_end_a_wait() -> None:
    schedule = week(check_in(time(11), time(12), admits=frozenset({"mention"})))
    assert longest_wait(schedule, MAIL) is None
    assert longest_wait(schedule, frozenset({"mention", "work"})) is not None


def test_an_account_may_be_admitted_by_its_name() -> None:
    schedule = week(check_in(time(11), time(12), admits=frozenset({"work"})))
    assert longest_wait(schedule, frozenset({"mail", "work"})) is not None
    assert longest_wait(schedule, frozenset({"mail", "home"})) is None


def test_open_time_that_flows_leaves_only_the_focus_blocks() -> None:
    wait = longest_wait(week(Span(Mode.FOCUS, WORKDAYS, time(22), time(2)), between="flow"), MAIL)
    assert wait is not None
    assert wait.length == timedelta(hours=4)
    free = longest_wait(week(between="flow"), MAIL)
    assert free is not None
    assert not free.length


def test_together_lets_everything_through_even_in_focus() -> None:
    focus = Span(Mode.FOCUS, frozenset(range(7)), time(8), time(7))
    wait = longest_wait(week(focus, Span(Mode.TOGETHER, frozenset({2}), time(14), time(15))), MAIL)
    assert wait is not None
    assert wait.length == timedelta(days=7) - timedelta(hours=1)


def test_a_focus_block_in_open_time_that_flows_goes_round_the_week() -> None:
    sunday = Span(Mode.FOCUS, frozenset({6}), time(22), time(6))
    wait = longest_wait(week(sunday, between="flow"), MAIL)
    assert wait is not None
    assert (wait.since, wait.until, wait.length) == (6 * DAY + 22 * 60, 6 * 60, timedelta(hours=8))
