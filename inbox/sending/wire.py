"""From the name of a submission server to TLS, within one deadline (RFC 8314; STARTTLS: RFC 3207).

Until TLS stands, all that is ever sent is EHLO and STARTTLS, and nothing that was received is kept.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from typing import Any, Final, NoReturn

from inbox.errors import Broken, Offline, Unsupported, WrongSetting
from inbox.imap.tls import Lines, Protection, read_pin
from inbox.mail.clean import one_line
from inbox.sending import Submission

GREETS_AS: Final = "[127.0.0.1]"
"""The machine's own name is nobody's business, and to ask for it can take long."""

_MOST_HEARD: Final = 256 * 1024
"""Bytes a server says in one submission; a few hundred are usual."""
_MOST_LINES: Final = 100
_REPLY: Final = re.compile(rb"([2-5]\d\d)([ -].*|)", re.DOTALL)


class Wire(ssl.SSLSocket):
    """Waits `patience` seconds at most for the other side to read or say anything, and never beyond `deadline`
    (`time.monotonic`): a server that drips holds nobody up."""

    patience: float = 30.0
    deadline: float = 0.0
    _heard = 0

    def recv_into(self, *given: Any, **named: Any) -> int:
        self._limit()
        received = super().recv_into(*given, **named)
        self._heard += received
        if self._heard > _MOST_HEARD:
            raise OSError("The server talks without an end.")
        return received

    def send(self, *given: Any, **named: Any) -> int:
        self._limit()
        return super().send(*given, **named)

    def _limit(self) -> None:
        if self.deadline:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("timed out")
            self.settimeout(min(left, self.patience))


def connect(server: Submission, patience: float, deadline: float) -> Wire:
    """With `security` starttls the greeting has been read; with tls nothing has. Raises `inbox.errors` and OSError."""
    host = server.host
    if not host or any(sign.isspace() for sign in host) or not host.isprintable():
        raise WrongSetting("smtp_host", "A server's name, such as smtp.example.org, is needed.")
    try:
        pin = read_pin(server.pin)
    except WrongSetting as error:
        raise WrongSetting("smtp_pin", error.detail) from None
    upgrade = start_tls if server.security == "starttls" else None
    # The authority is for the servers of an organisation; where a certificate is pinned, nothing else counts.
    protection = Protection(ca_file=server.ca_file, pin=pin, starttls=upgrade, wire=Wire)
    plain = socket.create_connection(
        (host, server.port), timeout=max(0.001, min(patience, deadline - time.monotonic()))
    )
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    wire = protection.wrap_socket(plain, server_hostname=host)
    assert isinstance(wire, Wire)
    wire.patience, wire.deadline = patience, deadline
    return wire


def start_tls(plain: socket.socket) -> None:
    """Returns when the server said that TLS comes next. Raises `inbox.errors` and OSError.

    Read byte by byte: what somebody slipped in behind the answer is left for TLS to stumble over, and what was said
    before is forgotten. An answer that was there before the question makes TLS fail as well: the right one follows.
    """
    lines = Lines(plain)
    code, said = _reply(lines, greeting=True)
    if code != b"220":
        _refuse(code, said[0])
    plain.sendall(f"EHLO {GREETS_AS}\r\n".encode())
    code, said = _reply(lines)
    if code != b"250":
        _refuse(code, said[0])
    if b"STARTTLS" not in {line.upper().strip() for line in said[1:]}:
        raise Unsupported("The server offers no TLS here, so nothing was sent to it.")
    plain.sendall(b"STARTTLS\r\n")
    code, said = _reply(lines)
    if code != b"220":
        _refuse(code, said[0])
    plain.settimeout(lines.patience)


def _reply(lines: Lines, *, greeting: bool = False) -> tuple[bytes, list[bytes]]:
    """The code, and what follows it in each line."""
    said: list[bytes] = []
    for _ in range(_MOST_LINES):
        line = lines.next()
        found = _REPLY.fullmatch(line)
        if found is None:
            if greeting:
                raise WrongSetting("smtp_port", f"What answers there is not a server for sending: {_shown(line)}")
            raise Broken("The server's answer made no sense, so nothing was sent to it.")
        said.append(found[2][1:])
        if found[2][:1] != b"-":
            return found[1], said
    raise Broken("The server's answer has no end. We hung up.")


def _refuse(code: bytes, said: bytes) -> NoReturn:
    if code.startswith(b"4"):
        raise Offline(f"The server said {code.decode()}: {_shown(said)}")
    raise Unsupported(f"The server offers no TLS here, so nothing was sent to it: {_shown(said)}")


def _shown(line: bytes) -> str:
    return one_line(line.decode("utf-8", "replace"), 200)
