"""The demo's lines in a terminal: aligned, in colour where that is wanted, readable in any encoding."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import TextIO

from desktop.core.text import cleaned, escaped

_PLAIN = {
    ord(fancy): plain
    for fancy, plain in {
        "…": "...", "“": '"', "”": '"', "«": '"', "»": '"', "’": "'", "–": "-", "—": "-", "·": "-", "━": "-",
        "●": "o", "✓": "+", "✗": "x", "\u00a0": " ", "\u202f": " ", "œ": "oe", "Œ": "OE",
    }.items()
}  # fmt: skip
_WHO, _NOTE = 21, 20


class Style(StrEnum):
    """What a line is about, as a Select Graphic Rendition parameter (ECMA-48)."""

    NONE = ""
    STRONG = "1"
    QUIET = "2"
    FOCUS = "94"
    CHECK_IN = "33"
    GOOD = "32"
    BAD = "31"


class Terminal:
    """Writes to one stream, from one thread. Colours need a terminal and no NO_COLOR (no-color.org)."""

    def __init__(self, stream: TextIO, environ: Mapping[str, str]) -> None:
        self._stream = stream
        self._encoding = stream.encoding or "ascii"
        self.live = stream.isatty() and environ.get("TERM") != "dumb"
        self._colours = self.live and not environ.get("NO_COLOR")
        self._columns = max(78, min(shutil.get_terminal_size((110, 24)).columns, 140))
        self._status = ""

    def line(self, text: str = "", style: Style = Style.NONE) -> None:
        self._print(self._styled(escaped(text), style))

    def happened(self, at: str, what: str, text: str, style: Style = Style.NONE) -> None:
        """A line of the log. `what` is one word."""
        self._print(f"{self._styled(at, Style.QUIET)}  {self._styled(f'{what:<9}', style)} {escaped(text)}")

    def message(self, at: str, what: str, who: str, subject: str, note: str, style: Style = Style.NONE) -> None:
        """A line of the log about one message; name and subject are cut to their columns."""
        room = self._columns - len(at) - 2 - 10 - _WHO - 2 - 2 - _NOTE
        shown = f"{cleaned(who, _WHO):<{_WHO}}  {cleaned(subject, room):<{room}}"
        text = f"{shown}  {self._styled(note, Style.QUIET)}"
        self._print(f"{self._styled(at, Style.QUIET)}  {self._styled(f'{what:<9}', style)} {text}")

    def status(self, text: str, parts: tuple[tuple[str, Style], ...] = ()) -> None:
        """The line below the log, on a terminal only: `parts`, then `text`. An empty one takes it away."""
        if not self.live:
            return
        drawn = "".join(self._styled(part, style) for part, style in parts)
        self._status = f"{drawn}  {escaped(text)}" if text or parts else ""
        self._draw(f"\r\x1b[2K{self._status}")

    def _print(self, text: str) -> None:
        clear = "\r\x1b[2K" if self._status else ""
        self._draw(f"{clear}{text.rstrip()}\n{self._status}")

    def _draw(self, text: str) -> None:
        self._stream.write(self._fit(text))
        self._stream.flush()

    def _styled(self, text: str, style: Style) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._colours and style else text

    def _fit(self, text: str) -> str:
        """As it is where the stream can show it; else without accents, rather than not at all."""
        try:
            text.encode(self._encoding)
        except (UnicodeEncodeError, LookupError):
            bare = unicodedata.normalize("NFKD", text.translate(_PLAIN))
            return bare.encode("ascii", "ignore").decode("ascii")
        return text
