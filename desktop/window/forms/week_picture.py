"""How a week is painted: where each minute is, and the blocks on it. What stands still is painted once and kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Final

from PySide6.QtCore import QLineF, QLocale, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QRegion
from PySide6.QtWidgets import QApplication

from desktop.window.forms.span_words import caption, day_name, hours_words, kind_words, time_words
from desktop.window.forms.week import DAY, Piece, clock, pieces, snap
from desktop.window.theme import Theme, font
from focus.schedule import Mode, Span

_TOKEN: Final = {Mode.FOCUS: "focus", Mode.CHECK_IN: "gate", Mode.TOGETHER: "together", Mode.OPEN: "line"}
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def ink_on(ground: QColor) -> QColor:
    """Near-black or white, whichever stands out more on this colour (WCAG relative luminance)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    light = 0.2126 * linear(ground.redF()) + 0.7152 * linear(ground.greenF()) + 0.0722 * linear(ground.blueF())
    return QColor("#ffffff") if 1.05 / (light + 0.05) > (light + 0.05) / 0.056 else QColor("#12171d")


@dataclass(frozen=True, slots=True)
class Measures:
    """Where things are, in the viewport's pixels. `line`: the height of a line of text; `scrolled`: how far down."""

    width: int
    height: int
    line: float
    gutter: float
    scrolled: int
    columns: int

    @property
    def scale(self) -> float:
        """Pixels per minute."""
        return self.line * 2.6 / 60

    @property
    def head(self) -> float:
        return self.line + 18

    @property
    def column(self) -> float:
        return max(1.0, (self.width - self.gutter) / self.columns)

    @property
    def whole(self) -> int:
        """How high it would be without scrolling."""
        return int(DAY * self.scale + self.head)

    @property
    def below_head(self) -> QRect:
        """Where blocks are seen: below its line, too."""
        top = int(self.head) + 1
        return QRect(0, top, self.width, self.height - top)

    def top(self, minute: float) -> float:
        return self.head + minute * self.scale - self.scrolled

    def left(self, day: float) -> float:
        return self.gutter + day * self.column

    def box(self, piece: Piece) -> QRectF:
        top, bottom = self.top(piece.start), self.top(piece.end)
        return QRectF(self.left(piece.day) + 3, top + 1, self.column - 6, max(4.0, bottom - top - 2))

    def day_at(self, x: float) -> int:
        return int((x - self.gutter) // self.column)

    def minute_at(self, y: float) -> float:
        return (y - self.head + self.scrolled) / self.scale


@dataclass(frozen=True, slots=True)
class Shown:
    """Spans in their places. `selected`: the one that is edited, -1 for none; `in_hand`: it is being dragged. `title`:
    they are those of one day, which is called so."""

    at: Measures
    spans: tuple[Span, ...]
    selected: int = -1
    in_hand: bool = False
    title: str = ""

    def pieces(self) -> list[Piece]:
        """In the order in which they are painted."""
        return [piece for piece in pieces(self.spans) if piece.day < self.at.columns]


class WeekPicture:
    """Paints a week; all but the selected block is kept from one time to the next.

    A block that is dragged is painted anew at each step, while the rehearsal computes on another thread: each call of
    Qt's here gives the interpreter away, and may wait a millisecond to have it back. UI thread only.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._ground = _Kept()
        self._others = _Kept()

    def paint(self, painter: QPainter, shown: Shown) -> None:
        """The week; `paint_drawn` and `paint_frame` come after it."""
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(0, 0, self._standing(ratio, shown))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        boxes = [(piece, shown.at.box(piece)) for piece in shown.pieces()]
        area = QRegion()
        for piece, box in boxes:
            if piece.span == shown.selected:
                area += box.toAlignedRect().adjusted(-2, -2, 2, 2)
        if not area.isEmpty():
            # Where it is, all is painted in its order, from the ground on: blocks may lie on each other.
            painter.setClipRegion(area & shown.at.below_head)
            painter.drawPixmap(0, 0, self._empty(ratio, shown))
            for piece, box in boxes:
                if area.intersects(box.toAlignedRect()):
                    self._paint_piece(painter, shown, piece, box)
        painter.setClipRect(shown.at.below_head)

    def paint_drawn(self, painter: QPainter, at: Measures, day: int, first: float, last: float) -> None:
        """What is drawn on free ground of a day, in minutes."""
        start, end = snap(min(first, last)), snap(max(first, last))
        box = at.box(Piece(-1, day, start, max(end, start + 1)))
        painter.setPen(QPen(self._theme.color("focus"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(self._theme.color("focus_soft"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(self._theme.color("ink"))
        painter.setFont(font(0.9))
        _paint_lines(painter, box, _hours(painter, box, clock(start), clock(end)))

    def paint_frame(self, painter: QPainter, at: Measures, *, has_focus: bool) -> None:
        painter.setClipping(False)
        painter.setPen(QPen(self._theme.color("accent" if has_focus else "line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(0.5, 0.5, at.width - 1, at.height - 1))

    # What stands still

    def _empty(self, ratio: float, shown: Shown) -> QPixmap:
        """The hours and the days, without a block."""

        def paint(painter: QPainter) -> None:
            painter.fillRect(QRectF(0, 0, shown.at.width, shown.at.height), self._theme.color("panel"))
            self._paint_ground(painter, shown.at)
            self._paint_head(painter, shown.at, shown.title)

        return self._ground.picture(self._of(ratio, shown), ratio, shown.at, paint)

    def _standing(self, ratio: float, shown: Shown) -> QPixmap:
        """With all blocks but the selected one."""

        def paint(painter: QPainter) -> None:
            painter.drawPixmap(0, 0, self._empty(ratio, shown))
            painter.setClipRect(shown.at.below_head)
            for piece in shown.pieces():
                if piece.span != shown.selected:
                    self._paint_piece(painter, shown, piece, shown.at.box(piece))

        others = tuple(span for number, span in enumerate(shown.spans) if number != shown.selected)
        return self._others.picture((self._of(ratio, shown), others), ratio, shown.at, paint)

    def _of(self, ratio: float, shown: Shown) -> object:
        return ratio, shown.at, shown.title, self._theme.tokens, QApplication.font().key(), QLocale().name()

    def _paint_ground(self, painter: QPainter, at: Measures) -> None:
        painter.setPen(self._theme.color("line"))
        rows = [round(at.top(hour * 60)) + 0.5 for hour in range(25)]
        columns = [round(at.left(day)) + 0.5 for day in range(at.columns)]
        painter.drawLines([QLineF(at.gutter, y, at.width, y) for y in rows])
        painter.drawLines([QLineF(x, 0, x, at.height) for x in columns])
        painter.setPen(self._theme.color("muted"))
        painter.setFont(font(0.92, tabular=True))
        for hour in range(1, 24):
            box = QRectF(0, rows[hour] - 12, at.gutter - 8, 24)
            painter.drawText(box, _RIGHT, time_words(clock(hour * 60)))

    def _paint_head(self, painter: QPainter, at: Measures, title: str) -> None:
        head = QRectF(0, 0, at.width, at.head)
        painter.fillRect(head, self._theme.color("panel"))
        painter.setPen(self._theme.color("line"))
        painter.drawLine(head.bottomLeft(), head.bottomRight())
        painter.setPen(self._theme.color("ink"))
        painter.setFont(font(bold=True))
        for day, name in enumerate([title] if title else map(day_name, range(7))):
            painter.drawText(QRectF(at.left(day) + 8, 0, at.column - 8, at.head), _LEFT, name)

    # A block

    def _paint_piece(self, painter: QPainter, shown: Shown, piece: Piece, box: QRectF) -> None:
        span, is_selected = shown.spans[piece.span], piece.span == shown.selected
        ground = self._theme.color(_TOKEN[span.kind])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 6, 6)
        if is_selected:
            painter.setPen(QPen(self._theme.color("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
        painter.setPen(ink_on(ground))
        painter.setFont(font(0.9))
        if is_selected and shown.in_hand:
            _paint_lines(painter, box, _hours(painter, box, span.start, span.end))
            return
        first, *rest = [*caption(span).split("\n"), hours_words(span)]

        def fits(text: str) -> bool:
            return painter.fontMetrics().horizontalAdvance(text) <= box.width() - 10

        if not fits(first):
            first = kind_words(span.kind)
        # The colour says the kind, and the hours stand at the side: what does not fit is left out, but for one line.
        whole = [line for line in (first, *rest) if fits(line)]
        _paint_lines(painter, box, whole or [rest[0] if len(rest) > 1 else first])


class _Kept:
    """A picture, and what it is of."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._of: object = None

    def picture(self, of: object, ratio: float, at: Measures, paint: Callable[[QPainter], None]) -> QPixmap:
        """`ratio`: pixels of the screen for each of the viewport."""
        if of != self._of:
            self._picture = QPixmap(round(at.width * ratio), round(at.height * ratio))
            self._picture.setDevicePixelRatio(ratio)
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint(painter)
            painter.end()
            self._of = of
        return self._picture


def _paint_lines(painter: QPainter, box: QRectF, lines: list[str]) -> None:
    """As many of the lines as the block has room for, cut where it is narrow."""
    metrics = painter.fontMetrics()
    height = metrics.height()
    room = max(1, int((box.height() - 4) // height)) if box.height() >= height - 3 else 0
    width = box.width() - 10
    pad = 4.0 if room > 1 else max(0.0, (box.height() - height) / 2)
    for number, text in enumerate(lines[:room]):
        row = QRectF(box.left() + 6, box.top() + pad + number * height, width, height)
        painter.drawText(row, _LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width)))


def _hours(painter: QPainter, box: QRectF, start: time, end: time) -> list[str]:
    """What is in the hand says its hours, on two lines where the column is narrow."""
    both = f"{time_words(start)}–{time_words(end)}"
    fits = painter.fontMetrics().horizontalAdvance(both) <= box.width() - 10
    return [both] if fits else [f"{time_words(start)}–", time_words(end)]
