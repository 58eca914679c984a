"""What servers are known to do, one by one, and the servers we have none of, as what they can and cannot do."""

from __future__ import annotations

import threading

import pytest

from inbox.errors import Offline, SourceError
from inbox.imap import connection as wire
from inbox.sources import Role
from tests.contract.source_contract import everything
from tests.inbox.imap.conftest import Open
from tests.inbox.imap.taking import Queue, mark, subjects
from tests.servers import imap_script as script
from tests.servers.imap_script import Command, ScriptedImap, Session
from tests.servers.mailbox import Mailbox, mail
from tests.waiting import until

# ------------------------------------------------------------------------------------------------ P30: profiles

PROFILES = {
    "Courier": "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=REFERENCES SORT QUOTA IDLE AUTH=PLAIN ACL",
    "Stalwart": "IMAP4rev2 IMAP4rev1 ENABLE SASL-IR LITERAL+ ID IDLE UIDPLUS MOVE SPECIAL-USE LIST-EXTENDED AUTH=PLAIN",
    "hMailServer": "IMAP4 IMAP4rev1 CHILDREN IDLE QUOTA SORT ACL NAMESPACE RIGHTS=texk",
    "without anything": "IMAP4rev1",
    "LITERAL- only": "IMAP4rev1 LITERAL- AUTH=PLAIN",
    "odd case": "imap4REV1 auth=plain Idle Special-Use list-EXTENDED",
    "twice and spaced": "IMAP4rev1  IMAP4rev1   AUTH=PLAIN AUTH=PLAIN ",
    "very many": "IMAP4rev1 AUTH=PLAIN " + " ".join(f"X-{number}" for number in range(3000)),
}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("next_uid", [0, None])
def test_a_server_of_every_kind_is_read(
    scripted: ScriptedImap, open_source: Open, profile: str, next_uid: int | None
) -> None:
    """P30: no MOVE, no UIDPLUS, no IDLE, no LITERAL+, no UIDNEXT, INBOX read-only, capabilities in any case."""
    scripted.capabilities = PROFILES[profile]
    scripted.folders = [b'() "." INBOX', b'() "." INBOX.Sent']
    scripted.mailbox = Mailbox.of(3)
    scripted.mailbox.next_uid = next_uid
    scripted.others["Clients"] = Mailbox.of(2)
    queue, source = Queue(), open_source(mailboxes=("INBOX", "Clients"), push=True)
    queue.take(source)
    scripted.mailbox.add(mail(4))
    queue.take(source)
    assert sorted(queue.subjects) == subjects(1, 2, 3, 4)
    assert source.message(next(iter(queue.items))) == mail(1)
    assert source.push is ("IDLE" in PROFILES[profile].upper())
    assert [one.role for one in source.mailboxes()] == [Role.INBOX, Role.SENT]
    assert scripted.accepted == 1


# ----------------------------------------------------------------------------------------- P28: odd ways to speak


def test_exists_shrinks_without_a_word(scripted: ScriptedImap, open_source: Open) -> None:
    """P28: Domino tells of fewer mails, and never of the EXPUNGE that made them fewer."""
    scripted.mailbox = Mailbox.of(5)
    queue, source = Queue(), open_source()
    queue.take(source)
    scripted.mailbox.mails = scripted.mailbox.mails[3:]
    queue.take(source)
    scripted.mailbox.add(mail(6))
    queue.take(source)
    assert queue.subjects == subjects(1, 2, 3, 4, 5, 6)
    assert scripted.accepted == 1


@pytest.mark.parametrize("name", ["CAPABILITY", "EXAMINE", "LIST", "FETCH", "NOOP", "IDLE"])
def test_a_bare_ok_is_no_end(scripted: ScriptedImap, open_source: Open, name: str) -> None:
    """P28: imaplib takes `TAG OK` without a text for no answer at all. The account is not stuck for it."""
    scripted.mailbox = Mailbox.of(2)
    usual, bare = script._REPLIES[name], [True]

    def once(session: Session, command: Command) -> None:
        if bare.pop() if bare else False:
            session.write(command.tag + b" OK\r\n")
        else:
            usual(session, command)

    queue, source = Queue(), open_source()
    if name == "NOOP":
        queue.take(source)
    scripted.replies[name] = once
    queue.take_stubbornly(source)
    queue.take_stubbornly(source)
    assert sorted(queue.subjects) == subjects(1, 2)


def test_a_blank_line_after_a_literal(scripted: ScriptedImap, open_source: Open) -> None:
    """P28."""
    scripted.mailbox = Mailbox.of(20)

    def blank(session: Session, command: Command) -> None:
        for sequence, one in scripted.mailbox.rows(command.numbers, by_uid=True):
            session.mail_row(sequence, one)
            if one.uid == 7:
                session.write("\r\n")
        session.ok(command)

    scripted.replies["FETCH"] = blank
    queue = Queue()
    queue.take_stubbornly(open_source())
    assert len(queue.items) == 20
    assert mark(queue.cursor).startswith("7:20:")


def test_capabilities_change_at_sign_in(scripted: ScriptedImap, open_source: Open) -> None:
    """P28: only what is told to those who are signed in counts."""
    told = iter(["IMAP4rev1 AUTH=PLAIN IDLE SPECIAL-USE", "IMAP4rev1"])

    def reply(session: Session, command: Command) -> None:
        session.write(f"* CAPABILITY {next(told)}\r\n")
        session.ok(command)

    scripted.greeting = b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN IDLE XLIST] ready\r\n"
    scripted.replies["CAPABILITY"] = reply
    scripted.replies["AUTHENTICATE"] = _let_in_with(b"[CAPABILITY IMAP4rev1 IDLE] in")
    source = open_source(push=True)
    everything(source)
    assert source._line.connection is not None
    assert "XLIST" not in source._line.connection.capabilities


def _let_in_with(text: bytes) -> script.Reply:
    def reply(session: Session, command: Command) -> None:
        session.write("+ \r\n")
        session.readline()
        session.write(command.tag + b" OK " + text + b"\r\n")

    return reply


@pytest.mark.parametrize(
    "line",
    [
        "* 1 RECENT",
        "* FLAGS (\\Seen [odd)",
        "* OK Still here",
        "* OK [HIGHESTMODSEQ 12345678901234567890] ok",
        "* OK [UIDNEXT nonsense] ok",
        "* NO [X-ODD] hm",
        "* BAD what?",
        "* SEARCH",
        "* LIST () NIL INBOX",
        "* STATUS INBOX (MESSAGES 9)",
        "* VANISHED 1:3",
        "* 99999999999999999999 EXISTS",
        "* X-VENDOR says",
    ],
)
@pytest.mark.parametrize("name", ["EXAMINE", "LIST", "FETCH", "NOOP", "IDLE"])
def test_words_nobody_asked_for(scripted: ScriptedImap, open_source: Open, name: str, line: str) -> None:
    """P9, P10, P11, P28: at any moment, in any command."""
    scripted.mailbox = Mailbox.of(3)
    scripted.replies[name] = script.saying([line], script._REPLIES[name])
    queue, source = Queue(), open_source()
    queue.take_stubbornly(source)
    scripted.mailbox.add(mail(4))
    queue.take_stubbornly(source)
    assert sorted(queue.subjects) == subjects(1, 2, 3, 4)
    assert queue.doubled == 0


# --------------------------------------------------------------------------------- P18, P22, P24: lines that die


def test_an_answer_that_comes_late_is_nobodys(
    scripted: ScriptedImap, open_source: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P22: after a time-out the connection is thrown away, and with it whatever it still brings."""
    monkeypatch.setattr(wire, "CHECK_SECONDS", 0.2)
    scripted.mailbox = Mailbox.of(2)
    answered = threading.Event()

    def late(session: Session, command: Command) -> None:
        answered.wait(60)
        session.write("* 77 EXISTS\r\n")
        session.ok(command)

    queue, source = Queue(), open_source()
    queue.take(source)
    scripted.replies["NOOP"] = late
    with pytest.raises(Offline):
        queue.take(source)
    assert source._line.connection is None
    answered.set()
    del scripted.replies["NOOP"]
    scripted.mailbox.add(mail(3))
    queue.take_stubbornly(source)
    assert queue.subjects == subjects(1, 2, 3)
    assert scripted.accepted == 2


def test_the_line_is_watched_by_the_system_too(scripted: ScriptedImap, open_source: Open) -> None:
    """P18: a peer that vanished is noticed within two minutes, whoever waits for what."""
    import socket

    source = open_source()
    everything(source)
    assert source._line.connection is not None
    kept = source._line.connection.socket
    assert kept.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
    if hasattr(socket, "TCP_KEEPIDLE"):
        options = (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT)
        idle, interval, count = (kept.getsockopt(socket.IPPROTO_TCP, option) for option in options)
        assert idle + interval * count <= 120


def test_one_connection_and_a_goodbye(scripted: ScriptedImap, open_source: Open) -> None:
    """P24: whatever an account is asked for, it keeps to one connection, and says goodbye on it."""
    scripted.mailbox = Mailbox.of(2)
    source = open_source(mailboxes=("INBOX", "Clients"))
    found, _ = everything(source)
    source.message(found[0].key)
    source.mailboxes()
    source.close()
    assert scripted.accepted == 1
    assert scripted.names()[-1] == "LOGOUT"


@pytest.mark.parametrize("said", ["* BYE [ALERT] The server goes down", "* BYE", "* BYE [UNAVAILABLE] later"])
def test_goodbye_between_two_mailboxes(scripted: ScriptedImap, open_source: Open, said: str) -> None:
    """P19, P28: what has been read stays read, in each mailbox."""
    scripted.mailbox = Mailbox.of(3)
    scripted.others["Clients"] = Mailbox.of(0)
    scripted.others["Clients"].add(mail(11), mail(12))

    def leaving(session: Session, command: Command) -> None:
        session.write(said + "\r\n")
        raise script.Cut

    queue, source = Queue(), open_source(mailboxes=("INBOX", "Clients"))
    scripted.replies["STATUS"] = leaving
    with pytest.raises(SourceError):
        queue.take(source)
    assert queue.subjects == subjects(1, 2, 3)
    del scripted.replies["STATUS"]
    queue.take_stubbornly(source)
    assert sorted(queue.subjects) == sorted(subjects(1, 2, 3, 11, 12))
    assert queue.doubled == 0
    until(lambda: len(scripted.sessions) == 1)
