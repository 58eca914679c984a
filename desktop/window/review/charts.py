"""Charts for a few figures, painted. Who cannot see them hears each figure by its arrow key, or has the table."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.window.parts import announce
from desktop.window.theme import RADIUS, STEP, Theme, font

_GAP: Final = 6
"""Pixels between the two parts of a bar."""
_ROUND: Final = 4
_INSET: Final = 2 * STEP
"""Between what is written and the ring of the focus; a card gives a chart so much more than its words."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One bar or line of a chart. `value` and `rest` are on one scale, in any unit; `said` is all of it in words."""

    name: str
    value: float
    text: str
    said: str
    rest: float = 0.0
    color: str = "focus"
    """A token of the theme."""
    known: bool = True
    """False where there is nothing to tell: an empty place is not a zero."""


class Chart(QWidget):
    """One stop of Tab; the arrow keys go from figure to figure. UI thread only."""

    forward: Qt.Key
    back: Qt.Key

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._summary = ""
        self.figures: tuple[Figure, ...] = ()
        self.current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    def show_figures(self, figures: Sequence[Figure], summary: str = "") -> None:
        """`summary` is said before the figures, to who cannot see the chart."""
        self.figures = tuple(figures)
        self._summary = summary
        self.current = min(self.current, max(0, len(self.figures) - 1))
        self.setAccessibleDescription(self.said)
        self.updateGeometry()
        self.update()

    @property
    def said(self) -> str:
        """Every figure, in words."""
        return " ".join((self._summary, *(figure.said for figure in self.figures))).strip()

    def box_of(self, place: int) -> QRectF:
        """Where a figure is."""
        raise NotImplementedError

    def _go_to(self, place: int) -> None:
        if self.figures:
            self.current = min(max(0, place), len(self.figures) - 1)
            announce(self, self.figures[self.current].said)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward, back = self.forward, self.back
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft and forward == Qt.Key.Key_Right:
            forward, back = back, forward
        places = {forward: self.current + 1, back: self.current - 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: 10_000}
        place = places.get(Qt.Key(event.key()))
        if place is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self._go_to(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = QPointF(event.pos())
            found = next((one for at, one in enumerate(self.figures) if self.box_of(at).contains(place)), None)
            # Escaped by hand: a tooltip guesses whether its text is rich, and an intention may look like it.
            QToolTip.showText(event.globalPos(), f"<p>{html.escape(found.said)}</p>" if found else "", self)
            return True
        return super().event(event)

    def _mirrored(self, box: QRectF) -> QRectF:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box.moveLeft(self.width() - box.right())
        return box

    def _paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus() and self.figures:
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.box_of(self.current).adjusted(1, 1, -1, -1), RADIUS, RADIUS)


class Bars(Chart):
    """Upright bars from zero, each a part that counts on the rest of it."""

    forward = Qt.Key.Key_Right
    back = Qt.Key.Key_Left

    def __init__(self, theme: Theme, name: str, *, height: int = 62 * STEP, widest: int = 34) -> None:
        super().__init__(theme, name)
        self._height = height
        self._widest = widest
        self._small = font(0.85, tabular=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(90 * STEP, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(60 * STEP, self._height // 2)

    def box_of(self, place: int) -> QRectF:
        wide = self.width() / max(1, len(self.figures))
        return self._mirrored(QRectF(place * wide, 0, wide, self.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small)
        line = painter.fontMetrics().height()
        most = max((figure.value + figure.rest for figure in self.figures), default=0.0)
        room = self.height() - 2 * line - 4 * STEP - _GAP
        each = self._every(painter)
        for place, figure in enumerate(self.figures):
            box = self.box_of(place)
            foot = box.bottom() - line - 2 * STEP
            scale = room / most if most > 0 else 0.0
            self._paint_bar(painter, box, foot, scale, figure)
            if (len(self.figures) - 1 - place) % each == 0:
                name = QRectF(box.left() - box.width(), foot + STEP, 3 * box.width(), line)
                self._write(painter, name, figure.name, "muted")
        self._paint_focus(painter)
        painter.end()

    def _every(self, painter: QPainter) -> int:
        """Each how many-th name there is room for."""
        if not self.figures:
            return 1
        widest = max(painter.fontMetrics().horizontalAdvance(figure.name) for figure in self.figures) + 2 * STEP
        return max(1, -(-widest * len(self.figures) // max(1, self.width())))

    def _paint_bar(self, painter: QPainter, box: QRectF, foot: float, scale: float, figure: Figure) -> None:
        wide = min(float(self._widest), box.width() * 0.6)
        left = box.center().x() - wide / 2
        rest, value = figure.rest * scale, figure.value * scale
        top = foot
        if rest > 0:
            top = foot - rest
            painter.fillRect(QRectF(left, top, wide, rest), self._theme.color("line"))
        if value > 0:
            foot_of_value = top - (_GAP if rest > 0 else 0)
            top = foot_of_value - max(2.0, value)
            painter.fillPath(_capped(QRectF(left, top, wide, foot_of_value - top)), self._theme.color(figure.color))
        elif figure.known and rest <= 0:
            painter.fillRect(QRectF(left, foot - 2, wide, 2), self._theme.color("line"))
        line = painter.fontMetrics().height()
        words = figure.text if figure.known else ""
        # Over a bar there is room for its figure only where bars are wide; the arrow keys say it everywhere.
        if painter.fontMetrics().horizontalAdvance(words) <= box.width():
            self._write(painter, QRectF(box.left(), top - line - STEP / 2, box.width(), line), words, "ink")

    def _write(self, painter: QPainter, box: QRectF, words: str, color: str) -> None:
        painter.setPen(self._theme.color(color))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class Meters(Chart):
    """A line each: a name, how much of the largest it is, and the figure."""

    forward = Qt.Key.Key_Down
    back = Qt.Key.Key_Up

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self._whole = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: Sequence[Figure], summary: str = "") -> None:
        self._whole = sum(figure.value for figure in figures)
        super().show_figures(figures, summary)

    @property
    def _line(self) -> int:
        return self.fontMetrics().height() + 3 * STEP

    def sizeHint(self) -> QSize:
        return QSize(90 * STEP, max(1, len(self.figures)) * self._line)

    def minimumSizeHint(self) -> QSize:
        return QSize(60 * STEP, self.sizeHint().height())

    def box_of(self, place: int) -> QRectF:
        return QRectF(0, place * self._line, self.width(), self._line)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = painter.fontMetrics()
        side = max((metrics.horizontalAdvance(figure.text) for figure in self.figures), default=0) + 4 * STEP
        named = max((metrics.horizontalAdvance(figure.name) for figure in self.figures), default=0)
        names = float(min(max(named + 5 * STEP, self.width() // 4), self.width() * 2 // 5))
        for place, figure in enumerate(self.figures):
            box = self.box_of(place).adjusted(_INSET, 0, -_INSET, 0)
            self._paint_line(painter, box, names, float(side), figure)
        self._paint_focus(painter)
        painter.end()

    def _paint_line(self, painter: QPainter, box: QRectF, names: float, side: float, figure: Figure) -> None:
        metrics = painter.fontMetrics()
        leading = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        trailing = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            leading, trailing = trailing, leading
        name = self._mirrored(QRectF(box.left(), box.top(), names - 4 * STEP, box.height()))
        painter.setPen(self._theme.color("ink"))
        painter.drawText(name, leading, metrics.elidedText(figure.name, Qt.TextElideMode.ElideRight, int(name.width())))
        track = QRectF(box.left() + names, box.center().y() - 6, box.width() - names - side, 12)
        _pill(painter, self._mirrored(QRectF(track)), self._theme.color("line"))
        share = figure.value / self._whole if self._whole > 0 else 0.0
        if share > 0:
            filled = QRectF(track.left(), track.top(), max(track.height(), track.width() * share), track.height())
            _pill(painter, self._mirrored(filled), self._theme.color(figure.color))
        painter.setPen(self._theme.color("muted"))
        figures = self._mirrored(QRectF(box.right() - side, box.top(), side, box.height()))
        painter.drawText(figures, trailing, figure.text)


def _capped(box: QRectF) -> QPainterPath:
    """Round above, straight below."""
    by = min(float(_ROUND), box.height(), box.width() / 2)
    path = QPainterPath(box.bottomLeft())
    path.lineTo(box.left(), box.top() + by)
    path.arcTo(QRectF(box.left(), box.top(), 2 * by, 2 * by), 180, -90)
    path.lineTo(box.right() - by, box.top())
    path.arcTo(QRectF(box.right() - 2 * by, box.top(), 2 * by, 2 * by), 90, -90)
    path.lineTo(box.bottomRight())
    path.closeSubpath()
    return path


def _pill(painter: QPainter, box: QRectF, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)


class Legend(QWidget):
    """What the colours of a chart mean. The chart says the same in words, so a screen reader skips it."""

    def __init__(self, theme: Theme, entries: Sequence[tuple[str, str]]) -> None:
        """`entries`: a token of the theme, and its meaning."""
        super().__init__()
        self._theme = theme
        self._entries = tuple(entries)
        self.setFont(font(0.85))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wide = sum(metrics.horizontalAdvance(words) + 9 * STEP for _, words in self._entries)
        return QSize(wide - STEP, metrics.height() + STEP)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, middle = 0, self.height() // 2
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for token, words in self._entries:
            wide = painter.fontMetrics().horizontalAdvance(words)
            swatch = QRect(left, middle - 5, 10, 10)
            text = QRect(left + 4 * STEP, 0, wide + 2, self.height())
            for box in (swatch, text):
                if rtl:
                    box.moveLeft(self.width() - box.right() - 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(token))
            painter.drawRoundedRect(swatch, 2, 2)
            painter.setPen(self._theme.color("muted"))
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            left += wide + 9 * STEP
        painter.end()
