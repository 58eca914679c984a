"""Against a real https server and a real DNS server on the loopback."""

from __future__ import annotations

import ssl
import time

import pytest

from inbox.discovery import internet as module
from inbox.discovery.internet import Https
from inbox.discovery.search import NoAnswer, Service
from tests.servers.pages import Pages, Records, page

PATH = "/mail/config-v1.1.xml"


def _refused(internet: Https, host: str = "example.org") -> str:
    with pytest.raises(NoAnswer) as caught:
        internet.page(host, PATH)
    return str(caught.value)


def test_a_page(internet: Https, pages: Pages) -> None:
    pages.pages["example.org" + PATH] = page("<x/>")
    assert internet.page("example.org", PATH) == b"<x/>"
    assert pages.connected == [("example.org", 443)]
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    pages.pages["example.org" + PATH] = chunked
    assert internet.page("example.org", PATH) == b"abc"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (page("", "404 Not Found"), "publishes no settings"),
        (b"HTTP/1.1 302 Found\r\nLocation: https://evil.example/x\r\nContent-Length: 0\r\n\r\n", "publishes no"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort", "made no sense"),
        (b"* OK IMAP4rev1\r\n", "made no sense"),
        (b"", "not there"),
        (page(b"x" * 200_000), "too long"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n", "made no sense"),
    ],
)
def test_answers_that_are_none(internet: Https, pages: Pages, answer: bytes, said: str) -> None:
    pages.pages["example.org" + PATH] = answer
    assert said in _refused(internet)
    assert len(pages.connected) == 1


def test_a_certificate_that_is_not_good(pages: Pages, records: Records) -> None:
    assert "certificate" in _refused(Https(connect=pages.connect, resolver=records.resolver))
    trusting = Https(connect=pages.connect, context=pages.trusting, resolver=records.resolver)
    assert "certificate" in _refused(trusting, "other.example.org")
    assert pages.asked == []


def test_a_server_that_drips(pages: Pages) -> None:
    """Each few bytes come in time; the whole does not."""

    def drip(wire: ssl.SSLSocket) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            wire.sendall(b"H")
            time.sleep(0.05)

    pages.pages["example.org" + PATH] = drip
    begin = time.monotonic()
    assert "in time" in _refused(Https(connect=pages.connect, context=pages.trusting, seconds=0.5))
    assert time.monotonic() - begin < 30


def test_nobody_there() -> None:
    assert _refused(Https()) == "not there"


def test_records(internet: Https, records: Records) -> None:
    records.records["_imaps._tcp.example.org", "SRV"] = ["10 5 993 IMAP.example.org."]
    records.records["example.org", "MX"] = ["10 mx1.mail.ovh.net.", "20 mx2.mail.ovh.net."]
    assert internet.services("_imaps._tcp.example.org") == (Service(10, 5, 993, "imap.example.org"),)
    assert sorted(internet.exchangers("example.org")) == ["mx1.mail.ovh.net", "mx2.mail.ovh.net"]
    assert records.asked == ["_imaps._tcp.example.org SRV", "example.org MX"]


def test_no_record_and_no_answer(internet: Https, records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoAnswer, match="no such record"):
        internet.services("_imaps._tcp.example.org")
    monkeypatch.setattr(module, "DNS_SECONDS", 0.3)
    records.silent = True
    with pytest.raises(NoAnswer, match="DNS does not answer"):
        internet.exchangers("example.org")
