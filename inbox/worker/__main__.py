"""The other end: reads a mail from the socket, takes it apart, answers, and waits for the next.

Whatever goes wrong with a mail is told, and only what cannot be told ends the process.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Final

from inbox.mail import opened_json, opening

MOST_MEMORY: Final = 1024 * 1024 * 1024
IDLE_SECONDS: Final = 300.0
_FRAME: Final = struct.Struct(">II")
_MOST: Final = 64 * 1024 * 1024
_PIECE: Final = 1024 * 1024


def main(number: int) -> None:
    """`number`: of the socket, which was handed over."""
    import nh3  # noqa: F401 (loaded before the limits stand, as all it takes to open a mail)

    _limit()
    with socket.socket(fileno=number) as wire:
        wire.setblocking(True)
        _send(wire, b"ready", b"")
        while (question := _next(wire)) is not None:
            told, data = _answer(*question)
            _send(wire, told, data)


def _limit() -> None:
    """As much as one mail may take; no file of any size is written, and no core that would hold a mail."""
    try:
        import resource
    except ImportError:  # Windows has no such limits: there the time is what ends it
        return
    for which, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        _, hard = resource.getrlimit(which)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (least, least))


def _answer(told: bytes, raw: bytes) -> tuple[bytes, bytes]:
    try:
        question = json.loads(told)
        if question["ask"] == "attachment":
            found = opening.attachment(raw, int(question["index"]))
            return (b"null", b"") if found is None else (json.dumps(found[0]).encode(), found[1])
        return opened_json.dumps(opening.opened(raw, opened_json.load_about(question["about"])))
    except Exception as error:  # it is told to the one who asked, and logged there  # noqa: BLE001
        return f"!{type(error).__name__}".encode(), b""


def _next(wire: socket.socket) -> tuple[bytes, bytes] | None:
    """None when nobody asks any more: the app has ended, or has nothing to read for a while."""
    wire.settimeout(IDLE_SECONDS)
    try:
        head = _exactly(wire, _FRAME.size)
        wire.settimeout(None)
        told, data = _FRAME.unpack(head)
        return None if max(told, data) > _MOST else (_exactly(wire, told), _exactly(wire, data))
    except (EOFError, OSError):
        return None


def _exactly(wire: socket.socket, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        piece = wire.recv(min(_PIECE, size - len(found)))
        if not piece:
            raise EOFError
        found += piece
    return bytes(found)


def _send(wire: socket.socket, told: bytes, data: bytes) -> None:
    wire.sendall(_FRAME.pack(len(told), len(data)) + told)
    wire.sendall(data)
