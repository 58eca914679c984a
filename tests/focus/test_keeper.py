from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from focus.errors import Offline, SignInRefused, Unsupported
from focus.journal import Journal
from focus.keeper import Keeper
from focus.presence import Presence
from focus.providers import Provider
from tests.clock import HandClock
from tests.focus.service import Life, Remote, Service, remote
from tests.focus.world import (
    BLANK,
    HOUR,
    LONGER,
    LUNCH,
    MEETING,
    MINUTE,
    OURS,
    SECONDS,
    START,
    TRAIN,
    World,
    everywhere,
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path, TRAIN)
    yield made
    made.keeper.close(SECONDS)


# ------------------------------------------------------------------------------------------------ there and back


def test_busy_is_set_with_its_end_and_put_back_exactly(world: World) -> None:
    world.want(OURS)
    assert world.service.shown == OURS
    assert (world.line.ours, world.line.until, world.line.previous, world.line.problem) == (True, OURS.until, TRAIN, "")
    world.want(None)
    assert world.service.shown == TRAIN
    assert not world.line.ours
    assert not world.noted


def test_wanting_the_same_again_writes_nothing(world: World) -> None:
    world.want(OURS)
    world.want(OURS)
    world.look()
    assert world.service.writes == [OURS]


def test_touching_blocks_are_one_lease(world: World) -> None:
    for wanted in (OURS, LONGER, OURS, LONGER):
        world.want(wanted)
        assert world.service.shown == wanted
    world.want(None)
    assert world.service.shown == TRAIN


def test_the_previous_ends_meanwhile(tmp_path: Path) -> None:
    world = World(tmp_path, LUNCH)
    world.want(OURS)
    world.clock.pass_by(40 * MINUTE)
    world.want(None)
    assert world.service.shown == BLANK
    world.keeper.close(SECONDS)


def test_a_change_by_the_person_is_left_alone(world: World) -> None:
    world.want(OURS)
    world.service.set(MEETING)
    world.look()
    world.want(LONGER)  # still the same block
    assert world.service.shown == MEETING
    assert not world.line.ours
    world.want(None)
    assert world.service.shown == MEETING
    assert not world.noted
    world.service.set(TRAIN)
    world.want(replace(LONGER, text="the next block"))
    assert world.service.shown.text == "the next block"


def test_a_stronger_presence_is_never_weakened(tmp_path: Path) -> None:
    world = World(tmp_path, MEETING)
    world.want(OURS)
    assert world.service.shown == MEETING
    world.want(None)
    assert world.service.writes == []
    world.keeper.close(SECONDS)


def test_a_service_that_only_has_steps(tmp_path: Path) -> None:
    world = World(tmp_path, TRAIN, step=timedelta(hours=3))
    world.want(OURS)
    assert world.service.shown.until == START + 3 * HOUR
    world.look()
    assert len(world.service.writes) == 1
    world.kill_and_start()
    world.want(None)
    assert world.service.shown == TRAIN
    world.keeper.close(SECONDS)


def test_a_service_that_does_not_end_it_by_itself_is_cleared_late(tmp_path: Path) -> None:
    world = World(tmp_path, TRAIN, expires=False)
    world.want(OURS)
    world.kill_and_start()
    world.clock.pass_by(5 * HOUR)
    world.want(None)
    assert world.service.shown == TRAIN
    world.keeper.close(SECONDS)


def test_nothing_is_touched_where_nothing_is_wanted(world: World) -> None:
    world.want(None)
    assert world.life.steps == 0


# ---------------------------------------------------------------------------------------------------- failures


def test_one_failing_provider_affects_no_other(tmp_path: Path, logs: object) -> None:
    logs.allow("failed in a way of its own")  # type: ignore[attr-defined]
    clock = HandClock(START)
    good, life = Service(clock), Life()

    def refused() -> Provider:
        raise SignInRefused("401")

    def broken() -> Provider:
        raise ZeroDivisionError

    reports = threading.Semaphore(0)
    providers: dict[str, Callable[[], Provider]] = {"a": refused, "b": broken, "c": lambda: remote(good, life)}
    keeper = Keeper(providers, Journal(tmp_path / "journal.json"), clock.now, reports.release)
    keeper.start()
    keeper.want(everywhere(OURS))
    assert keeper.settled(SECONDS)
    assert good.shown == OURS
    assert [(line.problem, line.ours) for line in keeper.lines()] == [
        ("sign_in_refused", False), ("broken", False), ("", True),
    ]  # fmt: skip
    assert reports.acquire(timeout=SECONDS)
    keeper.close(SECONDS)
    assert good.shown == BLANK


def test_a_lost_network_is_tried_again_until_it_is_put_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("focus.patience.FIRST", 0.01)
    world.want(OURS)
    world.service.reachable = False
    world.want(None)
    assert (world.line.problem, world.line.detail, world.line.ours) == ("offline", "no route to host", True)
    world.service.reachable = True
    with world.keeper._changed:
        assert world.keeper._changed.wait_for(lambda: not world.keeper.lines()[0].ours, SECONDS)
    assert world.service.shown == TRAIN


def test_a_refused_sign_in_is_tried_again_when_asked(tmp_path: Path) -> None:
    clock = HandClock(START)
    service, life, tries = Service(clock), Life(), [SignInRefused("401")]

    def opener() -> Provider:
        if tries:
            raise tries.pop()
        return remote(service, life)

    keeper = Keeper({"chat": opener}, Journal(tmp_path / "journal.json"), clock.now, lambda: None)
    keeper.start()
    keeper.want(everywhere(OURS))
    assert keeper.settled(SECONDS)
    assert service.shown == BLANK
    keeper.heal()
    assert keeper.settled(SECONDS)
    assert service.shown == OURS
    keeper.close(SECONDS)


def test_no_note_no_write(world: World, monkeypatch: pytest.MonkeyPatch, logs: object) -> None:
    logs.allow("failed in a way of its own")  # type: ignore[attr-defined]

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("focus.journal.write_json", full)
    world.want(OURS)
    assert world.service.writes == []
    assert world.line.problem == "broken"
    monkeypatch.undo()


def test_a_service_that_takes_it_and_does_not_show_it_is_a_problem(tmp_path: Path) -> None:
    clock, life = HandClock(START), Life()

    class Deaf(Remote):
        def write(self, presence: Presence) -> None:
            del presence

    keeper = Keeper(
        {"chat": lambda: Provider((Deaf(Service(clock), life),), lambda: None)},
        Journal(tmp_path / "j.json"),
        clock.now,
        lambda: None,
    )
    keeper.start()
    keeper.want(everywhere(OURS))
    assert keeper.settled(SECONDS)
    assert keeper.lines()[0].problem == "broken"
    keeper.close(SECONDS)
    assert Journal(tmp_path / "j.json").entries() == {}


# --------------------------------------------------------------------------------- start, end, other providers


def test_quitting_puts_back_and_a_start_in_the_same_block_sets_again(world: World) -> None:
    world.want(OURS)
    world.keeper.close(SECONDS)
    assert world.service.shown == TRAIN
    world.kill_and_start()
    world.want(OURS)
    assert world.service.shown == OURS


def test_quitting_without_a_network_leaves_the_rest_to_the_next_start(world: World) -> None:
    world.want(OURS)
    world.service.reachable = False
    world.keeper.close(SECONDS)
    assert world.noted
    world.service.reachable = True
    world.kill_and_start()
    world.want(None)
    assert world.service.shown == TRAIN


def test_a_service_that_hangs_does_not_hold_up_the_end(tmp_path: Path) -> None:
    clock, released, entered = HandClock(START), threading.Event(), threading.Event()

    class Hanging(Remote):
        def read(self) -> Presence:
            entered.set()
            released.wait(SECONDS)
            raise Offline("at last")

    keeper = Keeper(
        {"chat": lambda: Provider((Hanging(Service(clock), Life()),), lambda: None)},
        Journal(tmp_path / "j.json"),
        clock.now,
        lambda: None,
    )
    keeper.start()
    keeper.want(everywhere(OURS))
    assert entered.wait(SECONDS)
    assert not keeper.settled(0.01)
    keeper.close(0.01)
    released.set()


def test_without_a_start_nothing_is_done(tmp_path: Path) -> None:
    clock, life = HandClock(START), Life()
    service = Service(clock)
    keeper = Keeper({"chat": lambda: remote(service, life)}, Journal(tmp_path / "j.json"), clock.now, lambda: None)
    keeper.want(everywhere(OURS))
    assert keeper.settled(0)
    keeper.close(0)
    assert life.steps == 0


def test_healing_without_a_block_puts_back_what_a_dead_process_left(world: World) -> None:
    world.want(OURS)
    world.kill_and_start()
    world.look()
    assert world.service.shown == TRAIN
    assert world.line.found == TRAIN


def test_a_presence_that_ends_with_the_process_is_set_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Remote, "lasting", False)
    world.want(OURS)
    world.kill_and_start()
    world.service.set(BLANK)  # the desktop dropped it with the connection
    world.want(OURS)
    assert world.service.shown == OURS


def test_a_provider_that_is_removed_is_put_back_first(world: World) -> None:
    world.want(OURS)
    world.keeper.follow({}, keep="chat")
    assert world.service.shown == OURS
    world.keeper.drop("chat")
    assert world.service.shown == TRAIN
    assert world.keeper.lines() == ()
    world.keeper.drop("chat")


def test_one_that_is_removed_where_no_app_runs_is_put_back_too(world: World) -> None:
    world.want(OURS)
    world.life.until = 0
    world.keeper.close(0)
    alone = world.keeper = Keeper(
        {"chat": partial(remote, world.service, Life())}, Journal(world.path), world.clock.now, lambda: None
    )
    alone.follow({}, keep="chat")
    assert alone.drop("chat") is None
    assert world.service.shown == TRAIN
    assert not world.noted


def test_one_that_is_removed_and_cannot_be_reached_is_tried_again(world: World) -> None:
    world.want(OURS)
    world.service.reachable = False
    left = world.keeper.drop("chat")
    assert left is not None
    assert (left.problem, left.ours) == ("offline", True)
    assert world.noted
    world.service.reachable = True
    world.look()
    assert world.service.shown == TRAIN
    assert world.keeper.lines() == ()


def test_one_that_has_gone_from_the_settings_is_told_and_put_back_once_it_is_there_again(world: World) -> None:
    world.want(OURS)
    world.life.until = 0
    world.keeper.close(0)
    later = world.keeper = Keeper({}, Journal(world.path), world.clock.now, lambda: None)
    later.start()
    world.want(None)
    world.look()
    assert (world.line.name, world.line.problem, world.line.ours) == ("chat", "gone", True)
    assert "no longer in the settings" in world.line.detail
    later.follow({"chat": partial(remote, world.service, Life())})
    assert later.settled(SECONDS)
    assert world.service.shown == TRAIN
    assert not world.line.problem


def test_one_that_has_gone_is_forgotten_when_told_to(world: World) -> None:
    world.want(OURS)
    world.life.until = 0
    world.keeper.close(0)
    world.keeper = Keeper({}, Journal(world.path), world.clock.now, lambda: None)
    assert world.line.problem == "gone"
    assert world.keeper.drop("chat") is None
    assert world.keeper.lines() == ()
    assert not world.noted


def test_following_settings_that_have_not_changed_touches_nothing(world: World) -> None:
    world.want(OURS)
    world.keeper.follow({"chat": partial(remote, world.service, world.life)})
    assert world.keeper.settled(SECONDS)
    assert world.service.writes == [OURS]


def test_changed_settings_are_put_back_at_the_old_place_and_set_at_the_new(world: World) -> None:
    world.want(OURS)
    other = Service(world.clock)
    world.keeper.follow({"chat": partial(remote, other, world.life), "more": partial(remote, other, world.life)})
    assert world.keeper.settled(SECONDS)
    assert world.service.shown == TRAIN
    assert other.shown == OURS


def test_an_unsupported_service_that_may_come_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focus.patience.FIRST_REFUSED", 0.01)
    clock, life = HandClock(START), Life()
    service, tries, shown = Service(clock), [Unsupported("no daemon yet", wait_seconds=0.01)], threading.Event()

    def opener() -> Provider:
        if tries:
            raise tries.pop()
        shown.set()
        return remote(service, life)

    keeper = Keeper({"desktop": opener}, Journal(tmp_path / "j.json"), clock.now, lambda: None)
    keeper.start()
    keeper.want(everywhere(OURS))
    assert shown.wait(SECONDS)
    keeper.close(SECONDS)
