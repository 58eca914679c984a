"""The week, painted: a column per day, a block per span. Dragging on free ground draws one, dragging a block or its
end moves it; the list beside it and the keys do the same, so that nothing here needs a mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QWidget

from desktop.window.forms.span_words import nothing_words, span_words, time_words
from desktop.window.forms.week import DAY, STEP, Grip, Piece, clock, dragged, drawn, minutes, pieces
from desktop.window.forms.week_picture import Measures, Shown, WeekPicture
from desktop.window.theme import Theme
from focus.schedule import Span

_EDGE = 6.0
"""So near to its end, in pixels, a block is held by that end."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A block in the hand: as it was, as it is now, where it was taken, and whether it has moved."""

    number: int
    span: Span
    now: Span
    grip: Grip
    day: int
    minute: float
    moved: bool = False


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
        self._picture = WeekPicture(theme)
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
        held = self._held
        if held is not None and held.now not in self._spans[held.number : held.number + 1]:
            self._held = None  # deleted or undone in the hand: what has its number now is another
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
        self.verticalScrollBar().setValue(int(max(0, first - 30) * self._at.scale))

    def sizeHint(self) -> QSize:
        return QSize(480, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 220)

    # Geometry, in the viewport's pixels

    @property
    def _at(self) -> Measures:
        metrics, view = QFontMetricsF(self.font()), self.viewport()
        gutter = metrics.horizontalAdvance(time_words(clock(20 * 60))) + 16
        scrolled = self.verticalScrollBar().value()
        return Measures(view.width(), view.height(), metrics.height(), gutter, scrolled, self._columns)

    @property
    def _columns(self) -> int:
        return 1 if self._title else 7

    def _shown(self) -> Shown:
        in_hand = self._held is not None and self._held.moved and self._held.number == self._selected
        return Shown(self._at, self._spans, self._selected, in_hand, self._title)

    def _piece_at(self, point: QPointF) -> Piece | None:
        shown = self._shown()
        if point.y() < shown.at.head:
            return None
        hits = [piece for piece in shown.pieces() if shown.at.box(piece).contains(point)]
        return hits[-1] if hits else None

    def point_of(self, day: int, minute: int) -> QPoint:
        """Where a minute of a day is painted (for tests and tools that drive the mouse)."""
        at = self._at
        return QPoint(int(at.left(day + 0.5)), int(at.top(minute)))

    def _resize_bars(self) -> None:
        at, bar = self._at, self.verticalScrollBar()
        bar.setRange(0, max(0, at.whole - at.height))
        bar.setPageStep(at.height)
        bar.setSingleStep(int(30 * at.scale))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._resize_bars()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self._shown()
        painter = QPainter(self.viewport())
        self._picture.paint(painter, shown)
        if self._drag is not None:
            self._picture.paint_drawn(painter, shown.at, *self._drag)
        self._picture.paint_frame(painter, shown.at, has_focus=self.hasFocus())

    # Mouse: a press on a block takes it, a drag on free ground draws one

    def _grip_at(self, piece: Piece, point: QPointF) -> Grip:
        span, box = self._spans[piece.span], self._at.box(piece)
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
        at = self._at
        day, minute = at.day_at(point.x()), at.minute_at(point.y())
        if piece is not None:
            grip = self._grip_at(piece, point)
            self.chosen.emit(piece.span)
            taken = self._spans[piece.span]
            self._held = _Held(piece.span, taken, taken, grip, day, minute)
        elif 0 <= day < self._columns and point.y() >= at.head:
            self._drag = (day, minute, minute)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at, point = self._at, event.position()
        minute = at.minute_at(point.y())
        if self._held is not None:
            self._pull(at.day_at(point.x()), minute)
        elif self._drag is not None:
            before = drawn(*self._drag)
            self._drag = (*self._drag[:2], minute)
            now = drawn(*self._drag)
            self.viewport().update()
            if now != before:
                self.drawing.emit(now)
        else:
            self._point(point)

    def _pull(self, day: int, minute: float) -> None:
        held = self._held
        assert held is not None
        span = dragged(held.span, held.grip, minute - held.minute, 0 if self._title else day - held.day)
        if span != self._spans[held.number]:
            self._held = replace(held, now=span, moved=True)
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
