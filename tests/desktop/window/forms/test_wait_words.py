from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from desktop.window.forms.wait_words import words
from focus.cautions import WeekWarning
from focus.schedule import Schedule

WEEK = Schedule(ZoneInfo("Europe/Paris"))
FRIDAY = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_what_needs_no_words_has_none() -> None:
    assert words((), WEEK) == ()


def test_what_no_check_in_admits_is_named_in_one_sentence() -> None:
    (warned,) = words((WeekWarning("never", label="mention"), WeekWarning("never", label="home")), WEEK)
    assert warned.serious
    assert warned.text == "No check-in admits mentions, home: it would wait for ever. Let one admit it."


def test_without_a_check_in_that_is_all_there_is_to_say() -> None:
    (warned,) = words((WeekWarning("no_check_in"), WeekWarning("never", label="mail")), WEEK)
    assert warned.text.startswith("There is no check-in:")


def test_a_long_wait_is_a_note_on_the_clock_of_the_schedule() -> None:
    wait = WeekWarning("long_wait", since=FRIDAY, until=MONDAY, length=MONDAY - FRIDAY, weekly=True)
    (warned,) = words((wait,), WEEK)
    assert not warned.serious
    assert warned.text == "The longest wait is 62 h 30 min: from Friday 18:30 to Monday 09:00."


def test_one_wait_of_several_is_said_once_and_two_by_their_names() -> None:
    wait = WeekWarning("long_wait", since=FRIDAY, until=MONDAY, length=MONDAY - FRIDAY, weekly=True)
    both = [replace(wait, label="mail"), replace(wait, label="mention")]
    assert [warned.text for warned in words(both, WEEK)] == [warned.text for warned in words((wait,), WEEK)]
    other = replace(wait, label="mention", until=MONDAY + timedelta(hours=5), length=MONDAY - FRIDAY)
    assert [warned.text.split(":")[0] for warned in words((both[0], other), WEEK)] == ["Mail", "Mentions"]


def test_the_wait_of_days_that_differ_says_their_dates_and_their_name() -> None:
    wait = WeekWarning("long_wait", since=FRIDAY, until=MONDAY, length=MONDAY - FRIDAY, cause="Bridge")
    (warned,) = words((wait,), WEEK)
    assert warned.text.startswith("With “Bridge” the longest wait is 62 h 30 min: from Fri 20 Nov 2026 18:30 to Mon 23")


def test_a_check_in_too_short_for_its_usual_batch() -> None:
    short = WeekWarning(
        "too_short", since=MONDAY, length=timedelta(minutes=15), name="Morning", items=34, needs=timedelta(minutes=40)
    )
    (warned,) = words((short,), WEEK)
    assert not warned.serious
    assert warned.text.startswith("The check-in “Morning” on Monday 09:00 is short: 15 min, and its usual 34 ")
    assert warned.text.endswith("take about 40 min.")
