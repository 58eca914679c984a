"""The authorities that are known beforehand, as data, and those that the person names. Pure.

Addresses and scopes: the providers' own documentation, and Thunderbird's `OAuth2Providers`, both as of 2026.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from inbox.errors import WrongSetting
from inbox.oauth import OWN, Authority

AUTHORITIES: Final = (
    Authority(
        "google",
        "Google",
        authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
        token_url="https://oauth2.googleapis.com/token",  # noqa: S106 (an address)
        revoke_url="https://oauth2.googleapis.com/revoke",
        issuer="https://accounts.google.com",
        scope="https://mail.google.com/",
        # Without these a second sign-in brings no refresh token.
        asks=(("access_type", "offline"), ("prompt", "consent")),
        secret_method="client_secret_post",  # noqa: S106
    ),
    Authority(
        "microsoft",
        "Microsoft",
        authorize_url="https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        token_url="https://login.microsoftonline.com/common/oauth2/v2.0/token",  # noqa: S106
        device_url="https://login.microsoftonline.com/common/oauth2/v2.0/devicecode",
        scope="https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
        redirect_host="localhost",  # the only one that can be registered there without writing a manifest
        secret_method="client_secret_post",  # noqa: S106
        idle_days=90,
    ),
    Authority(
        "fastmail",
        "Fastmail",
        authorize_url="https://api.fastmail.com/oauth/authorize",
        token_url="https://api.fastmail.com/oauth/refresh",  # noqa: S106
        revoke_url="https://api.fastmail.com/oauth/revoke",
        scope="https://www.fastmail.com/dev/protocol-imap https://www.fastmail.com/dev/protocol-smtp",
    ),
    Authority(
        "yahoo",
        "Yahoo",
        closed="Yahoo registers no new mail programs, so nobody can sign in with a client id of their own: "
        "make an app password on its website, and sign in with that.",
    ),
    Authority(OWN, "Your organisation's own"),
)

NAMES: Final = tuple(one.name for one in AUTHORITIES)


def authority(values: Mapping[str, object]) -> Authority:
    """The one that an account's settings name. An own one may still lack the addresses that its issuer publishes.

    `asks_for` among them: what is asked for in place of mail, at one that is known; `issuer` is then an organisation's
    own sign-in there. Raises WrongSetting.
    """
    name = str(values.get("authority") or OWN)
    found = next((one for one in AUTHORITIES if one.name == name), None)
    if found is None:
        raise WrongSetting("authority", f"It is one of {', '.join(NAMES)}.")
    if found.closed:
        raise WrongSetting("authority", found.closed)
    if name == OWN:
        return _own(values)
    scope = str(values.get("asks_for") or "")
    return _for_another(found, scope, str(values.get("issuer") or "").strip()) if scope else found


def _for_another(known: Authority, scope: str, issuer: str) -> Authority:
    asked = replace(known, scope=scope)
    if not issuer:
        return asked
    checked(issuer, "issuer")
    return replace(asked, issuer=issuer, authorize_url="", token_url="", device_url="", revoke_url="")


def _own(values: Mapping[str, object]) -> Authority:
    said = {name: str(values.get(name) or "").strip() for name in ("issuer", *_ADDRESSES, "scope")}
    for name in ("issuer", *_ADDRESSES):
        if said[name]:
            checked(said[name], name)
    if not said["issuer"] and not (said["token_url"] and (said["authorize_url"] or said["device_url"])):
        raise WrongSetting("issuer", "The https address of your organisation's sign-in is needed; who runs it knows.")
    return Authority(
        OWN,
        urlsplit(said["issuer"] or said["token_url"]).netloc,
        authorize_url=said["authorize_url"],
        token_url=said["token_url"],
        device_url=said["device_url"],
        issuer=said["issuer"],
        scope=said["scope"],
    )


_ADDRESSES: Final = ("authorize_url", "token_url", "device_url")


def checked(address: str, field: str) -> str:
    """An address that may be told a secret: https, or this computer itself. Raises WrongSetting(field)."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise WrongSetting(field, f"{address}: this is no web address.") from None
    plain = not address.isascii() or any(ord(sign) <= 32 or ord(sign) == 127 for sign in address)
    if plain or not host or parts.username is not None or parts.fragment:
        raise WrongSetting(field, "An address such as https://login.example.org is needed.")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_here(host)):
        raise WrongSetting(field, f"{address}: only https keeps what is said there from others.")
    return address


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
