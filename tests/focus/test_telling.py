from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from focus.errors import Offline
from focus.presence import Level, Presence
from focus.telling import Event, Told

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BUSY = Presence(Level.BUSY, "In focus", "", NOW + timedelta(hours=1))
LONGER = Presence(Level.BUSY, "In focus", "", NOW + timedelta(hours=2))


class Ear:
    def __init__(self) -> None:
        self.heard: list[Event] = []
        self.deaf = False

    def tell(self, event: Event) -> None:
        self.heard.append(event)
        if self.deaf:
            raise Offline("deaf")

    def told(self) -> list[tuple[str, Presence]]:
        return [(event.kind.value, event.presence) for event in self.heard]


@pytest.fixture
def ear() -> Ear:
    return Ear()


def part(ear: Ear) -> Told:
    return Told(ear.tell, lambda: NOW)


def test_a_block_starts_changes_and_ends(ear: Ear) -> None:
    told = part(ear)
    for presence in (BUSY, LONGER, Presence(), BUSY):
        told.write(presence)
    assert ear.told() == [("start", BUSY), ("change", LONGER), ("end", Presence()), ("start", BUSY)]
    assert len({event.id for event in ear.heard}) == 4
    assert told.read() is None


def test_what_has_arrived_is_not_told_twice(ear: Ear) -> None:
    told = part(ear)
    for presence in (BUSY, BUSY, Presence(), Presence()):
        told.write(presence)
    assert ear.told() == [("start", BUSY), ("end", Presence())]


def test_what_may_not_have_arrived_is_told_again_under_its_number(ear: Ear) -> None:
    told = part(ear)
    ear.deaf = True
    for _ in range(2):
        with pytest.raises(Offline):
            told.write(BUSY)
    ear.deaf = False
    told.write(BUSY)
    assert ear.told() == [("start", BUSY)] * 3
    assert len({event.id for event in ear.heard}) == 1


def test_what_is_tried_no_more_keeps_its_number_to_itself(ear: Ear) -> None:
    told = part(ear)
    ear.deaf = True
    for presence in (BUSY, LONGER):
        with pytest.raises(Offline):
            told.write(presence)
    assert ear.told() == [("start", BUSY), ("start", LONGER)]
    assert len({event.id for event in ear.heard}) == 2


def test_after_a_crash_the_end_is_told(ear: Ear) -> None:
    part(ear).write(BUSY)
    part(ear).write(Presence())
    assert ear.told() == [("start", BUSY), ("end", Presence())]


def test_an_emoji_is_not_told(ear: Ear) -> None:
    assert part(ear).shown(Presence(Level.BUSY, "a", ":lock:")) == Presence(Level.BUSY, "a")
    assert part(ear).shown(Presence(Level.AVAILABLE, "", ":lock:")).blank
