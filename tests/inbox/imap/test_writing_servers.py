"""The same against real servers, Dovecot and Cyrus: with MOVE and UIDPLUS, and names of folders of their own."""

from __future__ import annotations

import imaplib
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from inbox.imap.opening import Login
from inbox.imap.source import ImapSource, Settings
from inbox.item import Arrival
from inbox.sources import Start
from inbox.writing import Change, Outcome, Standing, Stands, What
from tests.servers.cyrus import Cyrus
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.mailbox import mail

Server = Dovecot | Cyrus
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Other:
    """The person's other mail program."""

    def __init__(self, wire: imaplib.IMAP4_SSL) -> None:
        self.wire = wire

    def subjects(self, mailbox: str) -> list[str]:
        if self.wire.select(f'"{mailbox}"', readonly=True)[1] == [b"0"]:
            return []
        found = self.wire.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]
        return sorted(one[1].decode().strip().removeprefix("Subject: ") for one in found if isinstance(one, tuple))

    def flags(self, uid: int) -> bytes:
        self.wire.select("INBOX", readonly=True)
        [said] = self.wire.uid("FETCH", str(uid), "(FLAGS)")[1]
        return said if isinstance(said, bytes) else b""

    def mark(self, uid: int, flag: str) -> None:
        self.wire.select("INBOX")
        self.wire.uid("STORE", str(uid), "+FLAGS", f"({flag})")

    def move(self, uid: int, mailbox: str) -> None:
        self.wire.select("INBOX")
        self.wire.uid("MOVE", str(uid), mailbox)


@contextmanager
def other(server: Server, user: str) -> Iterator[Other]:
    context = ssl.create_default_context(cafile=str(server.ca_file))
    with imaplib.IMAP4_SSL(server.host, server.port, ssl_context=context, timeout=10) as wire:
        wire.login(user, PASSWORD)
        yield Other(wire)


@pytest.fixture(params=[pytest.param(name, marks=getattr(pytest.mark, name)) for name in ("dovecot", "cyrus")])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def user(server: Server) -> str:
    name = server.new_user()
    server.put(name, [mail(number) for number in range(1, 6)])
    with other(server, name) as program:
        for box in ("Archive", "Sent"):
            program.wire.create(named(server, box))
    return name


def named(server: Server, box: str) -> str:
    return f"INBOX.{box}" if isinstance(server, Cyrus) else box


@pytest.fixture
def source(server: Server, user: str) -> Iterator[ImapSource]:
    login = Login(server.host, server.port, user, PASSWORD, str(server.ca_file))
    made = ImapSource(Settings(login, ("INBOX",), push=False, start=Start(days=36500)))
    yield made
    made.close()


def fetched(source: ImapSource, cursor: str = "") -> tuple[list[Arrival], str]:
    portions = list(source.fetch(cursor, NOW))
    return [one for portion in portions for one in portion.arrivals], portions[-1].cursor if portions else cursor


def change(of: Arrival, what: What, **values: object) -> Change:
    given: dict[str, object] = {
        "id": 1, "what": what, "wanted": True, "stands": Stands.OFF, "key": of.key, "origin": "",
        "content_key": of.content_key, "message_id": of.message_id,
    }  # fmt: skip
    return Change(**{**given, **values})  # type: ignore[arg-type]


def made(source: ImapSource, one: Change) -> Outcome:
    return dict(source.carry_out([one], lambda ids: ids))[one.id]


def uid(of: Arrival) -> int:
    return int(of.key.split(":")[2])


def test_marked_as_read_and_back(server: Server, user: str, source: ImapSource) -> None:
    arrived, _ = fetched(source)
    with other(server, user) as program:
        program.mark(uid(arrived[1]), r"\Flagged")
        assert made(source, change(arrived[1], What.SEEN)) == Outcome(Stands.ON)
        assert rb"\Seen" in program.flags(uid(arrived[1]))
        assert rb"\Flagged" in program.flags(uid(arrived[1]))
        assert rb"\Seen" not in program.flags(uid(arrived[0]))
        back = change(arrived[1], What.SEEN, wanted=False, stands=Stands.ON)
        assert made(source, back) == Outcome(Stands.OFF)
        assert rb"\Seen" not in program.flags(uid(arrived[1]))
        assert rb"\Flagged" in program.flags(uid(arrived[1]))


def test_archived_and_back_to_the_byte(server: Server, user: str, source: ImapSource) -> None:
    arrived, cursor = fetched(source)
    one = change(arrived[2], What.ARCHIVE)
    content = source.message(one.key)
    outcome = made(source, one)
    assert outcome.stands is Stands.ON
    assert outcome.key.startswith(f"{named(server, 'Archive')}:")
    with other(server, user) as program:
        assert program.subjects("INBOX") == ["mail 1", "mail 2", "mail 4", "mail 5"]
        assert program.subjects(named(server, "Archive")) == ["mail 3"]
        back = change(arrived[2], What.ARCHIVE, wanted=False, stands=Stands.ON, key=outcome.key, origin=outcome.origin)
        home = made(source, back)
        assert home.stands is Stands.OFF
        assert program.subjects("INBOX") == [f"mail {number}" for number in range(1, 6)]
        assert program.subjects(named(server, "Archive")) == []
    assert source.message(home.key) == content
    again, _ = fetched(source, cursor)
    assert [(found.key, found.content_key) for found in again] == [(home.key, arrived[2].content_key)]


def test_a_server_restored_from_a_backup_is_not_written_to(server: Server, user: str, source: ImapSource) -> None:
    if not isinstance(server, Dovecot):
        pytest.skip("it keeps its numbers elsewhere")
    arrived, _ = fetched(source)
    source.close()
    server.forget_numbers(user)
    assert made(source, change(arrived[0], What.ARCHIVE)).problem == "gone"
    assert made(source, change(arrived[0], What.SEEN)).problem == "gone"
    with other(server, user) as program:
        assert len(program.subjects("INBOX")) == 5


def test_read_and_moved_in_another_program(server: Server, user: str, source: ImapSource) -> None:
    arrived, _ = fetched(source)
    keys = [one.key for one in arrived[:3]]
    with other(server, user) as program:
        program.mark(uid(arrived[0]), r"\Seen")
        program.move(uid(arrived[1]), named(server, "Archive"))
        found = source.standing(keys)
        assert [found[key] for key in keys] == [Standing.READ, Standing.GONE, Standing.UNREAD]


def test_a_copy_is_filed_once(server: Server, user: str, source: ImapSource) -> None:
    letter = b"From: me@example.com\r\nMessage-ID: <once@example.com>\r\nSubject: answer\r\n\r\nYes, gladly.\r\n"
    assert not source.was_sent("<once@example.com>")
    for _ in range(2):
        assert source.file_sent(letter, "<once@example.com>", NOW - timedelta(days=1), insist=False)
    assert source.was_sent("<once@example.com>")
    with other(server, user) as program:
        assert program.subjects(named(server, "Sent")) == ["answer"]
        [said] = program.wire.fetch("1", "(FLAGS INTERNALDATE)")[1]
        assert isinstance(said, bytes)
        assert rb"\Seen" in said
        at = imaplib.Internaldate2tuple(said)  # servers say it in their own zone
        assert at is not None
        assert datetime.fromtimestamp(time.mktime(at), UTC) == NOW - timedelta(days=1)
    assert len(fetched(source)[0]) == 5  # and it reads on
