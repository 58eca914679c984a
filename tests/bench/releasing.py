"""A check-in opens where a million items have been before."""

from __future__ import annotations

from contextlib import closing
from itertools import count

from inbox.queue import Queue, Release
from inbox.store import Store
from inbox.store.instants import to_micros
from tests.bench.content import NOW
from tests.bench.databases import HELD, MILLION, Databases, checkpoint, connect
from tests.bench.timing import Line, alternated

_RAW = (
    "UPDATE item SET state = 'released', state_since = ?1, released_at = ?1, batch = 1, snoozed_until = NULL "
    "WHERE state = 'held'"
)
_HELD_AGAIN = f"UPDATE item SET state = 'held', released_at = NULL, batch = NULL WHERE id > {MILLION - HELD}"


def measure(databases: Databases) -> list[Line]:
    path = databases.million()
    check_ins = count()
    at = to_micros(NOW)
    with closing(Store(path)) as store, closing(connect(path)) as raw:
        queue = Queue(store)

        def ours() -> None:
            check_in = Release("check_in", NOW.replace(microsecond=next(check_ins)))
            settled = queue.settle(NOW, [check_in], wakes_snoozed=True)
            assert [released for _, released in settled.batches] == [HELD]

        def floor() -> None:
            raw.execute("BEGIN IMMEDIATE")
            assert raw.execute(_RAW, (at,)).rowcount == HELD
            raw.execute("COMMIT")

        def held_again() -> None:
            raw.execute(_HELD_AGAIN)
            checkpoint(path)

        took, least = alternated(ours, floor, before=held_again)
        held_again()
    what = f"{HELD:,} released at {MILLION:,} rows"
    return [Line(what, took * 1e3, "ms", "one raw UPDATE", least * 1e3, 1.3)]
