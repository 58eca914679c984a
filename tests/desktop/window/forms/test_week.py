from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from desktop.core.settings.week import PRESETS, preset
from desktop.window.forms.week import DAY, Draft, Grip, Piece, dragged, drawn, free_start, pieces, snap
from focus.plan import check
from focus.schedule import Mode, Schedule, Span
from focus.waits import longest_wait

PARIS = ZoneInfo("Europe/Paris")
MONDAY = frozenset({0})


def span(kind: Mode, start: str, end: str, days: frozenset[int] = MONDAY) -> Span:
    return Span(kind, days, time.fromisoformat(start), time.fromisoformat(end))


def test_a_span_past_midnight_is_painted_in_two_columns_and_sunday_goes_on_on_monday() -> None:
    found = list(pieces([span(Mode.FOCUS, "22:00", "02:00", frozenset({6}))]))
    assert found == [Piece(0, 6, 22 * 60, DAY), Piece(0, 0, 0, 120)]


def test_until_midnight_is_one_piece() -> None:
    assert list(pieces([span(Mode.FOCUS, "22:00", "00:00")])) == [Piece(0, 0, 22 * 60, DAY)]


def test_what_is_stronger_is_painted_over_what_is_weaker() -> None:
    spans = [span(Mode.TOGETHER, "9:00".zfill(5), "10:00"), span(Mode.FOCUS, "08:00", "12:00")]
    spans.append(span(Mode.CHECK_IN, "11:00", "11:30"))
    assert [piece.span for piece in pieces(spans)] == [1, 2, 0]


@pytest.mark.parametrize(("minute", "snapped"), [(-5, 0), (7.4, 0), (7.6, 15), (22, 15), (1439, DAY), (2000, DAY)])
def test_hours_snap_to_quarters(minute: float, snapped: int) -> None:
    assert snap(minute) == snapped


def test_a_drag_draws_either_way_and_a_click_draws_nothing() -> None:
    down, up = drawn(2, 541, 608), drawn(2, 608, 541)
    assert down == up == Span(Mode.FOCUS, frozenset({2}), time(9), time(10, 15))
    assert drawn(2, 541, 544) is None
    late = drawn(2, 1380, 1600)
    assert late is not None
    assert late.end == time(0)


@pytest.mark.parametrize("count", PRESETS)
def test_presets_are_what_they_say_and_nothing_waits_for_a_day(count: int) -> None:
    schedule = Schedule(PARIS, preset(count))
    check(schedule)
    assert sum(span.kind is Mode.CHECK_IN and 0 in span.days for span in schedule.spans) == count
    wait = longest_wait(schedule, frozenset({"mail"}))
    assert wait is not None
    assert wait.length <= timedelta(hours=24)


def test_every_step_can_be_undone_and_typing_is_one() -> None:
    draft = Draft(Schedule(PARIS, preset(2)))
    number = draft.add(span(Mode.FOCUS, "20:00", "21:00"))
    for end in ("21:01", "21:15", "21:30"):
        draft.put(number, span(Mode.FOCUS, "20:00", end), "hours")
    draft.put(number, span(Mode.CHECK_IN, "20:00", "21:30"))
    draft.delete(number)
    assert draft.schedule == draft.saved
    assert not draft.changed
    assert draft.undo()
    assert draft.schedule.spans[number].kind is Mode.CHECK_IN
    assert draft.undo()
    assert draft.schedule.spans[number] == span(Mode.FOCUS, "20:00", "21:30")
    assert draft.undo()
    assert draft.schedule.spans[number].end == time(21)
    assert draft.undo()
    assert not draft.undo()
    assert draft.schedule == draft.saved


def test_a_new_block_goes_where_there_is_room() -> None:
    spans = [span(Mode.FOCUS, "09:00", "10:30"), span(Mode.CHECK_IN, "11:00", "11:30")]
    assert free_start(spans, MONDAY) == 11 * 60 + 30
    assert free_start(spans, frozenset({1})) == 9 * 60
    assert free_start([span(Mode.FOCUS, "00:00", "23:59")], MONDAY) == 9 * 60


# Dragging

NINE = span(Mode.FOCUS, "09:00", "11:00")
NIGHT = span(Mode.FOCUS, "22:00", "02:00")


@pytest.mark.parametrize(
    ("before", "grip", "by", "after"),
    [
        (NINE, Grip.WHOLE, 6, ("09:00", "11:00")),
        (NINE, Grip.WHOLE, 52, ("09:45", "11:45")),
        (NINE, Grip.WHOLE, -2000, ("00:00", "02:00")),
        (NINE, Grip.WHOLE, 2000, ("22:00", "00:00")),
        (NINE, Grip.START, 30, ("09:30", "11:00")),
        (NINE, Grip.START, 500, ("10:45", "11:00")),
        (NINE, Grip.END, -500, ("09:00", "09:15")),
        (NINE, Grip.END, 2000, ("09:00", "00:00")),
        (NIGHT, Grip.WHOLE, 60, ("23:00", "03:00")),
        (NIGHT, Grip.END, 90, ("22:00", "03:30")),
        (NIGHT, Grip.END, 2000, ("22:00", "21:45")),
        (NIGHT, Grip.START, -2000, ("02:15", "02:00")),
        (span(Mode.FOCUS, "08:50", "09:20"), Grip.WHOLE, 20, ("09:00", "09:30")),
    ],
)
def test_a_drag_keeps_to_the_quarter_and_leaves_one(
    before: Span, grip: Grip, by: float, after: tuple[str, str]
) -> None:
    moved = dragged(before, grip, by)
    assert (moved.start, moved.end) == tuple(time.fromisoformat(text) for text in after)
    check(Schedule(PARIS, (moved,)))


def test_only_a_block_of_one_day_goes_to_another_by_a_drag() -> None:
    assert dragged(NINE, Grip.WHOLE, 0, 3).days == {3}
    assert dragged(NINE, Grip.WHOLE, 0, 30).days == {6}
    assert dragged(NINE, Grip.END, 0, 3).days == MONDAY
    both = replace(NINE, days=frozenset({0, 1}))
    assert dragged(both, Grip.WHOLE, 0, 3) == both
