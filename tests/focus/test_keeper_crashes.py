"""The keeper killed at every step, and over any week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from focus.presence import Level, Presence
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


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("want"), st.integers(1, 180)),
        st.tuples(st.sampled_from(["end", "person", "look", "quit"]), st.just(0)),
        st.tuples(st.just("pass"), st.integers(0, 200)),
        st.tuples(st.just("network"), st.integers(0, 1)),
        st.tuples(st.just("kill"), st.integers(1, 12)),
    ),
    max_size=14,
)


@pytest.mark.usefixtures("quick_disk")
@given(ACTIONS, st.booleans())
@settings(max_examples=150)
def test_any_week_ends_with_what_the_person_set_last(actions: list[tuple[str, int]], expires: bool) -> None:
    with TemporaryDirectory() as folder:
        world = World(Path(folder), TRAIN, expires=expires)
        own, number = TRAIN, 0
        for action, value in actions:
            match action:
                case "want":
                    until = world.clock.now() + value * MINUTE
                    world.want(Presence(Level.BUSY, "In focus", ":lock:", until))
                case "end":
                    world.want(None)
                case "person":
                    number += 1
                    own = Presence(Level(1 + number % 3), f"mine {number}")
                    world.service.set(own)
                case "look":
                    world.look()
                case "pass":
                    world.clock.pass_by(value * MINUTE)
                case "network":
                    world.service.reachable = bool(value)
                case "kill":
                    world.kill_and_start(value)
                case "quit":
                    world.keeper.close(SECONDS)
                    world.kill_and_start()
            assert world.service.shown in (own, BLANK) or world.service.shown.text == "In focus"
            assert world.service.shown.level >= min(own.level, Level.BUSY) or world.service.shown == BLANK
        world.service.reachable = True
        world.kill_and_start()
        world.want(None)
        assert world.service.shown == own
        assert not world.noted
        world.keeper.close(SECONDS)
