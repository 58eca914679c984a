from __future__ import annotations

import logging
import stat
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core import logs

CANARY = "CANARY-9f3/+ &x"
log = logging.getLogger("test")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "ecluse.log"
    level = logging.getLogger().level
    handler = logs.set_up(path)
    yield path
    logs.tear_down(handler)
    logging.getLogger().setLevel(level)


def test_one_event_is_one_line(file: Path) -> None:
    log.info("subject: %s", "hello\n2026-11-22T10:00:00Z ERROR [engine] fake: you owe me\x1b[2J\u202e")
    lines = file.read_text().splitlines()
    assert len(lines) == 1
    assert "\\x0a2026-11-22" in lines[0]
    assert "\\x1b[2J\\u202e" in lines[0]
    assert "INFO [MainThread] test: subject" in lines[0]


def test_a_traceback_stays_on_its_line_and_hides_secrets(file: Path, logs_allowed: None) -> None:
    logs.hide(CANARY)
    try:
        raise ValueError(f"LOGIN me {CANARY} refused, see https://me:hunter2@host/ and CANARY-9f3%2F%2B%20%26x")
    except ValueError:
        log.exception("sign-in with %s", CANARY)
    (line,) = file.read_text().splitlines()
    assert "ValueError" in line
    assert "CANARY-9f3" not in line
    assert "hunter2" not in line


@pytest.fixture
def logs_allowed(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("logs").allow("sign-in|a thread ended|careful|full")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_ends_by_an_error_is_in_the_log(file: Path, logs_allowed: None) -> None:
    thread = threading.Thread(target=lambda: 1 // 0, name="worker")
    thread.start()
    thread.join()
    assert "CRITICAL [worker] uncaught: a thread ended" in file.read_text()
    assert "ZeroDivisionError" in file.read_text()


def test_libraries_that_log_what_is_typed_stay_quiet(file: Path) -> None:
    logging.getLogger().setLevel(logging.DEBUG)
    logging.getLogger("imapclient.imaplib").debug("> LOGIN me hunter2")
    logging.getLogger("imapclient").debug("> LOGIN me hunter2")
    assert "hunter2" not in file.read_text()


def test_the_files_are_private_and_few(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = next(one for one in logging.getLogger().handlers if isinstance(one, logs.PrivateFile))
    handler.maxBytes = 200
    for number in range(40):
        log.info("line %d %s", number, "x" * 60)
    files = list(file.parent.iterdir())
    assert len(files) == logs.FILES
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_warning_goes_to_the_log(file: Path, logs_allowed: None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("careful", stacklevel=1)
    assert "careful" in file.read_text()
