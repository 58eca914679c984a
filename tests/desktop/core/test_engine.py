"""A day through the real engine, database, plan and keeper, with a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.core.desk import RequestError
from desktop.core.events import NowChanged, Problem
from focus.schedule import Mode
from inbox.item import State, Verdict
from tests.desktop.core.day import Day, at


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    opened = Day(tmp_path, at(8))
    opened.be(at(8))
    yield opened
    opened.engine.close()


def test_mail_is_held_in_focus_and_comes_as_one_batch_at_the_check_in(day: Day) -> None:
    day.be(at(9))
    day.arrive(200)
    day.be(at(10, 59, 59))
    assert (day.count(State.HELD), day.notices) == (200, [])
    day.be(at(11))
    assert (day.count(State.HELD), day.count(State.RELEASED)) == (0, 200)
    [told] = day.notices
    assert (told.notice.total, told.notice.next_check_in) == (200, at(16))
    day.arrive(3)
    day.be(at(11, 10))
    assert (day.count(State.RELEASED), len(day.notices)) == (203, 1)
    found = day.engine.batch()
    assert found is not None
    assert (found[0].name, found[0].start, found[0].total) == ("late morning", at(11), 203)


def test_between_check_ins_items_wait_and_say_for_what(day: Day) -> None:
    day.be(at(12))
    day.arrive()
    [row] = day.engine.rows(State.HELD)
    assert row.hold is not None
    assert (row.hold.until, row.hold.because) == (at(16), "between")
    day.be(at(15, 59))
    assert day.count(State.HELD) == 1


def test_a_code_passes_the_hold_and_is_told_of_with_its_rule(day: Day) -> None:
    day.arrive()
    day.be(at(9))
    day.arrive(subject="Your verification code is 482913")
    day.arrive(subject="The codebase")
    assert [told.notice.rule for told in day.notices] == ["codes"]
    assert (day.count(State.RELEASED), day.count(State.HELD)) == (1, 2)


def test_who_is_let_pass_passes_where_someone_vouches_for_them_and_else_says_why_not(tmp_path: Path) -> None:
    day = Day(tmp_path, at(8))
    file = day.paths.settings_file
    rule = '[[rule]]\nname = "Claire"\nmatch = { address = ["claire@client.example"] }\n'
    file.write_text(f"{file.read_text()}{rule}")
    day.restart(at(8))
    day.arrive()
    day.be(at(9))
    day.arrive(verdict=Verdict.VERIFIED)
    day.arrive(verdict=Verdict.UNKNOWN)
    day.arrive(verdict=Verdict.FAILED)
    assert [told.notice.rule for told in day.notices] == ["Claire"]
    [forged, unverified, before] = day.engine.rows(State.HELD)
    assert (forged.refused_by, unverified.refused_by) == ("Claire", "Claire")
    assert before.item.verdict is Verdict.UNKNOWN
    history = day.engine.details(unverified.item.id).history
    assert [(one.what, one.by) for one in history] == [("arrived", "work"), ("unverified", "Claire")]
    [passed] = day.engine.rows(State.RELEASED)
    assert [one.what for one in day.engine.details(passed.item.id).history] == ["arrived", "passed"]
    day.engine.close()


def test_the_past_of_a_new_account_brings_no_break_through(day: Day) -> None:
    day.be(at(9))
    day.arrive(subject="Your verification code is 482913", received_at=at(8, 50))
    day.arrive(subject="Your verification code is 482914", received_at=at(8, 51))
    assert (day.notices, day.count(State.HELD)) == ([], 2)
    day.arrive(subject="Your verification code is 482915")
    assert len(day.notices) == 1


def test_busy_is_shown_in_focus_and_taken_back_at_the_check_in(day: Day) -> None:
    day.be(at(9))
    assert day.shown()["text"] == "In focus until 11:00, reading messages at 11:00"
    day.be(at(11))
    assert not day.shown().get("text")


def test_a_check_in_slept_through_is_caught_up_once_without_what_came_later(day: Day) -> None:
    day.be(at(9))
    day.arrive(5)
    day.restart(at(12))
    day.arrive(2, received_at=at(11, 45))
    day.be(at(12, 0, 30))
    assert (day.count(State.RELEASED), day.count(State.HELD)) == (5, 2)
    day.restart(at(12, 30), killed=True)
    day.be(at(13))
    assert (day.count(State.RELEASED), len(day.notices)) == (5, 1)


def test_a_check_in_hidden_by_focus_now_is_caught_up_when_it_ends(day: Day) -> None:
    day.be(at(10))
    day.arrive(4)
    day.engine.focus(until=at(13), intention="one more thing")
    day.be(at(11, 15))
    assert day.count(State.HELD) == 4
    [first, *_] = day.engine.rows(State.HELD)
    assert first.hold is not None
    assert first.hold.until == at(13)
    day.be(at(13))
    assert (day.count(State.RELEASED), len(day.notices)) == (4, 1)


def test_opening_a_check_in_during_focus_releases_once_and_focus_goes_on(day: Day) -> None:
    day.be(at(9))
    day.arrive(3)
    assert day.engine.open_check_in().mode is Mode.CHECK_IN
    day.be(at(9))  # the pop-up waits until the desktop is no longer quiet
    assert (day.count(State.RELEASED), len(day.notices)) == (3, 1)
    assert day.engine.close_check_in().mode is Mode.FOCUS
    day.arrive(1)
    assert (day.count(State.HELD), len(day.notices)) == (1, 1)


def test_a_focus_asked_for_survives_a_kill(day: Day) -> None:
    day.be(at(12))
    day.engine.focus(length=timedelta(minutes=50), intention="survive")
    day.restart(at(12, 20), killed=True)
    now = day.engine.now()
    assert (now.mode, now.until, now.intention) == (Mode.FOCUS, at(12, 50), "survive")


def test_what_is_snoozed_until_a_time_in_focus_waits_for_its_end(day: Day) -> None:
    day.be(at(11))
    day.arrive()
    day.be(at(11, 1))
    [row] = day.engine.rows(State.RELEASED)
    day.engine.focus(until=at(14))
    day.engine.snooze([row.item.id], at(12))
    day.be(at(13))
    assert day.count(State.SNOOZED) == 1
    day.be(at(14))
    assert day.count(State.RELEASED) == 1


def test_a_clock_set_back_releases_nothing_twice_and_hides_nothing(day: Day) -> None:
    day.be(at(9))
    day.arrive(3)
    day.be(at(11))
    day.be(at(9))
    day.arrive(1)
    assert (day.count(State.RELEASED), day.count(State.HELD)) == (3, 1)
    day.be(at(11))
    assert day.count(State.RELEASED) == 4
    assert len(day.notices) == 1


def test_wrong_requests_change_nothing_and_say_why(day: Day) -> None:
    day.be(at(12))
    for wrong in (
        lambda: day.engine.focus(until=at(11)),
        day.engine.stop_focus,
        lambda: day.engine.snooze([1], at(11)),
        lambda: day.engine.done([99]),
        lambda: day.engine.details(99),
    ):
        with pytest.raises(RequestError):
            wrong()
    assert day.engine.now().mode is Mode.OPEN


def test_ticking_again_tells_nothing_again(day: Day) -> None:
    day.be(at(9))
    told = len(day.events)
    for _ in range(5):
        day.be(at(9))
    assert len(day.events) == told


@pytest.mark.logs("disk could not be")
def test_a_full_disk_with_nothing_held_does_not_end_the_app(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("focus.sessions.write_json", full)
        day.be(at(11))
        with pytest.raises(RequestError, match="No space left"):
            day.engine.focus(length=timedelta(minutes=5))
    assert [event.code for event in day.events if isinstance(event, Problem)] == ["storage"]
    day.be(at(11, 1))
    assert day.engine.now().mode is Mode.CHECK_IN


def test_undo_never_takes_back_a_release(day: Day) -> None:
    day.be(at(9))
    day.arrive(3)
    day.engine.pin([1], True)
    day.engine.snooze([2], at(10))
    day.be(at(11))
    assert day.engine.undo() == ""
    assert day.engine.undo() == "pin"
    assert (day.count(State.HELD), day.count(State.SNOOZED), day.count(State.RELEASED)) == (0, 0, 3)
    assert len(day.notices) == 1


def test_a_notice_of_what_flowed_waits_for_the_end_of_focus(day: Day) -> None:
    text = day.paths.settings_file.read_text()
    day.paths.settings_file.write_text(text.replace("[schedule]", '[schedule]\nbetween = "flow"'))
    day.be(at(8, 29, 30))
    day.arrive()
    day.be(at(8, 29, 40))
    day.arrive()
    assert len(day.notices) == 1
    day.be(at(8, 40))
    assert len(day.notices) == 1
    day.be(at(11, 31))
    assert len(day.notices) == 2


def test_a_snooze_into_focus_says_when_it_really_comes_back(day: Day) -> None:
    day.be(at(8, 10))
    day.arrive()
    day.engine.snooze([1], at(9, 30))
    [row] = day.engine.rows(State.SNOOZED)
    assert row.hold is not None
    assert row.hold.until == at(11)
    with pytest.raises(RequestError, match="too far"):
        day.engine.snooze([1], datetime(9999, 1, 1, tzinfo=UTC))


def test_a_clock_that_was_in_the_future_once_does_not_end_catching_up(day: Day) -> None:
    day.be(at(8, 5))
    day.be(datetime(2038, 1, 19, tzinfo=UTC))
    day.be(at(9))
    day.arrive(3)
    day.restart(at(12))
    day.be(at(12, 0, 30))
    assert day.count(State.RELEASED) == 3


@pytest.mark.logs("disk could not be")
def test_a_full_disk_is_told_of_once_and_nothing_is_lost(day: Day) -> None:
    day.be(at(9))
    day.arrive(3)
    with day.engine._store.write() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON batch BEGIN SELECT raise(ABORT, 'database or disk is full'); END"
        )
    day.be(at(11))
    day.be(at(11, 1))
    assert [event.code for event in day.events if isinstance(event, Problem)] == ["storage"]
    assert day.count(State.HELD) == 3
    with day.engine._store.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    day.be(at(11, 2))
    assert (day.count(State.RELEASED), len(day.notices)) == (3, 1)


def test_settings_changed_by_hand_are_followed_and_mistakes_told(day: Day) -> None:
    text = day.paths.settings_file.read_text()
    day.paths.settings_file.write_text(text.replace('"08:30"', '"nonsense"'))
    day.be(at(9))
    assert [event.code for event in day.events if isinstance(event, Problem)] == ["settings"]
    assert day.engine.now().mode is Mode.FOCUS
    day.paths.settings_file.write_text(text.replace('"08:30"', '"10:00"'))
    day.be(at(9, 0, 30))
    assert [event.now.mode for event in day.events if isinstance(event, NowChanged)][-1] is Mode.OPEN


def test_two_engines_agree_on_what_was_stored(day: Day) -> None:
    day.arrive(2, subject="Réunion")
    day.restart(at(8, 1))
    assert [row.item.subject for row in day.engine.search("reunion")] == ["Réunion", "Réunion"]
    assert day.engine.details(1).history[0].what == "arrived"
