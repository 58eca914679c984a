from __future__ import annotations

from pathlib import Path

from focus.errors import Offline
from focus.journal import Journal
from focus.lane import Lane
from focus.presence import Presence, Stage
from focus.providers import Part, Provider
from tests.clock import HandClock
from tests.focus.service import Life, Remote, Service
from tests.focus.world import BLANK, MEETING, OURS, START, TRAIN


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
