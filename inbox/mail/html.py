"""HTML to readable text, for mails that have nothing else, and for search. Pure, linear in the input, never raises.

Not a sanitiser: what comes out is text and is shown as text.
"""

from __future__ import annotations

import html
import re
from typing import Final

_INVISIBLE: Final = ("style", "script", "title", "template", "svg", "math")
# Most tags begin with another letter: these are passed over without a look at each name.
_OPENS_INVISIBLE: Final = re.compile(rf"<(?:(?=[stmSTM])((?ai:{'|'.join(_INVISIBLE)}))\b|!--)")
_CLOSES: Final = {name: re.compile(rf"</{name}\b[^<>]*>?", re.IGNORECASE) for name in _INVISIBLE}

# `[^<>]*` stops at the next bracket, open or closed: a tag that never ends cannot make the scan start over.
_TAG: Final = re.compile(r"<([/!?]?[A-Za-z][A-Za-z0-9]*+)[^<>]*+>?")
_BREAK: Final = "\x01"  # no white space yet: what the source has of that counts for nothing
_CELL: Final = "\x02"
_BLANK: Final = f" \n\r\t\xa0{_CELL}"
"""What nearly all lines that show nothing are made of."""


class _Breaks(dict[str, str]):
    """What stands for a tag. Asked by `map`, and answers what it knows as it is written without a call in Python."""

    def __missing__(self, name: str) -> str:
        return self.get(name.lower(), "")


_BREAKS: Final = _Breaks(
    dict.fromkeys(("a", "/a", "span", "/span", "b", "/b", "strong", "/strong", "img", "td", "th"), "")
    | {"li": f"{_BREAK}• ", "/td": _CELL, "/th": _CELL}
    | dict.fromkeys(("br", "div", "/div", "tr", "/tr", "/li", "section", "/section", "article", "/article"), _BREAK)
    | {
        edge + name: 2 * _BREAK
        for name in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "pre", "table", "hr")
        for edge in ("", "/")
    }
)
_LINK: Final = re.compile(r"<a\b[^<>]*?\bhref\s{0,8}=\s{0,8}[\"']?(https?://[^\s\"'<>]{1,1500})", re.IGNORECASE)

_MOST_LINKS: Final = 20


def to_text(source: str) -> str:
    """The words of an HTML body in reading order, blocks on lines of their own; then its first web links."""
    visible = _without_invisible(source).replace(_BREAK, " ").replace(_CELL, " ")
    links = list(dict.fromkeys(html.unescape(link) for link in _LINK.findall(visible)))[:_MOST_LINKS]
    pieces = _TAG.split(visible)  # words and names of tags by turns
    pieces[1::2] = map(_BREAKS.__getitem__, pieces[1::2])
    lines = html.unescape("".join(pieces)).split(_BREAK)
    text = "\n".join([line and _tidy(line) for line in lines])
    text = "\n\n".join([paragraph.strip("\n") for paragraph in text.split("\n\n") if paragraph]).strip()
    return "\n".join([text, "", *links]) if links else text


def _tidy(line: str) -> str:
    line = line.strip(_BLANK)
    if line.isprintable() and "  " not in line:  # printable text has no white space but the blank
        return line
    return " ".join(line.split()).replace(_CELL, "  ").strip()


def _without_invisible(source: str) -> str:
    kept: list[str] = []
    position = 0
    while opening := _OPENS_INVISIBLE.search(source, position):
        kept.append(source[position : opening.start()])
        end = _end_of_invisible(source, opening)
        if end < 0:
            return "".join(kept)
        position = end
    kept.append(source[position:])
    return " ".join(kept)


def _end_of_invisible(source: str, opening: re.Match[str]) -> int:
    """Where what `opening` hides is over; -1: never, and then nothing is searched again, which keeps this linear."""
    name = opening[1]
    if name is None:
        end = source.find("-->", opening.end())
        return end + 3 if end >= 0 else -1
    closing = _CLOSES[name.lower()].search(source, opening.end())
    return closing.end() if closing else -1
