"""The week, painted: a column per day, a block per span. Dragging on free ground draws one, dragging a block or its
end moves it; the list beside it and the keys do the same, so that nothing here needs a mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QWidget

from desktop.window.forms.span_words import (
    caption,
    day_name,
    hours_words,
    kind_words,
    nothing_words,
    span_words,
    time_words,
)
from desktop.window.forms.week import DAY, STEP, Grip, Piece, clock, dragged, drawn, minutes, pieces, snap
from desktop.window.theme import Theme, font
from focus.schedule import Mode, Span

_TOKEN = {Mode.FOCUS: "focus", Mode.CHECK_IN: "gate", Mode.TOGETHER: "together", Mode.OPEN: "line"}
_EDGE = 6.0
"""So near to its end, in pixels, a block is held by that end."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A block in the hand: as it was, where it was taken, and whether it has moved."""

    number: int
    span: Span
    grip: Grip
    day: int
    minute: float
    moved: bool = False


def ink_on(ground: QColor) -> QColor:
    """Near-black or white, whichever stands out more on this colour (WCAG relative luminance)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    light = 0.2126 * linear(ground.redF()) + 0.7152 * linear(ground.greenF()) + 0.0722 * linear(ground.blueF())
    return QColor("#ffffff") if 1.05 / (light + 0.05) > (light + 0.05) / 0.056 else QColor("#12171d")


class WeekGrid(QAbstractScrollArea):
    """Shows spans, tells which is chosen, and what was drawn. With `reads_only` it is a picture."""

    chosen = Signal(int)
    drew = Signal(object)
    """The `Span` that a drag asks for."""
    drawing = Signal(object)
    """The `Span` that would be drawn if the button were let go now; None: none."""
    moved = Signal(int, object)
    """A block's number, and the `Span` it is now: again and again while it is dragged."""
    let_go = Signal()
    """The drag of a block is over."""
    edit_asked = Signal()
    delete_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, reads_only: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reads_only = reads_only
        self._spans: tuple[Span, ...] = ()
        self._title = ""
        self._selected = -1
        self._drag: tuple[int, float, float] | None = None
        self._held: _Held | None = None
        self.setProperty("role", "week")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if reads_only else Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(not reads_only)
        self.setAccessibleName(self.tr("The week as a picture"))
        theme.changed.connect(self.viewport().update)
        self._shown_once = False

    # What it shows

    def show_spans(self, spans: Sequence[Span], selected: int = -1, title: str = "") -> None:
        """`title`: they are those of one day, which is called so, and each is a Monday's."""
        self._spans, self._selected, self._title = tuple(spans), selected, title
        words = [span_words(replace(span, days=frozenset()) if title else span) for span in self._spans]
        said = "; ".join(words) or nothing_words()
        self.setAccessibleDescription(f"{title}: {said}" if title else said)
        if not self._shown_once and self._spans:
            self._shown_once = True
            self.scroll_to_day()
        self.viewport().update()

    def scroll_to_day(self) -> None:
        """Bring the first block of the day near the top."""
        self._resize_bars()
        starts = [piece.start for piece in pieces(self._spans) if piece.start]
        first = min(starts, default=8 * 60)
        self.verticalScrollBar().setValue(int(max(0, first - 30) * self._scale()))

    def sizeHint(self) -> QSize:
        return QSize(480, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 220)

    # Geometry, in the viewport's pixels

    @property
    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.font())

    def _scale(self) -> float:
        """Pixels per minute."""
        return self._metrics.height() * 2.6 / 60

    def _head(self) -> float:
        return self._metrics.height() + 18

    def _gutter(self) -> float:
        return self._metrics.horizontalAdvance(time_words(clock(20 * 60))) + 16

    @property
    def _columns(self) -> int:
        return 1 if self._title else 7

    def _pieces(self) -> list[Piece]:
        return [piece for piece in pieces(self._spans) if piece.day < self._columns]

    def _column(self) -> float:
        return max(1.0, (self.viewport().width() - self._gutter()) / self._columns)

    def _top(self, minute: float) -> float:
        return self._head() + minute * self._scale() - self.verticalScrollBar().value()

    def _box(self, piece: Piece) -> QRectF:
        width = self._column()
        top, bottom = self._top(piece.start), self._top(piece.end)
        return QRectF(self._gutter() + piece.day * width + 3, top + 1, width - 6, max(4.0, bottom - top - 2))

    def _day_at(self, x: float) -> int:
        return int((x - self._gutter()) // self._column())

    def _minute_at(self, y: float) -> float:
        return (y - self._head() + self.verticalScrollBar().value()) / self._scale()

    def _piece_at(self, point: QPointF) -> Piece | None:
        if point.y() < self._head():
            return None
        hits = [piece for piece in self._pieces() if self._box(piece).contains(point)]
        return hits[-1] if hits else None

    def point_of(self, day: int, minute: int) -> QPoint:
        """Where a minute of a day is painted (for tests and tools that drive the mouse)."""
        return QPoint(int(self._gutter() + (day + 0.5) * self._column()), int(self._top(minute)))

    def _resize_bars(self) -> None:
        whole = DAY * self._scale() + self._head()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, int(whole - self.viewport().height())))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(int(30 * self._scale()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._resize_bars()
        super().resizeEvent(event)

    # Paint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.viewport().rect())
        painter.fillRect(area, self._theme.color("panel"))
        painter.save()
        painter.setClipRect(area.adjusted(0, self._head(), 0, 0))
        self._paint_ground(painter, area)
        for piece in self._pieces():
            self._paint_piece(painter, piece)
        if self._drag is not None:
            self._paint_drag(painter)
        painter.restore()
        self._paint_head(painter, area)
        painter.setPen(QPen(self._theme.color("accent" if self.hasFocus() else "line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_ground(self, painter: QPainter, area: QRectF) -> None:
        line, muted = self._theme.color("line"), self._theme.color("muted")
        for hour in range(25):
            y = round(self._top(hour * 60)) + 0.5
            painter.setPen(line)
            painter.drawLine(QPointF(self._gutter(), y), QPointF(area.right(), y))
            if 0 < hour < 24:
                painter.setPen(muted)
                painter.setFont(font(0.92, tabular=True))
                box = QRectF(0, y - 12, self._gutter() - 8, 24)
                align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(box, align, time_words(clock(hour * 60)))
        painter.setPen(line)
        for day in range(self._columns):
            x = round(self._gutter() + day * self._column()) + 0.5
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _paint_head(self, painter: QPainter, area: QRectF) -> None:
        head = QRectF(0, 0, area.width(), self._head())
        painter.fillRect(head, self._theme.color("panel"))
        painter.setPen(self._theme.color("line"))
        painter.drawLine(head.bottomLeft(), head.bottomRight())
        painter.setPen(self._theme.color("ink"))
        painter.setFont(font(bold=True))
        for day, name in enumerate([self._title] if self._title else map(day_name, range(7))):
            box = QRectF(self._gutter() + day * self._column() + 8, 0, self._column() - 8, self._head())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def _paint_piece(self, painter: QPainter, piece: Piece) -> None:
        span, box = self._spans[piece.span], self._box(piece)
        ground = self._theme.color(_TOKEN[span.kind])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 6, 6)
        if piece.span == self._selected:
            painter.setPen(QPen(self._theme.color("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)
        painter.setPen(ink_on(ground))
        painter.setFont(font(0.9))
        if self._held is not None and self._held.moved and self._held.number == piece.span:
            self._paint_lines(painter, box, self._hours(painter, box, span.start, span.end))
            return
        first, *rest = [*caption(span).split("\n"), hours_words(span)]

        def fits(text: str) -> bool:
            return painter.fontMetrics().horizontalAdvance(text) <= box.width() - 10

        if not fits(first):
            first = kind_words(span.kind)
        # The colour says the kind, and the hours stand at the side: what does not fit is left out, but for one line.
        whole = [line for line in (first, *rest) if fits(line)]
        self._paint_lines(painter, box, whole or [rest[0] if len(rest) > 1 else first])

    @staticmethod
    def _paint_lines(painter: QPainter, box: QRectF, lines: list[str]) -> None:
        """As many of the lines as the block has room for, cut where it is narrow."""
        metrics = painter.fontMetrics()
        room = max(1, int((box.height() - 4) // metrics.height())) if box.height() >= metrics.height() - 3 else 0
        width = box.width() - 10
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        pad = 4.0 if room > 1 else max(0.0, (box.height() - metrics.height()) / 2)
        for number, text in enumerate(lines[:room]):
            row = QRectF(box.left() + 6, box.top() + pad + number * metrics.height(), width, metrics.height())
            painter.drawText(row, align, metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width)))

    def _paint_drag(self, painter: QPainter) -> None:
        assert self._drag is not None
        day, first, last = self._drag
        start, end = snap(min(first, last)), snap(max(first, last))
        box = self._box(Piece(-1, day, start, max(end, start + 1)))
        painter.setPen(QPen(self._theme.color("focus"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(self._theme.color("focus_soft"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(self._theme.color("ink"))
        painter.setFont(font(0.9))
        self._paint_lines(painter, box, self._hours(painter, box, clock(start), clock(end)))

    @staticmethod
    def _hours(painter: QPainter, box: QRectF, start: time, end: time) -> list[str]:
        """What is in the hand says its hours, on two lines where the column is narrow."""
        both = f"{time_words(start)}–{time_words(end)}"
        fits = painter.fontMetrics().horizontalAdvance(both) <= box.width() - 10
        return [both] if fits else [f"{time_words(start)}–", time_words(end)]

    # Mouse: a press on a block takes it, a drag on free ground draws one

    def _grip_at(self, piece: Piece, point: QPointF) -> Grip:
        span, box = self._spans[piece.span], self._box(piece)
        edge = min(_EDGE, box.height() / 4)
        if point.y() <= box.top() + edge and piece.start == minutes(span.start):
            return Grip.START
        if point.y() >= box.bottom() - edge and piece.end % DAY == minutes(span.end):
            return Grip.END
        return Grip.WHOLE

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._reads_only or event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        point = event.position()
        piece = self._piece_at(point)
        day, minute = self._day_at(point.x()), self._minute_at(point.y())
        if piece is not None:
            grip = self._grip_at(piece, point)
            self.chosen.emit(piece.span)
            self._held = _Held(piece.span, self._spans[piece.span], grip, day, minute)
        elif 0 <= day < self._columns and point.y() >= self._head():
            self._drag = (day, minute, minute)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        minute = self._minute_at(event.position().y())
        if self._held is not None:
            self._pull(self._day_at(event.position().x()), minute)
        elif self._drag is not None:
            before = drawn(*self._drag)
            self._drag = (*self._drag[:2], minute)
            now = drawn(*self._drag)
            self.viewport().update()
            if now != before:
                self.drawing.emit(now)
        else:
            self._point(event.position())

    def _pull(self, day: int, minute: float) -> None:
        held = self._held
        assert held is not None
        span = dragged(held.span, held.grip, minute - held.minute, 0 if self._title else day - held.day)
        if span != self._spans[held.number]:
            self._held = replace(held, moved=True)
            self.moved.emit(held.number, span)

    def _point(self, point: QPointF) -> None:
        """What a press would do here."""
        piece = None if self._reads_only else self._piece_at(point)
        if piece is None:
            self.viewport().unsetCursor()
        else:
            whole = self._grip_at(piece, point) is Grip.WHOLE
            self.viewport().setCursor(Qt.CursorShape.SizeAllCursor if whole else Qt.CursorShape.SizeVerCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, None
        if held is not None and held.moved:
            self.let_go.emit()
        if self._drag is None:
            return
        span = drawn(*self._drag)
        self._end_drawing()
        if span is not None:
            self.drew.emit(span)

    def _end_drawing(self) -> None:
        self._drag = None
        self.viewport().update()
        self.drawing.emit(None)

    def _put_back(self) -> None:
        held, self._held = self._held, None
        if held is not None and held.moved:
            self.moved.emit(held.number, held.span)
            self.let_go.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._reads_only and self._piece_at(event.position()) is not None:
            self.edit_asked.emit()

    # Keyboard: with Shift the arrow keys move the block, with Ctrl they move its end

    def _nudge(self, event: QKeyEvent) -> bool:
        way = {Qt.Key.Key_Up: -STEP, Qt.Key.Key_Down: STEP}.get(Qt.Key(event.key()), 0)
        side = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        grip = {Qt.KeyboardModifier.ShiftModifier: Grip.WHOLE, Qt.KeyboardModifier.ControlModifier: Grip.END}.get(held)
        if not (way or side) or grip is None or not 0 <= self._selected < len(self._spans):
            return False
        span = dragged(self._spans[self._selected], grip, way, 0 if self._title else side)
        if span != self._spans[self._selected]:
            self.moved.emit(self._selected, span)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._nudge(event):
            return
        if self._spans and key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.chosen.emit((self._selected + 1) % len(self._spans))
        elif self._spans and key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.chosen.emit((self._selected - 1) % len(self._spans))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_asked.emit()
        elif key == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif key == Qt.Key.Key_Escape and self._held is not None:
            self._put_back()
        elif key == Qt.Key.Key_Escape and self._drag is not None:
            self._end_drawing()
        else:
            super().keyPressEvent(event)
