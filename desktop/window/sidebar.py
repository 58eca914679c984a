"""Where one can go. Counts stand beside the names, but never in focus."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QStyle, QWidget

from desktop.core.views import Counts
from desktop.shortcuts import key_text
from desktop.window.counted import Counted
from desktop.window.parts import column, hairline, row
from desktop.window.shell import Shell
from desktop.window.texts import translate
from desktop.window.theme import RADIUS, STEP, Theme, font
from focus.schedule import Mode


class NavButton(QAbstractButton):
    """One place to go to."""

    def __init__(self, text: str, theme: Theme, key: str = "") -> None:
        """`key` stands where a count would, on what is no place but opens something."""
        super().__init__()
        self._theme = theme
        self._count: int | None = None
        self._key = key
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    def set_count(self, count: int | None) -> None:
        if count != self._count:
            self._count = count
            said = Counted().messages(count) if count else ""
            self.setAccessibleDescription(said)
            self.update()

    @property
    def count(self) -> int | None:
        return self._count

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 18 * STEP, metrics.height() + 6 * STEP)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked()
        painter.setPen(QPen(self._theme.color("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        if here:
            painter.setBrush(self._theme.color("selection"))
        elif self.underMouse():
            painter.setBrush(self._theme.color("panel"))
        box = self.rect().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        inner = box.adjusted(3 * STEP - 1, 0, -3 * STEP + 1, 0)
        painter.setPen(self._theme.color("ink" if here else "muted"))
        painter.setFont(font(bold=here))
        leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, leading, self.text())
        trailing_text = self._key if self._count is None else str(self._count)
        if trailing_text:
            painter.setFont(font(0.92, tabular=True))
            trailing = QRect(inner)
            trailing.setLeft(inner.right() - 16 * STEP)
            painter.drawText(
                QStyle.visualRect(self.layoutDirection(), self.rect(), trailing),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                trailing_text,
            )
        painter.end()


class Sidebar(QWidget):
    """`wanted` names the page to show."""

    wanted = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._group = QButtonGroup(self)
        self._buttons: dict[str, NavButton] = {}
        self.setAccessibleName(translate("Sidebar", "Places"))
        outer = row(self, spacing=0)
        side = QFrame()
        outer.addWidget(side)
        outer.addWidget(hairline(vertical=True))
        box = column(side, spacing=0)
        box.setContentsMargins(2 * STEP + 2, 3 * STEP, 2 * STEP + 2, 3 * STEP)
        for page, text in (
            ("check_in", translate("Sidebar", "Check-in")),
            ("held", translate("Sidebar", "Held")),
            ("snoozed", translate("Sidebar", "Snoozed")),
            ("done", translate("Sidebar", "Done")),
            ("outbox", translate("Sidebar", "Outbox")),
            ("search", translate("Sidebar", "Search")),
        ):
            box.addWidget(self._add(page, text))
        box.addStretch(1)
        box.addWidget(self._add("answers", translate("Sidebar", "Answers")))
        box.addWidget(self._make_commands())
        box.addWidget(self._add("review", translate("Sidebar", "Week in review")))
        box.addWidget(self._add("settings", translate("Sidebar", "Settings")))
        side.setMinimumWidth(44 * STEP - 1)
        shell.present.changed.connect(self._recount)
        shell.present.counted.connect(self._recount)

    def _make_commands(self) -> NavButton:
        """How one learns that there are keys."""
        shortcuts = self._shell.shortcuts
        palette = shortcuts.commands["palette"]
        made = NavButton(palette.text, self._shell.theme, key_text(palette))
        made.setCheckable(False)
        made.clicked.connect(shortcuts.actions["palette"].trigger)
        return made

    def _add(self, page: str, text: str) -> NavButton:
        made = NavButton(text, self._shell.theme)
        made.clicked.connect(lambda: self.wanted.emit(page))
        self._group.addButton(made)
        self._buttons[page] = made
        return made

    def button(self, page: str) -> NavButton:
        return self._buttons[page]

    def show_page(self, page: str) -> None:
        made = self._buttons.get("check_in" if page == "focus" else page)
        if made is not None:
            made.setChecked(True)
            return
        self._group.setExclusive(False)
        for each in self._buttons.values():
            each.setChecked(False)
        self._group.setExclusive(True)

    def _recount(self) -> None:
        counts = self._shell.present.counts
        hidden = counts is None or self._shell.present.mode is Mode.FOCUS
        shown = counts or Counts(0, 0, 0)
        for page, count in (("check_in", shown.batch), ("held", shown.held), ("snoozed", shown.snoozed)):
            self._buttons[page].set_count(None if hidden else count)
        self._buttons["outbox"].set_count(None if hidden else self._shell.present.troubled or None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        order = list(self._buttons.values())
        place = next((at for at, each in enumerate(order) if each.hasFocus()), -1)
        if step and place >= 0 and 0 <= place + step < len(order):
            order[place + step].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)
