"""A week in review, as the desk gives it after a day was really lived on the real engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.core.desk import RequestError
from desktop.core.events import Ended
from desktop.core.review_views import Review
from desktop.core.settings.retained import Retention
from focus.errors import WrongPlan
from focus.review import Objective
from tests.desktop.core.day import Day, at

H, M = timedelta(hours=1), timedelta(minutes=1)
TICK = timedelta(seconds=30)
W48 = "2026-W48"


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    opened = Day(tmp_path, at(8))
    opened.be(at(8))
    yield opened
    opened.engine.close()


def live(day: Day, until: datetime) -> None:
    """A tick each 30 s, as the heartbeat has it."""
    now = day.clock.now()
    while now < until:
        now = min(now + TICK, until)
        day.clock.set_to(now)
        day.engine.tick(now)


def review(day: Day, week: str | None = None) -> Review:
    return day.engine.review(week).run()


def test_a_morning_with_a_nap_of_the_machine(day: Day) -> None:
    day.engine.set_objectives([Objective("Ship", "2026-Q4", ("release 2.0",)), Objective("Hire", "2026-Q3", ("x",))])
    live(day, at(8, 40))
    day.arrive(3)
    day.arrive(subject="Your verification code is 482913")
    live(day, at(9))
    day.be(at(10, 50))  # it slept
    day.engine.woke(at(10, 50))
    live(day, at(11, 5))
    day.engine.done([1, 2, 3])
    live(day, at(11, 10))
    found = review(day)
    assert (found.week, found.zone, found.is_over, found.is_future) == (W48, "UTC", False, False)
    monday = found.hours.days[0]
    assert (monday.focus, monday.check_in, monday.open) == (40 * M, 10 * M, 30 * M)
    assert [(one.intention, one.objective, one.length) for one in found.hours.intentions] == [
        ("Release 2.0", "Ship", 40 * M)
    ]
    assert [one.objective.name for one in found.hours.objectives] == ["Ship"]
    assert (found.held, found.let_through, found.interruptions) == (3, 1, 1)
    assert [(one.rule, one.items, one.not_urgent) for one in found.passed] == [("codes", 1, 0)]
    assert (found.check_ins.held, found.check_ins.cleared, found.check_ins.median) == (1, 1, 5 * M)
    assert found.waits[0].length == at(11) - at(8, 40)
    assert found.trend[-1].focus == found.hours.focus == 40 * M
    assert [one.week for one in found.trend][:2] == ["2026-W37", "2026-W38"]


def test_focus_by_hand_that_is_extended_and_ended_early(day: Day) -> None:
    live(day, at(8, 5))
    day.engine.focus(length=10 * M, intention="Docs")
    live(day, at(8, 10))
    day.engine.extend(5 * M)
    live(day, at(8, 17))
    day.engine.stop_focus()
    live(day, at(8, 20))
    [spent] = review(day).hours.intentions
    assert (spent.intention, spent.length, spent.objective) == ("Docs", 12 * M, "")
    assert review(day).hours.outside == 12 * M


def test_a_look_by_hand_is_an_interruption_and_a_look_at_the_pile_a_peek(day: Day) -> None:
    from inbox.item import State

    live(day, at(8, 40))
    day.engine.open_check_in()
    live(day, at(8, 45))
    day.engine.close_check_in()
    live(day, at(8, 50))
    day.engine.rows(State.HELD)
    found = review(day)
    assert (found.interruptions, found.peeks) == (1, 1)
    assert found.trend[-1].interruptions == 1


def test_the_app_closed_and_killed_is_not_lived(day: Day) -> None:
    live(day, at(8, 45))
    day.restart(at(9, 15))
    live(day, at(9, 30, 10))
    day.restart(at(9, 40), killed=True)
    live(day, at(9, 50))
    focus = review(day).hours.focus
    assert 40 * M - 5 * M <= focus <= 40 * M + timedelta(seconds=10)


def test_what_was_not_urgent_is_counted(day: Day) -> None:
    live(day, at(8, 40))
    day.arrive(subject="Your verification code is 482913")
    day.engine.not_urgent(1)
    assert [(one.rule, one.not_urgent) for one in review(day).passed] == [("codes", 1)]


def test_weeks_before_and_after(day: Day) -> None:
    live(day, at(8, 31))
    before, after = review(day, "2026-W47"), review(day, "2026-W49")
    assert (before.is_over, before.hours.focus, before.held) == (True, timedelta(), 0)
    assert (after.is_future, after.hours.focus, after.focus_before) == (True, timedelta(), M)
    with pytest.raises(WrongPlan, match="2026-W47"):
        day.engine.review("2026-11-23")


def test_the_note_names_no_private_intention_unless_it_is_asked_to(day: Day) -> None:
    day.engine.set_objectives([Objective("Ship", "", ("Release 2.0",)), Objective("Leave", "", ("A new job",))])
    live(day, at(8, 5))
    day.engine.focus(length=20 * M, intention="A new job")
    live(day, at(8, 40))
    day.engine.set_private_intentions(["A new job"])
    note = day.engine.note(W48).run()
    assert "Release 2.0: 10 min" in note
    assert "A new job" not in note
    assert "Leave" not in note
    everything = day.engine.note(W48, private=True).run()
    assert "A new job: 20 min" in everything
    assert "Leave: 20 min" in everything
    assert day.engine.private_intentions() == ("A new job",)


def test_a_template_is_kept_as_it_was_written_and_a_wrong_one_is_not(day: Day) -> None:
    template = "Week {week}\n\n{objectives}\n{{as it is}}\n"
    day.engine.set_note_template(template)
    assert day.engine.note_template() == template
    assert day.engine.note(W48).run() == "Week 2026-W48\n\nNone.\n{as it is}\n"
    for wrong in ("{boss}", "{week!r}", "{week:>9}", "{", "x" * 6000):
        with pytest.raises(RequestError, match="highlights"):
            day.engine.set_note_template(wrong)
    assert day.engine.note_template() == template
    day.engine.set_note_template("")
    assert day.engine.note(W48).run().startswith("# Week 2026-W48, 23 to 29 November 2026\n")


def test_wrong_objectives_change_nothing(day: Day) -> None:
    good = (Objective("Ship", "2026-Q4", ("Release 2.0",)),)
    day.engine.set_objectives(good)
    for wrong in ([Objective("Ship", "Q4")], [*good, *good], [Objective("")], [Objective("A", "", ("",))]):
        with pytest.raises(RequestError, match="Nothing was changed"):
            day.engine.set_objectives(wrong)
    assert day.engine.objectives() == good
    day.engine.set_objectives([])
    assert day.engine.objectives() == ()


def test_what_is_set_keeps_the_rest_of_the_file_as_it_is(day: Day) -> None:
    file = day.paths.settings_file
    file.write_text(f"{file.read_text()}# what I want\n[review]\n# of this month\nnote = 'So: {{focus}}'\n")
    day.be(at(8, 1))
    day.engine.set_private_intentions(["A"])
    day.engine.set_retention(replace(Retention(), lived="2 years"))
    text = file.read_text()
    assert "# what I want\n[review]\n# of this month\nnote = 'So: {focus}'\nprivate = [\"A\"]\n" in text
    assert '[retention]\nlived = "2 years"\n' in text
    assert day.engine.retention() == Retention(lived="2 years")


def test_promises_that_were_due_are_counted(day: Day) -> None:
    live(day, at(8, 40))
    day.arrive(2)
    live(day, at(11, 1))
    with day.engine._store.write() as connection:
        connection.exec_driver_sql("UPDATE item SET promised = 'clients', due_at = released_at + 60000000")
    day.engine.done([1])
    live(day, at(11, 5))
    kept = review(day).promises
    assert kept is not None
    assert (kept.kept, kept.due) == (1, 2)
    assert review(day).trend[-1].kept == kept
    assert review(day, "2026-W47").promises is None


def test_all_is_put_back_before_all_is_deleted(day: Day) -> None:
    day.be(at(9))
    assert day.shown()["level"] == "do_not_disturb"
    told = day.engine.delete_everything().run()
    assert told.problems == ()
    assert day.shown()["level"] == "available"
    assert [one for one in day.events if isinstance(one, Ended)] == [Ended()]
    assert day.engine.accounts() == ()
    day.be(at(9, 1))
    assert day.shown()["level"] == "available"


def test_what_cannot_be_put_back_is_said_and_the_rest_goes_all_the_same(day: Day) -> None:
    day.be(at(9))
    day.status.unlink()
    day.status.mkdir()  # nothing can be written there now
    [told] = day.engine.delete_everything().run().problems
    assert (told.code, told.name) == ("presence", "status")
    assert '"status" showed before could not be put back' in str(told)
    assert [one for one in day.events if isinstance(one, Ended)] == [Ended((told,))]


def test_times_are_those_of_the_zone(tmp_path: Path) -> None:
    made = Day(tmp_path, datetime(2026, 11, 22, 14, 59, tzinfo=UTC), zone="Asia/Tokyo")
    made.be(datetime(2026, 11, 22, 15, 1, tzinfo=UTC))
    assert review(made).week == W48
    assert review(made).since == datetime(2026, 11, 22, 15, tzinfo=UTC)
    made.engine.close()
