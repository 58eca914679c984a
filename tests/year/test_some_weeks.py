"""A share of `python -m tests.year`, which lives a whole one: some weeks, always the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from inbox.item import State
from tests import ledgers
from tests.year.life import Life
from tests.year.watching import Broken


@pytest.mark.parametrize("seed", [1, 2])
def test_over_some_weeks_nothing_is_early_lost_or_twice(tmp_path: Path, seed: int) -> None:
    life = Life(tmp_path, items=900, days=10, seed=seed)
    found = life.run()
    assert not found.told_twice
    watch = life.watch
    assert watch.released > found.sent / 2
    assert min(found.power_cuts, found.suspends, found.outages, watch.woken, watch.passed, watch.expired) > 0


def test_what_is_lost_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    life = Life(tmp_path, items=300, days=3, seed=3)
    act = life._act

    def losing(what: str, state: State, many: int) -> None:
        act(what, state, many)
        with life.app.store.write() as connection:
            connection.exec_driver_sql("DELETE FROM item WHERE id = (SELECT max(id) FROM item)")

    monkeypatch.setattr(life, "_act", losing)
    with pytest.raises(Broken, match="does not add up"):
        life.run()
    with life.app.store.write() as connection:  # and what every test's stores are looked at for
        assert ledgers.wrong_in(life.app.paths.database)
        connection.exec_driver_sql("DELETE FROM tally")
        connection.exec_driver_sql("DELETE FROM item")
