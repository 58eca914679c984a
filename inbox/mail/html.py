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

# What a tag holds is never gone back into: one that does not end cannot make the scan start over.
_TAG: Final = re.compile(r"<([/!?]?[A-Za-z][A-Za-z0-9]*+)[^>]*+>?")
_TAGS: Final = re.compile(r"(<[/!?]?[A-Za-z][^>]*+>?(?:\s*+<[/!?]?[A-Za-z][^>]*+>?)*+)")
"""Those with nothing between but white space: mails have many for each piece of text, mostly the same ones again."""
_BREAK: Final = "\x01"  # no white space yet: what the source has of that counts for nothing
_CELL: Final = "\x02"
_BLANK: Final = f" \n\r\t\xa0{_CELL}"
"""What nearly all lines that show nothing are made of."""


# One line feed or many: what shows nothing between two of them is not looked at again.
_EMPTY_LINES: Final = re.compile(f"{_BREAK}[{_BLANK}{_BREAK}]*{_BREAK}")
_SHOWN: Final = (
    {"li": f"{_BREAK}• ", "/td": _CELL, "/th": _CELL}
    | dict.fromkeys(("br", "div", "/div", "tr", "/tr", "/li", "section", "/section", "article", "/article"), _BREAK)
    | {
        edge + name: 2 * _BREAK
        for name in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "pre", "table", "hr")
        for edge in ("", "/")
    }
)
"""What stands for a tag, by its name. For all others, nothing does."""


class _Breaks(dict[str, str]):
    """What stands for the tags between two pieces of text, of one mail. Asked by `map`."""

    def __missing__(self, tags: str) -> str:
        pieces = _TAG.split(tags)  # white space and names by turns
        pieces[1::2] = [_SHOWN.get(name.lower(), "") for name in pieces[1::2]]
        shown = self[tags] = _EMPTY_LINES.sub(2 * _BREAK, "".join(pieces))
        return shown


_LINK: Final = re.compile(r"<a\b[^<>]*?\bhref\s{0,8}=\s{0,8}[\"']?(https?://[^\s\"'<>]{1,1500})", re.IGNORECASE)

_MOST_LINKS: Final = 20


def to_text(source: str) -> str:
    """The words of an HTML body in reading order, blocks on lines of their own; then its first web links."""
    visible = _without_invisible(source).replace(_BREAK, " ").replace(_CELL, " ")
    pieces = _TAGS.split(visible)  # words and tags by turns
    breaks = _Breaks()
    pieces[1::2] = map(breaks.__getitem__, pieces[1::2])
    links = list(dict.fromkeys(html.unescape(link) for tags in breaks for link in _LINK.findall(tags)))[:_MOST_LINKS]
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
