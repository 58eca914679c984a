"""From an account's settings to a connection over TLS that has greeted us; what went wrong on the way, in our words."""

from __future__ import annotations

import imaplib
import socket
import ssl
from dataclasses import dataclass, field
from typing import Final

from imapclient import IMAPClient, SocketTimeout
from imapclient.tls import IMAP4_TLS

from inbox.errors import Offline, SignInRefused, SourceError, Unsupported, WrongSetting
from inbox.imap import refusals
from inbox.imap.refusals import shown
from inbox.imap.tls import FOREIGN_GREETINGS, Protection, start_tls
from inbox.oauth import Tokens

CONNECT_SECONDS: Final = 15.0
READ_SECONDS: Final = 60.0


class Garbled(Offline):
    """What came is not IMAP, or not the IMAP that was asked for."""


@dataclass(frozen=True, slots=True)
class Login:
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    ca_file: str = ""
    pin: str = ""
    security: str = "tls"
    """"tls" from the first byte, or "starttls"."""
    tokens: Tokens | None = field(default=None, repr=False)
    """In place of a password: an account that signs in by OAuth, and by nothing else."""


def check(login: Login) -> None:
    for name in ("host", "user", "password"):
        if any(ord(sign) < 32 or ord(sign) == 127 for sign in getattr(login, name)):
            raise WrongSetting(name, "It holds a control character, such as the end of a line.")
    if not login.host or any(sign.isspace() for sign in login.host):
        raise WrongSetting("host", "A server's name, such as imap.example.org, is needed.")
    if not 0 < login.port < 65536:
        raise WrongSetting("port", "A port is a number from 1 to 65535; IMAP over TLS has 993.")
    if login.port == 993 and login.security == "starttls":
        raise WrongSetting(
            "port", "Port 993 speaks TLS from the first byte; servers with STARTTLS have it at port 143."
        )
    if not login.password and login.tokens is None:
        raise SignInRefused("There is no password.")


def prepare(wire: ssl.SSLSocket) -> None:
    """A peer that vanished without a word is noticed within two minutes, also while nothing is being said.

    imaplib sends a literal and its line end apart: held back by Nagle's algorithm, each sign-in would take 40 ms more.
    """
    wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 20), ("TCP_KEEPCNT", 3)):
        if hasattr(socket, name):  # not every system has each of them
            wire.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


class _Greeted(IMAP4_TLS):  # type: ignore[misc]
    """imaplib waits for a greeting; here it came before TLS, and nothing from then may be used (RFC 3501 6.2.1)."""

    _greeted = False

    def readline(self) -> bytes:
        if not self._greeted:
            self._greeted = True
            return f"* OK {self.host}\r\n".encode()
        line: bytes = super().readline()
        return line


class _AfterStartTls(IMAPClient):  # type: ignore[misc]
    def _create_IMAP4(self) -> _Greeted:  # noqa: N802 (IMAPClient's own name)
        return _Greeted(self.host, self.port, self.ssl_context, CONNECT_SECONDS)


def connected(login: Login) -> IMAPClient:
    starttls = login.security == "starttls"
    protection = Protection(ca_file=login.ca_file, pin=login.pin, starttls=start_tls if starttls else None)
    try:
        return (_AfterStartTls if starttls else IMAPClient)(
            login.host,
            login.port,
            ssl=True,
            ssl_context=protection,
            timeout=SocketTimeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
        )
    except SourceError:
        raise
    except imaplib.IMAP4.error as error:
        said = error.args[0] if error.args else None
        # None: imaplib took the greeting for a "+", with which IMAP never begins, but POP3 does.
        raise _of_greeting(
            b"+OK" if said is None else said if isinstance(said, bytes) else str(said).encode()
        ) from error
    except Exception as error:  # the edge of the library: all of it becomes one of ours
        raise translated(error) from error


def _of_greeting(said: bytes) -> SourceError:
    if any(foreign in said[:80] for foreign in FOREIGN_GREETINGS):
        return WrongSetting("port", f"What answers there is not an IMAP server: {shown(said)}")
    text = shown(said.removeprefix(b"* BYE").strip())
    return Offline(text, wait_seconds=refusals.wait_seconds(text))


def translated(error: Exception) -> SourceError:
    match error:
        case ssl.SSLError() if error.reason in {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"}:
            return WrongSetting("port", "What answers there does not speak TLS. Mail servers do on port 993.")
        case ssl.SSLError() if error.reason in {"UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION"}:
            return Unsupported("The server only speaks a version of TLS that is no longer safe.")
        case TimeoutError():
            return Offline("The server does not answer.")
        case socket.gaierror():
            return Offline(f"The server's name could not be found: {error.strerror}")
        case ssl.SSLEOFError() | ConnectionError():
            return Offline(f"The connection was closed or refused: {error.strerror or error}")
        case OSError():
            return Offline(error.strerror or str(error))
        case imaplib.IMAP4.abort() if "EOF" in str(error):
            return Offline("The server closed the connection.")
        case _:
            return Garbled(f"The server's answer made no sense: {shown(str(error))}")
