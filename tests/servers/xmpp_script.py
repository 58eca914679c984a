"""A server that says one thing to whoever opens a stream, in clear text, and keeps what it was told."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

HEADER = (
    b"<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
    b"id='1' from='localhost' version='1.0'>"
)


class ScriptedXmpp:
    """`with ScriptedXmpp(b"...") as server:`; `says` follows the beginning of the stream, `repeated` without an end."""

    host = "localhost"

    def __init__(self, says: bytes, repeated: bytes = b"") -> None:
        self.told = bytearray()
        self._says = says
        self._repeated = repeated
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, name="xmpp", daemon=True)

    def __enter__(self) -> ScriptedXmpp:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(60)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                wire, _ = self._listener.accept()
                with suppress(OSError), wire:
                    wire.settimeout(10)
                    self.told += wire.recv(65536)
                    wire.settimeout(10)
                    wire.sendall(HEADER + self._says)
                    while self._repeated:
                        wire.sendall(self._repeated)
                    while read := wire.recv(65536):
                        self.told += read
