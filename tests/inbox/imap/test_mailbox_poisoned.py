"""One mail that cannot be had never holds up the others: it becomes a stub, and the cursor goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.inbox.imap.conftest import Open
from tests.inbox.imap.taking import Queue, mark, subjects
from tests.servers import imap_script as script
from tests.servers.imap_script import Command, ScriptedImap, Session
from tests.servers.mailbox import DATE, Mail, Mailbox


def test_a_mail_listed_and_never_handed_over_does_not_block(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.mailbox = Mailbox.of(6)

    def withholding(session: Session, command: Command) -> None:
        for sequence, one in scripted.mailbox.rows(command.numbers, by_uid=True):
            if one.uid != 3:
                session.mail_row(sequence, one)
        session.ok(command)

    scripted.replies["FETCH"] = withholding
    queue = Queue()
    errors = queue.take_stubbornly(open_source())
    assert 1 <= len(errors) <= 2
    assert [one.unreadable for one in queue.items.values()].count(True) == 1
    assert {*queue.subjects} >= {*subjects(1, 2, 4, 5, 6)}


ROW = '* {n} FETCH (UID {uid} INTERNALDATE "' + DATE + '" RFC822.SIZE 9 BODY[]<0> '


def _garbage(lines: str) -> Callable[[Session, int, Mail], None]:
    return lambda session, sequence, one: session.write(lines.format(n=sequence, uid=one.uid).replace("~", "\r\n"))


def _die(session: Session, sequence: int, one: Mail) -> None:
    raise script.Cut


@pytest.mark.parametrize(
    "poison",
    [
        pytest.param(_garbage("%% what is this~"), id="no IMAP"),
        pytest.param(_garbage(ROW + "{{4294967296}}~x"), id="a literal of 4 GiB"),
        pytest.param(_garbage(ROW + "{{9}}~Subject: far more than nine bytes~)~"), id="a literal longer than it says"),
        pytest.param(_garbage(ROW + "NIL)~"), id="no body"),
        pytest.param(_garbage("* {n} FETCH (UID nonsense~"), id="no number"),
        pytest.param(_garbage("* {n} FETCH (FLAGS (\\Seen))~"), id="only flags"),
        pytest.param(_garbage("* {n} FETCH " + "(" * 3000 + "~"), id="nested without end"),
        pytest.param(_garbage("* {n} FETCH (FLAGS ([x) UID~"), id="bracket in a keyword"),
        pytest.param(_die, id="the server dies of it"),
    ],
)
def test_one_poisoned_mail_of_a_hundred(
    scripted: ScriptedImap, open_source: Open, poison: Callable[[Session, int, Mail], None]
) -> None:
    scripted.mailbox = Mailbox.of(100)

    def poisoned(session: Session, command: Command) -> None:
        for sequence, one in scripted.mailbox.rows(command.numbers, by_uid=True):
            if one.uid == 42:
                poison(session, sequence, one)
            else:
                session.mail_row(sequence, one)
        session.ok(command)

    scripted.replies["FETCH"] = poisoned
    queue = Queue()
    queue.take_stubbornly(open_source())
    assert len(queue.items) == 100
    (stub,) = [one for one in queue.items.values() if one.unreadable]
    assert ":42:" in stub.key
    assert stub.text
    assert mark(queue.cursor).startswith("7:100:")


@pytest.mark.parametrize("status", ["NO", "BAD"])
@pytest.mark.parametrize("text", ["[SERVERBUG] internal error", "cannot read it"])
def test_one_mail_of_a_hundred_is_refused(scripted: ScriptedImap, open_source: Open, status: str, text: str) -> None:
    scripted.mailbox = Mailbox.of(100)

    def refusing(session: Session, command: Command) -> None:
        for sequence, one in scripted.mailbox.rows(command.numbers, by_uid=True):
            if one.uid == 42:
                session.no(command, text, status)
                return
            session.mail_row(sequence, one)
        session.ok(command)

    scripted.replies["FETCH"] = refusing
    queue = Queue()
    errors = queue.take_stubbornly(open_source())
    assert len(errors) <= 1
    assert len(queue.items) == 100
    assert [one.unreadable for one in queue.items.values()].count(True) == 1
    assert queue.doubled == 0
