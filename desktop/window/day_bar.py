"""The bar at the top of every screen: what is going on and until when, the day at a glance, focus now or end."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from math import ceil, floor

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QToolButton, QToolTip, QWidget

from desktop.core.text import cleaned
from desktop.core.views import DaySpan, Now
from desktop.shortcuts import key_text
from desktop.window import now_words, texts
from desktop.window.busy_line import busy_words
from desktop.window.icons import icon
from desktop.window.parts import KeyButton, column, hairline, label, row
from desktop.window.shell import Present, Shell
from desktop.window.texts import translate
from desktop.window.theme import STEP, Theme, font
from focus.schedule import Mode

_FILL = {Mode.FOCUS: "focus", Mode.CHECK_IN: "gate", Mode.TOGETHER: "together", Mode.OPEN: "line"}
_WORDS = {Mode.FOCUS: "focus", Mode.CHECK_IN: "gate_text", Mode.TOGETHER: "together_text", Mode.OPEN: "ok_text"}
_ROOMY = 1100
"""From this width on the words have a fixed column, so that the band does not move when they change."""
_DAY = (8.0, 19.0)
"""The hours the band always shows."""
_PRESETS = (
    ("focus_25", "focus_50", "focus_90", "ask_focus"),
    ("open_check_in", "close_check_in"),
    ("pause", "off_monday", "off_until", "resume"),
)


@dataclass(frozen=True, slots=True)
class Axis:
    """Where an hour of the day stands on the track."""

    track: QRect
    at: datetime
    first: int
    last: int
    rtl: bool

    def place(self, hour: float) -> float:
        share = (hour - self.first) / (self.last - self.first)
        return self.track.left() + (1 - share if self.rtl else share) * self.track.width()

    def ends(self, span: DaySpan) -> tuple[float, float]:
        """The left and right edge of a span, cut where the day is."""
        start = self.place(max(self.first, _hour(span.start, self.at)))
        end = self.place(min(self.last, _hour(span.end, self.at)))
        return (end, start) if self.rtl else (start, end)


class DayBand(QWidget):
    """The day painted: focus blocks, check-ins, a marker at now. Its accessible description says it in words."""

    def __init__(self, theme: Theme, present: Present) -> None:
        super().__init__()
        self._theme = theme
        self._present = present
        self._small = font(0.82)
        self._bold = font(0.82, bold=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("DayBar", "Today"))
        present.changed.connect(self._refresh)
        present.ticked.connect(self._refresh)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(400, 15 * STEP)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 15 * STEP)

    def _refresh(self) -> None:
        self.setAccessibleDescription(describe(self._present.now, self._present.at()))
        self.update()

    def _track(self) -> QRect:
        return QRect(5 * STEP, 5 * STEP + 2, self.width() - 10 * STEP, 4 * STEP)

    def _axis(self, now: Now) -> Axis:
        at = self._present.at()
        first, last = hours(now.day, at)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return Axis(self._track(), at, first, last, rtl)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = self._present.now
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = self._track()
        path = QPainterPath()
        path.addRoundedRect(QRectF(track), track.height() / 2, track.height() / 2)
        painter.fillPath(path, self._theme.color("line"))
        if now is not None:
            axis = self._axis(now)
            painter.setClipPath(path)
            for span in now.day:
                self._paint_span(painter, axis, span)
            painter.setClipping(False)
            self._paint_hours(painter, axis)
            self._paint_now(painter, axis)
        painter.end()

    def _paint_span(self, painter: QPainter, axis: Axis, span: DaySpan) -> None:
        left, right = axis.ends(span)
        if span.mode is not Mode.OPEN and right > left:
            box = QRectF(left, axis.track.top(), max(2.0, right - left - 1), axis.track.height())
            painter.fillRect(box, self._theme.color(_FILL[span.mode]))

    def _paint_hours(self, painter: QPainter, axis: Axis) -> None:
        painter.setFont(self._small)
        painter.setPen(self._theme.color("muted"))
        metrics = painter.fontMetrics()
        widest = metrics.horizontalAdvance(texts.clock(axis.at.replace(hour=22, minute=0))) + 3 * STEP
        room = axis.track.width() / (axis.last - axis.first)
        step = next((count for count in (1, 2, 3, 4, 6, 12) if count * room >= widest), 24)
        for hour in range(axis.first, axis.last + 1, step):
            text = texts.clock(axis.at.replace(hour=hour % 24, minute=0))
            box = QRect(round(axis.place(hour)) - widest // 2, axis.track.bottom() + STEP, widest, metrics.height())
            box.moveLeft(min(max(0, box.left()), self.width() - box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_now(self, painter: QPainter, axis: Axis) -> None:
        middle, track = round(axis.place(_hour(axis.at, axis.at))), axis.track
        marker = QRect(middle - 1, track.top() - 2 * STEP, 2, track.height() + 3 * STEP - 1)
        painter.fillRect(marker, self._theme.color("due"))
        painter.setFont(self._bold)
        painter.setPen(self._theme.color("due"))
        metrics = painter.fontMetrics()
        text = texts.clock(axis.at)
        width = metrics.horizontalAdvance(text) + 2
        box = QRect(middle - width // 2, marker.top() - metrics.height(), width, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            said = self._span_at(event.pos().x())
            # Escaped by hand: a tooltip guesses whether its text is rich, and an intention may look like it.
            QToolTip.showText(event.globalPos(), f"<p>{html.escape(said)}</p>" if said else "", self)
            return True
        return super().event(event)

    def _span_at(self, place: int) -> str:
        now = self._present.now
        if now is None:
            return ""
        axis = self._axis(now)
        for span in now.day:
            left, right = axis.ends(span)
            if left <= place <= right:
                return span_words(span)
        return ""


class DayBar(QFrame):
    """The top of the window. UI thread only."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._complete = False
        self.setProperty("role", "panel")
        outer = column(self)
        line = row(spacing=4)
        line.setContentsMargins(5 * STEP, 3 * STEP, 5 * STEP, 3 * STEP)
        words = column(spacing=0)
        self._headline = label("", "heading")
        self._subline = label("", "muted")
        words.addStretch(1)
        words.addWidget(self._headline)
        words.addWidget(self._subline)
        words.addStretch(1)
        self._left = QWidget()
        self._left.setLayout(words)
        line.addWidget(self._left)
        line.addWidget(DayBand(shell.theme, shell.present), 1)
        self._button = KeyButton("", "", shell.theme)
        self._button.clicked.connect(self._toggle)
        buttons = row(spacing=1)
        buttons.addWidget(self._button)
        buttons.addWidget(self._make_menu())
        line.addLayout(buttons)
        outer.addLayout(line)
        outer.addWidget(hairline())
        shell.present.changed.connect(self.refresh)
        shell.present.ticked.connect(self.refresh)
        shell.theme.changed.connect(self.refresh)
        self.refresh()

    def _make_menu(self) -> QToolButton:
        made = QToolButton()
        made.setProperty("role", "more")
        self._more = made
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setAccessibleName(translate("DayBar", "Focus, check-ins and days off"))
        made.setToolTip(translate("DayBar", "Focus, check-ins and days off"))
        menu = QMenu(made)
        for group in _PRESETS:
            menu.addSeparator()
            for name in group:
                menu.addAction(self._shell.shortcuts.actions[name])
        made.setMenu(menu)
        return made

    def complete(self) -> None:
        """The window has been painted: a drawing may be loaded."""
        self._complete = True
        self.refresh()

    @property
    def said(self) -> tuple[str, str]:
        return self._headline.text(), self._subline.text()

    def refresh(self) -> None:
        now, at = self._shell.present.now, self._shell.present.at()
        mode = self._shell.present.mode
        if now is not None:
            self._headline.setText(now_words.headline(now, at))
            self._subline.setText(now_words.subline(now, at, busy_words(self._shell.present.providers)))
            self._left.setToolTip(now_words.two_clocks(now, at))
            self._left.setAccessibleDescription(self._left.toolTip())
        palette = self._headline.palette()
        color = "muted" if self._shell.present.aside else _WORDS[mode]
        palette.setColor(self._headline.foregroundRole(), self._shell.theme.color(color))
        self._headline.setPalette(palette)
        if self._complete:
            self._more.setIcon(icon("down", self._shell.theme.tokens.muted))
        name = self._command()
        self._button.set_text(
            self._shell.shortcuts.actions[name].text(), key_text(self._shell.shortcuts.commands[name])
        )
        self._button.set_compact(self.width() < _ROOMY)
        self._button.setEnabled(now is not None)
        wanted = max(self._headline.sizeHint().width(), self._subline.sizeHint().width()) + 2
        usual = 61 * STEP if self.width() >= _ROOMY else 36 * STEP
        self._left.setMinimumWidth(min(max(wanted, usual), 80 * STEP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    def _command(self) -> str:
        if self._shell.present.aside:
            return "resume"
        return "stop_focus" if self._shell.present.mode is Mode.FOCUS else "focus"

    def _toggle(self) -> None:
        self._shell.shortcuts.actions[self._command()].trigger()


def hours(day: tuple[DaySpan, ...], at: datetime) -> tuple[int, int]:
    """The first and last hour of the band: all that is planned today and now, at least from 8 to 19."""
    starts = [_hour(span.start, at) for span in day]
    ends = [_hour(span.end, at) for span in day]
    here = _hour(at, at)
    first = max(0.0, min(_DAY[0], here, *starts))
    last = min(24.0, max(_DAY[1], here, *ends))
    return floor(first), ceil(last)


def _hour(when: datetime, at: datetime) -> float:
    """Hours since the beginning of the day of `at`, as its clock shows them; of another day beyond 0 or 24."""
    local = when.astimezone(at.tzinfo)
    midnight = datetime.combine(at.date(), time(0))
    return (local.replace(tzinfo=None) - midnight) / timedelta(hours=1)


def span_words(span: DaySpan) -> str:
    times = f"{texts.clock(span.start)} – {texts.clock(span.end)}"
    name = cleaned(span.label, 80)
    return f"{texts.mode_name(span.mode)} {times}" + (f", {name}" if name else "")


def describe(now: Now | None, at: datetime) -> str:
    """The band in words, for who cannot see it."""
    if now is None:
        return ""
    planned = "; ".join(span_words(span) for span in now.day if span.mode is not Mode.OPEN)
    said = translate("DayBar", "It is {time}. Planned today: {plan}.")
    return said.format(time=texts.clock(at), plan=planned or translate("DayBar", "nothing"))
