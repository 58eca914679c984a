"""HTML of a mail made fit to show: an allow-list of tags, and no place named in it but by number. Pure, never raises.

First wall of two: the window's reader opens nothing whatever it is given. What is large, deep or full of tags is
not shown as HTML at all, for laying it out takes the window's time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from inbox.mail import links
from inbox.mail.clean import one_line
from inbox.mail.opened import LeftOut, Link

MOST: Final = 1_000_000
MOST_TAGS: Final = 20_000
MOST_AMPERSANDS: Final = 100_000
MOST_DEPTH: Final = 100
MOST_REMOTE: Final = 200
_SHOWN: Final = "p br b i u em strong a ul ol li blockquote pre code div span table tr td th h1 h2 h3 h4 h5 h6 img"
_HIDDEN: Final = (
    "applet audio canvas embed head iframe math noembed noframes noscript object script select style svg template"
    " textarea title video xmp"
)
"""Taken out with what they hold. Of all other tags the words stay."""
_EMPTY: Final = "area base br col embed hr img input link meta param source track wbr"
_CLOSED_BY_NEXT: Final = "p li dt dd td th tr tbody thead tfoot option html head body"
_UNCOUNTED: Final = frozenset(_EMPTY.split())
_UNCOUNTED_AS_WRITTEN: Final = _UNCOUNTED | frozenset(_CLOSED_BY_NEXT.split())
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_ANCHOR: Final = re.compile(r'<a href="link:(\d{1,6})">')
_IN_A_LINE: Final = re.compile(r"</?(?:a|b|code|em|i|img|span|strong|u)\b[^<>]*>")
"""Between these tags and the words beside them is no gap to be seen."""
_ANY_TAG: Final = re.compile(r"<[^<>]*>")
_REAL_SCHEMES: Final = frozenset({"http", "https", "mailto", "cid"})


@dataclass(frozen=True, slots=True)
class Page:
    """`inline`: the Content-IDs of the images it shows, by the names they have in it."""

    html: str = ""
    left_out: LeftOut = LeftOut.NONE
    inline: tuple[str, ...] = ()


@dataclass
class Places:
    """What the pages of one mail name, each by its number: shared by all of them."""

    cids: Mapping[str, str] = field(default_factory=dict)
    """The name an image of the mail itself has, by its Content-ID in lower case."""
    links: list[Link] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """The links as they were written."""
    remote: list[str] = field(default_factory=list)


def made_safe(source: str, places: Places) -> Page:
    import nh3

    reason = _too_much(source)
    if reason:
        return Page(left_out=reason)
    inline: list[str] = []

    def named(tag: str, attribute: str, value: str) -> str | None:
        if (tag, attribute) == ("a", "href"):
            return _link(value, places)
        if (tag, attribute) == ("img", "src"):
            return _image(value, places, inline)
        return one_line(value, 200) if (tag, attribute) == ("img", "alt") else None

    cleaned = nh3.clean(
        source,
        tags=set(_SHOWN.split()),
        clean_content_tags=set(_HIDDEN.split()),
        attributes={"a": {"href"}, "img": {"src", "alt"}},
        attribute_filter=named,
        strip_comments=True,
        link_rel=None,
        url_schemes=set(_REAL_SCHEMES),
        url_relative="deny",
    )
    if _depth(cleaned, _UNCOUNTED) > MOST_DEPTH:
        return Page(left_out=LeftOut.DEEP)
    _name_links(cleaned, places)
    return Page(cleaned.replace("\0", ""), inline=tuple(dict.fromkeys(inline)))


def _too_much(source: str) -> LeftOut:
    if len(source) > MOST:
        return LeftOut.LARGE
    if source.count("<") > MOST_TAGS and sum(1 for _ in _TAG.finditer(source)) > MOST_TAGS:
        return LeftOut.MANY_TAGS
    if source.count("&") > MOST_AMPERSANDS:  # what is no character reference takes time by the square of their number
        return LeftOut.MANY_TAGS
    return LeftOut.DEEP if _depth(source, _UNCOUNTED_AS_WRITTEN) > MOST_DEPTH else LeftOut.NONE


def _depth(source: str, ignored: frozenset[str]) -> int:
    """How deep tags are nested at most, but for those that are `ignored`: they end by themselves."""
    depth = deepest = 0
    for closing, name in _TAG.findall(source):
        if name.lower() in ignored:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _link(value: str, places: Places) -> str | None:
    if len(places.links) >= links.MOST_LINKS:
        return None
    places.links.append(links.judged(value))
    places.told.append(value)
    return f"link:{len(places.links) - 1}"


def _image(value: str, places: Places, inline: list[str]) -> str | None:
    if value[:4].lower() == "cid:":
        name = places.cids.get(links.unquoted(value[4:]).strip("<> ").lower())  # RFC 2392: written as a URL is
        if name:
            inline.append(name)
        return name
    judged = links.judged(value)
    if not judged.url.startswith("https:"):
        return None
    if judged.url in places.remote:
        return f"remote:{places.remote.index(judged.url)}"
    if len(places.remote) >= MOST_REMOTE:
        return None
    places.remote.append(judged.url)
    return f"remote:{len(places.remote) - 1}"


def _name_links(cleaned: str, places: Places) -> None:
    """The words a link stands behind are known only now; whether they deceive is judged with them."""
    for found in _ANCHOR.finditer(cleaned):
        end = cleaned.find("</a>", found.end())
        inside = cleaned[found.end() : end if end >= 0 else len(cleaned)]
        words = _ANY_TAG.sub(" ", _IN_A_LINE.sub("", inside))
        index = int(found[1])
        places.links[index] = links.judged(places.told[index], html.unescape(words))
