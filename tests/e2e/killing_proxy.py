"""A TCP proxy before a mail server that ends the app, as a power cut would, at a chosen answer of the server."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
import time
from collections.abc import Callable

CHUNK = 128
"""Bytes passed on at a time: small, so that an answer can be cut in its middle."""


class KillingProxy:
    """Passes bytes both ways. `arm(n, kill)`: `kill` is called at the n-th answer, before that is passed on."""

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._kill: Callable[[], None] | None = None
        self._at = 0
        self.answers = 0
        self._latest = time.monotonic()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, name="proxy", daemon=True).start()

    def arm(self, answer: int, kill: Callable[[], None]) -> None:
        self._at, self._kill = answer, kill

    def disarm(self) -> None:
        self._kill = None

    def idle_for(self, seconds: float) -> bool:
        """The server has had nothing to say for so long."""
        return time.monotonic() - self._latest > seconds

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # who waits in accept is not woken by close
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed: that is the end
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), name="proxied", daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with (
            client,
            contextlib.suppress(OSError),  # either side went, or the server is not there any more: so does the other
            socket.create_connection(("127.0.0.1", self._target_port)) as server,
            selectors.DefaultSelector() as selector,
        ):
            selector.register(client, selectors.EVENT_READ, server)
            selector.register(server, selectors.EVENT_READ, client)
            while True:
                for key, _ in selector.select():
                    source = client if key.fileobj is client else server
                    data = source.recv(CHUNK)
                    if not data:
                        return
                    if source is server:
                        self._count()
                    key.data.sendall(data)

    def _count(self) -> None:
        self.answers += 1
        self._latest = time.monotonic()
        kill = self._kill
        if kill is not None and self.answers == self._at:
            kill()
