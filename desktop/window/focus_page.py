"""The screen of a focus block: time left, intention, when the next batch opens. No list, no counts."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.core.text import cleaned
from desktop.core.views import Now
from desktop.shortcuts import key_text
from desktop.window import texts
from desktop.window.busy_line import busy_line
from desktop.window.counted import Counted
from desktop.window.intention_line import IntentionLine
from desktop.window.parts import KeyButton, button, column, label, row
from desktop.window.shell import Shell
from desktop.window.texts import translate
from desktop.window.theme import STEP, Theme, font

_RING = 62 * STEP
_WIDTH = 11
_BUTTONS = ("extend", "open_check_in", "peek")


class Ring(QWidget):
    """What is left of the block, as an arc and as a number. Redrawn once a minute: nothing moves."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 1.0
        self._big = ""
        self._small = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(_RING // 2, _RING // 2))
        self.setMaximumSize(QSize(_RING, _RING))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_RING, _RING)

    def show_time(self, share: float, big: str, small: str, said: str) -> None:
        self._share, self._big, self._small = share, big, small
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        side = min(self.width(), self.height())
        area = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = area.adjusted(_WIDTH, _WIDTH, -_WIDTH, -_WIDTH)
        painter.setPen(QPen(self._theme.color("line"), _WIDTH))
        painter.drawEllipse(ring)
        painter.setPen(QPen(self._theme.color("focus"), _WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(ring, 90 * 16, -round(360 * 16 * self._share))
        large = font(4.4, tabular=True)
        large.setWeight(large.Weight.Light)
        painter.setFont(large)
        painter.setPen(self._theme.color("ink"))
        metrics = painter.fontMetrics()
        middle = area.center().y() - 2 * STEP
        box = QRectF(area.left(), middle - metrics.height() / 2, side, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._big)
        painter.setFont(font())
        painter.setPen(self._theme.color("muted"))
        under = QRectF(area.left(), middle + metrics.ascent() / 2 + STEP, side, painter.fontMetrics().height() + 2)
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, self._small)
        painter.end()


class FocusPage(QWidget):
    """`intended` carries what the person says they work on, where the block has no intention yet."""

    intended = Signal(str)
    services_wanted = Signal()
    """The person would like to see where they are shown as busy."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.name = "focus"
        self._shell = shell
        box = column(self, margins=6, spacing=3)
        box.addStretch(3)
        self._ring = Ring(shell.theme)
        around = row()
        around.addStretch(1)
        around.addWidget(self._ring, 100)
        around.addStretch(1)
        box.addLayout(around, 12)
        box.addSpacing(3 * STEP)
        self._intention = label("", "title", wrap=True)
        self._intention.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addWidget(self._intention)
        box.addLayout(self._make_ask())
        self._words = label("", "muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addWidget(self._words)
        self.services = button("", "link")
        self.services.setToolTip(translate("Focus", "Opens the settings of where you are shown as busy."))
        self.services.clicked.connect(self.services_wanted)
        box.addLayout(_centred(self.services))
        box.addSpacing(4 * STEP)
        box.addLayout(self._make_buttons())
        box.addStretch(4)
        self.setFocusProxy(self._buttons[0])
        shell.present.changed.connect(self.refresh)
        shell.present.ticked.connect(self.refresh)

    def _make_ask(self) -> QHBoxLayout:
        self._ask = IntentionLine(self._shell.bridge)
        self._ask.setPlaceholderText(translate("Focus", "What are you working on?"))
        self._ask.setAccessibleName(translate("Focus", "What you are working on"))
        self._ask.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._ask.setMinimumWidth(80 * STEP)
        self._ask.returnPressed.connect(self._say)
        return _centred(self._ask)

    def _make_buttons(self) -> QHBoxLayout:
        line = row()
        line.addStretch(1)
        self._buttons: list[KeyButton] = []
        for name in _BUTTONS:
            command = self._shell.shortcuts.commands[name]
            made = KeyButton(command.text, key_text(command), self._shell.theme)
            made.clicked.connect(self._shell.shortcuts.actions[name].trigger)
            self._buttons.append(made)
            line.addWidget(made)
        line.addStretch(1)
        return line

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @property
    def said(self) -> str:
        return " ".join((self._ring.accessibleName(), self._intention.text(), self._words.text()))

    def refresh(self) -> None:
        now = self._shell.present.now
        if now is None or not self.isVisible():
            return
        at = self._shell.present.at()
        self._ring.show_time(*time_left(now, at))
        intention = cleaned(now.intention, 200)
        self._intention.setText(intention)
        self._intention.setVisible(bool(intention))
        self._ask.setVisible(not intention)
        self._words.setText(promise(now, at))
        shown = busy_line(self._shell.present.providers)
        self.services.setText(shown.replace("&", "&&"))
        self.services.setAccessibleName(shown)
        self.services.setVisible(bool(shown))

    def _say(self) -> None:
        said = self._ask.text().strip()
        if said:
            self._ask.clear()
            self.intended.emit(said)


def _centred(widget: QWidget) -> QHBoxLayout:
    line = row()
    line.addStretch(1)
    line.addWidget(widget)
    line.addStretch(1)
    return line


def time_left(now: Now, at: datetime) -> tuple[float, str, str, str]:
    """The share of the block that is left, the number, the word below it, and both as one sentence."""
    if now.until is None:
        return 1.0, "∞", "", translate("Focus", "In focus")
    minutes = texts.minutes_left(now.until, at)
    share = texts.share_left(now, at)
    said = Counted().minutes_in_focus(minutes)
    if minutes < 60:
        return share, str(minutes), translate("Focus", "min left"), said
    return share, f"{minutes // 60}:{minutes % 60:02}", translate("Focus", "left"), said


def promise(now: Now, at: datetime) -> str:
    held = translate("Focus", "Everything that arrives is held.")
    if now.next_check_in is None:
        none = translate("Focus", "No check-in is planned: open one when you want to read.")
        return f"{held} {none}"
    opens = translate("Focus", "The next batch opens at {time}.")
    return f"{held} {opens.format(time=texts.moment(now.next_check_in, at))}"
