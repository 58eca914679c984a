"""How long the engine is kept from others where an answer to very many items is due otherwise from now on."""

from __future__ import annotations

import statistics
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from focus.working_time import Calendar, due, within
from inbox.item import Fetched
from inbox.promised_anew import Anew
from inbox.promises import Promise, Promises
from inbox.queue import Queue
from inbox.rules import Match
from inbox.store import Store
from tests.bench.content import NOW, arrivals
from tests.bench.databases import PORTION, Databases, checkpoint
from tests.bench.timing import RUNS, Line

ITEMS = 40_000
WORDS = 60


def measure(databases: Databases) -> list[Line]:
    store = Store(databases.fresh("promising"))
    try:
        found = list(arrivals(ITEMS, WORDS))
        for start in range(0, ITEMS, PORTION):
            Queue(store).accept("work", Fetched(tuple(found[start : start + PORTION]), str(start)), NOW)
        _followed(store, "30 working days", found[0].received_at)
        looks, writes, wholes = zip(*(_turn(store, number) for number in range(RUNS)), strict=True)
    finally:
        store.close()
    what = f"{ITEMS:,} items due otherwise"
    return [
        Line(f"{what}: longest look", statistics.median(looks) * 1e3, "ms", most=50.0),
        Line("  written at once", statistics.median(writes) * 1e3, "ms", most=250.0),
        Line("  all of it", statistics.median(wholes), "s"),
    ]


def _turn(store: Store, number: int) -> tuple[float, float, float]:
    checkpoint(store.path)
    times = _followed(store, ("8 h", "2 working days")[number % 2], NOW)
    return max(times[:-1]), times[-1], sum(times)


def _followed(store: Store, length: str, now: datetime) -> list[float]:
    """How long each call took."""
    anew = Anew(store, _promises(length), {}, frozenset(), now)
    times = []
    while True:
        began = time.perf_counter()
        changed = anew.go_on()
        times.append(time.perf_counter() - began)
        if changed is not None:
            assert changed == ITEMS
            return times


def _promises(length: str) -> Promises:
    calendar, lengths = Calendar(ZoneInfo("Europe/Paris"), country="FR"), within(length)
    matches = {"people": Match(reason=("direct",)), "urgent": Match(words=("urgent",)), "all": Match(channel=("mail",))}
    made = [Promise(name, match, length) for name, match in matches.items()]
    return Promises(made, lambda _, asked: due(asked, lengths, calendar))
