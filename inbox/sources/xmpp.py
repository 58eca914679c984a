"""XMPP: mentions in rooms (XEP-0045), by nick, by address, or by reference (XEP-0372).

A room's archive (XEP-0313) is what is read; what is heard while in there only says that there is something. Of a room
that keeps none, what was heard is read, and what it repeats to who enters. One is in a room to hear: others see the
nick there, as away, and nobody sees anything elsewhere.
Names: thread the room's address, event `ROOM/NICK/ID` by the identifier that the writer's program gave it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from inbox.errors import Offline, SourceError, Unsupported, WrongSetting
from inbox.item import Reason
from inbox.sources import Field, Probe, Remark, SourceSpec, Terms, Value, number
from inbox.wakeup import Wakeup
from inbox.web import fields
from inbox.web.feed import FeedSource, Portion, Told
from inbox.writing import Standing

if TYPE_CHECKING:
    from inbox.xmpp.archive import Page
    from inbox.xmpp.said import Said
    from inbox.xmpp.session import Session

_DIRECT_SECONDS: Final = 60.0
"""Who shows no presence is not told of direct messages, and asks."""
_PAGES: Final = 20
"""Of an archive that are read to know how things stand."""


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a room was read: the name of the last message, and its time as text; '' where there was none yet."""

    id: str = ""
    at: str = ""

    @property
    def time(self) -> datetime | None:
        return datetime.fromisoformat(self.at) if self.at else None


@dataclass(slots=True)
class _Read:
    """How far each room was read; '' is the person's own archive."""

    places: dict[str, _Place] = field(default_factory=dict)

    @classmethod
    def of(cls, cursor: str) -> _Read:
        read = cls()
        try:
            for room, (id, at) in json.loads(cursor or "{}")["rooms"].items():
                read.places[str(room)] = _Place(str(id), datetime.fromisoformat(at).isoformat() if at else "")
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()
        return read

    def __str__(self) -> str:
        return json.dumps({"rooms": {room: [place.id, place.at] for room, place in self.places.items()}})


class _Feed:
    push = True

    def __init__(self, values: Mapping[str, Value], password: str) -> None:
        self._values = values
        self._password = password
        self._me = str(values["jid"]).strip().partition("/")[0].lower()
        self._nick = str(values.get("nick") or "").strip() or self._me.partition("@")[0]
        rooms = values.get("rooms") or ()
        self._rooms = [room.strip().lower() for room in ((rooms,) if isinstance(rooms, str) else _texts(rooms))]
        self._direct = bool(values.get("direct_messages"))
        self._session: Session | None = None
        self._about: dict[str, tuple[str, bool]] = {}
        self._nicks: dict[str, str] = {}
        self.remarks: tuple[Remark, ...] = ()

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        from inbox.xmpp.troubles import Refused

        read = _Read.of(cursor)
        troubles: dict[str, Refused] = {}
        try:
            session = self._opened()
            session.forget_bell()
            for room in [*self._rooms, *([""] if self._direct else [])]:
                try:
                    yield from (
                        self._of_room(session, room, read, now) if room else self._of_archive(session, room, read, now)
                    )
                except Refused as refused:
                    troubles[room] = refused
        except SourceError:
            self._let_go()
            raise
        self.remarks = tuple(Remark("mailbox", said.text, room or self._me) for room, said in troubles.items())
        yield Portion((), str(read))
        if troubles and set(troubles) >= set(self._rooms):
            words = "; ".join(f"{room or self._me}: {said.text}" for room, said in troubles.items())
            raise Offline(words) if all(said.passes for said in troubles.values()) else WrongSetting("rooms", words)

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        if self._session is None:
            raise Offline("The connection has ended.")
        try:
            self._session.wait(wakeup, min(seconds, _DIRECT_SECONDS) if self._direct else seconds)
        except SourceError:
            self._let_go()
            raise

    def probe(self) -> Probe:
        from inbox.xmpp.troubles import Refused

        self._let_go()
        try:
            session = self._opened()
            found = []
            for room in self._rooms:
                try:
                    name, archive = session.about(room)
                except Refused as refused:
                    raise WrongSetting("rooms", f"{room}: {refused.text}") from refused
                found.append(f"{name or room}{': archive' if archive else ''}")
            server = f"{self._values.get('host') or self._me.partition('@')[2]}"
            return Probe(server, tuple(found), session.tls, 0, auth=session.me)
        finally:
            self._let_go()

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        """By what the person's programs tell each other (XEP-0490): what follows the last they showed is unread."""
        from inbox.xmpp.troubles import Refused

        rooms: dict[str, set[str]] = {}
        for key in keys:
            room, _, id = key.partition(" ")
            if id:
                rooms.setdefault(room, set()).add(id)
        if not rooms:
            return {}
        known: dict[str, Standing] = {}
        try:
            displayed = self._opened().displayed()
            for room, ids in rooms.items():
                archive = room if room in self._rooms else ""
                unread = self._after(archive, displayed[room]) if room in displayed else ids
                if unread is not None:
                    known |= {f"{room} {id}": Standing.UNREAD if id in unread else Standing.READ for id in ids}
        except Refused:  # the server keeps no such thing
            return {}
        except SourceError:
            self._let_go()
            raise
        return known

    def mark(self, key: str, *, read: bool) -> bool:
        from inbox.xmpp.troubles import Refused

        room, _, id = key.partition(" ")
        if not read or not id:
            return False
        try:
            self._opened().display(room, id, by=room if room in self._rooms else self._me)
        except Refused as refused:
            raise Unsupported(f"The server does not keep up to where you have read: {refused.text}") from refused
        except SourceError:
            self._let_go()
            raise
        return True

    def close(self) -> None:
        self._let_go()

    # -------------------------------------------------------------------------------------------- the rooms

    def _of_room(self, session: Session, room: str, read: _Read, now: datetime) -> Iterator[Portion]:
        if room not in self._about:
            self._about[room] = session.about(room)  # a room that does not exist would be made by entering it
        archive, place = self._about[room][1], read.places.get(room, _Place())
        self._nicks[room] = session.enter(room, self._nick, None if archive else place.time)
        heard = [one for one in session.heard if one.where == room]
        if archive:
            yield from self._of_archive(session, room, read, now)
        else:
            latest = max(one.at or now for one in heard) if heard else place.time or now
            read.places[room] = _Place("", latest.isoformat())
            yield Portion(tuple(self._told(one, now) for one in heard if self._counts(one)), str(read))
        read_now = set(map(id, heard))
        session.heard[:] = [one for one in session.heard if id(one) not in read_now]

    def _of_archive(self, session: Session, room: str, read: _Read, now: datetime) -> Iterator[Portion]:
        """What follows the last that was read. The first time nothing: of what was before, none tells what was read."""
        place = read.places.get(room)
        if place is None:
            page = session.archive(room, newest=True)
            read.places[room] = _Place(page.last, page.at.isoformat() if page.at else "")
            return
        complete = False
        while not complete:
            page = self._page(session, room, place)
            complete = page.complete
            if page.last and page.last != place.id:
                place = _Place(page.last, page.at.isoformat() if page.at else place.at)
                read.places[room] = place
                yield Portion(tuple(self._told(one, now) for one in page.said if self._counts(one)), str(read))
            elif not complete:
                raise Offline("The server's archive goes round in circles.")

    def _page(self, session: Session, room: str, place: _Place) -> Page:
        from inbox.xmpp.troubles import Refused

        try:
            return session.archive(room, after=place.id, start=place.time)
        except Refused as refused:
            if refused.condition != "item-not-found" or not place.id:
                raise
        return session.archive(room, start=place.time)  # the archive was begun anew, or forgot what is old

    def _after(self, room: str, id: str) -> set[str] | None:
        """What an archive has after this one; None where it does not know."""
        from inbox.xmpp.troubles import Refused

        found: set[str] = set()
        for _ in range(_PAGES):
            try:
                page = self._opened().archive(room, after=id)
            except Refused:
                return None
            found |= set(page.ids)
            if page.complete:
                return found
            id = page.last
        return None

    # ------------------------------------------------------------------------------------------ one message

    def _counts(self, said: Said) -> bool:
        if not said.room:
            return self._direct and said.where != self._me
        nicks = {self._nick, self._nicks.get(said.where, self._nick)}
        mine = said.nick in nicks or said.person == self._me
        return not mine and said.names(*nicks, person=self._me)

    def _told(self, said: Said, now: datetime) -> Told:
        name = self._about[said.where][0] if said.where in self._about else ""
        actor = said.nick if said.room else said.where
        written = f"{said.where}/{said.nick}" if said.room else said.where
        digest = hashlib.blake2b(f"{written}\0{said.message_id}\0{said.body}".encode(), digest_size=9).hexdigest()
        return Told(
            # A space only before an archive's identifier: that may be any text, and Prosody's may begin with a dash.
            key=f"{said.where} {said.id}" if said.id else f"{said.where}/{digest}",
            reason=Reason.MENTIONED if said.room else Reason.DIRECT,
            actor=actor,
            title=(name or said.where.partition("@")[0]) if said.room else actor,
            text="(encrypted message)" if said.encrypted else said.body,
            at=said.at or now,
            project=(name or said.where) if said.room else "",
            thread=said.where,
            event=f"{written}/{said.message_id}" if said.message_id else "",
            others=(f"{written}/{said.replaces}",) if said.replaces else (),
        )

    # --------------------------------------------------------------------------------------- the connection

    def _opened(self) -> Session:
        if self._session is None:
            from inbox.xmpp.session import Session

            host = str(self._values.get("host") or "").strip()
            server = (host, number(self._values, "port", 5222)) if host else None
            security = str(self._values.get("security") or "starttls")
            ca_file = str(self._values.get("ca_file") or "")
            self._about.clear()
            self._session = Session(self._me, self._password, server=server, security=security, ca_file=ca_file)
            self._session.interests = self._counts
            try:
                self._session.open()
            except SourceError:
                self._let_go()
                raise
        return self._session

    def _let_go(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()


def _texts(value: Any) -> list[str]:
    return [str(one) for one in value]


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> FeedSource:
    jid = str(values.get("jid") or "").strip()
    if not all(jid.partition("@")) or not jid.isprintable() or " " in jid:
        raise WrongSetting("jid", f"{jid!r} is no address, such as me@example.org.")
    return FeedSource("xmpp", _Feed(values, secrets.get("password", "")))


SPEC = SourceSpec(
    name="xmpp",
    title="XMPP",
    fields=(
        Field("jid", "Address", identifies=True, help="Such as me@example.org"),
        Field("password", "Password", kind="secret"),
        Field(
            "rooms",
            "Rooms",
            kind="texts",
            most=50,
            help="Their addresses. To hear, Écluse is in them: others see your nick there, as away",
        ),
        Field(
            "nick", "Nick", required=False, help="By which you are named there; the first part of your address if empty"
        ),
        Field("host", "Server", required=False, help="Only where your domain does not tell", group="server"),
        Field("port", "Port", kind="number", default=5222, least=1, most=65535, group="server"),
        Field(
            "security",
            "Protection",
            kind="choice",
            default="starttls",
            choices=("tls", "starttls"),
            help="With a server named here: TLS from the first byte is on port 5223",
            group="server",
        ),
        Field("direct_messages", "Direct messages too", kind="flag", default=False, group="reading"),
        fields.DONE_MARKS_READ,
        fields.READ_ELSEWHERE,
        fields.CA_FILE,
    ),
    open=_open,
    mentions=True,
)
