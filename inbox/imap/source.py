"""Some mailboxes of one account as a `Source`: which of them to look at, and in what order."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from inbox.errors import Offline, SourceError, Unsupported, WrongSetting
from inbox.imap import looking, mailboxes, sent, writing
from inbox.imap import mailbox as mails
from inbox.imap.connection import Connection, Glance, Selected
from inbox.imap.cursor import Marks
from inbox.imap.history import History
from inbox.imap.idle import Heard, idle
from inbox.imap.line import Line
from inbox.imap.opening import Login
from inbox.imap.place import Place
from inbox.imap.refusals import Refused
from inbox.item import Arrival, Fetched, Past
from inbox.mail.authenticity import NOBODY, Trust
from inbox.mail.mentions import Known, nothing
from inbox.sources import LookBack, Mailbox, Probe, Remark, Start
from inbox.vouching import UNSIGNED, Signatures
from inbox.wakeup import Wakeup
from inbox.writing import Begin, Change, Outcome, Standing

_MOST_DEAF_IDLES: Final = 2
_STORED_MAILS: Final = 1000
_STORED_BYTES: Final = 8 * 1024 * 1024
"""Stored together: much, for each time waits for the disk. In bytes as they came."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`mailboxes`: at least one; the server is asked to tell of what is new in the first. `poll_seconds`: how often
    the others are looked at, at least."""

    login: Login
    mailboxes: tuple[str, ...]
    push: bool
    start: Start
    poll_seconds: float = 120.0
    archive: str = ""
    sent: str = ""
    """Mailboxes by name; '' is the one that the server has for that."""
    trust: Trust = NOBODY
    known: Callable[[], Known] = nothing
    signatures: Signatures = UNSIGNED


class ImapSource:
    """Used by one thread. Between calls the connection stays open, signed in, with the first mailbox selected."""

    def __init__(self, settings: Settings, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._line = Line(settings.login, monotonic)
        believed = settings.trust, settings.known, settings.signatures
        self._places = [Place(name, *believed) for name in dict.fromkeys(settings.mailboxes)]
        self._history = History(self._examined, monotonic, settings.trust, settings.known)
        self._can_idle = True
        self._silent_in: Connection | None = None
        self._deaf_idles = 0

    @property
    def push(self) -> bool:
        """The server itself tells of new mail, as far as we know."""
        return self._settings.push and self._can_idle

    @property
    def remarks(self) -> tuple[Remark, ...]:
        missing = [Remark("mailbox", one.problem.detail, one.name) for one in self._places if one.problem is not None]
        return (*missing, *(Remark("alert", text) for text in self._line.alerts))

    def fetch(self, cursor: str, now: datetime) -> Iterator[Fetched]:
        with self._line.guarded():
            marks = Marks.read(cursor, [place.name for place in self._places])
            connection = self._line.alive()
            self._can_idle = self._can_idle and "IDLE" in connection.capabilities
            for place in self._places:
                yield from self._looked_at(place, marks, now)
            home = self._home()
            if self._line.mailbox != home.name:
                self._line.select(home.name)
                self._silent_in = None  # what came while others were read was no business of IDLE's
                yield from self._read(home, marks, now)

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        connection = self._line.connection
        if len(self._places) > 1:
            seconds = min(seconds, self._settings.poll_seconds)
        if connection is None or not self.push:
            wakeup.wait(seconds)
        elif self._line.mailbox == self._home().name and not connection.news:
            with self._line.guarded():
                self._note(connection, idle(connection, wakeup, seconds))
        else:
            self._silent_in = None  # the server has told, or could not, for an errand was being run

    def message(self, key: str) -> bytes:
        with self._line.guarded():
            connection, uid = self._line.visit(key)
            return mails.whole(connection, uid)

    def mailboxes(self) -> tuple[Mailbox, ...]:
        """Also where none that is chosen can be read: one lists them to choose others."""
        with self._line.guarded():
            return mailboxes.listed(self._line.alive())

    def look_back(self, asked: LookBack) -> Past:
        with self._line.guarded():
            while True:
                readable = [place.name for place in self._places if place.problem is None]
                marks = Marks.read(asked.read, readable)
                read = {name: mark for name in readable if (mark := marks.get(name)) is not None}
                if not read:
                    return Past((), asked.cursor)
                away = any(isinstance(place.problem, Offline) for place in self._places)
                try:
                    past = self._history.portion(read, asked)
                    return replace(past, over=past.over and not away)  # what is away for now has a history still
                except WrongSetting:
                    # Its place has been noted, so that this ends; the others have a history as well.
                    if not any(one.problem is None for one in self._places):
                        raise

    def carry_out(self, changes: Sequence[Change], begin: Begin) -> Iterator[tuple[int, Outcome]]:
        with self._line.guarded(), self._line.away(self._places[0].name) as connection:
            yield from writing.carry_out(connection, changes, begin, self._settings.archive)

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        with self._line.guarded(), self._line.away(self._places[0].name, changing=False) as connection:
            return dict(looking.standing(connection, keys))

    def file_sent(self, message: bytes, message_id: str, at: datetime, *, insist: bool) -> bool:
        with self._line.guarded(), self._line.away(self._places[0].name) as connection:
            if not insist and sent.files_by_itself(connection, self._settings.login.host):
                return False
            sent.file(connection, self._settings.sent, message, message_id, at)
        return True

    def was_sent(self, message_id: str) -> bool:
        with self._line.guarded(), self._line.away(self._places[0].name) as connection:
            return sent.is_there(connection, self._settings.sent, message_id)

    def probe(self) -> Probe:
        with self._line.guarded():
            self._line.drop()
            connection = self._line.sign_in()
            cipher = connection.socket.cipher()
            try:
                there = mailboxes.listed(connection)
            except Unsupported:
                there = ()
            found = Probe(
                server=connection.server_name(),
                capabilities=tuple(sorted(connection.capabilities)),
                tls=f"{connection.socket.version()} {cipher[0] if cipher else ''}".strip(),
                messages=sum(self._line.select(place.name).exists for place in self._places),
                auth=connection.auth,
                mailboxes=there,
                remarks=tuple(Remark("alert", text) for text in connection.alerts),
            )
        self.close()
        return found

    def close(self) -> None:
        self._line.close()

    def _examined(self, mailbox: str) -> tuple[Connection, Selected]:
        try:
            return self._line.examined(mailbox)
        except WrongSetting as error:
            next(place for place in self._places if place.name == mailbox).problem = error
            raise

    @property
    def _connection(self) -> Connection:
        assert self._line.connection is not None
        return self._line.connection

    def _home(self) -> Place:
        """The first mailbox that can be read: where IDLE listens. Where none can, raises what is wrong."""
        found = next((place for place in self._places if place.problem is None), None)
        if found is not None:
            return found
        problem = self._places[0].problem
        assert problem is not None
        raise problem

    def _looked_at(self, place: Place, marks: Marks, now: datetime) -> Iterator[Fetched]:
        """What is new in one mailbox; one that cannot be read stops no other."""
        line, connection = self._line, self._connection
        known = place.problem is None and place.settled is not None and place.settled == marks.get(place.name)
        glance = None
        if line.mailbox != place.name and place is not self._places[0]:
            glance = _glance(connection, place)
            if known and glance is not None and not place.stirs(glance):
                return
        elif line.mailbox == place.name and not line.stale and known and not connection.news:
            return
        try:
            if line.mailbox != place.name or line.stale:
                line.select(place.name)
            yield from self._read(place, marks, now)
        except SourceError as error:
            if not connection.alive:
                raise
            place.problem = error
        else:
            place.problem, place.glance = None, glance

    def _read(self, place: Place, marks: Marks, now: datetime) -> Iterator[Fetched]:
        connection = self._connection
        place.settled = None
        connection.news = False
        before = marks.get(place.name)
        mark, uids, top = place.plan(connection, self._line.freshly(), before, self._settings.start, now)
        if uids and self._line.mailbox == self._places[0].name:
            self._heard_late()
        ready: list[Arrival] = []
        size = _STORED_BYTES  # the first are stored at once: then the database has work too
        try:
            for portion in mails.bodies(connection, uids, place.trouble):
                arrivals, mark = place.arrivals(portion, mark, now)
                marks.put(place.name, mark)
                ready += arrivals
                size += portion.size
                if len(ready) >= _STORED_MAILS or size >= _STORED_BYTES:
                    yield Fetched(tuple(ready), str(marks))
                    ready, size = [], 0
        except Exception:
            if ready:  # what came before the connection ended counts
                yield Fetched(tuple(ready), str(marks))
            raise
        if ready:
            yield Fetched(tuple(ready), str(marks))
        if mark.moved(top) != marks.get(place.name):  # also where all there is, is too old to be taken
            marks.put(place.name, mark.moved(top))
            yield Fetched((), str(marks))
        place.settled = marks.get(place.name)

    def _note(self, connection: Connection, heard: Heard) -> None:
        if heard is Heard.REFUSED:
            self._can_idle = False
        if heard is Heard.NEWS:
            self._deaf_idles = 0
        self._silent_in = connection if heard is Heard.NOTHING else None

    def _heard_late(self) -> None:
        """There is mail that IDLE did not tell of: a server that does so twice is asked from now on."""
        if self._silent_in is self._connection:
            self._deaf_idles += 1
            self._can_idle = self._can_idle and self._deaf_idles < _MOST_DEAF_IDLES


def _glance(connection: Connection, place: Place) -> Glance | None:
    try:
        return connection.glance(place.name)
    except Refused:
        return None  # EXAMINE will say why
