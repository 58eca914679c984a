"""A mailbox as a `Source`: keeps one connection, makes a new one after any error, and knows how far it has read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from inbox.errors import Broken, Gone, Offline, SourceError
from inbox.imap import mailbox as mails
from inbox.imap import mailboxes
from inbox.imap.connection import Connection, Login, Selected
from inbox.imap.cursor import Cursor
from inbox.imap.history import History
from inbox.imap.idle import Heard, idle
from inbox.imap.mailbox import Portion, Trouble
from inbox.item import Fetched, Past
from inbox.mail.authenticity import NOBODY, Trust
from inbox.sources import LookBack, Mailbox, Probe, Start
from inbox.wakeup import Wakeup

_SIGN_INS_APART: Final = 10.0
_SELECT_AGAIN: Final = 15 * 60.0
_MOST_RENUMBERINGS: Final = 3
_MOST_DEAF_IDLES: Final = 2


@dataclass(frozen=True, slots=True)
class Settings:
    login: Login
    mailbox: str
    push: bool
    start: Start
    trust: Trust = NOBODY


class ImapSource:
    """Used by one thread. Between calls the connection stays open, signed in, with the mailbox selected."""

    def __init__(self, settings: Settings, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._monotonic = monotonic
        self._connection: Connection | None = None
        self._selected: Selected | None = None
        self._signed_in_at = self._selected_at = float("-inf")
        self._settled: str | None = None
        self._trouble = Trouble(validity=-1)
        self._history = History(self._examined, monotonic, settings.trust)
        self._renumberings = 0
        self._latest_validity = -1
        self._next_uid_lies = False
        self._can_idle = True
        self._silent_idle = False
        self._deaf_idles = 0

    @property
    def push(self) -> bool:
        """The server itself tells of new mail, as far as we know."""
        return self._settings.push and self._can_idle

    def fetch(self, cursor: str, now: datetime) -> Iterator[Fetched]:
        with self._losing_the_connection():
            connection = self._ready()
            if cursor == self._settled and not connection.news:
                return
            connection.news = False
            place, uids, top = self._plan(connection, Cursor.read(cursor), now)
            if uids:
                self._heard_late()
            given = cursor
            for portion in mails.bodies(connection, uids, self._trouble):
                fetched, place = self._fetched(portion, place, now)
                given = fetched.cursor
                yield fetched
            if str(place.moved(top)) != given:  # also where all there is, is too old to be taken
                given = str(place.moved(top))
                yield Fetched((), given)
            self._settled = given

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        connection = self._connection
        if connection is None or not self.push:
            wakeup.wait(seconds)
        elif not connection.news:
            with self._losing_the_connection():
                self._note(idle(connection, wakeup, seconds))

    def message(self, key: str) -> bytes:
        with self._losing_the_connection():
            place, validity, uid = _named(key)
            connection = self._ready()
            if self._selected is None or (place, validity) != (self._settings.mailbox, self._selected.validity):
                raise Gone("The mailbox is another one now, or was numbered anew.")
            return mails.whole(connection, uid)

    def mailboxes(self) -> tuple[Mailbox, ...]:
        """Also where the one that is chosen cannot be read: one lists them to choose another."""
        with self._losing_the_connection():
            connection = self._connection
            if connection is None:
                connection = self._connect()
                self._selected_at = float("-inf")  # nothing is, yet
            return mailboxes.listed(connection)

    def look_back(self, asked: LookBack) -> Past:
        with self._losing_the_connection():
            place = Cursor.read(asked.read)
            if place is None:
                return Past((), asked.cursor)
            return self._history.portion({self._settings.mailbox: place}, asked)

    def probe(self) -> Probe:
        with self._losing_the_connection():
            connection = self._connect()
            selected = self._select(connection)
            cipher = connection.socket.cipher()
            found = Probe(
                server=connection.server_name(),
                capabilities=tuple(sorted(connection.capabilities)),
                tls=f"{connection.socket.version()} {cipher[0] if cipher else ''}".strip(),
                messages=selected.exists,
                auth=connection.auth,
            )
        self.close()
        return found

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _examined(self, mailbox: str) -> tuple[Connection, Selected]:
        connection = self._ready()
        assert self._selected is not None
        return connection, self._selected

    def _ready(self) -> Connection:
        """A connection with the mailbox selected, after which `news` tells whether anything may have come."""
        connection = self._connection
        if connection is not None:
            try:
                self._look(connection)
                return connection
            except Offline:
                # It ended while nobody looked: after a night's sleep, or because servers close what is idle. That is
                # no reason to call the account offline before a new one was tried.
                if self._monotonic() - self._signed_in_at < _SIGN_INS_APART:
                    raise
                self._drop()
        connection = self._connect()
        self._select(connection)
        connection.news = True
        return connection

    def _look(self, connection: Connection) -> None:
        if self._monotonic() - self._selected_at > _SELECT_AGAIN:
            self._select(connection)  # some servers tell of changes at no other time
            connection.news = True
        elif not connection.news:
            connection.noop()

    def _connect(self) -> Connection:
        self._signed_in_at = self._monotonic()
        self._connection = Connection(self._settings.login)
        self._can_idle = self._can_idle and "IDLE" in self._connection.capabilities
        return self._connection

    def _select(self, connection: Connection) -> Selected:
        self._selected = connection.select(self._settings.mailbox)
        self._selected_at = self._monotonic()
        return self._selected

    def _plan(self, connection: Connection, place: Cursor | None, now: datetime) -> tuple[Cursor, list[int], int]:
        """Where we are, what to read, and the UID up to which all is known afterwards."""
        selected = self._selected
        assert selected is not None
        self._selected = replace(selected, next_uid=None)  # true right after EXAMINE only
        if place is not None and not self._numbered_anew(place, selected):
            uids = mails.newer(connection, place.uid)
            return place, uids, uids[-1] if uids else place.uid
        since = place.unknown_since if place is not None else None
        if selected.validity != self._trouble.validity:
            self._trouble = Trouble(selected.validity)
        uids, highest = mails.latest(connection, self._settings.start, since, now)
        if selected.next_uid is not None and highest >= selected.next_uid:
            self._next_uid_lies = True
        top = highest or (selected.next_uid or 1) - 1
        return Cursor(selected.validity, 0, place.seconds if place else 0), uids, top

    def _numbered_anew(self, place: Cursor, selected: Selected) -> bool:
        """UIDVALIDITY changed; or UIDs are given a second time without that, which shows in a UIDNEXT that fell."""
        if selected.validity == place.validity:
            self._renumberings = 0
            fell = selected.next_uid is not None and selected.next_uid <= place.uid
            return fell and not self._next_uid_lies
        if selected.validity != self._latest_validity:
            self._latest_validity = selected.validity
            self._renumberings += 1
            if self._renumberings >= _MOST_RENUMBERINGS:
                raise Broken(
                    "The server numbers the mailbox anew each time (UIDVALIDITY): only its owner can mend that."
                )
        return True

    def _fetched(self, portion: Portion, place: Cursor, now: datetime) -> tuple[Fetched, Cursor]:
        arrivals = mails.arrivals(f"{self._settings.mailbox}:{place.validity}", portion, now, self._settings.trust)
        newest = max((one.received for one in portion.answers if one.received is not None), default=None)
        place = place.moved(portion.upto, min(newest, now) if newest else None)
        return Fetched(tuple(arrivals), str(place)), place

    def _note(self, heard: Heard) -> None:
        if heard is Heard.REFUSED:
            self._can_idle = False
        if heard is Heard.NEWS:
            self._deaf_idles = 0
        self._silent_idle = heard is Heard.NOTHING

    def _heard_late(self) -> None:
        """There is mail that IDLE did not tell of: a server that does so twice is asked from now on."""
        if self._silent_idle:
            self._deaf_idles += 1
            self._can_idle = self._can_idle and self._deaf_idles < _MOST_DEAF_IDLES

    @contextmanager
    def _losing_the_connection(self) -> Iterator[None]:
        """Never repair a connection: after any error it is gone, and the next one has to keep its distance."""
        try:
            yield
        except Gone:
            raise
        except SourceError as error:
            if isinstance(error, Offline):
                since = self._monotonic() - self._signed_in_at
                error.wait_seconds = max(error.wait_seconds, _SIGN_INS_APART - since)
            self._drop()
            raise
        except BaseException:  # the reader went away in the middle of an answer, or there is a fault in here
            self._drop()
            raise

    def _drop(self) -> None:
        self._settled = None
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.drop()


def _named(key: str) -> tuple[str, int, int]:
    """Mailbox, UIDVALIDITY and UID out of an arrival's key, which ends in a little of the content key."""
    try:
        mailbox, validity, uid, _ = key.rsplit(":", 3)
        return mailbox, int(validity), int(uid)
    except ValueError:
        raise Gone("It was not read from a mailbox.") from None
