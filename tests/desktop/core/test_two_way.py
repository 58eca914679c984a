"""What is done here and at the server, with every switch off and with each on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from inbox.item import State
from tests.desktop.core.mail_program import MailProgram
from tests.servers.imap_script import Command, Session, bad
from tests.servers.imap_writing import Box, WritingImap
from tests.servers.mailbox import mail
from tests.waiting import until

pytestmark = pytest.mark.logs("keyring cannot be used")


@pytest.fixture
def server() -> Iterator[WritingImap]:
    made = WritingImap(Archive=Box(role=r"\Archive", validity=9), Sent=Box(role=r"\Sent"))
    made.boxes["INBOX"].add(*(mail(number) for number in range(1, 6)))
    with made:
        yield made
    assert made.violations == []
    assert not any(b"EXPUNGE" in line.upper() or b"DELETED" in line.upper() for line in made.commands)


class Starts(Protocol):
    def __call__(self, *switches: str, more: str = "", live: bool = True) -> MailProgram: ...


@pytest.fixture
def start(tmp_path: Path, server: WritingImap) -> Iterator[Starts]:
    started: list[MailProgram] = []

    def start(*switches: str, more: str = "", live: bool = True) -> MailProgram:
        made = MailProgram(tmp_path, server, *switches, more=more)
        started.append(made)
        made.start(live=live)
        made.pull()
        return made

    yield start
    for one in started:
        one.stop()


def test_with_all_switches_off_nothing_is_ever_written(server: WritingImap, start: Starts) -> None:
    app = start()
    app.done("mail 1", "mail 2")
    app.ask(lambda desk: desk.undo())
    server.boxes["INBOX"].seen = {3}
    app.pull()
    app.stop()
    assert set(server.names()) <= {"CAPABILITY", "AUTHENTICATE", "EXAMINE", "LIST", "FETCH", "NOOP", "LOGOUT"}
    assert len(app.paths.database.read_bytes()) > 0


def test_done_marks_as_read_and_undo_takes_it_back(server: WritingImap, start: Starts) -> None:
    app = start("done_marks_read")
    app.done("mail 1", "mail 3")
    until(lambda: server.boxes["INBOX"].seen == {1, 3})
    until(lambda: app.history("mail 1")[-1] == "written:seen")
    app.ask(lambda desk: desk.undo())
    until(lambda: server.boxes["INBOX"].seen == set())
    assert server.uids("INBOX") == [1, 2, 3, 4, 5]


def test_done_archives_and_undo_moves_it_back(server: WritingImap, start: Starts) -> None:
    app = start("done_archives", "done_marks_read")
    app.done("mail 2")
    until(lambda: len(server.uids("Archive")) == 1)
    until(lambda: app.history("mail 2")[-2:] == ["written:seen", "written:archive"])
    app.ask(lambda desk: desk.undo())
    until(lambda: server.uids("INBOX") == [1, 3, 4, 5, 6] and server.boxes["INBOX"].seen == {2})
    app.pull()  # what came back is the item we know
    assert sorted(app.items(State.HELD) | app.items(State.RELEASED)) == [f"mail {number}" for number in range(1, 6)]


def test_undone_at_once_nothing_was_written(server: WritingImap, start: Starts) -> None:
    app = start("done_marks_read")
    app.ask(lambda desk: (desk.done([1, 2]), desk.undo()))
    app.pull()
    app.stop()
    assert server.said("SELECT", "STORE") == []


def test_a_switch_is_for_what_is_done_from_then_on(server: WritingImap, start: Starts) -> None:
    app = start()
    app.done("mail 1")
    values = app.ask(lambda desk: desk.account("work")).values
    app.ask(lambda desk: desk.change_account("work", {**values, "done_marks_read": True}, {}))
    app.done("mail 2")
    until(lambda: server.boxes["INBOX"].seen == {2})


def test_a_server_that_is_away_gets_it_later(server: WritingImap, start: Starts) -> None:
    app = start("done_marks_read")
    store = server.replies["STORE"]
    server.replies["STORE"] = bad("[UNAVAILABLE] later")
    app.done("mail 1")
    until(lambda: server.said("STORE"))
    app.stop()
    server.replies["STORE"] = store
    app.start()  # and the next start still knows
    until(lambda: server.boxes["INBOX"].seen == {1})
    assert app.problems == []


def test_what_cannot_be_done_is_told_once_and_the_mail_stays(server: WritingImap, start: Starts) -> None:
    server.capabilities = "IMAP4rev1 AUTH=PLAIN"
    app = start("done_archives")
    app.done("mail 1")
    until(lambda: app.problems)
    app.done("mail 2", "mail 3")
    until(lambda: app.history("mail 3")[-1] == "not_written")
    assert len(app.problems) == 1
    assert "does not copy and delete" in app.problems[0]
    assert server.uids("INBOX") == [1, 2, 3, 4, 5]


def test_a_command_writes_with_the_next_pull(server: WritingImap, start: Starts) -> None:
    app = start("done_marks_read", live=False)
    app.stop()
    app.start(live=False)
    app.done("mail 4")
    app.stop()
    assert server.boxes["INBOX"].seen == set()
    app.start(live=False)
    app.pull()
    assert server.boxes["INBOX"].seen == {4}


def test_a_second_one_comes_while_the_first_is_on_the_wire(server: WritingImap, start: Starts) -> None:
    app = start("done_marks_read")
    store = server.replies["STORE"]

    def meanwhile(session: Session, command: Command) -> None:
        server.replies["STORE"] = store
        app.done("mail 2")
        app.ask(lambda desk: desk.undo())
        store(session, command)

    server.replies["STORE"] = meanwhile
    app.done("mail 1")
    until(lambda: app.history("mail 1")[-1] == "written:seen")
    app.done("mail 3")
    until(lambda: server.boxes["INBOX"].seen == {1, 3})


# ------------------------------------------------------------------------------------------------ read elsewhere


def test_read_or_moved_elsewhere_is_done(server: WritingImap, start: Starts) -> None:
    server.boxes["INBOX"].seen = {5}  # before it was taken in: that is no handling of ours
    app = start("read_elsewhere_is_done")
    assert len(app.items(State.DONE)) == 0
    server.boxes["INBOX"].seen |= {1, 5}
    del server.boxes["INBOX"].mails[1]
    app.pull()
    assert sorted(app.items(State.DONE)) == ["mail 1", "mail 2"]
    assert app.history("mail 1")[-1] == "elsewhere:read"
    assert app.history("mail 2")[-1] == "elsewhere:gone"
    assert app.ask(lambda desk: desk.undo()) == ""
    assert app.ask(lambda desk: desk.ledger()).adds_up
    app.stop()
    assert server.said("SELECT", "STORE", "MOVE") == []


def test_with_the_switch_off_what_is_read_elsewhere_stays(server: WritingImap, start: Starts) -> None:
    app = start()
    server.boxes["INBOX"].seen = {1, 2}
    server.boxes["INBOX"].mails.clear()
    app.pull()
    assert len(app.items(State.DONE)) == 0


def test_read_before_the_switch_was_on_does_not_count(server: WritingImap, start: Starts) -> None:
    app = start()
    server.boxes["INBOX"].seen = {1}
    values = app.ask(lambda desk: desk.account("work")).values
    app.ask(lambda desk: desk.change_account("work", {**values, "read_elsewhere_is_done": True}, {}))
    app.pull()
    server.boxes["INBOX"].seen = {1, 2}
    app.pull()
    assert list(app.items(State.DONE)) == ["mail 2"]


def test_what_we_marked_ourselves_never_counts(server: WritingImap, start: Starts) -> None:
    app = start("read_elsewhere_is_done", "done_marks_read", "done_archives")
    app.pull()
    app.done("mail 1")
    until(lambda: len(server.uids("Archive")) == 1)
    until(lambda: app.history("mail 1")[-1] == "written:archive")
    app.pull()
    app.ask(lambda desk: desk.undo())
    until(lambda: len(server.uids("INBOX")) == 5 and not server.boxes["INBOX"].seen & {6})
    until(lambda: "written:archive" not in app.history("mail 1"))
    app.pull()
    app.pull()
    assert app.items(State.DONE) == {}
    server.boxes["INBOX"].seen.add(6)  # now it is the person's
    app.pull()
    assert list(app.items(State.DONE)) == ["mail 1"]


def test_read_on_the_phone_it_is_done_as_soon_as_the_server_tells(server: WritingImap, start: Starts) -> None:
    app = start("read_elsewhere_is_done", "push")
    assert server.idling.acquire(timeout=60)
    server.boxes["INBOX"].seen = {2}
    server.tell("* 2 FETCH (FLAGS (\\Seen))\r\n")
    until(lambda: app.items(State.DONE))
    assert list(app.items(State.DONE)) == ["mail 2"]
    assert server.idling.acquire(timeout=60)
    assert server.names().count("IDLE") <= 4  # a look is no news of its own


def test_a_switch_turned_off_is_heeded_before_anything_is_begun(server: WritingImap, start: Starts) -> None:
    app = start("done_marks_read", live=False)
    app.stop()
    app.start(live=False)  # a command that has not pulled writes nothing yet
    app.done("mail 1")
    app.stop()
    app.switch()
    app.start()
    app.pull()
    app.stop()
    assert server.said("SELECT", "STORE") == []


def test_numbered_anew_nothing_counts_as_gone(server: WritingImap, start: Starts) -> None:
    app = start("read_elsewhere_is_done")
    server.boxes["INBOX"].validity += 1
    app.pull()
    app.pull()
    assert app.items(State.DONE) == {}
