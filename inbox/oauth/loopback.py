"""Where the browser comes back to: a listener on this computer that takes one answer and is gone (RFC 8252 7.3, 8.3).

Any program on this computer can connect to it, and any web page can have the browser do so. Only who knows the state
is heard; what is said to everybody else, and how long it takes, tells them nothing.
"""

from __future__ import annotations

import hmac
import re
import selectors
import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final
from urllib.parse import parse_qs

from inbox.errors import Offline
from inbox.wakeup import Wakeup

MOST_HEAD: Final = 16 * 1024
"""Of one request: an authority's code is long, and browsers send the cookies of every program of this computer."""
CONNECTION_SECONDS: Final = 10.0
_MOST_CONNECTIONS: Final = 32
_REQUEST: Final = re.compile(rb"GET (/[^ ]*) HTTP/1\.[01]\r\n")
_HOST: Final = re.compile(rb"(?im)^host:[ \t]*([^\r\n]*?)[ \t]*\r$")
_MOST_FIELDS: Final = 20

_PAGE: Final = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Écluse</title>
<body style="font: 16px sans-serif; margin: 4em auto; max-width: 32em">{words}</body></html>"""
_HEADERS: Final = (
    "Content-Type: text/html; charset=utf-8\r\nContent-Length: {length}\r\nConnection: close\r\n"
    "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
    "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'\r\n\r\n"
)


def _response(status: str, *words: str) -> bytes:
    body = _PAGE.format(words="".join(f"<p>{line}</p>" for line in words)).encode()
    return f"HTTP/1.1 {status}\r\n{_HEADERS.format(length=len(body))}".encode() + body


_TAKEN: Final = _response(
    "200 OK",
    "Écluse has the answer. You can close this page and go back.",
    '<span lang="fr">Écluse a la réponse. Vous pouvez fermer cette page et y revenir.</span>',
)
_REFUSED: Final = _response("400 Bad Request", "This is not the answer that Écluse waits for.")
_NOTHING: Final = _response("404 Not Found", "There is nothing here.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the authority sent the browser back with: one of the two is not ''. `error` may be anybody's words."""

    code: str = field(default="", repr=False)
    error: str = ""


class Loopback:
    """`with Loopback(...) as here:`; it listens from then on, at `redirect_uri`, and no longer. One thread."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        """`host`: the name by which the browser calls this computer. Raises Offline."""
        self._host = host
        try:
            self._listener = socket.create_server(("127.0.0.1", 0), backlog=16)
        except OSError as error:
            raise Offline(f"This computer gives no port to listen on: {error.strerror or error}") from error
        self._listener.setblocking(False)
        self.port = int(self._listener.getsockname()[1])
        self.redirect_uri = f"http://{host}:{self.port}"

    def __enter__(self) -> Loopback:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """May be called twice."""
        self._listener.close()

    def answer(self, state: str, issuer: str, seconds: float, wakeup: Wakeup) -> Answer | None:
        """The one answer that knows the state; None after `seconds`, or when woken."""
        deadline = time.monotonic() + seconds
        callers: dict[socket.socket, _Caller] = {}
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(self._listener, selectors.EVENT_READ)
                selector.register(wakeup, selectors.EVENT_READ)
                while (left := deadline - time.monotonic()) > 0:
                    ready = {key.fileobj for key, _ in selector.select(min(left, 1.0))}
                    if wakeup in ready:
                        return None
                    if self._listener in ready:
                        self._accept(selector, callers)
                    for end in [one for one in callers if one in ready]:
                        head = callers[end].read()
                        if head is None:
                            continue
                        found = self._decide(head, state, issuer)
                        selector.unregister(end)
                        callers.pop(end).leave(found)
                        if isinstance(found, Answer):
                            return found
                    for end in [one for one, caller in callers.items() if caller.deadline < time.monotonic()]:
                        selector.unregister(end)
                        callers.pop(end).leave(None)
        finally:
            for caller in callers.values():
                caller.leave(None)
        return None

    def _accept(self, selector: selectors.BaseSelector, callers: dict[socket.socket, _Caller]) -> None:
        with suppress(OSError):
            end, _ = self._listener.accept()
            end.setblocking(False)
            if len(callers) >= _MOST_CONNECTIONS:  # who has been here longest has said nothing for the longest time
                oldest = next(iter(callers))
                selector.unregister(oldest)
                callers.pop(oldest).leave(None)
            callers[end] = _Caller(end)
            selector.register(end, selectors.EVENT_READ)

    def _decide(self, head: bytes, state: str, issuer: str) -> Answer | bytes:
        asked = _REQUEST.match(head)
        hosts = _HOST.findall(head)
        if asked is None or [host.lower() for host in hosts] != [f"{self._host}:{self.port}".encode()]:
            return _REFUSED  # a name of others that leads here (DNS rebinding), too
        path, _, query = asked[1].decode("ascii", "replace").partition("?")
        if path != "/":
            return _NOTHING
        try:
            said = parse_qs(query, keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
        except ValueError:
            return _REFUSED
        if any(len(values) > 1 for values in said.values()):
            return _REFUSED
        given = {name: values[0] for name, values in said.items()}
        if not hmac.compare_digest(given.get("state", "").encode(), state.encode()):
            return _REFUSED
        if issuer and given.get("iss", issuer).rstrip("/") != issuer.rstrip("/"):  # RFC 9207
            return _REFUSED
        code, error = given.get("code", ""), given.get("error", "")
        return Answer(code, error) if bool(code) != bool(error) else _REFUSED


class _Caller:
    """One connection, until its request is whole, or too long, or too slow."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._heard = bytearray()
        self.deadline = time.monotonic() + CONNECTION_SECONDS

    def read(self) -> bytes | None:
        """The head of the request, or b"" for what cannot be one; None: there is more to come."""
        try:
            piece = self._end.recv(MOST_HEAD)
        except BlockingIOError:
            return None
        except OSError:
            return b""
        self._heard += piece
        end = self._heard.find(b"\r\n\r\n")
        if end >= 0:
            return bytes(self._heard[: end + 2]) if end <= MOST_HEAD else b""
        return None if piece and len(self._heard) <= MOST_HEAD else b""

    def leave(self, found: Answer | bytes | None) -> None:
        """Say the one thing there is to say, and hang up."""
        with suppress(OSError), self._end:
            if found is not None:
                self._end.send(_TAKEN if isinstance(found, Answer) else found)
                self._end.shutdown(socket.SHUT_RDWR)
