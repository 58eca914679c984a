"""An IMAP server that begins in clear text, records every byte that comes before TLS, and may do there as it likes."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from tests.servers.imap_script import ScriptedImap
from tests.servers.mailbox import Mailbox

Prelude = Callable[["Clear"], None]


class Recording(Protocol):
    """A server that keeps what it heard before TLS."""

    clear: bytearray


class Clear:
    """The wire before TLS."""

    def __init__(self, server: Recording, wire: socket.socket) -> None:
        self._server = server
        self._wire = wire

    def send(self, data: bytes) -> None:
        self._wire.sendall(data)

    def line(self) -> bytes:
        """One line of the other side's, byte by byte: what follows it may be TLS."""
        line = bytearray()
        while not line.endswith(b"\n") and (byte := self._wire.recv(1)):
            line += byte
        self._server.clear += line
        return bytes(line)

    def tag(self) -> bytes:
        return self.line().split(b" ")[0]

    def listen(self) -> None:
        """No TLS here: record whatever comes until the other side hangs up."""
        while part := self._wire.recv(4096):
            self._server.clear += part


def honest(wire: Clear) -> None:
    wire.send(b"* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n")
    wire.send(wire.tag() + b" OK begin TLS\r\n")


class ClearTextImap(ScriptedImap):
    """`prelude` speaks first; with `upgrades` TLS and a good server follow it, else only listening."""

    def __init__(self, prelude: Prelude = honest, *, upgrades: bool = True, **more: Any) -> None:
        super().__init__(Mailbox.of(2), **more)
        self.greeting = b""  # said in clear text already
        self.clear = bytearray()
        self._prelude = prelude
        self._upgrades = upgrades

    def _serve(self, plain: socket.socket) -> None:
        wire = Clear(self, plain)
        plain.settimeout(10)
        try:
            self._prelude(wire)
            if not self._upgrades:
                wire.listen()
        except OSError:
            pass  # the other side hung up, as it should
        else:
            if self._upgrades:
                plain.settimeout(None)
                super()._serve(plain)
                return
        with suppress(OSError):
            plain.close()
