"""A WebSocket (RFC 6455) that is waited on beside the wake-up, for tools that tell by themselves.

Nothing is relied on that comes over it alone: what it says is that there is something to ask for, or what was asked for
already. So whatever is wrong with it only means that the tool is asked now and then until it is back.
"""

from __future__ import annotations

import logging
import math
import selectors
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import websocket

from inbox.errors import Broken, CertificateRefused, Offline, SourceError, WrongSetting
from inbox.mail.clean import one_line
from inbox.wakeup import Wakeup
from inbox.web.client import refusal

_log = logging.getLogger(__name__)

MOST_MESSAGE: Final = 1024 * 1024
"""Bytes of one message, whatever it is cut into."""
_PING_SECONDS: Final = 30.0
_SILENT_SECONDS: Final = 75.0
"""A side that answers no ping for so long is not there any more, whatever the system believes of the connection."""
_HELD_SECONDS: Final = 60.0
_CONNECT_SECONDS: Final = 20.0
_FRAME_SECONDS: Final = 10.0
"""For what is left of a message that has begun."""
_AGAIN_FIRST: Final = 5.0
_AGAIN_MOST: Final = 300.0
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where to, and what to send as soon as one is there ('': nothing). `headers` go to that host only."""

    url: str
    headers: tuple[str, ...] = ()
    greeting: str = ""


class Hears(Protocol):
    def __call__(self, message: str, /) -> bool:
        """One message. True: there is something to be fetched. Raises SourceError where the connection is no good."""


class Live:
    """One connection, made anew whenever it ended. Used by one thread; nothing of it raises."""

    def __init__(
        self,
        place: Callable[[], Place],
        hears: Hears,
        *,
        ca_file: str = "",
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`place` is asked for each connection; it and `hears` are called on the thread that waits."""
        self._place = place
        self._hears = hears
        self._ca_file = ca_file
        self._monotonic = monotonic
        self._socket: _Bounded | None = None
        self._failures = 0
        self._not_before = 0.0
        self._made_at = 0.0
        self._heard_at = 0.0
        self._pinged_at = 0.0
        self._renewed_at = -_HELD_SECONDS
        self.problem: SourceError | None = None
        """What ended the connection, or was in the way of one; None while there is one."""

    @property
    def connected(self) -> bool:
        return self._socket is not None

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        """Until there is something to be fetched, or it is woken, or for `seconds`.

        At once where a connection was made or has ended: something may have come while there was none.
        """
        end = self._monotonic() + seconds
        if self._socket is None:
            if self._monotonic() < self._not_before or not self._connect():
                wakeup.wait(min(end, self._not_before) - self._monotonic())
            return
        try:
            while not self._something(wakeup, end):
                self._keep_alive()
        except SourceError as error:
            self._ended(error)
        except (websocket.WebSocketException, OSError, ValueError) as error:
            self._ended(_meaning(error))

    def send(self, text: str) -> None:
        """Where there is no connection nothing is sent, and nothing is said."""
        if self._socket is None:
            return
        try:
            self._socket.send(text)
        except (websocket.WebSocketException, OSError) as error:
            self._ended(_meaning(error))

    def renew(self) -> None:
        """The other side wishes for a new connection: the next `wait` makes one, unless it wished so just before."""
        asked_before, self._renewed_at = self._renewed_at, self._monotonic()
        if self._renewed_at - asked_before < _HELD_SECONDS:
            self._ended(Offline("The server wants one connection after the other."))
        else:
            self._let_go()
            self._not_before = self._renewed_at

    def close(self) -> None:
        self._let_go()

    def _something(self, wakeup: Wakeup, end: float) -> bool:
        """Wait for a moment at most. True: the wait is over."""
        assert self._socket is not None
        if not self._socket.buffered():
            left = min(end, self._pinged_at + _PING_SECONDS) - self._monotonic()
            with selectors.DefaultSelector() as selector:
                selector.register(self._socket, selectors.EVENT_READ)
                selector.register(wakeup, selectors.EVENT_READ)
                ready = {key.fileobj for key, _ in selector.select(max(0.0, left))}
            if wakeup in ready:
                wakeup.wait(0.0)
                return True
            if not ready:
                return self._monotonic() >= end
        text = self._socket.receive()
        self._heard_at = self._monotonic()
        return self._hears(text) if text else False

    def _keep_alive(self) -> None:
        assert self._socket is not None
        now = self._monotonic()
        if now - self._heard_at > _SILENT_SECONDS:
            raise Offline("The server has fallen silent.")
        if now - self._pinged_at >= _PING_SECONDS:
            self._pinged_at = now
            self._socket.ping()

    def _connect(self) -> bool:
        try:
            place = self._place()
            made = _Bounded(sslopt={"context": _context(self._ca_file)})
            made.connect(  # type: ignore[no-untyped-call]
                _checked(place.url), header=list(place.headers), timeout=_CONNECT_SECONDS, redirect_limit=0,
                suppress_origin=True,
            )  # fmt: skip
            made.settimeout(_FRAME_SECONDS)
            self._socket = made
            if place.greeting:
                made.send(place.greeting)
        except SourceError as error:
            self._ended(error)
        except (websocket.WebSocketException, OSError, ValueError) as error:
            self._ended(_meaning(error))
        else:
            self.problem = None
            self._made_at = self._heard_at = self._pinged_at = self._monotonic()
            return True
        return False

    def _ended(self, error: SourceError) -> None:
        # One that held for a while was good: what ends it is no sign that the next will fail.
        held = self.problem is None and self._monotonic() - self._made_at > _HELD_SECONDS
        self._failures = 1 if held else self._failures + 1
        self._let_go()
        self.problem = error
        pause = min(_AGAIN_MOST, _AGAIN_FIRST * 2.0 ** min(self._failures - 1, 10))
        self._not_before = self._monotonic() + max(pause, error.wait_seconds)
        _log.info("A live connection ended, tried again in %.0f s: %s", pause, one_line(error.detail, 200))

    def _let_go(self) -> None:
        ended, self._socket = self._socket, None
        if ended is not None:
            with suppress(websocket.WebSocketException, OSError):
                ended.shutdown()  # type: ignore[no-untyped-call]


class _Bounded(websocket.WebSocket):
    """Holds no more of a message than MOST_MESSAGE, and knows whether some of the next was read already."""

    _taken = 0
    _until = math.inf

    def _recv(self, bufsize: int) -> Any:
        if time.monotonic() > self._until:
            raise Offline("The server does not come to the end of a message.")
        # What a frame says of its length counts at once: nobody waits for a terabyte.
        if self._taken + (self.frame_buffer.length or 0) > MOST_MESSAGE:
            raise Broken("A message is larger than any that is told of.")
        found = super()._recv(bufsize)  # type: ignore[no-untyped-call]
        self._taken += len(found)
        return found

    def buffered(self) -> bool:
        """TLS unpacks whole records: then the socket has nothing to be read, and there is something all the same."""
        return isinstance(self.sock, ssl.SSLSocket) and self.sock.pending() > 0

    def receive(self) -> str:
        """The next message; '' for what is none (a ping, an answer to ours). Blocks for what is left of one."""
        self._taken, self._until = 0, time.monotonic() + _FRAME_SECONDS
        opcode, data = self.recv_data(control_frame=True)
        if opcode == websocket.ABNF.OPCODE_CLOSE:
            raise Offline("The server ended the connection.")
        return data.decode("utf-8", "replace") if opcode == websocket.ABNF.OPCODE_TEXT else ""


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        host, parts = "", urlsplit("")
    if not host or not (parts.scheme == "wss" or (parts.scheme == "ws" and host in _LOOPBACK)):
        raise Broken("The server names an address that is not protected.")
    return url


def _context(ca_file: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except (OSError, ssl.SSLError) as error:
            raise WrongSetting("ca_file", f"{ca_file}: {error}") from error
    return context


def _meaning(error: Exception) -> SourceError:
    if isinstance(error, websocket.WebSocketBadStatusException):
        headers = {str(name).lower(): str(value) for name, value in (error.resp_headers or {}).items()}
        return refusal(error.status_code, headers, error.resp_body or b"", datetime.now(UTC))  # noqa: TID251
    if isinstance(error, ssl.SSLCertVerificationError):
        return CertificateRefused(f"The server's certificate is not good for its name: {error.verify_message}.")
    if isinstance(error, socket.timeout | websocket.WebSocketTimeoutException):
        return Offline("The server does not answer.")
    return Offline(one_line(str(error), 200) or type(error).__name__)
