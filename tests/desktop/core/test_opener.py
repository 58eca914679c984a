"""Mails opened through the engine, from a real Dovecot: whole, kept, and without the server what there is of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import inbox.worker
from desktop.core.desk import Desk, RequestError
from desktop.core.heartbeat import EngineThread
from desktop.core.opener import saved
from desktop.core.opening import engine_thread
from desktop.core.paths import Paths
from desktop.core.secrets import Secrets
from desktop.core.settings.edit import save_account
from desktop.core.views import AccountSettings, Row
from inbox.errors import SourceError
from inbox.item import State
from inbox.mail.opened import Opened, PassageKind
from tests.inbox.mail.test_mail_hostile import CORPUS
from tests.servers.dovecot import PASSWORD, Dovecot

pytestmark = pytest.mark.dovecot

MAIL = (
    b"From: Anna <anna@example.org>\r\nSubject: Whole\r\nMessage-ID: <1@example.org>\r\n"
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n> quoted\r\n"
    b"--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment\r\n\r\nPDF\r\n--b--\r\n"
)
BOMB = b"From: a@b.example\r\nSubject: Bomb\r\nMessage-ID: <2@example.org>\r\n\r\nBOMB\r\n"


class App:
    def __init__(self, paths: Paths, secrets: Secrets) -> None:
        self.thread: EngineThread = engine_thread(paths, lambda _: None, live=True, secrets=secrets)
        self.thread.start().result(60)

    def ask(self, fn: Callable[[Desk], Any]) -> Any:
        return self.thread.call(fn).result(30)

    def id(self, subject: str) -> int:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            self.ask(lambda desk: desk.pull())
            for state in (State.RELEASED, State.HELD):
                for row in self.rows(state):
                    if row.item.subject == subject:
                        return row.item.id
        raise AssertionError(subject)

    def rows(self, state: State) -> tuple[Row, ...]:
        found: tuple[Row, ...] = self.ask(lambda desk: desk.rows(state, limit=1000))
        return found

    def open(self, id: int) -> Opened:
        found: Opened = self.ask(lambda desk: desk.open_mail(id))
        return found


@pytest.fixture
def paths(short_path: Path, dovecot: Dovecot, logs: Any) -> Paths:
    logs.allow("The keyring cannot be used")
    found = Paths.of(short_path / "p")
    found.prepare()
    return found


@pytest.fixture
def user(paths: Paths, dovecot: Dovecot) -> str:
    name = dovecot.new_user()
    dovecot.put(name, [MAIL, BOMB])
    values: dict[str, Any] = {"host": "localhost", "port": dovecot.port, "user": name, "ca_file": str(dovecot.ca_file)}
    save_account(paths.settings_file, AccountSettings("work", "imap", values))
    return name


@pytest.fixture
def app(paths: Paths, user: str) -> Iterator[App]:
    secrets = Secrets(paths.mark)
    secrets.put("work", "password", PASSWORD)
    made = App(paths, secrets)
    yield made
    assert made.thread.stop(60)


def test_a_mail_is_opened_whole_kept_and_read_without_its_server(app: App, dovecot: Dovecot, user: str) -> None:
    id = app.id("Whole")
    first = app.open(id)
    assert first.whole
    assert [one.kind for one in first.passages] == [PassageKind.TEXT, PassageKind.QUOTE]
    assert [one.name for one in first.attachments] == ["a.pdf"]
    other = app.id("Bomb")
    dovecot.empty(user)
    assert app.open(id) == first
    gone = app.open(other)
    assert not gone.whole
    assert gone.problem == "gone"
    assert gone.passages[0].text == "BOMB"


def test_an_attachment_is_saved_from_it(app: App, tmp_path: Path) -> None:
    id = app.id("Whole")
    file: Path = app.ask(lambda desk: desk.save_attachment(id, 1, tmp_path))
    assert file.read_bytes() == b"PDF"
    with pytest.raises(RequestError, match="no attachment 9"):
        app.ask(lambda desk: desk.save_attachment(id, 9, tmp_path))


def test_without_account_there_is_the_text_and_the_reason(app: App, tmp_path: Path) -> None:
    id = app.id("Whole")
    app.ask(lambda desk: desk.remove_account("work"))
    found = app.open(id)
    assert (found.whole, found.problem) == (False, "no_account")
    assert "Hello" in found.passages[0].text
    with pytest.raises(SourceError):
        app.ask(lambda desk: desk.save_attachment(id, 1, tmp_path))
    assert app.ask(lambda desk: desk.load_images(id)) == {}


@pytest.mark.logs("could not be taken apart|longer than")
def test_one_that_takes_too_long_is_shown_as_text_and_the_engine_goes_on(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = (
        "import sys, time; sys.path.insert(0, sys.argv[1])\n"
        "from inbox.mail import opening; from inbox.worker import __main__ as other\n"
        "real = opening.opened\n"
        "opening.opened = lambda raw, about: time.sleep(60) if b'BOMB' in raw else real(raw, about)\n"
        "other.main(int(sys.argv[2]))"
    )
    monkeypatch.setattr(inbox.worker, "_MAIN", slow)
    whole, bomb = app.id("Whole"), app.id("Bomb")
    asked = app.thread.call(lambda desk: desk.open_mail(bomb))
    answered = 0
    while not asked.done():
        app.ask(lambda desk: desk.counts())
        answered += 1
    assert answered > 3  # while it was being taken apart; the engine that waited for that would answer once, after it
    found: Any = asked.result()
    assert (found.whole, found.problem) == (False, "too_much")
    assert found.passages[0].text == "BOMB"
    assert app.open(whole).whole


def test_there_is_no_second_process_before_a_mail_is_opened(app: App) -> None:
    def has_process() -> bool:
        engine: Any = app.ask(lambda desk: desk)
        return engine._opener._worker is not None and engine._opener._worker.pid is not None

    id = app.id("Whole")
    assert not has_process()
    app.open(id)
    assert has_process()


@pytest.mark.skipif(not CORPUS, reason="needs a folder of odd mails: ECLUSE_ODD_MAILS")
@pytest.mark.logs("could not be taken apart|An account|A mail could not be read|fast mail parser")
def test_the_odd_mails_of_others_from_a_server(app: App, dovecot: Dovecot, user: str) -> None:
    """reliability.md P128: all of them are opened through the engine, by one process. That each takes less than 2 s is
    shown where that is done: test_opening.py."""
    dovecot.put(user, [file.read_bytes() for file in CORPUS])
    app.id("Whole")
    deadline = time.monotonic() + 60
    while app.ask(lambda desk: desk.ledger()).received < 2 + len(CORPUS) and time.monotonic() < deadline:
        app.ask(lambda desk: desk.pull())
    rows = [row for state in (State.RELEASED, State.HELD) for row in app.rows(state)]
    assert len(rows) >= len(CORPUS)
    for row in rows:
        found = app.open(row.item.id)
        assert found.whole, (row.item.subject, found.problem, found.detail)


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no folder"):
        saved(tmp_path / "none", "a", b"x")
    with pytest.raises(RequestError, match="cannot be written"):
        saved(tmp_path, "a" * 300, b"x")
