"""A week in review, with its twelve weeks, on a year's data: as the window asks for it, with opening the database."""

from __future__ import annotations

import random
import statistics
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from desktop.core.review_words import markdown, note
from desktop.core.reviewing import reviewed
from desktop.core.settings.model import Settings
from focus.review import Objective, Week
from focus.schedule import Schedule
from inbox.store import Store
from inbox.store.instants import to_micros
from tests.bench.databases import Databases, checkpoint, connect
from tests.bench.timing import RUNS, Line, seconds

ITEMS, DAYS = 60_000, 364
NOW = datetime(2026, 11, 20, 17, tzinfo=UTC)
WEEK = Week(2026, 47)
SETTINGS = Settings(
    Schedule(ZoneInfo("Europe/Paris")),
    "Europe/Paris",
    objectives=(Objective("Ship", "2026-Q4", ("Release 2.0", "Documentation")), Objective("Hire", "", ("A designer",))),
)
_HOURS = (9, 13, 16)


def measure(databases: Databases) -> list[Line]:
    path = databases.fresh("year")
    fill_a_year(path)
    whole = statistics.median(seconds(partial(_review, path)) for _ in range(RUNS))
    with closing(Store(path)) as store:
        review = reviewed(store, WEEK, SETTINGS, NOW)
        again = statistics.median(seconds(partial(reviewed, store, WEEK.before(n), SETTINGS, NOW)) for n in range(RUNS))
    assert all((review.held, review.check_ins.cleared, review.hours.focus, review.waits)), review
    words = statistics.median(seconds(partial(_words, path)) for _ in range(RUNS))
    what = f"a week in review, 12 weeks with it, of {ITEMS:,} items in a year"
    return [
        Line(what, 1e3 * whole, "ms", most=300.0),
        Line("  one week after the other", 1e3 * again, "ms"),
        Line("  with its Markdown and its note", 1e3 * words, "ms"),
    ]


def _review(path: Path) -> None:
    with closing(Store(path)) as store:
        reviewed(store, WEEK, SETTINGS, NOW)


def _words(path: Path) -> None:
    with closing(Store(path)) as store:
        found = reviewed(store, WEEK, SETTINGS, NOW)
    markdown(found, "fr")
    note(found, "", (), "fr")


def fill_a_year(path: Path) -> None:
    """Each day three check-ins, of which some are cleared; a twentieth passes by a rule, a tenth is answered."""
    chance = random.Random(7)
    start = NOW - timedelta(days=DAYS)
    items, batches, actions, handled, sent = [], [], [], [], []
    for id in range(1, ITEMS + 1):
        arrived = start + (NOW - start) * id / ITEMS
        passes = chance.choice(("codes", "lab")) if id % 20 == 0 else ""
        opens = _next_check_in(arrived)
        released = arrived if passes else opens
        done = released + timedelta(minutes=chance.randrange(1, 40))
        state = "held" if released > NOW else "released" if done > NOW or id % 500 == 0 else "done"
        number = None if passes or state == "held" else 1 + (opens.date() - start.date()).days * 3 + _place(opens)
        since = {"held": arrived, "released": released, "done": done}[state]
        out = None if state == "held" else to_micros(released)
        items.append(
            (
                id, "work", f"INBOX:1:{id}", f"c{id}", "mail", "direct", f"Person {id % 400}",
                f"person{id % 400}@example.org", f"Subject number {id}", "The first words", to_micros(arrived),
                to_micros(arrived), state, to_micros(since), out, number, passes, f"<{id - id % 4}@example.org>",
            )
        )  # fmt: skip
        if number is not None:
            batches.append((number, to_micros(opens), to_micros(opens), "check-in"))
        if state == "done":
            actions.append((id, to_micros(done)))
            handled.append((id, id, to_micros(released)))
            if id % 10 == 0:
                sent.append((id, to_micros(done)))
    with closing(connect(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        names = (
            "id, account, key, content_key, channel, reason, sender_name, sender_address, subject, preview, "
            "received_at, arrived_at, state, state_since, released_at, batch, passes, thread"
        )
        connection.executemany(
            "INSERT OR IGNORE INTO batch (id, by, start, opened_at, name) VALUES (?, 'check_in', ?, ?, ?)", batches
        )
        connection.executemany(f"INSERT INTO item ({names}) VALUES ({', '.join('?' * 18)})", items)
        connection.execute(
            "INSERT INTO body SELECT id, '<' || id || '@example.org>', '[]', '[]', '[]', preview || ' of ' || subject, "
            "NULL FROM item"
        )
        connection.executemany("INSERT INTO action (id, at, what) VALUES (?, ?, 'done')", actions)
        connection.executemany(
            "INSERT INTO action_item (action, item, state, state_since, pinned) VALUES (?, ?, 'released', ?, 0)",
            handled,
        )
        connection.executemany(
            "INSERT INTO outgoing (account, item, sender, recipients, subject, message_id, message, written_at, state, "
            "since, not_before, tries, problem, detail, answer) SELECT 'work', column1, 'me@example.org', '[]', 'Re', "
            "'<a' || column1 || '@example.org>', x'', column2, 'sent', column2, column2, 1, '', '', '' "
            "FROM (SELECT ? AS column1, ? AS column2)",
            sent,
        )
        connection.executemany(
            "INSERT INTO lived (mode, since, until, name, intention, asked) VALUES (?, ?, ?, '', ?, 0)", _lived(start)
        )
        connection.executemany(
            "INSERT INTO peek (at) VALUES (?)",
            [(to_micros(start + timedelta(days=day, hours=10)),) for day in range(DAYS)],
        )
        connection.execute("COMMIT")
    checkpoint(path)


def _next_check_in(arrived: datetime) -> datetime:
    day = arrived.replace(hour=0, minute=0, second=0, microsecond=0)
    return next(
        opens
        for opens in (day + timedelta(days=more, hours=hour) for more in (0, 1) for hour in _HOURS)
        if opens >= arrived
    )


def _place(opens: datetime) -> int:
    return _HOURS.index(opens.hour)


def _lived(start: datetime) -> list[tuple[object, ...]]:
    """Twenty stretches a day."""
    found: list[tuple[object, ...]] = []
    for day in range(DAYS):
        at = start.replace(hour=7) + timedelta(days=day)
        for part in range(20):
            mode = ("focus", "check_in", "open")[part % 3]
            intention = ("Release 2.0", "Documentation", "A designer", "")[part % 4] if mode == "focus" else ""
            until = at + timedelta(minutes=25)
            found.append((mode, to_micros(at), to_micros(until), intention))
            at = until
    return found
