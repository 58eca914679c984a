"""The text parts of a mail, read by hand: for what the fast parser refuses or must not be given. Pure, never raises.

No recursion, and a bound on everything: the work is at most (parts x size), whatever the nesting says.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from inbox.mail import headers
from inbox.mail.charsets import decode

MOST_PARTS: Final = 200
MOST_DEPTH: Final = 50

_WANTED: Final = frozenset({b"content-type", b"content-transfer-encoding", b"content-disposition"})
_PARAMETER: Final = re.compile(rb";\s{0,80}([\w-]{1,20})\s{0,8}=\s{0,8}(?:\"([^\"]{0,200})\"|([^\s;\"]{1,200}))")


@dataclass(frozen=True, slots=True)
class Bodies:
    """The text of every body part of each kind, in order. `ends_in_text`: the last part there is, is one of them."""

    plain: tuple[str, ...]
    html: tuple[str, ...]
    ends_in_text: bool


@dataclass(frozen=True, slots=True)
class _Leaf:
    kind: str
    charset: str
    body: bytes
    attached: bool


def read(raw: bytes) -> Bodies:
    leaves = _leaves(raw)
    plain = _texts(leaves, "text/plain")
    html = _texts(leaves, "text/html")
    if not any(text.strip() for text in plain + html):  # a bounce may be nothing but its report (RFC 3464)
        plain = _texts(leaves, "message/delivery-status") or _texts(leaves, "message/rfc822")
    return Bodies(plain, html, bool(leaves) and leaves[-1].kind.startswith("text/"))


def _texts(leaves: list[_Leaf], kind: str) -> tuple[str, ...]:
    return tuple(decode(leaf.body, leaf.charset) for leaf in leaves if leaf.kind == kind and not leaf.attached)


def _leaves(raw: bytes) -> list[_Leaf]:
    found: list[_Leaf] = []
    waiting = [(0, len(raw), 0)]
    seen = 0
    while waiting and seen < MOST_PARTS:
        start, end, depth = waiting.pop()
        seen += 1
        header_end, body = headers.split(raw, start, end)
        fields = headers.fields(raw[start:header_end], _WANTED)
        kind, parameters = _content_type(fields.get(b"content-type", b""))
        boundary = parameters.get(b"boundary", b"")
        if kind.startswith("multipart/") and boundary and depth < MOST_DEPTH:
            inner = _between(raw, body, end, boundary)
            waiting.extend((first, last, depth + 1) for first, last in reversed(inner))
            continue
        found.append(
            _Leaf(
                # What claims to be a container but is none is shown as it is, rather than not at all.
                kind="text/plain" if kind.startswith("multipart/") else kind,
                charset=parameters.get(b"charset", b"").decode("ascii", "replace"),
                body=_transfer_decoded(raw[body:end], fields.get(b"content-transfer-encoding", b"")),
                attached=fields.get(b"content-disposition", b"").lower().startswith(b"attachment"),
            )
        )
    return found


def _content_type(value: bytes) -> tuple[str, dict[bytes, bytes]]:
    kind = value[:200].partition(b";")[0].strip().lower().decode("ascii", "replace")
    parameters = {name.lower(): quoted or bare for name, quoted, bare in islice(_PARAMETER.findall(value[:2048]), 50)}
    return kind if "/" in kind else "text/plain", parameters


def _between(raw: bytes, start: int, end: int, boundary: bytes) -> list[tuple[int, int]]:
    """The spans between delimiter lines (RFC 2046 5.1.1); the last one may lack its end."""
    delimiter = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*\r?$", re.MULTILINE)
    spans: list[tuple[int, int]] = []
    opened = -1
    for line in islice(delimiter.finditer(raw, start, end), MOST_PARTS + 1):
        if opened >= 0:
            spans.append((opened, max(opened, line.start() - 1)))
        opened = -1 if line[1] else min(line.end() + 1, end)
        if opened < 0:
            break
    if opened >= 0:
        spans.append((opened, end))
    return spans


def _transfer_decoded(body: bytes, encoding: bytes) -> bytes:
    name = encoding.partition(b";")[0].strip().lower()
    if name == b"base64":
        return headers.base64_bytes(body)
    if name == b"quoted-printable":
        return binascii.a2b_qp(body)
    return body
