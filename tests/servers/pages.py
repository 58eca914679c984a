"""An https server and a DNS server on the loopback, for what is looked up before an account exists."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import trustme

Answer = Callable[[ssl.SSLSocket], None]


class Pages:
    """Answers https for every name in `certified`; `pages` maps HOST/PATH to a whole answer, or to what writes one."""

    def __init__(self, *certified: str) -> None:
        authority = trustme.CA()
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*certified).configure_cert(self._context)
        self.trusting = ssl.create_default_context()
        authority.configure_trust(self.trusting)
        self.pages: dict[str, bytes | Answer] = {}
        self.asked: list[bytes] = []
        self.connected: list[tuple[str, int]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Pages:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join(60)
        self._listener.close()

    def connect(self, host: str, port: int, seconds: float) -> socket.socket:
        """Every name leads here."""
        self.connected.append((host, port))
        return socket.create_connection(self._listener.getsockname(), timeout=seconds)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                plain, _ = self._listener.accept()
                plain.settimeout(30)
                with suppress(OSError), plain, self._context.wrap_socket(plain, server_side=True) as wire:
                    self._answer(wire)

    def _answer(self, wire: ssl.SSLSocket) -> None:
        request = b""
        while not request.endswith(b"\r\n\r\n") and (part := wire.recv(4096)):
            request += part
        if not request:
            return
        self.asked.append(request)
        head = request.decode("ascii").split("\r\n")
        host = next(line.removeprefix("Host: ") for line in head if line.startswith("Host: "))
        answer = self.pages.get(host + head[0].split()[1], b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        if callable(answer):
            answer(wire)
        else:
            wire.sendall(answer)


def page(content: str | bytes, status: str = "200 OK") -> bytes:
    body = content.encode() if isinstance(content, str) else content
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nContent-Type: text/xml\r\n\r\n".encode() + body


class Records:
    """A DNS server (UDP). `records` maps (name without the last dot, kind) to what stands in a zone file."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, str], list[str]] = {}
        self.asked: list[str] = []
        self.silent = False
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def resolver(self) -> dns.resolver.Resolver:
        made = dns.resolver.Resolver(configure=False)
        made.nameservers = ["127.0.0.1"]
        made.port = self._socket.getsockname()[1]
        return made

    def __enter__(self) -> Records:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", self._socket.getsockname())
        self._thread.join(60)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            wire, sender = self._socket.recvfrom(4096)
            if not wire:
                return
            if self.silent:
                continue
            query = dns.message.from_wire(wire)
            question = query.question[0]
            name, kind = str(question.name).rstrip("."), question.rdtype.name
            self.asked.append(f"{name} {kind}")
            answer = dns.message.make_response(query)
            answer.flags |= dns.flags.RA
            found = self.records.get((name, kind))
            if found is None:
                answer.set_rcode(dns.rcode.NXDOMAIN)
            else:
                answer.answer.append(dns.rrset.from_text_list(question.name, 60, "IN", kind, found))
            self._socket.sendto(answer.to_wire(), sender)
