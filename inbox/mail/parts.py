"""The parts of a mail, read by hand: for what the fast parser refuses or must not be given, and for a mail that is
opened. Pure, never raises.

No recursion, and a bound on everything: the work is at most (parts x size), whatever the nesting says.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from inbox.mail import headers, parameters
from inbox.mail.charsets import decode

MOST_PARTS: Final = 200
MOST_DEPTH: Final = 50

_WANTED: Final = frozenset(
    {b"content-type", b"content-transfer-encoding", b"content-disposition", b"content-id", b"content-description"}
)
_NAMELESS: Final = ("message/delivery-status", "message/rfc822")


@dataclass(frozen=True, slots=True)
class Bodies:
    """The text of every body part of each kind, in order. `ends_in_text`: the last part there is, is one of them."""

    plain: tuple[str, ...]
    html: tuple[str, ...]
    ends_in_text: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that holds no parts. `kind`: its MIME type in lower case; `inside`: that of what holds it.

    `start` and `end`: where its body lies in the mail, as it was sent. `content_id` is without its brackets.
    """

    kind: str
    start: int
    end: int
    encoding: bytes = b""
    charset: str = ""
    method: str = ""
    attached: bool = False
    name: str = ""
    content_id: str = ""
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """`complete`: every part is among `leaves`, and none was taken for a leaf because it lies too deep.

    `containers`: the kinds of what holds the leaves.
    """

    leaves: tuple[Leaf, ...]
    complete: bool
    containers: frozenset[str]


def read(raw: bytes) -> Bodies:
    leaves = tree(raw).leaves
    plain = _texts(raw, leaves, "text/plain")
    html = _texts(raw, leaves, "text/html")
    if not any(text.strip() for text in plain + html):  # a bounce may be nothing but its report (RFC 3464)
        plain = next((found for kind in _NAMELESS if (found := _texts(raw, leaves, kind))), ())
    return Bodies(plain, html, bool(leaves) and leaves[-1].kind.startswith("text/"))


def text(raw: bytes, leaf: Leaf) -> str:
    return decode(content(raw, leaf), leaf.charset)


def content(raw: bytes, leaf: Leaf) -> bytes:
    """The body as it was before it was sent."""
    return _transfer_decoded(raw[leaf.start : leaf.end], leaf.encoding)


def tree(raw: bytes) -> Tree:
    found: list[Leaf] = []
    containers: set[str] = set()
    waiting = [(0, len(raw), 0, "")]
    seen, complete = 0, True
    while waiting and seen < MOST_PARTS:
        start, end, depth, inside = waiting.pop()
        seen += 1
        header_end, body = headers.split(raw, start, end)
        fields = headers.fields(raw[start:header_end], _WANTED)
        kind, told = _content_type(fields.get(b"content-type", b""))
        boundary = told.get("boundary", "").encode("utf-8", "replace")[:200]
        container = kind.startswith("multipart/") and bool(boundary)
        if container and depth < MOST_DEPTH:
            containers.add(kind)
            inner, whole = _between(raw, body, end, boundary)
            complete = complete and whole
            waiting.extend((first, last, depth + 1, kind) for first, last in reversed(inner))
            continue
        complete = complete and not container
        found.append(_leaf(fields, kind, told, body, end, inside))
    return Tree(tuple(found), complete and not waiting, frozenset(containers))


def _leaf(fields: headers.Fields, kind: str, told: dict[str, str], start: int, end: int, inside: str) -> Leaf:
    disposition = fields.get(b"content-disposition", b"")
    return Leaf(
        # What claims to be a container but is none is shown as it is, rather than not at all.
        kind="text/plain" if kind.startswith("multipart/") else kind,
        start=start,
        end=end,
        encoding=fields.get(b"content-transfer-encoding", b""),
        charset=told.get("charset", ""),
        method=told.get("method", ""),
        attached=disposition.lower().startswith(b"attachment"),
        name=parameters.read(disposition).get("filename", "") or told.get("name", ""),
        content_id=headers.text(fields.get(b"content-id", b""), 998).strip("<>"),
        inside=inside,
    )


def _texts(raw: bytes, leaves: tuple[Leaf, ...], kind: str) -> tuple[str, ...]:
    return tuple(text(raw, leaf) for leaf in leaves if leaf.kind == kind and not leaf.attached)


def _content_type(value: bytes) -> tuple[str, dict[str, str]]:
    kind = value[:200].partition(b";")[0].strip().lower().decode("ascii", "replace")
    return kind if "/" in kind else "text/plain", parameters.read(value)


def _between(raw: bytes, start: int, end: int, boundary: bytes) -> tuple[list[tuple[int, int]], bool]:
    """The spans between delimiter lines (RFC 2046 5.1.1); the last one may lack its end. And whether these are all."""
    delimiter = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*\r?$", re.MULTILINE)
    spans: list[tuple[int, int]] = []
    opened = -1
    lines = delimiter.finditer(raw, start, end)
    for line in islice(lines, MOST_PARTS + 1):
        if opened >= 0:
            # The line end before a delimiter belongs to it, not to the part.
            before = 2 if raw[line.start() - 2 : line.start()] == b"\r\n" else 1
            spans.append((opened, max(opened, line.start() - before)))
        opened = -1 if line[1] else min(line.end() + 1, end)
        if opened < 0:
            return spans, True
    if opened >= 0:
        spans.append((opened, end))
    return spans, len(spans) <= MOST_PARTS


def _transfer_decoded(body: bytes, encoding: bytes) -> bytes:
    name = encoding.partition(b";")[0].strip().lower()
    if name == b"base64":
        return headers.base64_bytes(body)
    if name == b"quoted-printable":
        return binascii.a2b_qp(body)
    return body
