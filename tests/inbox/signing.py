"""Mails that are signed, and a DNS of our own that has their keys."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import cache

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from inbox.dkim import NoAnswer


@cache
def _pair(bits: int) -> tuple[bytes, str]:
    """A private key as dkimpy takes it, and the public one as DNS has it."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    der = private.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return pem, base64.b64encode(der).decode()


def record(bits: int = 1024, more: str = "") -> bytes:
    return f"v=DKIM1; k=rsa; {more}p={_pair(bits)[1]}".encode()


def signed(
    content: bytes,
    domain: str,
    *,
    bits: int = 1024,
    algorithm: bytes = b"rsa-sha256",
    length: bool = False,
    canonical: tuple[bytes, bytes] = (b"relaxed", b"relaxed"),
    fields: tuple[bytes, ...] | None = None,
    identity: bytes | None = None,
) -> bytes:
    signature: bytes = dkim.sign(
        content,
        b"s1",
        domain.encode(),
        _pair(bits)[0],
        identity=identity,
        canonicalize=canonical,
        signature_algorithm=algorithm,
        include_headers=fields,
        length=length,
    )
    return signature + content


class Records:
    """`Keys` from memory; what it was asked for is kept. `down`: it does not answer."""

    def __init__(self, *domains: str, value: bytes = b"", wait: Callable[[], None] = lambda: None) -> None:
        self.found = {f"s1._domainkey.{one}": value or record() for one in domains}
        self.asked: list[str] = []
        self.down = False
        self._wait = wait

    def key(self, name: str) -> bytes:
        self.asked.append(name)
        self._wait()
        if self.down:
            raise NoAnswer("it is down")
        return self.found.get(name, b"")
