"""How strongly one is shown busy, by provider."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from focus import overrides
from focus.busy import busy
from focus.errors import WrongPlan
from focus.levels import AS_USUAL, EVERYWHERE, Levels, read, word, written
from focus.plan import Plan
from focus.presence import Level
from focus.schedule import Mode, Override, Schedule, Span
from focus.sessions import Sessions, State
from tests.focus.week import PARIS

DAILY = frozenset(range(7))
USUAL = {"chat": Level.BUSY, "desk": Level.DO_NOT_DISTURB}
NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour - 1, minute, tzinfo=UTC)


def focus(start: int, end: int, presence: Levels = AS_USUAL) -> Span:
    return Span(Mode.FOCUS, DAILY, time(start), time(end), presence=presence)


def plan(*spans: Span) -> Plan:
    return Plan(Schedule(PARIS, spans))


def test_each_as_usual_until_the_block_ends() -> None:
    assert busy(plan(focus(9, 11)), at(10), USUAL) == {
        "chat": (Level.BUSY, at(11)),
        "desk": (Level.DO_NOT_DISTURB, at(11)),
    }
    assert busy(plan(focus(9, 11)), at(11), USUAL) == {}


def test_a_block_that_nothing_planned_ends_shows_nothing() -> None:
    assert busy(plan(focus(9, 21), Span(Mode.FOCUS, DAILY, time(21), time(9))), at(10), USUAL) == {}


def test_a_block_may_say_how_strongly() -> None:
    assert busy(plan(focus(9, 11, Levels(Level.TEXT))), at(9), USUAL) == dict.fromkeys(USUAL, (Level.TEXT, at(11)))
    only = Levels(on=(("desk", Level.AVAILABLE),))
    assert busy(plan(focus(9, 11, only)), at(9), USUAL) == {"chat": (Level.BUSY, at(11))}


def test_blocks_that_touch_go_on_as_one_until_something_shows_less() -> None:
    two = plan(focus(9, 10), focus(10, 11, Levels(on=(("desk", Level.TEXT),))), focus(11, 12))
    assert busy(two, at(9), USUAL) == {"chat": (Level.BUSY, at(12)), "desk": (Level.DO_NOT_DISTURB, at(10))}
    assert busy(two, at(10), USUAL) == {"chat": (Level.BUSY, at(12)), "desk": (Level.TEXT, at(12))}


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(1, 6), st.sampled_from([None, *Level])), min_size=1, max_size=6),
    st.integers(0, 120),
    st.integers(0, 120),
)
def test_it_lasts_until_the_first_minute_that_shows_less(
    blocks: list[tuple[int, Level | None]], since: int, length: int
) -> None:
    """None: nothing is planned."""
    spans, quarter = [], 4 * 9
    for quarters, level in blocks:
        start, end = (time(*divmod(15 * one, 60)) for one in (quarter, quarter + quarters))
        quarter += quarters
        if level is not None:
            spans.append(Span(Mode.FOCUS, DAILY, start, end, presence=Levels(level)))
    begin, minute = at(9) + timedelta(minutes=since), timedelta(minutes=1)
    asked = (Override(Mode.FOCUS, begin, begin + length * minute, "", Levels(Level.BUSY)),) if length else ()
    day = Plan(Schedule(PARIS, tuple(spans)), asked)

    def level_at(now: datetime) -> Level:
        shown = busy(day, now, {"chat": Level.BUSY}).get("chat")
        return Level.AVAILABLE if shown is None else shown[0]

    for now in (at(9), begin, at(10), at(10, 50)):
        shown = busy(day, now, {"chat": Level.BUSY}).get("chat")
        if shown is not None:
            last = now
            while level_at(last) >= shown[0]:
                last += minute
            assert shown[1] == last


def test_what_shows_nothing_in_the_next_block_ends_with_this_one() -> None:
    two = plan(focus(9, 10), focus(10, 11, Levels(Level.AVAILABLE)))
    assert busy(two, at(9, 30), USUAL)["chat"] == (Level.BUSY, at(10))
    assert busy(two, at(10), USUAL) == {}


def test_what_is_asked_for_now_says_so_too_and_an_extension_keeps_it() -> None:
    levels = Levels(Level.TEXT, (("chat", Level.AVAILABLE),))
    asked = overrides.focus_now(plan(), at(9), timedelta(hours=1), presence=levels)
    longer = overrides.extend(Plan(Schedule(PARIS), asked), at(9, 30), timedelta(minutes=15))
    assert busy(Plan(Schedule(PARIS), longer), at(9, 30), USUAL) == {"desk": (Level.TEXT, at(10, 15))}
    planned = overrides.extend(plan(focus(9, 11, levels)), at(10), timedelta(minutes=15))
    assert planned[0].presence == levels


def test_it_is_kept_over_a_restart(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path / "sessions.json")
    for levels in (AS_USUAL, Levels(Level.TEXT), Levels(Level.BUSY, (("a", Level.AVAILABLE),))):
        state = State((Override(Mode.FOCUS, at(9), at(10), "", levels),), None)
        sessions.save(state)
        assert sessions.load() == state


def test_what_an_earlier_version_kept_is_as_usual(tmp_path: Path) -> None:
    file = tmp_path / "sessions.json"
    file.write_text(
        '{"version": 1, "honoured": null, "overrides": [{"mode": "focus", "since": "2026-11-23T08:00:00+00:00", '
        '"until": "2026-11-23T09:00:00+00:00", "intention": ""}]}'
    )
    assert Sessions(file).load().overrides[0].presence == AS_USUAL


def test_only_a_focus_block_says_how_strongly() -> None:
    with pytest.raises(WrongPlan, match="presence"):
        Plan(Schedule(PARIS, (Span(Mode.CHECK_IN, DAILY, time(9), time(10), presence=Levels(Level.TEXT)),)))


@pytest.mark.parametrize(
    "levels", [AS_USUAL, Levels(Level.BUSY), Levels(on=(("a", Level.TEXT), ("b", Level.AVAILABLE)))]
)
def test_written_and_read_again(levels: Levels) -> None:
    assert read(written(levels)) == levels


def test_words() -> None:
    assert word(Level.AVAILABLE) == "nothing"
    assert written(Levels(Level.TEXT, (("a", Level.BUSY),))) == {EVERYWHERE: "text", "a": "busy"}
    for wrong in ("loud", {"a": "loud"}, {"a": 1}, 3, ["text"]):
        with pytest.raises(ValueError, match=r"."):
            read(wrong)
