from __future__ import annotations

import imaplib
import socket
import ssl
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from desktop.demo.mailbox import mails
from desktop.demo.server import HOST, NoServer, SampleServer
from inbox.errors import CertificateRefused, SignInRefused
from inbox.item import Arrival
from inbox.sources import Source, Start, Terms, Value, discover
from inbox.wakeup import Wakeup

NOW = datetime.now(UTC)
DAY = mails(date(2026, 3, 12), ZoneInfo("Europe/Paris"))
ALL = Start(days=36500, mails=500)


@pytest.fixture
def server() -> Iterator[SampleServer]:
    made = SampleServer(NOW)
    made.start()
    yield made
    made.stop()


def source(server: SampleServer, **changes: Value) -> Source:
    values, secrets = server.account()
    return discover()["imap"].open({**values, **changes}, secrets, Terms(ALL))


def fetched(reader: Source, cursor: str = "") -> tuple[list[Arrival], str]:
    found = list(reader.fetch(cursor, NOW))
    return [arrival for one in found for arrival in one.arrivals], found[-1].cursor if found else cursor


def test_the_real_source_reads_it_over_tls_and_is_told_of_what_comes(server: SampleServer) -> None:
    server.deliver(DAY[:5])
    reader = source(server)
    try:
        there, cursor = fetched(reader)
        assert [arrival.subject for arrival in there] == [mail.letter.subject for mail in DAY[:5]]
        assert [arrival.received_at for arrival in there] == [mail.at for mail in DAY[:5]]
        assert reader.push
        timer = threading.Timer(0.2, server.deliver, [DAY[5:7]])
        timer.start()
        wakeup = Wakeup()
        reader.wait(wakeup, 20.0)
        timer.join()
        wakeup.close()
        new, _ = fetched(reader, cursor)
        assert [arrival.subject for arrival in new] == [mail.letter.subject for mail in DAY[5:7]]
    finally:
        reader.close()


def test_its_certificate_is_good_for_this_host_by_the_strict_rules_and_for_nobody_who_was_not_given_it(
    server: SampleServer,
) -> None:
    context = ssl.create_default_context(cafile=str(server.ca_file))
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    with imaplib.IMAP4_SSL(HOST, server.port, ssl_context=context, timeout=10) as client:
        assert client.login(server.user, server.password)[0] == "OK"
    with pytest.raises(CertificateRefused):
        source(server, ca_file="").probe()


def test_a_wrong_password_is_refused(server: SampleServer) -> None:
    values, _ = server.account()
    with pytest.raises(SignInRefused):
        discover()["imap"].open(values, {"password": "wrong"}, Terms(ALL)).probe()


def test_a_mail_comes_later_by_itself(server: SampleServer) -> None:
    reader = source(server)
    try:
        _, cursor = fetched(reader)
        server.deliver_later(DAY[0], 0.1)
        wakeup = Wakeup()
        reader.wait(wakeup, 20.0)
        wakeup.close()
        assert [arrival.subject for arrival in fetched(reader, cursor)[0]] == [DAY[0].letter.subject]
    finally:
        reader.close()


def test_nothing_is_left_of_it_when_it_has_stopped() -> None:
    server = SampleServer(NOW)
    server.start()
    folder = server.ca_file.parent
    reader = source(server)
    fetched(reader)
    server.stop()
    server.stop()
    reader.close()
    assert not folder.exists()
    assert all(thread.name != "sample-imap" for thread in threading.enumerate())
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HOST, server.port), timeout=5)
    with pytest.raises(NoServer):
        server.deliver(DAY[:1])


def test_only_the_loopback_can_reach_it(server: SampleServer) -> None:
    with socket.socket() as probe:
        # Were the server bound to every address, this one would be taken.
        probe.bind(("127.0.0.2", server.port))


def test_without_pymap_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymap.imap", None)
    server = SampleServer(NOW)
    with pytest.raises(NoServer, match=r"pymap.* not installed.*ecluse\[demo\]"):
        server.start()
    server.stop()
