"""Links as strangers write them: where they really lead, and whether they may be opened. Pure, linear, never raises.

A link that may be opened is put together anew from what was understood of it, so that a browser understands the same.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from inbox.mail import domains
from inbox.mail.clean import one_line
from inbox.mail.opened import Link

MOST_LINKS: Final = 500
_MOST: Final = 4096
_MOST_TEXT: Final = 300
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]{0,30}):", re.IGNORECASE)
_WEB: Final = re.compile(r"(https?)://([^/?#]*)([^#]*)(#.*)?", re.IGNORECASE | re.DOTALL)
_AUTHORITY: Final = re.compile(r"(\[[0-9a-fA-F:.]{2,45}\]|[^\[\]:]+)(?::(\d{0,5}))?")
_FORBIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\xa0\\\\\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]"
)
_PERCENT: Final = re.compile(rb"%([0-9a-fA-F]{2})")
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")
_LONE_PERCENT: Final = re.compile(r"%(?![0-9a-fA-F]{2})")
_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([^\s@,;:<>\"()\[\]\\]{1,253})")
_MAIL_KEYS: Final = ("to", "cc", "subject", "body")
_NAMES_HOST: Final = re.compile(
    r"(?:https?://|www\.)([^\s/?#:@<>\"']{1,253})"
    r"|^[^\w@]{0,20}((?:[\w-]{1,63}\.){1,10}[^\W\d_]{2,24})(?=[\s/:?#)\]}>\"'»”’]|$)",
    re.IGNORECASE,
)
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
"""Characters that take no room: a name with one in it looks like the name without."""
_IN_TEXT: Final = re.compile(r"\b(?:https?://|mailto:)[^\s<>\"\u0000-\u0020\u00a0]{1,2000}", re.IGNORECASE)
_MOST_TRIMMED: Final = 20
_AFTER: Final = ".,;:!?'\"»’”…*_"
_CLOSING: Final = {")": "(", "]": "[", "}": "{"}


def judged(url: str, text: str = "") -> Link:
    """What a link is, from its address and the words it stands behind."""
    source = url.strip(" \t\r\n\x0c")[: _MOST + 1]
    words = one_line(text, _MOST_TEXT)
    scheme = _SCHEME.match(source)
    name = scheme[1].lower() if scheme else ""
    if name not in {"http", "https", "mailto"}:
        return Link(words, "", one_line(name, 40), refused="scheme")
    if len(source) > _MOST:
        return Link(words, "", "", refused="long")
    if name == "mailto":
        return _mail(source, words)
    if _FORBIDDEN.search(source):
        return Link(words, "", "", refused="controls")
    return _web(source, words)


def in_text(text: str) -> Iterator[tuple[int, int, Link]]:
    """The links of a plain text: where each begins and ends, and what it is."""
    for found in islice(_IN_TEXT.finditer(text), MOST_LINKS):
        url = _without_what_follows(found[0])
        yield found.start(), found.start() + len(url), judged(url, url)


def named_host(text: str) -> str:
    """The host that a text names as if it were a link, in ASCII; '' if it names none."""
    found = _NAMES_HOST.search(_as_seen(text))
    return domains.ascii_host(found[1] or found[2]) if found else ""


def unquoted(source: str) -> str:
    """With its percent-encoding (RFC 3986 2.1) read, as UTF-8."""
    raw = source.encode("utf-8", "replace")
    return _PERCENT.sub(lambda found: bytes([int(found[1], 16)]), raw).decode("utf-8", "replace")


def _as_seen(text: str) -> str:
    """With every character that passes for a letter or a full stop of a host's name as that (UTS 46 2.3)."""
    return text if text.isascii() else unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).replace("\u3002", ".")


def _web(source: str, words: str) -> Link:
    parts = _WEB.fullmatch(source)
    if parts is None:
        return Link(words, "", "", refused="host")
    scheme, authority, path, fragment = parts[1].lower(), parts[2], parts[3], parts[4] or ""
    if "@" in authority:
        return Link(words, "", one_line(authority.rpartition("@")[2], 100), refused="user")
    place = _AUTHORITY.fullmatch(authority)
    host = _host(place[1]) if place else ""
    port = (place[2] or "") if place else ""
    if not host or (port and not 0 < int(port) < 65536):
        return Link(words, "", "", refused="host")
    shown = domains.shown(host)
    named = named_host(words)
    link = Link(words, "", shown, deceptive=bool(named) and not domains.within(named, host))
    if scheme == "http":
        return replace(link, refused="insecure")
    default = "" if port in {"", "443"} else f":{int(port)}"
    return replace(link, url=f"https://{host}{default}{_quoted(path)}{_quoted(fragment)}")


def _host(source: str) -> str:
    if source.startswith("["):
        try:
            return f"[{ipaddress.IPv6Address(source[1:-1]).compressed}]"
        except ValueError:
            return ""
    return domains.ascii_host(source)


def _mail(source: str, words: str) -> Link:
    """RFC 6068, with nothing but whom and what: no file, no hidden recipient, no other field."""
    to, _, query = source.partition(":")[2].partition("#")[0].partition("?")
    told = {"to": [unquoted(to)]}
    for pair in query.replace("&amp;", "&").split("&")[:50]:
        key, _, value = pair.partition("=")
        told.setdefault(key.lower(), []).append(unquoted(value))
    if any(_FORBIDDEN.search(value) for key in ("to", "cc") for value in told.get(key, ())):
        return Link(words, "", "", refused="controls")
    people = {key: _addresses(told.get(key, [])) for key in ("to", "cc")}
    if people["to"] is None or people["cc"] is None or not people["to"]:
        return Link(words, "", "", refused="host")
    fields = {
        "cc": ",".join(people["cc"]),
        "subject": one_line(" ".join(told.get("subject", ())), _MOST_TEXT),
        "body": "\r\n".join(one_line(line, _MOST) for line in "\n".join(told.get("body", ())).splitlines()),
    }
    tail = "&".join(f"{key}={_percented(value)}" for key, value in fields.items() if value)
    first = people["to"][0]
    named = _ADDRESS.search(_as_seen(words))
    deceptive = named is not None and not any(named[0].lower() == one.lower() for one in people["to"])
    url = "mailto:" + ",".join(_percented(one) for one in people["to"]) + (f"?{tail}" if tail else "")
    return Link(words, url, first, deceptive=deceptive)


def _addresses(told: list[str]) -> list[str] | None:
    """None where one of them is no address."""
    found: list[str] = []
    for one in ",".join(told).split(","):
        address = one.strip()
        if not address:
            continue
        match = _ADDRESS.fullmatch(address)
        host = domains.ascii_host(match[1]) if match else ""
        if not host:
            return None
        found.append(f"{address.rpartition('@')[0]}@{host}")
    return found[:50]


def _percented(text: str) -> str:
    kept = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~@!$'()*+/"
    return "".join(chr(byte) if byte in kept else f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))


def _quoted(path: str) -> str:
    safe = _LONE_PERCENT.sub("%25", path)
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), safe)


def _without_what_follows(url: str) -> str:
    """A sentence goes on after a link: its full stop, and a bracket that was opened before it, are not part of it."""
    end = len(url)
    for _ in range(_MOST_TRIMMED):
        last = url[end - 1]
        opening = _CLOSING.get(last)
        unopened = opening is not None and url.count(opening, 0, end) < url.count(last, 0, end)
        if not (unopened or last in _AFTER):
            break
        end -= 1
    return url[:end]
