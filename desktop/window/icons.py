"""Icons: our own SVG files, drawn in the colour they are needed in, at any scale. Painted icons for the tray."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImageReader, QPainter, QPen, QPixmap

import resources
from desktop.window.theme import LIGHT
from focus.schedule import Mode

TRAY_STEPS = 12
"""The ring of the tray icon moves in so many steps: an icon sent to the panel each minute would be noise."""

_RING = {
    Mode.FOCUS: "#7fa8d6",
    Mode.CHECK_IN: LIGHT.gate,
    Mode.TOGETHER: LIGHT.together,
    Mode.OPEN: LIGHT.ok,
}


@lru_cache(maxsize=64)
def pixmap(name: str, color: str, size: int, scale: float = 1.0) -> QPixmap:
    """`resources/icons/NAME.svg` with its `currentColor` set to `color`; `size` in device-independent pixels."""
    drawing = resources.path("icons", f"{name}.svg").read_bytes().replace(b"currentColor", color.encode())
    buffer = QBuffer()
    buffer.setData(QByteArray(drawing))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(round(size * scale), round(size * scale)))
    made = QPixmap.fromImage(reader.read())
    made.setDevicePixelRatio(scale)
    return made


def icon(name: str, color: str = "#000000") -> QIcon:
    made = QIcon()
    for size in (16, 24, 32, 48):
        made.addPixmap(pixmap(name, color, size))
    return made


def app_icon() -> QIcon:
    made = QIcon()
    for size in (16, 32, 64, 128):
        made.addPixmap(pixmap("ecluse", "#000000", size))
    return made


def tray_icon(mode: Mode, step: int, trouble: bool = False) -> QIcon:
    """A dark disc with the gate of the mode, and round it what is left of its time: `step` of TRAY_STEPS."""
    made = QIcon()
    for size in (16, 22, 24, 32, 48, 64):
        made.addPixmap(_tray_pixmap(mode, step, size, trouble))
    return made


def _tray_pixmap(mode: Mode, step: int, size: int, trouble: bool) -> QPixmap:
    made = QPixmap(size, size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 24, size / 24)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#1b2430"))
    painter.drawEllipse(QRectF(0.5, 0.5, 23, 23))
    color = QColor(_RING[mode])
    ring = QRectF(2.5, 2.5, 19, 19)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor("#3a4756"), 2.6))
    painter.drawEllipse(ring)
    painter.setPen(QPen(color, 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawArc(ring, 90 * 16, -round(360 * 16 * step / TRAY_STEPS))
    _paint_gate(painter, mode, color)
    if trouble:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#e58a75"))
        painter.drawEllipse(QRectF(15, 15, 8.5, 8.5))
    painter.end()
    return made


def _paint_gate(painter: QPainter, mode: Mode, color: QColor) -> None:
    """Two leaves: shut in focus, ajar between, open in a check-in."""
    painter.setPen(QPen(color, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if mode is Mode.FOCUS:
        painter.drawLine(10, 8, 10, 16)
        painter.drawLine(14, 8, 14, 16)
    elif mode is Mode.OPEN:
        painter.drawLine(9, 8, 9, 16)
        painter.drawLine(12, 10, 16, 14)
    else:
        painter.drawLine(8, 8, 8, 16)
        painter.drawLine(16, 8, 16, 16)
        painter.drawPoint(12, 12)
