"""The keeper killed at every step: before and after each request and each note."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from focus.presence import Level, Presence
from tests.focus.simulation import PARTS, Week
from tests.focus.world import BLANK, LONGER, LUNCH, MEETING, MINUTE, OURS, SECONDS, TRAIN, World


@pytest.fixture(scope="module")
def quick_disk() -> Iterator[None]:
    """A killed process loses nothing that it has written; only a power cut does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("focus.durable.os.fsync", lambda _handle: None)
        yield


BLOCK: tuple[Presence | None, ...] = (OURS, LONGER, None)


def _live(world: World) -> int:
    for wanted in BLOCK:
        world.want(wanted)
    return world.life.steps


@pytest.mark.parametrize("resumed", [None, OURS, LONGER])
@pytest.mark.parametrize(
    ("before", "step"), [(BLANK, None), (TRAIN, None), (LUNCH, None), (MEETING, None), (TRAIN, timedelta(hours=3))]
)
@pytest.mark.usefixtures("quick_disk")
def test_killed_at_every_step_it_ends_as_it_was(
    tmp_path: Path, before: Presence, resumed: Presence | None, step: timedelta | None
) -> None:
    whole = World(tmp_path / "whole", before, step=step)
    count = _live(whole)
    whole.keeper.close(SECONDS)
    assert count >= (2 if before == MEETING else 15)
    for cut in range(1, count + 1):
        world = World(tmp_path / str(cut), before, step=step)
        world.kill_and_start(cut)
        _live(world)
        assert world.life.over
        world.kill_and_start()
        world.want(resumed)
        if resumed is not None:
            assert world.service.shown.level >= Level.BUSY, cut
        world.want(None)
        assert world.service.shown == before, cut
        assert not world.noted, cut
        world.keeper.close(SECONDS)


def _block(week: Week, before: Presence, cut: int, resumed: bool) -> bool:
    """On services of all kinds, one with two parts. False: it went well, for `cut` is beyond its steps."""
    for name in PARTS:
        week.by_hand(name, before)
    week.kill(cut)
    week.focus(20 * MINUTE)
    week.pass_by(5 * MINUTE)
    week.extend(20 * MINUTE)
    week.pass_by(5 * MINUTE)
    if resumed:
        week.start()
    week.pass_by(10 * MINUTE)
    week.stop()
    week.pass_by(MINUTE)
    killed = week.steps_left is None
    week.end()
    return killed


@pytest.mark.parametrize("resumed", [False, True])
@pytest.mark.parametrize("before", [BLANK, TRAIN])
@pytest.mark.usefixtures("quick_disk")
def test_killed_at_every_step_services_of_all_kinds_end_as_they_were(
    tmp_path: Path, before: Presence, resumed: bool
) -> None:
    cut = 1
    while _block(Week(tmp_path / f"{cut}.json"), before, cut, resumed):
        cut += 1
    assert cut > 150
