"""The running app's local socket: one request and one answer per connection, each a JSON object on one line.

The folder is 0700 and the socket 0600, and both ends check that the other is the same user: nobody else can ask,
and nobody who took the path first can make us believe that they are the app.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import stat
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from desktop.core.paths import FILE_MODE, is_private_folder, make_private_folder
from inbox.wakeup import Wakeup

Request = dict[str, Any]
Answer = dict[str, Any]


def refusal(code: str, message: str, advice: str = "", *, status: int = 1, key: str = "") -> Answer:
    """The answer to what was not done: a stable `code`, what happened, what to do, and the exit status of a command."""
    return {"error": {"code": code, "message": message, "advice": advice, "status": status, "key": key}}


REQUEST_BYTES = 256 * 1024
ANSWER_BYTES = 64 * 1024 * 1024
CLIENTS = 16
BUSY = refusal("busy", f"Écluse answers {CLIENTS} others just now, and did not do it.", "Try again.")
TOO_LONG = refusal("too_long", f"A request has at most {REQUEST_BYTES // 1024} KiB. Nothing was changed.", status=2)
_WAITING = 128
"""Clients that the system lets wait until we accept them."""
_READ_SECONDS = 5.0
_SEND_SECONDS = 10.0
_IDLE_SECONDS = 3600.0
_LONGEST_PATH = 103
"""Linux has room for 107 bytes in a socket's address, macOS for 103."""
_log = logging.getLogger(__name__)


class ControlError(Exception):
    """The socket cannot be used; the text says why."""


class _TooLong(Exception):
    """More came than one line may have."""


class ControlServer:
    """Answers on a thread named `control`, each client on one of its own: a long answer keeps nobody waiting."""

    def __init__(self, path: Path, answer: Callable[[Request], Answer]) -> None:
        """`answer` is called on the client's thread, and may block."""
        self._path = path
        self._answer = answer
        self._stopping = threading.Event()
        self._clients = 0
        self._left = threading.Condition()
        self._started: tuple[socket.socket, Wakeup, threading.Thread] | None = None

    def start(self) -> None:
        """Listen, in place of an app that was killed. The caller holds the data folder's lock. Raises ControlError."""
        listener, wakeup = _listen(self._path), Wakeup()
        thread = threading.Thread(target=self._run, args=(listener, wakeup), name="control", daemon=True)
        self._started = listener, wakeup, thread
        thread.start()

    def stop(self, patience: float = 0.0) -> None:
        """No new client. Those that came are waited for, so many seconds at most. May be called twice."""
        if self._started is None:
            return
        listener, wakeup, thread = self._started
        self._started = None
        self._drain(patience)
        self._path.unlink(missing_ok=True)  # first: whoever connected before this is accepted yet
        self._stopping.set()
        wakeup.wake()
        thread.join(5.0)
        listener.close()
        wakeup.close()
        self._drain(patience)

    def _drain(self, seconds: float) -> None:
        with self._left:
            self._left.wait_for(lambda: not self._clients, seconds)

    def _run(self, listener: socket.socket, wakeup: Wakeup) -> None:
        while not self._stopping.is_set():
            if wakeup.wait(_IDLE_SECONDS, also=listener):
                self._accept(listener)
        while self._accept(listener):
            pass

    def _accept(self, listener: socket.socket) -> bool:
        """Whether somebody was there."""
        try:
            client, _ = listener.accept()
        except BlockingIOError:
            return False
        except OSError as error:  # it left again, or we have no file number for it
            _log.info("A client could not be accepted: %s", error)
            return False
        with self._left:
            free = self._clients < CLIENTS
            self._clients += free
        if free:
            threading.Thread(target=self._serve, args=(client,), name="control-client", daemon=True).start()
        else:
            with client, suppress(OSError):
                _send(client, BUSY)
        return True

    def _serve(self, client: socket.socket) -> None:
        try:
            with client:
                if _same_user(client):
                    self._reply(client)
        except OSError as error:  # also a time-out
            _log.info("A client was not answered: %s", error)
        except Exception:  # noqa: BLE001 (whatever one request does, the next one is answered)
            _log.exception("A request failed")
        finally:
            with self._left:
                self._clients -= 1
                self._left.notify_all()

    def _reply(self, client: socket.socket) -> None:
        try:
            request = _parsed(_read_line(client, REQUEST_BYTES, _READ_SECONDS))
        except _TooLong:
            _send(client, TOO_LONG)
            return
        if request is not None:
            _send(client, self._answer(request))


def ask(path: Path, request: Request, seconds: float = 30.0) -> Answer | None:
    """The running app's answer; None if no app listens there. Raises ControlError if one does, and does not answer."""
    if not hasattr(socket, "AF_UNIX") or not path.parent.is_dir():
        return None
    if not is_private_folder(path.parent):
        raise ControlError(f"{path.parent} is not a private folder of yours: nothing was sent there")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(seconds)
        try:
            with _address(path) as address:
                client.connect(address)
        except (FileNotFoundError, ConnectionRefusedError):
            return None  # never started, or killed
        except OSError as error:
            raise ControlError(f"the socket {path} cannot be used: {error}") from error
        if not _same_user(client):
            raise ControlError(f"the socket {path} belongs to another user: nothing was sent there")
        try:
            with suppress(BrokenPipeError, ConnectionResetError):  # the answer may be there: busy, or too long
                client.sendall(json.dumps(request).encode() + b"\n")
            answer = _parsed(_read_line(client, ANSWER_BYTES, seconds))
        except TimeoutError as error:
            raise ControlError(f"the running app did not answer within {seconds:g} seconds") from error
        except OSError as error:
            raise ControlError(f"the running app did not answer: {error}") from error
        except _TooLong as error:
            raise ControlError(f"the running app answered more than {ANSWER_BYTES} bytes") from error
    if answer is None:
        raise ControlError("the running app ended before it answered")
    return answer


def _listen(path: Path) -> socket.socket:
    if not hasattr(socket, "AF_UNIX"):
        raise ControlError("this system has no local sockets: commands work while the app is closed")
    make_private_folder(path.parent)
    if not is_private_folder(path.parent):
        raise ControlError(f"{path.parent} is not a private folder of yours: the app does not listen there")
    _remove_stale(path)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with _address(path) as address:
            listener.bind(address)
        path.chmod(FILE_MODE)
        listener.listen(_WAITING)
        listener.setblocking(False)
    except OSError as error:
        listener.close()
        raise ControlError(f"the socket {path} cannot be made: {error}") from error
    return listener


def _remove_stale(path: Path) -> None:
    """What a killed app left is removed; what is not a socket of ours is not."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(found.st_mode) or found.st_uid != os.getuid():
        raise ControlError(f"{path} is there and is not a socket of yours: remove it")
    path.unlink()


@contextmanager
def _address(path: Path) -> Iterator[str]:
    """A name of the socket that is short enough: Linux can reach a folder by the number it is open under."""
    if len(os.fsencode(path)) <= _LONGEST_PATH or not os.path.isdir("/proc/self/fd"):
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def _same_user(end: socket.socket) -> bool:
    """Whether the process at the other end runs as us; where the system does not tell, the folder's mode must do."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    form = struct.Struct("3i")
    _, user, _ = form.unpack(end.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, form.size))
    return bool(user == os.getuid())


def _send(client: socket.socket, answer: Answer) -> None:
    client.settimeout(_SEND_SECONDS)
    client.sendall(json.dumps(answer).encode() + b"\n")


def _read_line(end: socket.socket, most: int, seconds: float) -> bytes:
    """Up to the end of a line; b'' if the other end left. Raises TimeoutError, and _TooLong for more than `most`."""
    deadline = time.monotonic() + seconds
    parts: list[bytes] = []
    size = 0
    while size <= most:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("no whole line came in time")
        end.settimeout(left)
        part = end.recv(65536)
        if not part:
            return b""
        line, found, _ = part.partition(b"\n")
        parts.append(line)
        size += len(line)
        if found and size <= most:
            return b"".join(parts)
    raise _TooLong


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(line) if line else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
