"""A mail's HTML cut into slices that Qt lays out in a few milliseconds each. Pure; linear in the input, never raises.

Qt lays out a table whole, and each table in a table doubles the time: ten take 12 ms, twenty 12 s. Newsletters are
made of tables in tables. So only tables of data stay tables; those that merely place things become plain blocks,
which also reads better in a narrow pane. A list of 5,000 entries takes 0.6 s and a word of 100,000 letters as long:
what is long is cut, and goes on in the next slice inside the same elements.

It is a second wall behind `inbox.mail.pages`, too: what comes out has the tags named here, links that are numbers,
images that are names, and no other attribute, whatever goes in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import Final

MOST_SHOWN: Final = 120_000
"""Characters of a message that are laid out, plain or formatted: making the window wider lays them all out again, and
that many take up to 80 ms (Chinese takes longest). What is longer is read at the source."""
MOST_SLICES: Final = 100
"""The same in slices, which tables fill sooner: up to 80 ms, too."""
BUDGET: Final = 200
"""What a slice may weigh: about 3 ms of layout, 10 in the worst case found."""
_TEXT_WEIGHT: Final = 40
"""So many characters weigh as much as a tag."""
MOST_PARTS: Final = 20
_PIECE: Final = 2000
_DEEPEST: Final = 24
_MOST_OPEN: Final = 200
_MOST_CELLS: Final = 12
_MOST_SIDE: Final = 600

_INLINE: Final = frozenset(
    {"b", "i", "u", "em", "strong", "code", "s", "del", "ins", "sub", "sup", "small", "tt", "kbd"}
)
_BLOCKS: Final = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li"})
_AS_BLOCK: Final = frozenset(
    {"address", "article", "aside", "caption", "center", "dd", "dl", "dt", "fieldset", "figcaption", "figure", "footer"}
    | {"form", "header", "main", "nav", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
)
_CELLS: Final = frozenset({"td", "th"})
_HIDDEN: Final = frozenset(
    {
        "script",
        "style",
        "title",
        "head",
        "template",
        "svg",
        "math",
        "noscript",
        "textarea",
        "select",
        "option",
        "iframe",
    }
)
_WEIGHTS: Final = {"img": 8, "td": 2, "th": 2}
_LINK: Final = re.compile(r"link:\d{1,6}")
_IMAGE: Final = re.compile(r"(?:inline|remote):\d{1,6}")
_SIDE: Final = re.compile(r"\d{1,4}")
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")

Attributes = dict[str, str]


@dataclass(slots=True)
class _Start:
    tag: str
    attributes: Attributes
    stays: bool = True
    """Of a table: whether it is one of data."""


@dataclass(slots=True)
class _End:
    tag: str


_Event = _Start | _End | str


@dataclass(slots=True)
class _Table:
    start: _Start
    nested: bool = False
    cells: int = 0
    widest: int = 0
    weight: int = 0
    heaviest: int = 0

    def end_row(self) -> None:
        self.widest = max(self.widest, self.cells)
        self.heaviest = max(self.heaviest, self.weight)
        self.cells = self.weight = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """`cut`: there was more than is shown. `characters`: how many are."""

    slices: tuple[str, ...] = ()
    cut: bool = False
    characters: int = 0


def flows(parts: Sequence[str], images: Collection[str] = (), deceptive: Collection[int] = ()) -> tuple[Flow, ...]:
    """Each HTML part of a mail by itself, and no more of all of them than is laid out in good time."""
    found: list[Flow] = []
    characters, slices = MOST_SHOWN, MOST_SLICES
    for part in parts[:MOST_PARTS]:
        made = flow(part, images, deceptive, characters, slices)
        found.append(made)
        characters -= made.characters
        slices -= len(made.slices)
    return tuple(found)


def flow(
    html: str,
    images: Collection[str] = (),
    deceptive: Collection[int] = (),
    most_characters: int = MOST_SHOWN,
    most_slices: int = MOST_SLICES,
) -> Flow:
    """`html`: one fragment of `Opened.html`. `images`: the names of those there are bytes for; the others give their
    words. `deceptive`: the numbers of links that are marked as such (class "deceptive")."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    _find_tables_of_data(reader.events)
    writer = _Writer(frozenset(images), frozenset(deceptive))
    for event in reader.events:
        if writer.shown >= most_characters or writer.made >= most_slices:
            return Flow(writer.finish(), cut=True, characters=writer.shown)
        writer.take(event)
    return Flow(writer.finish(), characters=writer.shown)


class _Reader(HTMLParser):
    """Events in a list: whether a table is one of data is known at its end only."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[_Event] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif not self._hidden:
            wanted = {
                name: value for name, value in attrs if value and name in {"href", "src", "alt", "width", "height"}
            }
            self.events.append(_Start(tag, wanted))

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag == self._hidden[-1]:
                self._hidden.pop()
        else:
            self.events.append(_End(tag))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.events.extend(data[start : start + _PIECE] for start in range(0, len(data), _PIECE))


def _find_tables_of_data(events: list[_Event]) -> None:
    """Those of two columns or more, with no table inside, whose every row fits a slice."""
    tables: list[_Table] = []
    for event in events:
        match event:
            case _Start(tag="table"):
                for outer in tables[-1:]:
                    outer.nested = True
                tables.append(_Table(event))
            case _End(tag="table") if tables:
                done = tables.pop()
                done.end_row()
                fits = 2 <= done.widest <= _MOST_CELLS and done.heaviest <= BUDGET
                done.start.stays = fits and not done.nested
            case _Start(tag="tr") if tables:
                tables[-1].end_row()
            case _Start(tag=tag) if tables:
                tables[-1].cells += tag in _CELLS
                tables[-1].weight += _WEIGHTS.get(tag, 1)
            case str() if tables:
                tables[-1].weight += 1 + len(event) // _TEXT_WEIGHT
    for table in tables:  # never closed
        table.start.stays = False


@dataclass(slots=True)
class _Open:
    """An element that is open: `shown` is what is written for it, "" if nothing is."""

    tag: str
    shown: str
    name: str
    written: bool = False


@dataclass(slots=True)
class _Writer:
    images: frozenset[str]
    deceptive: frozenset[int]
    shown: int = 0
    """Characters so far."""
    _done: list[str] = field(default_factory=list)
    _now: list[str] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _weight: int = 0
    _tables: list[bool] = field(default_factory=list)
    _in_data: bool = False
    _breaks: int = 2
    """Line breaks in a row; at the start of a block as if there had been enough."""

    def take(self, event: _Event) -> None:
        if isinstance(event, str):
            self._text(event)
        elif isinstance(event, _End):
            self._end(event.tag)
        else:
            self._start(event)

    @property
    def made(self) -> int:
        return len(self._done)

    def finish(self) -> tuple[str, ...]:
        self._cut()
        return tuple(self._done)

    def _start(self, event: _Start) -> None:
        tag = event.tag
        if tag == "br":
            self._break()
        elif tag == "hr":
            self._write("<hr>", 1)
        elif tag == "img":
            self._image(event.attributes)
        elif tag == "table" and len(self._open) < _MOST_OPEN:
            self._tables.append(event.stays)
            self._in_data = event.stays
            self._push(
                tag, "table" if event.stays else "div", ' cellspacing="0" cellpadding="4"' if event.stays else ""
            )
        elif tag == "tr" and self._in_data:
            if self._weight >= BUDGET:
                self._cut()
            self._push(tag, "tr")
        elif tag in _CELLS and self._in_data:
            self._push(tag, tag)
            self._ready()  # an empty cell keeps its place
        elif tag == "a":
            self._push(tag, *self._link(event.attributes.get("href", "")))
        elif tag in _INLINE or tag in _BLOCKS:
            self._push(tag, tag)
        elif tag in _AS_BLOCK:
            self._push(tag, "" if self._in_data else "div")

    def _link(self, href: str) -> tuple[str, str]:
        if not _LINK.fullmatch(href):
            return "", ""
        marked = ' class="deceptive"' if int(href.partition(":")[2]) in self.deceptive else ""
        return "a", f' href="{href}"{marked}'

    def _push(self, tag: str, name: str, attributes: str = "") -> None:
        if len(self._open) >= _MOST_OPEN:
            return
        if len(self._open) >= _DEEPEST and not self._in_data:
            name = ""
        self._open.append(_Open(tag, f"<{name}{attributes}>" if name else "", name))
        if tag not in _INLINE and tag != "a":
            self._breaks = 2

    def _end(self, tag: str) -> None:
        place = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at].tag == tag), -1)
        if place < 0:
            return
        for one in reversed(self._open[place:]):
            if one.written:
                self._now.append(f"</{one.name}>")
            if one.tag == "table":
                self._tables.pop()
                self._in_data = bool(self._tables) and self._tables[-1]
            if one.tag not in _INLINE and one.tag != "a":
                self._breaks = 2
        del self._open[place:]

    def _break(self) -> None:
        if self._breaks < 2:
            self._breaks += 1
            self._write("<br>", 1)

    def _image(self, attributes: Attributes) -> None:
        name = attributes.get("src", "")
        words = _SPACES.sub(" ", attributes.get("alt", "")).strip()[:200]
        if name in self.images and _IMAGE.fullmatch(name):
            sides = {side: attributes.get(side, "") for side in ("width", "height")}
            sized = all(_SIDE.fullmatch(value) and 0 < int(value) <= _MOST_SIDE for value in sides.values())
            size = "".join(f' {side}="{value}"' for side, value in sides.items()) if sized else ""
            self._write(f'<img src="{name}"{size}>', _WEIGHTS["img"])
            self._breaks = 0
        elif words:
            self._write(f'<span class="missing">[{escape(words)}]</span>', 2)
            self._breaks = 0

    def _text(self, text: str) -> None:
        kept = any(one.tag == "pre" for one in self._open)
        shown = text if kept else _SPACES.sub(" ", text)
        if shown == " " and (self._breaks > 0 or self._waits()):
            return
        self.shown += len(shown)
        self._write(escape(shown, quote=False), 1 + len(shown) // _TEXT_WEIGHT)
        self._breaks = 0

    def _waits(self) -> bool:
        """Whether nothing has been written since a block was opened."""
        return any(not one.written and one.shown and one.tag not in _INLINE and one.tag != "a" for one in self._open)

    def _write(self, text: str, weight: int) -> None:
        if self._weight >= BUDGET and not self._in_data:
            self._cut()
        self._ready()
        self._now.append(text)
        self._weight += weight

    def _ready(self) -> None:
        """Elements are written when there is something in them: newsletters are full of empty ones."""
        for one in self._open:
            if one.shown and not one.written:
                one.written = True
                self._now.append(one.shown)
                self._weight += _WEIGHTS.get(one.name, 1)

    def _cut(self) -> None:
        if self._now:
            closing = [f"</{one.name}>" for one in reversed(self._open) if one.written]
            self._done.append("".join(self._now + closing))
        self._now = []
        self._weight = 0
        for one in self._open:
            one.written = False
