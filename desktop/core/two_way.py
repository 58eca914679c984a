"""What Écluse changes at a server because an item is done, where the account's switches ask for it.

The queue has noted what is wanted; this has it carried out on the account's own thread, and notes what became of it.
The engine's thread calls this, except for what is marked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy.exc import DBAPIError

from desktop.core.desk import Later
from desktop.core.events import Event, Problem
from desktop.core.flights import Flights
from desktop.core.setup import Setup
from desktop.core.views import AccountSettings
from inbox.changes import Changes
from inbox.errors import Gone, SourceError, Unsupported
from inbox.item import Place
from inbox.looks import Looks
from inbox.sources import Source
from inbox.store import Store
from inbox.writing import Change, Outcome, What, Writes

T = TypeVar("T")

_MOST_ROUNDS: Final = 1000
"""Of one flight: more than anyone has, and an end to what would have none."""
_SWITCHES: Final = {"done_marks_read": What.SEEN, "done_archives": What.ARCHIVE}
_log = logging.getLogger(__name__)


class TwoWay:
    """Carries out what the journal holds. A command that ends at once leaves it to the app, or to a pull."""

    def __init__(self, store: Store, setup: Setup, now: Callable[[], datetime], emit: Callable[[Event], None]) -> None:
        self._changes = Changes(store)
        self._looks = Looks(store)
        self._setup = setup
        self._clock = now
        self._emit = emit
        self._flights = Flights(setup)
        self._told: set[tuple[str, str]] = set()
        self._unwatched: set[str] = set()

    def writes(self) -> Mapping[str, Collection[What]]:
        """What is to follow from "done", by account."""
        accounts = self._setup.settings.accounts
        return {one.name: [what for name, what in _SWITCHES.items() if one.values.get(name)] for one in accounts}

    def watched(self, account: str) -> Mapping[str, Place]:
        """The items (by key) whose mails are looked at, where that was asked for."""
        one = self._setup.settings.account(account)
        return self._looks.watched(account) if one is not None and _watches(one) else {}

    def tick(self, now: datetime) -> datetime | None:
        """Begin what is due, and return when something will be."""
        try:
            self._forget_looks()
            if not self._setup.catches_up:
                return None
            waiting = {
                account: at
                for account, at in self._changes.waiting().items()
                if account not in self._flights and self._setup.settings.account(account) is not None
            }
            for account in [account for account, at in waiting.items() if at <= now]:
                del waiting[account]  # while it flies, its landing is the next tick
                self._begin(account)
            return min(waiting.values(), default=None)
        except DBAPIError as error:
            _log.error("the journal of changes could not be read or written: %s", error.orig)
            return None

    def finish(self) -> Later[None]:
        """For a command that pulls: begin what is due, and wait until it has landed."""
        self.tick(self._clock())
        return self._flights.finish()

    def forget(self, account: str) -> None:
        """It is removed: an account that gets its name is another one."""
        self._changes.forget(account)

    def _forget_looks(self) -> None:
        """Looks are compared with those before only while the switch is on."""
        unwatched = {one.name for one in self._setup.settings.accounts if not _watches(one)}
        for account in unwatched - self._unwatched:
            self._looks.forget(account)
        self._unwatched = unwatched

    def _begin(self, account: str) -> None:
        def landed(error: SourceError | None) -> None:
            if error is not None:
                _log.info("what is wanted at %r waits: %s", account, error)
                self._changes.put_off(account, self._clock(), error.wait_seconds, error.detail)

        self._changes.drop(account, but=self.writes()[account])  # a switch may have been turned off since
        self._flights.begin(account, lambda source: self._carry_out(account, source), landed)

    def _carry_out(self, account: str, source: Source) -> None:
        """On the account's thread. Each outcome is in the journal before the next change is made."""
        if not isinstance(source, Writes):
            raise Unsupported("Nothing can be changed there.")

        def begin(ids: Sequence[int]) -> Collection[int]:
            return self._flights.call(lambda: self._changes.begin(ids))

        for _ in range(_MOST_ROUNDS):
            changes = self._flights.call(lambda: self._changes.take(account, self._clock()))
            if not changes:
                return
            wanted = {one.id: one for one in changes}
            for id, outcome in source.carry_out(changes, begin):
                self._note(account, wanted[id], outcome)

    def _note(self, account: str, change: Change, outcome: Outcome) -> None:
        def note() -> None:
            self._changes.landed(change.id, outcome, self._clock())
            # That a mail is gone which was to be put away is no loss to anyone.
            if outcome.problem and not (change.wanted and outcome.problem == Gone.code):
                self._tell(account, outcome.detail)

        self._flights.call(note)

    def _tell(self, account: str, detail: str) -> None:
        """Once: the next hundred mails would say the same."""
        if (account, detail) not in self._told:
            self._told.add((account, detail))
            self._emit(Problem("unwritten", f"{account}: {detail}"))


def _watches(one: AccountSettings) -> bool:
    return bool(one.values.get("read_elsewhere_is_done"))
