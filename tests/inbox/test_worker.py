"""The process that takes mails apart: what it is given can freeze, fill or crash nothing but it (P108)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import inbox.worker
from inbox.mail.opening import About, opened
from inbox.worker import TooMuch, Worker
from tests.waiting import until

ABOUT = About()
MAIL = b"From: Anna <anna@example.org>\r\nSubject: Hi\r\n\r\nHello\r\n> quoted\r\n"
PATIENCE = 60.0
"""Seconds for a mail, where it is not about how long one may take: the machine may be busy."""
ROOT = Path(__file__).parents[2]


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker(PATIENCE)
    yield made
    made.close()


def acting(monkeypatch: pytest.MonkeyPatch, deed: str) -> None:
    """The next process does `deed` with every mail that holds the word BOMB."""
    code = f"""
        import sys; sys.path.insert(0, sys.argv[1])
        import os, signal, time
        from inbox.mail import opening
        from inbox.worker import __main__ as other
        real = opening.opened
        def opened(raw, about):
            if b"BOMB" in raw:
                {deed}
            return real(raw, about)
        opening.opened = opened
        other.main(int(sys.argv[2]))
    """
    monkeypatch.setattr(inbox.worker, "_MAIN", textwrap.dedent(code))


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_it_opens_as_the_pure_function_does_in_one_process(worker: Worker) -> None:
    assert worker.pid is None
    assert worker.opened(MAIL, ABOUT) == opened(MAIL, ABOUT)
    first = worker.pid
    assert worker.opened(MAIL, About(known=("example.org",))).passages
    assert worker.pid == first


def test_it_gives_an_attachment(worker: Worker) -> None:
    raw = b"Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8="
    assert worker.attachment(raw, 0) == ("a.pdf", b"Hello")
    assert worker.attachment(raw, 7) is None


def test_a_large_mail_goes_through(worker: Worker) -> None:
    line = b"A" * 76 + b"\r\n"
    raw = b"Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + line * 400_000
    found = worker.attachment(raw, 0)
    assert found is not None
    assert len(found[1]) == 400_000 * 57


@pytest.mark.parametrize(
    ("deed", "says"),
    [
        ("time.sleep(60)", "longer"),
        ("while True: pass", "longer"),
        ("[0] * 10**10", "MemoryError"),
        ("raise ValueError", "ValueError"),
        ("exec('f = lambda: f()'); eval('f()')", "Error"),
        ("os._exit(3)", "ended"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "ended"),
        ("os.write(int(sys.argv[2]), b'x' * 64)", "ended"),
    ],
)
@pytest.mark.logs("could not be taken apart")
def test_what_breaks_it_is_said_and_the_next_mail_is_opened(
    monkeypatch: pytest.MonkeyPatch, deed: str, says: str
) -> None:
    acting(monkeypatch, deed)
    worker = Worker(PATIENCE)
    try:
        assert worker.opened(MAIL, ABOUT).passages
        worker._seconds = 1.0 if says == "longer" else PATIENCE
        started = time.monotonic()
        with pytest.raises(TooMuch, match=says):
            worker.opened(b"Subject: BOMB\r\n\r\n", ABOUT)
        assert time.monotonic() - started < 30.0
        worker._seconds = PATIENCE
        assert worker.opened(MAIL, ABOUT) == opened(MAIL, ABOUT)
    finally:
        worker.close()


@pytest.mark.logs("could not be taken apart")
def test_it_writes_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "x"
    deed = (
        f"signal.signal(signal.SIGXFSZ, signal.SIG_IGN); os.write(os.open({str(file)!r}, os.O_CREAT | os.O_RDWR), b'x')"
    )
    acting(monkeypatch, deed)
    worker = Worker(PATIENCE)
    try:
        with pytest.raises(TooMuch, match="OSError"):
            worker.opened(b"Subject: BOMB\r\n\r\n", ABOUT)
    finally:
        worker.close()
    assert file.read_text() == ""


def test_one_that_was_killed_is_replaced(worker: Worker) -> None:
    worker.opened(MAIL, ABOUT)
    killed = worker.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    until(lambda: not is_there(killed))
    assert worker.opened(MAIL, ABOUT).passages


def test_closing_ends_it_in_the_midst_of_a_mail(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    acting(monkeypatch, f"open({str(begun)!r}, 'x').close(); time.sleep(240)")
    worker, said = Worker(2 * PATIENCE), list[Any]()
    worker.opened(MAIL, ABOUT)
    pid = worker.pid
    assert pid is not None

    def ask() -> None:
        try:
            worker.opened(b"Subject: BOMB\r\n\r\n", ABOUT)
        except TooMuch as error:
            said.append(error)

    asking = Thread(target=ask)
    asking.start()
    until(begun.exists)
    worker.close()
    asking.join(PATIENCE)  # less than the mail may take
    assert len(said) == 1
    until(lambda: not is_there(pid))
    with pytest.raises(TooMuch):
        worker.opened(MAIL, ABOUT)


def test_it_ends_with_an_app_that_is_killed() -> None:
    code = (
        "import sys, time; from inbox.worker import Worker; from inbox.mail.opening import About\n"
        "w = Worker(); w.opened(b'x', About()); print(w.pid, flush=True); time.sleep(60)"
    )
    app = subprocess.Popen((sys.executable, "-c", code), stdout=subprocess.PIPE, cwd=ROOT, text=True)
    assert app.stdout is not None
    with app.stdout:
        pid = int(app.stdout.readline())
        assert is_there(pid)
        app.kill()
        app.wait(60)
    until(lambda: not is_there(pid))


def test_it_can_be_started_while_the_mail_is_on_its_way(worker: Worker) -> None:
    worker.prepare()
    first = worker.pid
    assert first is not None
    worker.prepare()
    assert worker.opened(MAIL, ABOUT).passages
    assert worker.pid == first


@pytest.mark.logs("could not be taken apart")
def test_one_that_does_not_start_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox.worker, "_MAIN", "import sys; sys.exit(3)")
    worker = Worker(PATIENCE)
    worker.prepare()
    with pytest.raises(TooMuch, match="does not start"):
        worker.opened(MAIL, ABOUT)
    worker.close()
    worker.prepare()
    assert worker.pid is None


def test_where_no_process_can_be_started_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    worker = Worker(PATIENCE)
    worker.prepare()
    with pytest.raises(TooMuch, match="does not start"):
        worker.opened(MAIL, ABOUT)


def test_one_that_ends_for_want_of_mails_as_one_comes_costs_that_mail_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    acting(monkeypatch, "sys.argv.append(''); len(sys.argv) > 4 and os._exit(0)")  # with its second mail
    raw = MAIL + b"BOMB"
    worker = Worker(PATIENCE)
    try:
        assert worker.opened(raw, ABOUT) == opened(raw, ABOUT)
        first = worker.pid
        assert worker.opened(raw, ABOUT) == opened(raw, ABOUT)
        assert worker.pid != first
    finally:
        worker.close()
