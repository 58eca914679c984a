"""An IMAP server that does what a test tells it to, over TLS, and takes only the commands it knows, letter by letter.

`replies` overrides single commands (by name: "LOGIN", "EXAMINE", "NOOP", "FETCH", "LIST", "IDLE", ...; "LIST" is a
FETCH of numbers and dates, "FETCH" one of bodies, "MAILBOXES" a LIST); a reply gets the session and the command and
writes to the session.
"""

from __future__ import annotations

import base64
import re
import selectors
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any, Self

import trustme

from tests.servers.imap_grammar import GRAMMAR
from tests.servers.imap_grammar import Command as Command  # noqa: PLC0414 (where a script is, its commands are)
from tests.servers.mailbox import Mail, Mailbox

PASSWORD = "secret"
Reply = Callable[["Session", Command], None]


class Cut(Exception):
    """The script ends this connection."""


class Session:
    """One connection. `write` counts against the server's `budget` while bodies are answered."""

    def __init__(self, server: ScriptedImap, wire: ssl.SSLSocket) -> None:
        self.server = server
        self.wire = wire
        self.file = wire.makefile("rb")
        self.counted = False
        self.selected = ""
        self.told: SimpleQueue[str] = SimpleQueue()  # by others, for its own thread to say: TLS bears no two at once
        self._out = bytearray()

    @property
    def mailbox(self) -> Mailbox:
        """The selected one."""
        return self.server.others.get(self.selected, self.server.mailbox)

    def write(self, data: bytes | str) -> None:
        """Sent with the next `flush`, which comes before anything is read."""
        data = data.encode() if isinstance(data, str) else data
        if self.counted and self.server.budget is not None:
            cut = len(data) > self.server.budget
            data = data[: self.server.budget]
            self.server.budget -= len(data)
            self._out += data
            if cut:
                raise Cut
            return
        self._out += data
        if len(self._out) > 60_000:
            self.flush()

    def flush(self) -> None:
        out, self._out = bytes(self._out), bytearray()
        if out:
            self.wire.sendall(out)

    def readline(self) -> bytes:
        self.flush()
        return self.file.readline()

    def ok(self, command: Command, text: str = "done") -> None:
        self.write(command.tag + f" OK {text}\r\n".encode())

    def no(self, command: Command, text: str, status: str = "NO") -> None:
        self.write(command.tag + f" {status} {text}\r\n".encode())

    def mail_row(self, sequence: int, one: Mail) -> None:
        attributes = f'UID {one.uid} INTERNALDATE "{one.date}" RFC822.SIZE {len(one.content)}'
        self.write(f"* {sequence} FETCH ({attributes} BODY[]<0> {{{len(one.content)}}}\r\n")
        self.write(one.content + b")\r\n")

    def run(self) -> None:
        self.write(self.server.greeting)
        while line := self.readline():
            self.take(line)

    def take(self, line: bytes) -> None:
        self.server.commands.append(line)
        command = _parsed(line, self.server.grammar)
        if command is None:
            self.server.violations.append(line)
            self.write(line.split(b" ")[0][:10] + b" BAD not understood\r\n")
            return
        reply = self.server.replies.get(command.name) or _REPLIES[command.name]
        reply(self, command)

    def wait_for_done(self) -> None:
        self.flush()
        with selectors.DefaultSelector() as ready:
            ready.register(self.wire, selectors.EVENT_READ)
            while not self.wire.pending() and not ready.select(0.02):
                while not self.told.empty():
                    self.write(self.told.get())
                self.flush()
        line = self.readline()
        if not line:
            raise Cut
        self.server.commands.append(line)
        if line != b"DONE\r\n":
            self.server.violations.append(line)
            raise Cut


class ScriptedImap:
    """`with ScriptedImap(Mailbox.of(3)) as server:`. `violations` holds every line that is not plain, known IMAP."""

    host = "localhost"

    def __init__(self, mailbox: Mailbox | None = None, *, certificate: trustme.LeafCert | None = None) -> None:
        self.mailbox = mailbox if mailbox is not None else Mailbox()
        self.others: dict[str, Mailbox] = {}
        """Mailboxes by their names; where there is none, every name leads to the one above."""
        self.greeting: bytes = b"* OK ready\r\n"
        self.capabilities = "IMAP4rev1 IDLE AUTH=PLAIN"
        self.folders: list[bytes] = [b'() "/" INBOX']
        self.grammar = dict(GRAMMAR)
        self.replies: dict[str, Reply] = {}
        self.budget: int | None = None
        self.commands: list[bytes] = []
        self.violations: list[bytes] = []
        self.sessions: list[Session] = []
        self.accepted = 0
        self.idling = threading.Semaphore(0)
        authority, usual = _certificates()
        self._files = TemporaryDirectory(prefix="ecluse-imap-")
        self.ca_file = Path(self._files.name) / "ca.pem"
        authority.cert_pem.write_to_path(str(self.ca_file))
        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        (certificate or usual).configure_cert(self._context)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self.go_away()
        for thread in self._threads:
            thread.join(60)
        self._files.cleanup()

    def names(self) -> list[str]:
        """The commands so far, by their names in the grammar."""
        return [name for line in self.commands if (name := self.named(line)) is not None]

    def named(self, line: bytes) -> str | None:
        command = _parsed(line, self.grammar)
        return command.name if command is not None else None

    def hang_up(self) -> None:
        """Every connection ends, without a word."""
        for session in list(self.sessions):
            with suppress(OSError):
                socket.socket.shutdown(session.wire, socket.SHUT_RDWR)

    def go_away(self) -> None:
        """Connections end, and no new one is taken."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.hang_up()

    def tell(self, line: str) -> None:
        """To whoever is in IDLE."""
        for session in list(self.sessions):
            session.told.put(line)

    def _start(self, target: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            self.accepted += 1
            self._start(self._serve, plain)

    def _serve(self, plain: socket.socket) -> None:
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            wire = self._context.wrap_socket(plain, server_side=True)
        except OSError:
            plain.close()
            return
        session = Session(self, wire)
        self.sessions.append(session)
        try:
            session.run()
        except (Cut, OSError, ValueError):
            pass  # the script or the client hung up
        finally:
            with suppress(OSError, ValueError):
                session.flush()
            self.sessions.remove(session)
            session.file.close()
            with suppress(OSError):
                socket.socket.shutdown(wire, socket.SHUT_RDWR)
            wire.close()


def _parsed(line: bytes, grammar: dict[str, re.Pattern[bytes]]) -> Command | None:
    if not line.endswith(b"\r\n"):
        return None
    for name, form in grammar.items():
        if form.fullmatch(line[:-2]):
            return Command(line.split(b" ")[0], name, line[:-2])
    return None


@cache
def _certificates() -> tuple[trustme.CA, trustme.LeafCert]:
    authority = trustme.CA(organization_name="Test")
    return authority, authority.issue_cert("localhost")


def certificate_for(*names: str, **options: Any) -> trustme.LeafCert:
    """Signed by the authority that tests trust."""
    return _certificates()[0].issue_cert(*names, **options)


# ------------------------------------------------------------------------------- what a good server would answer


def capability(session: Session, command: Command) -> None:
    session.write(f"* CAPABILITY {session.server.capabilities}\r\n")
    session.ok(command)


def login(session: Session, command: Command) -> None:
    if command.line.endswith(f'"{PASSWORD}"'.encode()):
        session.ok(command)
    else:
        _refuse(session, command)


def _refuse(session: Session, command: Command) -> None:
    session.no(command, "[AUTHENTICATIONFAILED] wrong")


def authenticate(session: Session, command: Command) -> None:
    session.write("+ \r\n")
    line = session.readline()
    session.server.commands.append(b"(base64)\r\n")
    _, _, password = base64.b64decode(line, validate=False).decode().split("\0")
    if password == PASSWORD:
        session.ok(command)
    else:
        _refuse(session, command)


def examine(session: Session, command: Command) -> None:
    session.selected = ""
    if not _there(session, command):
        return
    session.selected = command.mailbox
    mailbox = session.mailbox
    session.write(f"* FLAGS (\\Seen)\r\n* {len(mailbox)} EXISTS\r\n* 0 RECENT\r\n")
    session.write(f"* OK [UIDVALIDITY {mailbox.validity}] ok\r\n")
    if mailbox.next_uid is not None:
        session.write(f"* OK [UIDNEXT {mailbox.following}] next\r\n")
    session.ok(command, "[READ-ONLY] selected")


def status(session: Session, command: Command) -> None:
    if not _there(session, command):
        return
    mailbox = session.server.others.get(command.mailbox, session.server.mailbox)
    following = f" UIDNEXT {mailbox.following}" if mailbox.next_uid is not None else ""
    told = f"MESSAGES {len(mailbox)}{following} UIDVALIDITY {mailbox.validity}"
    session.write(f'* STATUS "{command.mailbox}" ({told})\r\n')
    session.ok(command)


def _there(session: Session, command: Command) -> bool:
    others = session.server.others
    if not others or command.mailbox == "INBOX" or command.mailbox in others:
        return True
    session.no(command, "[NONEXISTENT] no such mailbox")
    return False


def mailboxes(session: Session, command: Command) -> None:
    for line in session.server.folders:
        session.write(b"* LIST " + line + b"\r\n")
    session.ok(command)


def noop(session: Session, command: Command) -> None:
    if session.selected:
        session.write(f"* {len(session.mailbox)} EXISTS\r\n")
    session.ok(command)


def numbers(session: Session, command: Command) -> None:
    for sequence, one in session.mailbox.rows(command.numbers, by_uid=command.by_uid):
        date = f' INTERNALDATE "{one.date}"' if b"INTERNALDATE" in command.line else ""
        session.write(f"* {sequence} FETCH (UID {one.uid}{date})\r\n")
    session.ok(command)


def search(session: Session, command: Command) -> None:
    words = command.line.decode().split()
    found = session.mailbox.since(words[3], words[-1] if "SINCE" in words else "1-Jan-1970")
    session.write(f"* SEARCH{''.join(f' {uid}' for uid in found)}\r\n")
    session.ok(command)


def bodies(session: Session, command: Command) -> None:
    session.counted = True
    for sequence, one in session.mailbox.rows(command.numbers, by_uid=command.by_uid):
        session.mail_row(sequence, one)
    session.ok(command)
    session.counted = False


def idle(session: Session, command: Command) -> None:
    session.write("+ idling\r\n")
    session.flush()
    session.server.idling.release()
    session.wait_for_done()
    session.ok(command)


def logout(session: Session, command: Command) -> None:
    session.write("* BYE bye\r\n")
    session.ok(command)
    raise Cut


def identify(session: Session, command: Command) -> None:
    session.write('* ID ("name" "Script" "version" "1")\r\n')
    session.ok(command)


def bad(text: str, status: str = "NO") -> Reply:
    """A reply that refuses."""
    return lambda session, command: session.no(command, text, status)


def saying(lines: Sequence[str], then: Reply) -> Reply:
    """Untagged lines first, then `then`."""

    def reply(session: Session, command: Command) -> None:
        for line in lines:
            session.write(line + "\r\n")
        then(session, command)

    return reply


def silence(session: Session, command: Command) -> None:
    """Half-open: the connection stays, no answer comes."""
    session.flush()
    session.file.read()


def end(session: Session, command: Command) -> None:
    raise Cut


_REPLIES: dict[str, Reply] = {
    "CAPABILITY": capability,
    "NOOP": noop,
    "LOGOUT": logout,
    "IDLE": idle,
    "ID": identify,
    "LOGIN": login,
    "AUTHENTICATE": authenticate,
    "EXAMINE": examine,
    "STATUS": status,
    "MAILBOXES": mailboxes,
    "SEARCH": search,
    "LIST": numbers,
    "FETCH": bodies,
}
