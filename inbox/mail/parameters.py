"""The parameters of a header field such as Content-Type (RFC 2045, 2183, 2231). Pure, linear, never raises."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from inbox.mail import headers
from inbox.mail.charsets import decode

MOST_PARAMETERS: Final = 100
_MOST_BYTES: Final = 16 * 1024
_PARAMETER: Final = re.compile(
    r';\s*([^\s=;*"]{1,40})(?:\*(\d{1,3}))?(\*)?\s{0,8}=\s{0,8}("(?:[^"\\]|\\.)*"?|[^;]*)', re.DOTALL
)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_PERCENT: Final = re.compile(rb"%([0-9a-fA-F]{2})")


def read(value: bytes) -> dict[str, str]:
    """Every parameter by its name in lower case; what is continued or in another charset is put together."""
    source = value[:_MOST_BYTES].decode("ascii") if value.isascii() else decode(value[:_MOST_BYTES])
    found: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in islice(_PARAMETER.finditer(source), MOST_PARAMETERS):
        name, index, encoded, told = match[1].lower(), match[2], bool(match[3]), _unquoted(match[4].strip())
        if index is None and not encoded:
            found.setdefault(name, headers.decoded(told))
        elif index is None or int(index) <= MOST_PARAMETERS:
            pieces.setdefault(name, {}).setdefault(int(index or 0), (told, encoded))
    for name, parts in pieces.items():
        found[name] = _joined(parts)  # RFC 2231 goes before the plain one, which is there for old programs
    return found


def _unquoted(told: str) -> str:
    return _ESCAPED.sub(r"\1", told[1:].removesuffix('"')) if told.startswith('"') else told


def _joined(parts: dict[int, tuple[str, bool]]) -> str:
    charset, data = "", b""
    for index in sorted(parts):
        told, encoded = parts[index]
        if encoded and index == 0 and told.count("'") >= 2:
            charset, _, told = told.split("'", 2)
        raw = told.encode("utf-8", "replace")
        data += _PERCENT.sub(lambda found: bytes([int(found[1], 16)]), raw) if encoded else raw
    return decode(data, charset)
