"""Many items follow what is promised now bit by bit, and change together; whatever happens in between."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from inbox.item import Fetched, State
from inbox.judging import Ruling
from inbox.promised_anew import Anew
from inbox.promises import Promises
from inbox.queue import Queue, Release
from inbox.reading import Reading
from inbox.rules import Match
from inbox.store import Store
from tests.inbox.arrivals import NOON, arrival
from tests.inbox.test_origins import told, written
from tests.inbox.test_promised import DAY, MINE, accept, follow, items, sent
from tests.inbox.test_promises import CLIENTS, HOUR, promises

MANY = 350
SOON = promises(replace(CLIENTS, name="soon", within="2 h"))


def anew(store: Store, made: Promises = SOON) -> Anew:
    return Anew(store, made, {}, MINE, NOON)


def promised(store: Store) -> set[str]:
    return {one.promised for one in items(store)}


def test_until_all_is_seen_nothing_is_due_otherwise_and_then_all_is(store: Store) -> None:
    accept(store, *(arrival() for _ in range(MANY)), made=promises(CLIENTS))
    following = anew(store)
    steps = 0
    while (changed := following.go_on(0)) is None:
        steps += 1
        assert promised(store) == {"clients"}
    assert changed == MANY
    assert steps >= MANY // 100
    assert promised(store) == {"soon"}


def test_a_crash_in_between_leaves_nothing_and_the_next_start_does_it_all(tmp_path: Path) -> None:
    path = tmp_path / "db.sqlite"
    store = Store(path)
    accept(store, *(arrival() for _ in range(MANY)), made=promises(CLIENTS))
    assert anew(store).go_on(0) is None
    store.close()
    store = Store(path)
    assert promised(store) == {"clients"}
    assert follow(store, SOON, {}, NOON) == MANY
    store.close()


def test_what_is_begun_again_forgets_what_was_found_before(store: Store) -> None:
    accept(store, *(arrival() for _ in range(MANY)), made=promises(CLIENTS))
    assert anew(store, promises(replace(CLIENTS, name="never"))).go_on(0) is None
    assert follow(store, promises(CLIENTS), {}, NOON) == 0
    assert promised(store) == {"clients"}


def test_what_is_answered_or_done_in_between_stays_and_what_comes_out_or_wakes_does_not(store: Store) -> None:
    found = accept(store, *(arrival() for _ in range(MANY)), made=promises(CLIENTS))
    first, second, woken, last = found[0], found[1], found[2], found[-1]
    queue = Queue(store)
    queue.snooze([woken.id], NOON + HOUR, NOON)
    following = anew(store)
    assert following.go_on(0) is None
    sent(store, first, NOON + HOUR)
    queue.done([second.id, last.id], NOON + HOUR)
    queue.settle(NOON + HOUR, [Release("check_in", NOON)], wakes_snoozed=True)
    while following.go_on(0) is None:
        pass
    left = {one.id for one in items(store) if one.promised == "clients"}
    assert left == {first.id, second.id, last.id}
    assert [one.id for one in Reading(store).rows(State.RELEASED, MANY) if one.due_at == NOON + DAY] == [first.id]


def test_what_came_by_a_further_way_in_between_keeps_what_that_brought(store: Store) -> None:
    mentions = replace(CLIENTS, name="GitHub", match=Match(domain=("github.com",)))
    everything = replace(CLIENTS, name="all", match=Match(channel=("mention",)))
    [one] = accept(store, told(), made=promises(mentions))
    following = anew(store, promises(everything))
    assert following.go_on(0) is None
    Queue(store).accept("work", Fetched((written(),), "d"), NOON, Ruling(mine=MINE, promises=promises(mentions)))
    assert [each.promised for each in items(store)] == ["GitHub"]
    while following.go_on() is None:
        pass
    assert [(each.id, each.promised) for each in items(store)] == [(one.id, "GitHub")]


def test_a_disk_that_is_full_is_tried_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    accept(store, *(arrival() for _ in range(MANY)), made=promises(CLIENTS))
    following = anew(store)
    with monkeypatch.context() as full:
        full.setattr(store, "write", _full)
        with pytest.raises(OperationalError):
            following.go_on(60)
    assert promised(store) == {"clients"}
    assert following.go_on(60) == MANY


def _full() -> None:
    raise OperationalError("UPDATE item", None, OSError("disk full"))
