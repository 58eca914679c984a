"""The tray icon: the mode, what is left of it, and a menu with everything. A display, never a messenger.

Some panels open the menu on a left click and some cannot be clicked at all, so all of it is in the menu.
`showMessage` is not used: on a StatusNotifierItem it would replace the icon.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from desktop.shortcuts import Shortcuts
from desktop.window import now_words, texts
from desktop.window.icons import TRAY_STEPS, tray_icon
from desktop.window.shell import Present
from focus.schedule import Mode

translate = QCoreApplication.translate
_MENU = (
    ("focus", "focus_25", "focus_50", "focus_90", "ask_focus"),
    ("extend", "stop_focus"),
    ("open_check_in", "close_check_in", "pull"),
    ("pause", "off_monday", "off_until", "resume"),
    ("settings", "quit"),
)
_SHOWING = ("ask_focus", "off_until", "settings")
"""What these do is seen in the window."""
_MINUTE_MS = 60_000


class Tray(QObject):
    """UI thread only. Works without a panel: it appears when one does."""

    def __init__(
        self, window: QWidget, shortcuts: Shortcuts, present: Present, raise_window: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._present = present
        self._shown: tuple[Mode, int, bool] | None = None
        self._trouble = False
        self._icon = QSystemTrayIcon(self)
        self._menu = QMenu(window)
        self._opens = QAction(translate("Tray", "Open Écluse"), self)
        self._opens.triggered.connect(raise_window)
        self._state = QAction("", self)
        self._state.setEnabled(False)
        self._fill(shortcuts)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(lambda reason: self._activated(reason, raise_window))
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(_MINUTE_MS)
        self._timer.timeout.connect(self.refresh)
        present.changed.connect(self.refresh)
        self.refresh()
        self._icon.show()

    def _fill(self, shortcuts: Shortcuts) -> None:
        self._menu.addAction(self._state)
        self._menu.addSeparator()
        self._menu.addAction(self._opens)
        for group in _MENU:
            self._menu.addSeparator()
            for name in group:
                action = shortcuts.actions[name]
                self._menu.addAction(self._raising(action) if name in _SHOWING else action)

    def _raising(self, action: QAction) -> QAction:
        """An entry that shows something in the window must show the window too."""
        made = QAction(action.text(), self)
        made.triggered.connect(self._opens.trigger)
        made.triggered.connect(action.trigger)
        return made

    @property
    def available(self) -> bool:
        """Whether there is a panel that shows it: only then may the window hide."""
        return QSystemTrayIcon.isSystemTrayAvailable() and self._icon.isVisible()

    @property
    def menu(self) -> QMenu:
        return self._menu

    @property
    def tooltip(self) -> str:
        return self._icon.toolTip()

    def set_trouble(self, trouble: bool) -> None:
        """A mark on the icon: something needs the person. Never a count, never text of a message."""
        self._trouble = trouble
        self.refresh()

    def refresh(self) -> None:
        now, at = self._present.now, self._present.at()
        if now is None:
            self._draw(Mode.OPEN, 0)
            self._icon.setToolTip("Écluse")
            return
        first, second = now_words.headline(now, at), now_words.subline(now, at)
        self._icon.setToolTip(f"{first}\n{second}")
        self._state.setText(f"{first}. {second}")
        self._draw(now.mode, round(texts.share_left(now, at) * TRAY_STEPS))
        if now.until is None:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def hide(self) -> None:
        self._timer.stop()
        self._icon.hide()

    def _draw(self, mode: Mode, step: int) -> None:
        if self._shown != (mode, step, self._trouble):
            self._shown = (mode, step, self._trouble)
            self._icon.setIcon(tray_icon(mode, step, self._trouble))

    def _activated(self, reason: QSystemTrayIcon.ActivationReason, raise_window: Callable[[], None]) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            raise_window()
