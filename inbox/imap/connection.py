"""One signed-in connection to an IMAP server. The only module that knows what is inside of IMAPClient and imaplib.

Belongs to one thread. Whatever goes wrong on the wire, the connection is thrown away: a late answer to an old
command must never be read as the answer to a new one. Only a plain No leaves it usable.
"""

from __future__ import annotations

import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

from inbox.errors import Offline, SourceError, WrongSetting
from inbox.imap import answers, names, refusals
from inbox.imap.answers import Answer
from inbox.imap.opening import READ_SECONDS, Garbled, Login, check, connected, prepare, translated
from inbox.imap.refusals import Refused, shown
from inbox.imap.sign_in import sign_in
from inbox.oauth import with_token

_log = logging.getLogger(__name__)

CHECK_SECONDS: Final = 20.0
"""For the short commands that show whether the other side is still there."""

_MOST_LITERAL: Final = 64 * 1024 * 1024
_MOST_ALERTS: Final = 5
_ALERT: Final = re.compile(rb"\S{1,20} (?:OK|NO|BAD|BYE) \[ALERT\](.*)", re.IGNORECASE)
_STATUS: Final = re.compile(rb"\b(MESSAGES|UIDNEXT|UIDVALIDITY) (\d{1,12})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Selected:
    """What EXAMINE or SELECT told. `validity` is 0 and `next_uid` None where the server does not say."""

    exists: int
    validity: int
    next_uid: int | None
    read_only: bool = True
    keeps_seen: bool = True
    """What is marked as read stays so (RFC 3501 7.1, PERMANENTFLAGS)."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What STATUS told of a mailbox without selecting it; None where the server does not say."""

    exists: int | None
    validity: int | None
    next_uid: int | None


class Connection:
    """`exists` is the number of mails as last heard; `news`: something was said since that was not asked for.

    `auth` is how it was signed in; `alive` turns false when it has been thrown away. `alerts` are what the server
    wants a person to read (RFC 3501 7.1), each once.
    """

    def __init__(self, login: Login) -> None:
        """Connect and sign in. Raises `inbox.errors` only; then nothing is left open."""
        check(login)
        with_token(login.tokens, lambda token: self._open(login, token))

    def _open(self, login: Login, token: str) -> None:
        self.exists = 0
        self.news = False
        self.auth = ""
        self.alive = True
        self.alerts: list[str] = []
        self._validity = 0
        self._client = connected(login)
        self.imap: Any = self._client._imap
        self.imap.debug = 0  # IMAPClient formats every answer for its log, bodies included
        self.imap.read = self._literal
        self._next_line = self.imap._get_line
        self.imap._get_line = self._line
        self._heed(self.imap.welcome or b"")
        with self.on_the_wire():
            prepare(self.socket)
            self._sign_in(login, token)
            self.capabilities = self._capabilities()

    @property
    def socket(self) -> ssl.SSLSocket:
        found: ssl.SSLSocket = self._client.socket()
        return found

    @property
    def greeting(self) -> str:
        return shown(self.imap.welcome or b"")

    def select(self, mailbox: str, *, writable: bool = False) -> Selected:
        """EXAMINE: nothing we do afterwards can change a flag. `writable` is SELECT, and belongs to `writing` alone."""
        name = _named(mailbox)
        heard: dict[str, Any] = {}
        self._validity = 0
        self.imap.is_readonly = True
        try:
            for _ in self.converse("SELECT" if writable else "EXAMINE", name, keep=heard):
                pass
        except Refused as refusal:
            raise refusals.of_mailbox(refusal.text, mailbox) from None
        self.imap.state = "SELECTED"
        self._validity = _number(heard.get("UIDVALIDITY")) or 0
        self.news = False
        kept = b" ".join(heard.get("PERMANENTFLAGS", [rb"\Seen"]))
        return Selected(
            self.exists,
            self._validity,
            _number(heard.get("UIDNEXT")),
            read_only=not writable or "READ-ONLY" in heard,
            keeps_seen=rb"\seen" in kept.lower(),
        )

    def glance(self, mailbox: str) -> Glance:
        """STATUS, of a mailbox that is not the selected one. Raises Refused."""
        found: list[bytes] = []
        for pieces in self.converse("STATUS", _named(mailbox), "(MESSAGES UIDNEXT UIDVALIDITY)", asked="STATUS"):
            last = pieces[-1]
            found.append(last if isinstance(last, bytes) else last[0])
        told = {name.upper(): int(number) for name, number in _STATUS.findall(b"".join(found[-1:]).rpartition(b"(")[2])}
        return Glance(told.get(b"MESSAGES"), told.get(b"UIDVALIDITY"), told.get(b"UIDNEXT"))

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
        self,
        *command: str | bytes,
        keep: dict[str, Any] | None = None,
        asked: str = "FETCH",
        literal: bytes | None = None,
    ) -> Iterator[list[answers.Piece]]:
        """Send one command; yields the pieces of each response of the type `asked`; raises Refused on a NO or BAD.

        Other untagged responses are overheard, and kept in `keep` by their type. `literal` ends the command: bytes
        that a server takes as they are, whatever they hold (but NUL).
        """
        with self.on_the_wire():
            self.imap.literal = literal
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

    def _line(self) -> bytes:
        """imaplib's `_get_line`, which forgets the words of most answers."""
        line: bytes = self._next_line()
        if b"[" in line:
            self._heed(line)
        return line

    def _heed(self, line: bytes) -> None:
        found = _ALERT.match(line)
        alert = shown(found[1]) if found else ""
        if alert and alert not in self.alerts and len(self.alerts) < _MOST_ALERTS:
            self.alerts.append(alert)

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
            raise translated(error) from error

    def close(self) -> None:
        """Say goodbye and hang up. Never raises."""
        with suppress(Exception):  # whatever it is, the connection is being thrown away
            self.socket.settimeout(2.0)
            self.imap.logout()
        self.drop()

    def drop(self) -> None:
        """Hang up without a word. Never raises; may be called twice."""
        self.alive = False
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


def _named(mailbox: str) -> bytes:
    try:
        return names.quoted(mailbox)
    except ValueError as error:
        raise WrongSetting("mailbox", str(error)) from None


def _number(pieces: list[Any] | None) -> int | None:
    last = pieces[-1] if pieces else None
    return int(last) if isinstance(last, bytes) and last.isdigit() and len(last) < 20 else None
