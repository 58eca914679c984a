"""The buttons below the reading pane, each with its key."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame

from desktop.commands import Command
from desktop.shortcuts import key_text
from desktop.window.parts import KeyButton, column, hairline, row
from desktop.window.theme import STEP, Theme

_SHOWN = ("done", "reply", "snooze", "source", "pin")

# From the roomiest to the tightest: whether the caps are hidden, and which buttons are.
_FITS: tuple[tuple[bool, tuple[str, ...]], ...] = (
    (False, ()),
    (True, ()),
    (True, ("pin",)),
    (True, ("pin", "source")),
)


class ActionBar(QFrame):
    """Follows the actions it is made from: words, and whether they can be used. The caps go where room is short."""

    def __init__(self, commands: Mapping[str, Command], actions: Mapping[str, QAction], theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        outer = column(self)
        outer.addWidget(hairline())
        self._line = row(spacing=2)
        self._line.setContentsMargins(5 * STEP, 3 * STEP, 5 * STEP, 3 * STEP)
        outer.addLayout(self._line)
        self.buttons: dict[str, KeyButton] = {}
        self._left_out: frozenset[str] = frozenset()
        for name in _SHOWN:
            self._add(name, commands[name], actions[name], theme)
        self._line.addStretch(1)
        self.setMinimumWidth(0)

    def _add(self, name: str, command: Command, action: QAction, theme: Theme) -> None:
        made = KeyButton(command.text, key_text(command), theme, primary=name == "done")
        made.clicked.connect(action.trigger)

        def follow() -> None:
            made.setEnabled(action.isEnabled())
            changed = made.text() != action.text()
            made.set_text(action.text(), key_text(command))
            made.setToolTip(action.toolTip())
            if changed:
                self._fit(self.width())

        action.changed.connect(follow)
        follow()
        self.buttons[name] = made
        self._line.addWidget(made)

    def leave_out(self, names: frozenset[str]) -> None:
        """These make no sense for what is chosen, and their buttons go."""
        if names != self._left_out:
            self._left_out = names
            self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        room = width - 10 * STEP
        for compact, tight in _FITS:
            hidden = self._left_out.union(tight)
            shown = [button for name, button in self.buttons.items() if name not in hidden]
            needed = sum(button.full_width(compact=compact) + 2 * STEP for button in shown)
            if needed <= room or tight == _FITS[-1][1]:
                for name, button in self.buttons.items():
                    button.setVisible(name not in hidden)
                    button.set_compact(compact)
                return
