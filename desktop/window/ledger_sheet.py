"""The ledger on request: what was received and where it is now, account by account, and when a source was out of
reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.core.book_lines import GapLine
from desktop.core.text import cleaned
from desktop.window.gap_words import gap_line
from desktop.window.parts import button, column, hairline, label, row
from desktop.window.sheet import Sheet
from desktop.window.texts import moment, translate
from desktop.window.theme import STEP, font
from inbox.item import Ledger, Sums

_MOST_GAPS = 20
_STATES = ("received", "held", "released", "snoozed", "done", "expired")


def _names() -> dict[str, str]:
    return {
        "received": translate("Ledger", "received"),
        "held": translate("Ledger", "held"),
        "released": translate("Ledger", "released"),
        "snoozed": translate("Ledger", "snoozed"),
        "done": translate("Ledger", "done"),
        "expired": translate("Ledger", "expired"),
    }


def equation(sums: Ledger | Sums) -> str:
    """received 120 = held 3 + released 10 + snoozed 2 + done 105 + expired 0"""
    names = _names()
    parts = [f"{names[state]} {_number(getattr(sums, state))}" for state in _STATES]
    return f"{parts[0]} {'=' if sums.adds_up else '≠'} {' + '.join(parts[1:])}"


def _number(value: int) -> str:
    return str(QLocale().toString(value))


class LedgerSheet(Sheet):
    """UI thread only."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, translate("Ledger", "Ledger"), 210 * STEP)
        head = row()
        head.addWidget(label(translate("Ledger", "Ledger"), "title"))
        head.addStretch(1)
        self._close = button(translate("Ledger", "Close"))
        self._close.clicked.connect(self.shut)
        head.addWidget(self._close)
        self.body.addLayout(head)
        self._verdict = label("", "muted", wrap=True)
        self.body.addWidget(self._verdict)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(self._scroll)
        self._said = ""

    @property
    def said(self) -> str:
        """All of it, as a screen reader has it."""
        return self._said

    def show_ledger(self, found: Ledger, gaps: Sequence[GapLine], now: datetime) -> None:
        verdict = _verdict(found, now)
        self._verdict.setText(verdict)
        inside = QWidget()
        box = column(inside, spacing=2)
        box.setContentsMargins(0, 0, 2 * STEP, 0)
        box.addSpacing(2 * STEP)
        box.addLayout(self._sums(found))
        lines = [gap_line(one, now) for one in gaps[:_MOST_GAPS]]
        self._add_gaps(box, lines)
        self._scroll.setWidget(inside)
        inside.setAutoFillBackground(False)  # setWidget has just switched it on
        room = max(40 * STEP, self._window.height() - 60 * STEP)
        width = min(self.card.maximumWidth(), self._window.width() - 8 * STEP) - 10 * STEP
        self._scroll.setFixedHeight(min(box.totalHeightForWidth(width) + 2 * STEP, room))
        accounts = [f"{cleaned(one.account, 60)}: {equation(one)}" for one in found.accounts]
        self._said = "\n".join([verdict, equation(found), *accounts, *lines])
        self._scroll.setAccessibleName(self._said)
        self.open(self._close)

    def _sums(self, found: Ledger) -> QGridLayout:
        """A line for all, and one for each account where there are several: the sum before what it is the sum of."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * STEP)
        grid.setVerticalSpacing(STEP + 2)
        grid.setColumnStretch(0, 1)
        names = _names()
        for place, state in enumerate(_STATES):
            grid.addWidget(label(names[state], "small"), 0, 1 + 2 * place, Qt.AlignmentFlag.AlignRight)
        self._add_sums(grid, 1, translate("Ledger", "All accounts"), found, strong=True)
        if len(found.accounts) > 1:
            grid.addWidget(hairline(), 2, 0, 1, 2 * len(_STATES))
            for place, one in enumerate(found.accounts, start=3):
                self._add_sums(grid, place, cleaned(one.account, 60), one)
        return grid

    def _add_sums(self, grid: QGridLayout, line: int, name: str, sums: Ledger | Sums, *, strong: bool = False) -> None:
        grid.addWidget(label(name, "strong" if strong else "body", name=f"{name}: {equation(sums)}"), line, 0)
        for place, state in enumerate(_STATES):
            number: QLabel = label(_number(getattr(sums, state)), "strong" if strong else "body")
            if strong:
                number.setFont(font(1.15, bold=True))
            grid.addWidget(number, line, 1 + 2 * place, Qt.AlignmentFlag.AlignRight)
            if place + 1 < len(_STATES):
                sign = ("=" if sums.adds_up else "≠") if place == 0 else "+"
                grid.addWidget(label(sign, "muted"), line, 2 + 2 * place, Qt.AlignmentFlag.AlignCenter)

    def _add_gaps(self, box: QVBoxLayout, lines: Sequence[str]) -> None:
        box.addSpacing(4 * STEP)
        box.addWidget(label(translate("Ledger", "When a source could not be asked"), "group"))
        if not lines:
            box.addWidget(label(translate("Ledger", "Never, in the last twelve weeks."), "muted", wrap=True))
        for one in lines:
            box.addWidget(label(one, "body", wrap=True))


def _verdict(found: Ledger, now: datetime) -> str:
    if not found.adds_up:
        return translate(
            "Ledger", "It does not add up: this is a fault of Écluse. Nothing was changed; please report it."
        )
    said = [translate("Ledger", "It adds up: what was received is counted as it comes, apart from where it is now.")]
    if found.since is not None:
        since = translate("Ledger", "Counted since {time}.")
        said.append(since.format(time=moment(found.since, now)))
    if found.forgotten:
        gone = translate("Ledger", "{number} more were deleted, as you asked.")
        said.append(gone.format(number=_number(found.forgotten)))
    return " ".join(said)
