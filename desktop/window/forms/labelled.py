"""Controls below each other, each with its label before it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from desktop.window.forms.mnemonics import plain
from desktop.window.parts import label

_SPARE = 4
"""Pixels: the underlined letter breaks the pairing of letters, and what is exactly as wide as its text is then cut."""


def rows_of_controls() -> QFormLayout:
    made = QFormLayout()
    made.setHorizontalSpacing(16)
    made.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    return made


def labelled(rows: QFormLayout, text: str, control: QWidget) -> QLabel:
    shown = label(text)
    shown.setBuddy(control)
    shown.setMinimumWidth(wanted(shown))
    control.setAccessibleName(text)
    rows.addRow(shown, control)
    return shown


def wanted(shown: QLabel) -> int:
    """How wide a label has to be for its text, whichever of its letters is underlined."""
    return shown.fontMetrics().horizontalAdvance(plain(shown.text())) + _SPARE


def widest(labels: Iterable[QLabel]) -> int:
    return max((wanted(one) for one in labels), default=0)
