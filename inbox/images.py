"""Remote images of one mail, fetched because the person asked for it. Blocks; not for the engine's thread.

Their senders learn the time and our address, and nothing else: https only, no cookie, no referrer, no sign-in, one
User-Agent for all. A mail cannot make us ask a machine of the person's own network: a name is looked up once, an
address that is not public is refused, and the connection goes to the very address that was looked at; so again after
a redirect.
"""

from __future__ import annotations

import http.client
import ipaddress
import logging
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from inbox.mail import links

MOST_IMAGES: Final = 50
MOST_BYTES: Final = 5 * 1024 * 1024
MOST_BYTES_ALL: Final = 20 * 1024 * 1024
MOST_REDIRECTS: Final = 3
SECONDS: Final = 20.0
_CONNECT_SECONDS: Final = 5.0
_AT_ONCE: Final = 6
_MOST_ADDRESSES: Final = 4
_PIECE: Final = 64 * 1024
_HEADERS: Final = {
    "User-Agent": "Ecluse",
    "Accept": "image/png, image/jpeg, image/gif, image/webp",
    "Connection": "close",
}
_KINDS: Final = ("image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/bmp", "image/x-icon")
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_log = logging.getLogger(__name__)

Resolve = Callable[[str, int], Sequence[str]]
Connect = Callable[[str, int, float], socket.socket]


class Refused(Exception):
    """This image is not had: it is not public, too large, no image, or its server does not give it."""


def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of a host. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(place[0]) for *_, place in found]


def connected(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), seconds)


class Loader:
    """`context`: whom to believe. `connect` is given the address that was looked at, not a name."""

    def __init__(
        self,
        resolve: Resolve = resolved,
        connect: Connect = connected,
        context: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._resolve = resolve
        self._connect = connect
        self._context = context or ssl.create_default_context()
        self._seconds = seconds
        self._deadline = 0.0
        self._left = 0
        self._open: set[http.client.HTTPSConnection] = set()

    def load(self, urls: Sequence[str]) -> dict[str, bytes]:
        """What could be had, by its URL: at most 50 images of 5 MB each and 20 MB together, within 20 seconds."""
        wanted = list(dict.fromkeys(urls))[:MOST_IMAGES]
        left = iter(wanted)  # each thread takes the next that none has
        self._deadline = time.monotonic() + self._seconds
        self._left = MOST_BYTES_ALL
        found: dict[str, bytes] = {}

        def work() -> None:
            for url in left:
                if time.monotonic() >= self._deadline:
                    return
                with suppress(Refused, OSError, http.client.HTTPException, ValueError):
                    found[url] = self._one(url)

        # Not a pool: Python waits for a pool's threads at its end, and these may wait for a server that drips.
        threads = [threading.Thread(target=work, name="images", daemon=True) for _ in range(min(_AT_ONCE, len(wanted)))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(max(0.0, self._deadline - time.monotonic()))
        for connection in list(self._open):  # one that drips is not waited for
            _cut(connection)
        _log.info("%d of %d remote images were loaded", len(found), len(wanted))
        return dict(found)

    def _one(self, url: str) -> bytes:
        for _ in range(MOST_REDIRECTS + 1):
            judged = links.judged(url)
            if not judged.url.startswith("https://"):
                raise Refused("only https")
            answer = self._get(judged.url)
            if isinstance(answer, bytes):
                return answer
            url = _joined(judged.url, answer)
        raise Refused("too many redirects")

    def _get(self, url: str) -> bytes | str:
        """The image, or where it is instead."""
        authority, _, path = url.removeprefix("https://").partition("/")
        host, port = _split(authority)
        addresses = self._addresses(host, port)
        connection = _Pinned(host, port, lambda: self._reached(addresses, port), self._context)
        self._open.add(connection)
        try:
            connection.request("GET", f"/{path.partition('#')[0]}", headers=_HEADERS)
            response = connection.getresponse()
            if response.status in _REDIRECTS:
                return response.headers.get("Location", "")
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            if response.status != http.client.OK or kind not in _KINDS:
                raise Refused("no image")
            return self._read(connection, response)
        finally:
            self._open.discard(connection)
            connection.close()

    def _read(self, connection: http.client.HTTPSConnection, response: http.client.HTTPResponse) -> bytes:
        found = bytearray()
        while True:
            if connection.sock is not None:
                connection.sock.settimeout(self._seconds_left())
            piece = response.read1(_PIECE)
            if not piece:
                return bytes(found)
            found += piece
            self._left -= len(piece)
            if len(found) > MOST_BYTES or self._left < 0:
                raise Refused("too large")

    def _reached(self, addresses: Sequence[str], port: int) -> socket.socket:
        """Where there is no IPv6, its address is of no use: the next is tried."""
        for address in addresses[:-1]:
            with suppress(OSError):
                return self._connect(address, port, self._seconds_left())
        return self._connect(addresses[-1], port, self._seconds_left())

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """All public. A name with any other among its addresses is refused whole."""
        found = self._resolve(host, port)
        if not found or not all(is_public(address) for address in found):
            raise Refused("no public address")
        return found[:_MOST_ADDRESSES]

    def _seconds_left(self) -> float:
        left = min(_CONNECT_SECONDS, self._deadline - time.monotonic())
        if left <= 0:
            raise TimeoutError
        return left


def is_public(address: str) -> bool:
    """Not of this machine, its network, or what stands for either in another notation."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if found in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        if found not in _GLOBAL_UNICAST:  # `is_global` is also true of site-local and some translated addresses
            return False
    return found.is_global and not found.is_multicast


_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
"""All that IANA has given out of the global addresses (RFC 4291 2.4)."""


class _Pinned(http.client.HTTPSConnection):
    """What `plain` connects to is asked for a certificate of `host`."""

    def __init__(self, host: str, port: int, plain: Callable[[], socket.socket], context: ssl.SSLContext) -> None:
        super().__init__(host, port, context=context)
        self._plain, self._tls = plain, context

    def connect(self) -> None:
        plain = self._plain()
        try:
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host.strip("[]"))
        except BaseException:
            plain.close()
            raise


def _cut(connection: http.client.HTTPSConnection) -> None:
    """From another thread than the one that reads: that wakes it, and it closes."""
    wire = connection.sock
    if wire is not None:
        with suppress(OSError):
            wire.shutdown(socket.SHUT_RDWR)


def _split(authority: str) -> tuple[str, int]:
    host, colon, port = authority.rpartition(":")
    if not colon or authority.endswith("]"):
        return authority.strip("[]"), 443
    return host.strip("[]"), int(port)


def _joined(base: str, location: str) -> str:
    """Where a redirect leads (RFC 9110 10.2.2); only what is whole or begins with a slash."""
    if location.startswith("//"):
        return f"https:{location}"
    if location.startswith("/"):
        return f"https://{base.removeprefix('https://').partition('/')[0]}{location}"
    return location
