"""Signing in with a browser and with a code, renewing and taking back, at an authority on the loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from inbox.errors import CertificateRefused, Offline, SignedOut, SourceError, WrongSetting
from inbox.oauth import Authority as Settings
from inbox.oauth import Client, Granted, SignIn, authorities
from inbox.oauth.browser import BrowserSignIn
from inbox.oauth.device import DeviceSignIn
from inbox.oauth.endpoint import described, granted, refreshed
from inbox.wakeup import Wakeup
from tests.servers.authority import Authority
from tests.servers.pages import Pages

ME = "me@example.org"
CLIENT = Client("ecluse-test")
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def settings(authority: Authority) -> Settings:
    return described(authorities.authority(authority.values()))


class Waiting:
    """A sign-in that is waited for on a thread of its own."""

    def __init__(self, sign_in: SignIn) -> None:
        self.sign_in = sign_in
        self.came: list[Granted | Exception] = []
        self._thread = threading.Thread(target=self._wait)
        self._thread.start()

    def _wait(self) -> None:
        try:
            with closing(self.sign_in):
                self.came.append(self.sign_in.granted(lambda: NOON))
        except SourceError as error:
            self.came.append(error)

    def end(self) -> Granted | Exception:
        self._thread.join(15)
        assert not self._thread.is_alive()
        return self.came[0]


@pytest.fixture
def browser(settings: Settings) -> Iterator[Callable[..., Waiting]]:
    begun: list[Waiting] = []

    def begin(client: Client = CLIENT, **changed: Any) -> Waiting:
        begun.append(Waiting(BrowserSignIn(replace(settings, **changed), client, user=ME)))
        return begun[-1]

    yield begin
    for one in begun:
        one.sign_in.stop()
        one.end()


def test_a_browser_signs_in(authority: Authority, browser: Callable[..., Waiting]) -> None:
    authority.plan.lives, authority.plan.refresh_ends = 600, 7 * 86400
    waiting = browser()
    asked = {name: values[0] for name, values in parse_qs(urlsplit(waiting.sign_in.url).query).items()}
    assert (asked["response_type"], asked["code_challenge_method"], asked["login_hint"]) == ("code", "S256", ME)
    assert len(asked["state"]) >= 22  # 128 bits in base64
    assert requests.get(authority.browse(waiting.sign_in.url, ME), timeout=10).status_code == 200
    found = waiting.end()
    assert isinstance(found, Granted)
    assert found.expires_at == NOON + timedelta(seconds=600)
    assert found.signs_out == NOON + timedelta(days=7)
    assert found.access in authority.tokens
    assert not any(token in repr(found) for token in authority.tokens)
    assert "code_verifier" in authority.asked[0]
    assert asked["code_challenge"] not in authority.asked[0]["code_verifier"]


def test_a_stolen_code_is_worth_nothing(authority: Authority, browser: Callable[..., Waiting]) -> None:
    """Who has the code but not the verifier; and who puts a code of another sign-in in the place of ours."""
    mine, theirs = browser(), browser()
    code = parse_qs(urlsplit(authority.browse(theirs.sign_in.url, "thief@example.org")).query)["code"][0]
    state = parse_qs(urlsplit(mine.sign_in.url).query)["state"][0]
    here = parse_qs(urlsplit(mine.sign_in.url).query)["redirect_uri"][0]
    requests.get(here, params={"code": code, "state": state}, timeout=10)
    assert isinstance(mine.end(), SignedOut)
    assert authority.tokens == []


def test_an_answer_to_another_sign_in_gets_nowhere(authority: Authority, browser: Callable[..., Waiting]) -> None:
    mine, theirs = browser(), browser()
    to = authority.browse(theirs.sign_in.url, ME)
    here = parse_qs(urlsplit(mine.sign_in.url).query)["redirect_uri"][0]
    assert requests.get(f"{here}?{urlsplit(to).query}", timeout=10).status_code == 400
    assert mine.came == []


def test_who_declines_is_signed_out(authority: Authority, browser: Callable[..., Waiting]) -> None:
    waiting = browser()
    requests.get(authority.browse(waiting.sign_in.url, ME, deny=True), timeout=10)
    assert isinstance(found := waiting.end(), SignedOut)
    assert "access_denied" in found.detail


def test_it_can_be_stopped(browser: Callable[..., Waiting]) -> None:
    waiting = browser()
    waiting.sign_in.stop()
    assert isinstance(waiting.end(), Offline)


def test_a_client_with_a_secret_proves_it(authority: Authority, browser: Callable[..., Waiting]) -> None:
    for method, named in (("client_secret_post", True), ("client_secret_basic", False)):
        waiting = browser(Client("ecluse-test", "CANARY-9f3"), secret_method=method)
        requests.get(authority.browse(waiting.sign_in.url, ME), timeout=10)
        assert isinstance(waiting.end(), Granted)
        assert ("client_secret" in authority.asked[-1]) is named
    assert "CANARY" not in repr(Client("ecluse-test", "CANARY-9f3"))


def signed_in(authority: Authority, browser: Callable[..., Waiting]) -> Granted:
    waiting = browser()
    requests.get(authority.browse(waiting.sign_in.url, ME), timeout=10)
    found = waiting.end()
    assert isinstance(found, Granted)
    return found


def test_a_refresh_token_is_exchanged_and_dies_with_its_use(
    authority: Authority, settings: Settings, browser: Callable[..., Waiting]
) -> None:
    first = signed_in(authority, browser)
    second = refreshed(settings, CLIENT, first.refresh, NOON)
    assert second.refresh not in {"", first.refresh}
    with pytest.raises(SignedOut) as caught:
        refreshed(settings, CLIENT, first.refresh, NOON)
    assert first.refresh not in caught.value.detail
    authority.revoke(ME)
    with pytest.raises(SignedOut):
        refreshed(settings, CLIENT, second.refresh, NOON)


@pytest.mark.parametrize("how", ["busy", "html", "endless", "redirect", "empty"])
def test_an_authority_that_is_not_itself_costs_no_sign_in(
    authority: Authority, settings: Settings, browser: Callable[..., Waiting], how: str
) -> None:
    first = signed_in(authority, browser)
    authority.plan.broken = how
    with pytest.raises(Offline) as caught:
        refreshed(settings, CLIENT, first.refresh, NOON)
    assert first.refresh not in caught.value.detail
    authority.plan.broken = ""
    assert refreshed(settings, CLIENT, first.refresh, NOON).access


def test_an_authority_whose_certificate_is_not_good_hears_nothing() -> None:
    pages = Pages("localhost")
    with pages:
        url = f"https://localhost:{pages._listener.getsockname()[1]}/token"
        with pytest.raises(CertificateRefused):
            refreshed(Settings("own", "x", token_url=url), CLIENT, "CANARY-9f3", NOON)
    assert not any(b"CANARY" in asked for asked in pages.asked)


def test_an_authority_on_this_computer_is_asked_without_a_proxy(
    authority: Authority, settings: Settings, browser: Callable[..., Waiting], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be told the refresh token in the clear."""
    assert settings.token_url.startswith("http://")
    first = signed_in(authority, browser)
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.settimeout(0.0)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        for name in ("http_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
        monkeypatch.setattr("inbox.oauth.endpoint.SECONDS", 30.0)
        assert refreshed(settings, CLIENT, first.refresh, NOON).access
        with pytest.raises(BlockingIOError):  # nobody has come
            proxy.accept()


def test_an_authority_that_is_away() -> None:
    with pytest.raises(Offline):
        refreshed(Settings("own", "x", token_url="http://127.0.0.1:1/token"), CLIENT, "x", NOON)


def test_what_is_published_has_to_be_of_the_same_issuer(authority: Authority) -> None:
    other = authority.url.replace("localhost", "127.0.0.1")
    with pytest.raises(WrongSetting) as caught:
        described(authorities.authority({"issuer": f"{other}/elsewhere"}))
    assert caught.value.field == "issuer"
    authority.plan.broken = "metadata"
    with pytest.raises((WrongSetting, Offline)):
        described(authorities.authority({"issuer": authority.url}))


@pytest.mark.parametrize(
    "said",
    [
        {}, {"access_token": ""}, {"access_token": 7}, {"access_token": "a b"}, {"access_token": "a\r\nA1 LOGOUT"},
        {"access_token": "ä"}, {"access_token": "x" * 100_000}, {"access_token": "x", "token_type": "mac"},
    ],
)  # fmt: skip
def test_a_token_that_no_server_could_be_told(said: dict[str, object]) -> None:
    with pytest.raises(SourceError):
        granted(Settings("own", "x"), said, NOON)


def test_odd_lengths_of_time() -> None:
    odds: list[object] = [0, -5, "soon", None, 10**30, [], "1e9"]
    for odd in odds:
        assert granted(Settings("own", "x"), {"access_token": "x", "expires_in": odd}, NOON).expires_at is None
    idle = granted(Settings("own", "x", idle_days=90), {"access_token": "x", "expires_in": "60"}, NOON)
    assert (idle.expires_at, idle.signs_out) == (NOON + timedelta(seconds=60), NOON + timedelta(days=90))


# Codes for other devices


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses are noted in place of being waited."""
    pauses: list[float] = []
    monkeypatch.setattr(Wakeup, "wait", lambda _, seconds: pauses.append(seconds))
    return pauses


def test_a_code_on_another_device(authority: Authority, settings: Settings, quick: list[float]) -> None:
    authority.user = ME
    authority.plan.device = ["authorization_pending", "slow_down", "authorization_pending", "slow_down"]
    with closing(DeviceSignIn(settings, CLIENT)) as sign_in:
        assert (sign_in.code, sign_in.url) == ("WDJB-MJHT", f"{authority.url}/device")
        assert sign_in.granted(lambda: NOON).access in authority.tokens
    assert quick == [1, 1, 6, 6, 11]  # RFC 8628 3.5: five seconds more, and not less again


@pytest.mark.parametrize(("said", "kind"), [("access_denied", SignedOut), ("expired_token", Offline)])
def test_a_code_that_comes_to_nothing(
    authority: Authority, settings: Settings, quick: list[float], said: str, kind: type[SourceError]
) -> None:
    authority.plan.device = ["authorization_pending", said]
    with closing(DeviceSignIn(settings, CLIENT)) as sign_in, pytest.raises(kind):
        sign_in.granted(lambda: NOON)
    assert len(quick) == 2


def test_waiting_for_a_code_can_be_stopped(authority: Authority, settings: Settings) -> None:
    authority.plan.device = ["authorization_pending"] * 100
    waiting = Waiting(DeviceSignIn(settings, CLIENT))
    waiting.sign_in.stop()
    assert isinstance(waiting.end(), Offline)


def test_an_authority_without_codes_says_so(settings: Settings) -> None:
    with pytest.raises(WrongSetting):
        DeviceSignIn(replace(settings, device_url=""), CLIENT)
    with pytest.raises(WrongSetting):
        BrowserSignIn(replace(settings, authorize_url=""), CLIENT)
