"""The address that was typed, and what was found for it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import idna

from inbox.errors import WrongSetting

_HOST: Final = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?!\d+\Z)[a-z0-9-]{2,63}")
_LOCAL: Final = re.compile(r"[^\s@\x00-\x20\x7f-\x9f<>]{1,64}")


class Origin(StrEnum):
    """Who says so: what is known beforehand, the domain over https, its SRV records, or whoever takes in its mail."""

    TABLE = "table"
    AUTOCONFIG = "autoconfig"
    SRV = "srv"
    MX = "mx"


class SignIn(StrEnum):
    """What proves who one is. `OAUTH`: nothing else does."""

    PASSWORD = "password"  # noqa: S105 (the word, not one)
    APP_PASSWORD = "app_password"  # noqa: S105
    OAUTH = "oauth"


@dataclass(frozen=True, slots=True)
class Address:
    """`domain` in lower case and ASCII (RFC 5890 A-labels): what is looked up, and what is shown to be looked up."""

    whole: str
    local: str
    domain: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """The server that takes the mails one sends (RFC 6409); its fields as in `Found`."""

    host: str
    port: int
    user: str
    security: str = "tls"
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Proposed settings. `where` is an https address or a DNS name, '' for the table. `security`: tls or starttls.

    `authority`: who can sign one in by OAuth there (`inbox.oauth.authorities`), '' where that is not known.
    `confirm`: the host lies outside the address's domain and nothing that is known beforehand vouches for it, so the
    person has to say yes before a password goes there. `advice`: in English; the window translates it.
    `sending`: None where none was found; mail can be read without.
    """

    origin: Origin
    where: str
    host: str
    port: int
    user: str
    provider: str = ""
    sign_in: SignIn = SignIn.PASSWORD
    advice: str = ""
    confirm: bool = False
    security: str = "tls"
    sending: Outlet | None = None
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`found` is None where there is nothing but the form; `said` has a line for each place that was asked in vain."""

    domain: str
    found: Found | None
    said: tuple[str, ...] = ()


def read_address(typed: str) -> Address:
    """Raises WrongSetting("address")."""
    whole = typed.strip()
    local, _, domain = whole.rpartition("@")
    try:
        # UTS 46 without its transitional part: IDNA 2003 would turn one domain into another (ß into ss).
        ascii_domain = idna.encode(domain, uts46=True).decode().lower() if domain else ""
    except UnicodeError:  # idna.IDNAError is one
        ascii_domain = ""
    if not _LOCAL.fullmatch(local) or not is_host(ascii_domain):
        raise WrongSetting("address", "A mail address looks like name@example.org.")
    return Address(f"{local}@{ascii_domain}", local, ascii_domain)


def is_host(name: str) -> bool:
    """A full name, in lower-case ASCII: no address of numbers, no name without a dot."""
    return _HOST.fullmatch(name) is not None


def within(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")
