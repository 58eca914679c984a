"""The buttons below an answer: send, when, what happens to the message, discard."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame

from desktop.shortcuts import key_text
from desktop.window import texts
from desktop.window.parts import KeyButton, column, hairline, row
from desktop.window.shell import Shell
from desktop.window.texts import translate
from desktop.window.theme import STEP

_ORDER = ("send", "later", "attach", "drop")
_REST = ("later", "drop")


class SendBar(QFrame):
    """Its buttons are the commands of the table; the cap of the first, then the last, go where room is short.

    The one for files is made here, and stands where the files do.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._when: datetime | None = None
        outer = column(self)
        outer.addWidget(hairline())
        line = row(spacing=2)
        line.setContentsMargins(5 * STEP, 3 * STEP, 5 * STEP, 3 * STEP)
        outer.addLayout(line)
        words = {
            "send": translate("Answering", "Send"),
            "later": translate("Answering", "Later…"),
            "attach": translate("Answering", "Attach…"),
            "drop": translate("Answering", "Discard"),
        }
        self.buttons: dict[str, KeyButton] = {}
        for name in _ORDER:
            command = shell.shortcuts.commands[f"write_{name}"]
            made = KeyButton(words[name], key_text(command), shell.theme, primary=name == "send")
            made.setAccessibleName(command.text)
            made.setToolTip(f"{command.text} ({key_text(command)})")
            made.set_compact(name != "send")
            made.clicked.connect(command.call)
            self.buttons[name] = made
        self.done = QCheckBox(translate("Answering", "Done when sent"))
        self.done.setToolTip(translate("Answering", "The message you answer is done, and leaves the list"))
        line.addWidget(self.buttons["send"])
        line.addWidget(self.buttons["later"])
        line.addWidget(self.done)
        line.addStretch(1)
        line.addWidget(self.buttons["drop"])
        self.setMinimumWidth(0)

    def show_time(self, when: datetime | None) -> None:
        """What the button says: at once, or then."""
        self._when = when
        said = translate("Answering", "Send")
        if when is not None:
            time = texts.moment(when, self._shell.present.at())
            said = translate("Answering", "Send {time}").format(time=time)
        send = self.buttons["send"]
        send.set_text(said, key_text(self._shell.shortcuts.commands["write_send"]))
        send.setAccessibleName(said)
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        room = width - 10 * STEP
        send = self.buttons["send"]
        rest = self.done.sizeHint().width() + sum(self.buttons[name].full_width(compact=True) for name in _REST)
        gaps = 2 * STEP * len(self.buttons)
        send.set_compact(send.full_width(compact=False) + rest + gaps > room)
        tight = send.full_width(compact=True) + rest + gaps > room
        self.buttons["drop"].setVisible(not tight)
