"""Small widgets everything else is made of.

The only place that makes a QLabel: what arrives from outside is never rich text.
"""

from __future__ import annotations

from html import escape
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.window.theme import RADIUS, STEP, Theme, font

Role = Literal[
    "body", "title", "heading", "strong", "muted", "small", "group", "due", "ok", "note", "warning", "sign", "pointed"
]
_SCALE: dict[str, tuple[float, bool]] = {
    "title": (1.45, True),
    "heading": (1.15, True),
    "strong": (1.0, True),
    "small": (0.92, False),
    "sign": (0.85, True),
    "pointed": (0.92, False),
    "group": (0.92, True),
}


def label(text: str = "", role: Role = "body", *, wrap: bool = False, name: str = "") -> QLabel:
    """A label that shows `text` as it is, whatever it contains."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    scale, bold = _SCALE.get(role, (1.0, False))
    made.setFont(font(scale, bold=bold))
    if name:
        made.setAccessibleName(name)
    return made


def button(text: str, role: Literal["", "primary", "link"] = "") -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    return made


def hairline(*, vertical: bool = False) -> QFrame:
    made = QFrame()
    made.setProperty("role", "line")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def card() -> QFrame:
    """A rounded panel with its vertical layout already set."""
    made = QFrame()
    made.setProperty("role", "card")
    column(made, margins=5, spacing=3)
    return made


def column(owner: QWidget | None = None, *, margins: int = 0, spacing: int = 0) -> QVBoxLayout:
    """A vertical layout, sizes in steps."""
    made = QVBoxLayout(owner) if owner is not None else QVBoxLayout()
    made.setContentsMargins(*([margins * STEP] * 4))
    made.setSpacing(spacing * STEP)
    return made


def row(owner: QWidget | None = None, *, margins: int = 0, spacing: int = 2) -> QHBoxLayout:
    """A horizontal layout, sizes in steps."""
    made = QHBoxLayout(owner) if owner is not None else QHBoxLayout()
    made.setContentsMargins(*([margins * STEP] * 4))
    made.setSpacing(spacing * STEP)
    return made


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say something that happened away from the focus."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where there is no room; a long address must not push the window wider."""

    def __init__(self, role: Role = "body") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        scale, bold = _SCALE.get(role, (1.0, False))
        self.setFont(font(scale, bold=bold))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


class Emphasis(QLabel):
    """Words of which some stand out. All of them are shown as they are, whatever they contain."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self._name = name
        self.said = ""

    def say(self, *parts: tuple[str, bool]) -> None:
        """Each with whether it stands out."""
        self.said = "".join(text for text, _ in parts)
        self.setText("".join(f"<b>{escape(text)}</b>" if strong else escape(text) for text, strong in parts))
        self.setAccessibleName(f"{self._name}: {self.said}" if self.said else self._name)


_SIDE = 10
"""Pixels between a button's edge and its words."""


class KeyButton(QPushButton):
    """A button that shows its key in a little cap. `compact` hides the cap where room is short."""

    def __init__(self, text: str, key: str, theme: Theme, *, primary: bool = False) -> None:
        super().__init__(text)
        self._theme = theme
        self._key = key
        self._primary = primary
        self._compact = False
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFont(font(bold=True))
        self._cap_font = font(0.85)
        theme.changed.connect(self.update)

    def set_text(self, text: str, key: str) -> None:
        self.setText(text)
        self._key = key
        self.updateGeometry()
        self.update()

    def set_primary(self, primary: bool) -> None:
        self._primary = primary
        self.update()

    def set_compact(self, compact: bool) -> None:
        if compact != self._compact:
            self._compact = compact
            self.updateGeometry()
            self.update()

    def _cap_width(self) -> int:
        if self._compact or not self._key:
            return 0
        metrics = self.fontMetrics()
        return max(metrics.height() + 2, metrics.horizontalAdvance(self._key) + 6)

    def full_width(self, *, compact: bool) -> int:
        """The width it would ask for with or without its cap."""
        kept, self._compact = self._compact, compact
        width = self.sizeHint().width()
        self._compact = kept
        return width

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        cap = self._cap_width()
        width = metrics.horizontalAdvance(self.text()) + 5 * STEP + (cap + 2 * STEP if cap else 0)
        return QSize(width + 2, metrics.height() + 5 * STEP)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, edge, fill = self._colors()
        box = self.rect().adjusted(1, 1, -1, -1)
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        cap = self._cap_width()
        inner = self.rect().adjusted(_SIDE, 0, -_SIDE, 0)
        text_box = QRect(inner.left(), inner.top(), inner.width() - (cap + 2 * STEP if cap else 0), inner.height())
        painter.setPen(ink)
        painter.setFont(self.font())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter
        painter.drawText(self._mirrored(text_box), align, self.text())
        if cap:
            self._paint_cap(painter, self._mirrored(QRect(inner.right() - cap + 1, 0, cap, self.height())), ink)
        painter.end()

    def _paint_cap(self, painter: QPainter, area: QRect, ink: QColor) -> None:
        height = self.fontMetrics().height() + 4
        box = QRect(area.left(), area.center().y() - height // 2 + 1, area.width(), height)
        edge = QColor(ink)
        edge.setAlphaF(0.35 if self._primary else 0.25)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, STEP, STEP)
        painter.setFont(self._cap_font)
        painter.setPen(ink if self._primary else self._theme.color("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)

    def _mirrored(self, box: QRect) -> QRect:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box.moveLeft(self.width() - box.right() - 1)
        return box

    def _colors(self) -> tuple[QColor, QColor, QColor]:
        pick = self._theme.color
        if not self.isEnabled():
            return pick("muted"), pick("line"), pick("background")
        if self._primary:
            fill = pick("accent")
            if self.isDown() or self.underMouse():
                fill = fill.darker(112)
            return pick("on_accent"), pick("ink") if self.hasFocus() else fill, fill
        fill = pick("accent_soft") if self.isDown() else pick("selection") if self.underMouse() else pick("panel")
        return pick("ink"), pick("accent") if self.hasFocus() else pick("line"), fill
