"""When a lane is looked at: by a clock that stands still until it is told."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from focus.errors import Offline, SignInRefused
from focus.journal import Journal
from focus.lane import LOOK_AGAIN
from focus.presence import Presence, Stage
from focus.providers import Provider
from focus.turns import Turns
from tests.clock import HandClock
from tests.focus.service import Life, Remote, Service, remote
from tests.focus.world import BLANK, HOUR, LONGER, MEETING, MINUTE, OURS, START, TRAIN

SECOND = timedelta(seconds=1)


class Told(Remote):
    """`error` is raised by each reading while there is one."""

    error: Exception | None = None

    def read(self) -> Presence:
        if self.error is not None:
            raise self.error
        return super().read()


class Machine:
    def __init__(self, folder: Path) -> None:
        self.clock = HandClock(START)
        self.service = Service(self.clock)
        self.service.set(TRAIN)
        self.part = Told(self.service, Life())
        self.turns = Turns(Journal(folder / "journal.json"))
        opener = partial(Provider, (self.part,), lambda: None)
        self.turns.follow({"chat": opener}, "", self.at)

    @property
    def at(self) -> float:
        return self.clock.monotonic()

    def want(self, presence: Presence | None) -> None:
        self.turns.want({} if presence is None else {"chat": presence}, START, self.at)
        self.work()

    def work(self) -> int:
        """How many looks that took."""
        looks = 0
        while (task := self.turns.next(self.at)) is not None:
            task.work(self.clock.now(), self.at)
            self.turns.finish(task, self.clock.now(), self.at)
            looks += 1
        return looks

    def next_look(self) -> float | None:
        soonest = self.turns.soonest()
        return None if soonest is None else soonest - self.at


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_an_idle_provider_is_never_looked_at(machine: Machine) -> None:
    machine.want(None)
    assert (machine.next_look(), machine.part.read()) == (None, TRAIN)
    machine.want(OURS)
    assert machine.next_look() == LOOK_AGAIN
    machine.want(None)
    assert machine.next_look() is None


def test_a_block_ends_even_where_nobody_says_so(machine: Machine) -> None:
    machine.want(OURS)
    machine.clock.pass_by(59 * MINUTE)
    machine.work()
    assert machine.next_look() == 80.0
    machine.clock.pass_by(80 * SECOND)
    assert machine.work() == 1
    assert machine.service.shown == TRAIN
    assert machine.next_look() is None


def test_what_was_stronger_is_followed_soon_after_its_end(machine: Machine) -> None:
    machine.service.set(Presence(MEETING.level, "meeting", "", START + 2 * MINUTE))
    machine.want(OURS)
    assert machine.next_look() == 140.0
    machine.clock.pass_by(140 * SECOND)
    machine.work()
    assert machine.service.shown == OURS


def test_a_service_that_asks_for_time_has_it_but_not_from_a_person(machine: Machine) -> None:
    machine.part.error = Offline("429", wait_seconds=600.0)
    machine.want(OURS)
    assert machine.next_look() == 600.0
    machine.want(LONGER)
    machine.turns.reconnected(machine.at)
    assert (machine.work(), machine.next_look(), machine.turns.settled(machine.at)) == (0, 600.0, True)
    machine.part.error = None
    machine.turns.heal(machine.at)
    assert machine.work() == 1
    assert machine.service.shown == LONGER


def test_taking_back_begins_with_new_patience(machine: Machine) -> None:
    machine.want(OURS)
    machine.part.error = Offline("no route to host")
    for _ in range(12):
        machine.clock.pass_by(timedelta(seconds=machine.next_look() or 0))
        machine.work()
    assert machine.next_look() == 300.0
    machine.want(None)
    assert machine.next_look() == 2.0
    for _ in range(20):
        machine.clock.pass_by(timedelta(seconds=machine.next_look() or 0))
        machine.work()
        assert (machine.next_look() or 0) <= 45.0


def test_after_a_day_it_waits_for_a_network_or_a_person(machine: Machine) -> None:
    machine.want(OURS)
    machine.part.error = Offline("no route to host")
    machine.want(None)
    looks = 0
    while (wait := machine.next_look()) is not None:
        machine.clock.pass_by(timedelta(seconds=wait))
        looks += machine.work()
    assert machine.clock.now() - START > 23 * HOUR
    assert looks < 500
    machine.part.error = None
    machine.service.set(OURS)
    machine.turns.reconnected(machine.at)
    machine.work()
    assert machine.service.shown == TRAIN


def test_a_refusal_may_be_a_hiccup(machine: Machine) -> None:
    machine.part.error = SignInRefused("401")
    machine.want(OURS)
    assert machine.next_look() == 30.0
    machine.part.error = None
    machine.clock.pass_by(30 * SECOND)
    machine.work()
    assert machine.service.shown == OURS


def test_a_request_that_came_while_it_was_busy_is_not_lost(machine: Machine) -> None:
    machine.turns.want({"chat": OURS}, START, machine.at)
    task = machine.turns.next(machine.at)
    assert task is not None
    assert machine.turns.next(machine.at) is None
    machine.turns.want({}, None, machine.at)
    task.work(machine.clock.now(), machine.at)
    machine.turns.finish(task, machine.clock.now(), machine.at)
    assert not machine.turns.settled(machine.at)
    machine.work()
    assert machine.service.shown == TRAIN


def test_who_leaves_before_anything_was_wanted_touches_nothing(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.turns.leave(machine.at)
    assert machine.work() == 0
    assert remote(machine.service, Life()).parts[0].read() != BLANK


def test_an_undo_is_heard_though_the_settings_change_with_it(machine: Machine) -> None:
    machine.want(OURS)
    machine.turns.undo("chat", OURS, START, machine.at)
    machine.turns.follow({"chat": partial(Provider, (machine.part,), print)}, "", machine.at)
    machine.work()
    assert machine.service.shown == TRAIN


def test_an_undo_is_heard_though_the_app_ends_with_it(machine: Machine, tmp_path: Path) -> None:
    machine.want(OURS)
    machine.turns.undo("chat", OURS, START, machine.at)
    machine.turns.leave(machine.at)
    machine.work()
    [entry] = Journal(tmp_path / "journal.json").entries()["chat"].values()
    assert (machine.service.shown, entry.stage) == (TRAIN, Stage.YIELDED)


def test_lines_are_in_the_order_of_the_settings_whatever_is_noted(machine: Machine, tmp_path: Path) -> None:
    machine.want(OURS)
    turns = Turns(Journal(tmp_path / "journal.json"))
    turns.follow({}, "", machine.at)
    turns.follow({name: partial(Provider, (), print) for name in ("first", "chat", "last")}, "", machine.at)
    assert [line.name for line in turns.lines()] == ["first", "chat", "last"]
