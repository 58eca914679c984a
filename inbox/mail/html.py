"""HTML to readable text, for mails that have nothing else, and for search. Pure, linear in the input, never raises.

Not a sanitiser: what comes out is text and is shown as text.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
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
_EDGE: Final = _BLANK + _BREAK


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


_MOST_KEPT: Final = 2000
"""Longer runs of tags are hardly met twice, and would make what is kept large."""


def _shown(tags: str) -> str:
    """What stands for the tags between two pieces of text."""
    pieces = _TAG.split(tags)  # white space and names by turns
    pieces[1::2] = [_SHOWN.get(name.lower(), "") for name in pieces[1::2]]
    return _EMPTY_LINES.sub(2 * _BREAK, "".join(pieces))


# Who sends many mails makes them by one template.
_shown_often = lru_cache(2048)(_shown)


_LINK: Final = re.compile(r"<a\b[^<>]*?\bhref\s{0,8}=\s{0,8}[\"']?(https?://[^\s\"'<>]{1,1500})", re.IGNORECASE)

_MOST_LINKS: Final = 20


def to_text(source: str) -> str:
    """The words of an HTML body in reading order, blocks on lines of their own; then its first web links."""
    pieces = _pieces(source.replace(_BREAK, " ").replace(_CELL, " "))
    tags = dict.fromkeys(pieces[1::2])
    pieces[1::2] = [_shown_often(one) if len(one) <= _MOST_KEPT else _shown(one) for one in pieces[1::2]]
    links = list(dict.fromkeys(html.unescape(link) for one in tags for link in _LINK.findall(one)))[:_MOST_LINKS]
    text = _lines(html.unescape("".join(pieces)).strip(_EDGE))
    if "\n\n\n" in text:
        text = "\n\n".join([paragraph.strip("\n") for paragraph in text.split("\n\n") if paragraph])
    text = text.strip()
    return "\n".join([text, "", *links]) if links else text


def _lines(text: str) -> str:
    """With line feeds for breaks, and each line tidy. Mostly all are, which is seen sooner at once than one by one."""
    lines = text.replace(_BREAK, "\n")
    if "  " not in lines and "\n " not in lines and " \n" not in lines and text.replace(_BREAK, "").isprintable():
        return lines
    return "\n".join([line and _tidy(line) for line in text.split(_BREAK)])


def _tidy(line: str) -> str:
    line = line.strip(_BLANK)
    if line.isprintable() and "  " not in line:  # printable text has no white space but the blank
        return line
    return " ".join(line.split()).replace(_CELL, "  ").strip()


def _pieces(source: str) -> list[str]:
    """Words and tags by turns, without what is never shown. Mostly that is in the head: the rest needs no search."""
    head = _without_invisible(source, max(source.find("<body"), 0))
    if source.find("<!--", len(source) - len(head[-1])) < 0:
        pieces = _TAGS.split(" ".join(head))
        if not any(map(_OPENS_INVISIBLE.search, set(pieces[1::2]))):
            return pieces
    return _TAGS.split(" ".join(_without_invisible(source, len(source))))


def _without_invisible(source: str, until: int) -> list[str]:
    """What is left of it where that begins before `until`, in pieces; the last one is all that comes after."""
    kept: list[str] = []
    position = 0
    while opening := _OPENS_INVISIBLE.search(source, position, max(until, position)):
        kept.append(source[position : opening.start()])
        end = _end_of_invisible(source, opening)
        if end < 0:
            return [*kept, ""]
        position = end
    return [*kept, source[position:]]


def _end_of_invisible(source: str, opening: re.Match[str]) -> int:
    """Where what `opening` hides is over; -1: never, and then nothing is searched again, which keeps this linear."""
    name = opening[1]
    if name is None:
        end = source.find("-->", opening.end())
        return end + 3 if end >= 0 else -1
    closing = _CLOSES[name.lower()].search(source, opening.end())
    return closing.end() if closing else -1
