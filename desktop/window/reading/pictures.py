"""Pictures of a mail, decoded: a few harmless formats, small ones only. Made to run on any thread but the window's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

MOST_BYTES: Final = 5_000_000
MOST_PIXELS: Final = 16_000_000
MOST_IN_ALL: Final = 40_000_000
"""Pixels of all pictures of a mail before they are made smaller: 160 MB."""
WIDEST: Final = 600
TALLEST: Final = 1600
_SIGNS: Final = ((b"\x89PNG\r\n\x1a\n", b"png"), (b"\xff\xd8\xff", b"jpeg"), (b"GIF8", b"gif"))
"""How the formats begin that are decoded. SVG is a program in disguise, and Qt's other formats are little tried."""


def decoded(images: Mapping[str, bytes]) -> dict[str, QImage]:
    """The pictures that are what they should be, none larger than is shown, by their names. QImage is no widget:
    it may be made on any thread, and Python's lock is free while it is."""
    found: dict[str, QImage] = {}
    room = MOST_IN_ALL
    for name, data in images.items():
        image, pixels = _picture(data, min(room, MOST_PIXELS))
        room -= pixels
        if image is not None:
            found[name] = image
    return found


def format_of(data: bytes) -> bytes:
    """By how it begins, whatever it says it is; b"" where that is none of those shown."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return b"webp"
    return next((name for sign, name in _SIGNS if data.startswith(sign)), b"")


def _picture(data: bytes, most: int) -> tuple[QImage | None, int]:
    kind = format_of(data)
    if not kind or len(data) > MOST_BYTES:
        return None, 0
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    pixels = size.width() * size.height()
    if not size.isValid() or size.isEmpty() or pixels > most:
        return None, 0
    image = reader.read()
    if image.isNull():
        return None, pixels
    room = QSize(WIDEST, TALLEST)
    if image.width() > room.width() or image.height() > room.height():
        mode = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, mode)
    return image, pixels
