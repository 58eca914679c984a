"""What the week would have made of the past: live, and only ever the answer to the latest question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.desk import Desk, Later, RequestError, Superseded
from desktop.core.rehearsal.values import Rehearsal, Replay
from desktop.core.settings.week import preset
from desktop.window.forms.rehearsal_line import RehearsalLine
from desktop.window.forms.rehearsal_words import line, number
from focus.schedule import Schedule
from tests.desktop.window.late import delivered

WEEK = Schedule(ZoneInfo("Europe/Paris"), preset(3))
UNTIL = datetime(2026, 11, 18, 11, tzinfo=UTC)
MONTH = Replay(check_in=2606, rule=4, batches=90, told=94, days=30)


def found(proposed: Replay, today: Replay = MONTH, arrivals: int | None = None) -> Rehearsal:
    count = proposed.check_in + proposed.rule + proposed.never if arrivals is None else arrivals
    return Rehearsal(proposed, today, count, UNTIL - timedelta(days=30), UNTIL)


def said(rehearsal: Rehearsal) -> str:
    return "".join(text for text, _ in line(rehearsal))


def test_the_sentence_of_the_design() -> None:
    assert said(found(MONTH)) == (
        "With this week your last 30 days would have had 3 check-ins a day instead of 87 notifications; "
        "4 urgent messages would have come through at once."
    ) or said(found(MONTH)).startswith("With this week your last 30 day(s) would have had 3 check-in(s) a day")
    assert [strong for _, strong in line(found(MONTH))] == [False, True, False]


def test_what_would_never_come_out_is_said() -> None:
    assert "would never have come out" in said(found(replace(MONTH, never=3)))
    assert "never" not in said(found(MONTH))


def test_where_nothing_breaks_through_it_says_so_in_words() -> None:
    assert "; no rule would have let anything through at once." in said(found(replace(MONTH, rule=0)))


@pytest.mark.parametrize(
    ("replay", "words"),
    [
        (Replay(days=30), "Nothing has arrived yet"),
        (Replay(check_in=9, days=30, batches=4), "too little to try this week on"),
        (Replay(check_in=500, days=2, batches=4), "too little to try this week on"),
    ],
)
def test_with_too_little_there_are_no_figures_a_day(replay: Replay, words: str) -> None:
    assert words in said(found(replay))
    assert "instead of" not in said(found(replay))


def test_days_of_which_nothing_is_known_are_no_part_of_an_average() -> None:
    young = replace(found(replace(MONTH, check_in=396, rule=4, batches=12)), first=UNTIL - timedelta(days=3, hours=20))
    assert "3 check-in" in said(young)
    assert "100 notification" in said(young)
    assert said(young).startswith("With this week your last 4 day")
    assert "too little" in said(replace(young, first=UNTIL - timedelta(days=1)))


def test_figures_have_a_decimal_where_that_says_more() -> None:
    assert [number(value) for value in (3.0, 2.4, 2.98, 86.9)] == ["3", "2.4", "3", "87"]


class SlowDesk:
    """Answers a rehearsal when it is told to, in any order."""

    def __init__(self) -> None:
        self.asked: list[tuple[Schedule, Future[Any]]] = []

    def call(self, fn: Callable[[Desk], Any]) -> Future[Any]:
        fn(self)  # type: ignore[arg-type]
        return self.asked[-1][1]

    def rehearse(self, schedule: Schedule, rules: Sequence[Any] | None = None, *, days: int = 30) -> Later[Rehearsal]:
        self.asked.append((schedule, Future()))
        return Later(lambda: found(MONTH))


Slow = tuple[RehearsalLine, SlowDesk, Bridge]


@pytest.fixture
def slow(qtbot: QtBot) -> Slow:
    bridge, desk = Bridge(), SlowDesk()
    bridge.attach(desk)
    made = RehearsalLine(bridge)
    qtbot.addWidget(made)
    made.show()
    return made, desk, bridge


def later(week: Schedule, minutes: int) -> Schedule:
    first = replace(week.spans[0], start=time(9, minutes))
    return replace(week, spans=(first, *week.spans[1:]))


def test_only_the_answer_to_the_latest_question_is_shown(slow: Slow, qtbot: QtBot) -> None:
    shown, desk, bridge = slow
    for minutes in (0, 15, 30):
        shown.follow(later(WEEK, minutes))
    assert len(desk.asked) == 3
    (_, first), (_, second), (_, last) = desk.asked
    last.set_result(found(MONTH))
    qtbot.waitUntil(lambda: "87" in shown.words.said)
    second.set_result(found(replace(MONTH, batches=300)))
    first.set_exception(RequestError("superseded"))
    delivered(bridge, qtbot)
    assert "87" in shown.words.said
    assert "superseded" not in shown.words.said
    assert shown.rehearsal == found(MONTH)


def test_while_a_block_is_dragged_what_is_known_is_said_on_the_way(slow: Slow, qtbot: QtBot) -> None:
    shown, desk, bridge = slow
    for minutes in (0, 15, 30, 45):
        shown.follow(later(WEEK, minutes))
    (_, first), (_, second), (_, third), (_, last) = desk.asked
    second.set_result(found(replace(MONTH, batches=300)))
    qtbot.waitUntil(lambda: "10 check-in" in shown.words.said)
    assert not shown.words.isEnabled(), "it is not of where the block is by now"
    assert shown.rehearsal is None
    assert not shown.replay_button.isEnabled()
    first.set_result(found(replace(MONTH, batches=600)))
    third.set_exception(Superseded("Another rehearsal was asked for."))
    delivered(bridge, qtbot)
    assert "10 check-in" in shown.words.said, "what was overtaken is not shown"
    last.set_result(found(MONTH))
    qtbot.waitUntil(shown.words.isEnabled)
    assert "3 check-in" in shown.words.said
    assert shown.replay_button.isEnabled()


def test_it_is_not_called_slow_while_answers_come(slow: Slow, qtbot: QtBot) -> None:
    shown, desk, bridge = slow
    for minutes in (0, 15):
        shown.follow(later(WEEK, minutes))
    assert shown._patience.isActive()
    shown._patience.setInterval(1)
    desk.asked[0][1].set_result(found(MONTH))
    delivered(bridge, qtbot)
    qtbot.waitUntil(lambda: "Trying" in shown.words.said)
    desk.asked[1][1].set_result(found(MONTH))
    qtbot.waitUntil(shown.words.isEnabled)
    assert not shown._patience.isActive()


def test_what_answers_an_earlier_question_is_greyed_and_cannot_be_replayed(slow: Slow, qtbot: QtBot) -> None:
    shown, desk, _ = slow
    shown.follow(WEEK)
    desk.asked[0][1].set_result(found(MONTH))
    qtbot.waitUntil(shown.replay_button.isEnabled)
    shown.follow(later(WEEK, 45))
    assert not shown.words.isEnabled()
    assert not shown.replay_button.isEnabled()
    qtbot.waitUntil(lambda: "Trying" in shown.words.said)
    desk.asked[1][1].set_result(found(replace(MONTH, batches=60)))
    qtbot.waitUntil(shown.words.isEnabled)
    assert "2" in shown.words.said


def test_the_same_week_is_not_asked_about_twice_and_nothing_while_nobody_looks(
    slow: Slow,
) -> None:
    shown, desk, _ = slow
    shown.follow(WEEK)
    shown.follow(WEEK)
    assert len(desk.asked) == 1
    shown.follow(WEEK, again=True)
    assert len(desk.asked) == 2
    shown.hide()
    shown.follow(later(WEEK, 15))
    assert len(desk.asked) == 2


def test_what_cannot_be_tried_says_why(slow: Slow, qtbot: QtBot) -> None:
    shown, desk, _ = slow
    shown.follow(WEEK)
    desk.asked[0][1].set_exception(RequestError("The database could not be read."))
    qtbot.waitUntil(lambda: "could not be read" in shown.words.said)
    assert not shown.replay_button.isVisible()


def test_another_page_s_rehearsal_is_no_trouble_of_this_one(slow: Slow, qtbot: QtBot) -> None:
    shown, desk, bridge = slow
    shown.follow(WEEK)
    desk.asked[0][1].set_exception(Superseded("The rehearsal was superseded."))
    delivered(bridge, qtbot)
    assert "superseded" not in shown.words.said
    shown.follow(WEEK)
    assert len(desk.asked) == 2


def test_replay_hands_over_what_is_on_screen(slow: Slow, qtbot: QtBot) -> None:
    shown, desk, _ = slow
    shown.follow(WEEK)
    desk.asked[0][1].set_result(found(MONTH))
    qtbot.waitUntil(shown.replay_button.isEnabled)
    with qtbot.waitSignal(shown.replay_wanted) as told:
        shown.replay_button.click()
    assert told.args == [found(MONTH)]
