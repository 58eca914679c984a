"""A server of WebSockets (RFC 6455) on the loopback that says what a test tells it to."""

from __future__ import annotations

import base64
import hashlib
import queue
import socket
import ssl
import struct
import threading
from contextlib import suppress
from typing import Final

_GUID: Final = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class Sockets:
    """`with Sockets() as sockets:`. `heads` has each handshake that was sent, `heard` each text, `pings` counts."""

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._open: list[socket.socket] = []
        self.heads: list[str] = []
        self.heard: queue.Queue[str] = queue.Queue()
        self.greeted = threading.Semaphore(0)
        self.instead = b""
        """An answer to the handshake that is none."""
        self.answers_pings = True
        self.pings = 0
        port = self._listener.getsockname()[1]
        self.url = f"wss://localhost:{port}/socket" if tls else f"ws://127.0.0.1:{port}/socket"

    def __enter__(self) -> Sockets:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.hang_up()
        self._thread.join(60)

    def say(self, *texts: str, cut: int = 0) -> None:
        """All in one write, so that TLS has them in one record. `cut`: each in frames of so many bytes."""
        self.write(b"".join(_frames(text.encode(), cut) for text in texts))

    def write(self, raw: bytes) -> None:
        self._open[-1].sendall(raw)

    def ping(self) -> None:
        self.write(_frame(PING, b"there?"))

    def hang_up(self) -> None:
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                plain, _ = self._listener.accept()
                threading.Thread(target=self._talk, args=(plain,), daemon=True).start()

    def _talk(self, plain: socket.socket) -> None:
        with suppress(OSError, EOFError):
            wire = self._tls.wrap_socket(plain, server_side=True) if self._tls else plain
            with wire:
                head = _head(wire)
                self.heads.append(head)
                if self.instead:
                    wire.sendall(self.instead)
                    return
                key = next(line.partition(": ")[2] for line in head.split("\r\n") if "Sec-WebSocket-Key" in line)
                accept = base64.b64encode(hashlib.sha1(key.encode() + _GUID, usedforsecurity=False).digest()).decode()
                wire.sendall(
                    f"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
                )
                self._open.append(wire)
                self.greeted.release()
                self._listen(wire)

    def _listen(self, wire: socket.socket) -> None:
        while True:
            kind, data = _read(wire)
            if kind == TEXT:
                self.heard.put(data.decode())
            elif kind == PING:
                self.pings += 1
                if self.answers_pings:
                    wire.sendall(_frame(PONG, data))
            elif kind == CLOSE:
                return


def _head(wire: socket.socket) -> str:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        part = wire.recv(1)
        if not part:
            raise EOFError
        head += part
    return head.decode("ascii")


def _exactly(wire: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        part = wire.recv(count - len(found))
        if not part:
            raise EOFError
        found += part
    return found


def _read(wire: socket.socket) -> tuple[int, bytes]:
    """One frame of a client, which is masked."""
    first, second = _exactly(wire, 2)
    assert second & 0x80, "a client's frame is masked"
    length = second & 0x7F
    if length == 126:
        (length,) = struct.unpack("!H", _exactly(wire, 2))
    mask = _exactly(wire, 4)
    data = _exactly(wire, length)
    return first & 0x0F, bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))


def _frame(kind: int, data: bytes, *, last: bool = True) -> bytes:
    length = len(data)
    if length < 126:
        size = bytes([length])
    elif length < 65536:
        size = b"\x7e" + struct.pack("!H", length)
    else:
        size = b"\x7f" + struct.pack("!Q", length)
    return bytes([kind | (0x80 if last else 0)]) + size + data


def _frames(data: bytes, cut: int) -> bytes:
    if not cut:
        return _frame(TEXT, data)
    parts = [data[at : at + cut] for at in range(0, len(data), cut)]
    return b"".join(_frame(TEXT if at == 0 else 0, part, last=at == len(parts) - 1) for at, part in enumerate(parts))
