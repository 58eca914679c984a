from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop.window.theme import _AVATARS, DARK, LIGHT, Theme, Tokens, palette

WORDS = ("ink", "muted", "accent", "gate_text", "ok_text", "due")
GROUNDS = ("background", "panel", "selection")
PAIRS = [
    *[(word, ground) for word in WORDS for ground in GROUNDS],
    ("accent", "accent_soft"),
    ("gate_text", "gate_soft"),
    ("ink", "gate_soft"),
    ("ink", "focus_soft"),
    ("focus", "panel"),
    ("together_text", "panel"),
    ("on_accent", "accent"),
]


def luminance(color: str) -> float:
    parts = (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("word", "ground"), PAIRS)
def test_words_stand_out_from_what_they_are_on(tokens: Tokens, word: str, ground: str) -> None:
    assert contrast(getattr(tokens, word), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("color", _AVATARS)
def test_initials_can_be_read(color: str) -> None:
    assert contrast("#ffffff", color) >= 4.5


def test_the_measure_itself() -> None:
    assert round(contrast("#ffffff", "#000000"), 1) == 21.0
    assert contrast("#ffffff", LIGHT.gate) < 4.5  # why there is a gate_text


def test_both_schemes_are_whole_and_differ() -> None:
    for field in fields(Tokens):
        assert QColor(getattr(LIGHT, field.name)).isValid()
        assert QColor(getattr(DARK, field.name)).isValid()
    assert luminance(LIGHT.background) > luminance(LIGHT.ink)
    assert luminance(DARK.background) < luminance(DARK.ink)


def test_choosing_a_scheme_changes_the_running_app(qapp: QApplication, theme: Theme) -> None:
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.dark))
    try:
        theme.choose("dark")
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.background)
        theme.choose("light")
        assert qapp.palette() == palette(LIGHT)
        assert told == [True, False]
    finally:
        theme.choose("light")
