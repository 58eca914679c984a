from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import keyring
import pytest

from desktop.core.provider_sign_ins import as_account, own_secrets, secrets_for_sign_in, secrets_of
from desktop.core.secrets import Secrets
from desktop.core.settings.model import ProviderSettings
from desktop.core.sign_ins import by_oauth
from focus.errors import Offline, SignedOut, SignInRefused
from tests.desktop.cli.conftest import Ring

BROWSER = ProviderSettings("work", "teams", {"sign_in": "oauth2", "client_id": "mine"})
TOKEN = ProviderSettings("work", "teams", {"sign_in": "token"})


@pytest.fixture(autouse=True)
def ring() -> Iterator[Ring]:
    before = keyring.get_keyring()
    keyring.set_keyring(found := Ring())
    yield found
    keyring.set_keyring(before)


@pytest.fixture
def secrets() -> Secrets:
    return Secrets("test")


def test_each_kind_asks_its_own_authority_for_its_own_rights() -> None:
    asked = {
        kind: (one.values["authority"], one.values["asks_for"])
        for kind in ("teams", "google_chat", "google_calendar")
        if by_oauth((one := as_account(ProviderSettings("work", kind, {"sign_in": "oauth2"}))).values)
    }
    assert asked == {
        "teams": ("microsoft", "Presence.ReadWrite offline_access"),
        "google_chat": ("google", "https://www.googleapis.com/auth/chat.users.availability"),
        "google_calendar": ("google", "https://www.googleapis.com/auth/calendar.events.owned"),
    }


def test_an_account_of_the_same_name_has_other_secrets(secrets: Secrets) -> None:
    secrets.put("work", "grant", "that of the mail")
    assert as_account(BROWSER).name == "provider:work"
    with pytest.raises(SignedOut, match="Nobody has signed in"):
        secrets_of(BROWSER, secrets)


def test_what_it_needs_is_taken_from_the_keyring(secrets: Secrets) -> None:
    with pytest.raises(SignInRefused, match="No token"):
        secrets_of(TOKEN, secrets)
    secrets.put("provider:work", "token", "t0ken")
    assert secrets_of(TOKEN, secrets) == {"token": "t0ken"}
    secrets.put("provider:work", "grant", "{}")
    assert secrets_of(BROWSER, secrets) == {"grant": "{}"}
    assert set(own_secrets(BROWSER)) == {"client_secret", "grant", "token"}


def test_a_keyring_that_cannot_be_asked_is_tried_again(secrets: Secrets, ring: Ring, logs: Any) -> None:
    """Nobody signs in anew because it was locked."""
    logs.allow("The keyring cannot be used")

    def locked(service: str, username: str) -> str | None:
        raise OSError("locked")

    ring.get_password = locked  # type: ignore[method-assign]
    with pytest.raises(Offline, match="keyring cannot be asked") as error:
        secrets_of(BROWSER, secrets)
    assert error.value.wait_seconds == 60


def test_a_sign_in_knows_the_client_s_secret_and_no_old_grant(secrets: Secrets) -> None:
    secrets.put("provider:work", "client_secret", "kept")
    secrets.put("provider:work", "grant", "{}")
    one = as_account(BROWSER)
    assert secrets_for_sign_in(one, {}, secrets) == {"client_secret": "kept"}
    assert secrets_for_sign_in(one, {"client_secret": "typed"}, secrets) == {"client_secret": "typed"}
