"""Reads Thunderbird's configuration file format 1.1, which domains publish for mail programs. Pure.

What was fetched is a stranger's: no document type and so no entities, shallow, and of no more than it takes.
https://wiki.mozilla.org/Thunderbird:Autoconfiguration:ConfigFileFormat
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from inbox.discovery.found import Address, is_host

_DEEPEST: Final = 12
_MOST_SERVERS: Final = 20
_LONGEST_USER: Final = 254
_PORT: Final = re.compile(r"[0-9]{1,5}")
_SECURITY: Final = {"SSL": "tls", "STARTTLS": "starttls", "plain": "plain"}


class NoConfiguration(Exception):
    """What came is not a configuration, or not one that is safe to read."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One server. `security`: tls (from the first byte), starttls or plain; `passwords`: it takes some."""

    host: str
    port: int
    security: str
    user: str
    passwords: bool


def read(content: bytes, address: Address) -> tuple[Offer, ...]:
    """The IMAP servers in the order in which the domain prefers them. Raises NoConfiguration."""
    return _read(content, address, "incomingServer", "imap")


def read_sending(content: bytes, address: Address) -> tuple[Offer, ...]:
    """The same for the servers that take what one sends."""
    return _read(content, address, "outgoingServer", "smtp")


def _read(content: bytes, address: Address, element: str, kind: str) -> tuple[Offer, ...]:
    root = _tree(content)
    if root.tag != "clientConfig":
        raise NoConfiguration("it is no configuration for mail programs")
    servers = [one for one in root.iterfind(f"emailProvider/{element}") if one.get("type") == kind]
    return tuple(offer for one in servers[:_MOST_SERVERS] for offer in _offers(one, address))


def _tree(content: bytes) -> Element:
    builder = TreeBuilder()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise NoConfiguration("it is nested too deeply")
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def refuse(*_: object) -> None:
        raise NoConfiguration("it has a document type, which such a file needs not")

    parser = expat.ParserCreate("UTF-8")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise NoConfiguration("it is not XML") from error
    return builder.close()


def _offers(server: Element, address: Address) -> Iterator[Offer]:
    host = _filled(_text(server, "hostname"), address).lower()
    port = _text(server, "port")
    security = _SECURITY.get(_text(server, "socketType"))
    if not is_host(host) or security is None or not _PORT.fullmatch(port) or not 0 < int(port) < 65536:
        return
    user = _filled(_text(server, "username") or "%EMAILADDRESS%", address)
    if not user.isprintable() or "%" in user or len(user) > _LONGEST_USER:
        user = address.whole
    ways = {(one.text or "").strip() for one in server.iterfind("authentication")}
    passwords = not ways or not ways.isdisjoint({"password-cleartext", "password-encrypted", "plain", "secure"})
    yield Offer(host, int(port), security, user, passwords)


def _text(server: Element, name: str) -> str:
    return (server.findtext(name) or "").strip()


def _filled(text: str, address: Address) -> str:
    for word, value in (("ADDRESS", address.whole), ("LOCALPART", address.local), ("DOMAIN", address.domain)):
        text = text.replace(f"%EMAIL{word}%", value)
    return text
