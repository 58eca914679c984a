from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

from desktop.window.forms.wait_words import warnings
from focus.schedule import Mode, Schedule, Span

PARIS = ZoneInfo("Europe/Paris")
ALL_DAYS = frozenset(range(7))


def test_a_week_that_gives_everything_within_a_day_needs_no_words() -> None:
    assert warnings(Schedule(PARIS, (Span(Mode.CHECK_IN, ALL_DAYS, time(11), time(12)),))) == ()


def test_what_no_check_in_admits_is_named_by_account() -> None:
    work_only = Span(Mode.CHECK_IN, ALL_DAYS, time(11), time(12), frozenset({"work"}))
    (warned,) = warnings(Schedule(PARIS, (work_only,)), ["work", "home"])
    assert warned.serious
    assert warned.text.startswith("No check-in admits mail of home, mentions of home:")


def test_a_long_wait_is_a_note() -> None:
    (warned,) = warnings(Schedule(PARIS, (Span(Mode.CHECK_IN, frozenset({0}), time(11), time(12)),)))
    assert not warned.serious
    assert warned.text.startswith("The longest wait is 167 h: from Monday ")
