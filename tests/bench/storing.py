"""Items stored held, as fast as they arrive."""

from __future__ import annotations

from inbox.item import Fetched
from inbox.queue import Queue
from inbox.store import Store
from tests.bench.content import NOW, arrivals
from tests.bench.databases import PORTION, Databases, connect, rows, store_raw
from tests.bench.timing import Line, alternated

ITEMS = 10_000
WORDS = 60


def measure(databases: Databases) -> list[Line]:
    arrived = list(arrivals(ITEMS, WORDS))
    portions = [Fetched(tuple(arrived[start : start + PORTION]), str(start)) for start in range(0, ITEMS, PORTION)]
    tables = rows(arrived, "work")
    path = databases.fresh("storing")
    store, raw = Store(path), connect(path)

    def ours() -> None:
        queue = Queue(store)
        for portion in portions:
            queue.accept("work", portion, NOW)

    def floor() -> None:
        store_raw(raw, tables)

    def floor_at_once() -> None:
        store_raw(raw, tables, ITEMS)

    def fresh() -> None:
        nonlocal store, raw
        store.close()
        raw.close()
        databases.fresh("storing")
        store, raw = Store(path), connect(path)
        raw.execute("SELECT count(*) FROM item").fetchone()

    try:
        took, least = alternated(ours, floor, before=fresh)
        _, at_once = alternated(lambda: None, floor_at_once, before=fresh)
    finally:
        store.close()
        raw.close()
    what = f"{ITEMS:,} items stored held"
    return [
        Line(what, took, "s", f"raw executemany, portions of {PORTION}", least, 2.2),
        Line(what, took, "s", "raw executemany, one transaction", at_once),
    ]
