"""Waiting to be told: whatever a server does in IDLE, new mail is found and the processor stays at rest."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from inbox.errors import Offline
from inbox.imap import idle as idling
from inbox.imap import line
from inbox.imap.source import ImapSource
from inbox.wakeup import Wakeup
from tests.contract.source_contract import everything
from tests.inbox.imap.conftest import Open
from tests.servers import imap_script as script
from tests.servers.imap_script import Command, ScriptedImap, Session
from tests.servers.mailbox import Mailbox, mail

EXISTS = "* 3 EXISTS\r\n"


@pytest.fixture
def wakeup() -> Iterator[Wakeup]:
    made = Wakeup()
    yield made
    made.close()


@pytest.fixture
def waiting(scripted: ScriptedImap, open_source: Open) -> tuple[ImapSource, str]:
    """A source that has read two mails and wants to be told of the third."""
    scripted.mailbox = Mailbox.of(2)
    source = open_source(push=True)
    _, cursor = everything(source)
    assert source.push
    return source, cursor


def _within(seconds: float, action: Callable[[], None]) -> None:
    begin = time.monotonic()
    action()
    assert time.monotonic() - begin < seconds


def _third(source: ImapSource, cursor: str) -> None:
    assert [one.subject for one in everything(source, cursor)[0]] == ["mail 3"]


def test_told(scripted: ScriptedImap, waiting: tuple[ImapSource, str], wakeup: Wakeup) -> None:
    source, cursor = waiting

    def later() -> None:
        scripted.idling.acquire()
        scripted.mailbox.add(mail(3))
        scripted.tell(EXISTS)

    teller = threading.Thread(target=later, daemon=True)
    teller.start()
    _within(30, lambda: source.wait(wakeup, 60))
    teller.join()
    _third(source, cursor)
    assert scripted.accepted == 1


@pytest.mark.parametrize("split", range(len("+ idling\r\n" + EXISTS)))
def test_told_in_the_same_breath_as_the_permission(
    scripted: ScriptedImap, waiting: tuple[ImapSource, str], wakeup: Wakeup, split: int
) -> None:
    source, cursor = waiting
    line = "+ idling\r\n" + EXISTS

    def reply(session: Session, command: Command) -> None:
        scripted.mailbox.add(mail(3))
        session.write(line[:split])
        session.flush()
        session.write(line[split:])
        session.wait_for_done()
        session.ok(command)

    scripted.replies["IDLE"] = reply
    _within(30, lambda: source.wait(wakeup, 60))
    _third(source, cursor)


def test_told_before_the_permission(scripted: ScriptedImap, waiting: tuple[ImapSource, str], wakeup: Wakeup) -> None:
    source, cursor = waiting

    def reply(session: Session, command: Command) -> None:
        scripted.mailbox.add(mail(3))
        session.write(EXISTS)
        script.idle(session, command)

    scripted.replies["IDLE"] = reply
    _within(30, lambda: source.wait(wakeup, 60))
    _third(source, cursor)


def test_told_only_after_done(scripted: ScriptedImap, waiting: tuple[ImapSource, str], wakeup: Wakeup) -> None:
    source, cursor = waiting

    def reply(session: Session, command: Command) -> None:
        session.write("+ idling\r\n")
        session.wait_for_done()
        scripted.mailbox.add(mail(3))
        session.write(EXISTS)
        session.ok(command)

    scripted.replies["IDLE"] = reply
    source.wait(wakeup, 0.1)
    before = len(scripted.names())
    _third(source, cursor)
    assert "NOOP" not in scripted.names()[before:]


@pytest.mark.parametrize("status", ["NO", "BAD"])
def test_idle_is_refused(scripted: ScriptedImap, waiting: tuple[ImapSource, str], wakeup: Wakeup, status: str) -> None:
    source, cursor = waiting
    scripted.replies["IDLE"] = script.saying(["* OK thinking about it"], script.bad("not today", status))
    source.wait(wakeup, 60)
    assert not source.push
    scripted.mailbox.add(mail(3))
    _within(30, lambda: source.wait(wakeup, 0.1))
    _third(source, cursor)
    assert scripted.names().count("IDLE") == 1
    assert scripted.accepted == 1


def test_a_server_without_idle(scripted: ScriptedImap, open_source: Open, wakeup: Wakeup) -> None:
    scripted.capabilities = "IMAP4rev1 AUTH=PLAIN"
    source = open_source(push=True)
    _, cursor = everything(source)
    assert not source.push
    scripted.mailbox.add(mail(1))
    source.wait(wakeup, 0.05)
    assert len(everything(source, cursor)[0]) == 1
    assert "IDLE" not in scripted.names()


def test_a_server_that_takes_idle_and_never_tells(
    scripted: ScriptedImap, waiting: tuple[ImapSource, str], wakeup: Wakeup
) -> None:
    source, cursor = waiting
    for number in (3, 4):
        scripted.mailbox.add(mail(number))
        source.wait(wakeup, 0.05)
        found, cursor = everything(source, cursor)
        assert len(found) == 1
    assert not source.push


def test_what_came_while_there_was_no_connection_is_no_fault_of_the_servers(
    scripted: ScriptedImap, waiting: tuple[ImapSource, str], wakeup: Wakeup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "_SIGN_INS_APART", 0.0)
    source, cursor = waiting
    for number in (3, 4, 5):  # as after each sleep of a laptop
        source.wait(wakeup, 0.05)
        scripted.hang_up()
        scripted.mailbox.add(mail(number))
        found, cursor = everything(source, cursor)
        assert len(found) == 1
    assert source.push


def test_what_came_during_an_errand_is_no_fault_of_the_servers(
    scripted: ScriptedImap, waiting: tuple[ImapSource, str], wakeup: Wakeup
) -> None:
    source, cursor = waiting
    for number in (3, 4, 5):
        source.wait(wakeup, 0.05)
        scripted.mailbox.add(mail(number))
        assert source.message("INBOX:7:1:x") == mail(1)
        _within(30, lambda: source.wait(wakeup, 60))
        found, cursor = everything(source, cursor)
        assert len(found) == 1
    assert source.push


@pytest.mark.parametrize(
    "last_word", ["", "* BYE\r\n", "* BYE idle for too long\r\n", "* 3 EXIS", "\xff\0 nonsense\r\n"]
)
def test_the_server_hangs_up(
    scripted: ScriptedImap, waiting: tuple[ImapSource, str], wakeup: Wakeup, last_word: str
) -> None:
    source, cursor = waiting

    def reply(session: Session, command: Command) -> None:
        session.write("+ idling\r\n")
        session.flush()
        session.write(last_word)
        raise script.Cut

    scripted.replies["IDLE"] = reply
    begin = time.monotonic()
    with pytest.raises(Offline):
        source.wait(wakeup, 60)
    assert time.monotonic() - begin < 30  # and not after the minute
    scripted.mailbox.add(mail(3))
    _third(source, cursor)
    assert scripted.accepted == 2


def test_no_answer_to_done(
    scripted: ScriptedImap, waiting: tuple[ImapSource, str], wakeup: Wakeup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idling, "CHECK_SECONDS", 0.3)
    monkeypatch.setattr(idling, "READ_SECONDS", 0.3)
    source, cursor = waiting
    scripted.replies["IDLE"] = script.saying(["+ idling"], script.silence)
    wakeup.wake()

    def wait() -> None:
        with pytest.raises(Offline):
            source.wait(wakeup, 60)

    _within(30, wait)
    scripted.mailbox.add(mail(3))
    _third(source, cursor)


def test_a_chatty_server_is_life_not_work(
    scripted: ScriptedImap, waiting: tuple[ImapSource, str], wakeup: Wakeup
) -> None:
    source, cursor = waiting

    def reply(session: Session, command: Command) -> None:
        session.write("+ idling\r\n* OK Still here\r\n")
        session.wait_for_done()
        session.ok(command)

    scripted.replies["IDLE"] = reply
    for _ in range(3):
        source.wait(wakeup, 60)
        assert everything(source, cursor)[0] == []
    assert scripted.accepted == 1
    assert source.push


def test_renewed_in_time(scripted: ScriptedImap, waiting: tuple[ImapSource, str], wakeup: Wakeup) -> None:
    source, _ = waiting
    assert idling.RENEWAL_SECONDS <= 9 * 60
    for _ in range(3):
        source.wait(wakeup, 0.02)
    assert scripted.names().count("IDLE") == 3
    assert scripted.commands.count(b"DONE\r\n") == 3
