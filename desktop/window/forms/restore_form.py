"""How a backup is had back: told, with the command to copy. It cannot be done by the app that uses what it replaces."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.bridge import Bridge
from desktop.core.backed_up import BackedUp
from desktop.core.clock import SystemClock
from desktop.core.text import cleaned
from desktop.window.forms.says import Says
from desktop.window.parts import button, column, label, row
from desktop.window.texts import moment, translate


class RestoreForm(QWidget):
    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.last = label(role="muted", wrap=True)
        self.command = label(wrap=True)
        self.command.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        by_hand = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.command.setTextInteractionFlags(by_hand)
        self.command.setAccessibleName(translate("Data", "The command that puts a backup back"))
        self.copy_button = button(translate("Data", "Copy the command"))
        self.copy_button.clicked.connect(self.copy)
        self.says = Says()
        layout = column(self, spacing=3)
        layout.addWidget(label(translate("Data", "To have a backup back"), "heading"))
        layout.addWidget(self.last)
        layout.addWidget(label(_how(), "muted", wrap=True))
        layout.addWidget(self.command)
        line = row()
        line.addWidget(self.copy_button)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(self.says)
        for each in (self.command, self.copy_button):
            each.hide()
        self.look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()  # it may have been moved, or another one made by a command

    def look(self) -> None:
        self._bridge.ask(lambda desk: desk.backed_up(), self.show_last)

    def show_last(self, found: BackedUp) -> None:
        self.last.setText(last_words(found))
        self.command.setText(found.command)
        for each in (self.command, self.copy_button):
            each.show()

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command.text())
        self.says.ok(translate("Data", "The command is on the clipboard. Quit Écluse before you run it."))


def last_words(found: BackedUp) -> str:
    """When the last backup was made and where it is."""
    if found.file is None or found.at is None:
        return translate("Data", "No backup was made here yet.")
    now = SystemClock().now().astimezone()
    if found.there:
        form = translate("Data", "Last backup, {time}: {file}")
    else:
        form = translate("Data", "Last backup, {time}: {file}, which is not there any more")
    return form.format(time=moment(found.at, now), file=cleaned(str(found.file), 300))


def _how() -> str:
    return translate(
        "Data",
        "Quit Écluse, then run this in a terminal. It looks at all of the backup first, then puts it in place of what "
        "is there, which is kept aside. Passwords stay in the keyring.",
    )
