"""A thread that waits on a socket can be woken from another thread: a socket pair beside the real one."""

from __future__ import annotations

import selectors
import socket
from typing import Protocol


class HasFileno(Protocol):
    def fileno(self) -> int: ...


class Wakeup:
    """`wait` belongs to one thread; `wake` may be called from any, any number of times, and is never lost."""

    def __init__(self) -> None:
        self._ours, self._theirs = socket.socketpair()
        self._ours.setblocking(False)
        self._theirs.setblocking(False)

    def wake(self) -> None:
        try:
            self._theirs.send(b"!")
        except BlockingIOError:
            return  # the pair is full of wake-ups that nobody has read yet: it is awake already

    def wait(self, seconds: float | None, also: HasFileno | None = None) -> bool:
        """Wait for a wake-up, for `also` to become readable, or for `seconds`, if any. True if `also` is readable."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._ours, selectors.EVENT_READ)
            if also is not None:
                selector.register(also, selectors.EVENT_READ)
            ready = {key.fileobj for key, _ in selector.select(None if seconds is None else max(0.0, seconds))}
        if self._ours in ready:
            self._drain()
        return also is not None and also in ready

    def fileno(self) -> int:
        """Readable while there is a wake-up, for who waits on more than one socket."""
        return self._ours.fileno()

    def _drain(self) -> None:
        try:
            while self._ours.recv(4096):
                pass
        except BlockingIOError:
            return

    def close(self) -> None:
        self._ours.close()
        self._theirs.close()
