"""What is corrected names what it corrects as well: one item, however often, and none is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inbox.history import Histories
from inbox.item import Past, State
from inbox.queue import Queue
from inbox.reading import Reading
from inbox.store import Store
from tests.inbox.arrivals import NOON
from tests.inbox.test_origins import give, only, told


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 2, 0, 3), (3, 2, 1, 0)])
@pytest.mark.parametrize("live", [True, False])
def test_one_thing_corrected_and_corrected_again_in_one_portion_is_not_lost(
    queue: Queue, reading: Reading, store: Store, order: tuple[int, ...], live: bool
) -> None:
    events = (("a",), ("b", "a"), ("c", "b"), ("d", "c"))
    portion = tuple(told(key=f"k{at}", content_key=f"c{at}", events=events[at]) for at in order)
    if live:
        give(queue, "hub", *portion)
    else:
        Histories(store).begin("hub", NOON - timedelta(days=9), NOON)
        assert queue.recall("hub", Past(portion, "1", 4), "", NOON)
    rows = reading.rows(State.HELD if live else State.DONE)
    assert sorted(key for row in rows for _, key in places(store, row.id)) == ["k0", "k1", "k2", "k3"]
    if order[0] in {0, 3}:  # each names one that came before it
        assert len(rows) == 1


def places(store: Store, id: int) -> list[tuple[str, str]]:
    ways = "SELECT account, key FROM item WHERE id = ? UNION SELECT account, key FROM origin WHERE item = ?"
    with store.read() as connection:
        return [(account, key) for account, key in connection.exec_driver_sql(ways, (id, id))]


def test_a_correction_of_what_came_before_and_its_own_correction_join_it(queue: Queue, reading: Reading) -> None:
    give(queue, "hub", told(key="k0", content_key="c0", events=("a",)))
    corrections = [told(key=f"k{at}", content_key=f"c{at}", events=names) for at, names in enumerate(("ba", "cb"), 1)]
    give(queue, "hub", *corrections)
    assert only(reading).item.tool == "github"
