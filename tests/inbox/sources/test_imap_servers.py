"""The same on every real server there is: Dovecot and Cyrus, whose mailboxes have other names and other habits."""

from __future__ import annotations

import imaplib
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from inbox.errors import Gone, SignInRefused, WrongSetting
from inbox.imap.names import quoted
from inbox.sources import Role, Source, Start, Terms, Value
from inbox.sources.imap import SPEC
from inbox.wakeup import Wakeup
from tests.contract.source_contract import Place, SourceContract, everything, mail, opened
from tests.servers.cyrus import PASSWORD, Cyrus
from tests.servers.dovecot import Dovecot


class Account:
    """A user of a server, with a session of another client's beside ours."""

    def __init__(self, server: Dovecot | Cyrus) -> None:
        self.server = server
        self.user = server.new_user()
        self.prefix = "INBOX." if isinstance(server, Cyrus) else ""
        self.odd = "Ça & là" if isinstance(server, Cyrus) else 'Ça & "là" \\'  # which Cyrus refuses
        self._sessions: list[imaplib.IMAP4_SSL] = []

    def put(self, *mails: bytes) -> None:
        # No literal may hold a NUL (RFC 3501 4.3), and Cyrus insists.
        self.server.put(self.user, [one.replace(b"\0", b"") for one in mails])

    def values(self, **more: Value) -> Mapping[str, Value]:
        mine: dict[str, Value] = {"host": self.server.host, "port": self.server.port, "user": self.user}
        return {**mine, "ca_file": str(self.server.ca_file), **more}

    def open(self, start: Start | None = None, **more: Value) -> Source:
        return SPEC.open(self.values(**more), {"password": PASSWORD}, Terms(start or Start()))

    def open_elsewhere(self) -> tuple[Source, str]:
        return self.open(mailbox=("Nowhere & back",)), "mailbox"

    def other_client(self) -> Any:
        context = ssl.create_default_context(cafile=str(self.server.ca_file))
        session = imaplib.IMAP4_SSL(self.server.host, self.server.port, ssl_context=context, timeout=20)
        session.login(self.user, PASSWORD)
        self._sessions.append(session)
        return session

    def made(self, *names: str) -> tuple[str, ...]:
        """New mailboxes, by the names they have there."""
        session = self.other_client()
        whole = tuple(self.prefix + name for name in names)
        for name in whole:
            status, said = session.create(quoted(name).decode())
            assert status == "OK", said
        return whole

    def close(self) -> None:
        for session in self._sessions:
            session.shutdown()


@pytest.fixture(params=[pytest.param(name, marks=getattr(pytest.mark, name)) for name in ("dovecot", "cyrus")])
def account(request: pytest.FixtureRequest) -> Iterator[Account]:
    made = Account(request.getfixturevalue(request.param))
    yield made
    made.close()


@pytest.mark.cyrus
class TestCyrus(SourceContract):
    """Dovecot has its own in test_imap.py."""

    spec = SPEC

    @pytest.fixture
    def place(self, cyrus: Cyrus) -> Iterator[Place]:
        made = Account(cyrus)
        yield made
        made.close()


def test_a_wrong_password(account: Account) -> None:
    source = SPEC.open(account.values(), {"password": "wrong"}, Terms())
    with pytest.raises(SignInRefused):
        everything(source)
    source.close()


def test_what_each_mailbox_is_for(account: Account) -> None:
    account.made("Sent Messages", account.odd)
    with opened(account) as source:
        found = {one.name: one for one in source.mailboxes()}
        assert source.probe().mailboxes == tuple(found.values())
    assert found["INBOX"].role is Role.INBOX
    sent = [one.name for one in found.values() if one.role is Role.SENT]
    assert sent == [account.prefix + ("Sent" if account.prefix else "Sent Messages")]
    assert account.prefix + account.odd in found
    assert all(one.selectable for one in found.values())


def test_several_mailboxes(account: Account) -> None:
    clients, odd = account.made("Clients", account.odd)
    session = account.other_client()
    account.put(mail(1))
    session.append(clients, None, None, mail(2))
    session.append(quoted(odd).decode(), None, None, mail(3))
    chosen = ("INBOX", clients, odd)
    source = account.open(mailbox=chosen)
    found, cursor = everything(source)
    assert sorted(one.subject for one in found) == ["mail 1", "mail 2", "mail 3"]
    for one in found:
        assert source.message(one.key).endswith(one.subject.split()[1].encode() + b"\r\n")
    assert everything(source, cursor) == ([], cursor)
    session.append(quoted(odd).decode(), None, None, mail(4))
    later, cursor = everything(source, cursor)
    assert [one.subject for one in later] == ["mail 4"]
    session.delete(clients)
    account.put(mail(5))
    later, cursor = everything(source, cursor)
    assert [one.subject for one in later] == ["mail 5"]
    assert [one.about for one in source.remarks] == [clients]
    with pytest.raises(WrongSetting):
        source.probe()
    source.close()


def test_a_copy_is_the_same_mail_and_one_that_was_moved_is_gone(account: Account) -> None:
    """P4, P13: what the queue tells one mail by is the same at both places."""
    (clients,) = account.made("Clients")
    account.put(mail(1), mail(2))
    session = account.other_client()
    session.select("INBOX")
    session.uid("COPY", "1", clients)
    session.uid("MOVE", "2", clients)
    source = account.open(mailbox=("INBOX", clients))
    found, _ = everything(source)
    assert sorted(one.subject for one in found) == ["mail 1", "mail 1", "mail 2"]
    assert len({one.content_key for one in found}) == 2
    (moved,) = [one for one in found if one.subject == "mail 2"]
    session.select(clients)
    session.uid("MOVE", "1:*", "INBOX")
    with pytest.raises(Gone):
        source.message(moved.key)
    assert everything(source, "")[0]
    source.close()


def test_a_mailbox_made_anew_is_another_one(account: Account) -> None:
    """P1, P2: its UIDVALIDITY differs, and the old numbers lead nowhere."""
    (clients,) = account.made("Clients")
    session = account.other_client()
    session.append(clients, None, None, mail(1))
    source = account.open(mailbox=("INBOX", clients))
    (old,), cursor = everything(source)
    session.delete(clients)
    threading.Event().wait(1.1)  # UIDVALIDITY is the second in which it is made
    session.create(clients)
    session.append(clients, None, None, mail(2))
    with pytest.raises(Gone):
        source.message(old.key)
    found, _ = everything(source, cursor)
    assert [one.subject for one in found] == ["mail 2"]
    source.close()


def test_push_tells_of_the_first_and_the_others_are_looked_at(account: Account) -> None:
    (clients,) = account.made("Clients")
    session = account.other_client()
    source, wakeup = account.open(mailbox=("INBOX", clients), push=True, poll_seconds=15), Wakeup()
    _, cursor = everything(source)
    threading.Timer(0.2, account.server.deliver, (account.user, mail(1))).start()
    source.wait(wakeup, 10)
    deadline = time.monotonic() + 60
    subjects: list[str] = []
    while not subjects and time.monotonic() < deadline:
        found, cursor = everything(source, cursor)
        subjects += [one.subject for one in found]
    assert subjects == ["mail 1"]
    session.append(clients, None, None, mail(2))
    source.wait(wakeup, 0.1)
    found, _ = everything(source, cursor)
    assert [one.subject for one in found] == ["mail 2"]
    source.close()
    wakeup.close()


def test_reading_sets_no_flag(account: Account) -> None:
    account.put(mail(1))
    with opened(account) as source:
        (one,), _ = everything(source)
        source.message(one.key)
    session = account.other_client()
    session.select("INBOX", readonly=True)
    assert b"Seen" not in session.fetch("1", "(FLAGS)")[1][0]
