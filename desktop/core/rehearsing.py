"""The last days of the person's own items, under another week and other rules. Asked on the engine's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

from desktop.core.desk import Later, RequestError, Superseded
from desktop.core.giving_way import giving_way
from desktop.core.own_addresses import own_addresses
from desktop.core.setup import Setup
from focus.errors import WrongPlan
from focus.plan import check
from focus.schedule import Schedule
from inbox.rules import Rule

if TYPE_CHECKING:
    from sqlite3 import Connection

    from desktop.core.rehearsal import Proposal
    from desktop.core.rehearsal.past import Past
    from desktop.core.rehearsal.values import Came, Rehearsal, Replay

T = TypeVar("T")
MOST_DAYS: Final = 3660
KEPT: Final = timedelta(minutes=1)
"""What was read is used again for so long: while a span is dragged, nothing else changes."""
PATIENCE: Final = 0.5
"""Seconds after which what nobody waits for any more is ended."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What arrived from `since` on, as it was at `at`; `mark` tells whether something has come since then."""

    at: datetime
    since: datetime
    days: int
    mine: frozenset[str]
    mark: tuple[int | None, int | None]
    past: Past


class Rehearsing:
    """What it reads it keeps for a minute, or until something new arrives."""

    def __init__(self, database: Path, setup: Setup, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._setup = setup
        self._clock = clock
        self._asked = 0
        self._working = threading.Lock()
        """One works at a time: what is superseded ends soon."""
        self._read: _Read | None = None
        self._today: tuple[_Read, Proposal, Replay] | None = None

    def rehearse(
        self, schedule: Schedule | None = None, rules: Sequence[Rule] | None = None, *, days: int = 30
    ) -> Later[Rehearsal]:
        """As `RehearsalDesk.rehearse`."""
        if not 1 <= days <= MOST_DAYS:
            raise RequestError(f"{days} days cannot be rehearsed.", f"1 to {MOST_DAYS} can.")
        settings, now = self._setup.settings, self._clock()
        own = (settings.schedule, settings.rules)
        proposed = (schedule or own[0], own[1] if rules is None else tuple(rules))
        try:
            check(proposed[0])
        except WrongPlan as error:
            raise RequestError(f"{error}. Nothing was rehearsed.") from error
        self._asked += 1
        asked, mine = self._asked, own_addresses(settings.accounts)

        def run() -> Rehearsal:
            with self._working:
                began = monotonic()
                look_up = partial(self._look_up, asked, began)
                self._look_up(asked)
                read = self._lately(days, mine, now, lambda: None)
                for _, tried in (own, proposed):
                    read.past.found(tried, giving_way(look_up))  # it is kept: the replays look it up
                return self._run(proposed, own, read, look_up)

        return Later(run)

    def _look_up(self, asked: int, began: float | None = None) -> None:
        """What was begun is soon done: if each were ended by the next, nothing would move while a span is dragged."""
        if asked != self._asked and (began is None or monotonic() - began > PATIENCE):
            raise Superseded("Another rehearsal was asked for.")

    def with_past(self, run: Callable[[Past, frozenset[int]], T], days: int, look_up: Callable[[], None]) -> Later[T]:
        """`run` off the engine's thread, with what arrived lately and the ids of those that the person called not
        urgent. `look_up` is called now and then: what it raises ends this."""
        mine, now = own_addresses(self._setup.settings.accounts), self._clock()

        def work() -> T:
            from inbox.saying import called_not_urgent

            with self._working:
                look_up()
                past = self._lately(days, mine, now, look_up).past
                with self._reading() as connection:
                    said = called_not_urgent(connection)
                return run(past, said)

        return Later(work)

    def tick(self, now: datetime) -> datetime | None:
        """Mails are not kept in memory for longer than they serve."""
        read = self._read
        if read is not None and abs(now - read.at) > KEPT:
            self._read = self._today = None
        return None

    def _run(self, proposed: Proposal, own: Proposal, read: _Read, look_up: Callable[[], None]) -> Rehearsal:
        from desktop.core.rehearsal import replayed
        from desktop.core.rehearsal.values import Rehearsal

        if self._today is None or self._today[0] is not read or self._today[1] != own:
            self._today = read, own, replayed(read.past, own, read.days, look_up)
        today = self._today[2]
        tried = today if proposed == own else replayed(read.past, proposed, read.days, look_up)
        came = read.past.came
        first = came[0].arrival.received_at if came else None
        return Rehearsal(tried, today, len(came), read.since, read.at, first)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        from inbox.store import StoreError, read_only

        try:
            with read_only(self._database) as connection:
                yield connection
        except StoreError as error:
            raise RequestError(f"{error} Nothing was rehearsed.", "`ecluse doctor` looks at it.") from error

    def _lately(self, days: int, mine: frozenset[str], now: datetime, look_up: Callable[[], None]) -> _Read:
        from desktop.core.rehearsal.past import Past
        from inbox.past import mark

        with self._reading() as connection:
            newest, read = mark(connection), self._read
            if read and (read.days, read.mine, read.mark) == (days, mine, newest) and abs(now - read.at) <= KEPT:
                return read
            self._read = self._today = None  # the two are not in memory side by side
            since = now - timedelta(days=days)
            came = _came(connection, since, mine, giving_way(look_up))
        read = self._read = _Read(now, since, days, mine, newest, Past(came))
        return read


def lately(database: Path, since: datetime, mine: frozenset[str]) -> list[Came]:
    """What was received since then, whatever has become of it. Raises StoreError."""
    from inbox.store import read_only

    with read_only(database) as connection:
        return _came(connection, since, mine, lambda: None)


def _came(connection: Connection, since: datetime, mine: frozenset[str], look_up: Callable[[], None]) -> list[Came]:
    from desktop.core.rehearsal.values import Came
    from inbox.past import received

    found = received(connection, since, mine, look_up)
    return [Came(one.arrival, one.account, one.also, one.thread_mine, one.answers_me, mine, one.id) for one in found]
