"""Whom to ask for an address's server, in which order, and what to believe. Pure but for what it is handed.

The table first. Then only the domain itself, over https; then its SRV records (RFC 6186, RFC 8314), and then the
table again with whoever takes in the domain's mail. What DNS says is not signed as https is. A server with STARTTLS is
proposed where nobody knows of one with TLS from the first byte, and one without either never.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from inbox.discovery import autoconfig, providers
from inbox.discovery.found import Address, Found, Origin, Outcome, Outlet, SignIn, is_host, read_address, within
from inbox.discovery.providers import Provider
from inbox.oauth import OWN


class NoAnswer(Exception):
    """Who was asked is not there, or has nothing; the text says so in a few words."""


@dataclass(frozen=True, slots=True)
class Service:
    """One SRV record (RFC 2782). `host` is '' for "not offered here"."""

    priority: int
    weight: int
    port: int
    host: str


class Internet(Protocol):
    """What is asked outside; names are ASCII, in lower case, without the last dot. Raises NoAnswer and nothing else."""

    def page(self, host: str, path: str) -> bytes:
        """The body of https://HOST/PATH. No redirect is followed: it could lead anywhere."""

    def services(self, name: str) -> tuple[Service, ...]: ...

    def exchangers(self, domain: str) -> tuple[str, ...]: ...


def pages(domain: str) -> tuple[tuple[str, str], ...]:
    return (
        (f"autoconfig.{domain}", "/mail/config-v1.1.xml"),
        (domain, "/.well-known/autoconfig/mail/config-v1.1.xml"),
    )


def asks(typed: str) -> tuple[str, ...]:
    """The hosts that `search` would connect to, besides the system's own DNS. Raises WrongSetting("address")."""
    domain = read_address(typed).domain
    return () if providers.serving(domain) else tuple(host for host, _ in pages(domain))


def search(typed: str, internet: Internet) -> Outcome:
    """Blocks for half a minute at most. Raises WrongSetting("address")."""
    address = read_address(typed)
    known = providers.serving(address.domain)
    if known is not None:
        return Outcome(address.domain, _of_provider(known, address, Origin.TABLE, ""))
    said: list[str] = []
    published, outlet = _published(address, internet, said)
    found = (
        next((one for one in published if one.security == "tls"), None)
        or _served(address, "_imaps", "tls", internet, said)
        or _taken_in(address, internet, said)
        or next(iter(published), None)
        or _served(address, "_imap", "starttls", internet, said)
    )
    if found is not None and found.sending is None:
        found = replace(found, sending=outlet or _served_outlet(address, internet))
    return Outcome(address.domain, found, tuple(said))


def _published(address: Address, internet: Internet, said: list[str]) -> tuple[list[Found], Outlet | None]:
    """What the domain publishes and what is safe, in its own order; and where it takes what one sends."""
    for host, path in pages(address.domain):
        try:
            page = internet.page(host, path)
            offers, outlets = autoconfig.read(page, address), autoconfig.read_sending(page, address)
        except (NoAnswer, autoconfig.NoConfiguration) as error:
            said.append(f"{host}: {error}")
            continue
        safe = [_of_offer(one, f"https://{host}{path}", address) for one in offers if one.security != "plain"]
        if safe:
            return safe, _outlet(outlets, address)
        said.append(f"{host}: {'no server with TLS, so none was taken' if offers else 'no IMAP server'}")
    return [], None


def _outlet(offers: tuple[autoconfig.Offer, ...], address: Address) -> Outlet | None:
    """The first with TLS from the first byte, else the first with STARTTLS; none without."""
    for security in ("tls", "starttls"):
        for one in offers:
            if one.security == security:
                return Outlet(one.host, one.port, one.user, security, confirm=not within(one.host, address.domain))
    return None


def _of_offer(offer: autoconfig.Offer, where: str, address: Address) -> Found:
    return Found(
        Origin.AUTOCONFIG,
        where,
        offer.host,
        offer.port,
        offer.user,
        sign_in=SignIn.PASSWORD if offer.passwords else SignIn.OAUTH,
        confirm=not within(offer.host, address.domain),
        security=offer.security,
        authority="" if offer.passwords else OWN,
    )


def _served(address: Address, service: str, security: str, internet: Internet, said: list[str]) -> Found | None:
    name = f"{service}._tcp.{address.domain}"
    for one in _records(name, internet, said):
        confirm = not within(one.host, address.domain)
        return Found(Origin.SRV, name, one.host, one.port, address.whole, confirm=confirm, security=security)
    return None


def _served_outlet(address: Address, internet: Internet) -> Outlet | None:
    """RFC 8314 5.1, RFC 6186 3.1. Nobody misses it who only wants to read, so nothing is said of it."""
    for service, security in (("_submissions", "tls"), ("_submission", "starttls")):
        for one in _records(f"{service}._tcp.{address.domain}", internet, []):
            confirm = not within(one.host, address.domain)
            return Outlet(one.host, one.port, address.whole, security, confirm)
    return None


def _records(name: str, internet: Internet, said: list[str]) -> Iterator[Service]:
    try:
        records = internet.services(name)
    except NoAnswer as error:
        said.append(f"{name}: {error}")
        return
    usable = [one for one in records if is_host(one.host) and 0 < one.port < 65536]
    if not usable:
        said.append(f"{name}: not offered")
    yield from sorted(usable, key=lambda one: (one.priority, -one.weight, one.host))


def _taken_in(address: Address, internet: Internet, said: list[str]) -> Found | None:
    try:
        exchangers = internet.exchangers(address.domain)
    except NoAnswer as error:
        said.append(f"{address.domain}: {error}")
        return None
    known = providers.receiving(exchangers)
    if known is None:
        said.append(f"{address.domain}: its mail is taken in by nobody we know")
        return None
    return _of_provider(known, address, Origin.MX, address.domain)


def _of_provider(known: Provider, address: Address, origin: Origin, where: str) -> Found:
    return Found(
        origin,
        where,
        known.host,
        known.port,
        address.local if known.local_user else address.whole,
        known.name,
        known.sign_in,
        known.advice,
        sending=_of_known(known, address),
        authority=known.authority,
    )


def _of_known(known: Provider, address: Address) -> Outlet | None:
    if not known.smtp:
        return None
    user = address.local if known.local_user and not known.smtp_whole_user else address.whole
    return Outlet(known.smtp, known.smtp_port, user, "tls" if known.smtp_port == 465 else "starttls")
