"""Signatures of mails (DKIM, RFC 6376), checked with keys out of DNS. Stricter than the RFC where that is safer.

dkimpy does the arithmetic. What it lets pass, or can be slowed down by, is refused before: a signature over a part of
the body (l=), one that leaves the sender out, sha1, short keys, keys on trial (t=y), fields that stand there twice,
and headers and runs of spaces of a length that no mail has.
"""

from __future__ import annotations

import logging
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, Protocol

from inbox.mail import headers
from inbox.mail.domains import ascii_host

SECONDS: Final = 3.0
"""For one key out of DNS."""
MOST_SECONDS: Final = 8.0
"""For all mails of one WINDOW together: then what is left is not looked at, and stays unverified."""
WINDOW: Final = 60.0

_KEPT: Final = 3600.0
_KEPT_FAILED: Final = 120.0
_MOST_KEPT: Final = 500
_MOST_SIGNATURES: Final = 5
_MOST_SIGNATURE: Final = 4096
_MOST_HEADER: Final = 64 * 1024
_MOST_KEY: Final = 2048
_MOST_FIELDS: Final = 1000
_MOST_SIGNED: Final = 100
_SHORTEST: Final = 1024
"""Bits of a key (RFC 8301 3.2)."""

_ONCE: Final = (
    b"from", b"sender", b"reply-to", b"subject", b"date", b"message-id", b"in-reply-to", b"references",
    b"mime-version", b"content-type", b"content-transfer-encoding", b"list-id",
)  # fmt: skip
_NAME: Final = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_SPACES: Final = re.compile(rb"[ \t]+")
_log = logging.getLogger(__name__)
_silent = logging.getLogger(f"{__name__}.dkimpy")  # it would log what strangers wrote
_silent.disabled = True


class Keys(Protocol):
    """Where the keys of signers are found."""

    def key(self, name: str) -> bytes:
        """The TXT record of this name (ASCII, without the last dot); b"" if there is none.

        Blocks, for SECONDS at most. Raises NoAnswer where that cannot be told now.
        """


class NoAnswer(Exception):
    """DNS does not answer."""


class Dns:
    """The resolver of this computer."""

    def key(self, name: str) -> bytes:
        import dns.exception
        import dns.resolver
        from dns.rdtypes.ANY.TXT import TXT

        try:
            # The last dot: a search list of the network must not add a domain to it.
            found = dns.resolver.Resolver().resolve(f"{name}.", "TXT", lifetime=SECONDS, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return b""
        except (dns.exception.DNSException, OSError) as error:
            raise NoAnswer(type(error).__name__) from error
        records = [b"".join(one.strings) for one in found if isinstance(one, TXT)]
        return next((one for one in records if b"p=" in one), b"")


@dataclass(frozen=True, slots=True)
class _Signature:
    """The index among all of the mail, the tags by name, and where the key is."""

    index: int
    tags: dict[str, str]
    domain: str

    @property
    def key_name(self) -> str:
        return f"{self.tags['s'].lower()}._domainkey.{self.domain}"


@dataclass
class _Kept:
    """Keys that were found, b"" for none, and until when each is good, by the monotonic clock."""

    found: dict[str, tuple[float, bytes]] = field(default_factory=dict)
    began: float = float("-inf")
    spent: float = 0.0


class Dkim:
    """`Signatures` for the app: one for all accounts, so that a key is asked for once an hour."""

    def __init__(self, keys: Keys, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._keys = keys
        self._monotonic = monotonic
        self._kept = _Kept()
        self._lock = Lock()

    def of(self, content: bytes, counts: Callable[[str], bool]) -> frozenset[str]:
        try:
            chosen = [one for one in _signatures(content) if counts(one.domain)]
            return frozenset(one.domain for one in chosen if self._is_good(content, one))
        except Exception as error:  # the boundary: a stranger's mail must not stop all others  # noqa: BLE001
            _log.info("A signature could not be checked (%s)", type(error).__name__)
            return frozenset()

    def _is_good(self, content: bytes, signature: _Signature) -> bool:
        began = self._monotonic()
        with self._lock:
            if began - self._kept.began > WINDOW:
                self._kept.began, self._kept.spent = began, 0.0
            if self._kept.spent >= MOST_SECONDS:
                return False
        try:
            record = self._key(signature.key_name)
            return _usable(record, signature) and _verified(content, signature, record)
        finally:
            with self._lock:
                self._kept.spent += self._monotonic() - began

    def _key(self, name: str) -> bytes:
        now = self._monotonic()
        with self._lock:
            until, record = self._kept.found.get(name, (now, b""))
        if now < until:
            return record
        try:
            record, until = self._keys.key(name), now + _KEPT
        except NoAnswer as error:
            _log.info("No key of a signer could be had: %s", error)
            record, until = b"", now + _KEPT_FAILED
        with self._lock:
            if len(self._kept.found) >= _MOST_KEPT:
                self._kept.found.clear()
            self._kept.found[name] = until, record
        return record


def _signatures(content: bytes) -> list[_Signature]:
    """Those that may count; none of a mail whose header can be read in two ways."""
    end, _ = headers.split(content)
    if end > _MOST_HEADER:
        return []
    block = content[:end]
    names = Counter(label.strip().lower() for label in re.findall(rb"^([^\s:]+)[ \t]*:", block, re.MULTILINE))
    if names.total() > _MOST_FIELDS or names[b"from"] != 1 or any(names[name] > 1 for name in _ONCE):
        return []
    found = []
    for index, value in enumerate(headers.every_value(block, b"dkim-signature")):
        if index == _MOST_SIGNATURES:
            break
        if len(value) <= _MOST_SIGNATURE and (signature := _signature(index, value)) is not None:
            found.append(signature)
    return found


def _signature(index: int, value: bytes) -> _Signature | None:
    tags = _tags(value)
    domain = ascii_host(tags.get("d", ""))
    signed = tags.get("h", "").lower().split(":")
    whole = "l" not in tags and {"from", "subject"} <= set(signed) and len(signed) <= _MOST_SIGNED
    named = bool(_NAME.fullmatch(domain) and _NAME.fullmatch(tags.get("s", "").lower())) and domain == tags["d"].lower()
    strong = tags.get("a") in {"rsa-sha256", "ed25519-sha256"}
    return _Signature(index, tags, domain) if whole and named and strong and tags.get("v") == "1" else None


def _tags(value: bytes) -> dict[str, str]:
    """RFC 6376 3.2; of a tag that is there twice nothing is believed."""
    found: dict[str, str] = {}
    for part in value.decode("ascii", "replace").split(";"):
        name, equals, told = part.partition("=")
        if equals:
            if name.strip() in found:
                return {}
            found[name.strip()] = "".join(told.split())
    return found


def _usable(record: bytes, signature: _Signature) -> bool:
    """Whether this key may be used for this signature (RFC 6376 3.6.1)."""
    tags = _tags(record[: _MOST_KEY + 1])
    if not tags.get("p") or len(record) > _MOST_KEY:
        return False
    flags = tags.get("t", "").split(":")
    of = ascii_host(signature.tags.get("i", "").rpartition("@")[2]) or signature.domain
    return (
        "y" not in flags
        and ("s" not in flags or of == signature.domain)
        and "sha256" in tags.get("h", "sha256").split(":")
        and tags.get("k", "rsa") == signature.tags["a"].partition("-")[0]
    )


def _verified(content: bytes, signature: _Signature, record: bytes) -> bool:
    import dkim  # here: it brings asyncio, and few accounts need it

    if signature.tags.get("c", "").endswith("/relaxed"):
        # It would take the square of the length of a run of spaces; to this canonical form they are one space.
        _, body = headers.split(content)
        content = content[:body] + _SPACES.sub(b" ", content[body:])
    checked = dkim.DKIM(content, logger=_silent, minkey=_SHORTEST, timeout=SECONDS)
    try:
        good = checked.verify(idx=signature.index, dnsfunc=lambda name, timeout: record)
    except dkim.DKIMException:
        return False
    # Two have read the header: what they think of it must be the same.
    read = {name.decode("ascii", "replace"): value for name, value in checked.signature_fields.items()}
    same = all(
        b"".join(read.get(name, b"").split()) == signature.tags.get(name, "").encode() for name in ("d", "s", "a", "l")
    )
    return bool(good) and same
