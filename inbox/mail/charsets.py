"""Bytes to text by the charsets mail really uses. Pure; never raises.

Python's codec table also holds `zip`, `unicode_escape`, `idna` and the like, which a sender must not be able to
name: only what is listed here is looked up.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_ALIASES: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "cp949": "cp949",
    "ansi": "cp1252",
    # What is called Latin-1 or ASCII is Windows-1252 in practice, as browsers also decide (WHATWG Encoding).
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "unicode-1-1-utf-7": "utf-7",
    "macintosh": "mac_roman",
}
_ALLOWED: Final = frozenset(
    {f"iso-8859-{number}" for number in range(2, 17) if number != 12}
    | {f"windows-125{digit}" for digit in range(9)}
    | {f"cp125{digit}" for digit in range(9)}
    | {"utf-8", "utf8", "utf-7", "utf-16", "utf-16le", "utf-16be", "utf-32", "utf-32le", "utf-32be"}
    | {"koi8-r", "koi8-u", "euc-jp", "iso-2022-jp", "iso-2022-jp-1", "iso-2022-jp-2", "iso-2022-jp-3", "iso-2022-kr"}
    | {"hz-gb-2312", "tis-620", "cp437", "cp850", "cp852", "cp866", "cp874", "windows-874"}
)


def decode(data: bytes, charset: str = "") -> str:
    """`data` by the charset a mail names; by UTF-8, else Windows-1252, where it names none or one not allowed."""
    codec = _codec(charset)
    if codec and codec != "cp1252":
        try:
            text = data.decode(codec, "replace")
            # UTF-7 alone can say half of a character, which no other text can hold.
            return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if codec == "utf-7" else text
        except (UnicodeError, LookupError):
            pass  # UTF-16 and UTF-7 can refuse even with "replace": read on as if no charset had been named
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


@lru_cache(maxsize=64)
def _codec(charset: str) -> str:
    name = charset.strip().strip("\"'").lower()
    return _ALIASES.get(name) or (name if name in _ALLOWED else "")
