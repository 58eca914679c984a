from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from focus.presence import (
    Confirm,
    Entry,
    Forget,
    Leave,
    Level,
    Presence,
    Restore,
    Stage,
    Step,
    Write,
    Yield,
    another,
    reconcile,
    same,
)

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
BLANK = Presence()
TRAIN = Presence(Level.TEXT, "on the train", ":train:")
LUNCH = Presence(Level.BUSY, "lunch", "", NOW + 30 * MINUTE)
MEETING = Presence(Level.DO_NOT_DISTURB, "meeting")
OURS = Presence(Level.BUSY, "In focus", ":lock:", NOW + HOUR)
AWAY = Presence(Level.TEXT, "away")
QUIET = replace(OURS, level=Level.TEXT)
LONGER = replace(OURS, until=NOW + 2 * HOUR)


def lease(before: Presence = TRAIN, stage: Stage = Stage.SHOWING, ours: Presence | None = OURS) -> Entry:
    return Entry(before, OURS, ours, stage)


def noted(before: Presence = TRAIN) -> Entry:
    """And nobody knows whether it was written."""
    return lease(before, ours=None)


@pytest.mark.parametrize(
    ("wanted", "found", "expected"),
    [
        (OURS, BLANK, Write(Entry(BLANK, OURS))),
        (OURS, TRAIN, Write(Entry(TRAIN, OURS))),
        (OURS, LUNCH, Write(Entry(LUNCH, OURS))),  # it ends before our block does
        (OURS, replace(LUNCH, until=NOW + 2 * HOUR), Leave()),
        (OURS, replace(LUNCH, until=None), Leave()),
        (OURS, replace(MEETING, until=NOW), Write(Entry(BLANK, OURS))),  # over
        (OURS, MEETING, Leave()),
        (OURS, OURS, Leave()),
        (QUIET, TRAIN, Write(Entry(TRAIN, QUIET))),
        (replace(OURS, until=NOW), BLANK, Leave()),
        (BLANK, TRAIN, Leave()),
        (None, BLANK, Leave()),
        (None, OURS, Leave()),
    ],
)
def test_without_a_lease(wanted: Presence | None, found: Presence, expected: Step) -> None:
    assert reconcile(wanted, found, None, NOW) == expected


@pytest.mark.parametrize(
    ("found", "entry", "expected"),
    [
        (OURS, lease(), Restore(TRAIN)),
        (replace(OURS, until=OURS.until and OURS.until + MINUTE), lease(), Restore(TRAIN)),
        (OURS, lease(BLANK), Restore(BLANK)),
        (OURS, lease(replace(TRAIN, until=NOW)), Restore(BLANK)),  # the person's own has ended meanwhile
        (OURS, lease(LUNCH), Restore(LUNCH)),
        (MEETING, lease(), Forget()),
        (replace(OURS, text="In focus, really"), lease(), Forget()),
        (BLANK, lease(), Forget()),  # the person cleared it
        (TRAIN, noted(), Forget()),  # it never got there
        (OURS, noted(), Restore(TRAIN)),  # it got there, and nobody noted that
        (replace(OURS, until=NOW + 3 * HOUR), noted(), Restore(TRAIN)),  # rounded by the service
        (OURS, lease(stage=Stage.ENDING), Restore(TRAIN)),
        (TRAIN, lease(stage=Stage.ENDING), Forget()),
        (OURS, lease(stage=Stage.YIELDED), Forget()),
    ],
)
def test_at_the_end_of_a_block(found: Presence, entry: Entry, expected: Step) -> None:
    assert reconcile(None, found, entry, NOW) == expected
    assert reconcile(replace(OURS, until=NOW), found, entry, NOW) == expected


def test_what_the_service_ended_itself_is_put_back() -> None:
    after = NOW + HOUR
    assert reconcile(None, BLANK, lease(), after) == Restore(TRAIN)
    assert reconcile(None, BLANK, lease(LUNCH), after) == Forget()
    step = reconcile(LONGER, BLANK, lease(), after)
    assert step == Write(Entry(TRAIN, LONGER, replaced=OURS))
    assert isinstance(step, Write)
    assert reconcile(None, BLANK, step.entry, after) == Restore(TRAIN)  # killed before the write


def test_what_shows_an_end_and_does_not_keep_it_is_put_back_all_the_same() -> None:
    after = NOW + HOUR
    assert reconcile(None, OURS, lease(), after) == Restore(TRAIN)
    assert reconcile(LONGER, OURS, lease(), after) == Write(Entry(TRAIN, LONGER, replaced=OURS))
    assert reconcile(None, replace(OURS, text="mine"), lease(), after) == Forget()


@pytest.mark.parametrize(
    ("found", "entry", "expected"),
    [
        (OURS, lease(), Leave()),
        (OURS, noted(), Confirm(lease())),
        (TRAIN, noted(), Write(noted())),
        (BLANK, noted(), Yield()),
        (MEETING, lease(), Yield()),
        (TRAIN, lease(), Yield()),
        (BLANK, lease(), Yield()),
        (MEETING, lease(stage=Stage.YIELDED), Leave()),
        (OURS, lease(stage=Stage.ENDING), Write(Entry(TRAIN, OURS, replaced=OURS))),
        (TRAIN, lease(stage=Stage.ENDING), Write(Entry(TRAIN, OURS))),
        (TRAIN, lease(LUNCH, stage=Stage.ENDING), Yield()),  # an app that ended did not come to put it back
    ],
)
def test_during_a_block(found: Presence, entry: Entry, expected: Step) -> None:
    assert reconcile(OURS, found, entry, NOW) == expected


def test_an_extension_keeps_what_was_before_through_a_crash() -> None:
    step = reconcile(LONGER, OURS, lease(), NOW)
    assert step == Write(Entry(TRAIN, LONGER, replaced=OURS))
    assert isinstance(step, Write)
    for found in (OURS, LONGER):  # killed before and after the write
        assert reconcile(None, found, step.entry, NOW) == Restore(TRAIN)
    assert reconcile(LONGER, OURS, step.entry, NOW) == Write(step.entry)
    assert reconcile(None, MEETING, step.entry, NOW) == Forget()


def test_a_service_that_only_has_steps_is_left_alone_while_it_shows_ours() -> None:
    rounded = replace(OURS, until=NOW + 3 * HOUR)
    assert reconcile(OURS, rounded, lease(ours=rounded), NOW) == Leave()
    assert reconcile(None, rounded, lease(ours=rounded), NOW) == Restore(TRAIN)


def test_what_is_nothing_but_a_level_is_told_from_the_person_s_own_by_its_end() -> None:
    ours = Presence(Level.DO_NOT_DISTURB, until=NOW + HOUR)
    note = Entry(BLANK, ours)
    for until in (NOW + HOUR + MINUTE, NOW + HOUR - MINUTE, None):  # None: it does not tell ends
        assert reconcile(None, replace(ours, until=until), note, NOW) == Restore(BLANK)
    theirs = replace(ours, until=NOW + 3 * HOUR)
    assert reconcile(ours, theirs, note, NOW) == Yield()
    assert reconcile(None, theirs, note, NOW) == Forget()
    assert reconcile(None, replace(OURS, until=NOW + 3 * HOUR), noted(), NOW) == Restore(TRAIN)  # a large step


def test_same_is_what_it_looks_like_to_others() -> None:
    assert same(OURS, replace(OURS, until=NOW + HOUR + MINUTE))
    assert not same(OURS, replace(OURS, until=NOW + HOUR + 2 * MINUTE))
    assert not same(OURS, replace(OURS, until=None))
    assert same(BLANK, replace(BLANK, until=NOW))
    assert not same(OURS, replace(OURS, level=Level.DO_NOT_DISTURB))


@pytest.mark.parametrize(
    ("found", "entry", "expected"),
    [
        (OURS, lease(), Write(Entry(TRAIN, LONGER, replaced=OURS))),
        (BLANK, lease(), Write(Entry(TRAIN, LONGER, replaced=OURS))),  # its own expiry ended it meanwhile
        (AWAY, lease(), Write(Entry(AWAY, LONGER))),  # theirs, between the blocks
        (MEETING, lease(), Forget()),
        (AWAY, lease(stage=Stage.YIELDED), Write(Entry(AWAY, LONGER))),
        (OURS, lease(stage=Stage.UNDOING), Write(Entry(TRAIN, LONGER, replaced=OURS))),
    ],
)
def test_the_next_block_finds_what_one_before_left(found: Presence, entry: Entry, expected: Step) -> None:
    slept = NOW + 90 * MINUTE
    before = replace(entry, since=NOW, ends=NOW + HOUR)
    assert reconcile(LONGER, found, before, slept, since=NOW + 80 * MINUTE) == expected
    stopped = replace(entry, since=NOW, ends=NOW + 2 * HOUR, stage=Stage.ENDING)
    if entry.stage is Stage.SHOWING:
        assert reconcile(LONGER, found, stopped, slept, since=NOW + 80 * MINUTE) == expected


def test_blocks_that_touch_are_one() -> None:
    taken = replace(lease(stage=Stage.YIELDED), since=NOW, ends=NOW + HOUR)
    assert reconcile(LONGER, QUIET, taken, NOW + HOUR, since=NOW) == Leave()


@pytest.mark.parametrize(
    ("made", "asked"),
    [
        ("In :lock: focus until 11:00", "In 🔒 focus until 11:00"),
        ("In focus until 11:00, next look", "In focus until 11:00, next look at 10:30"),
        ("R&amp;D until 11:00", "R&D until 11:00"),
        ("", "In focus"),
        ("In focus", ""),
    ],
)
def test_what_a_service_makes_of_a_text_is_not_anothers(made: str, asked: str) -> None:
    until = NOW + timedelta(hours=1)
    found = Presence(Level.BUSY, made, ":no_entry:", until + timedelta(hours=3))
    assert not another(found, Presence(Level.BUSY, asked, "", until))


def test_a_rounded_end_is_not_anothers() -> None:
    quiet = Presence(Level.DO_NOT_DISTURB, until=NOW + timedelta(hours=1))
    for until in (None, NOW + timedelta(minutes=61)):
        assert not another(replace(quiet, until=until), quiet)
    assert another(replace(quiet, until=NOW + timedelta(hours=2)), quiet)
