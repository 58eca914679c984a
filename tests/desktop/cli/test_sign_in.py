"""The whole round by command: a real Dovecot, an authority on the loopback, and a browser that does what one does."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.contract.source_contract import mail
from tests.desktop.cli.conftest import ME, Ring
from tests.servers.authority import Authority
from tests.servers.dovecot import Dovecot


@pytest.fixture
def add(ecluse: Any, ring: Ring, authority: Authority, oauth_dovecot: Dovecot) -> Callable[..., Any]:
    def run(*more: str, **given: Any) -> Any:
        said = {**authority.values(), "host": "localhost", "port": oauth_dovecot.port, "user": ME}
        said["ca_file"] = oauth_dovecot.ca_file
        words = [word for name, value in said.items() for word in (f"--{name.replace('_', '-')}", str(value))]
        return ecluse("account", "add", "imap", "--name", "work", *words, *more, **given)

    return run


def test_signed_in_pulled_expired_refreshed_revoked_and_signed_in_again(
    ecluse: Any, add: Callable[..., Any], authority: Authority, oauth_dovecot: Dovecot, browser: list[int]
) -> None:
    oauth_dovecot.put(ME, [mail(1)])
    authority.plan.lives = 1  # within the minute before its end a token is renewed: each sign-in needs another one
    added = add()
    assert "Sign in at this address" in added.out
    assert 'Account "work" was added: 1 message on ' in added.out
    assert browser == [200]
    assert ecluse("account", "test", "work", "--json").json["auth"] == oauth_dovecot.mechanism
    ecluse("pull")
    oauth_dovecot.put(ME, [mail(2)])
    ecluse("pull")
    assert ecluse("ledger", "--json").json["received"] == 2
    used = [one["refresh_token"] for one in authority.asked if one["grant_type"] == "refresh_token"]
    assert len(used) == len(set(used)) >= 3
    authority.revoke(ME)
    refused = ecluse("account", "test", "work", "--json", expect=1).json
    assert (refused["ok"], refused["problem"], refused["auth"]) == (False, "signed_out", None)
    assert "ecluse account sign-in" in refused["advice"]
    assert (
        "`ecluse account sign-in work`"
        in ecluse("account", "password", "work", "--password-stdin", stdin="x", expect=1).err
    )
    ecluse("account", "sign-in", "work")
    assert ecluse("account", "test", "work", "--json").json["ok"]


def test_nothing_secret_is_written_anywhere(
    ecluse: Any,
    add: Callable[..., Any],
    authority: Authority,
    browser: list[int],
    ring: Ring,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Not even where everything is logged; the keyring has it, and the terminal has seen nothing of it."""
    caplog.set_level(logging.DEBUG)
    authority.plan.lives = 1
    said = [add("--client-secret-stdin", stdin="CANARY-9f3-client"), ecluse("pull")]
    said += [ecluse("account", "list"), ecluse("account", "list", "--json"), ecluse("doctor", expect=1)]
    kept = [value for (_, user), value in ring.kept.items() if user == "work:grant"]
    assert json.loads(kept[0])["refresh"] == authority.tokens[-1]
    secrets = ["CANARY-9f3-client", *authority.tokens]
    assert len(secrets) > 4
    told = " ".join([caplog.text, *(one.out + one.err for one in said)]).encode()
    files = b"".join(path.read_bytes() for path in ecluse.profile.rglob("*") if path.is_file())
    for secret in secrets:
        forms = (secret.encode(), base64.b64encode(secret.encode()).rstrip(b"="), secret.encode("utf-16-le"))
        assert not any(form in files or form in told for form in forms)
    ecluse("account", "remove", "work")
    assert ring.kept == {}


def test_a_code_for_another_device(ecluse: Any, add: Callable[..., Any], authority: Authority) -> None:
    authority.user = ME
    authority.plan.device = ["authorization_pending"]
    added = add("--device")
    assert f"open {authority.url}/device and enter the code WDJB-MJHT" in added.out
    assert ecluse("account", "test", "work", "--json").json["ok"]


def test_its_end_is_told_before_it_comes(
    ecluse: Any, add: Callable[..., Any], authority: Authority, browser: list[int]
) -> None:
    authority.plan.refresh_ends = 7 * 86400 - 60
    add()
    assert "; signs out in 6 days" in ecluse("account", "list").out
    (line,) = ecluse("account", "list", "--json").json
    left = datetime.fromisoformat(line["signs_out"]) - datetime.now(UTC)
    assert timedelta(days=6) < left < timedelta(days=7)
    assert "work: not read: Écluse does not run; signs out in 6 days" in ecluse("doctor", expect=1).out


@pytest.mark.parametrize("what", ["deny", "wrong person", "forged", "audience"])
def test_what_was_not_granted_adds_no_account(
    ecluse: Any, add: Callable[..., Any], authority: Authority, browser: list[int], ring: Ring, what: str
) -> None:
    authority.user = "else@example.org" if what == "wrong person" else ME
    authority.denies = what == "deny"
    authority.plan.forged = what == "forged"
    authority.plan.audience = "another program" if what == "audience" else authority.plan.audience
    refused = add(expect=1)
    assert "Sign in again" in refused.err
    assert ecluse("account", "list", "--json").json == []
    assert ring.kept == {}


def test_what_is_missing_is_said_before_anything_is_asked(ecluse: Any, ring: Ring) -> None:
    where = ("account", "add", "imap", "--host", "localhost", "--user", ME, "--oauth")
    assert (
        "Client id is missing: it must be given by --client-id" in ecluse(*where, "--authority", "google", expect=2).err
    )
    closed = ecluse(*where, "--authority", "yahoo", "--client-id", "x", expect=1)
    assert "Yahoo registers no new mail programs" in closed.err
    found = ecluse("account", "add", "imap", "--address", "me@outlook.com", "--password-stdin", stdin="x", expect=1)
    assert "--oauth --client-id ID" in found.err
    assert ring.kept == {}
