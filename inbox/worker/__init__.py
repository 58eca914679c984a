"""A process that takes mails apart, so that a hostile one can freeze, fill or crash nothing but it.

It has 5 seconds and 1 GiB for each mail, opens no file to write and no connection, and gets its mails and gives its
answers through one socket. What takes longer or more is killed, and the next mail meets a new process. The first one
is started with the first mail; when none has come for a while it ends.
"""

from __future__ import annotations

import contextlib
import json
import logging
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final

from inbox.mail import opened_json
from inbox.mail.opened import Opened
from inbox.mail.opening import About

SECONDS: Final = 5.0
_START_SECONDS: Final = 10.0
_END_SECONDS: Final = 0.5
_FRAME: Final = struct.Struct(">II")
_MOST_TOLD: Final = 64 * 1024 * 1024
_MOST_DATA: Final = 64 * 1024 * 1024
_PIECE: Final = 1024 * 1024
_ROOT: Final = str(Path(__file__).parents[2])
_MAIN: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); from inbox.worker.__main__ import main; main(int(sys.argv[2]))"
)
_log = logging.getLogger(__name__)


class TooMuch(Exception):
    """This mail took more time or memory than one may, or what takes mails apart failed on it. The text says which."""


class _Ended(TooMuch):
    pass


class Worker:
    """One such process. Its calls block, and may come from any thread; they are answered one after the other."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._wire: socket.socket | None = None
        self._greeted = self._closed = False

    def prepare(self) -> None:
        """A mail is on its way: start the process if there is none, and do not wait for it."""
        if self._turn.acquire(blocking=False):
            try:
                with contextlib.suppress(TooMuch):
                    self._started()
            finally:
                self._turn.release()

    def opened(self, raw: bytes, about: About) -> Opened:
        """Raises TooMuch."""
        told, images = self._ask({"ask": "open", "about": opened_json.dump_about(about)}, raw)
        try:
            return opened_json.loads(told, images)
        except (ValueError, KeyError, TypeError) as error:
            raise TooMuch(f"The answer cannot be read ({type(error).__name__}).") from error

    def attachment(self, raw: bytes, index: int) -> tuple[str, bytes] | None:
        """A clean name and the content; None if there is no such part. Raises TooMuch."""
        told, data = self._ask({"ask": "attachment", "index": index}, raw)
        name = json.loads(told)
        return None if name is None else (str(name), data)

    @property
    def pid(self) -> int | None:
        """Of the process, while there is one."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End it at once, whatever it does; whoever waits for an answer is told. May be called on any thread."""
        self._closed = True
        process, wire = self._process, self._wire
        if process is not None:
            process.kill()
        if wire is not None:
            with contextlib.suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)
        if self._turn.acquire(timeout=_END_SECONDS):
            self._end()
            self._turn.release()

    def _ask(self, question: dict[str, Any], raw: bytes) -> tuple[bytes, bytes]:
        with self._turn:
            used = self._greeted
            try:
                told, data = self._asked(question, raw)
            except _Ended:
                if not used:
                    raise
                told, data = self._asked(question, raw)  # it may have had nothing to do for too long, just now
        if told.startswith(b"!"):
            why = told[1:].decode("utf-8", "replace")
            _log.warning("A mail could not be taken apart: %s", why)
            raise TooMuch(why)
        return told, data

    def _asked(self, question: dict[str, Any], raw: bytes) -> tuple[bytes, bytes]:
        wire = self._ready()
        deadline = time.monotonic() + self._seconds
        try:
            _send(wire, json.dumps(question).encode(), raw, deadline)
            return _receive(wire, deadline)
        except TimeoutError:
            self._end()
            raise TooMuch(f"It took longer than {self._seconds:g} seconds.") from None
        except (OSError, EOFError, ValueError) as error:
            raise _Ended(f"What takes mails apart ended on it ({self._end()}).") from error

    def _ready(self) -> socket.socket:
        """The wire to a process that answers: the one there is, or a new one."""
        wire = self._started()
        if not self._greeted:
            try:  # it says when it is ready: its start is no mail's fault
                _receive(wire, time.monotonic() + _START_SECONDS)
            except (OSError, EOFError, ValueError) as error:
                raise TooMuch(f"What takes mails apart does not start ({self._end()}).") from error
            self._greeted = True
        return wire

    def _started(self) -> socket.socket:
        if self._closed:
            raise TooMuch("Écluse is ending.")
        if self._wire is not None and self._process is not None and self._process.poll() is None:
            return self._wire
        self._end()
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = subprocess.Popen(
                    (sys.executable, "-I", "-c", _MAIN, _ROOT, str(theirs.fileno())),
                    pass_fds=(theirs.fileno(),),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={"HOME": "/"},  # without one Python would ask the system's name service who we are
                    cwd="/",
                )
            except OSError as error:
                ours.close()
                raise TooMuch(f"What takes mails apart does not start ({error.strerror}).") from error
        self._wire = ours
        return ours

    def _end(self) -> str:
        """Returns how it ended, for the one who asked."""
        process, self._process = self._process, None
        wire, self._wire = self._wire, None
        self._greeted = False
        if wire is not None:
            wire.close()
        if process is None:
            return "it was not there"
        process.kill()
        status = process.wait()
        return f"status {status}"


def _send(wire: socket.socket, told: bytes, data: bytes, deadline: float) -> None:
    view = memoryview(_FRAME.pack(len(told), len(data)) + told)
    for rest in (view, memoryview(data)):
        while rest:
            wire.settimeout(_left(deadline))
            rest = rest[wire.send(rest[:_PIECE]) :]  # noqa: PLW2901


def _receive(wire: socket.socket, deadline: float) -> tuple[bytes, bytes]:
    told, data = _FRAME.unpack(_exactly(wire, _FRAME.size, deadline))
    if told > _MOST_TOLD or data > _MOST_DATA:
        raise ValueError("a longer answer than any")
    return _exactly(wire, told, deadline), _exactly(wire, data, deadline)


def _exactly(wire: socket.socket, size: int, deadline: float) -> bytes:
    found = bytearray()
    while len(found) < size:
        wire.settimeout(_left(deadline))
        piece = wire.recv(min(_PIECE, size - len(found)))
        if not piece:
            raise EOFError
        found += piece
    return bytes(found)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
