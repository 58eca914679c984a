"""Which certificate is good; and that nothing is said before TLS stands, whatever the other side does."""

from __future__ import annotations

import base64
import hashlib
import re
import ssl
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from inbox.errors import Broken, CertificateRefused, Offline, SourceError, Unsupported, WrongSetting
from inbox.imap import opening as wire
from inbox.imap.opening import Login
from inbox.imap.source import ImapSource, Settings
from inbox.imap.tls import read_pin
from inbox.sources import Probe, Start
from tests.servers.clear_text import Clear, ClearTextImap, Prelude, honest
from tests.servers.imap_script import PASSWORD, ScriptedImap, certificate_for

USER = "user-4711"


def source(server: ScriptedImap, *, pin: str = "", ca: bool = True, security: str = "tls") -> ImapSource:
    ca_file = str(server.ca_file) if ca else ""
    login = Login(server.host, server.port, USER, PASSWORD, ca_file, pin, security)
    return ImapSource(Settings(login, ("INBOX",), push=False, start=Start()))


def probe(server: ScriptedImap, **more: str | bool) -> Probe:
    with closing(source(server, **more)) as one:  # type: ignore[arg-type]
        return one.probe()


def refused(server: ScriptedImap, **more: str | bool) -> SourceError:
    with pytest.raises(SourceError) as caught:
        probe(server, **more)
    return caught.value


def sha256(certificate: trustme.LeafCert) -> str:
    der = ssl.PEM_cert_to_DER_cert(certificate.cert_chain_pems[0].bytes().decode())
    return hashlib.sha256(der).hexdigest()


# ------------------------------------------------------------------------------------------------------- a pin


def test_a_private_certificate_can_be_trusted_by_its_fingerprint() -> None:
    certificate = trustme.CA().issue_cert("other.example.org")
    with ScriptedImap(certificate=certificate) as server:
        error = refused(server)
        assert isinstance(error, CertificateRefused)
        assert server.commands == []
        shown = error.certificate
        assert shown is not None
        assert (shown.host, shown.port) == (server.host, server.port)
        assert shown.fingerprint.replace(":", "").lower() == sha256(certificate)
        assert shown.start < datetime.now(UTC) < shown.end
        assert f"good from {shown.start:%Y-%m-%d} to {shown.end:%Y-%m-%d}" in str(shown)
        for pin in (shown.fingerprint, shown.fingerprint.lower(), sha256(certificate)):
            assert probe(server, pin=pin, ca=False).server


@pytest.mark.parametrize("by_known_authority", [True, False])
def test_a_changed_certificate_is_refused(by_known_authority: bool) -> None:
    """Also one that would be good without the pin, and it is not offered to be trusted in passing."""
    before = trustme.CA().issue_cert("localhost")
    after = certificate_for("localhost") if by_known_authority else trustme.CA().issue_cert("localhost")
    with ScriptedImap(certificate=after) as server:
        error = refused(server, pin=sha256(before))
        assert isinstance(error, CertificateRefused)
        assert error.certificate is None
        assert "not the certificate that was trusted" in error.detail
        assert server.commands == []


@pytest.mark.parametrize("pin", ["x", "AB:CD", "0" * 63, "0" * 65, "g" * 64])
def test_a_pin_that_is_none(pin: str) -> None:
    with pytest.raises(WrongSetting) as caught:
        read_pin(pin)
    assert caught.value.field == "pin"


# ----------------------------------------------------------------------------------------------------- STARTTLS


def saying(greeting: bytes, answer: bytes = b"") -> Prelude:
    """`{tag}` in the answer is what the client chose."""

    def prelude(clear: Clear) -> None:
        clear.send(greeting)
        if answer:
            clear.send(answer.replace(b"{tag}", clear.tag()))

    return prelude


def ending(greeting: bytes, *, after_command: bool) -> Prelude:
    def prelude(clear: Clear) -> None:
        clear.send(greeting)
        if after_command:
            clear.line()
        raise ConnectionAbortedError

    return prelude


READY = b"* OK ready\r\n"
HOSTILE: dict[str, tuple[Prelude, type[SourceError]]] = {
    "stripped: not known": (saying(READY, b"{tag} BAD unknown command\r\n"), Unsupported),
    "stripped: refused": (
        saying(b"* OK [CAPABILITY IMAP4rev1] x\r\n", b"{tag} NO not now\r\n"),
        Unsupported,
    ),
    "PREAUTH": (saying(b"* PREAUTH welcome\r\n"), Broken),
    "preauth in small letters": (saying(b"* preauth welcome\r\n"), Broken),
    "cut after the greeting": (ending(READY, after_command=False), Offline),
    "cut after the command": (ending(READY, after_command=True), Offline),
    "cut before the greeting": (ending(b"", after_command=False), Offline),
    "BYE at once": (saying(b"* BYE too busy\r\n"), Offline),
    "BYE in answer": (saying(READY, b"* BYE gone\r\n"), Offline),
    "answered before it was asked": (saying(READY + b"A1 OK begin\r\nA001 OK begin\r\n0001 OK begin\r\n"), Broken),
    "no tag": (saying(READY, b"OK begin\r\n"), Broken),
    "asked for more": (saying(READY, b"+ go on\r\n"), Broken),
    "another's tag": (saying(READY, b"{tag}0 OK begin\r\n"), Broken),
    "told for ever": (saying(READY, b"* 1 EXISTS\r\n" * 50), Broken),
    "a line without end": (saying(b"* OK " + b"x" * 5000), Broken),
    "slipped in after the OK": (saying(READY, b"{tag} OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"), Broken),
    "two OKs": (saying(READY, b"{tag} OK begin\r\n{tag} OK begin\r\n"), Broken),
    "OK, and on in clear text": (saying(READY, b"{tag} OK begin\r\n* OK IMAP4rev1 ready\r\n* OK go on\r\n"), Broken),
    "SMTP": (saying(b"220 mail.example.org ESMTP\r\n"), WrongSetting),
}


def nothing_in_clear(server: ClearTextImap) -> None:
    """All that came before TLS is one command, and neither name nor password is anywhere, in any dress."""
    said = bytes(server.clear)
    assert re.fullmatch(rb"(?:S[0-9a-f]{16} STARTTLS\r\n)?(?:\x16\x03.*|\x15\x03.*)?", said, re.DOTALL), said
    for secret in (USER, PASSWORD, f"\0{USER}\0{PASSWORD}"):
        for dress in (secret.encode(), base64.b64encode(secret.encode())):
            assert dress not in said
    assert not any(word in said.upper() for word in (b"LOGIN", b"AUTHENTICATE", b"CAPABILITY"))


@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_is_said_without_tls(case: str) -> None:
    prelude, kind = HOSTILE[case]
    with ClearTextImap(prelude, upgrades=False) as server:
        error = refused(server, security="starttls")
    assert type(error) is kind, error
    assert error.detail
    nothing_in_clear(server)
    assert server.commands == []


def test_a_server_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "CONNECT_SECONDS", 0.3)
    with ClearTextImap(saying(READY), upgrades=False) as server:
        assert type(refused(server, security="starttls")) is Offline
    nothing_in_clear(server)


def test_after_starttls_it_is_as_with_tls() -> None:
    with ClearTextImap(honest) as server:
        found = probe(server, security="starttls")
    assert (found.messages, found.auth) == (2, "PLAIN")
    assert found.tls.startswith("TLSv1.")
    assert server.violations == []
    assert server.names()[0] == "CAPABILITY", "what was told in clear text is asked again"
    nothing_in_clear(server)


def test_what_was_told_before_tls_is_neither_used_nor_shown() -> None:
    lies = b"* OK [ALERT] CANARY call this number\r\n* 4711 EXISTS\r\n* CAPABILITY IMAP4rev1 X-CANARY\r\n"
    prelude = saying(b"* OK [CAPABILITY IMAP4rev1 X-CANARY] CANARY\r\n", lies + b"{tag} OK CANARY\r\n")
    with ClearTextImap(prelude) as server:
        found = probe(server, security="starttls")
    assert found.messages == 2
    assert "CANARY" not in repr(found)
    nothing_in_clear(server)


_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "certificate",
    [
        lambda: certificate_for("other.example.org"),
        lambda: certificate_for("localhost", not_before=_LONG_AGO, not_after=_LONG_AGO + timedelta(days=1)),
        lambda: trustme.CA().issue_cert("localhost"),
    ],
    ids=["another name", "expired", "unknown authority"],
)
def test_a_certificate_that_is_not_good_after_starttls(certificate: Callable[[], trustme.LeafCert]) -> None:
    with ClearTextImap(honest, certificate=(made := certificate())) as server:
        error = refused(server, security="starttls")
        assert isinstance(error, CertificateRefused)
        assert error.certificate is not None
        assert server.commands == []
        assert probe(server, security="starttls", pin=sha256(made)).messages == 2
        assert type(refused(server, security="starttls", pin="0" * 64)) is CertificateRefused
    assert all(part.endswith(b"STARTTLS") for part in bytes(server.clear).split(b"\r\n")[:-1])
    assert PASSWORD.encode() not in bytes(server.clear)


def test_the_port_of_tls_has_no_starttls() -> None:
    login = Login("localhost", 993, USER, PASSWORD, security="starttls")
    one = ImapSource(Settings(login, ("INBOX",), push=False, start=Start()))
    with closing(one), pytest.raises(WrongSetting) as caught:
        one.probe()
    assert caught.value.field == "port"


def test_a_server_of_starttls_gets_nothing_from_tls() -> None:
    """The other way round: TLS from the first byte, at a port that greets in clear text."""
    with ClearTextImap(saying(READY), upgrades=False) as server:
        error = refused(server)
    assert isinstance(error, WrongSetting)
    assert b"STARTTLS" not in bytes(server.clear)
    assert PASSWORD.encode() not in bytes(server.clear)
