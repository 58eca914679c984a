from __future__ import annotations

import pytest

from inbox.discovery.found import SignIn, is_host
from inbox.discovery.providers import PROVIDERS, receiving, serving


def test_the_table_is_sound() -> None:
    domains = [domain for one in PROVIDERS for domain in one.domains]
    exchangers = [domain for one in PROVIDERS for domain in one.mx]
    assert len(domains) == len(set(domains))
    assert len(exchangers) == len(set(exchangers))
    for one in PROVIDERS:
        assert all(is_host(name) for name in (one.host, *one.domains, *one.mx))
        assert one.domains or one.mx
        assert one.port == 993
        assert one.advice or one.sign_in is SignIn.PASSWORD, "how to get an app password is not told"


@pytest.mark.parametrize(
    ("domain", "host"),
    [
        ("gmail.com", "imap.gmail.com"),
        ("orange.fr", "imap.orange.fr"),
        ("free.fr", "imap.free.fr"),
        ("laposte.net", "imap.laposte.net"),
        ("gmx.fr", "imap.gmx.com"),
        ("hotmail.fr", "outlook.office365.com"),
    ],
)
def test_by_domain(domain: str, host: str) -> None:
    found = serving(domain)
    assert found is not None
    assert found.host == host


@pytest.mark.parametrize(
    ("exchangers", "name"),
    [
        (("aspmx.l.google.com", "alt1.aspmx.l.google.com"), "Gmail"),
        (("example-org.mail.protection.outlook.com",), "Microsoft 365"),
        (("mx1.mail.ovh.net", "mx2.mail.ovh.net"), "OVHcloud"),
        (("spool.mail.gandi.net",), "Gandi"),
        (("mx.example.org",), None),
        (("mx1.mail.ovh.net", "mx.example.org"), None),
        (("mx1.mail.ovh.net.evil.example",), None),
        ((), None),
    ],
)
def test_by_who_takes_in_the_mail(exchangers: tuple[str, ...], name: str | None) -> None:
    found = receiving(exchangers)
    assert (found and found.name) == name
