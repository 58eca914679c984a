"""A submission server that says exactly what a test has it say, up to a byte, and records all that it hears."""

from __future__ import annotations

import socket
import ssl
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from time import monotonic

import trustme

from tests.servers.clear_text import Clear, Prelude


def honest(wire: Clear) -> None:
    wire.send(b"220 localhost ESMTP\r\n")
    wire.line()
    wire.send(b"250-localhost\r\n250 STARTTLS\r\n")
    wire.line()
    wire.send(b"220 begin TLS\r\n")


class ScriptedSmtp:
    """`with ScriptedSmtp() as server:`. `says`, `hears`: so many bytes inside TLS before it hangs up, None for all.

    `prelude` speaks before TLS; with `upgrades` the rest follows it inside TLS, else it only listens. `drip`: seconds
    between two bytes of what it says, from the command `drips_from` on. `floods`: its answer to EHLO has no end.
    `offers`: what else its answer to EHLO has. `taken` are the messages that arrived whole.
    """

    def __init__(self, prelude: Prelude | None = None, *, upgrades: bool = True, name: str = "localhost") -> None:
        self.prelude, self.upgrades = prelude, upgrades
        self.says: int | None = None
        self.hears: int | None = None
        self.drip, self.drips_from = 0.0, ""
        self.floods = False
        self.offers: tuple[str, ...] = ()
        self.clear = bytearray()
        self.heard, self.said = bytearray(), bytearray()
        self.commands: list[str] = []
        self.taken: list[bytes] = []
        self._files = tempfile.TemporaryDirectory(prefix="ecs")
        self.ca_file = Path(self._files.name) / "ca.pem"
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(self.ca_file))
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.certificate = authority.issue_cert(name)
        self.certificate.configure_cert(self._context)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._ended = threading.Event()
        self._idle = threading.Condition()
        self._serving = 0
        self._thread = threading.Thread(target=self._accept, name="smtp-script", daemon=True)

    def __enter__(self) -> ScriptedSmtp:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(60)
        self._files.cleanup()

    def settle(self) -> None:
        """Wait until nobody is being served: what was heard is all there is."""
        deadline = monotonic() + 60
        with self._idle:
            while self._serving:
                assert self._idle.wait(deadline - monotonic()), "a connection does not end"

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                plain, _ = self._listener.accept()
                with self._idle:
                    self._serving += 1
                threading.Thread(target=self._serve, args=(plain,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        plain.settimeout(10)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            with plain, suppress(OSError, EOFError):
                if self.prelude is not None:
                    clear = Clear(self, plain)
                    self.prelude(clear)
                    if not self.upgrades:
                        clear.listen()
                        return
                with self._context.wrap_socket(plain, server_side=True) as wire:
                    self._talk(wire)
        finally:
            with self._idle:
                self._serving -= 1
                self._idle.notify_all()

    def _talk(self, wire: ssl.SSLSocket) -> None:
        heard = said = 0

        def say(text: str) -> None:
            nonlocal said
            data = f"{text}\r\n".encode()
            whole = len(data) if self.says is None else max(0, self.says - said)
            part = data[:whole]
            said += len(part)
            if self.drip and self.drips_from in self.commands:
                for at in range(len(part)):
                    wire.sendall(part[at : at + 1])
                    if self._ended.wait(self.drip):
                        raise EOFError
            elif part:
                wire.sendall(part)
            self.said += part
            if whole < len(data):
                raise EOFError

        def line() -> bytes:
            nonlocal heard
            found = bytearray()
            while not found.endswith(b"\n"):
                if self.hears is not None and heard >= self.hears:
                    raise EOFError
                byte = wire.recv(1)
                if not byte:
                    raise EOFError
                heard += 1
                found += byte
                self.heard += byte
            return bytes(found)

        if self.prelude is None:
            say("220 localhost ESMTP")
        while True:
            command = line()
            self.commands.append(command[:4].decode("ascii", "replace").upper().strip())
            match self.commands[-1]:
                case "EHLO" if self.floods:
                    while True:
                        wire.sendall(b"250-more\r\n" * 1000)
                case "EHLO":
                    for word in ("localhost", *self.offers):
                        say(f"250-{word}")
                    say("250 AUTH PLAIN")
                case "AUTH":
                    say("235 welcome")
                case "DATA":
                    say("354 go on")
                    message = bytearray()
                    while (part := line()) != b".\r\n":
                        message += part
                    self.taken.append(bytes(message))
                    self.commands.append(".")
                    say("250 queued")
                case "QUIT":
                    say("221 bye")
                    return
                case _:
                    say("250 OK")
