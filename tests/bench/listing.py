"""The first page of the held, and how many there are, where a million items have been before."""

from __future__ import annotations

from contextlib import closing

from inbox.item import State
from inbox.reading import COLUMNS, Reading
from inbox.store import Store
from tests.bench.databases import MILLION, Databases, connect
from tests.bench.timing import Line, alternated

PAGE = 50
_PAGE = f"SELECT {', '.join(map(str, COLUMNS))} FROM item WHERE state = 'held' ORDER BY id DESC LIMIT {PAGE}"
_COUNT = "SELECT count(*) FROM item WHERE state = 'held'"


def measure(databases: Databases) -> list[Line]:
    path = databases.million()
    with closing(Store(path)) as store, closing(connect(path)) as raw:
        reading = Reading(store)

        def page() -> None:
            reading.rows(State.HELD, PAGE)

        def raw_page() -> None:
            raw.execute(_PAGE).fetchall()

        def count() -> None:
            reading.count(State.HELD)

        def raw_count() -> None:
            raw.execute(_COUNT).fetchone()

        def page_and_count() -> None:
            page()
            count()

        def raw_page_and_count() -> None:
            raw_page()
            raw_count()

        pages = alternated(page, raw_page, calls=200)
        counts = alternated(count, raw_count, calls=200)
        both = alternated(page_and_count, raw_page_and_count, calls=200)
    lines = (
        ("first page of 50 held and their count", both, 2.0),
        ("  of these the page", pages, None),
        ("  of these the count", counts, None),
    )
    return [
        Line(what, ours * 1e3, "ms", f"raw sqlite3 at {MILLION:,} rows", floor * 1e3, most)
        for what, (ours, floor), most in lines
    ]
