"""One connection that is kept from call to call, with a mailbox selected, and made anew once it has ended."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from inbox.errors import Gone, Offline, SourceError, WrongSetting
from inbox.imap.connection import Connection, Selected
from inbox.imap.keys import named
from inbox.imap.opening import Login

_SIGN_INS_APART: Final = 10.0
_SELECT_AGAIN: Final = 15 * 60.0


class Line:
    """Used by one thread. `mailbox` is the one that is selected; '' where none is."""

    def __init__(self, login: Login, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._login = login
        self._monotonic = monotonic
        self._signed_in_at = self._selected_at = float("-inf")
        self._selected: Selected | None = None
        self.connection: Connection | None = None
        self.alerts: list[str] = []
        """What the server wanted to be read on the latest connection."""
        self.mailbox = ""

    def alive(self) -> Connection:
        """A connection that has just answered, whatever is selected on it; `news` if something may have come."""
        connection = self.connection
        if connection is not None:
            try:
                if not connection.news:
                    connection.noop()
                return connection
            except Offline:
                # It ended while nobody looked: after a night's sleep, or because servers close what is idle. That is
                # no reason to call the account offline before a new one was tried.
                if self._monotonic() - self._signed_in_at < _SIGN_INS_APART:
                    raise
                self.drop()
        return self.sign_in()

    def sign_in(self) -> Connection:
        """A new connection, with nothing selected."""
        self._signed_in_at = self._monotonic()
        self.mailbox, self._selected = "", None
        self.connection = Connection(self._login)
        self.alerts = self.connection.alerts
        return self.connection

    def select(self, mailbox: str) -> Selected:
        """EXAMINE it, also where it is selected already: what may have come since counts as news.

        After a No the connection is as good as before, with nothing selected.
        """
        assert self.connection is not None
        self.mailbox, self._selected = "", None
        self._selected = self.connection.select(mailbox)
        self.mailbox, self._selected_at = mailbox, self._monotonic()
        self.connection.news = True
        return self._selected

    def freshly(self) -> Selected:
        """What the last EXAMINE told. UIDNEXT was true right after it only, and is given once."""
        assert self._selected is not None
        told, self._selected = self._selected, replace(self._selected, next_uid=None)
        return told

    def examined(self, mailbox: str) -> tuple[Connection, Selected]:
        """Any mailbox, selected; it stays so."""
        connection = self.alive()
        selected = self._selected if self.mailbox == mailbox else None
        return connection, selected or self.select(mailbox)

    @property
    def stale(self) -> bool:
        """Some servers tell of changes only when a mailbox is selected anew."""
        return self._monotonic() - self._selected_at > _SELECT_AGAIN

    def visit(self, key: str) -> tuple[Connection, int]:
        """A connection with the mailbox of an arrival's key selected (EXAMINE), and the mail's UID there.

        Raises Gone where the mailbox is none any more, or was numbered anew.
        """
        mailbox, validity, uid = named(key)
        try:
            connection, selected = self.examined(mailbox)
        except WrongSetting as error:
            raise Gone(error.detail) from None
        if selected.validity != validity:
            raise Gone("The mailbox is another one now, or was numbered anew.")
        return connection, uid

    @contextmanager
    def away(self, home: str, *, changing: bool = True) -> Iterator[Connection]:
        """For those that select by themselves, and not only to read: afterwards what was selected before, or else
        `home`, is read, and only read, again."""
        connection = self.alive()
        before, exists, news = self.mailbox, connection.exists, connection.news
        self.mailbox, self._selected = "", None
        yield connection
        try:
            self.select(before or home)
        except SourceError:
            if not connection.alive:
                raise
        else:
            # What came meanwhile was not heard of.
            connection.news = news or changing or not before or connection.exists != exists

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Never repair a connection: after any error it is gone, and the next one has to keep its distance."""
        try:
            yield
        except Gone:
            raise
        except SourceError as error:
            if isinstance(error, Offline):
                since = self._monotonic() - self._signed_in_at
                error.wait_seconds = max(error.wait_seconds, _SIGN_INS_APART - since)
            self.drop()
            raise
        except BaseException:  # the reader went away in the middle of an answer, or there is a fault in here
            self.drop()
            raise

    def close(self) -> None:
        connection = self._let_go()
        if connection is not None:
            connection.close()

    def drop(self) -> None:
        connection = self._let_go()
        if connection is not None:
            connection.drop()

    def _let_go(self) -> Connection | None:
        connection, self.connection = self.connection, None
        self.mailbox, self._selected = "", None
        return connection
