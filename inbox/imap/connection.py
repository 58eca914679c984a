"""One signed-in connection to an IMAP server. The only module that knows what is inside of IMAPClient and imaplib.

Belongs to one thread. Whatever goes wrong on the wire, the connection is thrown away: a late answer to an old
command must never be read as the answer to a new one. Only a plain No leaves it usable.
"""

from __future__ import annotations

import imaplib
import logging
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final

from imapclient import IMAPClient, SocketTimeout
from imapclient.tls import IMAP4_TLS

from inbox.errors import Offline, SignInRefused, SourceError, Unsupported, WrongSetting
from inbox.imap import answers, names, refusals
from inbox.imap.answers import Answer
from inbox.imap.refusals import Refused, shown
from inbox.imap.sign_in import sign_in
from inbox.imap.tls import FOREIGN_GREETINGS, Protection
from inbox.oauth import Tokens, with_token

_log = logging.getLogger(__name__)

CONNECT_SECONDS: Final = 15.0
READ_SECONDS: Final = 60.0
CHECK_SECONDS: Final = 20.0
"""For the short commands that show whether the other side is still there."""

_MOST_LITERAL: Final = 64 * 1024 * 1024


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


@dataclass(frozen=True, slots=True)
class Selected:
    """What EXAMINE told. `validity` is 0 and `next_uid` None where the server does not say."""

    exists: int
    validity: int
    next_uid: int | None


class Connection:
    """`exists` is the number of mails as last heard; `news`: something was said since that was not asked for.

    `auth` is how it was signed in.
    """

    def __init__(self, login: Login) -> None:
        """Connect and sign in. Raises `inbox.errors` only; then nothing is left open."""
        _refuse_controls(login)
        with_token(login.tokens, lambda token: self._open(login, token))

    def _open(self, login: Login, token: str) -> None:
        self.exists = 0
        self.news = False
        self.auth = ""
        self._validity = 0
        self._client = _connected(login)
        self.imap: Any = self._client._imap
        self.imap.debug = 0  # IMAPClient formats every answer for its log, bodies included
        self.imap.read = self._literal
        with self.on_the_wire():
            _prepare(self.socket)
            self._sign_in(login, token)
            self.capabilities = self._capabilities()

    @property
    def socket(self) -> ssl.SSLSocket:
        found: ssl.SSLSocket = self._client.socket()
        return found

    @property
    def greeting(self) -> str:
        return shown(self.imap.welcome or b"")

    def select(self, mailbox: str) -> Selected:
        """EXAMINE: nothing we do afterwards can change a flag."""
        try:
            name = names.quoted(mailbox)
        except ValueError as error:
            raise WrongSetting("mailbox", str(error)) from None
        heard: dict[str, Any] = {}
        self._validity = 0
        self.imap.is_readonly = True
        try:
            for _ in self.converse("EXAMINE", name, keep=heard):
                pass
        except Refused as refusal:
            raise refusals.of_mailbox(refusal.text, mailbox) from None
        self.imap.state = "SELECTED"
        self._validity = _number(heard.get("UIDVALIDITY")) or 0
        self.news = False
        return Selected(self.exists, self._validity, _number(heard.get("UIDNEXT")))

    def noop(self) -> None:
        """Hear what is new; short of patience, for it also shows whether the connection still lives."""
        with self.patience(CHECK_SECONDS):
            self._command("NOOP")

    def server_name(self) -> str:
        """What the server calls itself (RFC 2971), else its greeting."""
        if "ID" not in self.capabilities:
            return self.greeting
        heard: dict[str, Any] = {}
        with suppress(Refused):
            for _ in self.converse("ID", "NIL", keep=heard):
                pass
        said = shown(b" ".join(piece for piece in heard.get("ID", []) if isinstance(piece, bytes)))
        words = [word for word in said.strip("()").split('"') if word.strip()]
        pairs = dict(zip(words[::2], words[1::2], strict=False))
        name = " ".join(pairs[key] for key in ("name", "version") if pairs.get(key))
        return name or self.greeting

    def fetch(self, numbers: str, items: str, *, by_uid: bool = True) -> Iterator[Answer]:
        """The answers as they come, so that memory holds one. Raises Refused at the end, after all that was answered.

        `numbers` is made of digits, colons, commas and stars only. A reader that stops early ends the connection.
        """
        command = ("UID", "FETCH", numbers, items) if by_uid else ("FETCH", numbers, items)
        for pieces in self.converse(*command):
            answer = answers.read(pieces)
            if answer is not None:
                yield answer

    def search(self, criteria: str) -> list[int]:
        """UIDs, in any order. Raises Refused. `criteria` are of our making; a line of the answer has 1 MB at most."""
        found: list[int] = []
        for pieces in self.converse("UID", "SEARCH", criteria, asked="SEARCH"):
            words = b" ".join(piece for piece in pieces if isinstance(piece, bytes)).split()
            found += [int(word) for word in words if word.isdigit() and len(word) <= 10]
        return found

    def converse(
        self, *command: str | bytes, keep: dict[str, Any] | None = None, asked: str = "FETCH"
    ) -> Iterator[list[answers.Piece]]:
        """Send one command; yields the pieces of each response of the type `asked`; raises Refused on a NO or BAD.

        Other untagged responses are overheard, and kept in `keep` by their type.
        """
        with self.on_the_wire():
            tag = self.imap._command(*command)
            while (ending := self.imap.tagged_commands[tag]) is None:
                self.imap._get_response()
                pieces = self.imap.untagged_responses.pop(asked, None)
                if self.imap.untagged_responses:
                    self.overhear(keep)
                if pieces:
                    yield pieces
            del self.imap.tagged_commands[tag]
            self.overhear(keep)
            status, (text, *_) = ending
            if status != "OK":
                raise Refused(status, shown(text or b""))

    def overhear(self, keep: dict[str, Any] | None = None) -> None:
        """Take note of what was said unasked, and forget it: imaplib would keep it for ever."""
        heard: dict[str, list[Any]] = self.imap.untagged_responses
        if "BYE" in heard:
            said = shown(heard["BYE"][-1] or b"")
            raise Offline(said, wait_seconds=refusals.wait_seconds(said))
        if "EXPUNGE" in heard:
            self.exists = max(0, self.exists - len(heard["EXPUNGE"]))
        if "VANISHED" in heard:
            self.news = True
        if (exists := _number(heard.get("EXISTS"))) is not None:
            self.news = self.news or exists != self.exists
            self.exists = exists
        if self._validity and _number(heard.get("UIDVALIDITY")) not in (None, self._validity):
            raise Offline("The mailbox was numbered anew while it was being read.")
        if keep is not None:
            keep.update(heard)
        heard.clear()

    @contextmanager
    def patience(self, seconds: float) -> Iterator[None]:
        self.socket.settimeout(seconds)
        try:
            yield
        finally:
            with suppress(OSError):  # it may be closed by now
                self.socket.settimeout(READ_SECONDS)

    @contextmanager
    def on_the_wire(self) -> Iterator[None]:
        """Everything but a No ends the connection, a reader that goes away in the middle of an answer too."""
        try:
            yield
        except Refused:
            raise
        except BaseException as error:
            self.drop()
            if isinstance(error, SourceError) or not isinstance(error, Exception):
                raise
            raise _translated(error) from error

    def close(self) -> None:
        """Say goodbye and hang up. Never raises."""
        with suppress(Exception):  # whatever it is, the connection is being thrown away
            self.socket.settimeout(2.0)
            self.imap.logout()
        self.drop()

    def drop(self) -> None:
        """Hang up without a word. Never raises; may be called twice."""
        with suppress(OSError, ValueError):
            self._client.shutdown()

    def _command(self, *command: str) -> None:
        try:
            for _ in self.converse(*command):
                pass
        except Refused as refusal:
            self.drop()
            raise Offline(refusal.text, wait_seconds=refusals.wait_seconds(refusal.text)) from None

    def _capabilities(self) -> frozenset[str]:
        heard: dict[str, Any] = {}
        for _ in self.converse("CAPABILITY", keep=heard):
            pass
        said = b" ".join(piece for piece in heard.get("CAPABILITY", []) if isinstance(piece, bytes))
        return frozenset(said.decode("ascii", "replace").upper().split()[:200])

    def _sign_in(self, login: Login, token: str) -> None:
        secret = token or login.password
        try:
            self.auth = sign_in(
                self.imap, login.user, secret, host=login.host, port=login.port, token=login.tokens is not None
            )
        except imaplib.IMAP4.abort:
            self.overhear()  # a BYE says more than that the connection ended
            raise

    def _literal(self, size: int) -> bytes:
        """imaplib's `read`, but a size of gigabytes is refused before memory for it is asked."""
        if size > _MOST_LITERAL:
            raise Garbled(f"The server announced {size} bytes where at most {_MOST_LITERAL} can be meant.")
        data: bytes = self.imap.file.read(size)
        if len(data) < size:
            raise Offline("The server closed the connection.")
        return data


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


def _connected(login: Login) -> IMAPClient:
    starttls = login.security == "starttls"
    protection = Protection(ca_file=login.ca_file, pin=login.pin, starttls=starttls)
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
        raise _translated(error) from error


def _of_greeting(said: bytes) -> SourceError:
    if any(foreign in said[:80] for foreign in FOREIGN_GREETINGS):
        return WrongSetting("port", f"What answers there is not an IMAP server: {shown(said)}")
    text = shown(said.removeprefix(b"* BYE").strip())
    return Offline(text, wait_seconds=refusals.wait_seconds(text))


def _translated(error: Exception) -> SourceError:
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


def _refuse_controls(login: Login) -> None:
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


def _prepare(wire: ssl.SSLSocket) -> None:
    """A peer that vanished without a word is noticed within two minutes, also while nothing is being said.

    imaplib sends a literal and its line end apart: held back by Nagle's algorithm, each sign-in would take 40 ms more.
    """
    wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 20), ("TCP_KEEPCNT", 3)):
        if hasattr(socket, name):  # not every system has each of them
            wire.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _number(pieces: list[Any] | None) -> int | None:
    last = pieces[-1] if pieces else None
    return int(last) if isinstance(last, bytes) and last.isdigit() and len(last) < 20 else None
