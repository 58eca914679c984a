"""What was sent has its copy in Sent, once; what may have been sent is looked for there; nothing is ever sent twice."""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import pytest

from desktop.core.events import Problem
from inbox.answering import Answer, Way
from inbox.sending import Outgoing, Progress
from inbox.sending.copies import Copy, SentCopies
from tests.conftest import Logs
from tests.desktop.core.mail_program import MailProgram
from tests.servers.imap_script import Command, Reply, Session, bad
from tests.servers.imap_writing import Box, WritingImap
from tests.servers.mailbox import mail
from tests.servers.submission import PASSWORD, USER, Submission
from tests.waiting import until

pytestmark = pytest.mark.logs("keyring cannot be used")
YES = Answer(Way.REPLY, "Yes, gladly.")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.core.dispatch.TAKEN_BACK_WITHIN", timedelta())
    monkeypatch.setattr("inbox.sending.copies.FIRST_AFTER", timedelta())


@pytest.fixture
def post() -> Iterator[Submission]:
    with Submission() as running:
        yield running


@pytest.fixture
def server() -> Iterator[WritingImap]:
    made = WritingImap(Sent=Box(role=r"\Sent", validity=3))
    made.boxes["INBOX"].add(mail(1))
    made.replies["AUTHENTICATE"] = _authenticate
    with made:
        yield made
    assert made.violations == []
    assert not any(b"EXPUNGE" in line.upper() or b"UID STORE" in line.upper() for line in made.commands)


def _authenticate(session: Session, command: Command) -> None:
    session.write("+ \r\n")
    line = session.readline()
    session.server.commands.append(b"(base64)\r\n")
    assert base64.b64decode(line).decode().split("\0")[2] == PASSWORD
    session.ok(command)


class Starts(Protocol):
    def __call__(self, *more: str) -> MailProgram: ...


@pytest.fixture
def start(tmp_path: Path, server: WritingImap, post: Submission) -> Iterator[Starts]:
    both = tmp_path / "ca.pem"
    both.write_text(server.ca_file.read_text() + post.ca_file.read_text())
    started: list[MailProgram] = []

    def start(*more: str) -> MailProgram:
        lines = ['smtp_host = "localhost"', f"smtp_port = {post.port}", f'smtp_user = "{USER}"']
        lines += [f'from_address = "{USER}"', *more]
        made = MailProgram(tmp_path, server, password=PASSWORD)
        made.ca_file = both
        made.switch(more="\n".join(lines))
        started.append(made)
        made.start()
        made.pull()
        return made

    yield start
    for one in started:
        one.stop()


def letter(app: MailProgram) -> Outgoing:
    (found,) = app.ask(lambda desk: desk.outbox())
    assert isinstance(found, Outgoing)
    return found


def send(app: MailProgram, progress: Progress = Progress.SENT) -> None:
    app.ask(lambda desk: desk.send(1, YES))
    until(lambda: letter(app).progress is progress)


def unfiled(app: MailProgram) -> list[str]:
    return [event.detail for event in app.events if isinstance(event, Problem) and event.code == "unfiled"]


def test_a_copy_of_what_was_sent_to_the_byte(server: WritingImap, post: Submission, start: Starts) -> None:
    app = start()
    send(app)
    until(lambda: server.uids("Sent"))
    app.pull()
    [(_, _, taken)] = post.taken
    assert server.boxes["Sent"].mails[0].content == taken
    assert server.boxes["Sent"].seen == {1}
    assert server.uids("Sent") == [1]


def test_a_full_disk_keeps_nobody_from_starting(start: Starts, logs: Logs) -> None:
    logs.allow("could not be noted")
    app = start()
    send(app)
    app.stop()
    database = app.paths.database
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DELETE FROM sent_copy")
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON sent_copy BEGIN SELECT raise(ABORT, 'database or disk is full'); END"
        )
        connection.commit()
    app.start()
    assert letter(app).progress is Progress.SENT


def test_what_the_server_filed_itself_is_not_filed_again(server: WritingImap, post: Submission, start: Starts) -> None:
    append = server.replies["APPEND"]

    def no_more(session: Session, command: Command) -> None:
        raise AssertionError("there is one already")

    server.replies["APPEND"] = no_more
    app = start()
    post_taken(server, post)
    send(app)
    until(lambda: server.said("SEARCH"))
    app.pull()
    assert server.said("APPEND") == []
    server.replies["APPEND"] = append


def post_taken(server: WritingImap, post: Submission) -> None:
    """A server that files what it is given to send."""
    take = post.taken.append

    class Filing(list[tuple[str, tuple[str, ...], bytes]]):
        def append(self, one: tuple[str, tuple[str, ...], bytes]) -> None:
            server.boxes["Sent"].add(one[2])
            take(one)

    post.taken = Filing()


@pytest.mark.parametrize(("choice", "copies"), [("auto", 0), ("always", 1), ("never", 0)])
def test_a_server_that_keeps_its_own(
    server: WritingImap, start: Starts, choice: str, copies: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.capabilities += " X-GM-EXT-1"
    settled = []
    usual = SentCopies.settled

    def noted(self: SentCopies, id: int, state: Copy, detail: str = "") -> None:
        usual(self, id, state, detail)
        settled.append(state.value)

    monkeypatch.setattr(SentCopies, "settled", noted)
    app = start(f'sent_copy = "{choice}"')
    send(app)
    until(lambda: settled)
    assert settled == ["filed" if copies else "skipped"]
    assert len(server.uids("Sent")) == copies


@pytest.mark.parametrize("before", [False, True])
def test_ended_around_the_filing_there_is_one_copy(server: WritingImap, start: Starts, before: bool) -> None:
    """Before the server has it, or after it has it and before we know."""
    append = server.replies["APPEND"]
    cut: list[Reply] = []

    def ends(session: Session, command: Command) -> None:
        if not before:
            append(session, command)
        cut.append(append)
        session.server.hang_up()

    server.replies["APPEND"] = ends
    app = start()
    send(app)
    until(lambda: cut)
    app.stop()
    server.replies["APPEND"] = append
    app.start()
    until(lambda: len(server.uids("Sent")) == 1, 120)  # two sign-ins are ten seconds apart, and tries grow fewer
    app.pull()
    assert len(server.uids("Sent")) == 1
    assert letter(app).progress is Progress.SENT


def test_no_place_for_it_is_told_and_nothing_is_sent_again(
    server: WritingImap, post: Submission, start: Starts
) -> None:
    del server.boxes["Sent"]
    app = start()
    send(app)
    until(lambda: unfiled(app))
    assert "no mailbox" in unfiled(app)[0]
    app.stop()
    app.start()
    app.pull()
    assert (len(post.taken), letter(app).progress, len(unfiled(app))) == (1, Progress.SENT, 1)


def test_a_refused_copy_is_told(server: WritingImap, post: Submission, start: Starts) -> None:
    server.replies["APPEND"] = bad("[OVERQUOTA] full")
    app = start('sent_mailbox = "Sent"')
    send(app)
    until(lambda: unfiled(app))
    assert "full" in unfiled(app)[0]
    assert len(post.taken) == 1


def test_what_may_have_been_sent_and_is_in_sent_was_sent(server: WritingImap, post: Submission, start: Starts) -> None:
    """The answer got lost after the message had been handed over; the server had taken it, and filed it."""
    post.plan.drops = {"DATA"}
    post_taken(server, post)
    app = start()
    send(app)
    assert letter(app).problem == ""
    app.pull()
    assert (len(post.taken), len(server.uids("Sent"))) == (0, 1)
    assert server.said("APPEND") == []


def test_what_may_have_been_sent_and_is_not_there_stays_for_the_person(
    server: WritingImap, post: Submission, start: Starts
) -> None:
    post.plan.drops = {"DATA"}
    app = start()
    send(app, Progress.UNSURE)
    until(lambda: server.said("SEARCH"))
    app.pull()
    assert letter(app).progress is Progress.UNSURE
    post.plan.drops = set()
    app.ask(lambda desk: desk.resend(1))  # the person says so
    until(lambda: letter(app).progress is Progress.SENT)
    until(lambda: len(server.uids("Sent")) == 1)
    assert len(post.taken) == 2


def test_a_server_that_finds_what_is_not_there(server: WritingImap, post: Submission, start: Starts) -> None:
    post.plan.drops = {"DATA"}
    server.boxes["Sent"].add(mail(5))
    search = server.replies["SEARCH"]

    def all_of_them(session: Session, command: Command) -> None:
        session.write("* SEARCH 1\r\n")
        search(session, command)

    server.replies["SEARCH"] = all_of_them
    app = start()
    send(app, Progress.UNSURE)
    until(lambda: server.said("SEARCH"))
    app.pull()
    assert letter(app).progress is Progress.UNSURE
