"""A running engine with an account that signs in by OAuth at a real Dovecot: read, sent, withdrawn, signed in again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
import requests

from desktop.core.heartbeat import EngineThread
from desktop.core.opening import engine_thread
from desktop.core.paths import Paths
from desktop.core.secrets import Secrets
from desktop.core.sign_ins import GRANT, packed
from inbox.oauth import Client, Granted, endpoint
from inbox.oauth.authorities import authority as authority_of
from inbox.oauth.browser import BrowserSignIn
from inbox.oauth.endpoint import described
from tests.contract.source_contract import mail
from tests.desktop.cli.conftest import Ring
from tests.servers.authority import Authority
from tests.servers.dovecot import Dovecot

ME = "me@example.org"
SECONDS = 20


@pytest.fixture
def ring() -> Iterator[Ring]:
    before = keyring.get_keyring()
    keyring.set_keyring(found := Ring())
    yield found
    keyring.set_keyring(before)


@pytest.fixture
def engine(tmp_path: Path, ring: Ring) -> Iterator[EngineThread]:
    paths = Paths.of(tmp_path / "profile")
    paths.prepare()
    made = engine_thread(paths, lambda _: None, live=True, secrets=Secrets("test"))
    made.start().result(SECONDS)
    yield made
    assert made.stop(SECONDS)


def _until(condition: Callable[[], bool], why: Callable[[], object] = lambda: "") -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"it did not come to pass: {why()}"
        threading.Event().wait(0.02)


def test_read_withdrawn_and_signed_in_again(
    engine: EngineThread, authority: Authority, oauth_dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []
    refreshed = endpoint.refreshed

    def noted(*given: object) -> Granted:
        threads.append(threading.current_thread().name)
        return refreshed(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(endpoint, "refreshed", noted)
    server = {"host": "localhost", "port": oauth_dovecot.port, "ca_file": str(oauth_dovecot.ca_file)}
    values = {**authority.values(user=ME), **server}
    oauth_dovecot.put(ME, [mail(1)])
    authority.plan.lives = 1  # each new connection needs another token

    def grant() -> str:
        sign_in = BrowserSignIn(described(authority_of(authority.values())), Client("ecluse-test"))
        browser = threading.Thread(target=lambda: requests.get(authority.browse(sign_in.url, ME), timeout=10))
        browser.start()
        with closing(sign_in):
            found = packed(sign_in.granted(lambda: datetime.now(UTC)))
        browser.join(60)
        return str(found)

    def lines() -> object:
        return engine.call(lambda desk: desk.accounts()).result(SECONDS)

    def health() -> str:
        return engine.call(lambda desk: desk.accounts()).result(SECONDS)[0].health

    engine.call(lambda desk: desk.add_account("work", "imap", values, {GRANT: grant()})).result(SECONDS)
    _until(lambda: health() == "ok", lines)
    assert set(threads) == {"source:imap:work"}  # never the engine's
    assert engine.call(lambda desk: desk.ledger()).result(SECONDS).received == 1
    engine.call(lambda desk: desk.pull("work")).result(SECONDS)  # whatever was going on is over
    authority.revoke(ME)
    engine.call(lambda desk: desk.change_account("work", {**values, "poll_seconds": 60}, {})).result(SECONDS)
    _until(lambda: health() == "signed_out", lines)
    asked = len(authority.asked)
    engine.call(lambda desk: desk.pull("work")).result(SECONDS)
    assert health() == "signed_out"
    assert len(authority.asked) == asked  # it was told No once, and is not asked in a loop
    engine.call(lambda desk: desk.change_account("work", values, {GRANT: grant()})).result(SECONDS)
    _until(lambda: health() == "ok", lines)
