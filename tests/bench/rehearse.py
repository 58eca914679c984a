"""What it costs to try a week, and rules, on the last 30 days of a person who gets 300 items a day."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import time, timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

from desktop.core.rehearsing import Rehearsing
from desktop.core.setup import Setup
from focus.schedule import DayException, Mode, Schedule, Span
from inbox.item import Arrival, Verdict
from inbox.rules import CODES, DONE, HOLD, Match, Rule
from tests.bench.content import NOW, Speech
from tests.bench.databases import Databases, connect, rows, store_raw
from tests.bench.rules import some_arrivals
from tests.bench.timing import RUNS, Line, seconds

DAYS, A_DAY = 30, 300
MOST = 150.0
_WORKDAYS = frozenset(range(5))
_DAY = timedelta(days=1)
_HOURS = (6, 8, 9, 9, 10, 11, 13, 14, 15, 15, 16, 17, 20)
_SAID = ("Your sign-in code is 482913.", "There is an outage.", "Ticket #48291.", "The invoice is attached.")
EVENING = NOW.replace(hour=23)


def measure(databases: Databases) -> list[Line]:
    path = databases.fresh("rehearsed")
    fill(path)
    settings = SimpleNamespace(schedule=week(), rules=rules(), accounts=())
    numbers = count()

    def rehearsing() -> Rehearsing:
        return Rehearsing(path, cast(Setup, cast(Any, SimpleNamespace(settings=settings))), lambda: EVENING)

    desk = rehearsing()

    def dragged() -> None:
        """A check-in begins a minute later each time."""
        found = desk.rehearse(week(next(numbers) % 50)).run()
        assert found.arrivals == DAYS * A_DAY

    def ruled() -> None:
        """A rule more each time, before all others."""
        new = Rule("new", Match(address=(f"person{next(numbers)}@firm1.example",)))
        assert desk.rehearse(rules=(new, *rules())).run().arrivals == DAYS * A_DAY

    def first() -> None:
        """Nothing has been read, and nothing decided."""
        assert rehearsing().rehearse(week(next(numbers) % 50)).run().arrivals == DAYS * A_DAY

    dragged()
    what = f"{DAYS} days x {A_DAY} items, {len(rules())} rules"
    return [
        Line(f"{what}: a span is dragged", _median(dragged), "ms", most=MOST),
        Line(f"{what}: a rule is changed", _median(ruled), "ms"),
        Line(f"{what}: the first time, from the database", _median(first), "ms"),
    ]


def fill(path: Path) -> None:
    """What arrived in DAYS days until EVENING."""
    with closing(connect(path)) as connection:
        store_raw(connection, rows(_arrivals(), "work"))
        connection.execute("UPDATE item SET verdict = 'verified' WHERE id % 3 > 0")


def _median(work: Callable[[], None]) -> float:
    return sorted(seconds(work) for _ in range(RUNS))[RUNS // 2] * 1e3


def _arrivals() -> list[Arrival]:
    """Most in the working hours of working days; 90 words each, nearly all with accents as French has them."""
    speech = Speech()
    chance = speech.random
    found = []
    for number, one in enumerate(some_arrivals(DAYS * A_DAY)):
        day = EVENING - number % DAYS * _DAY
        at = day.replace(hour=chance.choice(_HOURS), minute=chance.randrange(60), second=chance.randrange(60))
        said = "" if number % 50 else chance.choice(_SAID)
        found.append(
            one._replace(
                received_at=at,
                sender_address=one.sender_address and f"person{number % 90}@firm{number % 20}.example",
                text=f"{speech.sentence(90)} {said}",
                verdict=Verdict.VERIFIED,
            )
        )
    return found


def week(minute: int = 0) -> Schedule:
    """Two long blocks, three check-ins, a digest, a coffee together, a lighter Friday, and a day off."""
    spans = (
        Span(Mode.FOCUS, _WORKDAYS, time(9), time(11), intention="Release 2.0"),
        Span(Mode.CHECK_IN, _WORKDAYS, time(11, minute), time(11, 59), name="late morning"),
        Span(Mode.FOCUS, frozenset(range(4)), time(13, 30), time(16), intention="Release 2.0"),
        Span(Mode.CHECK_IN, _WORKDAYS, time(16), time(16, 30), frozenset({"mention", "mail"})),
        Span(Mode.CHECK_IN, _WORKDAYS, time(18), time(18, 20)),
        Span(Mode.CHECK_IN, frozenset({4}), time(15), time(15, 30), name="friday digest"),
        Span(Mode.TOGETHER, frozenset({1, 3}), time(14), time(14, 30), name="coffee"),
        Span(Mode.CHECK_IN, frozenset({5, 6}), time(11), time(11, 30)),
    )
    off = (NOW - 9 * _DAY).date()
    return Schedule(ZoneInfo("Europe/Paris"), spans, (DayException(off, off),))


def rules() -> tuple[Rule, ...]:
    return (
        CODES,
        *(Rule(f"person {n}", Match(address=(f"person{n}@firm{n % 20}.example",))) for n in range(6)),
        Rule("client", Match(domain=("firm7.example", "firm8.example")), budget=2),
        Rule("review", Match(tool=("github",), reason=("review_asked",)), budget=3),
        Rule("named", Match(channel=("mention",), reason=("mentioned",)), budget=1),
        Rule("again", Match(second_try=True), budget=1),
        Rule("urgent", Match(plus=("urgent",))),
        Rule("answers", Match(answers_me=True)),
        Rule("outage", Match(words=("outage", "panne"))),
        Rule("tickets", Match(regex=(r"\bticket[- ]#?\d{5}\b",))),
        Rule("invoices", Match(words=("invoice",)), HOLD, "friday digest"),
        Rule("newsletters", Match(list=True), HOLD, "friday digest"),
        Rule("robots", Match(reason=("automatic",), domain=("firm3.example",)), DONE),
        Rule("board", Match(tool=("github",), project=("acme/boat15",)), HOLD),
        Rule("rest", Match(account=("home",)), HOLD),
    )
