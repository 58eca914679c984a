"""The words of a mail, plain whatever they are; what it quotes and how it is signed are folded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor

from desktop.window.counted import Counted
from desktop.window.reading.flow import MOST_SHOWN
from desktop.window.reading.frame import Frame, Step
from desktop.window.texts import translate
from desktop.window.theme import STEP, Theme, font
from inbox.mail.opened import Link, Passage, PassageKind

_LONGEST_LINE: Final = 2000
"""Characters of one line: laying out a line takes time by the square of its length."""
_SLICE: Final = 4000
_LINE_PERCENT: Final = 135.0
_MOST_TRIMMED: Final = 20
MOST_TEXT: Final = 300
"""Characters that `Link.text` has at most: what is longer ends in an ellipsis."""
_CANDIDATE: Final = re.compile(r"\b(?:https?://|mailto:)[^\s<>\"]{1,2000}", re.IGNORECASE)
_FOLD: Final = "fold:"


class MessageText(Frame):
    """`folded` is emitted when a stretch was folded or unfolded: whether any is folded now."""

    folded = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(translate("Reading", "Text of the message"))
        self._theme = theme
        self._passages: Sequence[Passage] = ()
        self._links: Sequence[Link] = ()
        self._unfolded: set[int] = set()
        self._cut = False

    def show_text(self, text: str) -> None:
        self.show_passages((Passage(PassageKind.TEXT, text),))

    def show_passages(self, passages: Sequence[Passage], links: Sequence[Link] = ()) -> None:
        shown, self._cut = _within(passages)
        if (shown, tuple(links)) != (self._passages, self._links):
            self._passages, self._links = shown, tuple(links)
            self._unfolded.clear()
            self.show_again()

    def show_again(self) -> None:
        """The same once more: a fold was opened, or the colours are others."""
        numbers = {link.text: number for number, link in enumerate(self._links) if link.text}
        steps: list[Step] = []
        for place, passage in enumerate(self._passages):
            if self.folds(place):
                steps.append(self._fold_line(place, passage))
            if (not self.folds(place) or place in self._unfolded) and passage.text.strip():
                if place:
                    steps.append(self._gap)
                steps += self._words(passage, numbers)
        if self._cut:
            cut = translate("Reading", "… cut here. Open it at the source for the rest.")
            steps += self._words(Passage(PassageKind.TEXT, f"\n{cut}"), {})
        self.fill(steps)

    def folds(self, place: int) -> bool:
        """Whether this passage is one that is folded; a mail that is nothing but a quote is not."""
        own = any(each.kind is PassageKind.TEXT and each.text.strip() for each in self._passages)
        return own and self._passages[place].kind is not PassageKind.TEXT

    @property
    def foldable(self) -> bool:
        return any(self.folds(place) for place in range(len(self._passages)))

    def toggle_all(self) -> None:
        """Unfold everything, or fold it again if everything is."""
        every = {place for place in range(len(self._passages)) if self.folds(place)}
        self._unfolded = set() if every <= self._unfolded else every
        self._refold()

    def _refold(self) -> None:
        self.show_again()
        self.folded.emit(any(self.folds(place) for place in range(len(self._passages)) if place not in self._unfolded))

    def _choose(self, url: object) -> None:
        name = url.toString() if hasattr(url, "toString") else str(url)
        if not name.startswith(_FOLD):
            self.chosen.emit(name)
            return
        place = int(name.removeprefix(_FOLD))
        self._unfolded ^= {place}
        self._refold()

    # How it is written

    def _fold_line(self, place: int, passage: Passage) -> Step:
        lines = passage.text.strip("\n").count("\n") + 1
        quote, open_now = passage.kind is PassageKind.QUOTE, place in self._unfolded
        if open_now:
            words = (
                translate("Reading", "Hide the quoted text") if quote else translate("Reading", "Hide the signature")
            )
        else:
            words = Counted().quoted_lines(lines) if quote else translate("Reading", "Show the signature")
        style = self._style("accent", 0.95)
        style.setAnchor(True)
        style.setAnchorHref(f"{_FOLD}{place}")
        style.setFontUnderline(True)
        mark = "▾ " if open_now else "▸ "

        def write(cursor: QTextCursor) -> None:
            block = QTextBlockFormat()
            block.setTopMargin(2 * STEP)
            block.setBottomMargin(STEP)
            self._begin(cursor, block)
            cursor.insertText(f"{mark}{words}", style)

        return write

    def _words(self, passage: Passage, numbers: dict[str, int]) -> list[Step]:
        quote = passage.kind is PassageKind.QUOTE
        style = self._style("ink" if passage.kind is PassageKind.TEXT else "muted", 1.08)
        block = QTextBlockFormat()
        block.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setLeftMargin(4 * STEP if quote else 0)
        text = broken(passage.text.strip("\n"))
        return [
            self._slice(piece, style, block, numbers if _CANDIDATE.search(piece) else {}) for piece in _pieces(text)
        ]

    def _slice(self, text: str, style: QTextCharFormat, block: QTextBlockFormat, numbers: dict[str, int]) -> Step:
        def write(cursor: QTextCursor) -> None:
            self._begin(cursor, block)
            at = 0
            for found in _CANDIDATE.finditer(text) if numbers else ():
                url, number = _known(found[0], numbers)
                if number >= 0:
                    cursor.insertText(text[at : found.start()], style)
                    cursor.insertText(url, self._link_style(style, number))
                    at = found.start() + len(url)
            cursor.insertText(text[at:], style)

        return write

    def _gap(self, cursor: QTextCursor) -> None:
        """Between passages, as the blank line that stood there."""
        if not self.document().isEmpty():
            block = QTextBlockFormat()
            block.setLineHeight(2 * STEP, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            cursor.insertBlock(block)

    def _begin(self, cursor: QTextCursor, block: QTextBlockFormat) -> None:
        if self.document().isEmpty():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)

    def _style(self, color: str, scale: float) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(font(scale))
        made.setForeground(self._theme.color(color))
        return made

    def _link_style(self, style: QTextCharFormat, number: int) -> QTextCharFormat:
        link = self._links[number]
        made = QTextCharFormat(style)
        made.setAnchor(True)
        made.setAnchorHref(f"link:{number}")
        made.setFontUnderline(True)
        made.setForeground(self._theme.color("due" if link.deceptive else "muted" if link.refused else "accent"))
        return made


def _within(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], bool]:
    """As many as are laid out, and whether that is not all of them."""
    found: list[Passage] = []
    room = MOST_SHOWN
    for passage in passages:
        if len(passage.text) > room:
            return (*found, Passage(passage.kind, passage.text[:room])), True
        room -= len(passage.text)
        found.append(passage)
    return tuple(found), False


def _known(candidate: str, numbers: dict[str, int]) -> tuple[str, int]:
    """The longest beginning of `candidate` that is a link of the mail, and its number; -1 if there is none."""
    for trimmed in range(min(_MOST_TRIMMED, len(candidate) - 1) + 1):
        url = candidate[: len(candidate) - trimmed]
        told = url if len(url) <= MOST_TEXT else f"{url[: MOST_TEXT - 1]}…"
        if told in numbers:
            return url, numbers[told]
    return "", -1


def _pieces(text: str) -> list[str]:
    """The same in pieces that end with a line, without that line's end."""
    found: list[str] = []
    start = 0
    while len(text) - start > _SLICE:
        end = text.rfind("\n", start, start + _SLICE)
        end = start + _SLICE if end < start else end
        found.append(text[start:end])
        start = end + 1 if text[end : end + 1] == "\n" else end
    return [*found, text[start:]]


def broken(text: str) -> str:
    """The same with lines that are too long to lay out cut into several."""
    if len(text) <= _LONGEST_LINE:
        return text
    return "\n".join(
        line[start : start + _LONGEST_LINE]
        for line in text.split("\n")
        for start in range(0, max(1, len(line)), _LONGEST_LINE)
    )
