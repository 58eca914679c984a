""" "This was set by Écluse: undo": what the person had comes back at once, and is left alone until the block ends."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from focus.journal import Journal
from focus.keeper import Keeper
from focus.presence import Presence, Stage
from tests.focus.service import Life, remote
from tests.focus.world import BLANK, HOUR, LONGER, LUNCH, MEETING, MINUTE, OURS, SECONDS, START, TRAIN, World


@pytest.fixture(params=[TRAIN, BLANK, LUNCH])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path, request.param)
    yield made
    made.keeper.close(SECONDS)


def undo(world: World) -> None:
    world.keeper.undo("chat")
    assert world.keeper.settled(SECONDS, "chat")


def stages(world: World) -> set[Stage]:
    return {entry.stage for entry in Journal(world.path).entries().get("chat", {}).values()}


def test_it_comes_back_at_once_and_stays_until_the_block_ends(world: World) -> None:
    before = world.service.shown
    world.want(OURS)
    undo(world)
    assert world.service.shown == before
    assert (world.line.ours, world.line.previous, world.line.yielded) == (False, None, True)
    world.look()
    world.want(LONGER)  # still the same block
    undo(world)
    assert world.service.shown == before
    assert world.service.writes == [OURS, before]
    world.want(None)
    assert (world.service.shown, world.noted, world.line.yielded) == (before, False, False)
    world.want(LONGER)
    assert world.service.shown == LONGER


def test_a_restart_in_the_same_block_leaves_it_alone_and_the_next_block_does_not(world: World) -> None:
    before = world.service.shown
    world.keeper.want({"chat": OURS}, START)
    undo(world)
    for ends in (world.keeper.close, lambda _: None):  # one that ends well, one that is killed
        ends(SECONDS)
        assert stages(world) == {Stage.YIELDED}
        world.kill_and_start()
        world.keeper.want({"chat": OURS}, START)
        assert world.keeper.settled(SECONDS)
        assert world.service.shown == before
    world.kill_and_start()
    world.clock.pass_by(90 * MINUTE)
    world.keeper.want({"chat": LONGER}, START + HOUR + MINUTE)
    assert world.keeper.settled(SECONDS)
    assert world.service.shown == LONGER


def test_killed_at_any_step_it_is_undone_all_the_same(tmp_path: Path) -> None:
    def undone(folder: Path, cut: int | None) -> World:
        world = World(folder, TRAIN)
        world.want(OURS)
        world.life.until = None if cut is None else world.life.steps + cut
        undo(world)
        return world

    whole = undone(tmp_path / "whole", None)
    count = whole.life.steps
    whole.keeper.close(SECONDS)
    for cut in range(1, count):
        world = undone(tmp_path / str(cut), cut)
        said = stages(world) != {Stage.SHOWING}
        world.kill_and_start()
        world.want(OURS)
        assert world.service.shown == (TRAIN if said else OURS), cut
        world.want(None)
        assert (world.service.shown, world.noted) == (TRAIN, False), cut
        world.keeper.close(SECONDS)


def test_without_a_network_it_is_undone_once_there_is_one(world: World) -> None:
    before = world.service.shown
    world.want(OURS)
    world.service.reachable = False
    undo(world)
    assert (world.line.problem, world.line.ours, stages(world)) == ("offline", True, {Stage.UNDOING})
    world.service.reachable = True
    world.keeper.reconnected()
    assert world.keeper.settled(SECONDS)
    assert world.service.shown == before
    assert stages(world) == {Stage.YIELDED}


def test_what_the_person_changed_meanwhile_is_not_undone(world: World) -> None:
    world.want(OURS)
    world.service.set(MEETING)
    undo(world)
    assert world.service.shown == MEETING
    assert stages(world) == {Stage.YIELDED}


def test_what_is_not_there_yet_is_not_set_any_more(world: World) -> None:
    before = world.service.shown
    world.service.reachable = False
    world.want(OURS)
    undo(world)
    world.service.reachable = True
    world.look()
    assert world.service.shown == before


def test_what_an_app_that_was_killed_left_in_a_block_is_undone_by_a_command(world: World) -> None:
    before = world.service.shown
    world.want(OURS)
    world.life.until = 0
    world.keeper.close(0)
    opener = partial(remote, world.service, Life())
    world.keeper = Keeper({"chat": opener}, Journal(world.path), world.clock.now, lambda: None)
    world.keeper.undo("chat", OURS, START)
    assert world.keeper.settled(SECONDS, "chat")
    world.keeper.close(SECONDS)
    assert world.service.shown == before
    assert stages(world) == {Stage.YIELDED}


def test_there_is_no_such_provider(world: World) -> None:
    with pytest.raises(KeyError):
        world.keeper.undo("mail", Presence())


def test_new_settings_do_not_take_it_over_again(world: World) -> None:
    before = world.service.shown
    world.want(OURS)
    undo(world)
    world.keeper.follow({"chat": partial(remote, world.service, Life())})  # such as a new token
    assert world.keeper.settled(SECONDS)
    world.look()
    assert world.service.shown == before
    world.want(None)
    assert not world.noted
