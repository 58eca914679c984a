"""Whatever comes by whatever way in whatever order: one item for each event, nothing hidden, and the ledger adds up."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from inbox.item import Arrival, Channel, Fetched, State
from inbox.looks import Looks
from inbox.queue import UNRULED, Queue, Release
from inbox.reading import Reading
from inbox.store import Store
from inbox.writing import Standing, What
from tests.inbox.arrivals import NOON, arrival

ACCOUNTS = ("work", "home", "hub", "hub 2")
FOLLOWS = dict.fromkeys(ACCOUNTS, (What.SEEN,))
EVENTS = st.integers(0, 2)
CHOSEN = st.randoms(use_true_random=False)


def of_event(account: str, number: int, *, vouched: bool, twin: int) -> Arrival:
    """The same each time it is made. Mail accounts hold two mails of each event, and a forgery of each."""
    by_mail = account in {"work", "home"}
    name = f"{number} {twin} {vouched}"
    return arrival()._replace(
        key=name,
        content_key=f"content {name}",
        channel=Channel.MENTION if vouched else Channel.MAIL,
        tool="github",
        subject=f"Event {number}",
        text=f"Event {number}" if by_mail else "",
        message_id=f"<{name}@github.com>" if by_mail else "",
        events=(f"event {number}", f"by {account} {twin} {number}"),
    )


class AnyOrder(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.store = Store(Path(self.folder.name) / "queue.db")
        self.queue, self.reading, self.looks = Queue(self.store), Reading(self.store), Looks(self.store)
        self.now = NOON
        self.given: set[tuple[str, str]] = set()

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def give(self, account: str, *arrivals: Arrival) -> None:
        self.now += timedelta(seconds=1)
        releases = [Release("open", NOON)] if self.now.second % 3 == 0 else []
        self.queue.accept_and_settle(account, Fetched(arrivals, "1"), self.now, UNRULED, releases, FOLLOWS)
        self.given |= {(account, one.key) for one in arrivals}

    @rule(
        account=st.sampled_from(ACCOUNTS),
        numbers=st.lists(st.tuples(EVENTS, st.integers(0, 1)), min_size=2, max_size=6),
    )
    def told(self, account: str, numbers: list[tuple[int, int]]) -> None:
        self.give(account, *(of_event(account, number, vouched=True, twin=twin) for number, twin in numbers))

    @rule(account=st.sampled_from(("work", "home")), number=EVENTS)
    def forged(self, account: str, number: int) -> None:
        """With a Message-ID of the forger's own for each account, or the two would be one mail in two accounts."""
        forgery = of_event(account, number, vouched=False, twin=0)
        self.give(account, forgery._replace(message_id=f"<{account}{number}@evil.example>"))

    @rule(random=CHOSEN)
    def done(self, random: Random) -> None:
        open = [row.id for state in (State.HELD, State.RELEASED) for row in self.reading.rows(state)]
        if open:
            self.now += timedelta(seconds=1)
            self.queue.done([random.choice(sorted(open))], self.now, FOLLOWS)

    @rule()
    def undone(self) -> None:
        self.now += timedelta(seconds=1)
        self.queue.undo(self.now)

    @rule(account=st.sampled_from(ACCOUNTS), standing=st.sampled_from(Standing))
    def looked(self, account: str, standing: Standing) -> None:
        self.now += timedelta(seconds=1)
        watched = self.looks.watched(account)
        states = {row.id: row.state for state in State for row in self.reading.rows(state, 500)}
        assert all(states[place.item] is not State.DONE for place in watched.values())
        self.queue.looked(dict.fromkeys(watched.values(), standing), self.now)

    @precondition(lambda self: len(self.given) >= 8)
    @rule(account=st.sampled_from(ACCOUNTS))
    def forgotten(self, account: str) -> None:
        self.queue.forget(account)
        self.given = {one for one in self.given if one[0] != account}

    @invariant()
    def adds_up(self) -> None:
        ledger = self.reading.ledger()
        assert ledger.adds_up
        assert ledger.expired == 0

    @invariant()
    def each_way_is_known_once_and_none_is_lost(self) -> None:
        with self.store.read() as connection:
            ways = connection.exec_driver_sql(
                "SELECT account, key FROM item UNION ALL SELECT account, key FROM origin"
            ).all()
        assert sorted(tuple(way) for way in ways) == sorted(self.given)

    @invariant()
    def each_event_is_one_item_and_no_forgery_is_in_it(self) -> None:
        with self.store.read() as connection:
            channels = connection.exec_driver_sql(
                "SELECT subject, channel, count(*) FROM item GROUP BY subject, channel"
            ).all()
            mixed = connection.exec_driver_sql(
                "SELECT count(*) FROM origin JOIN item ON item.id = origin.item "
                "WHERE (item.key LIKE '% True') <> (origin.key LIKE '% True')"
            ).scalar()
        assert all(count == 1 for _, channel, count in channels if channel == "mention")
        assert mixed == 0

    @invariant()
    def what_is_noted_of_a_way_is_of_one_that_is_there(self) -> None:
        with self.store.read() as connection:
            for table in ("looked", "server_change"):
                astray = connection.exec_driver_sql(
                    f"SELECT count(*) FROM {table} AS noted WHERE way <> 0 AND NOT EXISTS "
                    "(SELECT 1 FROM origin WHERE origin.id = noted.way AND origin.item = noted.item)"
                ).scalar()
                assert astray == 0
            assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            connection.exec_driver_sql("INSERT INTO item_fts (item_fts, rank) VALUES ('integrity-check', 1)")


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=40, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
