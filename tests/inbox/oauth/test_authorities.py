from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from inbox.errors import WrongSetting
from inbox.oauth.authorities import AUTHORITIES, NAMES, authority, checked


def test_every_authority_is_asked_over_https_only() -> None:
    for one in AUTHORITIES:
        for address in (one.authorize_url, one.token_url, one.device_url, one.revoke_url, one.issuer):
            assert not address or urlsplit(address).scheme == "https"
        assert bool(one.token_url) == bool(one.scope) == bool(one.authorize_url)
    assert len(set(NAMES)) == len(NAMES)


def test_those_that_are_known() -> None:
    assert authority({"authority": "microsoft"}).device_url
    assert "offline_access" in authority({"authority": "microsoft"}).scope.split()
    assert authority({"authority": "google"}).scope == "https://mail.google.com/"
    with pytest.raises(WrongSetting, match="registers no new mail programs"):
        authority({"authority": "yahoo"})
    with pytest.raises(WrongSetting):
        authority({"authority": "nobody"})


def test_one_of_ones_own() -> None:
    assert authority({"issuer": "https://login.example.org/realm"}).issuer == "https://login.example.org/realm"
    apart = authority({"authorize_url": "https://a.example/a", "token_url": "https://a.example/t"})
    assert (apart.issuer, apart.title) == ("", "a.example")
    with pytest.raises(WrongSetting):
        authority({"authorize_url": "https://a.example/a"})


@pytest.mark.parametrize(
    "address",
    [
        "http://login.example.org", "ftp://login.example.org", "login.example.org", "https://", "https://u:p@a.example",
        "https://u@a.example", "http://localhost:password@evil.example/", "http://localhost.evil.example/",
        "https://a.example/#x", "https://a.example/\r\nHost: b", "https://[::1", "https://a.example:x/", "https://ä.example",
    ],
)  # fmt: skip
def test_addresses_that_are_told_no_secret(address: str) -> None:
    with pytest.raises(WrongSetting):
        checked(address, "issuer")


@pytest.mark.parametrize(
    "address", ["https://a.example/x?y=1", "http://127.0.0.1:8080/", "http://localhost/", "http://[::1]/"]
)
def test_addresses_that_may_be(address: str) -> None:
    assert checked(address, "issuer") == address


def test_what_is_asked_for_in_place_of_mail() -> None:
    asked = authority({"authority": "google", "asks_for": "https://www.googleapis.com/auth/calendar.events.owned"})
    known = authority({"authority": "google"})
    assert asked == replace(known, scope="https://www.googleapis.com/auth/calendar.events.owned")


def test_an_organisation_s_own_sign_in_at_one_that_is_known() -> None:
    """Its addresses are what it publishes; the way to come back to this computer is as at the known one."""
    tenant = "https://login.microsoftonline.com/5a0f/v2.0"
    asked = authority({"authority": "microsoft", "asks_for": "Presence.ReadWrite", "issuer": f" {tenant} "})
    assert (asked.issuer, asked.authorize_url, asked.token_url, asked.device_url) == (tenant, "", "", "")
    assert (asked.redirect_host, asked.idle_days) == ("localhost", 90)
    with pytest.raises(WrongSetting):
        authority({"authority": "microsoft", "asks_for": "Presence.ReadWrite", "issuer": "http://login.example.org"})


def test_an_issuer_that_is_left_over_changes_nothing_for_mail() -> None:
    assert authority({"authority": "google", "issuer": "https://a.example"}) == authority({"authority": "google"})
