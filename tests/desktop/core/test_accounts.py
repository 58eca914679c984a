"""The accounts of a real engine: what they read when their settings change, and what they make of a bad moment."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked
from sqlalchemy.exc import OperationalError

from desktop.core import accounts as module
from desktop.core.accounts import Accounts, NoKeyring, NoSecret, Wiring
from desktop.core.engine import Engine
from desktop.core.heartbeat import EngineThread
from desktop.core.opening import engine_thread
from desktop.core.paths import Paths
from desktop.core.secrets import Secrets
from desktop.core.sign_ins import SignIns
from desktop.core.views import AccountLine, AccountSettings
from inbox.item import Fetched, State
from inbox.runner import Health
from inbox.sources import Remark, Start, Value
from inbox.sources.folder import FolderSource
from tests.contract.source_contract import mail
from tests.waiting import until

SECONDS = 60
NOWHERE = AccountSettings("post", "imap", {"host": "imap.example.invalid", "user": "me"})


class Lockable(KeyringBackend):
    priority = 1
    locked = True

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("dismissed")
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("dismissed")


@pytest.fixture
def ring() -> Iterator[Lockable]:
    before = keyring.get_keyring()
    made = Lockable()  # type: ignore[no-untyped-call]
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def engine(tmp_path: Path, ring: Lockable) -> Iterator[EngineThread]:
    paths = Paths.of(tmp_path / "profile")
    paths.prepare()
    ring.locked = False
    thread = engine_thread(paths, lambda _: None, live=True, secrets=Secrets("test"))
    thread.start()
    yield thread
    thread.stop()


def _folder(place: Path, first: int, how_many: int) -> dict[str, Value]:
    place.mkdir()
    for number in range(how_many):
        (place / f"{number}.eml").write_bytes(mail(first + number))
    return {"path": str(place), "poll_seconds": 3600}


def _received(engine: EngineThread) -> int:
    engine.call(lambda desk: desk.pull()).result(SECONDS)
    return engine.call(lambda desk: desk.ledger().received).result(SECONDS)


def _cursors(folder: Path) -> list[str]:
    with closing(sqlite3.connect(Paths.of(folder / "profile").database)) as connection:
        return [value for (value,) in connection.execute("SELECT value FROM cursor")]


def _line(engine: EngineThread) -> AccountLine:
    (line,) = engine.call(lambda desk: desk.accounts()).result(SECONDS)
    return line


def test_another_place_under_the_same_name_is_read_from_its_start(engine: EngineThread, tmp_path: Path) -> None:
    one, other = _folder(tmp_path / "one", 0, 6), _folder(tmp_path / "other", 10, 10)
    engine.call(lambda desk: desk.add_account("work", "folder", one, {})).result(SECONDS)
    assert _received(engine) == 6
    engine.call(lambda desk: desk.change_account("work", other, {})).result(SECONDS)
    assert _received(engine) == 16
    kept = _cursors(tmp_path)
    engine.call(lambda desk: desk.change_account("work", {**other, "poll_seconds": 60}, {})).result(SECONDS)
    assert _received(engine) == 16
    assert _cursors(tmp_path) == kept


def test_an_account_that_was_removed_starts_over(engine: EngineThread, tmp_path: Path) -> None:
    one = _folder(tmp_path / "one", 0, 6)
    engine.call(lambda desk: desk.add_account("work", "folder", one, {})).result(SECONDS)
    assert _received(engine) == 6
    engine.call(lambda desk: desk.remove_account("work")).result(SECONDS)
    assert _cursors(tmp_path) == []
    engine.call(lambda desk: desk.add_account("work", "folder", one, {})).result(SECONDS)
    assert _received(engine) == 6


@pytest.mark.parametrize(
    "error", [OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full")), OSError("no room")]
)
def test_a_disk_that_is_full_for_a_moment_stops_no_account(
    engine: EngineThread, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def full(self: Engine, account: str, fetched: Fetched) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(Engine, "arrived", full)
        one = _folder(tmp_path / "one", 0, 3)
        engine.call(lambda desk: desk.add_account("work", "folder", one, {})).result(SECONDS)
        assert _received(engine) == 0
        until(lambda: _line(engine).health == "offline")
    assert _line(engine).detail.startswith("the queue could not be written: ")
    assert _received(engine) == 3


def test_a_mail_is_opened_also_while_thousands_are_being_fetched(
    engine: EngineThread, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "URGENT_SECONDS", 0.05)
    one = _folder(tmp_path / "one", 0, 1)
    engine.call(lambda desk: desk.add_account("work", "folder", one, {})).result(SECONDS)
    assert _received(engine) == 1
    begun, over = threading.Event(), threading.Event()

    def long(self: FolderSource, cursor: str, now: datetime) -> Iterator[Fetched]:
        begun.set()
        over.wait(6 * SECONDS)
        yield Fetched((), cursor)

    monkeypatch.setattr(FolderSource, "fetch", long)
    pulled = engine.call(lambda desk: desk.pull())
    assert begun.wait(SECONDS)
    (row,) = engine.call(lambda desk: desk.rows(State.RELEASED) + desk.rows(State.HELD)).result(SECONDS)
    opened = engine.call(lambda desk: desk.open_mail(row.item.id)).result(SECONDS)
    assert not over.is_set()
    assert (opened.problem, opened.whole) == ("", True)
    over.set()
    pulled.result(SECONDS)


def _accounts(secrets: Secrets, cursor: Callable[[str], str] = lambda _: "") -> Accounts:
    now = lambda: datetime.now(UTC)  # noqa: E731
    wiring = Wiring(cursor, lambda _: None, lambda *_: lambda: None, lambda: None, now)
    return Accounts(secrets, Start(), wiring, SignIns(secrets, Path("unused"), now))


@pytest.mark.logs("The keyring cannot be used")
def test_a_keyring_that_is_locked_at_log_in_is_asked_again(ring: Lockable) -> None:
    accounts = _accounts(Secrets("test"))
    accounts.follow((NOWHERE,), running=True)

    def line() -> AccountLine:
        return accounts.lines(lambda _: 0)[0]

    until(lambda: line().health == "no_keyring")
    assert line().detail == "the keyring cannot be asked: it is locked, and was not unlocked"
    next_try = line().next_try
    assert next_try is not None
    assert 50 < (next_try - datetime.now(UTC)).total_seconds() <= 60
    ring.locked = False
    accounts.ask()()
    until(lambda: line().health == "no_secret")
    accounts.close()


@pytest.mark.logs("The keyring cannot be used")
def test_a_test_without_a_password_says_so_and_asks_no_server(ring: Lockable) -> None:
    accounts = _accounts(Secrets("test"))
    with pytest.raises(NoKeyring, match="locked"):
        accounts.probe(NOWHERE, {})
    ring.locked = False
    with pytest.raises(NoSecret):
        accounts.probe(NOWHERE, {})


def test_what_a_server_wants_to_be_read_is_told_once() -> None:
    """P26."""
    told: list[tuple[str, str]] = []
    now = datetime.now(UTC)
    wiring = Wiring(
        lambda _: "", lambda _: None, lambda *_: lambda: None, lambda: None, lambda: now,
        alert=lambda account, text: told.append((account, text)),
    )  # fmt: skip
    secrets = Secrets("test")
    accounts = Accounts(secrets, Start(), wiring, SignIns(secrets, Path("unused"), lambda: now))
    missing = Remark("mailbox", "gone", "Clients")
    for remarks in ((Remark("alert", "one"), missing), (Remark("alert", "one"),), (Remark("alert", "two"),)):
        accounts._report("work", Health("ok", now, remarks=remarks))
    assert told == [("work", "one"), ("work", "two")]
    for number in range(100):  # a server that has the time in it
        accounts._report("work", Health("ok", now, remarks=(Remark("alert", f"it is {number}"),)))
    assert len(told) == module.MOST_ALERTS


def test_a_server_that_answers_again_is_told_of_once() -> None:
    times: list[None] = []
    now = datetime.now(UTC)
    wiring = Wiring(
        lambda _: "", lambda _: None, lambda *_: lambda: None, lambda: None, lambda: now,
        reconnected=lambda: times.append(None),
    )  # fmt: skip
    secrets = Secrets("test")
    accounts = Accounts(secrets, Start(), wiring, SignIns(secrets, Path("unused"), lambda: now))
    for code in ("ok", "ok", "offline", "offline"):
        accounts._report("work", Health(code, now))
    assert not times
    for code in ("sign_in_refused", "ok", "ok"):  # who refuses us can be reached
        accounts._report("work", Health(code, now))
    assert len(times) == 1


def test_a_pull_waits_once_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PULL_SECONDS", 2.0)
    go_on = threading.Event()

    def hangs(_: str) -> str:
        go_on.wait(SECONDS)
        return ""

    accounts = _accounts(Secrets("test"), hangs)
    values = _folder(tmp_path / "one", 0, 1)
    accounts.follow(tuple(AccountSettings(f"work{n}", "folder", values) for n in range(5)), running=True)
    before = time.monotonic()
    accounts.ask()()
    assert 2.0 <= time.monotonic() - before < 8.0  # five times that, were each waited for in turn
    go_on.set()
    accounts.close()
