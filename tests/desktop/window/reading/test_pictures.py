"""Pictures: only what they should be, and no larger than is good."""

from __future__ import annotations

import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage

from desktop.window.reading import pictures
from desktop.window.reading.pictures import decoded, format_of
from tests.desktop.sample_mails import picture


def saved(kind: str) -> bytes:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(data.data())


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_known_formats_are_shown(qapp: QGuiApplication, kind: str) -> None:
    assert format_of(saved(kind)) == kind.encode()
    assert decoded({"inline:0": saved(kind)})["inline:0"].width() == 20


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="/etc/passwd"/></svg>',
        b'<?xml version="1.0"?><svg/>',
        b"\x1f\x8b\x08\x00",
        b"/* XPM */",
        b"BM" + bytes(60),
        b"%PDF-1.4",
        b"",
        b"GIF",
    ],
)
def test_everything_else_is_not_even_tried(qapp: QGuiApplication, data: bytes) -> None:
    assert format_of(data) == b""
    assert decoded({"inline:0": data}) == {}


def test_a_picture_that_lies_about_its_format_or_is_cut_is_left_out(qapp: QGuiApplication) -> None:
    assert decoded({"a": b"GIF89a", "b": picture()[:60]}) == {}


def test_a_bomb_is_refused_by_its_size_before_it_is_decoded(qapp: QGuiApplication) -> None:
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    assert decoded({"a": b"\x89PNG\r\n\x1a\n" + chunk + picture()[33:]}) == {}


def test_too_many_bytes_or_pixels_in_all_are_refused(qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    assert decoded({"a": picture(10, 10) + bytes(pictures.MOST_BYTES)}) == {}
    monkeypatch.setattr(pictures, "MOST_IN_ALL", 1500)
    assert list(decoded({"a": picture(40, 30), "b": picture(40, 30), "c": picture(10, 10)})) == ["a", "c"]


def test_a_large_one_is_made_as_small_as_it_is_shown(qapp: QGuiApplication) -> None:
    found = decoded({"a": picture(2400, 600)})["a"]
    assert (found.width(), found.height()) == (pictures.WIDEST, 150)
