"""Copies of what was sent, in the account's mailbox for that; and letters that may have been sent, looked for there.

Nothing here ever sends. The engine's thread calls this, except for what is marked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy.exc import DBAPIError

from desktop.core.desk import Later
from desktop.core.events import Event, OutboxChanged, Problem
from desktop.core.flights import Flights
from desktop.core.setup import Setup
from inbox.errors import SourceError, Unsupported
from inbox.sending.copies import Copy, SentCopies, Wanted
from inbox.sources import Source
from inbox.store import Store
from inbox.writing import FilesSent

_MOST_ROUNDS: Final = 100
_log = logging.getLogger(__name__)


class Filing:
    def __init__(self, store: Store, setup: Setup, now: Callable[[], datetime], emit: Callable[[Event], None]) -> None:
        self._copies = SentCopies(store)
        self._flights = Flights(setup)
        self._setup = setup
        self._clock = now
        self._emit = emit

    def landed(self, now: datetime) -> None:
        """A letter was sent or may have been: from now on it is looked after. At the start: what was left."""
        try:
            self._copies.catch_up(now)
        except DBAPIError as error:  # a full disk: that it was sent is known, and its copy follows at the next start
            _log.error("the copies of sent mail could not be noted: %s", error.orig)

    def tick(self, now: datetime) -> datetime | None:
        """Begin what is due, and return when something will be."""
        if not self._setup.catches_up:
            return None
        try:
            waiting = {
                account: at
                for account, at in self._copies.waiting().items()
                if account not in self._flights and self._setup.settings.account(account) is not None
            }
        except DBAPIError as error:
            _log.error("the copies of sent mail could not be read: %s", error.orig)
            return None
        for account in [account for account, at in waiting.items() if at <= now]:
            del waiting[account]  # while it flies, its landing is the next tick
            self._begin(account)
        return min(waiting.values(), default=None)

    def finish(self) -> Later[None]:
        """For a command that pulls: begin what is due, and wait until it has landed."""
        self.tick(self._clock())
        return self._flights.finish()

    def _begin(self, account: str) -> None:
        one = self._setup.settings.account(account)
        choice = str(one.values.get("sent_copy") or "auto") if one is not None else "never"

        def landed(error: SourceError | None) -> None:
            if error is not None:
                _log.info("copies of what %r sent wait: %s", account, error)
                self._copies.put_off(account, self._clock(), error.wait_seconds)

        self._flights.begin(account, lambda source: self._file(account, source, choice), landed)

    def _file(self, account: str, source: Source, choice: str) -> None:
        """On the account's thread. Each copy is noted before the next one is made."""
        if not isinstance(source, FilesSent):
            raise Unsupported("Nothing can be put there.")
        for _ in range(_MOST_ROUNDS):
            wanted = self._flights.call(lambda: self._copies.take(account, self._clock()))
            if not wanted:
                return
            for one in wanted:
                if one.sent:
                    self._file_one(account, source, one, choice)
                else:
                    self._look_for(source, one)

    def _file_one(self, account: str, source: FilesSent, one: Wanted, choice: str) -> None:
        state, detail = Copy.SKIPPED, ""
        if choice != "never":
            try:
                if source.file_sent(one.message, one.message_id, one.at, insist=choice == "always"):
                    state = Copy.FILED
            except SourceError as error:
                if error.code not in {"wrong_setting", "unsupported"}:
                    raise
                state, detail = Copy.FAILED, error.detail

        def note() -> None:
            self._copies.settled(one.id, state, detail)
            if state is Copy.FAILED:
                self._emit(Problem("unfiled", f"{account}: {detail}"))

        self._flights.call(note)

    def _look_for(self, source: FilesSent, one: Wanted) -> None:
        there = source.was_sent(one.message_id)

        def note() -> None:
            if not there:
                self._copies.not_found(one.id, self._clock())
            elif self._copies.found(one.id, self._clock()):
                _log.info("message %d was sent: it is where sent mail is", one.id)
                self._emit(OutboxChanged())

        self._flights.call(note)
