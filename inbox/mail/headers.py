"""The header of a mail: its fields as bytes, then as text, addresses, identifiers. Pure, linear, never raises.

Every length is capped before anything is decoded (RFC 5322 lines are at most 998 characters; what is longer is
either broken or hostile).
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Final

from inbox.mail.charsets import decode
from inbox.mail.clean import one_line

MOST_HEADER_BYTES: Final = 256 * 1024
MOST_FIELD_BYTES: Final = 64 * 1024
MOST_FIELDS: Final = 5000
_MOST_MAILBOX: Final = 8 * 1024
_MOST_ADDRESSES: Final = 500
_MOST_ID: Final = 998
_MOST_NAME: Final = 100
_MOST_SHOWN: Final = 8 * 1024

Fields = Mapping[bytes, bytes]

_END: Final = re.compile(rb"\n\r?\n")
_FIELD_END: Final = re.compile(rb"\n(?![ \t])")
# With its name, as `_name` reads it, where it has one.
_FIELD: Final = re.compile(rb"\n(?:([^ \t\n:]++)[ \t]*+:|(?![ \t]))")
_WORD: Final = re.compile(r"=\?([\w.:+-]{1,40})(?:\*[\w-]{0,20})?\?([bq])\?([^?]*)\?=", re.IGNORECASE | re.ASCII)
_MESSAGE_ID: Final = re.compile(r"<[^<>\s]{1,996}>")
_PLAIN_MAILBOX: Final = re.compile(r'\s*("?)([^"<>,;:()\\]*)("?)\s*<([^<>"\s,;:()\\]+)>\s*\Z')
_MOST_PLAIN: Final = 300
"""Longer ones are taken apart: the expression tries every place where the name could end."""
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"?|\([^()]*\)?|<(?:"[^"<>]*"?|[^<>"])*>?|[,;:]|[^"(<,;:]+', re.DOTALL)


def split(raw: bytes, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """Where the header of an entity in `raw[start:end]` ends and where its body starts."""
    end = len(raw) if end is None else end
    for empty in (b"\n", b"\r\n"):  # no header at all
        if raw.startswith(empty, start, end):
            return start, start + len(empty)
    found = _END.search(raw, start, min(end, start + MOST_HEADER_BYTES))
    return (found.start() + 1, found.end()) if found else (min(end, start + MOST_HEADER_BYTES), end)


def fields(block: bytes, wanted: frozenset[bytes]) -> dict[bytes, bytes]:
    """The first value of each wanted field, by its name in lower case; still folded."""
    return read(block, wanted)[0]


def read(block: bytes | memoryview, wanted: frozenset[bytes]) -> tuple[dict[bytes, bytes], bool]:
    """As `fields`, and whether the block holds nothing else: some mails go on to their body without an empty line."""
    pure = True
    found: dict[bytes, bytes] = {}
    pieces = _FIELD.split(b"\n" + block, MOST_FIELDS)  # something before, then names and values by turns
    del pieces[2 * MOST_FIELDS :]
    for name, value in zip(pieces[1::2], pieces[2::2], strict=False):
        if name is None:
            pure = pure and not value.strip()
        elif (known := name.lower()) in wanted and known not in found:
            found[known] = value[:MOST_FIELD_BYTES].strip()
    return found, pure


def every_value(block: bytes, name: bytes) -> Iterator[bytes]:
    """The value of each field of that name, as `fields` reads the first."""
    for field in _FIELD_END.split(block, MOST_FIELDS)[:MOST_FIELDS]:
        label, colon, value = field.partition(b":")
        if colon and _name(label) == name:
            yield value[:MOST_FIELD_BYTES].strip()


def every(block: bytes, most: int) -> list[tuple[str, str]]:
    """The name and the value of at most `most` fields, in order, each on one line with its encoded words read."""
    found: list[tuple[str, str]] = []
    for field in _FIELD_END.split(block[:MOST_HEADER_BYTES], most)[:most]:
        label, colon, value = field.partition(b":")
        name = one_line(_as_text(label), _MOST_NAME)
        if colon and name:
            found.append((name, text(value[:_MOST_SHOWN], _MOST_SHOWN)))
    return found


def text(value: bytes, most: int) -> str:
    """An unstructured field (RFC 5322 3.6.5) with its encoded words (RFC 2047) read, on one line."""
    source = _as_text(value)
    return one_line(decoded(source) if "=?" in source else source, most)


def as_written(value: bytes) -> str:
    """As `text`, with whatever controls and marks its writer put in."""
    return decoded(_as_text(value[:_MOST_SHOWN]))


def message_ids(value: bytes) -> list[str]:
    """Every `<id>` in order; where there is none, the whole value as one."""
    source = _as_text(value)
    found = _MESSAGE_ID.findall(source)
    if not found and (bare := one_line(source, _MOST_ID)):
        return [bare]
    return [one if one.isascii() and one.isprintable() else one_line(one, _MOST_ID) for one in found]


def first_mailbox(value: bytes) -> tuple[str, str]:
    """Name and address of the first mailbox. The address comes from outside the name whatever that decodes to."""
    source = _as_text(value[:_MOST_MAILBOX])
    plain = _PLAIN_MAILBOX.match(source) if len(source) < _MOST_PLAIN else None
    if plain and (plain[1] == plain[3] or "=" not in plain[2]):
        return one_line(decoded(plain[2]), 200), _address(plain[4])
    for name, address in _mailboxes(source):
        return one_line(decoded(name), 200), address
    return "", ""


def addresses(value: bytes) -> tuple[str, ...]:
    """The addresses of a list of mailboxes and groups, at most 500."""
    if not value:
        return ()
    return _addresses_met(value) if len(value) < _MOST_PLAIN else _addresses(value)


def _addresses(value: bytes) -> tuple[str, ...]:
    source = _as_text(value)
    plain = _PLAIN_MAILBOX.match(source) if len(source) < _MOST_PLAIN else None
    if plain and plain[1] == plain[3] and (address := _address(plain[4])):
        return (address,)
    return tuple(address for _, address in islice(_mailboxes(source), _MOST_ADDRESSES))


# Most mails are to the same few: to the person, to a list, to a team.
_addresses_met = lru_cache(1024)(_addresses)


def _name(label: bytes) -> bytes:
    """In lower case. A blank or TAB may stand before the colon (RFC 5322 4.5.8); with any other character it is
    another field, for a server that vouches for the one has not read the other."""
    return label.rstrip(b" \t").lower()


def _as_text(value: bytes) -> str:
    return value.decode("ascii") if value.isascii() else decode(value)


def _address(source: str) -> str:
    address = one_line(source, 320).replace(" ", "")
    local, at, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}" if at else address


def _mailboxes(source: str) -> Iterator[tuple[str, str]]:
    name: list[str] = []
    comment = address = ""
    for token in _TOKEN.findall(source):
        first = token[0]
        if first == "<":
            address = address or _address(token.strip("<>"))
        elif first == "(":
            comment = comment or token.strip("()")
        elif first == '"':
            name.append(re.sub(r"\\(.)", r"\1", token[1:].removesuffix('"')))
        elif first == ":":
            name = []  # that was the name of a group
        elif first in ",;":
            yield from _mailbox(name, comment, address)
            name, comment, address = [], "", ""
        else:
            name.append(token.strip())
    yield from _mailbox(name, comment, address)


def _mailbox(words: list[str], comment: str, address: str) -> Iterator[tuple[str, str]]:
    name = " ".join(word for word in words if word)
    if address:
        yield name or comment, address
    elif name:
        yield comment, _address(name)


def decoded(source: str) -> str:
    """With its encoded words (RFC 2047) read."""
    if "=?" not in source:
        return source
    if word := _WORD.fullmatch(source):  # as most are
        return decode(_word_bytes(word[2], word[3]), word[1])
    out: list[str] = []
    data, charset, position = b"", "", 0
    for word in _WORD.finditer(source):
        between = source[position : word.start()]
        # Neighbours of one charset are joined as bytes: senders cut within a character, although they must not.
        if data and (between.strip() or word[1].lower() != charset):
            out.append(decode(data, charset))
            data = b""
        if between.strip() or not (out or data):
            out.append(between)
        data += _word_bytes(word[2], word[3])
        charset, position = word[1].lower(), word.end()
    return "".join([*out, decode(data, charset) if data else "", source[position:]])


def _word_bytes(encoding: str, payload: str) -> bytes:
    data = payload.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(data.replace(b" ", b"_"), header=True)
    return base64_bytes(data)


def base64_bytes(data: bytes) -> bytes:
    """Base64 read as far as it can be: foreign characters and a missing end are passed over."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]+", b"", data)
        whole = letters[: len(letters) - (len(letters) % 4 == 1)]
        return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
