"""Fetches the few things discovery asks for: one page over https, or one DNS record. Each has its time and its size."""

from __future__ import annotations

import io
import socket
import ssl
import time
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from typing import Final, cast

import dns.exception
import dns.resolver
from dns.rdtypes.ANY.MX import MX
from dns.rdtypes.IN.SRV import SRV

from inbox.discovery.search import NoAnswer, Service

PAGE_SECONDS: Final = 6.0
DNS_SECONDS: Final = 4.0
MOST_BYTES: Final = 128 * 1024

Connect = Callable[[str, int, float], socket.socket]


class _Received:
    """Stands where http.client wants a socket: all there is to read has been read, within its time."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def makefile(self, mode: str) -> io.BytesIO:
        return io.BytesIO(self._content)


def _connect(host: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((host, port), timeout=seconds)


class Https:
    """`inbox.discovery.search.Internet`, on the network of this machine; used by one thread."""

    def __init__(
        self,
        *,
        connect: Connect = _connect,
        context: ssl.SSLContext | None = None,
        resolver: dns.resolver.Resolver | None = None,
        seconds: float = PAGE_SECONDS,
    ) -> None:
        self._connect = connect
        self._context = context
        self._resolver = resolver
        self._seconds = seconds

    def page(self, host: str, path: str) -> bytes:
        asked = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/xml, application/xml\r\nConnection: close\r\n\r\n"
        try:
            response = HTTPResponse(cast(socket.socket, _Received(self._exchange(host, asked.encode("ascii")))))
            response.begin()
            content = response.read()
        except ssl.SSLCertVerificationError as error:
            raise NoAnswer(f"its certificate is not good ({error.verify_message})") from error
        except TimeoutError as error:
            raise NoAnswer("no answer in time") from error
        except (OSError, UnicodeError) as error:
            raise NoAnswer("not there") from error
        except (HTTPException, ValueError) as error:
            raise NoAnswer("its answer made no sense") from error
        if response.status != 200:
            raise NoAnswer("it publishes no settings")
        return content

    def services(self, name: str) -> tuple[Service, ...]:
        records = cast("list[SRV]", self._records(name, "SRV"))
        return tuple(Service(one.priority, one.weight, one.port, _name(one.target)) for one in records)

    def exchangers(self, domain: str) -> tuple[str, ...]:
        return tuple(_name(one.exchange) for one in cast("list[MX]", self._records(domain, "MX")))

    def _exchange(self, host: str, asked: bytes) -> bytes:
        """Ask, and read to the end. The time is that of the whole: a socket's own is for each few bytes anew."""
        deadline = time.monotonic() + self._seconds
        context = self._context or ssl.create_default_context()
        received = bytearray()
        with (
            self._connect(host, 443, self._seconds) as plain,
            context.wrap_socket(plain, server_hostname=host) as wire,
        ):
            wire.sendall(asked)
            while True:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError
                wire.settimeout(left)
                part = wire.recv(16384)
                if not part:
                    return bytes(received)
                received += part
                if len(received) > MOST_BYTES:
                    raise NoAnswer("its answer is too long")

    def _records(self, name: str, kind: str) -> list[object]:
        try:
            resolver = self._resolver or dns.resolver.Resolver()
            # The last dot: a search list of the network must not add a domain to it.
            return list(resolver.resolve(f"{name}.", kind, lifetime=DNS_SECONDS, search=False))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer) as error:
            raise NoAnswer("DNS has no such record") from error
        except (dns.exception.DNSException, OSError) as error:
            raise NoAnswer("DNS does not answer") from error


def _name(found: object) -> str:
    return str(found).rstrip(".").lower()
