"""A network that comes back, for all providers at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from focus.journal import Journal
from focus.keeper import Keeper
from tests.clock import HandClock
from tests.focus.service import Life, Service, remote
from tests.focus.world import BLANK, OURS, SECONDS, START, everywhere


@pytest.fixture
def services() -> dict[str, Service]:
    clock = HandClock(START)
    return {name: Service(clock) for name in ("a", "b", "c")}


@pytest.mark.parametrize("by_account", [False, True])
def test_one_that_can_be_reached_again_heals_the_others(
    tmp_path: Path, services: dict[str, Service], by_account: bool
) -> None:
    providers = {name: partial(remote, one, Life()) for name, one in services.items()}
    keeper = Keeper(providers, Journal(tmp_path / "journal.json"), HandClock(START).now, lambda: None)
    keeper.start()
    for one in services.values():
        one.reachable = False
    keeper.want(everywhere(OURS))
    assert keeper.settled(SECONDS)
    assert {line.problem for line in keeper.lines()} == {"offline"}
    services["b"].reachable = services["c"].reachable = True
    if by_account:
        keeper.reconnected()
    else:
        keeper.want({"a": OURS, "b": OURS, "c": OURS})  # nothing new
        keeper.undo("b")  # whatever makes this one ask
    with keeper._changed:
        assert keeper._changed.wait_for(lambda: not keeper.lines()[2].problem, SECONDS)
    assert keeper.settled(SECONDS)
    assert services["c"].shown == OURS
    assert services["a"].shown == BLANK
    assert keeper.lines()[0].problem == "offline"
    keeper.close(0.0)
