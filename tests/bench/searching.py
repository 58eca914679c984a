"""Full-text search while a person types."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing

from inbox.reading import Reading
from inbox.store import Store
from inbox.store.search import match_expression
from tests.bench.content import Speech, arrivals
from tests.bench.databases import Databases, connect, rows, store_raw
from tests.bench.timing import RUNS, Line, percentile

ITEMS = 100_000
WORDS = 120
QUERIES = 200
SHOWN = 50
_FLOOR = f"SELECT rowid FROM item_fts WHERE item_fts MATCH ? ORDER BY rowid DESC LIMIT {SHOWN}"


def measure(databases: Databases) -> list[Line]:
    path = databases.fresh("searching")
    with closing(connect(path)) as raw:
        raw.execute("PRAGMA synchronous=OFF")
        arrived = list(arrivals(ITEMS, WORDS))
        store_raw(raw, rows(arrived, "work"))
    texts = [one.text for one in arrived[:: ITEMS // QUERIES]]
    del arrived
    lines: list[Line] = []
    with closing(Store(path)) as store, closing(connect(path)) as raw:
        reading = Reading(store)
        for kind, queries in _queries(texts).items():
            ours, floor = _percentiles(
                queries,
                lambda query: reading.search(query, SHOWN),
                lambda query: raw.execute(_FLOOR, (match_expression(query),)).fetchall(),
            )
            what = f"search of {ITEMS:,} by {kind}, 50 newest"
            lines.append(Line(f"{what}, 95th percentile", ours[1], "ms", most=5.0))
            lines.append(Line(f"{what}, median", ours[0], "ms", "raw FTS5 in row order", floor[0]))
    return lines


def _queries(texts: list[str]) -> dict[str, list[str]]:
    """As one finishes a word (a space follows) or not yet. Common words and rare ones, as in the texts."""
    speech = Speech(2)
    choose = speech.random
    prefixes = [word[: choose.randint(2, 5)] for word in speech.some(QUERIES)]
    phrases = []
    for text in texts:
        words = choose.choice(text.split("\n")).split()
        start = choose.randrange(len(words) - 3)
        phrases.append(f'"{" ".join(words[start : start + choose.randint(2, 3)])}"')
    return {
        "words": [" ".join(speech.some(choose.randint(1, 3))) + " " for _ in range(QUERIES)],
        "prefix": prefixes,
        "phrase": phrases,
    }


def _percentiles(
    queries: list[str], ours: Callable[[str], object], floor: Callable[[str], object]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Median and 95th percentile in milliseconds of each, over the medians of RUNS runs of every query."""
    found: list[tuple[float, float]] = []
    for work in (ours, floor):
        times = []
        for query in queries:
            runs = []
            for _ in range(RUNS):
                began = time.perf_counter()
                work(query)
                runs.append((time.perf_counter() - began) * 1e3)
            times.append(sorted(runs)[RUNS // 2])
        found.append((percentile(times, 0.5), percentile(times, 0.95)))
    return found[0], found[1]
