"""Answers on their way out: composed with the account's settings, kept for a moment in which they can be taken back,
then handed to the account's server off the engine's thread, one at a time.

The engine's thread calls this, except for what is marked.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from desktop.core.accounts import NoSecret
from desktop.core.desk import Later, RequestError
from desktop.core.events import Event, Problem
from desktop.core.notice_words import language_of
from desktop.core.setup import Setup
from desktop.core.views import AccountSettings
from inbox.answering import Answer, Way
from inbox.errors import SourceError, WrongSetting
from inbox.item import Details
from inbox.sending import Letter, Outgoing, Progress, Submission, Unsure
from inbox.sending.outbox import MailOutbox
from inbox.sources import Value, number
from inbox.store import Store

if TYPE_CHECKING:  # it brings much of the `email` package, which only an answer needs
    from inbox.reply import Composed, Writer

TAKEN_BACK_WITHIN = timedelta(seconds=10)
"""How long an answer waits for second thoughts."""

END_SECONDS = 0.3
"""How long the app's end waits for a letter that is being sent; one that takes longer is unsure at the next start."""

_MOST_SIGNATURE = 4096
_log = logging.getLogger(__name__)


class Dispatch:
    """Without `setup.live` nothing is sent by itself: a command sends the one letter it was asked to send."""

    def __init__(self, store: Store, setup: Setup, now: Callable[[], datetime], emit: Callable[[Event], None]) -> None:
        self._outbox = MailOutbox(store)
        self._setup = setup
        self._clock = now
        self._emit = emit
        self._flying: tuple[int, Future[SourceError | None]] | None = None

    def start(self, now: datetime) -> None:
        lost = self._outbox.recover(now)
        if lost:
            self._emit(Problem("unsent", "Écluse ended while a message was being sent."))

    def tick(self, now: datetime) -> datetime | None:
        """Send what is due. Returns when the next letter is."""
        if not self._setup.live:
            return None
        try:
            if self._flying is None:
                letter = self._outbox.take(now)
                if letter is not None:
                    self._setup.elsewhere(self._flight(letter))
            # While one flies, its landing is the next tick.
            return None if self._flying else self._outbox.next_at()
        except DBAPIError as error:
            # A full disk: what was not marked as being sent is not sent, and is tried again at the next tick.
            _log.error("the outbox could not be read or written: %s", error.orig)
            return None

    def recipients(self, of: Details, way: Way) -> tuple[str, ...]:
        """Raises RequestError."""
        from inbox.reply import CannotAnswer, recipients

        try:
            return recipients(of, way, self._writer(of))
        except CannotAnswer as error:
            raise RequestError(f"{error} Nothing was sent.") from error

    def quoted(self, of: Details, way: Way) -> str:
        """Raises RequestError."""
        from inbox.reply import quoted

        return quoted(of, way, self._writer(of), self._clock().astimezone(self._setup.settings.schedule.zone))

    def compose(self, of: Details, answer: Answer) -> Later[Composed]:
        """Raises RequestError."""
        made = self._composed(of, answer)
        return Later(lambda: made)

    def _writer(self, of: Details) -> Writer:
        from inbox.reply import Writer, usable

        account = self._setup.account(of.item.account)
        values = account.values
        if not values.get("smtp_host"):
            raise RequestError(
                f'The account "{account.name}" cannot send: it has no smtp_host. Nothing was sent.',
                "Give it the name of the server that takes your mail, in settings.toml.",
            )
        writer = Writer(
            address=_address(values),
            name=str(values.get("from_name", "")),
            own=frozenset(_address(one.values) for one in self._setup.settings.accounts if _address(one.values)),
            signature=_signature(values),
            language=language_of(self._setup.settings.language, os.environ),
        )
        if usable(writer.address) is None:
            raise RequestError(
                f'The account "{account.name}" has no mail address to send from. Nothing was sent.',
                "Give it one as from_address, in settings.toml.",
            )
        return writer

    def _composed(self, of: Details, answer: Answer) -> Composed:
        from uuid import uuid4

        from inbox.reply import CannotAnswer, compose

        writer = self._writer(of)
        # Made once, before the first try: whatever happens on the way, it stays the same message.
        message_id = f"<{uuid4()}@{writer.address.rpartition('@')[2]}>"
        now = self._clock().astimezone(self._setup.settings.schedule.zone)
        try:
            return compose(of, answer, writer, message_id=message_id, now=now)
        except CannotAnswer as error:
            raise RequestError(f"{error} Nothing was sent.") from error

    def send(self, of: Details, answer: Answer) -> Later[Outgoing]:
        """Raises RequestError. In the running app it waits a moment first; else it goes at once."""
        composed, now = self._composed(of, answer), self._clock()
        not_before = max(now + (TAKEN_BACK_WITHIN if self._setup.live else timedelta()), answer.send_at or now)
        waiting = self._outbox.put(of.item.account, of.item.id, answer, composed, now, not_before)
        return self._away(waiting) if not_before == now else Later(lambda: waiting)

    def rows(self) -> tuple[Outgoing, ...]:
        return self._outbox.rows()

    def resend(self, id: int) -> Later[Outgoing]:
        known = self._known(id)
        if not self._outbox.retry(id, self._clock()):
            raise RequestError(f"Message {id} {_STANDS[known.progress]}. Nothing was changed.")
        return self._away(self._known(id))

    def discard(self, id: int) -> Outgoing:
        """Gives what it was."""
        known = self._known(id)
        if not self._outbox.drop(id, self._clock()):
            raise RequestError(f"Message {id} {_STANDS[known.progress]}. Nothing was changed.")
        return known

    def forget(self, account: str) -> None:
        self._outbox.forget(account)

    def close(self) -> None:
        if self._flying is None:
            return
        id, landing = self._flying
        try:
            error = landing.result(END_SECONDS)
        except TimeoutError:
            _log.warning("Message %d was still being sent at the end: the next start asks what to do", id)
        else:
            with suppress(DBAPIError):  # then it is unsure at the next start, and the person is asked
                self._outbox.landed(id, error, self._clock())
        self._flying = None

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
        landing: Future[SourceError | None] = Future()
        self._flying = letter.id, landing
        account = self._setup.settings.account(letter.account)

        def fly() -> None:
            landing.set_result(self._outcome(letter, account))
            self._setup.call(lambda _: self._landed(letter.id)).result()

        return fly

    def _outcome(self, letter: Letter, account: AccountSettings | None) -> SourceError | None:
        """Off the engine's thread."""
        from inbox.sending.smtp import submit

        try:
            submit(self._server(letter, account), letter)
        except SourceError as error:
            return error
        except Exception as error:  # a fault of ours, at any point: then it may have been sent  # noqa: BLE001
            _log.error("Message %d could not be sent", letter.id, exc_info=error)
            return Unsure(f"{type(error).__name__} while sending it")
        return None

    def _server(self, letter: Letter, account: AccountSettings | None) -> Submission:
        if account is None or not account.values.get("smtp_host"):
            raise WrongSetting("smtp_host", f'There is no account "{letter.account}" any more that can send.')
        values = account.values
        password = self._setup.known_secrets(account).get("password", "")
        if not password:
            raise NoSecret("no password is known for this account")
        return Submission(
            host=str(values["smtp_host"]).strip(),
            port=number(values, "smtp_port", 465),
            user=str(values.get("smtp_user") or values.get("user", "")),
            password=password,
            ca_file=str(values.get("ca_file") or ""),
        )

    def _landed(self, id: int) -> None:
        if self._flying is None or self._flying[0] != id:
            return
        _, landing = self._flying
        self._flying = None
        found = self._outbox.landed(id, landing.result(), self._clock())
        _log.info("message %d: %s %s", id, found.progress, found.problem)
        if found.progress in {Progress.UNSURE, Progress.REFUSED}:
            self._emit(Problem("unsent", found.detail))


_STANDS = {
    Progress.SENDING: "is being sent just now",
    Progress.SENT: "has been sent",
    Progress.WAITING: "waits",
    Progress.UNSURE: "may have been sent",
    Progress.REFUSED: "was refused",
}


def _address(values: Mapping[str, Value]) -> str:
    return str(values.get("from_address") or values.get("user", "")).strip()


def _signature(values: Mapping[str, Value]) -> str:
    file = str(values.get("signature_file") or "")
    if not file:
        return ""
    try:
        with Path(file).open("rb") as content:
            return content.read(_MOST_SIGNATURE).decode("utf-8", "replace")
    except OSError as error:
        raise RequestError(
            f"The signature {file} cannot be read ({error.strerror}). Nothing was sent.",
            "Correct signature_file in settings.toml.",
        ) from error
