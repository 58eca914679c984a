"""From a socket to TLS that is safe to say a password into: which certificate is good, and STARTTLS (RFC 3501 6.2.1).

Until TLS stands, all that is ever sent is the one STARTTLS command, and nothing that was received is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from cryptography import x509

from inbox.errors import Broken, Certificate, CertificateRefused, Offline, SourceError, Unsupported, WrongSetting
from inbox.imap import refusals
from inbox.imap.refusals import shown

FOREIGN_GREETINGS: Final = (b"220 ", b"220-", b"+OK", b"SSH-", b"HTTP/")
PREAUTH: Final = "The server says that we are signed in already (PREAUTH), but we are not."

StartTls = Callable[[socket.socket], None]
"""Returns when the other side said that TLS comes next; nothing of what is said after that may have been read."""

_PIN: Final = re.compile(r"[0-9A-F]{64}")
_LONGEST_LINE: Final = 2000
_MOST_LINES: Final = 20


class Protection:
    """What IMAPClient wraps its socket with: it takes any object with this one method of an SSLContext.

    `pin` is the SHA-256 fingerprint of the only certificate that is good, whoever signed it; '' for the usual checks.
    """

    def __init__(
        self,
        *,
        ca_file: str = "",
        pin: str = "",
        starttls: StartTls | None = None,
        wire: type[ssl.SSLSocket] | None = None,
    ) -> None:
        """`starttls` asks for TLS in the clear, in its own protocol; None: TLS from the first byte. `wire`: the kind
        of socket that is made."""
        self._pin = read_pin(pin)
        self._starttls = starttls
        try:
            self._context = ssl.create_default_context(cafile=ca_file or None)
        except OSError as error:  # ssl.SSLError is one too
            raise WrongSetting("ca_file", f"{ca_file}: {error.strerror or error}") from None
        self._context.minimum_version = ssl.TLSVersion.TLSv1_2  # RFC 8996; some builds of Python leave it to the system
        if ssl.HAS_NEVER_CHECK_COMMON_NAME:
            self._context.hostname_checks_common_name = False  # the subject is no place for a host's name (RFC 9525)
        if self._pin:
            self._context.check_hostname = False
            self._context.verify_mode = ssl.CERT_NONE
        if wire is not None:
            self._context.sslsocket_class = wire

    def wrap_socket(self, plain: socket.socket, *, server_hostname: str) -> ssl.SSLSocket:
        """Raises `inbox.errors` and OSError; then the socket is closed, so that nobody can go on without TLS."""
        place = plain.getpeername()[1]
        try:
            if self._starttls:
                self._starttls(plain)
            wire = self._context.wrap_socket(plain, server_hostname=server_hostname)
        except ssl.SSLCertVerificationError as error:
            plain.close()
            certificate = presented(server_hostname, place, starttls=self._starttls)
            raise CertificateRefused(error.verify_message or str(error), certificate=certificate) from error
        except ssl.SSLError as error:
            plain.close()
            if self._starttls:
                raise Broken(f"What followed STARTTLS was not TLS ({error.reason}). We hung up.") from error
            raise
        except BaseException:
            plain.close()
            raise
        if self._pin:
            self._compare(wire, server_hostname, place)
        return wire

    def _compare(self, wire: ssl.SSLSocket, host: str, port: int) -> None:
        shows = wire.getpeercert(binary_form=True) or b""
        if not hmac.compare_digest(_digest(shows), self._pin):
            wire.close()
            what = _certificate(host, port, shows) or "It shows none that can be read."
            raise CertificateRefused(f"This is not the certificate that was trusted. {what}")


def read_pin(typed: str) -> str:
    """A fingerprint with or without colons, as 64 upper-case digits; '' for none. Raises WrongSetting("pin")."""
    plain = re.sub(r"[\s:]", "", typed).upper()
    if plain and not _PIN.fullmatch(plain):
        raise WrongSetting("pin", "A SHA-256 fingerprint has 64 hexadecimal digits, in pairs with or without colons.")
    return plain


def presented(host: str, port: int, *, starttls: StartTls | None, seconds: float = 10.0) -> Certificate | None:
    """What a server shows to anybody, to be told to the person: nothing is believed, nothing but STARTTLS is sent."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with suppress(OSError, SourceError), socket.create_connection((host, port), timeout=seconds) as plain:
        if starttls:
            starttls(plain)
        with context.wrap_socket(plain, server_hostname=host) as wire:
            return _certificate(host, port, wire.getpeercert(binary_form=True) or b"")
    return None


def start_tls(plain: socket.socket) -> None:
    """Returns when the other side said that TLS comes next. Raises `inbox.errors` and OSError.

    Read byte by byte: whatever somebody slipped in after the OK is left for TLS to stumble over, and what came before
    it is forgotten. The tag cannot be guessed, so that no answer can be there before the question.
    """
    lines = Lines(plain)
    _check_greeting(lines.next())
    tag = f"S{secrets.token_hex(8)}".encode()
    plain.sendall(tag + b" STARTTLS\r\n")
    for _ in range(_MOST_LINES):
        line = lines.next()
        if line.startswith(b"* BYE"):
            raise _goodbye(line)
        if line.startswith(b"* "):
            continue
        if line.upper().startswith(tag.upper() + b" OK"):
            plain.settimeout(lines.patience)
            return
        if line.upper().startswith(tag.upper() + b" "):
            text = shown(line.partition(b" ")[2])
            raise Unsupported(f"The server offers no TLS here, so nothing was sent to it: {text}")
        break
    raise Broken("The server's answer to STARTTLS made no sense, so nothing was sent to it.")


class Lines:
    """The lines of a socket, all of them within the time that the socket has for one."""

    def __init__(self, plain: socket.socket) -> None:
        self._plain = plain
        self.patience = plain.gettimeout()
        self._deadline = time.monotonic() + (self.patience or 15.0)

    def next(self) -> bytes:
        line = bytearray()
        while not line.endswith(b"\n"):
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._plain.settimeout(left)
            byte = self._plain.recv(1)
            if not byte:
                raise Offline("The server closed the connection before TLS began.")
            line += byte
            if len(line) > _LONGEST_LINE:
                raise Broken("The server's greeting has no end. We hung up.")
        return bytes(line).rstrip(b"\r\n")


def _check_greeting(line: bytes) -> None:
    if line.upper().startswith(b"* PREAUTH"):
        raise Broken(PREAUTH)
    if line.upper().startswith(b"* BYE"):
        raise _goodbye(line)
    if not line.upper().startswith(b"* OK"):
        raise WrongSetting("port", f"What answers there is not an IMAP server: {shown(line)}")


def _goodbye(line: bytes) -> Offline:
    text = shown(line[len(b"* BYE") :].strip())
    return Offline(text, wait_seconds=refusals.wait_seconds(text))


def _digest(der: bytes) -> str:
    return hashlib.sha256(der).hexdigest().upper()


def _certificate(host: str, port: int, der: bytes) -> Certificate | None:
    try:
        read = x509.load_der_x509_certificate(der)
        dates = read.not_valid_before_utc, read.not_valid_after_utc
    except ValueError:  # also for one that X.509 does not allow
        return None
    digits = _digest(der)
    return Certificate(host, port, ":".join(digits[at : at + 2] for at in range(0, 64, 2)), *dates)
