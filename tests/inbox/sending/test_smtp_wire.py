"""Not one byte of a name or a password in the clear, and one deadline for a whole submission."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from dataclasses import replace

import pytest

from inbox.errors import Broken, CertificateRefused, Offline, SourceError, Unsupported, WrongSetting
from inbox.sending import Letter, MailRefused, Unsure
from inbox.sending import Submission as Account
from inbox.sending.smtp import Times, submit, trial
from tests.servers.clear_text import Clear, Prelude
from tests.servers.smtp_script import ScriptedSmtp, honest
from tests.servers.submission import PASSWORD, USER, Submission

MESSAGE = b"From: me@example.org\r\nTo: a@x.example\r\nSubject: hi\r\n\r\n.\r\nend\r\n"
LETTER = Letter(1, "work", USER, ("a@x.example",), MESSAGE)
TIMES = Times(command=5.0, whole=10.0, answer=5.0)


def account(server: ScriptedSmtp | Submission, security: str = "starttls") -> Account:
    return Account("localhost", server.port, USER, PASSWORD, str(server.ca_file), security=security)


def test_starttls_with_a_real_server() -> None:
    with Submission(starttls=True) as server:
        submit(account(server), LETTER, TIMES)
        assert server.taken == [(USER, ("a@x.example",), MESSAGE)]
        found = trial(account(server), TIMES)
        assert (found.server, found.auth, found.problem) == (f"localhost:{server.port}", "PLAIN", "")
        assert found.tls.startswith("TLSv1.")
        assert len(server.taken) == 1
        with pytest.raises(SourceError) as caught:  # TLS from the first byte is not what is spoken there
            submit(account(server, "tls"), LETTER, TIMES)
        assert isinstance(caught.value, WrongSetting)


def test_all_that_is_said_before_tls() -> None:
    with ScriptedSmtp(honest) as server:
        submit(account(server), LETTER, TIMES)
        server.settle()
        assert bytes(server.clear) == b"EHLO [127.0.0.1]\r\nSTARTTLS\r\n"
        assert server.commands == ["EHLO", "AUTH", "MAIL", "RCPT", "DATA", ".", "QUIT"]  # EHLO anew, inside TLS


def says(*answers: bytes) -> Prelude:
    """One answer to the greeting, one to each line."""

    def prelude(wire: Clear) -> None:
        wire.send(answers[0])
        for answer in answers[1:]:
            if not wire.line():
                return
            wire.send(answer)

    return prelude


HELLO, OFFER, GO = b"220 x ESMTP\r\n", b"250-x\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n", b"220 go\r\n"
HOSTILE: dict[str, tuple[Prelude, type[SourceError]]] = {
    "the offer is stripped": (says(HELLO, b"250-x\r\n250 AUTH PLAIN\r\n"), Unsupported),
    "the offer is garbled": (says(HELLO, b"250-x\r\n250 XSTARTTLSX\r\n"), Unsupported),
    "refused for good": (says(HELLO, OFFER, b"502 no\r\n"), Unsupported),
    "refused for now": (says(HELLO, OFFER, b"454 not now\r\n"), Offline),
    "refused in many lines": (says(HELLO, OFFER, b"502-no\r\n502-and\r\n502 no\r\n"), Unsupported),
    "cut at the greeting": (says(b"220 x"), Offline),
    "cut after the offer": (says(HELLO, OFFER), Offline),
    "answered with nonsense": (says(HELLO, OFFER, b"what?\r\n"), Broken),
    "no TLS follows": (says(HELLO, OFFER, GO + b"250-x\r\n250 AUTH PLAIN\r\n"), SourceError),
    "answered before it was asked": (says(HELLO, OFFER + GO, b"250 AUTH PLAIN\r\n"), SourceError),
    "an answer is slipped in behind": (says(HELLO, OFFER, GO + b"250 injected\r\n"), SourceError),
    "everything at once": (
        says(HELLO + OFFER + GO + b"235 welcome\r\n250 OK\r\n354 go\r\n250 queued\r\n"),
        SourceError,
    ),
    "busy": (says(b"421 come again\r\n"), Offline),
    "not welcome": (says(b"554 no\r\n"), Unsupported),
    "an IMAP server": (says(b"* OK IMAP4rev1\r\n"), WrongSetting),
    "signed in already, it says": (says(b"235 welcome\r\n"), SourceError),
    "a line without an end": (says(b"220 " + b"x" * 100_000), Broken),
    "a greeting without an end": (says(b"220-x\r\n" * 10_000), Broken),
    "an offer without an end": (says(HELLO, b"250-x\r\n" * 10_000), Broken),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_is_said_without_tls(case: str) -> None:
    prelude, kind = HOSTILE[case]
    with ScriptedSmtp(prelude, upgrades=False) as server:
        # Who waits in vain is offline; what the others are told they are told at once.
        patience = 1.0 if kind in {Offline, SourceError} else 20.0
        with pytest.raises(kind) as caught:
            submit(account(server), LETTER, Times(command=patience, whole=2 * patience, answer=1.0))
        assert not isinstance(caught.value, Unsure)
        server.settle()
        _nothing_told(bytes(server.clear))


@pytest.mark.parametrize("case", HOSTILE)
def test_nor_where_tls_is_spoken_from_the_first_byte(case: str) -> None:
    prelude, _ = HOSTILE[case]
    with ScriptedSmtp(prelude, upgrades=False) as server:
        with pytest.raises(SourceError):
            submit(account(server, "tls"), LETTER, Times(command=1.0, whole=2.0, answer=1.0))
        server.settle()
        _nothing_told(bytes(server.clear))


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("name", ["localhost", "smtp.example.org"])
def test_a_certificate_that_is_not_good(security: str, name: str) -> None:
    """Of nobody we trust, or of another name: nothing is said, and what it shows is told."""
    with ScriptedSmtp(honest if security == "starttls" else None, name=name) as server:
        good = account(server, security)
        for to in (replace(good, ca_file=""), *([good] if name != "localhost" else [])):
            with pytest.raises(CertificateRefused) as caught:
                submit(to, LETTER, TIMES)
            assert caught.value.certificate is not None
            assert caught.value.certificate.fingerprint == _fingerprint(server)
        server.settle()
        _nothing_told(bytes(server.clear))
        assert server.commands == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_pinned_certificate(security: str) -> None:
    """It alone is good, whoever signed it; another is refused also if it would be good without the pin."""
    with ScriptedSmtp(honest if security == "starttls" else None, name="other.example.org") as server:
        pinned = replace(account(server, security), ca_file="", pin=_fingerprint(server))
        submit(pinned, LETTER, TIMES)
        assert len(server.taken) == 1
    with ScriptedSmtp(honest if security == "starttls" else None) as changed:
        with pytest.raises(CertificateRefused, match="not the certificate that was trusted"):
            submit(replace(pinned, port=changed.port, ca_file=str(changed.ca_file)), LETTER, TIMES)
        changed.settle()
        assert changed.commands == []
    with pytest.raises(WrongSetting) as caught:
        submit(replace(pinned, pin="AB:CD"), LETTER, TIMES)
    assert caught.value.field == "smtp_pin"


def _fingerprint(server: ScriptedSmtp) -> str:
    import ssl

    der = ssl.PEM_cert_to_DER_cert(server.certificate.cert_chain_pems[0].bytes().decode())
    digits = hashlib.sha256(der).hexdigest().upper()
    return ":".join(digits[at : at + 2] for at in range(0, 64, 2))


def _nothing_told(clear: bytes) -> None:
    for secret in (USER, PASSWORD, f"\0{USER}\0{PASSWORD}"):
        assert secret.encode() not in clear
        assert base64.b64encode(secret.encode()) not in clear
    assert b"AUTH" not in clear
    rest = re.sub(rb"^(EHLO \[127\.0\.0\.1\]\r\n(STARTTLS\r\n)?)*", b"", clear)
    assert rest == b"" or rest.startswith(b"\x16\x03")  # a TLS handshake, and nothing else


@pytest.mark.parametrize(("command", "kind"), [("EHLO", Offline), ("RCPT", Offline), ("DATA", Offline), (".", Unsure)])
def test_a_server_that_drips_is_left(command: str, kind: type[SourceError]) -> None:
    """Each byte comes in time for a byte; the whole does not."""
    with ScriptedSmtp() as server:
        server.drip, server.drips_from = 0.15, command
        begin = time.monotonic()
        before = 20.0 if kind is Unsure else 0.8
        with pytest.raises(kind):
            submit(account(server, "tls"), LETTER, Times(command=before, whole=before, answer=0.8))
        assert time.monotonic() - begin < 15


def test_a_server_that_talks_without_an_end_is_left() -> None:
    with ScriptedSmtp() as server:
        server.floods = True
        with pytest.raises(Offline, match="without an end"):
            submit(account(server, "tls"), LETTER, TIMES)


def test_every_byte_that_is_missing() -> None:
    """Cut after each byte that the server says, and after each that it hears: what was taken is never told unsent, and
    what was not taken never told sent."""
    with ScriptedSmtp() as server:
        submit(account(server, "tls"), LETTER, TIMES)
        server.settle()
        said, heard = len(server.said), len(server.heard)
        assert (said > 100, heard > 150, len(server.taken)) == (True, True, 1)
        outcomes = set()
        for direction, most in (("says", said), ("hears", heard)):
            for at in range(most):
                server.says = server.hears = None
                setattr(server, direction, at)
                server.taken.clear()
                outcome = _outcome(server)
                server.settle()
                assert len(server.taken) <= 1
                if server.taken:
                    assert outcome in {"sent", "unsure"}, (direction, at, outcome)
                else:
                    assert outcome in {"unsent", "unsure"}, (direction, at, outcome)
                outcomes.add((outcome, bool(server.taken)))
    assert {("unsent", False), ("unsure", False), ("unsure", True), ("sent", True)} <= outcomes


def _outcome(server: ScriptedSmtp) -> str:
    try:
        submit(account(server, "tls"), LETTER, TIMES)
    except Unsure:
        return "unsure"
    except SourceError:
        return "unsent"
    return "sent"


def test_a_message_that_is_too_large_is_not_begun() -> None:
    with Submission(most_bytes=50) as server:
        with pytest.raises(MailRefused, match="and the server takes"):
            submit(account(server, "tls"), LETTER, TIMES)
        assert server.commands == []


@pytest.mark.parametrize("letter", [
    replace(LETTER, recipients=("zoé@x.example",)),
    replace(LETTER, sender="zoé@x.example"),
    replace(LETTER, message="To: zoé@x.example\r\n\r\nx\r\n".encode()),
])  # fmt: skip
def test_addresses_beyond_ascii(letter: Letter) -> None:
    """RFC 6531: only where the server offers it."""
    with Submission(utf8=True) as server:
        submit(account(server, "tls"), letter, TIMES)
        assert server.taken == [(letter.sender, letter.recipients, letter.message)]
    with Submission() as server:
        with pytest.raises(Unsupported, match="beyond ASCII"):
            submit(account(server, "tls"), letter, TIMES)
        assert server.commands == []
