"""Answers on their way out: kept for a moment in which they can be taken back, or until they are to go, then handed
to their account's server off the engine's thread. One at a time for each account: a server that dawdles holds up
nobody else's mail.

The engine's thread calls this, except for what is marked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError

from desktop.core.composing import Composing, reads
from desktop.core.desk import Later, RequestError
from desktop.core.events import Event, OutboxChanged, Problem
from desktop.core.opener import Opener
from desktop.core.setup import Setup
from desktop.core.submission import sends
from desktop.core.views import AccountSettings
from inbox.answering import Answer
from inbox.errors import SourceError, WrongSetting
from inbox.item import Details
from inbox.sending import Letter, Outgoing, Progress, Unsure
from inbox.sending.outbox import MailOutbox
from inbox.store import Store

if TYPE_CHECKING:  # it brings much of the `email` package, which only an answer needs
    from inbox.reply import Composed

TAKEN_BACK_WITHIN = timedelta(seconds=10)
"""How long an answer waits for second thoughts."""

FURTHEST = timedelta(days=366)
"""A letter for later is for within a year: what is further away is a slip."""

END_SECONDS = 0.3
"""How long the app's end waits for letters that are being sent; one that takes longer is unsure at the next start."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Flight:
    """A letter that is being sent; `landing` is done once it is known what became of it."""

    letter: int
    landing: Future[SourceError | None] = field(default_factory=Future)


class Dispatch:
    """Without `setup.live` nothing is sent by itself: a command sends the one letter it was asked to send."""

    def __init__(
        self,
        store: Store,
        setup: Setup,
        opener: Opener,
        now: Callable[[], datetime],
        emit: Callable[[Event], None],
        landed: Callable[[datetime], None],
    ) -> None:
        """`landed` is told of each letter that was sent or may have been, and at the start."""
        self._outbox = MailOutbox(store)
        self._setup = setup
        self._clock = now
        self._emit = emit
        self._looked_after = landed
        self.composing = Composing(setup, opener, now)
        self._flying: dict[str, _Flight] = {}
        """By account: an entry stays until its outcome is in the database."""

    def start(self, now: datetime) -> None:
        lost = self._outbox.recover(now)
        self._looked_after(now)
        if lost:
            self._emit(Problem("unsent", "Écluse ended while a message was being sent."))

    def tick(self, now: datetime) -> datetime | None:
        """Send what is due. Returns when the next letter is."""
        if not self._setup.live:
            return None
        try:
            for account in list(self._flying):
                self._note(account)
            while letter := self._outbox.take(now, but=self._flying):
                self._setup.elsewhere(self._flight(letter))
            # While one flies, its landing is the next tick for its account.
            return self._outbox.next_at(but=self._flying)
        except DBAPIError as error:
            # A full disk: what was not marked as being sent is not sent, and is tried again at the next tick.
            _log.error("the outbox could not be read or written: %s", error.orig)
            return None

    def send(self, of: Details, answer: Answer) -> Later[Outgoing]:
        """Raises RequestError. In the running app it waits a moment first; else it goes at once."""
        if answer.send_at is not None and answer.send_at > self._clock() + FURTHEST:
            raise RequestError(f"{answer.send_at:%Y-%m-%d} is too far away. Nothing was sent.", "A year is the most.")
        composed = self.composing.compose(of, answer)
        if not reads(answer):
            return self._put(of, answer, composed.run())

        def run() -> Outgoing:
            """The files are read off the engine's thread; the outbox is its own."""
            whole = composed.run()
            put: Future[Any] = self._setup.call(lambda _: self._put(of, answer, whole))
            sent: Outgoing = put.result()
            return sent

        return Later(run)

    def rows(self) -> tuple[Outgoing, ...]:
        return self._outbox.rows()

    def resend(self, id: int) -> Later[Outgoing]:
        known = self._known(id)
        if not self._outbox.retry(id, self._clock()):
            raise RequestError(f"Message {id} {_STANDS[known.progress]}. Nothing was changed.")
        self._emit(OutboxChanged())
        return self._away(self._known(id))

    def discard(self, id: int) -> Outgoing:
        """Gives what it was."""
        known = self._known(id)
        if not self._outbox.drop(id, self._clock()):
            raise RequestError(f"Message {id} {_STANDS[known.progress]}. Nothing was changed.")
        self._emit(OutboxChanged())
        return known

    def forget(self, account: str) -> None:
        self._outbox.forget(account)

    def close(self) -> None:
        deadline = monotonic() + END_SECONDS
        for flight in self._flying.values():
            try:
                error = flight.landing.result(max(0.0, deadline - monotonic()))
            except TimeoutError:
                _log.warning(
                    "Message %d was still being sent at the end: the next start asks what to do", flight.letter
                )
            else:
                with suppress(DBAPIError):  # then it is unsure at the next start, and the person is asked
                    self._outbox.landed(flight.letter, error, self._clock())
        self._flying.clear()

    def _put(self, of: Details, answer: Answer, composed: Composed) -> Later[Outgoing]:
        now = self._clock()
        not_before = max(now + (TAKEN_BACK_WITHIN if self._setup.live else timedelta()), answer.send_at or now)
        waiting = self._outbox.put(of.item.account, of.item.id, answer, composed, now, not_before)
        self._emit(OutboxChanged())
        return self._away(waiting) if not_before == now else Later(lambda: waiting)

    def _known(self, id: int) -> Outgoing:
        found = self._outbox.get(id)
        if found is None:
            raise RequestError(f"There is no message {id} in the outbox.", "`ecluse outbox` lists them.")
        return found

    def _away(self, waiting: Outgoing) -> Later[Outgoing]:
        if self._setup.live:
            return Later(lambda: waiting)
        letter = self._outbox.take(self._clock(), waiting.id)
        if letter is None:
            return Later(lambda: waiting)
        fly = self._flight(letter)

        def run() -> Outgoing:
            fly()
            return self._setup.call(lambda _: self._known(waiting.id)).result()

        return Later(run)

    def _flight(self, letter: Letter) -> Callable[[], None]:
        """What sends the letter and has the outcome noted: it blocks, and is not for the engine's thread."""
        flight = self._flying[letter.account] = _Flight(letter.id)
        self._emit(OutboxChanged())
        account = self._setup.settings.account(letter.account)

        def fly() -> None:
            flight.landing.set_result(self._outcome(letter, account))
            self._setup.call(lambda _: self._note(letter.account)).result()

        return fly

    def _outcome(self, letter: Letter, account: AccountSettings | None) -> SourceError | None:
        """Off the engine's thread."""
        from inbox.sending.smtp import submit

        try:
            if account is None or not sends(account.values):
                raise WrongSetting("smtp_host", f'There is no account "{letter.account}" any more that can send.')
            submit(self._setup.server_of(account), letter)
        except SourceError as error:
            return error
        except Exception as error:  # a fault of ours, at any point: then it may have been sent  # noqa: BLE001
            _log.error("Message %d could not be sent", letter.id, exc_info=error)
            return Unsure(f"{type(error).__name__} while sending it")
        return None

    def _note(self, account: str) -> None:
        """What became of the account's letter, if that is known. Where it cannot be written (a full disk), nothing
        more is sent for the account, and the next tick tries to write it again."""
        flight = self._flying.get(account)
        if flight is None or not flight.landing.done():
            return
        found = self._outbox.landed(flight.letter, flight.landing.result(), self._clock())
        del self._flying[account]
        self._looked_after(self._clock())
        _log.info("message %d: %s %s", found.id, found.progress, found.problem)
        self._emit(OutboxChanged())
        if found.progress in {Progress.UNSURE, Progress.REFUSED}:
            self._emit(Problem("unsent", found.detail))


_STANDS = {
    Progress.SENDING: "is being sent just now",
    Progress.SENT: "has been sent",
    Progress.WAITING: "waits",
    Progress.UNSURE: "may have been sent",
    Progress.REFUSED: "was refused",
}
