"""Grants and the tokens made from them: kept at once, shared by an account's connections, never asked for in a loop."""

from __future__ import annotations

import json
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import keyring
import pytest
import requests

from desktop.core.desk import RequestError
from desktop.core.secrets import Secrets
from desktop.core.sign_ins import GRANT, SignIns, packed, unpacked
from desktop.core.signing_in import SigningIn
from desktop.core.views import AccountSettings
from inbox.errors import Offline, SignedOut, WrongSetting
from inbox.oauth import Granted, Tokens
from tests.desktop.cli.conftest import Ring
from tests.servers.authority import Authority

ME = "me@example.org"
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def ring() -> Iterator[Ring]:
    before = keyring.get_keyring()
    keyring.set_keyring(found := Ring())
    yield found
    keyring.set_keyring(before)


@pytest.fixture
def secrets() -> Secrets:
    return Secrets("test")


@pytest.fixture
def sign_ins(tmp_path: Path, secrets: Secrets) -> SignIns:
    return SignIns(secrets, tmp_path / "sign_ins.json", lambda: datetime.now(UTC))


def account(authority: Authority) -> AccountSettings:
    return AccountSettings("work", "imap", authority.values(user=ME))


def grant(authority: Authority, sign_ins: SignIns) -> str:
    """What signing in gives, by way of the real thing."""
    threads: list[threading.Thread] = []

    def elsewhere(work: Any) -> None:
        threads.append(threading.Thread(target=work))
        threads[-1].start()

    signing = SigningIn(sign_ins, lambda _, given: dict(given), lambda: datetime.now(UTC), elsewhere)
    step = signing.begin("imap", account(authority).values, {}).run()
    assert signing.finish(step.id, 0.01).run() is None
    requests.get(authority.browse(step.url, ME), timeout=10)
    found = signing.finish(step.id, 10).run()
    threads[0].join(60)
    assert found is not None
    with pytest.raises(RequestError):
        signing.finish("another")
    return found


def kept(authority: Authority, sign_ins: SignIns, secrets: Secrets) -> Tokens:
    found = grant(authority, sign_ins)
    secrets.put("work", GRANT, sign_ins.latest(found))
    tokens = sign_ins.tokens(account(authority), {GRANT: found}, {})
    assert tokens is not None
    return tokens


def refreshes(authority: Authority) -> list[str]:
    return [one["refresh_token"] for one in authority.asked if one["grant_type"] == "refresh_token"]


def test_a_fresh_sign_in_is_used_as_it_is(authority: Authority, sign_ins: SignIns, secrets: Secrets) -> None:
    tokens = kept(authority, sign_ins, secrets)
    assert tokens.token() == tokens.token() == authority.tokens[0]
    assert refreshes(authority) == []


def test_a_rotated_refresh_token_is_in_the_keyring_at_once(
    authority: Authority, sign_ins: SignIns, secrets: Secrets, ring: Ring
) -> None:
    tokens = kept(authority, sign_ins, secrets)
    first = tokens.token()
    assert tokens.token(refused=first) != first
    (stored,) = ring.kept.values()
    whose = f"{authority.url}/oauth2/token"
    assert json.loads(stored) == {"refresh": authority.tokens[-1], "signs_out": None, "by": whose}
    anew = SignIns(Secrets("test"), Path("unused"), lambda: datetime.now(UTC))  # after a restart
    again = anew.tokens(account(authority), {GRANT: stored}, {})
    assert again is not None
    assert again.token() == authority.tokens[-2]
    assert len(set(refreshes(authority))) == 2


def test_another_authority_is_not_told_what_one_has_given(
    authority: Authority, sign_ins: SignIns, secrets: Secrets
) -> None:
    """Whoever corrects an account's settings and tests them keeps the old sign-in until there is a new one."""
    kept(authority, sign_ins, secrets)
    with Authority() as other:
        changed = account(other)
        tokens = sign_ins.tokens(changed, {GRANT: secrets.get("work", GRANT) or ""}, {})
        assert tokens is not None
        with pytest.raises(SignedOut, match="another authority"):
            tokens.token(refused=tokens.token())
        assert sign_ins.forget(changed) == ""
        assert other.asked == []
    assert refreshes(authority) == []


def test_ten_threads_renew_once(authority: Authority, sign_ins: SignIns, secrets: Secrets) -> None:
    """The reading and the sending of an account share it; each refresh token is good but once."""
    tokens = kept(authority, sign_ins, secrets)
    stale, found = tokens.token(), []
    threads = [threading.Thread(target=lambda: found.append(tokens.token(refused=stale))) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == 10
    assert len(set(found)) == 1
    assert len(refreshes(authority)) == 1


def test_a_test_that_renews_costs_the_account_nothing(
    authority: Authority, sign_ins: SignIns, secrets: Secrets
) -> None:
    """What is tested before it is kept, and what is tested with other settings beside the account."""
    found = grant(authority, sign_ins)
    tested = sign_ins.tokens(account(authority), {GRANT: found}, {GRANT: found})
    assert tested is not None
    tested.token(refused=tested.token())
    secrets.put("work", GRANT, sign_ins.latest(found))
    running = sign_ins.tokens(account(authority), {GRANT: found}, {})
    edited = AccountSettings("work", "imap", {**account(authority).values, "port": 993})
    beside = sign_ins.tokens(edited, {GRANT: found}, {})
    assert running is not None
    assert beside is not None
    assert beside is not running
    assert beside.token(refused=running.token()) == running.token(refused=authority.tokens[-4])
    assert running.token(refused=running.token())


def test_a_withdrawn_grant_is_not_asked_about_again(
    authority: Authority, sign_ins: SignIns, secrets: Secrets, ring: Ring
) -> None:
    tokens = kept(authority, sign_ins, secrets)
    stale = tokens.token()
    authority.revoke(ME)
    for _ in range(3):
        with pytest.raises(SignedOut):
            tokens.token(refused=stale)
    assert len(refreshes(authority)) == 1
    assert len(ring.kept) == 1  # the old one is kept: a server may have been wrong
    sign_ins.drop("work")  # somebody signed in again
    assert kept(authority, sign_ins, secrets).token() != stale


def test_an_authority_that_is_away_signs_nobody_out(authority: Authority, sign_ins: SignIns, secrets: Secrets) -> None:
    tokens = kept(authority, sign_ins, secrets)
    stale = tokens.token()
    authority.plan.broken = "busy"
    with pytest.raises(Offline):
        tokens.token(refused=stale)
    authority.plan.broken = ""
    assert tokens.token(refused=stale) != stale


def test_when_it_ends_is_known_without_a_keyring(
    authority: Authority, sign_ins: SignIns, secrets: Secrets, tmp_path: Path
) -> None:
    authority.plan.refresh_ends = 7 * 86400
    found = grant(authority, sign_ins)
    sign_ins.began("work", found)
    file = tmp_path / "sign_ins.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    end = SignIns(Secrets("other"), file, lambda: NOW).signs_out("work")
    assert end is not None
    assert abs(end - datetime.now(UTC) - timedelta(days=7)) < timedelta(seconds=30)
    assert not any(token in file.read_text() for token in authority.tokens)
    secrets.put("work", GRANT, found)
    assert sign_ins.forget(account(authority)) == ""
    assert sign_ins.signs_out("work") is None


@pytest.mark.logs("could not be read")
def test_a_file_that_is_no_such_file_costs_nothing(tmp_path: Path, secrets: Secrets) -> None:
    for content in ("{", "[]", '{"work": 7, "post": "soon"}', "[" * 10_000):
        (tmp_path / "x").write_text(content)
        assert SignIns(secrets, tmp_path / "x", lambda: NOW).signs_out("work") is None


@pytest.mark.parametrize("text", ["", "junk", "[]", "{}", '{"access": "x"}', "7", "null"])
def test_what_is_no_grant_signs_nobody_in(text: str) -> None:
    with pytest.raises(SignedOut):
        unpacked(text)


def test_a_grant_is_told_to_nobody() -> None:
    granted = Granted("CANARY-access", NOW, "CANARY-refresh", NOW)
    assert "CANARY" not in repr(granted) + repr(packed(granted))
    assert "CANARY-access" not in str(packed(granted))  # the keyring gets what it needs, and no more
    assert unpacked(packed(Granted("only", NOW.replace(microsecond=0)))).access == "only"


def test_nothing_begins_without_a_client_id(authority: Authority, sign_ins: SignIns) -> None:
    signing = SigningIn(sign_ins, lambda _, given: dict(given), lambda: NOW, lambda _: None)
    with pytest.raises(WrongSetting) as caught:
        signing.begin("imap", {**authority.values(), "client_id": " "}, {}).run()
    assert caught.value.field == "client_id"
