"""The `?` overlay: every command with its key, from the one table."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QWidget

from desktop.commands import Command, Group, group_title
from desktop.shortcuts import key_text
from desktop.window.parts import button, column, label, row
from desktop.window.sheet import Sheet
from desktop.window.texts import translate
from desktop.window.theme import STEP, Theme, font


class KeyCap(QWidget):
    """A key as it is written on the keyboard. The command beside it names it for a screen reader."""

    def __init__(self, key: str, theme: Theme) -> None:
        super().__init__()
        self._key = key
        self._theme = theme
        metrics = self.fontMetrics()
        self.setFixedSize(
            max(metrics.height() + STEP, metrics.horizontalAdvance(key) + 2 * STEP), metrics.height() + STEP
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.color("muted"))
        painter.setBrush(self._theme.color("background"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), STEP, STEP)
        painter.setPen(self._theme.color("ink"))
        painter.setFont(font(0.85))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._key)
        painter.end()


class HelpSheet(Sheet):
    def __init__(self, window: QWidget, theme: Theme, commands: Iterable[Command]) -> None:
        super().__init__(window, translate("Help", "Keys"), 200 * STEP)
        self._theme = theme
        head = row()
        head.addWidget(label(translate("Help", "Keys"), "title"))
        head.addStretch(1)
        self._close = button(translate("Help", "Close"))
        self._close.clicked.connect(self.shut)
        head.addWidget(self._close)
        self.body.addLayout(head)
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, 2 * STEP, 0)
        columns.setSpacing(10 * STEP)
        shown = tuple(command for command in commands if command.keys)
        for groups in ((Group.ITEMS, Group.READING, Group.WRITING), (Group.GO, Group.FOCUS, Group.REVIEW, Group.APP)):
            side = column(spacing=2)
            for group in groups:
                side.addWidget(label(group_title(group), "group"))
                side.addLayout(self._grid([command for command in shown if command.group is group]))
                side.addSpacing(2 * STEP)
            side.addStretch(1)
            columns.addLayout(side, 1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)  # setWidget has just switched it on
        self._scroll, self._inside = scroll, inside
        self.body.addWidget(scroll)
        words = translate("Help", "Single letters work wherever you are not typing. Everything is also in Ctrl+K.")
        self.body.addWidget(label(words, "small", wrap=True))

    def _grid(self, commands: list[Command]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * STEP)
        grid.setVerticalSpacing(STEP)
        grid.setColumnStretch(0, 1)
        for place, command in enumerate(commands):
            words: QLabel = label(command.text, name=f"{command.text}: {key_text(command)}")
            grid.addWidget(words, place, 0)
            grid.addWidget(KeyCap(key_text(command), self._theme), place, 1, Qt.AlignmentFlag.AlignRight)
        return grid

    def show_keys(self) -> None:
        room = self._window.height() - 55 * STEP
        self._scroll.setFixedHeight(min(self._inside.sizeHint().height() + 2, max(room, 40 * STEP)))
        self.open(self._close)
