"""What stands where one would answer, while the account cannot send: why, and the way to mend it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from desktop.core.text import cleaned
from desktop.window.parts import button, column, hairline, label, row
from desktop.window.texts import translate
from desktop.window.theme import STEP


class CannotSend(QFrame):
    """UI thread only."""

    mend = Signal()
    left = Signal()

    def __init__(self, account: str) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        box = column(self)
        box.addWidget(hairline())
        inner = column(spacing=2)
        inner.setContentsMargins(6 * STEP, 4 * STEP, 6 * STEP, 4 * STEP)
        title = translate("Answering", "“{account}” cannot send yet").format(account=cleaned(account, 60))
        self.setAccessibleName(title)
        inner.addWidget(label(title, "heading", wrap=True))
        words = translate(
            "Answering",
            "Écluse only reads this account so far. To answer, it needs the name of the server that takes your mail, "
            "such as smtp.example.org; your mail provider's help names it. Nothing was sent.",
        )
        inner.addWidget(label(words, "muted", wrap=True))
        line = row()
        line.setContentsMargins(0, STEP, 0, 0)
        self.mend_button = button(translate("Answering", "Set up sending…"), "primary")
        self.mend_button.clicked.connect(self.mend)
        leave = button(translate("Answering", "Not now"))
        leave.clicked.connect(self.left)
        line.addWidget(self.mend_button)
        line.addWidget(leave)
        line.addStretch(1)
        inner.addLayout(line)
        box.addLayout(inner)

    def start(self) -> None:
        self.mend_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
