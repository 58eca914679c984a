"""A provider that signs in by OAuth, by command: Teams at a double, an authority on the loopback, and a browser."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.contract.feeds import TOKEN
from tests.desktop.cli.conftest import ME, Ring
from tests.servers.authority import Authority
from tests.servers.graph import Graph


@pytest.fixture
def graph(authority: Authority) -> Iterator[Graph]:
    server = Graph()
    server.tokens = authority.tokens  # grows
    with server.web:
        yield server
    assert server.web.violations == []


@pytest.fixture
def add(ecluse: Any, ring: Ring, authority: Authority, graph: Graph) -> Callable[..., Any]:
    def run(*more: str, **given: Any) -> Any:
        words = ("--issuer", authority.url, "--client-id", "ecluse-test", "--url", graph.url)
        return ecluse("provider", "add", "teams", *words, *more, **given)

    return run


def line(ecluse: Any, name: str = "teams", expect: int = 0) -> dict[str, Any]:
    (found,) = ecluse("provider", "test", name, "--json", expect=expect).json
    return dict(found)


def test_signed_in_read_refreshed_revoked_and_signed_in_again(
    ecluse: Any, add: Callable[..., Any], authority: Authority, browser: list[int], graph: Graph
) -> None:
    authority.plan.lives = 1  # within the minute before its end a token is renewed: each command needs another one
    graph.session = ("Busy", "InAMeeting")
    added = add()
    assert "Sign in at this address" in added.out
    assert 'Provider "teams" was added' in added.out
    assert browser == [200]
    assert line(ecluse)["found"]["level"] == "busy"
    assert line(ecluse)["problem"] is None
    used = [one["refresh_token"] for one in authority.asked if one["grant_type"] == "refresh_token"]
    assert len(used) == len(set(used)) >= 2
    authority.revoke(ME)
    assert line(ecluse, expect=1)["problem"] == "signed_out"
    told = ecluse("provider", "test", "teams", expect=1).out
    assert "signed out: sign in again with `ecluse provider sign-in teams` (The authority says: " in told
    signed = ecluse("provider", "sign-in", "teams")
    assert 'You are signed in to provider "teams".' in signed.out
    assert line(ecluse)["problem"] is None


def test_its_own_rights_are_asked_for(ecluse: Any, add: Callable[..., Any], browser: list[int]) -> None:
    """Not those for mail, which the same authority gives."""
    asked = add().out.split("scope=")[1].split("&")[0]
    assert asked == "Presence.ReadWrite+offline_access"


def test_a_token_is_used_as_it_is(ecluse: Any, ring: Ring, graph: Graph) -> None:
    ecluse("provider", "add", "teams", "--url", graph.url, "--token-stdin", stdin=TOKEN)
    assert line(ecluse)["problem"] is None
    assert [value for (_, user), value in ring.kept.items() if user == "provider:teams:token"] == [TOKEN]
    assert 'sign_in = "token"' in ecluse.paths.settings_file.read_text()
    ecluse("provider", "remove", "teams")
    assert ring.kept == {}


def test_what_would_be_sent_can_be_looked_at(ecluse: Any, ring: Ring, graph: Graph) -> None:
    ecluse("provider", "add", "teams", "--url", graph.url, "--token-stdin", stdin=TOKEN)
    shown = ecluse("focus", "start", "50m", "--dry-run", "--json").out
    assert "setUserPreferredPresence" in shown
    assert "expirationDuration" in shown
    assert "setStatusMessage" in shown
    assert TOKEN not in shown
    assert all(one.method == "GET" for one in graph.web.asked)


def test_what_would_be_sent_needs_nobody_to_sign_in(
    ecluse: Any, add: Callable[..., Any], authority: Authority, browser: list[int], graph: Graph
) -> None:
    add()
    asked = len(authority.asked)
    shown = ecluse("focus", "start", "50m", "--dry-run", "--json").out
    assert "setUserPreferredPresence" in shown
    assert not any(token in shown for token in authority.tokens)
    assert (len(authority.asked), graph.web.asked) == (asked, [])


def test_its_end_is_told_before_it_comes(
    ecluse: Any, add: Callable[..., Any], authority: Authority, browser: list[int]
) -> None:
    authority.plan.refresh_ends = 7 * 86400 - 60
    add()
    assert "signs out in 6 days" in ecluse("provider", "list").out
    assert "teams: signs out in 6 days" in ecluse("doctor", expect=1).out


def test_nothing_secret_is_written_anywhere(
    ecluse: Any,
    add: Callable[..., Any],
    authority: Authority,
    browser: list[int],
    ring: Ring,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    authority.plan.lives = 1
    said = [add("--client-secret-stdin", stdin="CANARY-9f3-client"), ecluse("provider", "test", "teams")]
    said += [ecluse("provider", "list", "--json"), ecluse("presence")]
    kept = [value for (_, user), value in ring.kept.items() if user == "provider:teams:grant"]
    assert json.loads(kept[0])["refresh"] == authority.tokens[-1]
    secrets = ["CANARY-9f3-client", *authority.tokens]
    assert len(secrets) > 4
    told = " ".join([caplog.text, *(one.out + one.err for one in said)]).encode()
    files = b"".join(path.read_bytes() for path in ecluse.profile.rglob("*") if path.is_file())
    for secret in secrets:
        forms = (secret.encode(), base64.b64encode(secret.encode()).rstrip(b"="), secret.encode("utf-16-le"))
        assert not any(form in files or form in told for form in forms)
    ecluse("provider", "remove", "teams")
    assert ring.kept == {}


def test_who_declines_adds_nothing(ecluse: Any, add: Callable[..., Any], authority: Authority, browser: Any) -> None:
    authority.denies = True
    assert "Sign in again" in add(expect=1).err
    assert [one["account"] for one in ecluse("provider", "list", "--json").json] == ["desktop"]


def test_what_is_missing_is_said_before_anything_is_asked(ecluse: Any, ring: Ring) -> None:
    missing = ecluse("provider", "add", "google_chat", expect=2)
    assert "Client id is missing: it must be given by --client-id" in missing.err
    assert "Token is missing" in ecluse("provider", "add", "teams", "--sign-in", "token", expect=2).err
    assert "is wrong" in ecluse("provider", "add", "teams", "--sign-in", "password", expect=2).err
    assert ring.kept == {}


def test_a_token_that_is_gone_from_the_keyring_is_told_of(ecluse: Any, ring: Ring, graph: Graph) -> None:
    ecluse("provider", "add", "teams", "--url", graph.url, "--token-stdin", stdin=TOKEN)
    ring.kept.clear()
    assert line(ecluse, expect=1)["problem"] == "sign_in_refused"
    assert graph.web.asked == []


def test_google_has_no_codes_for_other_devices(ecluse: Any, ring: Ring) -> None:
    refused = ecluse("provider", "add", "google_calendar", "--client-id", "x", "--device", expect=1)
    assert "Google does not let people sign in with a code" in refused.err


def test_a_token_can_be_given_anew(ecluse: Any, ring: Ring, graph: Graph) -> None:
    ecluse("provider", "add", "teams", "--url", graph.url, "--token-stdin", stdin="one that has run out")
    assert line(ecluse, expect=1)["problem"] == "sign_in_refused"
    said = ecluse("provider", "token", "teams", "--token-stdin", stdin=TOKEN)
    assert 'Provider "teams" has a new token.' in said.out
    assert line(ecluse)["problem"] is None
    assert "no token" in ecluse("provider", "token", "desktop", "--token-stdin", stdin="x", expect=1).err
    other = ("provider", "token", "teams", "--secret", "client-secret", "--token-stdin")
    assert "signs in in another way" in ecluse(*other, stdin="x", expect=1).err
    assert "no provider named" in ecluse("provider", "token", "nobody", "--token-stdin", stdin="x", expect=1).err


def test_without_a_keyring_it_is_said_how_long_it_lasts(ecluse: Any, graph: Graph) -> None:
    added = ecluse("provider", "add", "teams", "--url", graph.url, "--token-stdin", stdin=TOKEN)
    assert "The secret of teams could not be kept in the keyring" in added.err
    assert "`ecluse provider token teams`" in added.err


def test_a_sign_in_that_reaches_not_far_enough_is_not_asked_for_again(
    ecluse: Any, add: Callable[..., Any], authority: Authority, browser: list[int], graph: Graph
) -> None:
    """Another token of the same person is refused, too: nothing is renewed for it, and nobody told to sign in again."""
    add()
    renewed = len(authority.asked)
    graph.personal = True
    found = ecluse("provider", "test", "teams", expect=1).out
    assert "Teams does not permit this: Personal Microsoft accounts are not supported." in found
    assert "provider sign-in" not in found
    assert len(authority.asked) <= renewed + 1


def test_a_grant_is_taken_back_with_the_last_of_its_client(
    ecluse: Any, add: Callable[..., Any], authority: Authority, browser: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At Google all grants of a client go with one: whoever removes Chat would be signed out of Calendar, too."""
    taken: list[str] = []
    monkeypatch.setattr("inbox.oauth.endpoint.revoked", lambda authority, client, refresh: taken.append(client.id))
    add()
    add("--name", "second")
    ecluse("provider", "remove", "teams")
    assert taken == []
    assert line(ecluse, "second")["problem"] is None
    ecluse("provider", "remove", "second")
    assert taken == ["ecluse-test"]
