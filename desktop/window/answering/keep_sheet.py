"""Keep a text as an answer: under which title it will be found again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core.text import cleaned
from desktop.window.parts import button, label, row
from desktop.window.sheet import Sheet
from desktop.window.texts import translate
from desktop.window.theme import STEP

_LONGEST_TITLE = 200


class KeepSheet(Sheet):
    def __init__(self, window: QWidget) -> None:
        name = translate("Answering", "Keep this as an answer")
        super().__init__(window, name, 130 * STEP)
        self._then: Callable[[str], None] = lambda title: None
        self.body.addWidget(label(name, "heading"))
        self._text = label("", "muted", wrap=True)
        self.body.addWidget(self._text)
        self.title = QLineEdit()
        self.title.setMaxLength(_LONGEST_TITLE)
        self.title.setAccessibleName(translate("Answering", "Title"))
        self.title.setPlaceholderText(translate("Answering", "A title to find it by"))
        self.title.textChanged.connect(self._judge)
        self.title.returnPressed.connect(self._keep)
        self.body.addWidget(self.title)
        hint = translate("Answering", "Words in braces, such as {my name} or {next check-in}, are filled in each time.")
        self.body.addWidget(label(hint, "small", wrap=True))
        line = row()
        line.addStretch(1)
        leave = button(translate("Answering", "Cancel"))
        leave.clicked.connect(self.shut)
        self.keep_button = button(translate("Answering", "Keep"), "primary")
        self.keep_button.clicked.connect(self._keep)
        line.addWidget(leave)
        line.addWidget(self.keep_button)
        self.body.addLayout(line)

    def ask_for(self, text: str, then: Callable[[str], None]) -> None:
        """`then` is given the title."""
        self._then = then
        self._text.setText(cleaned(text, 240))
        self.title.setText(title_for(text))
        self.title.selectAll()
        self._judge()
        self.open(self.title)

    def _judge(self) -> None:
        self.keep_button.setEnabled(bool(self.title.text().strip()))

    def _keep(self) -> None:
        title = self.title.text().strip()
        if title:
            self.shut()
            self._then(title)


def title_for(text: str) -> str:
    """The first line that says more than a greeting."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if len(line.split()) > 3]
    return cleaned((telling or lines or [""])[0], 60).rstrip(",;:. ")
