from __future__ import annotations

import pytest

from inbox.discovery.found import Found, Origin, Outlet, SignIn
from inbox.discovery.internet import Https
from inbox.discovery.providers import PROVIDERS
from inbox.discovery.search import asks, search
from inbox.errors import WrongSetting
from tests.inbox.discovery.test_autoconfig import configuration, outlet, server
from tests.servers.pages import Pages, Records, page

FIRST = "autoconfig.example.org/mail/config-v1.1.xml"
SECOND = "example.org/.well-known/autoconfig/mail/config-v1.1.xml"
SRV = ("_imaps._tcp.example.org", "SRV")
MX = ("example.org", "MX")


def _found(internet: Https) -> Found:
    found = search("me@example.org", internet).found
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("address", "user"),
    [("me@gmail.com", "me@gmail.com"), ("me@free.fr", "me"), ("me@icloud.com", "me"), ("Me@Orange.FR", "Me@orange.fr")],
)
def test_what_is_known_beforehand_asks_nobody(
    internet: Https, pages: Pages, records: Records, address: str, user: str
) -> None:
    found = search(address, internet).found
    assert found is not None
    assert (found.origin, found.user, found.port, found.confirm) == (Origin.TABLE, user, 993, False)
    assert asks(address) == ()
    assert (pages.connected, records.asked) == ([], [])


def test_oauth_only_is_marked(internet: Https) -> None:
    found = search("me@outlook.com", internet).found
    assert found is not None
    assert found.sign_in is SignIn.OAUTH
    assert found.authority == "microsoft"


def test_what_the_domain_publishes(internet: Https, pages: Pages, records: Records) -> None:
    servers = server(port="143", socket="STARTTLS"), server(user="%EMAILLOCALPART%"), outlet(user="%EMAILLOCALPART%")
    pages.pages[SECOND] = page(configuration(*servers))
    found = _found(internet)
    where = f"https://{SECOND}"
    sending = Outlet("smtp.example.org", 465, "me")
    assert found == Found(Origin.AUTOCONFIG, where, "imap.example.org", 993, "me", sending=sending)
    assert pages.connected == [("autoconfig.example.org", 443), ("example.org", 443)]
    assert asks("me@example.org") == ("autoconfig.example.org", "example.org")
    assert records.asked == []


def test_the_address_is_not_in_what_is_asked(internet: Https, pages: Pages, records: Records) -> None:
    search("canary-9f3@example.org", internet)
    assert len(pages.asked) == 2
    assert b"canary" not in b"".join(pages.asked)
    assert not any("canary" in name for name in records.asked)
    assert {host for host, _ in pages.connected} == set(asks("canary-9f3@example.org"))
    assert {port for _, port in pages.connected} == {443}


@pytest.mark.parametrize(("host", "confirm"), [("mail.example.org", False), ("imap.hoster.example", True)])
def test_a_host_outside_of_the_domain_is_to_be_confirmed(
    internet: Https, pages: Pages, records: Records, host: str, confirm: bool
) -> None:
    pages.pages[FIRST] = page(configuration(server(host=host)))
    assert _found(internet).confirm is confirm
    pages.pages.clear()
    records.records[SRV] = [f"0 1 993 {host}."]
    assert _found(internet).confirm is confirm


def test_a_server_without_tls_is_refused(internet: Https, pages: Pages) -> None:
    pages.pages[FIRST] = page(configuration(server(port="143", socket="plain")))
    outcome = search("me@example.org", internet)
    assert outcome.found is None
    assert "none was taken" in outcome.said[0]


def test_starttls_where_there_is_nothing_better(internet: Https, pages: Pages, records: Records) -> None:
    records.records["_imap._tcp.example.org", "SRV"] = ["0 1 1143 imap.example.org."]
    found = _found(internet)
    assert (found.origin, found.port, found.security) == (Origin.SRV, 1143, "starttls")
    pages.pages[FIRST] = page(configuration(server(port="143", socket="plain"), server(port="144", socket="STARTTLS")))
    found = _found(internet)
    assert (found.origin, found.port, found.security) == (Origin.AUTOCONFIG, 144, "starttls")
    records.records[SRV] = ["0 1 993 imap.example.org."]
    found = _found(internet)
    assert (found.origin, found.port, found.security) == (Origin.SRV, 993, "tls")


def test_srv_in_order_of_preference(internet: Https, records: Records) -> None:
    records.records[SRV] = ["20 1 993 second.example.org.", "10 1 994 low.example.org.", "10 9 995 best.example.org."]
    found = _found(internet)
    assert (found.origin, found.host, found.port, found.user) == (
        Origin.SRV,
        "best.example.org",
        995,
        "me@example.org",
    )


def test_srv_may_say_that_there_is_none(internet: Https, records: Records) -> None:
    records.records[SRV] = ["0 0 0 ."]
    outcome = search("me@example.org", internet)
    assert outcome.found is None
    assert "_imaps._tcp.example.org: not offered" in outcome.said


def test_who_takes_in_the_mail_is_known(internet: Https, records: Records) -> None:
    records.records[MX] = ["10 mx1.mail.ovh.net.", "20 mx2.mail.ovh.net."]
    found = _found(internet)
    assert (found.origin, found.provider, found.host, found.user, found.confirm) == (
        Origin.MX,
        "OVHcloud",
        "ssl0.ovh.net",
        "me@example.org",
        False,
    )


@pytest.mark.parametrize(
    ("address", "outlet"),
    [
        ("me@gmail.com", Outlet("smtp.gmail.com", 465, "me@gmail.com")),
        ("me@outlook.fr", Outlet("smtp-mail.outlook.com", 587, "me@outlook.fr", "starttls")),
        ("me@laposte.net", Outlet("smtp.laposte.net", 465, "me")),
        ("me@icloud.com", Outlet("smtp.mail.me.com", 587, "me@icloud.com", "starttls")),
    ],
)
def test_where_the_known_ones_take_what_one_sends(internet: Https, address: str, outlet: Outlet) -> None:
    found = search(address, internet).found
    assert found is not None
    assert found.sending == outlet


def test_every_known_one_takes_what_one_sends() -> None:
    assert [one.name for one in PROVIDERS if not one.smtp] == []
    assert {one.smtp_port for one in PROVIDERS} == {465, 587}


def test_sending_by_starttls_or_elsewhere_or_not_at_all(internet: Https, pages: Pages, records: Records) -> None:
    """RFC 8314: TLS from the first byte before STARTTLS, and never without."""
    pages.pages[FIRST] = page(configuration(server()))
    assert _found(internet).sending is None
    records.records["_submission._tcp.example.org", "SRV"] = ["0 1 587 smtp.example.org."]
    assert _found(internet).sending == Outlet("smtp.example.org", 587, "me@example.org", "starttls")
    records.records["_submissions._tcp.example.org", "SRV"] = ["0 1 465 out.hoster.example."]
    assert _found(internet).sending == Outlet("out.hoster.example", 465, "me@example.org", "tls", confirm=True)
    plain = outlet(port="25", socket="plain")
    pages.pages[FIRST] = page(configuration(server(), plain, outlet(port="587", socket="STARTTLS")))
    assert _found(internet).sending == Outlet("smtp.example.org", 587, "me@example.org", "starttls")
    pages.pages[FIRST] = page(configuration(server(), plain, outlet(port="587", socket="STARTTLS"), outlet()))
    assert _found(internet).sending == Outlet("smtp.example.org", 465, "me@example.org")


def test_nothing_is_found(internet: Https, records: Records) -> None:
    records.records[MX] = ["10 mx.elsewhere.example."]
    outcome = search("me@example.org", internet)
    assert outcome.found is None
    assert [line.split(":")[0] for line in outcome.said] == [
        "autoconfig.example.org",
        "example.org",
        "_imaps._tcp.example.org",
        "example.org",
        "_imap._tcp.example.org",
    ]


def test_no_address(internet: Https, pages: Pages) -> None:
    for ask in (lambda: search("me", internet), lambda: asks("me")):
        with pytest.raises(WrongSetting):
            ask()
    assert pages.connected == []
