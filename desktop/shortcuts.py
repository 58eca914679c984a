"""Binds the command table to the window's actions and keys.

Single letters never fire while somebody types: a text field claims them first (Qt's ShortcutOverride), and a
command whose page is not on screen is disabled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.commands import Command, Situation


def key_text(command: Command) -> str:
    """The first key of a command as this system writes it; '' if it has none."""
    return key_name(command.keys[0]) if command.keys else ""


def key_name(key: str) -> str:
    """A key in Qt's portable text, as this system and language write it. People call the big one Enter."""
    shown = QKeySequence(key.replace("Return", "Enter")).toString(QKeySequence.SequenceFormat.NativeText)
    return shown.replace(", ", " ")


class Shortcuts:
    """One QAction for each command, by id. UI thread."""

    def __init__(self, window: QWidget, commands: Iterable[Command], *, letters: bool = True) -> None:
        """`letters`: whether keys without Ctrl or a function key are bound at all (WCAG 2.1.4)."""
        self.commands: Mapping[str, Command] = {command.id: command for command in commands}
        self.actions: dict[str, QAction] = {}
        for command in self.commands.values():
            action = QAction(command.text, window)
            action.setToolTip(f"{command.text} ({key_text(command)})" if command.keys else command.text)
            if not command.native:
                action.setShortcuts([QKeySequence(key) for key in command.keys if letters or not is_letter(key)])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(_caller(command))
            window.addAction(action)
            self.actions[command.id] = action

    def word(self, name: str, text: str) -> None:
        """Have an action say more than its command does, of what is chosen; '' is the command's own word again."""
        command, action = self.commands[name], self.actions[name]
        if action.text() != (text or command.text):
            action.setText(text or command.text)
            action.setToolTip(f"{action.text()} ({key_text(command)})" if command.keys else action.text())

    def apply(self, situation: Situation) -> None:
        """Enable exactly what can be used now."""
        for name, command in self.commands.items():
            self.actions[name].setEnabled(command.when(situation))


def is_letter(key: str) -> bool:
    """Whether a key is typed text rather than a function key or a chord."""
    return len(key.split(",", maxsplit=1)[0].removeprefix("Shift+")) == 1


def _caller(command: Command) -> object:
    def call() -> None:
        command.call()

    return call
