from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from focus.errors import Offline
from focus.journal import Journal
from focus.lane import Lane
from focus.presence import Level, Presence, Stage
from focus.providers import Part, Provider
from tests.clock import HandClock
from tests.focus.service import Life, Remote, Service
from tests.focus.world import BLANK, HOUR, LONGER, MEETING, MINUTE, OURS, START, TRAIN


class Deaf(Remote):
    name = "first"
    works = False

    def read(self) -> Presence:
        if not self.works:
            raise Offline("503")
        return super().read()


class Other(Remote):
    name = "second"


def test_a_part_that_fails_holds_up_no_other(tmp_path: Path) -> None:
    clock = HandClock(START)
    services = Service(clock), Service(clock)
    services[1].set(TRAIN)
    deaf, other = Deaf(services[0], Life()), Other(services[1], Life())
    parts: tuple[Part, ...] = (deaf, other)
    journal = Journal(tmp_path / "journal.json")
    lane = Lane("it", lambda: Provider(parts, lambda: None), {}, lambda *note: journal.put("it", *note))
    lane.bring(OURS, clock.now())
    assert (lane.line().problem, services[1].shown, list(journal.entries()["it"])) == ("offline", OURS, ["second"])
    deaf.works = True
    lane.bring(OURS, clock.now())
    assert (lane.line().problem, services[0].shown) == ("", OURS)
    services[1].set(MEETING)  # one part taken over by hand leaves the other ours
    lane.bring(OURS, clock.now())
    assert {part: entry.stage for part, entry in journal.entries()["it"].items()} == {
        "first": Stage.SHOWING, "second": Stage.YIELDED,
    }  # fmt: skip
    assert lane.line().ours
    lane.bring(None, clock.now())
    assert (services[0].shown, services[1].shown, journal.entries()) == (BLANK, MEETING, {})


def test_what_kept_ours_away_and_is_taken_away_by_hand_is_not_replaced_in_that_block(tmp_path: Path) -> None:
    clock = HandClock(START)
    service, journal = Service(clock), Journal(tmp_path / "journal.json")
    part = Remote(service, Life())
    lane = Lane("it", lambda: Provider((part,), lambda: None), {}, lambda *note: journal.put("it", *note))
    theirs = replace(MEETING, until=START + 2 * HOUR)
    service.set(theirs)
    lane.bring(OURS, clock.now(), since=START)
    service.set(BLANK)
    for _ in range(2):
        lane.bring(OURS, clock.now(), since=START)
        assert service.shown == BLANK
    lane.bring(None, clock.now())
    assert journal.entries() == {}
    clock.pass_by(MINUTE)
    lane.bring(OURS, clock.now(), since=clock.now())  # the next block is one of its own
    assert service.shown == OURS


def test_what_kept_ours_away_and_comes_to_its_end_is_followed_by_ours(tmp_path: Path) -> None:
    clock = HandClock(START)
    service, journal = Service(clock), Journal(tmp_path / "journal.json")
    part = Remote(service, Life())
    lane = Lane("it", lambda: Provider((part,), lambda: None), {}, lambda *note: journal.put("it", *note))
    for theirs, passes in ((replace(MEETING, until=START + 10 * MINUTE), 11 * MINUTE), (MEETING, MINUTE)):
        service.set(theirs)
        lane.bring(OURS, clock.now(), since=START)
        assert service.shown == theirs
        clock.pass_by(passes)
        service.set(BLANK)
        lane.bring(OURS, clock.now(), since=START)
        assert service.shown == OURS
        lane.bring(None, clock.now())


def test_an_extension_past_what_kept_ours_away_is_no_change_of_theirs(tmp_path: Path) -> None:
    clock = HandClock(START)
    service, journal = Service(clock), Journal(tmp_path / "journal.json")
    part = Remote(service, Life())
    lane = Lane("it", lambda: Provider((part,), lambda: None), {}, lambda *note: journal.put("it", *note))
    theirs = replace(OURS, text="in a workshop", until=START + HOUR)
    service.set(theirs)
    lane.bring(replace(OURS, until=START + 30 * MINUTE), clock.now(), since=START)
    assert service.shown == theirs
    lane.bring(LONGER, clock.now(), since=START)
    assert service.shown == LONGER
    lane.bring(None, clock.now())
    assert service.shown == theirs


class Raced(Remote):
    """Just after each of our writes the person sets `theirs`."""

    theirs = BLANK

    def write(self, presence: Presence) -> None:
        super().write(presence)
        self._service.set(self.theirs)


@pytest.mark.parametrize(
    ("asked", "theirs"),
    [
        (OURS, MEETING),
        (OURS, Presence(Level.BUSY, "In a meeting until 11:30", ":calendar:", START + 90 * MINUTE)),
        (
            Presence(Level.DO_NOT_DISTURB, until=START + HOUR),
            Presence(Level.DO_NOT_DISTURB, until=START + 8 * HOUR),
        ),
    ],
)
def test_what_the_person_sets_before_ours_is_read_back_is_theirs(
    tmp_path: Path, asked: Presence, theirs: Presence
) -> None:
    clock = HandClock(START)
    service, journal = Service(clock), Journal(tmp_path / "journal.json")
    part = Raced(service, Life())
    part.theirs = theirs
    lane = Lane("it", lambda: Provider((part,), lambda: None), {}, lambda *note: journal.put("it", *note))
    service.set(TRAIN)
    for wanted in (asked, replace(asked, until=START + 2 * HOUR), None):
        lane.bring(wanted, clock.now(), since=START)
        assert service.shown == theirs
    assert journal.entries() == {}
