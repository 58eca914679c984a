"""The authority's own addresses: its description, a code or a refresh token turned into tokens, and taking them back.

Certificates are checked, nothing follows a redirect, every answer has its time and its size. Blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc8414 import get_well_known_url
from urllib3.exceptions import HTTPError

from inbox.errors import CertificateRefused, Offline, SignedOut, SourceError, Unsupported, WrongSetting
from inbox.mail.clean import one_line
from inbox.oauth import Authority, Client, Granted
from inbox.oauth.authorities import checked

SECONDS: Final = 20.0
MOST_BYTES: Final = 256 * 1024
_LONGEST_TOKEN: Final = 16 * 1024
_LATER: Final = frozenset({"temporarily_unavailable", "server_error", "slow_down", "authorization_pending"})


class Session(OAuth2Session):  # type: ignore[misc]
    """Authlib's, that reads no more than it has to, takes no account for a host from the person's .netrc, and tells a
    proxy nothing in the clear: without https the authority is this computer."""

    def request(self, method: str, url: str, **given: Any) -> requests.Response:
        given = {**given, "timeout": SECONDS, "allow_redirects": False, "stream": True}
        given["auth"] = given.get("auth") or _nobody
        if not url.startswith("https:"):
            given["proxies"] = {"http": None, "all": None}
        response: requests.Response = super().request(method, url, **given)
        try:
            with response:
                content = response.raw.read(MOST_BYTES + 1, decode_content=True)
        except HTTPError as error:
            raise requests.exceptions.ConnectionError("the answer was cut short") from error
        if len(content) > MOST_BYTES:
            raise requests.exceptions.ContentDecodingError("the answer has no end")
        response._content = content
        return response


def session(authority: Authority, client: Client) -> Session:
    method = authority.secret_method if client.secret else "none"
    return Session(
        client.id,
        client.secret or None,
        scope=authority.scope or None,
        token_endpoint_auth_method=method,
        revocation_endpoint_auth_method=method,
        code_challenge_method="S256",
    )


def described(authority: Authority) -> Authority:
    """With the addresses that its issuer publishes (RFC 8414, or OpenID Connect Discovery). Raises `inbox.errors`."""
    if not authority.issuer or (authority.token_url and authority.authorize_url):
        return authority
    said = _metadata(authority.issuer)
    methods = said.get("token_endpoint_auth_methods_supported")
    basic = not isinstance(methods, list) or "client_secret_post" not in methods or "client_secret_basic" in methods
    whole = replace(
        authority,
        authorize_url=authority.authorize_url or _address(said, "authorization_endpoint"),
        token_url=authority.token_url or _address(said, "token_endpoint"),
        device_url=authority.device_url or _address(said, "device_authorization_endpoint"),
        revoke_url=_address(said, "revocation_endpoint"),
        secret_method="client_secret_basic" if basic else "client_secret_post",
    )
    if not whole.token_url:
        raise WrongSetting("issuer", "What is published there names no address for tokens.")
    return whole


def _metadata(issuer: str) -> dict[str, Any]:
    """The two places of RFC 8414 3.1 and 5. What names another issuer is somebody else's (RFC 8414 3.3)."""
    problem: SourceError | None = None
    places = (f"{issuer.rstrip('/')}/.well-known/openid-configuration", get_well_known_url(issuer, external=True))
    for place in places:
        try:
            with Session() as asking:
                response = asking.request("GET", place)
            said = response.json() if response.status_code == 200 else None
        except (requests.RequestException, ValueError, OSError) as error:
            problem = translated(error)
            continue
        if isinstance(said, dict) and str(said.get("issuer", "")).rstrip("/") == issuer.rstrip("/"):
            return said
    raise problem or WrongSetting("issuer", f"{issuer} publishes nothing about signing in there.")


def _address(said: Mapping[str, Any], key: str) -> str:
    found = said.get(key)
    return checked(found, "issuer") if isinstance(found, str) and found else ""


def refreshed(authority: Authority, client: Client, refresh: str, now: datetime) -> Granted:
    """RFC 6749 6. Raises SignedOut where the person has to sign in again, and the rest of `inbox.errors`."""
    try:
        with session(authority, client) as asking:
            said = asking.refresh_token(authority.token_url, refresh_token=refresh)
    except (AuthlibBaseError, requests.RequestException, ValueError, OSError) as error:
        raise translated(error) from None  # what is behind it may show what was sent
    return granted(authority, said, now, refresh)


def revoked(authority: Authority, client: Client, refresh: str) -> None:
    """RFC 7009, where the authority offers it. Raises `inbox.errors`."""
    if not authority.revoke_url or not refresh:
        return
    try:
        with session(authority, client) as asking:
            answer = asking.revoke_token(authority.revoke_url, token=refresh, token_type_hint="refresh_token")  # noqa: S106
    except (AuthlibBaseError, requests.RequestException, ValueError, OSError) as error:
        raise translated(error) from None
    if answer.status_code >= 400:
        raise Offline(f"{urlsplit(authority.revoke_url).hostname} answered {answer.status_code}")


def granted(authority: Authority, said: Mapping[str, Any], now: datetime, refresh: str = "") -> Granted:
    """A token answer, read with care. `refresh`: the one that was used, which lasts where no other is given."""
    access = _token(said.get("access_token"))
    if not access:
        raise Offline("The authority's answer holds no token that can be used.")
    if str(said.get("token_type", "bearer")).lower() != "bearer":
        raise Unsupported("The authority gives tokens of a kind that Écluse cannot use.")
    renewed = _token(said.get("refresh_token"))
    return Granted(
        access,
        _in(now, said.get("expires_in")),
        renewed or refresh,
        _in(now, said.get("refresh_token_expires_in"))
        or (now + timedelta(days=authority.idle_days) if authority.idle_days else None),
        authority.token_url,
    )


def _token(said: object) -> str:
    """Visible ASCII only (RFC 6749 A.12): it becomes part of what a mail server is told."""
    fits = isinstance(said, str) and len(said) <= _LONGEST_TOKEN and all(33 <= ord(sign) <= 126 for sign in said)
    return str(said) if fits else ""


def _in(now: datetime, seconds: object) -> datetime | None:
    try:
        whole = int(str(seconds))
        return now + timedelta(seconds=whole) if 0 < whole < 10**9 else None
    except (ValueError, OverflowError):
        return None


def translated(error: Exception) -> SourceError:
    """What went wrong at the authority, as one of ours; nothing in it shows what was sent there."""
    match error:
        case AuthlibBaseError() if str(error.error) in _LATER:
            return Offline(f"The authority says: {_words(error)}")
        case AuthlibBaseError():
            return SignedOut(f"The authority says: {_words(error)}")
        case requests.exceptions.SSLError():
            return CertificateRefused("The authority's certificate is not good for its name")
        case requests.exceptions.HTTPError() if error.response is not None:
            return Offline(f"The authority answered {error.response.status_code}")
        case requests.exceptions.Timeout():
            return Offline("The authority does not answer.")
        case requests.exceptions.ConnectionError() | OSError():
            return Offline("The authority cannot be reached.")
        case _:
            return Offline("The authority's answer made no sense.")


def _words(error: AuthlibBaseError) -> str:
    said = f"{error.error}: {error.description}" if error.description else str(error.error)
    return one_line(said, 200)


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
