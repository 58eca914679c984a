"""Rooms that are read as a whole: what we moved is no sign of the person's reading."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inbox.item import Reason
from inbox.web.feed import Told
from inbox.web.rooms import OVERLAP, Rooms, instant, micros
from inbox.writing import Standing

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
AT = micros(NOW) - 3_600_000_000


def told(number: int) -> Told:
    return Told(f"k{number}", Reason.MENTIONED, "Ada", "", "", instant(AT + number, NOW))


def kept(rooms: Rooms) -> Rooms:
    """As another process finds it."""
    found = Rooms()
    assert found.begin(str(rooms))
    return found


def test_a_position_we_moved_speaks_for_what_was_marked_only() -> None:
    rooms = Rooms()
    rooms.move("a", 30, 10, 50)
    rooms.move("a", 40, 50, 50)
    for one in (rooms, kept(rooms)):
        stands = {at: one.standing("a", at, 50) for at in (10, 20, 30, 40, 50)}
        assert [at for at, stand in stands.items() if stand is Standing.READ] == [10, 30, 40]
        assert one.standing("a", 20, 60) is Standing.READ  # they read on themselves
        assert one.standing("a", 40, 20) is Standing.UNREAD  # they took it back themselves
        assert one.standing("b", 20, 50) is Standing.READ


def test_taking_back_leaves_what_was_read_and_what_was_marked() -> None:
    rooms = Rooms()
    rooms.move("a", 30, 10, 30)
    rooms.move("a", 40, 30, 40)
    assert rooms.earlier("a", 40) == 30
    rooms.take_back("a", 40, 30)
    assert [rooms.standing("a", at, 30) for at in (10, 20, 30, 40)] == [
        Standing.READ, Standing.UNREAD, Standing.READ, Standing.UNREAD,
    ]  # fmt: skip
    assert rooms.earlier("a", 30) == 10
    assert rooms.earlier("never moved", 30) == 29


def test_what_comes_late_behind_newer_ones_is_told_once() -> None:
    rooms = Rooms()
    assert not rooms.begin("")
    (first,) = rooms.portions([], AT, NOW)
    assert rooms.begin(first.cursor)
    (second,) = rooms.portions([told(20), told(30)], AT + 30, NOW)
    assert [one.key for one in second.told] == ["k20", "k30"]
    again = kept(rooms)
    assert again.since == AT + 30 - OVERLAP
    (third,) = again.portions([told(10), told(20), told(30)], AT + 30, NOW)
    assert [one.key for one in third.told] == ["k10"]
    assert list(again.portions([told(10), told(20), told(30)], AT + 30, NOW)) == []


def test_what_was_there_before_the_first_look_is_not_told_later() -> None:
    rooms = Rooms()
    rooms.begin("")
    *_, last = rooms.portions([told(20)], AT + 30, NOW)
    assert rooms.begin(last.cursor)
    assert list(rooms.portions([told(10), told(20), told(30)], AT + 30, NOW)) == []


def test_a_date_far_ahead_hides_nothing() -> None:
    rooms = Rooms()
    rooms.begin("")
    list(rooms.portions([], 10**19, NOW))
    assert rooms.at < micros(NOW) + 86_400_000_001


@pytest.mark.parametrize("cursor", ["x", "{}", "[]", "null", '{"at":1}', '{"at":1,"floor":0,"known":[],"moved":{}}',
    '{"at":1,"floor":0,"known":{},"moved":{"a":[1]}}', '{"at":1e999,"floor":0,"known":{},"moved":{}}'])  # fmt: skip
def test_what_is_no_cursor_begins_anew(cursor: str) -> None:
    assert not Rooms().begin(cursor)


def test_rooms_are_remembered_up_to_a_number() -> None:
    rooms = Rooms()
    for number in range(2000):
        rooms.move(str(number), 1, 0, 2)
    for number in range(1000):
        rooms.move("busy", number, 0, number)
    assert len(rooms.moved) == 500
    assert len(str(rooms)) < 40_000
